//! Which units may reach a score, without looking at all of them.
//!
//! Every step leaves out only units that cannot reach the asked score, so nothing better is ever missed:
//!
//! 1. **Length.** With `n` tokens asked and score `s`, a unit has between `n * s / 100` and `n * 100 / s` tokens.
//!    Units of a block are kept in order of length, so these are one range, and of every posting list one slice.
//! 2. **Prefix.** Two texts at distance `d` share at least `longer - d` tokens. A unit that reaches the score therefore
//!    holds one of any `n - shared + 1` tokens asked; the rarest are taken (prefix filter: Chaudhuri et al.,
//!    ICDE 2006).
//! 3. **Bag.** The tokens that both hold, order set aside, bound the distance from below.
//! 4. **Distance.** Bit-parallel, with the largest distance that still matters as its limit.
//!
//! Units added since are kept in a tail that is searched without step 2, and become a block when there are enough of
//! them; a block is merged with those of its own size, so that adding a million units one at a time costs
//! `n log n`. Memory: 8 bytes a token and 16 a unit.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::text::Pattern;

use super::score::allowed;

/// A unit that reaches the asked score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The unit's number.
    pub(super) number: u64,
    /// Its distance in tokens.
    pub(super) distance: usize,
    /// Tokens of the longer text.
    pub(super) longer: usize,
}

impl Candidate {
    /// Whether this one is strictly nearer than `other`, by the unrounded score.
    fn order(self) -> (u64, Reverse<u64>) {
        (parts(self.distance, self.longer), Reverse(self.number))
    }
}

/// The unrounded part of a text that differs, in units small enough to tell all fractions of texts apart.
fn parts(distance: usize, longer: usize) -> u64 {
    ((distance as u64) << 40) / (longer.max(1) as u64)
}

/// Tokens of many units, end to end.
#[derive(Debug, Default)]
struct Rows {
    numbers: Vec<u64>,
    ends: Vec<usize>,
    tokens: Vec<u32>,
}

impl Rows {
    fn push(&mut self, number: u64, tokens: &[u32]) {
        self.numbers.push(number);
        self.tokens.extend_from_slice(tokens);
        self.ends.push(self.tokens.len());
    }

    fn len(&self) -> usize {
        self.numbers.len()
    }

    fn tokens(&self, row: usize) -> &[u32] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.tokens[start..self.ends[row]]
    }
}

/// Units in order of length, with the list of rows that hold each token.
#[derive(Debug, Default)]
struct Block {
    rows: Rows,
    keys: Vec<u32>,
    ends: Vec<usize>,
    postings: Vec<u32>,
}

