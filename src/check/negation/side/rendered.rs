//! Words that say no in another way and have a word of their own on the other side.

use super::super::denial::Denial;
use super::Side;

/// How far behind a negation its clause may end with what a single word denies, in words.
const CLAUSE: usize = 8;
/// How many words behind a small word that denies may be what it denies: غير قابلة للكسر.
const NEAREST: usize = 2;
/// The letters of the shortest word that says no and means something besides: رفض refuses.
const MEANING: usize = 3;

impl Side<'_> {
    /// Whether nothing that says no here is left without a counterpart on the `other` side.
    pub(in super::super) fn leaves_nothing(&self, other: &Self) -> bool {
        self.negations.len() <= other.negations.len()
            && self.kindred.iter().all(|denial| self.is_rendered(denial, other))
    }

    /// Whether it negates nothing, and whatever else says no here has a word of its own on the `other` side.
    pub(in super::super) fn says_only_told(&self, other: &Self) -> bool {
        self.negations.is_empty() && self.kindred.iter().all(|denial| self.is_rendered(denial, other))
    }

    /// How many more words say no in another way than on the `other` side, without those that have a word of their own there. A phrase
    /// there that begins with a negation may be told without any: لم يتجاوز, *only*.
    pub(in super::super) fn more_open(&self, other: &Self) -> usize {
        let theirs = other.open(self) - other.open_negations(self);
        self.open(other).saturating_sub(theirs)
    }

    /// How many phrases that begin with a negation and say more, such as *no more than*, have no counterpart on the `other` side.
    pub(super) fn open_negations(&self, other: &Self) -> usize {
        let negations = &self.language.polarity.negations;
        let open = self.kindred.iter().filter(|denial| {
            denial.next > denial.place + 1
                && negations.begins(&[self.words[denial.place].form()]) > 0
                && !self.is_rendered(denial, other)
        });
        open.count()
    }

    /// How many words that say no in another way have no word of their own on the `other` side.
    pub(super) fn open(&self, other: &Self) -> usize {
        let open = self
            .kindred
            .iter()
            .filter(|denial| !self.is_rendered(denial, other));
        open.count()
    }

    /// Whether a word that says no is told by a word of its own on the `other` side. One that is another word turned into its opposite
    /// and tells what stands behind a negation answers that: *unclear* is ليس من الواضح.
    pub(super) fn is_rendered(&self, denial: &Denial, other: &Self) -> bool {
        let is_word = denial.next == denial.place + 1;
        let word = &self.words[denial.place];
        if is_word && word.known.is_small() {
            return self.is_turned(denial, other);
        }
        if !is_word {
            return self.is_told_as_one(denial, other);
        }
        if word.text.chars().count() < MEANING {
            return false;
        }
        let is_behind = |place: usize| {
            let mut negations = other.negations.iter();
            negations.any(|negation| (negation.place..=negation.next + CLAUSE).contains(&place))
        };
        let mut places = other.places(word.entries()).peekable();
        if word.form().is_negated {
            places.peek().is_some() && places.all(|place| !is_behind(place) || other.says_no_at(place))
        } else {
            places.peek().is_some()
        }
    }

    /// Whether what a small word denies is told on the `other` side by a word turned into its opposite: غير ضرورية, *unnecessary*.
    fn is_turned(&self, denial: &Denial, other: &Self) -> bool {
        let says_no = |place: &usize| {
            other.words[*place].form().is_negated && other.kindred.iter().any(|denial| denial.place == *place)
        };
        let mut places = self
            .denied(denial)
            .take(NEAREST)
            .flat_map(|word| other.places(word.entries()));
        places.any(|place| says_no(&place))
    }

    /// Whether a phrase that says no, and negates nothing itself, is told by one word on the `other` side that says so, and that no
    /// other word here tells: مستبعدا, *ruling out*.
    pub(super) fn is_told_as_one(&self, denial: &Denial, other: &Self) -> bool {
        let negations = &self.language.polarity.negations;
        if negations.begins(&[self.words[denial.place].form()]) > 0 {
            return false;
        }
        let is_free = |said: &Denial| {
            let entries = other.words[said.place].entries();
            let shares = |place: usize| {
                self.kindred
                    .iter()
                    .any(|one| one.place == place && one.next == place + 1)
            };
            said.next == said.place + 1 && !other.is_small(said) && !self.places(entries).any(shares)
        };
        let mut words = self.words[denial.place..denial.next]
            .iter()
            .filter(|word| !word.known.is_small());
        words.any(|word| {
            let mut places = other.places(word.entries());
            places.any(|place| {
                other
                    .kindred
                    .iter()
                    .any(|said| said.place == place && is_free(said))
            })
        })
    }

    /// Whether the word at `place` says no itself, or a small word right before it does: المستحيل, غير معروف.
    fn says_no_at(&self, place: usize) -> bool {
        let mut kindred = self.kindred.iter();
        kindred.any(|denial| denial.place == place || (denial.next == place && self.is_small(denial)))
    }
}
