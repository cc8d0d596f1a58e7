//! A query beside the source of one unit.

use rustc_hash::FxHashMap;

use crate::text::Pattern;

use super::Key;
use super::key::letters;
use super::score::{self, LETTERS, Likeness, SHORT, WHOLE};

/// A query's words and letters, to be compared with those of units.
pub(super) struct Compared<'a> {
    /// The distinct tokens, numbered without hashing, so that no two can be taken for one.
    numbers: FxHashMap<&'a str, u32>,
    words: Pattern<u32>,
    length: usize,
    letters: Pattern<char>,
    characters: usize,
}

impl<'a> Compared<'a> {
    pub(super) fn of(key: &'a Key, source: &str) -> Self {
        let mut numbers = FxHashMap::default();
        let mut tokens = Vec::new();
        for word in key.words() {
            let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
            tokens.push(*numbers.entry(word).or_insert(next));
        }
        let letters = letters(source);
        Self {
            numbers,
            words: Pattern::new(&tokens),
            length: tokens.len(),
            characters: letters.len(),
            letters: Pattern::new(&letters),
        }
    }

    /// The unrounded score of `source` and the likeness of its letters; `None` when it has the same key. The score of a
    /// unit that cannot reach `least` may come out lower than it is.
    pub(super) fn to(&self, source: &str, least: Likeness) -> Option<(Likeness, Likeness)> {
        let key = Key::of(source);
        let tokens: Vec<u32> = key
            .words()
            .map(|word| self.numbers.get(word).copied().unwrap_or(0))
            .collect();
        let longer = self.length.max(tokens.len());
        let distance = self.words.distance(&tokens, longer).unwrap_or(longer);
        if distance == 0 {
            return None;
        }
        let words = score::likeness(distance, longer);
        let letters = letters(source);
        let longer = self.characters.max(letters.len());
        if longer > SHORT && score::combined(words, WHOLE, longer) < least {
            return Some((words, 0));
        }
        let letters = self.alike(&letters);
        Some((score::combined(words, letters, longer), letters))
    }

    /// The likeness of the letters of `source`.
    pub(super) fn letters(&self, source: &str) -> Likeness {
        self.alike(&letters(source))
    }

    /// In long texts, 0 where letters say nothing.
    fn alike(&self, letters: &[char]) -> Likeness {
        let longer = self.characters.max(letters.len());
        let most = if longer > SHORT {
            score::allowed(LETTERS, longer)
        } else {
            longer
        };
        let distance = self.letters.distance(letters, most).unwrap_or(longer);
        score::likeness(distance, longer)
    }
}