impl Block {
    fn of(parts: &[Rows]) -> Self {
        let all = || {
            parts
                .iter()
                .flat_map(|part| (0..part.len()).map(move |row| (part, row)))
        };
        let mut order: Vec<(&Rows, usize)> = all().collect();
        order.sort_by_key(|(part, row)| (part.tokens(*row).len(), part.numbers[*row]));
        let mut rows = Rows::default();
        let mut pairs: Vec<u64> = Vec::new();
        for (rank, (part, row)) in order.into_iter().enumerate() {
            let tokens = part.tokens(row);
            rows.push(part.numbers[row], tokens);
            pairs.extend(tokens.iter().map(|&token| u64::from(token) << 32 | rank as u64));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut block = Self {
            rows,
            ..Self::default()
        };
        block.postings.reserve_exact(pairs.len());
        for pair in pairs {
            let token = high(pair);
            if block.keys.last() != Some(&token) {
                block.keys.push(token);
                block.ends.push(block.postings.len());
            }
            block.postings.push(low(pair));
            if let Some(end) = block.ends.last_mut() {
                *end = block.postings.len();
            }
        }
        block
    }

    /// The rows in `from..to` that hold `token`.
    fn posting(&self, token: u32, from: u32, to: u32) -> &[u32] {
        let Ok(at) = self.keys.binary_search(&token) else {
            return &[];
        };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        let list = &self.postings[start..self.ends[at]];
        let first = list.partition_point(|&row| row < from);
        let last = first + list[first..].partition_point(|&row| row < to);
        &list[first..last]
    }

    /// The rows whose number of tokens lies in `shortest..=longest`.
    fn of_length(&self, shortest: usize, longest: usize) -> (u32, u32) {
        let below = |limit: usize| {
            let (mut low, mut high) = (0, self.rows.len());
            while low < high {
                let middle = usize::midpoint(low, high);
                if self.rows.tokens(middle).len() < limit {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            u32::try_from(low).unwrap_or(u32::MAX)
        };
        (below(shortest), below(longest.saturating_add(1)))
    }
}

fn high(pair: u64) -> u32 {
    (pair >> 32) as u32
}

fn low(pair: u64) -> u32 {
    pair as u32
}

/// Units of one language pair, filed for search.
#[derive(Debug, Default)]
pub(super) struct Index {
    blocks: Vec<Block>,
    tail: Rows,
    newest: u64,
    /// For each row of the block in hand, how many of the asked tokens it was seen with; zero between searches.
    seen: Vec<u8>,
}

/// Units in the tail that make it a block.
const TAIL: usize = 1024;

impl Index {
    /// The highest number filed.
    pub(super) fn newest(&self) -> u64 {
        self.newest
    }

    /// Files a unit under its tokens; call [`Index::settle`] after the last.
    pub(super) fn add(&mut self, number: u64, tokens: &[u32]) {
        self.newest = self.newest.max(number);
        if !tokens.is_empty() {
            self.tail.push(number, tokens);
        }
    }

    /// Notes that every unit up to `newest` is filed, and makes a long tail a block.
    pub(super) fn settle(&mut self, newest: u64) {
        self.newest = self.newest.max(newest);
        if self.tail.len() < TAIL {
            return;
        }
        let mut parts = vec![std::mem::take(&mut self.tail)];
        let mut size = parts[0].len();
        while let Some(block) = self.blocks.pop_if(|block| block.rows.len() <= 2 * size) {
            size += block.rows.len();
            parts.push(block.rows);
        }
        self.blocks.push(Block::of(&parts));
    }

    /// The units that reach `score`, nearest first, then highest number first: the first `limit` and those that
    /// are as near as the last of them.
    pub(super) fn similar(&mut self, tokens: &[u32], score: u8, limit: usize) -> Vec<Candidate> {
        let score = score.clamp(1, 99);
        if tokens.is_empty() || limit == 0 {
            return Vec::new();
        }
        let mut search = Search::new(tokens, score, limit);
        for block in &self.blocks {
            self.seen.resize(self.seen.len().max(block.rows.len()), 0);
            let rows = search.prefix(block, &mut self.seen);
            search.measure(&block.rows, rows);
        }
        let rows = (0..self.tail.len()).map(|row| low(row as u64)).collect();
        search.measure(&self.tail, rows);
        search.finish()
    }
}

/// One query on its way through the blocks.
struct Search<'a> {
    asked: &'a [u32],
    /// Each distinct token asked, and how often.
    counts: FxHashMap<u32, usize>,
    pattern: Pattern<u32>,
    score: u8,
    limit: usize,
    found: Vec<Candidate>,
    /// No unit whose differing part is above this can be among the first `limit`.
    worst: u64,
}

impl<'a> Search<'a> {
    fn new(asked: &'a [u32], score: u8, limit: usize) -> Self {
        let mut counts = FxHashMap::default();
        for &token in asked {
            *counts.entry(token).or_default() += 1;
        }
        Self {
            asked,
            counts,
            pattern: Pattern::new(asked),
            score,
            limit,
            found: Vec::new(),
            worst: u64::MAX,
        }
    }

    /// The fewest tokens a unit must share to reach the score, whatever its length.
    fn shared(&self) -> usize {
        self.asked.len() - allowed(self.score, self.asked.len())
    }

    /// The rows that hold one of the rarest tokens asked and may share enough of them.
    fn prefix(&self, block: &Block, seen: &mut [u8]) -> Vec<u32> {
        let n = self.asked.len();
        let shortest = (n * usize::from(self.score)).div_ceil(100);
        let longest = n * 100 / usize::from(self.score);
        let (from, to) = block.of_length(shortest, longest);
        let slice = |(&token, &count): (&u32, &usize)| (block.posting(token, from, to), count);
        let mut slices: Vec<(&[u32], usize)> = self.counts.iter().map(slice).collect();
        slices.sort_by_key(|(list, _)| list.len());
        let needed = n - self.shared() + 1;
        let (mut taken, mut rows) = (0, Vec::new());
        for (list, count) in slices {
            let opening = taken < needed;
            if !opening && list.len() > 4 * rows.len() + 1000 {
                break;
            }
            taken += count;
            for &row in list {
                let hits = &mut seen[row as usize];
                if *hits == 0 {
                    if !opening {
                        continue;
                    }
                    rows.push(row);
                }
                *hits = hits.saturating_add(u8::try_from(count).unwrap_or(u8::MAX));
            }
        }
        let missing = n - taken;
        rows.retain(|&row| {
            let hits = std::mem::take(&mut seen[row as usize]);
            let longer = n.max(block.rows.tokens(row as usize).len());
            hits == u8::MAX || usize::from(hits) + missing + allowed(self.score, longer) >= longer
        });
        rows
    }

    /// Measures `rows`, those that share most first.
    fn measure(&mut self, table: &Rows, rows: Vec<u32>) {
        let mut bag = Bag::of(&self.counts);
        let mut bounded: Vec<(u64, u32)> = Vec::with_capacity(rows.len());
        for row in rows {
            let tokens = table.tokens(row as usize);
            let longer = self.asked.len().max(tokens.len());
            let shorter = self.asked.len().min(tokens.len());
            if longer - shorter > allowed(self.score, longer) {
                continue;
            }
            if let Some(shared) = bag.shared(tokens, longer - allowed(self.score, longer)) {
                bounded.push((parts(longer - shared, longer), row));
            }
        }
        bounded.sort_unstable();
        for (bound, row) in bounded {
            if bound > self.worst {
                break;
            }
            self.compare(table.numbers[row as usize], table.tokens(row as usize));
        }
    }

    fn compare(&mut self, number: u64, tokens: &[u32]) {
        let longer = self.asked.len().max(tokens.len());
        let Some(distance) = self.pattern.distance(tokens, allowed(self.score, longer)) else {
            return;
        };
        if parts(distance, longer) <= self.worst {
            self.found.push(Candidate {
                number,
                distance,
                longer,
            });
            if self.found.len() >= 2 * self.limit + 64 {
                self.trim();
            }
        }
    }

    /// Keeps the first `limit` and their equals.
    fn trim(&mut self) {
        self.found.sort_unstable_by_key(|candidate| candidate.order());
        if let Some(last) = self.found.get(self.limit - 1) {
            self.worst = parts(last.distance, last.longer);
            let keep = self
                .found
                .partition_point(|c| parts(c.distance, c.longer) <= self.worst);
            self.found.truncate(keep);
        }
    }

    fn finish(mut self) -> Vec<Candidate> {
        self.trim();
        self.found
    }
}

/// The tokens asked as a multiset, to be compared with those of many units.
struct Bag {
    places: FxHashMap<u32, usize>,
    full: Vec<usize>,
    left: Vec<usize>,
}

impl Bag {
    fn of(counts: &FxHashMap<u32, usize>) -> Self {
        let full: Vec<usize> = counts.values().copied().collect();
        Self {
            places: counts.keys().copied().zip(0..).collect(),
            left: full.clone(),
            full,
        }
    }

    /// How many of `tokens` are in the bag, or `None` when fewer than `needed`.
    fn shared(&mut self, tokens: &[u32], needed: usize) -> Option<usize> {
        self.left.copy_from_slice(&self.full);
        let mut spare = tokens.len().checked_sub(needed)?;
        let mut shared = 0;
        for token in tokens {
            match self.places.get(token).map(|&place| &mut self.left[place]) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    shared += 1;
                }
                _ => spare = spare.checked_sub(1)?,
            }
        }
        Some(shared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scan(units: &[Vec<u32>], asked: &[u32], score: u8) -> Vec<Candidate> {
        let pattern = Pattern::new(asked);
        let mut all: Vec<Candidate> = (1..)
            .zip(units)
            .filter_map(|(number, unit)| {
                let longer = asked.len().max(unit.len());
                let distance = pattern.distance(unit, allowed(score, longer))?;
                (longer > 0).then_some(Candidate {
                    number,
                    distance,
                    longer,
                })
            })
            .collect();
        all.sort_by_key(|candidate| candidate.order());
        all
    }

    fn texts(words: u32, most: usize) -> impl Strategy<Value = Vec<u32>> {
        prop::collection::vec((0..words).prop_map(|word| word * word / 7), 1..most)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn the_index_finds_what_a_scan_of_all_units_finds(
            units in prop::collection::vec(texts(30, 25), 0..120),
            asked in texts(30, 25),
            score in 1u8..=99,
            limit in 1usize..12,
            tail in 0usize..60,
        ) {
            let mut index = Index::default();
            for (number, unit) in (1..).zip(&units) {
                index.add(number, unit);
                if units.len() - usize::try_from(number).unwrap() == tail {
                    let rows = std::mem::take(&mut index.tail);
                    index.blocks.push(Block::of(&[rows]));
                }
            }
            let all = scan(&units, &asked, score);
            let expected: Vec<_> = match all.get(limit - 1) {
                Some(last) => {
                    let worst = parts(last.distance, last.longer);
                    all.iter().filter(|c| parts(c.distance, c.longer) <= worst).copied().collect()
                }
                None => all,
            };
            prop_assert_eq!(index.similar(&asked, score, limit), expected.clone());
            prop_assert_eq!(index.similar(&asked, score, limit), expected);
        }
    }

    #[test]
    fn blocks_merge_and_nothing_is_lost() {
        let mut index = Index::default();
        for number in 1..=5000u64 {
            index.add(number, &[low(number), 1, 2]);
            index.settle(number);
        }
        assert!(index.blocks.len() < 6);
        assert_eq!(index.similar(&[4321, 1, 2], 99, 1)[0].number, 4321);
        assert_eq!(index.similar(&[17, 1, 2], 50, 10_000).len(), 5000);
    }
}
