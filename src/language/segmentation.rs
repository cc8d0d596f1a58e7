//! Facts that part a sentence's end from what only looks like one.
//!
//! Everything here is a list of words that a linguist can extend. Words are written without the full stop that
//! follows them; an inner stop is kept (`"z.B"`), a blank between the parts is not. An entry that ends in `*`
//! stands for every word that begins so (`"و*"`).

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// The `[segmentation]` table of a language's data file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Segmentation {
    /// Words whose full stop may belong to the word, not to the sentence.
    pub abbreviations: Abbreviations,
    /// Letters written onto an abbreviation as if they were its own, such as Arabic `و` in `ود. محمد`.
    pub attached: Vec<String>,
    /// Single letters that are words and can end a sentence, such as Russian `я`.
    pub whole_letters: WordList,
    /// Words that open a sentence and hardly ever are a name: they end the sentence before them even after an
    /// initial or an abbreviation. In scripts with case they count only when they are capitalised.
    pub starters: WordList,
    /// Words that carry a sentence on after an ellipsis.
    pub continuers: WordList,
    /// Words that carry a sentence on after a quotation that ended in `?`, `!` or `…`.
    pub after_quotation: WordList,
    /// Verbs of saying that follow a quotation and a speaker's name (`"Why?" Smith asked`).
    pub saying: WordList,
    /// The orders in which list entries are lettered, each as one word: `"abc"`, `"أبجد"`.
    pub list_letters: Vec<String>,
    /// How numbers with a full stop are ordinals.
    pub ordinals: Ordinals,
    /// What a small letter after a full stop means.
    pub small_letter: SmallLetter,
}

/// Abbreviations by what their full stop means.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Abbreviations {
    /// Never ends a sentence: titles before a name, `"z.B"`.
    pub inside: WordList,
    /// Ends a sentence before a capital letter, or in scripts without case before a word of `starters`.
    pub before_capital: WordList,
    /// Ends a sentence only before a word of `starters`: `"U.S"`, `"Inc"`.
    pub before_starter: WordList,
    /// An abbreviation only before a number: `"No"`, `"fig"`.
    pub before_number: WordList,
    /// An abbreviation only after a number, then as `before_capital`: units, eras.
    pub after_number: WordList,
}

/// How a language writes ordinals with a full stop (`3. Mai`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ordinals {
    /// Words before such a number: `"am"`, `"vom"`.
    pub before: WordList,
    /// Words after such a number: months, `"Jahrhundert"`.
    pub after: WordList,
}

/// What a small letter after a full stop and a blank means, when no abbreviation explains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmallLetter {
    /// The sentence goes on: the word before the stop is an abbreviation nobody listed.
    #[default]
    Continues,
    /// A sentence begins, if the word before the stop has the look of an ordinary word.
    Starts,
}

/// A set of words; an entry that ends in `*` stands for every word that begins so.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct WordList {
    whole: FxHashSet<String>,
    beginnings: Vec<String>,
    /// The length of the longest whole entry in bytes: most words of a text are longer than any abbreviation.
    longest: usize,
}

impl WordList {
    /// Whether `word` is listed, as written or in small letters.
    ///
    /// One or two look-ups, and a comparison with each entry that ends in `*`.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        if word.is_empty() || (word.len() > self.longest && self.beginnings.is_empty()) {
            return false;
        }
        let listed = |word: &str| {
            self.whole.contains(word)
                || self
                    .beginnings
                    .iter()
                    .any(|start| word.starts_with(start.as_str()))
        };
        listed(word) || (word.contains(char::is_uppercase) && listed(&word.to_lowercase()))
    }

    /// Whether exactly `word` is listed, not only its beginning or another case of it.
    #[must_use]
    pub fn contains_exactly(&self, word: &str) -> bool {
        word.len() <= self.longest && self.whole.contains(word)
    }

    /// Whether nothing is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.beginnings.is_empty()
    }
}

impl From<Vec<String>> for WordList {
    fn from(entries: Vec<String>) -> Self {
        let mut list = Self::default();
        for entry in entries {
            match entry.strip_suffix('*') {
                Some(start) => list.beginnings.push(start.to_owned()),
                None => {
                    list.longest = list.longest.max(entry.len());
                    list.whole.insert(entry);
                }
            }
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> WordList {
        WordList::from(words.iter().map(|&w| w.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_capital_does_not_hide_a_listed_word() {
        assert!(list(&["etc"]).contains("Etc"));
        assert!(!list(&["Sat"]).contains("sat"));
        assert!(!list(&["a"]).contains_exactly("A"));
    }

    #[test]
    fn a_star_stands_for_the_rest_of_the_word() {
        assert!(list(&["و*"]).contains("وقال"));
        assert!(!list(&["و*"]).contains("قال"));
    }

    #[test]
    fn nothing_is_in_an_empty_list() {
        assert!(!list(&[]).contains("x") && !list(&["*"]).contains(""));
    }
}
