//! A block of units: in order of length, with the list of rows that hold each token, and the letters of short ones.

use rustc_hash::FxHashMap;

use crate::memory::key::{Key, letters};
use crate::memory::score::SHORT;

/// Units that a block holds at most, and distinct tokens: both are numbered in 16 bits.
const MOST: usize = 1 << 16;
/// Tokens of one unit. A longer text is found when it is asked for exactly, not by likeness.
const LONGEST: usize = 1 << 12;

/// Units of one language pair that were filed together; see the module above for how they are searched.
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
    /// Where each token's list of rows ends.
    pub(super) list_ends: Vec<u32>,
    /// The rows that hold each token, ascending.
    pub(super) lists: Vec<u16>,
    /// Characters of each row if it is short, else 0.
    pub(super) lengths: Vec<u8>,
    pub(super) short: Short,
}

/// The letters of a block's short rows, in order of their number.
#[derive(Debug, Default)]
pub(super) struct Short {
    /// The rows of the block.
    pub(super) rows: Vec<u16>,
    /// Where the rows with up to so many letters end, from 0 to [`SHORT`].
    pub(super) ends: Vec<u32>,
    /// The letters of all, as symbols.
    pub(super) symbols: Vec<u8>,
    /// How often each class of letters occurs in each.
    pub(super) classes: Vec<Classes>,
}

/// How often each of 32 classes of letters occurs: four bits each, 15 for more.
pub(super) type Classes = [u8; 16];

/// A character as a symbol: alike for a few rare ones, so that distances over symbols are never too large.
pub(super) fn symbol(c: char) -> u8 {
    let code = u32::from(c);
    match code {
        0..=0x7F => code as u8,
        // Arabic letters keep apart from ASCII and from each other.
        0x600..=0x67F => (code - 0x600) as u8 | 0x80,
        _ => (code ^ (code >> 7)) as u8,
    }
}

