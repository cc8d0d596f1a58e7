//! What is asked of an index, and what was found so far.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::memory::score::{Likeness, SHORT, least_words};
use crate::text::Pattern;

use super::block::{Block, Classes, classes, symbol};

/// A unit that may be one of the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The unit's number.
    pub(crate) number: u64,
    /// The likeness that it is sure of, as far as hashes tell.
    pub(crate) sure: Likeness,
    /// The likeness that its letters may raise it to.
    pub(crate) most: Likeness,
}

/// A query prepared for any block.
pub(super) struct Asked {
    /// Each distinct token, and how often it is asked for.
    pub(super) counts: Vec<(u32, usize)>,
    /// Tokens in all.
    pub(super) length: usize,
    /// The tokens as symbols: the place in `counts`, from 1; the 256th distinct token shares that of the first.
    pub(super) words: Pattern<u8>,
    /// Letters in all.
    pub(super) letters: usize,
    /// The letters as symbols, if the query is short.
    pub(super) short: Option<(Pattern<u8>, Classes)>,
}

impl Asked {
    pub(super) fn of(tokens: &[u32], letters: &[char]) -> Self {
        let mut places: FxHashMap<u32, usize> = FxHashMap::default();
        let mut counts: Vec<(u32, usize)> = Vec::new();
        let mut symbols = Vec::with_capacity(tokens.len());
        for &token in tokens {
            let place = *places.entry(token).or_insert(counts.len());
            match counts.get_mut(place) {
                Some((_, count)) => *count += 1,
                None => counts.push((token, 1)),
            }
            symbols.push(Self::symbol(place));
        }
        let short = (letters.len() <= SHORT).then(|| {
            let symbols: Vec<u8> = letters.iter().map(|&c| symbol(c)).collect();
            (Pattern::new(&symbols), classes(&symbols))
        });
        Self {
            counts,
            length: tokens.len(),
            words: Pattern::new(&symbols),
            letters: letters.len(),
            short,
        }
    }

    /// The symbol of the distinct token in `place`; 0 is that of tokens that are not asked for.
    pub(super) fn symbol(place: usize) -> u8 {
        (place % 255) as u8 + 1
    }

    /// Whether letters count in full beside short units.
    pub(super) fn is_short(&self) -> bool {
        self.short.is_some()
    }

    /// Whether the letters of `row` and those asked for are both few.
    pub(super) fn is_short_beside(&self, block: &Block, row: usize) -> bool {
        self.is_short() && block.lengths[row] > 0
    }
}

/// The best units so far.
#[derive(Debug)]
pub(super) struct Found {
    limit: usize,
    /// No unit below this can be among the best `limit`.
    worst: Likeness,
    candidates: Vec<Candidate>,
}

impl Found {
    pub(super) fn new(least: Likeness, limit: usize) -> Self {
        Self {
            limit,
            worst: least.max(1),
            candidates: Vec::new(),
        }
    }

    /// The likeness that a unit must reach, by words or by letters.
    pub(super) fn worst(&self) -> Likeness {
        self.worst
    }

    /// The likeness that the words of a unit must reach if its letters are not compared here.
    pub(super) fn least_words(&self) -> Likeness {
        least_words(self.worst)
    }

    /// Takes in a unit; one that is there already keeps the better of both.
    pub(super) fn add(&mut self, number: u64, sure: Likeness, most: Likeness) {
        if most < self.worst {
            return;
        }
        match self.candidates.iter_mut().find(|known| known.number == number) {
            Some(known) => {
                known.sure = known.sure.max(sure);
                known.most = known.most.max(most);
            }
            None => self.candidates.push(Candidate { number, sure, most }),
        }
        if self.candidates.len() >= 2 * self.limit + 64 {
            self.trim();
        }
    }

    /// Keeps what may still be among the best.
    fn trim(&mut self) {
        if self.candidates.len() >= self.limit {
            self.candidates
                .select_nth_unstable_by_key(self.limit - 1, |candidate| Reverse(candidate.sure));
            self.worst = self.worst.max(self.candidates[self.limit - 1].sure);
        }
        let worst = self.worst;
        self.candidates.retain(|candidate| candidate.most >= worst);
    }

    /// The candidates, those first that may be best; among equals the latest.
    pub(super) fn finish(mut self) -> Vec<Candidate> {
        self.trim();
        self.candidates
            .sort_unstable_by_key(|candidate| Reverse((candidate.most, candidate.sure, candidate.number)));
        self.candidates
    }
}
