//! What is asked of an index, and what was found so far.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::memory::score::{self, Likeness, SHORT, least_words, likeness};
use crate::text::{Pattern, ShortPattern};

use super::block::Block;
use super::short::symbol;

/// A unit that may be one of the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The unit's number.
    pub(crate) number: u64,
    /// The likeness that it is sure of, as far as hashes tell.
    pub(crate) sure: Likeness,
    /// The likeness that its letters may raise it to.
    pub(crate) most: Likeness,
    /// The likeness that its letters may have.
    pub(crate) letters: Likeness,
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
    pub(super) short: Option<(ShortPattern, Vec<u8>)>,
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
        let few = letters.get(..SHORT + 1).is_none().then_some(letters);
        let short = few.and_then(|letters| {
            let symbols: Vec<u8> = letters.iter().map(|&c| symbol(c)).collect();
            Some((ShortPattern::new(&symbols)?, symbols))
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

    /// Whether there can be units beside which letters count that are not compared in the index: long ones.
    pub(super) fn has_long_neighbours(&self) -> bool {
        score::lengths(score::LETTERS, self.letters).1 > SHORT
    }

    /// The most that letters can be alike in a text of `letters`, as far as lengths tell.
    pub(super) fn most_letters(&self, letters: usize) -> Likeness {
        likeness(self.letters.abs_diff(letters), self.letters.max(letters))
    }

    /// Whether the letters of `row` are compared here, by [`super::letters`].
    pub(super) fn compares_letters(&self, block: &Block, row: usize) -> bool {
        self.short.is_some() && block.is_short(row)
    }

    /// How alike the letters of `row` may be; exactly, but for rare letters, if both texts are short.
    pub(super) fn letters_of(&self, block: &Block, row: usize) -> Likeness {
        let letters = usize::from(block.letters[row]);
        match &self.short {
            Some((pattern, _)) if block.is_short(row) => {
                let longer = self.letters.max(letters);
                likeness(pattern.distance(block.symbols_of(row)), longer)
            }
            _ => self.most_letters(letters),
        }
    }
}

/// The best units so far.
#[derive(Debug)]
pub(super) struct Found {
    limit: usize,
    /// By how much any unit may be lowered later.
    slack: Likeness,
    /// No unit below this can be among the best `limit`.
    worst: Likeness,
    candidates: Vec<Candidate>,
    /// How many candidates are gathered before they are sifted again.
    room: usize,
}

impl Found {
    pub(super) fn new(least: Likeness, limit: usize, slack: Likeness) -> Self {
        Self {
            limit,
            slack,
            worst: least.max(1),
            candidates: Vec::new(),
            room: 2 * limit + 16,
        }
    }

    /// The likeness that a unit must reach, by words or by letters.
    pub(super) fn worst(&self) -> Likeness {
        self.worst
    }

    /// The likeness that the words of a long unit must reach whose letters may raise it.
    pub(super) fn least_words(&self) -> Likeness {
        least_words(self.worst)
    }

    /// Takes in a unit; one that is there already keeps the better of both.
    pub(super) fn add(&mut self, number: u64, sure: Likeness, most: Likeness, letters: Likeness) {
        if most < self.worst {
            return;
        }
        self.candidates.push(Candidate {
            number,
            sure,
            most,
            letters,
        });
        if self.candidates.len() >= self.room {
            self.trim();
            self.room = self.room.max(2 * self.candidates.len());
        }
    }

    /// Keeps what may still be among the best.
    fn trim(&mut self) {
        self.unite();
        if self.candidates.len() >= self.limit {
            self.candidates
                .select_nth_unstable_by_key(self.limit - 1, |candidate| Reverse(candidate.sure));
            let sure = self.candidates[self.limit - 1].sure;
            self.worst = self.worst.max(sure.saturating_sub(self.slack));
        }
        let worst = self.worst;
        self.candidates.retain(|candidate| candidate.most >= worst);
    }

    /// Makes one of what words and letters found of one unit.
    fn unite(&mut self) {
        self.candidates
            .sort_unstable_by_key(|candidate| (candidate.number, Reverse(candidate.most)));
        self.candidates.dedup_by(|later, first| {
            let same = later.number == first.number;
            if same {
                first.sure = first.sure.max(later.sure);
            }
            same
        });
    }

    /// The candidates, those first that may be best; among equals the latest.
    pub(super) fn finish(mut self) -> Vec<Candidate> {
        self.trim();
        self.candidates
            .sort_unstable_by_key(|c| Reverse((c.most, c.letters, c.sure, c.number)));
        self.candidates
    }
}
