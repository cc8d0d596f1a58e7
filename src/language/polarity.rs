//! Facts about negation: the words that turn a statement into its opposite, and those that say no in another way.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The `[polarity]` table of a language's data file.
///
/// Entries are words or phrases as written; `*` at the end of the last word stands for any ending, at its beginning for any
/// beginning; `#` stands for a number.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Polarity {
    /// Words that negate: `لم`, `not`.
    pub negations: Phrases,
    /// Those of the negations that carry one on: `لا … ولا`.
    pub nor: Phrases,
    /// Those of the negations that repeat one for the next clause: `لم … ولم`.
    pub and_nor: Phrases,
    /// Phrases that say *not only*, and deny nothing else.
    pub beyond: Phrases,
    /// Phrases that say how much at least, or at most.
    pub bounds: Bounds,
    /// Words that say no for their whole clause, which bears no negation beside: *unless*, *yet to*.
    pub wholly: Phrases,
    /// Words that say of something that there is next to none of it, which no negation stands right before: *little*, *hardly*.
    pub scant: Phrases,
    /// Words that a negation follows where it denies the verb behind them, and that only say yes without it: *did not go*, *did go*.
    pub affirming: Vec<String>,
    /// What verbs may end with, so that one is known behind such a word: *-ing*.
    pub verbal_ending: String,
    /// Words that say of all, or always, what a negation says of none, or never: *everybody*, `كل`.
    pub all: Phrases,
    /// Words that carry a negation on without repeating it: *did not see or hear*.
    pub carries: Phrases,
    /// Words that say no in another way, which a translation may put for a negation: `رفض`, `without`, `unlikely`.
    pub kindred: Phrases,
    /// Those of `kindred` that say of a thing that it is less, worse or over, which no translation puts as a negation: `تراجع`, `أقل`.
    pub faint: Phrases,
    /// Words that strengthen a negation and say no only where there is none: `أبدا`, *ever*.
    pub intensifiers: Phrases,
    /// Phrases that hold one of these words and deny nothing: `لا يزال`, `not only`.
    pub idle: Phrases,
    /// Words beside which a negation denies less than everything: `إلا` makes `لم` say *only*, which needs no negation.
    pub limits: Phrases,
    /// Words that a negation before them denies whatever comes, until when and before what: لم يصل أحد حتى المساء.
    pub total: Phrases,
    /// Words that say *only* by themselves, some of `limits`: `فقط`.
    pub only: Phrases,
    /// Words that except something from a negation, however far before them in their sentence it stands: `إلا`.
    pub exceptions: Phrases,
    /// Words that tell such a limit without a negation: *before*, *only*.
    pub limits_alone: Phrases,
    /// Words that turn what follows into its opposite as a negation does, some of `kindred`: `نفى`, *denied*.
    pub refusals: Phrases,
    /// Words that are another turned into its opposite, without one of the beginnings or endings that do so: *anonymous*.
    pub turned: Phrases,
    /// Beginnings that turn a word into its opposite: *unbeaten*.
    pub prefixes: Vec<String>,
    /// Those that do so before a word that says what can be done: *irreplaceable*, *impossible*.
    pub able: Vec<String>,
    /// Endings that turn a word into its opposite: *harmless*.
    pub suffixes: Vec<String>,
    /// Letters that may be glued before any of these words.
    pub glued: Vec<String>,
}

/// The `[polarity.bounds]` table of a language's data file: phrases before an amount.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bounds {
    /// That it is so much or more, by denying less: `لا يقل عن`, *no fewer than*.
    pub least: Phrases,
    /// That it is so much or less, by denying more: `لا يتجاوز`, *no more than*.
    pub most: Phrases,
    /// That it is less.
    pub below: Phrases,
    /// That it is more.
    pub above: Phrases,
}

impl Polarity {
    /// `word`, folded, as it stands and without what may be glued before it.
    pub fn unglued<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let glued = self.glued.iter();
        std::iter::once(word).chain(glued.filter_map(move |glued| word.strip_prefix(glued.as_str())))
    }

    /// Whether the language's negations are listed.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.negations.is_empty()
    }

    /// Whether `word`, folded, has the form of another turned into its opposite.
    #[must_use]
    pub fn negates_within(&self, word: &str) -> bool {
        let mut prefixes = self.prefixes.iter().chain(&self.able);
        prefixes.any(|prefix| word.starts_with(prefix.as_str()))
            || self.turned.begins(&[word]) > 0
            || self.suffixes.iter().any(|suffix| word.ends_with(suffix.as_str()))
    }

    /// `word` without vowel marks, letter case, and the shape of its apostrophe. A hamza counts.
    #[must_use]
    pub fn fold(word: &str) -> String {
        if word.is_ascii() {
            return word.to_ascii_lowercase();
        }
        // Arabic letters without marks are as they are.
        if word.chars().all(|c| matches!(c, 'ء'..='غ' | 'ف'..='ي')) {
            return word.to_owned();
        }
        word.nfc()
            .filter(|&c| !is_combining_mark(c) && c != '\u{640}')
            .map(|c| if c == '\u{2019}' { '\'' } else { c })
            .flat_map(char::to_lowercase)
            .collect()
    }
}

