//! Words that were met before, with what was found out about them: texts say the same words again and again.

use std::hash::Hash;

use rustc_hash::FxHashMap;

/// What is known of words, by a key such as the language that they are of.
#[derive(Debug)]
pub struct Met<K, V> {
    words: FxHashMap<K, FxHashMap<Box<str>, V>>,
    most: usize,
}

impl<K: Eq + Hash, V: Clone> Met<K, V> {
    /// Remembers `most` words for each key, and forgets them all when there are more.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self {
            words: FxHashMap::default(),
            most,
        }
    }

    /// What is known of `word`, which `find` finds out where it was not met before.
    pub fn known(&mut self, key: K, word: &str, find: impl FnOnce() -> V) -> V {
        let words = self.words.entry(key).or_default();
        if let Some(known) = words.get(word) {
            return known.clone();
        }
        if words.len() >= self.most {
            words.clear();
        }
        let found = find();
        words.insert(word.into(), found.clone());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_at_once_until_all_are_forgotten() {
        let (mut met, mut looked) = (Met::new(2), 0);
        for word in ["one", "one", "two", "one", "three", "one"] {
            let len = met.known("en", word, || {
                looked += 1;
                word.len()
            });
            assert_eq!(len, word.len());
        }
        assert_eq!(looked, 4);
        assert_eq!(met.known("ar", "one", || 0), 0);
    }
}
