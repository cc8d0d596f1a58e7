//! The folded words of a glossary in one piece of memory, found by a hash that every part of a word shares.
//!
//! A word is taken apart in many ways and most of what is left is in no glossary. The hashes of all its parts come
//! from one pass over it ([`Hashes`]), and a filter of a few bits a key, small enough for the processor's cache,
//! refuses nearly every part before the table is touched. The cost of a look-up does not grow with the table.

use super::packed::{Reader, Writer};

/// Odd, with well mixed bits: 2^64 divided by the golden ratio.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
const MIX: u64 = 0xD6E8_FEB8_6659_FD93;

/// A set of strings that are numbered in the order they came.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Every key's bytes, one after the other.
    bytes: Vec<u8>,
    /// Where each key ends in `bytes`.
    ends: Vec<u32>,
    /// Open addressing: the upper half of the hash, then the key's number plus one; 0 is free.
    slots: Vec<u64>,
    /// Two bits a key in one word of 64.
    filter: Vec<u64>,
}

/// Polynomial hashes of all beginnings of a word, from which that of any part follows (Karp and Rabin).
#[derive(Debug, Default)]
pub(super) struct Hashes {
    beginnings: Vec<u64>,
    powers: Vec<u64>,
}

impl Hashes {
    /// Reads `word`. Linear.
    pub(super) fn read(&mut self, word: &str) {
        self.beginnings.clear();
        self.beginnings.push(0);
        let mut hash = 0_u64;
        for &byte in word.as_bytes() {
            hash = next(hash, byte);
            self.beginnings.push(hash);
        }
        while self.powers.len() <= word.len() {
            let last = self.powers.last();
            self.powers
                .push(last.map_or(1, |power: &u64| power.wrapping_mul(FACTOR)));
        }
    }

    /// The hash of the bytes `from..to` of the word.
    pub(super) fn part(&self, from: usize, to: usize) -> u64 {
        let head = self.beginnings[from].wrapping_mul(self.powers[to - from]);
        mixed(self.beginnings[to].wrapping_sub(head))
    }
}

fn next(hash: u64, byte: u8) -> u64 {
    // Plus one, so that a zero byte counts as well.
    hash.wrapping_mul(FACTOR).wrapping_add(u64::from(byte) + 1)
}

fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(MIX);
    hash ^ (hash >> 32)
}

fn hash(key: &[u8]) -> u64 {
    mixed(key.iter().fold(0, |hash, &byte| next(hash, byte)))
}

impl Keys {
    /// The `number`-th key.
    pub(super) fn key(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = if number == 0 {
            0
        } else {
            self.ends[number - 1] as usize
        };
        &self.bytes[start..self.ends[number] as usize]
    }

    /// The number of `key`, which is added if it is not there.
    pub(super) fn insert(&mut self, key: &str) -> u32 {
        let hash = hash(key.as_bytes());
        if let Some(number) = self.find(key, hash) {
            return number;
        }
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX - 1);
        self.bytes.extend_from_slice(key.as_bytes());
        self.ends
            .push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        } else {
            self.place(hash, number);
        }
        number
    }

    /// The number of `key`, whose hash is `hash`.
    pub(super) fn find(&self, key: &str, hash: u64) -> Option<u32> {
        let bits = bits(hash);
        let word = self.filter.get(self.filter_at(hash))?;
        if word & bits != bits {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = low(hash) & mask;
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return None;
            }
            if slot >> 32 == hash >> 32 {
                let number = (slot & u64::from(u32::MAX)) as u32 - 1;
                if self.key(number) == key.as_bytes() {
                    return Some(number);
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of `key`. Linear in its length.
    pub(super) fn number(&self, key: &str) -> Option<u32> {
        self.find(key, hash(key.as_bytes()))
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Writes the set, table and all.
    pub(super) fn pack(&self, out: &mut Writer) {
        out.bytes(&self.bytes);
        out.numbers(self.ends.iter().copied());
        out.longs(&self.slots);
        out.longs(&self.filter);
    }

    /// Reads what [`Keys::pack`] wrote.
    pub(super) fn unpack(from: &mut Reader) -> Option<Self> {
        Some(Self {
            bytes: from.bytes()?.to_vec(),
            ends: from.numbers()?,
            slots: from.longs()?,
            filter: from.longs()?,
        })
    }

    fn filter_at(&self, hash: u64) -> usize {
        low(hash >> 8) & self.filter.len().wrapping_sub(1)
    }

    fn place(&mut self, hash: u64, number: u32) {
        let word = self.filter_at(hash);
        self.filter[word] |= bits(hash);
        let mask = self.slots.len() - 1;
        let mut at = low(hash) & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = (hash >> 32 << 32) | u64::from(number + 1);
    }

    /// Makes room for twice the keys there are.
    fn grow(&mut self) {
        let size = (self.ends.len() * 3).next_power_of_two().max(64);
        self.slots = vec![0; size];
        self.filter = vec![0; size / 8];
        for number in 0..self.ends.len() {
            let number = u32::try_from(number).unwrap_or(u32::MAX - 1);
            let hash = hash(self.key(number));
            self.place(hash, number);
        }
    }
}

/// The lower half of a hash as an index.
fn low(hash: u64) -> usize {
    (hash & u64::from(u32::MAX)) as usize
}

fn bits(hash: u64) -> u64 {
    (1 << (hash >> 58)) | (1 << (hash >> 52 & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_part_of_a_word_is_found_where_the_same_word_was_listed(
            words in proptest::collection::vec("[ا-ي]{1,6}", 1..200),
            text in "[ا-ي]{1,12}",
        ) {
            let mut keys = Keys::default();
            let numbers: Vec<u32> = words.iter().map(|word| keys.insert(word)).collect();
            for (word, number) in words.iter().zip(numbers) {
                prop_assert_eq!(keys.insert(word), number);
            }
            let mut hashes = Hashes::default();
            hashes.read(&text);
            for from in (0..text.len()).step_by(2) {
                for to in (from + 2..=text.len()).step_by(2) {
                    let part = &text[from..to];
                    let found = keys.find(part, hashes.part(from, to));
                    prop_assert_eq!(found.is_some(), words.iter().any(|word| word == part));
                }
            }
        }
    }
}
