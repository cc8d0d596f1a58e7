//! Units of a block that may reach a score by their words.

use crate::memory::score::{allowed, lengths, likeness, most, shared};

use super::block::Block;
use super::found::{Asked, Found};

/// Adds to `found` the units of `block` whose words are alike enough. `seen` has a zero for each row, and has again
/// afterwards.
pub(super) fn search(block: &Block, asked: &Asked, found: &mut Found, seen: &mut [u8]) {
    let mut table = Table::of(block, asked);
    let rows = prefix(block, asked, found, &table, seen);
    let mut bounded: Vec<(usize, u32, usize)> = Vec::with_capacity(rows.len());
    for row in rows {
        let (length, longer) = (block.length(row), asked.length.max(block.length(row)));
        let needed = shared(least(block, asked, found, row), longer);
        if asked.length.min(length) < needed {
            continue;
        }
        if let Some(shared) = table.shared(block.row(row), needed) {
            bounded.push((row, likeness(longer - shared, longer), longer));
        }
    }
    bounded.sort_unstable_by_key(|&(_, bound, _)| std::cmp::Reverse(bound));
    let mut symbols = Vec::new();
    for (row, bound, longer) in bounded {
        if bound < found.least_words() {
            break;
        }
        let least = least(block, asked, found, row);
        if bound < least {
            continue;
        }
        symbols.clear();
        symbols.extend(
            block
                .row(row)
                .iter()
                .map(|&token| table.symbols[usize::from(token)]),
        );
        if let Some(distance) = asked.words.distance(&symbols, allowed(least, longer)) {
            let words = likeness(distance, longer);
            let most = if asked.is_short_beside(block, row) {
                words
            } else {
                most(words)
            };
            found.add(block.numbers[row], words, most);
        }
    }
}

/// The least likeness of words with which the unit in `row` matters.
fn least(block: &Block, asked: &Asked, found: &Found, row: usize) -> u32 {
    if asked.is_short_beside(block, row) {
        found.worst()
    } else {
        found.least_words()
    }
}

/// The rows that hold one of the rarest tokens asked and may share enough of them.
fn prefix(block: &Block, asked: &Asked, found: &Found, table: &Table, seen: &mut [u8]) -> Vec<usize> {
    let n = asked.length;
    let least = found.least_words();
    let (shortest, longest) = lengths(least, n);
    let (from, to) = block.of_length(shortest, longest);
    let mut slices: Vec<(&[u16], usize)> = (asked.counts.iter().zip(&table.places))
        .map(|(&(_, count), &place)| (place.map_or(&[][..], |place| block.list(place, from, to)), count))
        .collect();
    slices.sort_unstable_by_key(|(list, _)| list.len());
    // Whatever its length, a unit shares this many tokens.
    let needed = n - shared(least, n) + 1;
    let (mut taken, mut rows) = (0, Vec::new());
    for (list, count) in slices {
        let opening = taken < needed;
        if !opening && list.len() > 4 * rows.len() + 1000 {
            break;
        }
        taken += count;
        let count = u8::try_from(count).unwrap_or(u8::MAX);
        for &row in list {
            let hits = &mut seen[usize::from(row)];
            if *hits == 0 {
                if !opening {
                    continue;
                }
                rows.push(usize::from(row));
            }
            *hits = hits.saturating_add(count);
        }
    }
    let missing = n - taken;
    rows.retain(|&row| {
        let hits = std::mem::take(&mut seen[row]);
        let longer = n.max(block.length(row));
        hits == u8::MAX || usize::from(hits) + missing >= shared(least, longer)
    });
    rows
}

/// The tokens asked, found in a block.
struct Table {
    /// Where each distinct token asked stands among the block's keys.
    places: Vec<Option<usize>>,
    /// For each of the block's keys the symbol of the token asked, or 0.
    symbols: Vec<u8>,
    /// How often each symbol is asked for.
    full: Vec<u16>,
    left: Vec<u16>,
}

impl Table {
    fn of(block: &Block, asked: &Asked) -> Self {
        let mut symbols = vec![0; block.keys.len()];
        let mut full = vec![0; 256];
        let mut places = Vec::with_capacity(asked.counts.len());
        for (at, &(token, count)) in asked.counts.iter().enumerate() {
            let symbol = Asked::symbol(at);
            full[usize::from(symbol)] += count as u16;
            let place = block.keys.binary_search(&token).ok();
            if let Some(place) = place {
                symbols[place] = symbol;
            }
            places.push(place);
        }
        Self {
            places,
            symbols,
            left: full.clone(),
            full,
        }
    }

    /// How many of `tokens` are asked for, or `None` when fewer than `needed`.
    fn shared(&mut self, tokens: &[u16], needed: usize) -> Option<usize> {
        self.left.copy_from_slice(&self.full);
        let mut spare = tokens.len().checked_sub(needed)?;
        let mut shared = 0;
        for &token in tokens {
            let left = &mut self.left[usize::from(self.symbols[usize::from(token)])];
            if *left > 0 {
                *left -= 1;
                shared += 1;
            } else {
                spare = spare.checked_sub(1)?;
            }
        }
        Some(shared)
    }
}
