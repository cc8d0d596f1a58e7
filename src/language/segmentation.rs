//! Facts that part a sentence's end from what only looks like one.
//!
//! Everything here is a list of words that a linguist can extend. Words are written without the full stop that
//! follows them; an inner stop is kept (`"z.B"`), a blank between the parts is not. An entry that ends in `*`
//! stands for every word that begins so (`"و*"`); an abbreviation that begins with `*` for every word that ends so.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::text::is_capital;

/// The `[segmentation]` table of a language's data file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Segmentation {
    /// Words whose full stop may belong to the word, not to the sentence.
    pub abbreviations: Abbreviations,
    /// Letters written onto an abbreviation as if they were its own, such as Arabic `و` in `ود. محمد`.
    pub attached: Vec<String>,
    /// Letters and two-letter words that can end a sentence, such as Russian `я`, though others like them are initials.
    pub whole_letters: WordList,
    /// Words that open a sentence and hardly ever are a name: they end the sentence before them even after an
    /// initial or an abbreviation. In scripts with case they count only when they are capitalised.
    pub starters: WordList,
    /// Words that carry a sentence on after an ellipsis.
    pub continuers: WordList,
    /// Words that carry a sentence on after a quotation that ended in `?`, `!` or `…`.
    pub after_quotation: WordList,
    /// Words that carry a sentence on after a quotation whose own full stop stands inside it.
    pub after_quoted_stop: WordList,
    /// Words that open a sentence after an ellipsis though `continuers` has them or their beginning; also two words
    /// with a blank between them.
    pub resumers: WordList,
    /// Words that never open a sentence, such as postpositions.
    pub never_first: WordList,
    /// Words that, after a dash, begin the author's remark in direct speech: Russian `он`.
    pub remarks: WordList,
    /// Names that are written with an exclamation mark: `"Yahoo"`.
    pub names_with_mark: WordList,
    /// What stands after the last stop of an address in letters of the language: `"كوم"`.
    pub domains: WordList,
    /// Verbs of saying that follow a quotation and a speaker's name (`"Why?" Smith asked`).
    pub saying: WordList,
    /// The orders in which list entries are lettered, each as one word: `"abc"`, `"أبجد"`.
    pub list_letters: Vec<String>,
    /// How numbers with a full stop are ordinals.
    pub ordinals: Ordinals,
    /// What a small letter after a full stop means.
    pub small_letter: SmallLetter,
}

/// What the full stop after an abbreviation means. One spelling may be of several kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Never ends a sentence: titles before a name, `"z.B"`.
    Inside,
    /// Ends a sentence before a capital letter, or in scripts without case before a word of `starters`.
    BeforeCapital,
    /// Ends a sentence only before a word of `starters`: `"U.S"`, `"Inc"`.
    BeforeStarter,
    /// An abbreviation only before a number: `"No"`, `"fig"`.
    BeforeNumber,
    /// An abbreviation only after a number, then as `BeforeCapital`: units, eras.
    AfterNumber,
}

/// A set of [`Kind`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u8);

impl Kinds {
    /// Whether `kind` is among them.
    #[must_use]
    pub fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds of either set.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Abbreviations with their kinds, all lists in one table: a word at a stop is looked up once.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Lists")]
pub struct Abbreviations {
    whole: FxHashMap<String, Kinds>,
    beginnings: Vec<(String, Kinds)>,
    endings: Vec<(String, Kinds)>,
    /// The length of the longest whole entry in bytes.
    longest: usize,
}

/// The table `[segmentation.abbreviations]` as a data file has it: a list for each [`Kind`].
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Lists {
    inside: Vec<String>,
    before_capital: Vec<String>,
    before_starter: Vec<String>,
    before_number: Vec<String>,
    after_number: Vec<String>,
}

impl Abbreviations {
    /// The kinds of abbreviation that `word` is, as written or in small letters; none for an ordinary word.
    ///
    /// One or two look-ups, and a comparison with each entry that has a `*`.
    #[must_use]
    pub fn kinds(&self, word: &str) -> Kinds {
        let parts = !(self.beginnings.is_empty() && self.endings.is_empty());
        if word.is_empty() || (word.len() > self.longest && !parts) {
            return Kinds::default();
        }
        let written = self.kinds_as_written(word);
        in_small_letters(word, |small| self.kinds_as_written(small))
            .map_or(written, |small| written.or(small))
    }

    fn kinds_as_written(&self, word: &str) -> Kinds {
        let whole = self.whole.get(word).copied().unwrap_or_default();
        let begun = self
            .beginnings
            .iter()
            .filter(|(start, _)| word.starts_with(start.as_str()));
        let ended = self
            .endings
            .iter()
            .filter(|(end, _)| word.ends_with(end.as_str()));
        begun.chain(ended).fold(whole, |all, (_, kinds)| all.or(*kinds))
    }
}

impl From<Lists> for Abbreviations {
    fn from(lists: Lists) -> Self {
        let mut table = Self::default();
        for (kind, entries) in [
            (Kind::Inside, lists.inside),
            (Kind::BeforeCapital, lists.before_capital),
            (Kind::BeforeStarter, lists.before_starter),
            (Kind::BeforeNumber, lists.before_number),
            (Kind::AfterNumber, lists.after_number),
        ] {
            let of_kind = Kinds(1 << kind as u8);
            for entry in entries {
                if let Some(start) = entry.strip_suffix('*') {
                    table.beginnings.push((start.to_owned(), of_kind));
                    continue;
                }
                if let Some(end) = entry.strip_prefix('*') {
                    table.endings.push((end.to_owned(), of_kind));
                    continue;
                }
                table.longest = table.longest.max(entry.len());
                let known = table.whole.entry(entry).or_default();
                *known = known.or(of_kind);
            }
        }
        table
    }
}

/// What `look_up` finds for `word` in small letters; `None` when it has no capital.
fn in_small_letters<T>(word: &str, look_up: impl FnOnce(&str) -> T) -> Option<T> {
    let mut small = [0; 32];
    if word.is_ascii() {
        if !word.bytes().any(|b| b.is_ascii_uppercase()) {
            return None;
        }
        // On the stack: most words at a stop are short.
        if let Some(small) = small.get_mut(..word.len()) {
            small.copy_from_slice(word.as_bytes());
            small.make_ascii_lowercase();
            return std::str::from_utf8(small).ok().map(look_up);
        }
    }
    word.contains(is_capital).then(|| look_up(&word.to_lowercase()))
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
        listed(word) || in_small_letters(word, listed).unwrap_or(false)
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
    fn a_spelling_in_several_lists_is_of_each_kind() {
        let table = Abbreviations::from(Lists {
            inside: vec![String::from("no")],
            before_number: vec![String::from("No"), String::from("art*"), String::from("*str")],
            ..Lists::default()
        });
        assert!(table.kinds("No").has(Kind::Inside) && table.kinds("No").has(Kind::BeforeNumber));
        assert!(!table.kinds("no").has(Kind::BeforeNumber));
        assert!(table.kinds("Article").has(Kind::BeforeNumber) && table.kinds("nor").is_empty());
        assert!(table.kinds("Hauptstr").has(Kind::BeforeNumber) && table.kinds("strand").is_empty());
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
