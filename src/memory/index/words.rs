//! Units of a block that may reach a score by their words.

use std::cmp::Reverse;
use std::ops::Range;

use crate::memory::score::{LETTERS, Likeness, allowed, combined, lengths, likeness, shared};

use super::block::Block;
use super::dense;
use super::found::{Asked, Found};

/// Room for counting, kept between searches; all zero between them.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// For each row, how many of the asked tokens it was seen with.
    pub(super) seen: Vec<u8>,
    /// For each of a block's keys the symbol of the token asked, or 0.
    symbols: Vec<u8>,
}

/// Where each distinct token asked stands among the keys of a block.
pub(super) type Places = Vec<Option<u16>>;

/// The places of the tokens asked in `block`.
pub(super) fn places(block: &Block, asked: &Asked) -> Places {
    let place = |&(token, _): &(u32, usize)| block.keys.binary_search(&token).ok();
    let places = asked.counts.iter().map(place);
    places.map(|place| place.map(|place| place as u16)).collect()
}

/// Adds to `found` the units of `block` whose words are alike enough.
pub(super) fn search(
    block: &Block,
    asked: &Asked,
    places: &Places,
    found: &mut Found,
    scratch: &mut Scratch,
) {
    let rows = likely(block, asked, places, found, &mut scratch.seen);
    if rows.is_empty() {
        return;
    }
    let mut table = Table::of(block, asked, places, &mut scratch.symbols);
    let mut bounded: Vec<(Likeness, usize, usize)> = Vec::with_capacity(rows.len());
    for row in rows {
        let longer = asked.length.max(block.length(row));
        let needed = shared(least(block, asked, found, row), longer);
        if let Some(shared) = table.shared(block.row(row), needed) {
            bounded.push((likeness(longer - shared, longer), row, longer));
        }
    }
    bounded.sort_unstable_by_key(|&(bound, row, _)| Reverse((bound, row)));
    let mut symbols = Vec::new();
    for (bound, row, longer) in bounded {
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
            let letters = asked.letters_of(block, row);
            let most = if asked.compares_letters(block, row) {
                words
            } else {
                let letters_count = usize::from(block.letters[row]);
                combined(words, letters, asked.letters.max(letters_count))
            };
            found.add(block.numbers[row], words, most, letters);
        }
    }
    table.clear(places);
}

/// The least likeness of words with which the unit in `row` matters: less where its letters may raise it that are not
/// compared here.
fn least(block: &Block, asked: &Asked, found: &Found, row: usize) -> Likeness {
    let raised = !asked.compares_letters(block, row)
        && asked.most_letters(usize::from(block.letters[row])) >= LETTERS.max(found.worst());
    if raised {
        found.least_words()
    } else {
        found.worst()
    }
}

/// The rows that may share enough of the tokens asked: those that are on enough of the lists of the rarer ones.
fn likely(block: &Block, asked: &Asked, places: &Places, found: &Found, seen: &mut Vec<u8>) -> Vec<usize> {
    let n = asked.length;
    let lowest = if asked.has_long_neighbours() {
        found.least_words()
    } else {
        found.worst()
    };
    let (shortest, longest) = lengths(lowest, n);
    let window = block.of_length(shortest, longest);
    let mut lists: Vec<(usize, usize)> = (asked.counts.iter().zip(places))
        .filter_map(|(&(_, count), &place)| Some((usize::from(place?), count)))
        .collect();
    lists.sort_unstable_by_key(|&(place, _)| block.held_by(place));
    // Whatever its length, a unit shares so many tokens.
    let needed = shared(lowest, n);
    let held: usize = lists.iter().map(|(_, count)| count).sum();
    if window.is_empty() || held < needed {
        return Vec::new();
    }
    let (counted, skipped) = split(block, &lists, (n, needed), window.len());
    let counted = &lists[..counted];
    if needed - skipped == 1 {
        let mut rows = any_of(block, counted, &window, seen);
        rows.retain(|&row| {
            let length = block.length(row);
            n.min(length) >= shared(least(block, asked, found, row), n.max(length))
        });
        return rows;
    }
    count(block, counted, &window, seen);
    let mut rows = Vec::new();
    let mut from = window.start;
    while from < window.end {
        // Rows of one length lie together.
        let length = block.length(from);
        let to = block.of_length(length, length).end.clamp(from + 1, window.end);
        let longer = n.max(length);
        let hits_for = |least: Likeness| (shared(least, longer) - skipped).min(255) as u8;
        let needed = hits_for(lowest);
        for (part, hits) in (from..).step_by(PART).zip(seen[from..to].chunks(PART)) {
            // Most parts have no such row, which a few wide instructions tell.
            if hits.iter().fold(0, |most, &hits| most.max(hits)) < needed {
                continue;
            }
            for (row, &hits) in (part..).zip(hits) {
                if hits >= needed && hits >= hits_for(least(block, asked, found, row)) {
                    rows.push(row);
                }
            }
        }
        from = to;
    }
    seen[..dense::room(block.len())].fill(0);
    rows
}

/// Rows that are looked at together.
const PART: usize = 64;

/// Tokens that a text has in common with another together, as a guess: texts repeat phrases of each other.
const CLUMP: f32 = 3.0;

/// Rows whose bits are counted in the time of an entry of a list.
const DENSE: f32 = 32.0;