/// Phrases by their first word, or by the beginning or end of an only word.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    listed: FxHashMap<String, Vec<Vec<String>>>,
    /// Beginnings of words by their first letter.
    beginnings: FxHashMap<char, Vec<String>>,
    endings: Vec<String>,
}

impl Phrases {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty() && self.beginnings.is_empty() && self.endings.is_empty()
    }

    /// Whether a phrase may begin with `word`, folded. A look-up, and linear in the patterns with a star that share its first letter.
    #[must_use]
    pub fn may_begin(&self, word: &str) -> bool {
        self.listed.contains_key(word) || self.is_starred(word)
    }

    /// How many of `words`, folded, the longest phrase takes that begins with the first of them; 0 for none.
    /// A look-up, and linear in the patterns with a star that share the first letter.
    #[must_use]
    pub fn begins(&self, words: &[impl AsRef<str>]) -> usize {
        let Some(first) = words.first().map(AsRef::as_ref) else {
            return 0;
        };
        self.opened_by(first)
            .map_or(0, |opened| opened.takes(&words[1..]))
    }

    /// The phrases that begin with `word`, folded; `None` if there are none. A look-up, and linear in the patterns with a star that
    /// share its first letter.
    #[must_use]
    pub fn opened_by(&self, word: &str) -> Option<Opened<'_>> {
        let listed = self.listed.get(word).map_or(&[][..], Vec::as_slice);
        let is_starred = self.is_starred(word);
        (is_starred || !listed.is_empty()).then_some(Opened { listed, is_starred })
    }

    fn is_starred(&self, word: &str) -> bool {
        let letter = word.chars().next();
        let alike = letter.and_then(|letter| self.beginnings.get(&letter));
        let mut alike = alike.into_iter().flatten();
        alike.any(|part| word.starts_with(part.as_str()))
            || self.endings.iter().any(|part| word.ends_with(part.as_str()))
    }
}

/// The phrases of a list that begin with one word.
#[derive(Debug, Clone, Copy)]
pub struct Opened<'a> {
    listed: &'a [Vec<String>],
    /// Whether the word alone is one by a pattern.
    is_starred: bool,
}

impl Opened<'_> {
    /// How many words the longest of them takes, its first one and some of those that `follow`, folded; 0 where none fits. Linear in
    /// the phrases.
    #[must_use]
    pub fn takes(&self, follow: &[impl AsRef<str>]) -> usize {
        let fits = |phrase: &&Vec<String>| {
            let rest = &phrase[1..];
            rest.len() <= follow.len()
                && rest
                    .iter()
                    .zip(follow)
                    .all(|(part, word)| is_word(part, word.as_ref()))
        };
        let longest = self.listed.iter().filter(fits).map(Vec::len).max();
        longest.unwrap_or(0).max(usize::from(self.is_starred))
    }
}

fn is_word(part: &str, word: &str) -> bool {
    if part == "#" {
        return word.starts_with(char::is_numeric);
    }
    match (part.strip_suffix('*'), part.strip_prefix('*')) {
        (Some(beginning), _) => word.starts_with(beginning),
        (None, Some(ending)) => word.ends_with(ending),
        (None, None) => part == word,
    }
}

impl<'de> Deserialize<'de> for Phrases {
    fn deserialize<D: Deserializer<'de>>(data: D) -> Result<Self, D::Error> {
        let mut phrases = Self::default();
        for entry in Vec::<String>::deserialize(data)? {
            let words: Vec<String> = entry.split_whitespace().map(Polarity::fold).collect();
            match &words[..] {
                [] => {}
                [word] if word.ends_with('*') => {
                    let part = word.trim_matches('*');
                    let letter = part.chars().next().unwrap_or_default();
                    phrases
                        .beginnings
                        .entry(letter)
                        .or_default()
                        .push(part.to_owned());
                }
                [word] if word.starts_with('*') => phrases.endings.push(word.trim_matches('*').to_owned()),
                [first, ..] => phrases.listed.entry(first.clone()).or_default().push(words),
            }
        }
        Ok(phrases)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_counts_and_a_star_stands_for_any_ending() {
        let polarity: Polarity =
            toml::from_str(r#"idle = ["لا", "لا يزال*", "*n't", "refus*", "no #"]"#).unwrap();
        assert_eq!(polarity.idle.begins(&["لا", "يزالون", "هنا"]), 2);
        assert_eq!(polarity.idle.begins(&["لا", "هنا"]), 1);
        assert_eq!(polarity.idle.begins(&["didn't"]), 1);
        assert_eq!(polarity.idle.begins(&["refused"]), 1);
        assert_eq!(polarity.idle.begins(&["note"]), 0);
        assert_eq!(polarity.idle.begins(&["no", "7"]), 2);
        assert_eq!(polarity.idle.begins(&["no", "peace"]), 0);
    }

    #[test]
    fn marks_and_the_shape_of_an_apostrophe_do_not_count_and_a_hamza_does() {
        assert_eq!(Polarity::fold("لَمْ"), "لم");
        assert_eq!(Polarity::fold("Don’t"), "don't");
        assert_ne!(Polarity::fold("ألا"), Polarity::fold("الا"));
    }
}