/// The class counts of a text.
pub(super) fn classes(symbols: &[u8]) -> Classes {
    let mut counts = [0; 16];
    for &symbol in symbols {
        // The frequent letters of Arabic and of Latin fall into classes of their own.
        let class = usize::from(symbol ^ (symbol >> 6)) % 32;
        let (place, shift) = (class % 16, 4 * (class / 16));
        if counts[place] >> shift & 15 < 15 {
            counts[place] += 1 << shift;
        }
    }
    counts
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
            let mut places = vec![0; part.len()];
            for (place, &row) in part.short.rows.iter().enumerate() {
                places[usize::from(row)] = place;
            }
            for (row, &place) in places.iter().enumerate() {
                let tokens = part.row(row).iter().map(|&token| part.keys[usize::from(token)]);
                builder.file(part.numbers[row], tokens);
                if part.lengths[row] > 0 {
                    builder.letters.extend_from_slice(part.short.symbols_of(place));
                }
                builder.lengths.push(part.lengths[row]);
            }
        }
        builder.finish()
    }

    /// The tokens of a row, as places in `keys`.
    pub(super) fn row(&self, row: usize) -> &[u16] {
        &self.tokens[start(&self.ends, row)..self.ends[row] as usize]
    }

    /// Tokens of a row.
    pub(super) fn length(&self, row: usize) -> usize {
        self.ends[row] as usize - start(&self.ends, row)
    }

    /// The rows in `from..to` that hold the token in place `key`.
    pub(super) fn list(&self, key: usize, from: usize, to: usize) -> &[u16] {
        let list = &self.lists[start(&self.list_ends, key)..self.list_ends[key] as usize];
        let first = list.partition_point(|&row| usize::from(row) < from);
        let last = first + list[first..].partition_point(|&row| usize::from(row) < to);
        &list[first..last]
    }

    /// The rows whose number of tokens lies in `shortest..=longest`.
    pub(super) fn of_length(&self, shortest: usize, longest: usize) -> (usize, usize) {
        let below = |limit: usize| {
            let (mut low, mut high) = (0, self.len());
            while low < high {
                let middle = usize::midpoint(low, high);
                if self.length(middle) < limit {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        (below(shortest), below(longest.saturating_add(1)))
    }
}

impl Short {
    /// Where the rows with `letters` letters stand.
    pub(super) fn of_length(&self, letters: usize) -> std::ops::Range<usize> {
        let end = |letters: usize| self.ends.get(letters).copied().unwrap_or(0) as usize;
        end(letters - 1)..end(letters)
    }

    /// The letters at `place`.
    pub(super) fn symbols_of(&self, place: usize) -> &[u8] {
        let length = self.ends.partition_point(|&end| end as usize <= place);
        let mut start = 0;
        for letters in 1..length {
            start += letters * self.of_length(letters).len();
        }
        start += length * (place - self.of_length(length).start);
        &self.symbols[start..start + length]
    }
}

/// Where the part `at` of a list of ends begins.
fn start(ends: &[u32], at: usize) -> usize {
    if at == 0 { 0 } else { ends[at - 1] as usize }
}

/// Gathers units for a block.
#[derive(Debug, Default)]
pub struct Builder {
    numbers: Vec<u64>,
    ends: Vec<u32>,
    /// Tokens as numbers given in the order they were met.
    tokens: Vec<u16>,
    known: FxHashMap<u32, u16>,
    lengths: Vec<u8>,
    letters: Vec<u8>,
}

/// What a unit is filed under, made of its source.
#[derive(Debug)]
pub struct Entry {
    tokens: Vec<u32>,
    letters: Vec<u8>,
}

impl Entry {
    /// The entry of a unit with the source `text`, whose key is `key`.
    #[must_use]
    pub fn of(key: &Key, text: &str) -> Self {
        // A text has at most six bytes a letter that count, and marks and blanks beside them.
        let mut symbols = Vec::new();
        if text.len() <= 16 * SHORT {
            let letters = letters(text);
            if letters.len() <= SHORT {
                symbols.extend(letters.into_iter().map(symbol));
            }
        }
        Self {
            tokens: key.tokens().to_vec(),
            letters: symbols,
        }
    }
}

impl Builder {
    /// How many units were gathered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether none was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Whether there may be no room for another unit.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.len() >= MOST || self.known.len() + LONGEST >= MOST
    }

    /// Adds the unit `number`, unless it is too long.
    pub fn add(&mut self, number: u64, entry: &Entry) {
        if (1..=LONGEST).contains(&entry.tokens.len()) {
            self.file(number, entry.tokens.iter().copied());
            self.lengths.push(u8::try_from(entry.letters.len()).unwrap_or(0));
            self.letters.extend_from_slice(&entry.letters);
        }
    }

    fn file(&mut self, number: u64, tokens: impl Iterator<Item = u32>) {
        self.numbers.push(number);
        for token in tokens {
            let next = self.known.len() as u16;
            self.tokens.push(*self.known.entry(token).or_insert(next));
        }
        self.ends.push(self.tokens.len() as u32);
    }

    /// The block, and an empty builder.
    #[must_use]
    pub fn finish(&mut self) -> Block {
        let gathered = std::mem::take(self);
        let mut keys: Vec<(u32, u16)> = gathered
            .known
            .iter()
            .map(|(&hash, &token)| (hash, token))
            .collect();
        keys.sort_unstable();
        let mut places = vec![0_u16; keys.len()];
        for (place, &(_, token)) in keys.iter().enumerate() {
            places[usize::from(token)] = place as u16;
        }
        let tokens = |row: usize| &gathered.tokens[start(&gathered.ends, row)..gathered.ends[row] as usize];
        let mut order: Vec<usize> = (0..gathered.len()).collect();
        order.sort_by_key(|&row| (tokens(row).len(), gathered.numbers[row]));
        let mut block = Block {
            numbers: order.iter().map(|&row| gathered.numbers[row]).collect(),
            lengths: order.iter().map(|&row| gathered.lengths[row]).collect(),
            keys: keys.into_iter().map(|(hash, _)| hash).collect(),
            ..Block::default()
        };
        for &row in &order {
            block
                .tokens
                .extend(tokens(row).iter().map(|&token| places[usize::from(token)]));
            block.ends.push(block.tokens.len() as u32);
        }
        block.list_rows();
        block.short = short(&gathered, &order);
        block
    }
}

impl Block {
    /// Makes the lists of rows: counted, then filled.
    fn list_rows(&mut self) {
        let mut counts = vec![0_u32; self.keys.len()];
        let mut last = vec![u32::MAX; self.keys.len()];
        let each = |visit: &mut dyn FnMut(usize, u32)| {
            for row in 0..self.len() {
                for &token in self.row(row) {
                    visit(usize::from(token), row as u32);
                }
            }
        };
        each(&mut |token, row| {
            if last[token] != row {
                last[token] = row;
                counts[token] += 1;
            }
        });
        let mut end = 0;
        let starts: Vec<u32> = counts
            .iter()
            .map(|count| {
                let start = end;
                end += count;
                start
            })
            .collect();
        let mut lists = vec![0_u16; end as usize];
        let mut next = starts;
        last.fill(u32::MAX);
        each(&mut |token, row| {
            if last[token] != row {
                last[token] = row;
                lists[next[token] as usize] = row as u16;
                next[token] += 1;
            }
        });
        self.lists = lists;
        self.list_ends = next;
    }
}

/// The letters of the short rows of `order`.
fn short(gathered: &Builder, order: &[usize]) -> Short {
    let mut starts = Vec::with_capacity(gathered.len());
    let mut end = 0;
    for &length in &gathered.lengths {
        starts.push(end);
        end += usize::from(length);
    }
    let mut rows: Vec<(u8, u16)> = (order.iter().enumerate())
        .filter(|&(_, &row)| gathered.lengths[row] > 0)
        .map(|(place, &row)| (gathered.lengths[row], place as u16))
        .collect();
    rows.sort_unstable();
    let mut short = Short::default();
    for letters in 0..=SHORT {
        let end = rows.partition_point(|&(length, _)| usize::from(length) <= letters);
        short.ends.push(end as u32);
    }
    for (length, place) in rows {
        let start = starts[order[usize::from(place)]];
        let symbols = &gathered.letters[start..start + usize::from(length)];
        short.rows.push(place);
        short.symbols.extend_from_slice(symbols);
        short.classes.push(classes(symbols));
    }
    short
}