/// How many of `lists`, from the shortest, are counted, and how many of the tokens asked the others stand for. A row that
/// shares `needed` of `n` tokens is on the counted ones at least as often as that is more than the others.
///
/// To count an entry takes about as long as to compare a token. How many rows will be compared is estimated as if
/// entries lay at random but in clumps, by the bound for the tail of Poisson's distribution.
fn split(
    block: &Block,
    lists: &[(usize, usize)],
    (n, needed): (usize, usize),
    window: usize,
) -> (usize, usize) {
    let (rows, share) = (window as f32, window as f32 / block.len().max(1) as f32);
    let compared = n as f32 + 8.0;
    let mut left: usize = lists.iter().map(|(_, count)| count).sum();
    let (mut entries, mut steps) = (0.0, 0.0);
    let mut best = (f32::INFINITY, lists.len(), 0);
    for (at, &(place, count)) in lists.iter().enumerate() {
        left -= count;
        let held = block.held_by(place) as f32 * share;
        entries += held;
        let is_dense = block.dense.bits(place).len() > 0;
        steps += if is_dense { rows / DENSE } else { held };
        if left >= needed {
            continue;
        }
        let hits = (needed - left) as f32;
        let mean = (entries / rows).max(f32::MIN_POSITIVE);
        let likely = match hits {
            1.0 => entries.min(rows),
            _ if hits <= mean => rows,
            _ => rows * ((hits - mean - hits * (hits / mean).ln()) / CLUMP).exp(),
        };
        let scan = if hits > 1.0 { rows / 16.0 } else { 0.0 };
        let cost = steps + scan + likely * compared;
        if cost < best.0 {
            best = (cost, at + 1, left);
        }
    }
    (best.1, best.2)
}

/// The rows of `window`, and a few others, that hold any of `tokens`.
fn any_of(block: &Block, tokens: &[(usize, usize)], window: &Range<usize>, seen: &mut Vec<u8>) -> Vec<usize> {
    seen.resize(seen.len().max(block.len()), 0);
    let mut rows = Vec::new();
    for &(place, _) in tokens {
        for &row in block.list(place, window.clone()) {
            let row = usize::from(row);
            if seen[row] == 0 {
                seen[row] = 1;
                rows.push(row);
            }
        }
    }
    for &row in &rows {
        seen[row] = 0;
    }
    rows
}

/// Counts in `seen` how many of the `tokens` asked each row of `window` may share, up to 255.
fn count(block: &Block, tokens: &[(usize, usize)], window: &Range<usize>, seen: &mut Vec<u8>) {
    seen.resize(seen.len().max(dense::room(block.len())), 0);
    let total: usize = tokens.iter().map(|(_, count)| count).sum();
    let mut frequent = Vec::new();
    for &(place, count) in tokens {
        let levels = block.dense.bits(place);
        if total <= 255 && levels.len() > 0 {
            // Of the last level it is not known how often more a row has the token.
            let last = levels.len() - 1;
            frequent.extend(levels.take(count).enumerate().map(|(level, bits)| {
                let more = if level == last { count - level } else { 1 };
                (bits, more)
            }));
            continue;
        }
        let count = u8::try_from(count).unwrap_or(u8::MAX);
        let list = block.list(place, window.clone());
        if total <= 255 {
            for &row in list {
                seen[usize::from(row)] += count;
            }
        } else {
            for &row in list {
                let hits = &mut seen[usize::from(row)];
                *hits = hits.saturating_add(count);
            }
        }
    }
    dense::count(&frequent, window.clone(), seen);
}

/// The tokens asked, found in a block.
struct Table<'a> {
    symbols: &'a mut [u8],
    /// How often each symbol is asked for.
    full: [u16; 256],
    left: [u16; 256],
}

impl<'a> Table<'a> {
    fn of(block: &Block, asked: &Asked, places: &Places, symbols: &'a mut Vec<u8>) -> Self {
        symbols.resize(symbols.len().max(block.keys.len()), 0);
        let mut full = [0; 256];
        for (at, (&(_, count), place)) in asked.counts.iter().zip(places).enumerate() {
            let symbol = Asked::symbol(at);
            full[usize::from(symbol)] += count as u16;
            if let Some(place) = place {
                symbols[usize::from(*place)] = symbol;
            }
        }
        Self {
            symbols,
            left: full,
            full,
        }
    }

    /// Leaves the symbols as they were found.
    fn clear(self, places: &Places) {
        for place in places.iter().flatten() {
            self.symbols[usize::from(*place)] = 0;
        }
    }

    /// How many of `tokens` are asked for, or `None` when fewer than `needed`. Whether one is cannot be foretold, so nothing
    /// branches on it.
    fn shared(&mut self, tokens: &[u16], needed: usize) -> Option<usize> {
        // Most rows have too few even if one that is asked for once counts whenever it occurs, which is told four times as fast.
        let asked = tokens
            .iter()
            .map(|&token| usize::from(self.symbols[usize::from(token)] != 0));
        if asked.sum::<usize>() < needed {
            return None;
        }
        self.left = self.full;
        let spare = tokens.len().checked_sub(needed)?;
        let (mut shared, mut seen) = (0, 0);
        for part in tokens.chunks(PART / 2) {
            for &token in part {
                let left = &mut self.left[usize::from(self.symbols[usize::from(token)])];
                let is_asked = u16::from(*left > 0);
                *left -= is_asked;
                shared += usize::from(is_asked);
            }
            seen += part.len();
            if seen - shared > spare {
                return None;
            }
        }
        Some(shared)
    }
}
