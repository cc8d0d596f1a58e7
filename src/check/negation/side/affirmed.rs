//! What is denied here and affirmed there: *did rule out* for لم يستبعد, *always* for لم … قط.

use std::ops::Range;

use super::super::denial::Denial;
use super::Side;
use crate::language::{Language, is_everyday};

/// How near before a verb that is affirmed no other word may say no: *rarely do well*.
const NEAR: usize = 2;

impl Side<'_> {
    /// The denial that the `other` side affirms: its verb, wherever it is told; any verb that nobody would affirm so but for a denial;
    /// or all of what it denies.
    pub(in super::super) fn affirmed(&self, other: &Self) -> Option<Range<usize>> {
        let whole = self.negations.iter().filter(|negation| !negation.is_limited);
        let mut lost = whole.filter(|negation| {
            let verb = self.words.get(negation.next);
            let mut places = verb
                .into_iter()
                .flat_map(|word| other.places(word.entries()))
                .peekable();
            places.peek().is_some()
                && places.all(|place| place.checked_sub(1).is_some_and(|before| other.affirms(before)))
        });
        let lost = lost.next().or_else(|| {
            let all: Vec<usize> = other.says_all(self).collect();
            let strongest = || {
                let fewer = !all.is_empty() && other.negations.len() < self.negations.len();
                self.negations.get(self.strengthened).filter(|_| fewer)
            };
            let is_untold = |place: &usize| self.places(other.words[*place].entries()).next().is_none();
            let is_turned = || all.iter().any(is_untold) || other.affirms_a_verb();
            let open = || self.last_open(other).filter(|_| is_turned());
            strongest().or_else(open)
        });
        lost.map(|denial| denial.at.clone())
    }

    /// Its last denial, where it has more of them than the `other` side has an answer for.
    fn last_open(&self, other: &Self) -> Option<&Denial> {
        let (here, there) = (
            self.negations.len() + self.kindred.len(),
            other.negations.len() + other.open(self),
        );
        let last = self.negations.iter().chain(&self.kindred);
        last.max_by_key(|denial| denial.place).filter(|_| here > there)
    }

    /// Whether the word at `place` says only that the verb behind it is so: *did*.
    fn affirms(&self, place: usize) -> bool {
        let affirming = &self.language.polarity.affirming;
        affirming
            .iter()
            .any(|word| word == self.words[place].form().as_ref())
    }

    /// Whether it says of a verb that it is so, as after *did* of a statement. In a question, and where *do* is the verb, no verb stands
    /// behind; nor is it said of what is denied already: *rarely do well*.
    fn affirms_a_verb(&self) -> bool {
        let is_denied = |place: usize| {
            let near = place.saturating_sub(NEAR)..place + NEAR;
            let says_no = |denial: &Denial| near.contains(&denial.place) || near.contains(&(denial.next - 1));
            self.negations.iter().chain(&self.kindred).any(says_no)
        };
        (1..self.words.len()).any(|place| {
            let verb = &self.words[place];
            self.affirms(place - 1)
                && !verb.known.is_small()
                && is_verb(verb.form().as_ref(), self.language)
                && !is_denied(place - 1)
        })
    }

    /// Where it says of all or ever what the `other` side does not: *always*.
    fn says_all(&self, other: &Self) -> impl Iterator<Item = usize> {
        let is_all = |side: &Self, place: usize| {
            let polarity = &side.language.polarity;
            let mut forms = polarity.unglued(side.words[place].form().as_ref());
            forms.any(|word| polarity.all.begins(&[word]) > 0)
        };
        let is_said_there = (0..other.words.len()).any(|place| is_all(other, place));
        let here = 0..if is_said_there { 0 } else { self.words.len() };
        here.filter(move |place| is_all(self, *place))
    }
}

/// Whether `word` may be a verb, as one is that the language gives its verbal ending: *touch*, for *touching*.
fn is_verb(word: &str, language: &Language) -> bool {
    let ending = &language.polarity.verbal_ending;
    let stems = [word, word.strip_suffix('e').unwrap_or(word)];
    let doubled = word.chars().last().map(|last| format!("{word}{last}{ending}"));
    let plain = stems.map(|stem| format!("{stem}{ending}"));
    !ending.is_empty()
        && plain
            .iter()
            .chain(&doubled)
            .any(|form| is_everyday(form, language))
}
