//! What one side tells of what the other denies.

use super::super::denial::Denial;
use super::{Side, Which};

/// How near to what is denied a word that says no in another way is meant for it, whatever else it renders, in words.
const BESIDE: usize = 2;
/// How near to what is denied a word that says no in another way may be meant for it, in words.
const FAR: usize = 6;
/// How many words that are told may be the one that is denied: the verb, and of a source the subject behind it.
const VERB: usize = 1;
const VERB_AND_SUBJECT: usize = 2;

/// What the other side tells of what a negation denies.
#[derive(Default)]
pub(in super::super) struct Told {
    /// Whether it tells any word of it.
    pub(in super::super) any: bool,
    /// Whether a word that says no in another way stands near one of them, and has nothing of its own on this side.
    pub(in super::super) is_doubted: bool,
    /// Whether the first of them is one.
    pub(in super::super) head: bool,
    /// Whether the other side says no beside one of them, wherever it stands.
    pub(in super::super) is_negated: bool,
}

impl Side<'_> {
    /// What the `other` side tells of what `negation` denies, which ends with its clause.
    pub(in super::super) fn told(&self, negation: &Denial, other: &Self) -> Told {
        let mut told = Told::default();
        let mut open = match self.which {
            Which::Source => VERB_AND_SUBJECT,
            Which::Target => VERB,
        };
        // A word that tells what is denied does not deny it: *stopped* for لم يوقف.
        let tells: Vec<usize> = self
            .denied(negation)
            .flat_map(|word| other.places(word.entries()))
            .collect();
        // *Unbeaten* for لم يهزم tells it and denies it, and so does *advise against* for لا ينصح.
        let tells_plainly = |denial: &Denial| {
            let is_word = denial.next == denial.place + 1;
            tells.contains(&denial.place)
                && !other.words[denial.place].form().is_negated
                && (is_word || other.is_told_as_one(denial, self))
        };
        for (index, word) in self.denied(negation).enumerate() {
            let places: Vec<usize> = other.places(word.entries()).collect();
            let is_told = !places.is_empty();
            told.any |= is_told;
            told.head |= index == 0 && is_told;
            // What stands behind the verb may have a denial of its own.
            told.is_doubted |= open > 0
                && other
                    .kindred
                    .iter()
                    .filter(|denial| !tells_plainly(denial))
                    .any(|denial| {
                        let distances = places.iter().map(|place| denial.distance(*place));
                        let reach = if other.is_rendered(denial, self) {
                            BESIDE
                        } else {
                            FAR
                        };
                        distances.min().is_some_and(|distance| distance <= reach)
                    })
                || other
                    .refusals()
                    .any(|denial| !other.is_small(denial) && !other.is_rendered(denial, self));
            // لم ينشر سوى is *only published*, and leaves nothing to be negated.
            let says_only = self.only > 0;
            let negates = |place: usize| {
                let near = |denial: &&Denial| denial.is_beside(place) && !(says_only && denial.is_restricted);
                let denies = |denial: &&Denial| near(denial) && !tells.contains(&denial.place);
                let mut kindred = other.kindred.iter().filter(denies);
                other.negations.iter().any(|denial| near(&denial))
                    || kindred.any(|denial| {
                        // Failed to agree: the verb behind is what is denied, where words stand in that order.
                        let behind = denial.place < place && place <= denial.place + BESIDE;
                        (behind && other.which == Which::Target) || !other.is_rendered(denial, self)
                    })
            };
            told.is_negated |= open > 0 && is_told && places.iter().all(|&place| negates(place));
            open = open.saturating_sub(usize::from(is_told));
        }
        told
    }
}
