//! The words of a document that were read before, with their readings.
//!
//! The words of a text repeat (Zipf), and most are in no glossary: a word known already costs one hash and one
//! comparison of its bytes.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::reading::Reading;

/// Readings by the word as written. Holds [`Memo::WORDS`] words of at most [`Memo::LENGTH`] bytes and about as many
/// readings, 6 MB at the most; when full it forgets everything and begins again.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// Open addressing; a power of two, at most half of it taken.
    slots: Vec<Slot>,
    taken: usize,
    /// The bytes of the words, one after the other.
    bytes: Vec<u8>,
    readings: Vec<Reading>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u32,
    /// Where the word begins in `bytes`.
    start: u32,
    /// Bytes of the word; 0 in a free slot.
    length: u32,
    /// The word's readings; `None` for a word of which folding leaves nothing.
    readings: Option<(u32, u32)>,
}

impl Memo {
    const WORDS: usize = 1 << 15;
    const LENGTH: usize = 64;

    /// The hash of a word.
    pub(super) fn hash(word: &str) -> u32 {
        let mut hasher = FxHasher::default();
        hasher.write(word.as_bytes());
        let hash = hasher.finish();
        (hash ^ (hash >> 32)) as u32
    }

    /// Where `word`, whose hash is `hash`, is kept.
    pub(super) fn find(&self, word: &str, hash: u32) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.length == 0 {
                return None;
            }
            if slot.hash == hash && self.word(slot) == word.as_bytes() {
                return Some(at);
            }
            at = (at + 1) & mask;
        }
    }

    /// The readings of the word kept at `at`; `None` for a word of which folding leaves nothing.
    pub(super) fn readings(&self, at: usize) -> Option<&[Reading]> {
        let (start, end) = self.slots[at].readings?;
        Some(&self.readings[start as usize..end as usize])
    }

    /// Keeps `readings` of `word`, which is not kept yet, unless it is too long. Constant on average.
    pub(super) fn keep(&mut self, word: &str, hash: u32, readings: Option<&[Reading]>) {
        if word.len() > Self::LENGTH || word.is_empty() {
            return;
        }
        if self.taken >= Self::WORDS || self.readings.len() >= Self::WORDS {
            self.forget();
        }
        if self.taken * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = Slot {
            hash,
            start: as_u32(self.bytes.len()),
            length: as_u32(word.len()),
            readings: readings.map(|list| {
                let start = self.readings.len();
                self.readings.extend_from_slice(list);
                (as_u32(start), as_u32(self.readings.len()))
            }),
        };
        self.bytes.extend_from_slice(word.as_bytes());
        self.place(slot);
        self.taken += 1;
    }

    fn word(&self, slot: Slot) -> &[u8] {
        &self.bytes[slot.start as usize..(slot.start + slot.length) as usize]
    }

    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.hash as usize & mask;
        while self.slots[at].length != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 4).max(256);
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in old.into_iter().filter(|slot| slot.length != 0) {
            self.place(slot);
        }
    }

    fn forget(&mut self) {
        self.slots.fill(Slot::default());
        self.taken = 0;
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
            let hash = Memo::hash(&word);
            assert_eq!(memo.find(&word, hash), None);
            memo.keep(&word, hash, (number % 2 == 0).then_some(&[]));
            let at = memo.find(&word, hash).unwrap();
            assert_eq!(memo.readings(at).is_some(), number % 2 == 0);
        }
        assert!(memo.taken <= Memo::WORDS);
    }

    #[test]
    fn a_very_long_word_is_not_kept() {
        let mut memo = Memo::default();
        let word = "ا".repeat(Memo::LENGTH);
        memo.keep(&word, Memo::hash(&word), None);
        assert_eq!(memo.taken, 0);
    }
}
