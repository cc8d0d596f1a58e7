//! A block of units: in order of length, with the list of rows that hold each token, and the letters of short ones.

use std::borrow::Cow;
use std::ops::Range;

use crate::memory::score::SHORT;

use super::builder::Builder;
use super::dense::Dense;
use super::short::{Short, few};

/// Units that a block holds at most, and distinct tokens: both are numbered in 16 bits.
pub(super) const MOST: usize = 1 << 16;
/// Units of one language pair that were filed together; see the module above for how they are searched.
///
/// What cannot be made of the rest is kept ([`Block::pack`]); the lists and what serves short rows are made when a block is
/// put into an index.
#[derive(Debug, Default)]
pub struct Block {
    /// The number of each row's unit.
    pub(super) numbers: Vec<u64>,
    /// Where each row's tokens end.
    pub(super) ends: Vec<u32>,
    /// The tokens of all rows, as places in `keys`.
    pub(super) tokens: Vec<u16>,
    /// Hashes of the distinct tokens, ascending.
    pub(super) keys: Vec<u32>,
    /// Letters of each row.
    pub(super) letters: Vec<u16>,
    /// The letters of the short rows, as symbols, in order of the rows; nothing once the block is in an index.
    pub(super) symbols: Vec<u8>,
    /// Where the rows begin that have at least so many tokens, from 0.
    pub(super) length_starts: Vec<u32>,
    /// Where each token's list of rows ends.
    pub(super) list_ends: Vec<u32>,
    /// The rows that hold each token, ascending.
    pub(super) lists: Vec<u16>,
    pub(super) short: Short,
    pub(super) dense: Dense,
}

impl Block {
    /// How many units it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The highest number of a unit; 0 when it holds none.
    #[must_use]
    pub fn newest(&self) -> u64 {
        self.numbers.iter().copied().max().unwrap_or(0)
    }

    /// Whether `other` is large enough beside it that they should be one block, and small enough that they can.
    #[must_use]
    pub fn takes(&self, other: &Self) -> bool {
        self.len() <= 2 * other.len()
            && self.len() + other.len() <= MOST
            && self.keys.len() + other.keys.len() < MOST
    }

    /// The units of both; sorting them takes `n log n`.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        let mut builder = Builder::default();
        for part in [self, other] {
            for row in 0..part.len() {
                let tokens = part.row(row).iter().map(|&token| part.keys[usize::from(token)]);
                builder.file(part.numbers[row], tokens);
            }
            // Both lists are in order of the rows, as the builder's are.
            builder.symbols.extend_from_slice(&part.kept_symbols());
            builder.letters.extend_from_slice(&part.letters);
        }
        builder.finish()
    }

    /// Whether the row's letters are few enough to count in full.
    pub(super) fn is_short(&self, row: usize) -> bool {
        usize::from(self.letters[row]) <= SHORT
    }

    /// The letters of a row that is short, as symbols; of another, nothing.
    pub(super) fn symbols_of(&self, row: usize) -> &[u8] {
        if !self.is_short(row) {
            return &[];
        }
        self.short.symbols_of(row, usize::from(self.letters[row]))
    }

    /// The tokens of a row, as places in `keys`.
    pub(super) fn row(&self, row: usize) -> &[u16] {
        &self.tokens[start(&self.ends, row)..self.ends[row] as usize]
    }

    /// Tokens of a row.
    pub(super) fn length(&self, row: usize) -> usize {
        self.ends[row] as usize - start(&self.ends, row)
    }

    /// How many rows hold the token in place `key`.
    pub(super) fn held_by(&self, key: usize) -> usize {
        self.list_ends[key] as usize - start(&self.list_ends, key)
    }

    /// The rows in `window` that hold the token in place `key`; of a short list all, since to cut it takes longer.
    pub(super) fn list(&self, key: usize, window: Range<usize>) -> &[u16] {
        let list = &self.lists[start(&self.list_ends, key)..self.list_ends[key] as usize];
        if list.len() <= 64 {
            return list;
        }
        let first = list.partition_point(|&row| usize::from(row) < window.start);
        let last = first + list[first..].partition_point(|&row| usize::from(row) < window.end);
        &list[first..last]
    }

    /// The rows that hold for each of `words` one of its tokens.
    pub(super) fn holding(&self, words: &[Vec<u32>]) -> Vec<usize> {
        let places = |tokens: &Vec<u32>| -> Vec<usize> {
            let place = |token: &u32| self.keys.binary_search(token).ok();
            tokens.iter().filter_map(place).collect()
        };
        let mut words: Vec<Vec<usize>> = words.iter().map(places).collect();
        let rows = |places: &[usize]| -> usize {
            places
                .iter()
                .map(|&place| self.list(place, 0..self.len()).len())
                .sum()
        };
        words.sort_by_cached_key(|places| rows(places));
        let Some((rarest, others)) = words.split_first() else {
            return Vec::new();
        };
        let lists = rarest.iter().flat_map(|&place| self.list(place, 0..self.len()));
        let mut found: Vec<usize> = lists.map(|&row| usize::from(row)).collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|&row| {
            let tokens = self.row(row);
            let has = |places: &Vec<usize>| tokens.iter().any(|&token| places.contains(&usize::from(token)));
            others.iter().all(has)
        });
        found
    }

    /// The rows whose number of tokens lies in `shortest..=longest`.
    pub(super) fn of_length(&self, shortest: usize, longest: usize) -> Range<usize> {
        let below = |length: usize| match self.length_starts.get(length) {
            Some(&row) => row as usize,
            None => self.len(),
        };
        below(shortest)..below(longest.saturating_add(1))
    }
}

