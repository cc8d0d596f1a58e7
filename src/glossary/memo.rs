//! The words of a document that were read before, with their readings.
//!
//! The words of a text repeat (Zipf), and most are in no glossary: a word known already costs one hash and one
//! comparison of its bytes.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::reading::Reading;

/// Readings by the word as written. Holds [`Memo::WORDS`] words of at most [`Memo::LENGTH`] bytes and about as many
/// readings, 6 MB at the most; when full it forgets everything and begins again.
///
/// A word that is frequent is met early, so what is kept of such words lies close together, and the table that leads
/// to it is small: together they stay in the processor's cache.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// Open addressing; a power of two, at most half of it taken: the upper half of the hash, then the word's number
    /// plus one; 0 is free.
    slots: Vec<u32>,
    words: Vec<Kept>,
    /// The bytes of the words, one after the other.
    bytes: Vec<u8>,
    readings: Vec<Reading>,
}

#[derive(Debug, Clone, Copy)]
struct Kept {
    /// Where the word begins in `bytes`.
    start: u32,
    /// Bytes of the word.
    length: u32,
    /// The word's readings; `None` for a word of which folding leaves nothing.
    readings: Option<(u32, u32)>,
}

impl Memo {
    const WORDS: usize = 1 << 15;
    const LENGTH: usize = 64;
    /// The part of a slot that is of the hash.
    const TAG: u32 = 0xFFFF_0000;

    /// The hash of a word.
    pub(super) fn hash(word: &[u8]) -> u32 {
        let mut hasher = FxHasher::default();
        hasher.write(word);
        let hash = hasher.finish();
        (hash ^ (hash >> 32)) as u32
    }

    /// The number of `word`, whose hash is `hash`, among those kept.
    pub(super) fn find(&self, word: &str, hash: u32) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return None;
            }
            if (slot ^ hash) & Self::TAG == 0 {
                let number = (slot & !Self::TAG) as usize - 1;
                if self.word(number) == word.as_bytes() {
                    return Some(number);
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// The readings of the word of this `number`; `None` for a word of which folding leaves nothing.
    pub(super) fn readings(&self, number: usize) -> Option<&[Reading]> {
        let (start, end) = self.words[number].readings?;
        Some(&self.readings[start as usize..end as usize])
    }

    /// Keeps `readings` of `word`, which is not kept yet, unless it is too long. Constant on average.
    pub(super) fn keep(&mut self, word: &str, hash: u32, readings: Option<&[Reading]>) {
        if word.len() > Self::LENGTH || word.is_empty() {
            return;
        }
        if self.words.len() >= Self::WORDS || self.readings.len() >= Self::WORDS {
            self.forget();
        }
        if self.words.len() * 2 >= self.slots.len() {
            self.grow();
        }
        self.words.push(Kept {
            start: as_u32(self.bytes.len()),
            length: as_u32(word.len()),
            readings: readings.map(|list| {
                let start = self.readings.len();
                self.readings.extend_from_slice(list);
                (as_u32(start), as_u32(self.readings.len()))
            }),
        });
        self.bytes.extend_from_slice(word.as_bytes());
        self.place(hash, self.words.len() - 1);
    }

    fn word(&self, number: usize) -> &[u8] {
        let kept = self.words[number];
        &self.bytes[kept.start as usize..(kept.start + kept.length) as usize]
    }

    fn place(&mut self, hash: u32, number: usize) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = (hash & Self::TAG) | as_u32(number + 1);
    }

    /// Makes room for twice the words that there was room for.
    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(256);
        self.slots.clear();
        self.slots.resize(size, 0);
        for number in 0..self.words.len() {
            self.place(Self::hash(self.word(number)), number);
        }
    }

    fn forget(&mut self) {
        self.slots.fill(0);
        self.words.clear();
        self.bytes.clear();
        self.readings.clear();
    }
}

fn as_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_memo_forgets_and_never_takes_one_word_for_another() {
        let mut memo = Memo::default();
        for number in 0..Memo::WORDS * 2 + 100 {
            let word = number.to_string();
            let hash = Memo::hash(word.as_bytes());
            assert_eq!(memo.find(&word, hash), None);
            memo.keep(&word, hash, (number % 2 == 0).then_some(&[]));
            let at = memo.find(&word, hash).unwrap();
            assert_eq!(memo.readings(at).is_some(), number % 2 == 0);
        }
        assert!(memo.words.len() <= Memo::WORDS);
    }

    #[test]
    fn a_very_long_word_is_not_kept() {
        let mut memo = Memo::default();
        let word = "ا".repeat(Memo::LENGTH);
        memo.keep(&word, Memo::hash(word.as_bytes()), None);
        assert!(memo.words.is_empty());
    }
}
