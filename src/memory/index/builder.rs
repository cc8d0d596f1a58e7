//! Gathering units for a block.

use rustc_hash::FxHashMap;

use crate::memory::key::Key;
use crate::memory::score::SHORT;

use super::block::{Block, MOST, start};
use super::short::{few, symbol};

/// Tokens of one unit. A longer text is found when it is asked for exactly, not by likeness.
const LONGEST: usize = 1 << 12;
/// Letters of one unit, likewise.
const MOST_LETTERS: usize = u16::MAX as usize;

/// Gathers units for a block.
#[derive(Debug, Default)]
pub struct Builder {
    numbers: Vec<u64>,
    ends: Vec<u32>,
    /// Tokens as numbers given in the order they were met.
    tokens: Vec<u16>,
    known: FxHashMap<u32, u16>,
    pub(super) letters: Vec<u16>,
    pub(super) symbols: Vec<u8>,
}

/// What a unit is filed under, made of its source.
#[derive(Debug)]
pub struct Entry {
    hash: u64,
    tokens: Vec<u32>,
    letters: usize,
    /// The letters, if they are few.
    symbols: Vec<u8>,
}

impl Entry {
    /// The entry of a unit with the source `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut symbols = Vec::new();
        let (key, letters) = Key::with_letters(text, SHORT, |letter| symbols.push(symbol(letter)));
        Self {
            hash: key.hash(),
            tokens: key.into_tokens(),
            letters,
            symbols,
        }
    }

    /// The hash of the source's key.
    #[must_use]
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// Whether the source has no words.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.tokens.is_empty()
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
        let fits = (1..=LONGEST).contains(&entry.tokens.len()) && entry.letters <= MOST_LETTERS;
        if fits {
            self.file(number, entry.tokens.iter().copied());
            self.letters.push(entry.letters as u16);
            self.symbols.extend_from_slice(&entry.symbols);
        }
    }

    pub(super) fn file(&mut self, number: u64, tokens: impl Iterator<Item = u32>) {
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
        let mut starts = Vec::with_capacity(gathered.len());
        let mut end = 0;
        for &letters in &gathered.letters {
            starts.push(end);
            end += few(letters);
        }
        let mut block = Block {
            numbers: order.iter().map(|&row| gathered.numbers[row]).collect(),
            letters: order.iter().map(|&row| gathered.letters[row]).collect(),
            keys: keys.into_iter().map(|(hash, _)| hash).collect(),
            ..Block::default()
        };
        for &row in &order {
            let places = tokens(row).iter().map(|&token| places[usize::from(token)]);
            block.tokens.extend(places);
            block.ends.push(block.tokens.len() as u32);
            let symbols = starts[row]..starts[row] + few(gathered.letters[row]);
            block.symbols.extend_from_slice(&gathered.symbols[symbols]);
        }
        block
    }
}
