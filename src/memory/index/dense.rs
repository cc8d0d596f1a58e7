//! The rows that hold a frequent token as bits, and how many such tokens each row holds.
//!
//! A list of rows is counted entry by entry. Where a token stands in many rows, one bit a row takes less room than a list, and
//! 64 rows are counted at once: the counts lie in planes, one for each binary digit, and adding bits to them is a ripple
//! of carries (as in the vertical counters of Warren, *Hacker's Delight*, 2nd ed., 5-1).

use std::ops::Range;

use super::block::{Block, start};

/// A token is frequent if it stands in one of so many rows.
const FREQUENT: usize = 32;
/// How often a token may stand in a row and be told apart.
const LEVELS: usize = 8;
/// Rows whose bits make one word.
const ROWS: usize = u64::BITS as usize;
/// Words that are counted together, so that their planes stay in the processor's nearest cache.
const TOGETHER: usize = 32;
/// Binary digits of a count.
const PLANES: usize = 8;

/// The counts of some rows, digit by digit.
type Planes = [[u64; TOGETHER]; PLANES];

/// The frequent tokens of a block, and those that often stand in one row several times.
#[derive(Debug, Default)]
pub(super) struct Dense {
    /// Their places among the block's keys, ascending.
    keys: Vec<u16>,
    /// Where the bits of each of them end: those of the rows that hold it, of the rows that hold it twice, and so on.
    ends: Vec<u32>,
    bits: Vec<u64>,
    /// Words that the bits of all rows make.
    width: usize,
}

impl Dense {
    /// The frequent tokens of a block whose lists are made; linear.
    pub(super) fn of(block: &Block) -> Self {
        let least = block.len() / FREQUENT;
        let keys = (0..block.keys.len()).filter(|&key| block.held_by(key) > least);
        let mut dense = Self {
            keys: keys.map(|key| key as u16).collect(),
            width: block.len().div_ceil(ROWS),
            ..Self::default()
        };
        for levels in dense.levels(block) {
            let rows = |bits: &[u64]| bits.iter().map(|word| word.count_ones() as usize).sum::<usize>();
            for bits in levels.iter().take_while(|bits| rows(bits) > least) {
                dense.bits.extend_from_slice(bits);
            }
            dense.ends.push(dense.bits.len() as u32);
        }
        dense
    }

    /// For each key the bits of the rows that hold it, of those that hold it twice, and so on.
    fn levels(&self, block: &Block) -> Vec<Vec<Vec<u64>>> {
        let mut places = vec![None; block.keys.len()];
        for (place, &key) in self.keys.iter().enumerate() {
            places[usize::from(key)] = Some(place);
        }
        let mut levels = vec![Vec::new(); self.keys.len()];
        // How often each was met in the latest row that has it.
        let mut met = vec![(usize::MAX, 0); self.keys.len()];
        for row in 0..block.len() {
            for place in block
                .row(row)
                .iter()
                .filter_map(|&token| places[usize::from(token)])
            {
                let (latest, times) = &mut met[place];
                *times = if *latest == row { *times + 1 } else { 0 };
                *latest = row;
                let levels = &mut levels[place];
                if *times < LEVELS && *times == levels.len() {
                    levels.push(vec![0; self.width]);
                }
                if let Some(bits) = levels.get_mut(*times) {
                    bits[row / ROWS] |= 1 << (row % ROWS);
                }
            }
        }
        levels
    }

    /// Which rows hold the token in place `key`, which hold it twice, and so on as far as many do; nothing if it is not
    /// frequent.
    pub(super) fn bits(&self, key: usize) -> impl ExactSizeIterator<Item = &[u64]> {
        let bits = match self.keys.binary_search(&(key as u16)) {
            Ok(at) => &self.bits[start(&self.ends, at)..self.ends[at] as usize],
            Err(_) => &[],
        };
        bits.chunks_exact(self.width.max(1))
    }
}

/// The room for counts that `rows` rows need: whole words of bits.
pub(super) fn room(rows: usize) -> usize {
    rows.next_multiple_of(ROWS)
}

/// Adds to the count of each row of `window` the weight of every token that it holds; rows beside it may be counted as well.
/// The weights make 255 at most together.
pub(super) fn count(tokens: &[(&[u64], usize)], window: Range<usize>, counts: &mut [u8]) {
    let (mut from, end) = (window.start / ROWS, window.end.div_ceil(ROWS));
    while from < end {
        let to = end.min(from + TOGETHER);
        let mut planes = Planes::default();
        for (bits, weight) in tokens {
            for digit in (0..PLANES).filter(|digit| weight >> digit & 1 == 1) {
                add(&bits[from..to], &mut planes[digit..]);
            }
        }
        spread(&planes, &mut counts[from * ROWS..to * ROWS]);
        from = to;
    }
}

/// Adds one to the counts that begin with the first of `planes`, where `bits` says so.
fn add(bits: &[u64], planes: &mut [[u64; TOGETHER]]) {
    let mut carries = [0; TOGETHER];
    carries[..bits.len()].copy_from_slice(bits);
    for plane in planes {
        let mut left = 0;
        for (digit, carry) in plane.iter_mut().zip(&mut carries) {
            (*digit, *carry) = (*digit ^ *carry, *digit & *carry);
            left |= *carry;
        }
        if left == 0 {
            break;
        }
    }
}

/// Adds the counts in `planes` to `counts`, one byte a row.
fn spread(planes: &Planes, counts: &mut [u8]) {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let last = planes
        .iter()
        .rposition(|plane| plane.iter().any(|&bits| bits != 0));
    let used = last.map_or(0, |last| last + 1);
    let (eights, _) = counts.as_chunks_mut::<8>();
    for (at, eight) in eights.iter_mut().enumerate() {
        let mut sum = u64::from_le_bytes(*eight);
        for (digit, plane) in planes[..used].iter().enumerate() {
            let bits = plane[at / 8] >> (at % 8 * 8) & 0xFF;
            // Each of eight bits into a byte of its own, and there to the lowest place.
            let apart = (bits * EACH) & 0x8040_2010_0804_0201;
            let ones = (apart + 0x7F * EACH) >> 7 & EACH;
            sum += ones << digit;
        }
        *eight = sum.to_le_bytes();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_are_the_weights_of_the_tokens_that_a_row_holds(
            tokens in prop::collection::vec((prop::collection::vec(any::<u64>(), 70), 1usize..25), 0..10),
            start in 0usize..70 * 64,
            length in 0usize..70 * 64,
            before in 0u8..5,
        ) {
            let window = start..(start + length).min(70 * 64);
            let borrowed: Vec<(&[u64], usize)> = tokens.iter().map(|(bits, weight)| (&bits[..], *weight)).collect();
            let mut counts = vec![before; room(70 * 64)];
            count(&borrowed, window.clone(), &mut counts);
            for row in window {
                let holds = |bits: &[u64]| bits[row / 64] >> (row % 64) & 1 == 1;
                let held = tokens.iter().filter(|(bits, _)| holds(bits)).map(|(_, weight)| weight);
                prop_assert_eq!(usize::from(counts[row]), usize::from(before) + held.sum::<usize>());
            }
        }
    }
}