/// Where the part `at` of a list of ends begins.
pub(super) fn start(ends: &[u32], at: usize) -> usize {
    if at == 0 { 0 } else { ends[at - 1] as usize }
}

impl Block {
    /// Makes what is not kept of what is; linear.
    pub(super) fn complete(&mut self) {
        self.length_starts.clear();
        for row in 0..self.len() {
            let needed = self.length(row) + 1;
            if self.length_starts.len() < needed {
                self.length_starts.resize(needed, row as u32);
            }
        }
        self.list_rows();
        self.dense = Dense::of(self);
        self.short = Short::of(self);
        // They lie there, in another order.
        self.symbols = Vec::new();
    }

    /// The letters of the short rows, as symbols, in order of the rows.
    pub(super) fn kept_symbols(&self) -> Cow<'_, [u8]> {
        match self.symbols_needed() {
            needed if needed == self.symbols.len() => Cow::Borrowed(&self.symbols),
            _ => (0..self.len())
                .flat_map(|row| self.symbols_of(row))
                .copied()
                .collect(),
        }
    }

    /// How many symbols the short rows have.
    pub(super) fn symbols_needed(&self) -> usize {
        self.letters.iter().map(|&letters| few(letters)).sum()
    }

    /// Makes the lists of rows: counted, then filled.
    fn list_rows(&mut self) {
        let mut ends = vec![0_u32; self.keys.len()];
        // The last row that each token was met in, from 1: a row is listed once.
        let mut last = vec![0_u32; self.keys.len()];
        for row in 0..self.len() {
            for &token in self.row(row) {
                let token = usize::from(token);
                ends[token] += u32::from(last[token] != row as u32 + 1);
                last[token] = row as u32 + 1;
            }
        }
        let mut end = 0;
        for count in &mut ends {
            end += std::mem::replace(count, end);
        }
        // What is a beginning at first has become an end when the lists are full.
        let mut lists = vec![0_u16; end as usize];
        last.fill(0);
        for row in 0..self.len() {
            let begin = start(&self.ends, row);
            for &token in &self.tokens[begin..self.ends[row] as usize] {
                let token = usize::from(token);
                if last[token] != row as u32 + 1 {
                    last[token] = row as u32 + 1;
                    lists[ends[token] as usize] = row as u16;
                    ends[token] += 1;
                }
            }
        }
        self.lists = lists;
        self.list_ends = ends;
    }
}
