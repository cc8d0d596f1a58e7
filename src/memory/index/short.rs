//! A block's short rows: their letters, and sketches of them.

use std::ops::Range;

use crate::memory::score::SHORT;

use super::block::{Block, start};
use super::sketch::{self, Classes, Counts, Group, NOBODY, Sketch, TOGETHER};

/// A block's short rows, in order of the number of their letters.
#[derive(Debug, Default)]
pub(super) struct Short {
    /// The rows of the block.
    rows: Vec<u16>,
    /// Where the rows with up to so many letters end, from 0 to [`SHORT`].
    ends: Vec<u32>,
    /// The classes of letters that are counted.
    classes: Classes,
    /// The counts of each row.
    counts: Vec<Counts>,
    /// The coarser ones; groups are of rows of one length.
    groups: Vec<Group>,
    /// Where the groups of the rows with up to so many letters end.
    group_ends: Vec<u32>,
    /// The letters of each, as symbols, in this order: what is compared together lies together.
    symbols: Vec<u8>,
    /// Where the symbols of the rows with so many letters begin.
    starts: Vec<u32>,
    /// Where each short row of the block stands here.
    places: Vec<u16>,
}

/// The short rows with one number of letters.
#[derive(Clone, Copy)]
pub(super) struct Alike<'a> {
    rows: &'a [u16],
    counts: &'a [Counts],
    groups: &'a [Group],
    /// The symbols of all, behind one another.
    pub(super) symbols: &'a [u8],
}

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

/// How many of a row's letters are kept as symbols.
pub(super) fn few(letters: u16) -> usize {
    match usize::from(letters) {
        letters if letters <= SHORT => letters,
        _ => 0,
    }
}

impl Short {
    /// The short rows of `block`, of which the symbols are there in order of its rows; linear.
    pub(super) fn of(block: &Block) -> Self {
        let mut short = Self {
            classes: Classes::of(&block.symbols),
            ..Self::default()
        };
        let is_short = |&row: &usize| block.is_short(row);
        let mut next = [0_u32; SHORT + 2];
        for row in (0..block.len()).filter(is_short) {
            next[usize::from(block.letters[row]) + 1] += 1;
        }
        let (mut symbols, mut groups) = (0, 0);
        for letters in 0..=SHORT {
            let rows = next[letters + 1];
            short.starts.push(symbols);
            symbols += rows * letters as u32;
            groups += rows.div_ceil(TOGETHER as u32);
            short.group_ends.push(groups);
            next[letters + 1] += next[letters];
        }
        short.ends = next[1..].to_vec();
        let rows = next[SHORT + 1] as usize;
        short.rows = vec![0; rows];
        short.counts = vec![Counts::default(); rows];
        short.groups = vec![NOBODY; groups as usize];
        short.symbols = vec![0; symbols as usize];
        short.places = vec![0; block.len()];
        let mut kept = &block.symbols[..];
        for row in (0..block.len()).filter(is_short) {
            let letters = usize::from(block.letters[row]);
            let (text, rest) = kept.split_at(letters);
            kept = rest;
            let place = next[letters] as usize;
            next[letters] += 1;
            short.rows[place] = row as u16;
            short.places[row] = place as u16;
            short.put(place, text);
        }
        short
    }

    /// Puts the row with the symbols `text` in `place`.
    fn put(&mut self, place: usize, text: &[u8]) {
        let letters = text.len();
        let at = place - start(&self.ends, letters);
        let begin = self.starts[letters] as usize + at * letters;
        self.symbols[begin..begin + letters].copy_from_slice(text);
        self.counts[place] = self.classes.count(text);
        let group = &mut self.groups[start(&self.group_ends, letters) + at / TOGETHER];
        sketch::put(group, at % TOGETHER, self.counts[place]);
    }

    /// The rows with `letters` letters.
    pub(super) fn of_length(&self, letters: usize) -> Alike<'_> {
        let rows = self.places_of(letters);
        let begin = self.starts[letters] as usize;
        Alike {
            rows: &self.rows[rows.clone()],
            groups: &self.groups[start(&self.group_ends, letters)..self.group_ends[letters] as usize],
            counts: &self.counts[rows.clone()],
            symbols: &self.symbols[begin..begin + rows.len() * letters],
        }
    }

    /// The symbols of the short row `row` of the block, which has so many letters.
    pub(super) fn symbols_of(&self, row: usize, letters: usize) -> &[u8] {
        let at = usize::from(self.places[row]) - self.places_of(letters).start;
        &self.of_length(letters).symbols[at * letters..][..letters]
    }

    /// What is known beforehand of a text with these symbols.
    pub(super) fn sketch(&self, symbols: &[u8]) -> Sketch {
        Sketch::of(self.classes.count(symbols))
    }

    fn places_of(&self, letters: usize) -> Range<usize> {
        start(&self.ends, letters)..self.ends[letters] as usize
    }
}

impl Alike<'_> {
    /// Lists in `chosen` the places here of the rows whose counts differ from those asked by `bound` at most.
    pub(super) fn choose(&self, asked: &Sketch, bound: u8, chosen: &mut Vec<usize>) {
        chosen.clear();
        for (first, group) in (0..).step_by(TOGETHER).zip(self.groups) {
            asked.choose(group, bound, |at| chosen.push(first + at));
        }
        // Their counts lie apart in memory: nothing branches on them, so that the next are fetched before these are seen.
        let mut kept = 0;
        for at in 0..chosen.len() {
            let place = chosen[at];
            chosen[kept] = place;
            kept += usize::from(asked.fits(self.counts[place], bound));
        }
        chosen.truncate(kept);
    }

    /// The row of the block in `place`.
    pub(super) fn row(&self, place: usize) -> usize {
        usize::from(self.rows[place])
    }
}
