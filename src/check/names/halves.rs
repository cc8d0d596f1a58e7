//! Names of which a translation has half.

use std::ops::Range;
use std::sync::Arc;

use super::lost::LIKELY;
use super::reading::{ALMOST_NONE, Reading};
use super::said::{Heard, Said};
use super::skeleton::Skeleton;
use crate::check::Pair;
use crate::document::{Outcome, TermKind, TermUse};

/// A part of a name of the source that nothing tells, beside one that the translation tells, or a name that a pronoun may stand for.
#[derive(Debug, Clone)]
pub(in crate::check) struct Half {
    /// The word, folded, with what is glued to it.
    pub(in crate::check) lost: Arc<str>,
    /// Where it stands in the source, in bytes.
    pub(in crate::check) span: Range<usize>,
    /// The part that is told, folded, where that is the last one.
    pub(in crate::check) surname: Option<Arc<str>>,
}

impl Half {
    fn of(lost: &Said, surname: Option<&Said>) -> Self {
        Self {
            lost: Arc::clone(lost.word.folded()),
            span: lost.span.clone(),
            surname: surname.map(|surname| Arc::clone(surname.word.folded())),
        }
    }
}

/// The names of the source of which the translation has half: خلدون الزعبي, *al-Zoubi*. Nothing of those that glossaries have, which say
/// how they are told, and for languages without a lexicon. Linear in the source, for each word that may be lost in the translation.
pub(in crate::check) fn halves(pair: &Pair<'_>) -> Vec<Half> {
    let heard = Some(pair)
        .filter(|pair| !pair.target.is_blank())
        .and_then(Pair::heard);
    let Some(heard) = heard else {
        return Vec::new();
    };
    let said = &heard.said;
    let whole = Whole { pair, heard, said };
    let places = 0..said.len().saturating_sub(1);
    let halves = places.filter_map(|place| whole.half(place));
    halves.chain(only_stood_for(pair)).collect()
}

/// Names that a pronoun or an office stands for, as it does for nobody of whom the article tells nothing else.
fn only_stood_for(pair: &Pair<'_>) -> Vec<Half> {
    let Some(reading) = Reading::of(pair).filter(|reading| reading.is_judged) else {
        return Vec::new();
    };
    let places = reading.only_stood_for().into_iter();
    let half = |place: usize| Half::of(&reading.said[place], None);
    places.map(half).collect()
}

/// The words of the source that a name of the translation sounds like, folded.
pub(in crate::check) fn told_words<'p>(pair: &'p Pair<'_>) -> impl Iterator<Item = &'p str> {
    let said = pair.heard().into_iter().flat_map(|heard| &heard.said);
    said.filter(|word| word.is_told).map(Said::folded)
}

/// The words of a source, read for names in two parts. Places are places of words.
struct Whole<'a> {
    pair: &'a Pair<'a>,
    heard: &'a Heard,
    said: &'a [Said],
}

