//! Names that may be what a sentence of the translation lacks.

use std::ops::Range;

use super::ORDINARY;
use crate::check::names::reading::Reading;
use crate::check::names::said::Said;
use crate::check::stranded_word::{Doubt, gaps};

impl Reading<'_> {
    /// Words that may be names, if they look a little like one, where the translation has a place that one may have been left out of.
    pub(super) fn lost_in_gaps(&self) -> Vec<Range<usize>> {
        let is_open = |place: &usize| {
            let word = &self.said[*place];
            let lore = word.lore();
            let is_unknown =
                word.may_name && !lore.is_marked && (lore.is_given || lore.foreignness > ORDINARY);
            let may_be =
                is_unknown || (word.is_missing && !word.in_term) || (lore.is_given && word.is_untold);
            may_be
                && !self.is_particle(word)
                && !word.is_told
                && !lore.is_date
                && !lore.is_number
                && !self.is_part_of_told(*place)
        };
        let open: Vec<usize> = (0..self.said.len()).filter(is_open).collect();
        if !open.is_empty() && !gaps(self.pair, Doubt::Guesses).is_empty() {
            let is_near = |word: &Said| {
                let mut skeletons = word.lore().skeletons.iter();
                skeletons.any(|said| self.untaken().any(|name| name.is_near(said)))
            };
            let spelled =
                |place: &usize| !self.is_spelled(&self.said[*place]) && !is_near(&self.said[*place]);
            if let Some(lost) = open.into_iter().find(spelled) {
                return vec![self.said[lost].span.clone()];
            }
        }
        let run = self.longest_untold();
        if run.len() < 2 || gaps(self.pair, Doubt::Tells).is_empty() {
            return Vec::new();
        }
        let span = self.said[run.start].span.start..self.said[run.end - 1].span.end;
        Vec::from([span])
    }

    /// The places of the longest run of words of the source, with blanks between them, none of which the target tells.
    fn longest_untold(&self) -> Range<usize> {
        let is_untold = |word: &Said| {
            let lore = word.lore();
            let is_word = !word.word.is_small() && !lore.is_date && !lore.is_number;
            is_word && !word.is_told && (word.is_untold || word.may_name) && !self.is_spelled(word)
        };
        let (mut longest, mut start) = (0..0, 0);
        for (place, word) in self.said.iter().enumerate() {
            let is_beside = place
                .checked_sub(1)
                .is_some_and(|before| self.said[before].span.end + 1 == word.span.start);
            if !is_untold(word) {
                start = place + 1;
            } else if !is_beside {
                start = place;
            }
            if longest.len() < place + 1 - start.min(place + 1) {
                longest = start..place + 1;
            }
        }
        longest
    }
}
