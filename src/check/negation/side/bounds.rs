//! Amounts that are at least, or at most, so much: *no fewer than ten* is not *fewer than ten*.

use std::ops::Range;

use super::super::sense::LONGEST;
use super::Side;
use crate::language::Phrases;

/// Where a side says what of an amount, in bytes, and how often it says less or more.
#[derive(Default)]
pub(super) struct Said {
    least: Option<Range<usize>>,
    most: Option<Range<usize>>,
    below: usize,
    above: usize,
}

impl Said {
    /// Notes what begins at the word `at`; how many words that takes.
    fn note(&mut self, side: &Side<'_>, at: usize) -> usize {
        let polarity = &side.language.polarity;
        let bounds = &polarity.bounds;
        let phrase: Vec<&str> = side.words[at..side.words.len().min(at + LONGEST)]
            .iter()
            .map(|word| word.form().as_ref())
            .collect();
        let takes = |phrases: &Phrases| phrases.begins(&phrase);
        let (least, most) = (takes(&bounds.least), takes(&bounds.most));
        let before = at.checked_sub(1).map(|before| side.words[before].form());
        // ما لم يتجاوز is unless it exceeds.
        let is_condition =
            before.is_some_and(|before| polarity.kindred.begins(&[before, side.words[at].form()]) > 1);
        let taken = if is_condition { 0 } else { least.max(most) };
        if taken == 0 {
            // *No smaller than* is not smaller.
            let is_denied = before.is_some_and(|before| polarity.negations.begins(&[before]) > 0);
            self.below += usize::from(!is_denied && takes(&bounds.below) > 0);
            self.above += usize::from(!is_denied && takes(&bounds.above) > 0);
            return 1;
        }
        let at = side.words[at].span.start..side.words[at + taken - 1].span.end;
        let bound = if least > 0 {
            &mut self.least
        } else {
            &mut self.most
        };
        bound.get_or_insert(at);
        taken
    }
}

impl Side<'_> {
    /// What it says of amounts. Linear in its length.
    fn amounts(&self) -> Said {
        let mut said = Said::default();
        let mut at = 0;
        while at < self.words.len() {
            at += if self.words[at].form().may_say {
                said.note(self, at)
            } else {
                1
            };
        }
        said
    }

    /// Where it says that an amount is so much at least, or at most, and the `other` side, which negates nothing, says that it is
    /// less, or more.
    pub(in super::super) fn turned_bound(&self, other: &Self) -> Option<Range<usize>> {
        if !other.negations.is_empty() {
            return None;
        }
        let (here, there) = (self.amounts(), other.amounts());
        let least = here
            .least
            .filter(|_| here.below < there.below && there.least.is_none());
        least.or_else(|| {
            here.most
                .filter(|_| here.above < there.above && there.most.is_none())
        })
    }
}