impl Whole<'_> {
    /// What is lost of the name of the words at `place` and behind it.
    fn half(&self, place: usize) -> Option<Half> {
        let (first, second) = (&self.said[place], &self.said[place + 1]);
        if !self.goes_on(place) {
            return None;
        }
        let is_bare = !first.lore().has_article && !first.lore().is_joined;
        // A middle name often goes.
        let is_middle = place > 0 && self.goes_on(place - 1) && self.is_told(&self.said[place - 1]);
        let is_first = !is_middle && (is_bare || self.is_behind_particle(place));
        let (lost, surname) = if is_first && self.is_told(second) && self.is_lost(place) {
            (first, Some(second))
        } else if first.is_told && self.is_name(first) && self.is_last(place + 1) && self.is_lost(place + 1) {
            (second, None)
        } else {
            return None;
        };
        Some(Half::of(lost, surname))
    }

    /// Whether the word at `place` and the next one may be parts of one name.
    fn goes_on(&self, place: usize) -> bool {
        self.said.get(place + 1).is_some_and(|second| {
            let first = &self.said[place];
            let is_beside = second.span.start == first.span.end + 1;
            is_beside && !second.lore().is_joined && first.folded() != second.folded()
        })
    }

    /// Whether no part of a name that is told follows the word at `place`.
    fn is_last(&self, place: usize) -> bool {
        !self.goes_on(place) || !self.is_told(&self.said[place + 1])
    }

    /// Whether `word` may be a part of a name that no glossary has.
    fn is_name(&self, word: &Said) -> bool {
        let lore = word.lore();
        let is_unknown = word.may_name && !self.pair.from.names.has_ending(word.folded());
        let may_be = is_unknown || (lore.is_given && word.is_untold);
        may_be && !lore.is_date && !lore.is_number && !self.in_term(word)
    }

    fn is_told(&self, word: &Said) -> bool {
        let is_name = word.may_name || word.is_untold || word.nearest <= ALMOST_NONE;
        word.is_told && is_name && !self.in_term(word)
    }

    /// Whether the word at `place` is a part of a name that nothing in the translation comes near.
    fn is_lost(&self, place: usize) -> bool {
        let word = &self.said[place];
        let looks_so = word.lore().is_given || word.lore().foreignness > LIKELY;
        let is_called = self.is_behind_particle(place) || self.is_behind_title(place);
        let is_part = if is_called {
            let is_demonym = |used: &&TermUse| used.hit.term.kind == TermKind::Demonym;
            let is_people = self
                .terms_at(word)
                .all(|used| is_demonym(&used) && used.outcome == Outcome::Missing);
            (word.may_name || word.is_untold || word.lore().is_given)
                && (is_people || self.is_behind_particle(place))
        } else {
            looks_so && self.is_name(word)
        };
        let least = usize::from(!word.lore().is_given);
        let is_whole = word.lore().skeletons.iter().all(|said| said.strength() > least);
        is_part
            && is_whole
            && !word.is_told
            && !self.is_particle(word)
            && !self.comes_near(word)
            && !self.is_written_in_one(place)
    }

    /// Whether a name of the translation sounds somewhat like `word`, or any word just like it.
    fn comes_near(&self, word: &Said) -> bool {
        let names = self.heard.untaken(self.pair).filter(|name| !name.is_everyday);
        let is_half = |name: &Skeleton| {
            let mut skeletons = word.lore().skeletons.iter();
            skeletons.any(|said| said.is_near(name) || said.holds(name))
        };
        names.map(|name| &name.skeleton).any(is_half)
            || self.pair.here().words().any(|told| word.is_spelled_by(told.text))
    }

    /// Whether a name sounds like the word at `place` and the particle before it together: عبد الرحيم, *Abderrahim*.
    fn is_written_in_one(&self, place: usize) -> bool {
        let names = self.pair.capitals();
        let told = |said: &Skeleton| names.iter().any(|name| name.shape.skeleton.is_near(said));
        let joined = |said: &Skeleton| self.said[place - 1].lore().skeletons[0].joined(said);
        let mut skeletons = self.said[place].lore().skeletons.iter();
        self.is_behind_particle(place) && skeletons.any(|said| told(&joined(said)))
    }

    fn in_term(&self, word: &Said) -> bool {
        self.terms_at(word).next().is_some()
    }

    /// The terms that `word` belongs to.
    fn terms_at(&self, word: &Said) -> impl Iterator<Item = &TermUse> {
        let at = word.span.clone();
        let terms = self.pair.terms.iter();
        terms.filter(move |used| used.hit.span.start < at.end && at.start < used.hit.span.end)
    }

    fn is_particle(&self, word: &Said) -> bool {
        self.pair.from.morphology.is_name_particle(word.folded())
    }

    /// Whether a title with the article stands before the word at `place`, or before one that agrees with it: whatever has no article
    /// there is a name (السفير حازم, المهاجم البديل تركي).
    fn is_behind_title(&self, place: usize) -> bool {
        let is_title = |before: usize| {
            let title = place.checked_sub(before).map(|title| &self.said[title]);
            title.is_some_and(|title| title.lore().has_article && title.lore().is_title)
        };
        let agrees = || place > 1 && self.goes_on(place - 2) && self.said[place - 1].lore().has_article;
        let lore = self.said[place].lore();
        let is_bare = !lore.has_article && !lore.is_joined && !lore.is_title && !lore.is_number;
        // الرئيس التنفيذي لشركة.
        let word = &self.said[place];
        let mut particles = self.pair.from.morphology.particles();
        let is_whole =
            word.may_name || lore.is_given || !particles.any(|glued| word.folded().starts_with(glued));
        is_bare
            && is_whole
            && place > 0
            && self.goes_on(place - 1)
            && (is_title(1) || (is_title(2) && agrees()))
    }

    /// Whether the word at `place` is of a name whatever it may mean otherwise: what stands behind عبد.
    fn is_behind_particle(&self, place: usize) -> bool {
        place > 0 && self.goes_on(place - 1) && self.is_particle(&self.said[place - 1])
    }
}
