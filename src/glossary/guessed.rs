//! Folded words, each with the term that it may hold.

use super::keys::Keys;
use super::packed::{Reader, Writer};

/// Words to the numbers of their terms; of two terms for one word the first is kept.
#[derive(Debug, Default)]
pub(super) struct Guessed {
    words: Keys,
    /// By the number of the word.
    terms: Vec<u32>,
}

impl Guessed {
    /// Lists `word` for `term`.
    pub(super) fn list(&mut self, word: &str, term: u32) {
        if self.words.insert(word) as usize == self.terms.len() {
            self.terms.push(term);
        }
    }

    /// The term that `word` is listed for.
    pub(super) fn term(&self, word: &str) -> Option<u32> {
        let number = self.words.number(word)?;
        self.terms.get(number as usize).copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn pack(&self, out: &mut Writer) {
        self.words.pack(out);
        out.numbers(self.terms.iter().copied());
    }

    pub(super) fn unpack(from: &mut Reader) -> Option<Self> {
        Some(Self {
            words: Keys::unpack(from)?,
            terms: from.numbers()?,
        })
    }
}
