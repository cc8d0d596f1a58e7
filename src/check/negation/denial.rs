//! Words that deny, by their place among the words of a text.

use std::ops::Range;

/// How far what is denied may stand behind the word that denies it, in words, and how far before it.
pub(super) const BEHIND: usize = 3;
pub(super) const BEFORE: usize = 1;

/// A word that negates or refuses.
pub(super) struct Denial {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    /// Its place among the words.
    pub(super) place: usize,
    /// The place of the word after it.
    pub(super) next: usize,
    /// Whether it denies less than everything.
    pub(super) is_limited: bool,
    /// Whether it denies all but what is excepted, so that it denies nothing where the other side says *only*: لم ينشر سوى.
    pub(super) is_restricted: bool,
}

impl Denial {
    /// Whether it may deny the word at `place`.
    pub(super) fn is_beside(&self, place: usize) -> bool {
        (self.place..self.next + BEHIND).contains(&place) || (place..=place + BEFORE).contains(&self.place)
    }

    /// How many words it is away from the word at `place`, which stands before it or behind.
    pub(super) fn distance(&self, place: usize) -> usize {
        let last = self.next.saturating_sub(1);
        self.place.abs_diff(place).min(last.abs_diff(place))
    }
}
