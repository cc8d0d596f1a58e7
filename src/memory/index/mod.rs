//! Which units may reach a score, without looking at all of them.
//!
//! Every step leaves out only units that cannot reach the asked score, so nothing better is ever missed:
//!
//! 1. **Length.** A text as alike as `s` to one of `n` parts has between `n * s` and `n / s` of them. The units of a
//!    block are kept in order of length, so these are one range, and of every posting list one slice.
//! 2. **Prefix.** A unit that reaches the score shares so many tokens that it holds one of any `n - shared + 1` of those
//!    asked; the rarest are taken (prefix filter: Chaudhuri et al., ICDE 2006).
//! 3. **Bag.** The tokens that both hold, order set aside, bound the distance from below; so do letters, by classes.
//! 4. **Distance.** Bit-parallel, with the largest distance that still matters as its limit. What was found raises the
//!    score that still matters.
//!
//! Words decide which units are looked at, but for short texts, whose letters are compared as well ([`super::score`]).
//!
//! Units lie in blocks of at most 65,536, which are never changed, only merged with smaller neighbours while they are
//! small: to add a million units one at a time costs `n log n`. A block is kept as bytes ([`Block::pack`]) and holds about
//! 4 bytes a token, 12 a unit and, of short units, one a character and 32 more.

mod block;
mod found;
mod letters;
mod packed;
mod words;

pub use block::{Block, Builder, Entry};
pub(super) use found::Candidate;
use found::{Asked, Found};

use super::score::Likeness;

/// Units of one language pair, filed for search.
#[derive(Debug, Default)]
pub(super) struct Index {
    blocks: Vec<Block>,
    newest: u64,
    /// For each row of the block in hand, how many of the asked tokens it was seen with; zero between searches.
    seen: Vec<u8>,
}

impl Index {
    /// The highest number filed.
    pub(super) fn newest(&self) -> u64 {
        self.newest
    }

    /// Files the units of `block`, whose numbers are above those filed.
    pub(super) fn add(&mut self, block: Block) {
        self.newest = self.newest.max(block.newest());
        let mut block = block;
        while let Some(last) = self.blocks.pop_if(|last| last.takes(&block)) {
            block = last.merged(&block);
        }
        self.blocks.push(block);
    }

    /// Notes that every unit up to `newest` is filed.
    pub(super) fn settle(&mut self, newest: u64) {
        self.newest = self.newest.max(newest);
    }

    /// The units that may be among the best `limit` of those that reach `least`, by what is known of them here: with
    /// them stand all that a look at their texts might raise.
    pub(super) fn similar(
        &mut self,
        tokens: &[u32],
        letters: &[char],
        least: Likeness,
        limit: usize,
    ) -> Vec<Candidate> {
        if tokens.is_empty() || limit == 0 {
            return Vec::new();
        }
        let asked = Asked::of(tokens, letters);
        let mut found = Found::new(least, limit);
        for block in self.blocks.iter().rev() {
            self.seen.resize(self.seen.len().max(block.len()), 0);
            words::search(block, &asked, &mut found, &mut self.seen);
        }
        if asked.is_short() {
            for block in self.blocks.iter().rev() {
                letters::search(block, &asked, &mut found);
            }
        }
        found.finish()
    }
}
