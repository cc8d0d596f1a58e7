//! Runs of tokens that a query and units of a block have in common.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::block::Block;
use super::found::Asked;
use super::words::{Places, places};

/// A run of the tokens asked that stands in a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Which tokens of the query.
    pub(crate) tokens: Range<usize>,
    /// Which of the indexes that were searched has it, from 0.
    pub(crate) index: usize,
    /// The unit's number.
    pub(crate) number: u64,
}

/// Rows of a block that hold a token beyond which it is too common to begin from: a run that matters has a rarer one.
const COMMON: usize = 2000;

/// The longest run that begins at each token of a query, so far.
pub(crate) struct Runs {
    asked: Asked,
    /// The tokens asked, as places among the distinct ones.
    sequence: Vec<usize>,
    best: Vec<Best>,
    /// Indexes searched.
    searched: usize,
}

/// A run by its length, and the index and the number of its unit.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    length: usize,
    index: usize,
    number: u64,
}

impl Runs {
    pub(crate) fn of(tokens: &[u32]) -> Self {
        let asked = Asked::of(tokens, &[]);
        let place = |token: &u32| asked.counts.iter().position(|(known, _)| known == token);
        let sequence: Vec<usize> = tokens.iter().filter_map(place).collect();
        Self {
            best: vec![Best::default(); sequence.len()],
            sequence,
            asked,
            searched: 0,
        }
    }

    /// Looks through one more index; the runs of an earlier one stay where they are as long.
    pub(super) fn search(&mut self, blocks: &[Block], seen: &mut Vec<u8>) {
        for block in blocks.iter().rev() {
            self.search_block(block, &places(block, &self.asked), seen);
        }
        self.searched += 1;
    }

    /// Looks through the rows of `block` that hold one of the rarer tokens. Takes time with them and their length.
    fn search_block(&mut self, block: &Block, places: &Places, seen: &mut Vec<u8>) {
        seen.resize(seen.len().max(block.len()), 0);
        let mut standing: FxHashMap<u16, Vec<usize>> = FxHashMap::default();
        for (at, &token) in self.sequence.iter().enumerate() {
            if let Some(place) = places[token] {
                standing.entry(place).or_default().push(at);
            }
        }
        let mut rows = Vec::new();
        for &place in standing.keys() {
            let list = block.list(usize::from(place), 0..block.len());
            for &row in list.iter().filter(|_| list.len() <= COMMON) {
                let seen = &mut seen[usize::from(row)];
                if *seen == 0 {
                    *seen = 1;
                    rows.push(usize::from(row));
                }
            }
        }
        // The latest first, and the first of equals stays.
        rows.sort_unstable_by_key(|&row| std::cmp::Reverse(block.numbers[row]));
        // How long the run is that ends at each token of the query, at this token of the row and at the one before; zero
        // but where the token stands in the query.
        let (mut now, mut before) = (vec![0; self.sequence.len()], vec![0; self.sequence.len()]);
        for row in rows {
            seen[row] = 0;
            let mut last: &[usize] = &[];
            for token in block.row(row) {
                let places = standing.get(token).map_or(&[][..], Vec::as_slice);
                for &at in places {
                    now[at] = 1 + at.checked_sub(1).map_or(0, |earlier| before[earlier]);
                    let best = &mut self.best[at + 1 - now[at]];
                    if now[at] > best.length {
                        *best = Best {
                            length: now[at],
                            index: self.searched,
                            number: block.numbers[row],
                        };
                    }
                }
                last.iter().for_each(|&at| before[at] = 0);
                last = places;
                std::mem::swap(&mut now, &mut before);
            }
            last.iter().for_each(|&at| before[at] = 0);
        }
    }

    /// Runs of two tokens or more that do not overlap, the longest taken first; in the order of the query.
    pub(crate) fn finish(mut self) -> Vec<Run> {
        let mut taken: Vec<Run> = Vec::new();
        loop {
            let longest = self
                .best
                .iter()
                .enumerate()
                .max_by_key(|&(start, best)| (best.length, std::cmp::Reverse(start)));
            let Some((
                start,
                &Best {
                    length,
                    index,
                    number,
                },
            )) = longest.filter(|(_, best)| best.length >= 2)
            else {
                break;
            };
            taken.push(Run {
                tokens: start..start + length,
                index,
                number,
            });
            // What reaches into it ends before it; what begins within goes on behind it, if it does.
            let end = start + length;
            for at in 0..end {
                let best = self.best[at];
                if at < start {
                    self.best[at].length = best.length.min(start - at);
                    continue;
                }
                self.best[at].length = 0;
                let rest = (at + best.length).saturating_sub(end);
                if let Some(behind) = self.best.get_mut(end).filter(|behind| behind.length < rest) {
                    *behind = Best { length: rest, ..best };
                }
            }
        }
        taken.sort_by_key(|run| run.tokens.start);
        taken
    }
}
