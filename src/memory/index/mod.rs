//! Which units may reach a score, without looking at all of them.
//!
//! Every step leaves out only units that cannot reach the asked score, so nothing better is ever missed:
//!
//! 1. **Length.** A text as alike as `s` to one of `n` parts has between `n * s` and `n / s` of them. The units of a
//!    block are kept in order of length, so these are one range, and of every posting list one slice.
//! 2. **Lists.** A unit that reaches the score shares so many tokens that it holds `shared - k` of those asked even without
//!    the `k` most frequent, whose lists are left alone (Li, Lu and Lu, ICDE 2008: DivideSkip; with one left to be held it
//!    is the prefix filter of Chaudhuri et al., ICDE 2006). How many are left alone goes by an estimate of the cost. Of a
//!    frequent token there are bits as well, by which 64 rows are counted at once, and it is known of which rows it
//!    stands in several times.
//! 3. **Bag.** The tokens that both hold, order set aside, bound the distance from below; so do letters,
//!    by classes.
//! 4. **Distance.** Bit-parallel, with the largest distance that still matters as its limit. What was found raises the
//!    score that still matters.
//!
//! Words decide which units are looked at, but for short texts, whose letters are compared as well ([`super::score`]), and
//! before: from texts of the same length outwards, so that a near one raises what the others are asked for.
//!
//! Units lie in blocks of at most 65,536, which are never changed, only merged with smaller neighbours while they are
//! small: to add a million units one at a time costs `n log n`. A block takes about 4 bytes a token, 18 a unit and 20 for
//! the bits of frequent tokens, and, of short units, one a character and 28 more; as it is kept ([`Block::pack`]), half of
//! that.

mod block;
mod builder;
mod dense;
mod found;
mod letters;
mod packed;
mod runs;
mod short;
mod sketch;
mod words;

use rayon::prelude::*;

pub use block::Block;
pub use builder::{Builder, Entry};
pub(super) use found::Candidate;
use found::{Asked, Found};
pub(super) use runs::{Run, Runs};
use words::{Places, Scratch};

use super::score::Likeness;

/// Units of one language pair, filed for search.
#[derive(Debug, Default)]
pub(super) struct Index {
    blocks: Vec<Block>,
    newest: u64,
    scratch: Scratch,
    /// Room for places of short rows.
    chosen: Vec<usize>,
}

/// A query put to an index.
pub(super) struct Asking<'a> {
    index: &'a mut Index,
    asked: Asked,
    /// For each block, where it has the tokens asked.
    places: Vec<Places>,
}

impl Index {
    /// The highest number filed.
    pub(super) fn newest(&self) -> u64 {
        self.newest
    }

    /// Files the units of `block`, whose numbers are above those filed.
    pub(super) fn add(&mut self, block: Block) {
        self.add_all(vec![block]);
    }

    /// The same of several blocks, in order. What a search needs of them is made by all processors.
    pub(super) fn add_all(&mut self, blocks: Vec<Block>) {
        let mut made = self.blocks.len();
        for mut block in blocks {
            self.newest = self.newest.max(block.newest());
            while let Some(last) = self.blocks.pop_if(|last| last.takes(&block)) {
                block = last.merged(&block);
            }
            made = made.min(self.blocks.len());
            self.blocks.push(block);
        }
        self.blocks[made..].par_iter_mut().for_each(Block::complete);
    }

    /// Notes that every unit up to `newest` is filed.
    pub(super) fn settle(&mut self, newest: u64) {
        self.newest = self.newest.max(newest);
    }

    /// Looks for runs that units have. Grows with the units that hold one of the rarer tokens.
    pub(super) fn runs(&mut self, runs: &mut Runs) {
        runs.search(&self.blocks, &mut self.scratch.seen);
    }

    /// The units that hold for each of `words` one of its tokens, the latest first. Grows with the units that hold one of
    /// the rarest word's.
    pub(super) fn holding(&self, words: &[Vec<u32>]) -> Vec<u64> {
        let mut numbers = Vec::new();
        for block in &self.blocks {
            numbers.extend(block.holding(words).into_iter().map(|row| block.numbers[row]));
        }
        numbers.sort_unstable_by(|a, b| b.cmp(a));
        numbers
    }

    /// Prepares to look for units like a text of these tokens and letters.
    pub(super) fn ask(&mut self, tokens: &[u32], letters: &[char]) -> Asking<'_> {
        let asked = Asked::of(tokens, letters);
        let places = self.blocks.iter().map(|block| words::places(block, &asked));
        Asking {
            places: places.collect(),
            asked,
            index: self,
        }
    }
}

impl Asking<'_> {
    /// The units that may be among the best `limit` of those that reach `least`, by what is known of them here: with
    /// them stand all that a look at their texts might raise, and all that would be among them if what is better were
    /// lowered by `slack`.
    pub(super) fn similar(&mut self, least: Likeness, limit: usize, slack: Likeness) -> Vec<Candidate> {
        if self.asked.length == 0 || limit == 0 {
            return Vec::new();
        }
        let mut found = Found::new(least, limit, slack);
        let index = &mut *self.index;
        letters::search(&index.blocks, &self.asked, &mut found, &mut index.chosen);
        let blocks = index.blocks.iter().zip(&self.places).rev();
        for (block, places) in blocks {
            words::search(block, &self.asked, places, &mut found, &mut index.scratch);
        }
        found.finish()
    }

    /// Whether to ask for a high score costs much less than to ask for a low one: where letters are looked at first, what is
    /// near raises what is asked anyway.
    pub(super) fn has_steps(&self) -> bool {
        self.asked.short.is_none()
    }
}
