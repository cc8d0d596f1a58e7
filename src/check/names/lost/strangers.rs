//! Persons without a title.

use std::ops::Range;

use super::{LIKELY, ORDINARY, STRANGE};
use crate::check::names::reading::Reading;
use crate::check::names::said::Said;

/// How many strong consonants a word must have for it alone to tell two: ويس ستريتينغ, *Wes Streeting*.
const WHOLE: usize = 4;

impl Reading<'_> {
    /// Two words together that may be a person, unknown ones or a given name and what follows it, neither of which the target tells.
    pub(super) fn lost_strangers(&self) -> Vec<Range<usize>> {
        let places = 0..self.said.len().saturating_sub(1);
        let lost = places.filter(|&place| self.is_a_person(place) && !self.are_told(place));
        lost.map(|place| self.said[place].span.start..self.said[place + 1].span.end)
            .collect()
    }

    /// Whether the words at `place` and behind it may be somebody whom no name of the target tells.
    fn is_a_person(&self, place: usize) -> bool {
        let (first, second) = (&self.said[place], &self.said[place + 1]);
        let is_untold =
            |word: &Said| !word.is_told && (word.is_untold || !word.known) && !word.lore().is_date;
        second.span.start <= first.span.end + 1
            && first.folded() != second.folded()
            && is_untold(first)
            && is_untold(second)
            && self.may_begin(first)
            && self.may_follow(first, second)
            && (first.lore().is_given || first.lore().foreignness + seems(second) > LIKELY)
            && !self.is_denied(place)
            && !self.joined_is_told(first, second)
            && !self.is_beside_a_name(place)
            && !self.is_beside_a_name(place + 1)
    }

    /// Whether a person's name may begin with `word`.
    fn may_begin(&self, word: &Said) -> bool {
        let unknown = word.may_name && word.lore().foreignness > ORDINARY && self.may_be_first(word);
        unknown || (word.lore().is_given && !word.in_term)
    }

    /// Whether a person's name that begins with `first` may go on with `second`.
    fn may_follow(&self, first: &Said, second: &Said) -> bool {
        let (one, other) = (first.lore(), second.lore());
        let is_open = (second.may_name || second.is_untold) && !second.in_term;
        // The article may be the name's own letters: يورغ فالتنبرغ.
        let are_foreign = second.may_name && one.foreignness > STRANGE && other.foreignness > STRANGE;
        // What begins with a foreign word may go on with one that is taken for another word: أوسو أنسا.
        let looks_so = second.is_untold && !second.in_term && other.looks > STRANGE;
        self.may_begin(second)
            || (one.is_given && is_open)
            || are_foreign
            || (looks_so && one.foreignness + other.looks > 2.0 * STRANGE)
    }

    /// Whether a negation stands right before the word at `place`, which is no name then.
    fn is_denied(&self, place: usize) -> bool {
        let before = place.checked_sub(1).map(|before| [self.said[before].folded()]);
        before.is_some_and(|before| self.pair.from.polarity.negations.begins(&before) > 0)
    }

    /// Whether any words of the target sound like the words at `place` and behind it, or one like the longer of them.
    fn are_told(&self, place: usize) -> bool {
        let two = &self.said[place..place + 2];
        let is_whole = |word: &Said| word.lore().skeletons[0].strength() >= WHOLE && self.is_spelled(word);
        two.iter().all(|word| self.is_spelled(word)) || two.iter().any(is_whole)
    }
}

/// How foreign `word` looks, whether or not it is known as another one.
fn seems(word: &Said) -> f32 {
    if word.may_name {
        word.lore().foreignness
    } else {
        word.lore().looks.max(0.0)
    }
}
