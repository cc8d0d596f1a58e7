//! Facts about numbers: words that stand for them, in which order they join, what may be glued to them.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Deserializer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The `[numbers]` table of a language's data file. Words are kept as [`Numbers::fold`] leaves them.
///
/// A language without the table has no number words that we know of: [`Numbers::is_known`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Numbers {
    /// Words, or letters glued to the next word, that join the parts of a number: `and`, `و`.
    #[serde(deserialize_with = "words")]
    pub joiners: Vec<String>,
    /// Words that link two numbers that may share a scale: `3 to 5 million`.
    #[serde(deserialize_with = "words")]
    pub links: Vec<String>,
    /// Words that part what one figure counts from what the next one does, joiners aside: `while`, `بينهم`.
    #[serde(deserialize_with = "words")]
    pub partings: Vec<String>,
    /// Words inside a number that add nothing: `half a million`.
    #[serde(deserialize_with = "words")]
    pub fillers: Vec<String>,
    /// Letters glued before a number word or its digits, in the order they may stand.
    pub glued: Vec<Vec<String>>,
    /// Whether the unit stands before the ten: `خمسة وعشرون`.
    pub units_first: bool,
    /// Endings of a noun that mean two of it.
    pub dual_endings: Vec<String>,
    /// Whole numbers by their words.
    #[serde(deserialize_with = "table")]
    pub cardinals: FxHashMap<String, u64>,
    /// Ordinals; nothing is multiplied by them.
    #[serde(deserialize_with = "table")]
    pub ordinals: FxHashMap<String, u64>,
    /// Powers of ten that multiply what stands before them, by exponent.
    #[serde(deserialize_with = "table")]
    pub scales: FxHashMap<String, u32>,
    /// Plurals that tell no more than a magnitude where nothing is counted before them, by exponent: `hundreds`, `آلاف`.
    #[serde(deserialize_with = "table")]
    pub magnitudes: FxHashMap<String, u32>,
    /// As `scales`, written directly after the digits: `3bn`. A single letter may as well be a unit.
    #[serde(deserialize_with = "table")]
    pub suffixes: FxHashMap<String, u32>,
    /// Parts of one, in percent, rounded down.
    #[serde(deserialize_with = "table")]
    pub fractions: FxHashMap<String, u64>,
    /// Words that stand for any of these numbers and join with nothing: `noon`, `twice`.
    #[serde(deserialize_with = "table")]
    pub readings: FxHashMap<String, Vec<u64>>,
    /// As `readings`, of words that are a count as much as a number word is: `شهرين`, `eighties`.
    #[serde(deserialize_with = "table")]
    pub counts: FxHashMap<String, Vec<u64>>,
    /// Units of measure that are converted from one country to the next, by word: what is measured, and how much of it one is.
    #[serde(deserialize_with = "table")]
    pub measures: FxHashMap<String, Measure>,
    /// Money by word, with the name of its family: what one language calls liras is pounds in another.
    #[serde(deserialize_with = "table")]
    pub currencies: FxHashMap<String, String>,
    /// Words behind an hour, with the half of the day that they tell.
    #[serde(deserialize_with = "table")]
    pub halves: FxHashMap<String, String>,
    /// How many there are in what is counted, so that two decades are twenty.
    #[serde(deserialize_with = "table")]
    pub units: FxHashMap<String, u64>,
    /// Words between an hour and what it lacks: `الثامنة إلا ربعا`.
    #[serde(deserialize_with = "words")]
    pub less: Vec<String>,
    /// Words that follow a time without a colon: `0600 GMT`.
    #[serde(deserialize_with = "words")]
    pub zones: Vec<String>,
    /// Signs that stand beside a figure, with the words that they stand for: `£`.
    pub signs: FxHashMap<char, Vec<String>>,
    #[serde(skip)]
    all: OnceLock<FxHashSet<String>>,
}

/// A unit of measure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// What it measures: `length`, `area`, `weight`, `volume`, `time`, `speed`, `temperature`.
    pub of: String,
    /// How much one is, in metres, square metres, grams, litres, seconds, metres a second, degrees Celsius.
    pub is: f64,
    /// What none of it is, in the same: 0 °F is -17.8 °C.
    #[serde(default)]
    pub plus: f64,
}

impl Numbers {
    /// Whether the language's number words are listed.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.cardinals.is_empty()
    }

    /// Whether `word`, folded, is a word for a number, so that most words are looked up once.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        let all = self.all.get_or_init(|| {
            let single = self
                .cardinals
                .keys()
                .chain(self.ordinals.keys())
                .chain(self.fractions.keys());
            let scales = self.scales.keys().chain(self.magnitudes.keys());
            let several = self.readings.keys().chain(self.counts.keys());
            single.chain(scales).chain(several).cloned().collect()
        });
        all.contains(word)
    }

    /// `word` without what does not count: letter case, marks, hamza on its seat, tatweel.
    ///
    /// Compatibility decomposition without its combining marks (Unicode UAX #15).
    #[must_use]
    pub fn fold(word: &str) -> String {
        let mut folded = String::with_capacity(word.len());
        for c in word.chars() {
            match c {
                'A'..='Z' => folded.push(c.to_ascii_lowercase()),
                '\0'..='\u{7F}' => folded.push(c),
                // The letters that nearly all Arabic words are made of, told without the tables of Unicode.
                'آ' | 'أ' | 'إ' => folded.push('ا'),
                'ؤ' => folded.push('و'),
                'ئ' => folded.push('ي'),
                'ء'..='غ' | 'ف'..='ي' => folded.push(c),
                '\u{640}' | '\u{64B}'..='\u{652}' => {}
                _ => return Self::decomposed(word),
            }
        }
        folded
    }

    fn decomposed(word: &str) -> String {
        word.nfkd()
            .filter(|&c| !is_combining_mark(c) && c != '\u{640}')
            .flat_map(char::to_lowercase)
            .collect()
    }
}

fn words<'de, D: Deserializer<'de>>(data: D) -> Result<Vec<String>, D::Error> {
    let words = Vec::<String>::deserialize(data)?;
    Ok(words.iter().map(|word| Numbers::fold(word)).collect())
}

fn table<'de, D: Deserializer<'de>, V: Deserialize<'de>>(data: D) -> Result<FxHashMap<String, V>, D::Error> {
    let table = FxHashMap::<String, V>::deserialize(data)?;
    Ok(table
        .into_iter()
        .map(|(word, value)| (Numbers::fold(&word), value))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_hamza_and_case_do_not_count() {
        assert_eq!(Numbers::fold("أَلْف"), Numbers::fold("الف"));
        assert_eq!(Numbers::fold("آلاف"), Numbers::fold("الاف"));
        assert_eq!(Numbers::fold("الـ"), "ال");
        assert_eq!(Numbers::fold("Million"), "million");
    }

    #[test]
    fn the_short_way_of_folding_is_the_long_one() {
        for c in ('\0'..='\u{6FF}').filter(|c| c.is_alphanumeric() || is_combining_mark(*c)) {
            let word = format!("a{c}ب");
            assert_eq!(Numbers::fold(&word), Numbers::decomposed(&word), "{c:?}");
        }
    }

    #[test]
    fn words_are_kept_folded() {
        let arabic = &crate::language::of("ar").numbers;
        assert_eq!(arabic.scales.get(&Numbers::fold("آلاف")), Some(&3));
    }
}
