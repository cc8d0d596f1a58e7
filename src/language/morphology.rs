//! Facts about what may be glued to a word and how words bend.

use std::ops::RangeInclusive;

use serde::Deserialize;

use super::Numbers;

/// The `[morphology]` table of a language's data file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Morphology {
    /// Particles written together with the word that follows, in the order they may stand; each place may
    /// stay empty.
    pub proclitics: Vec<Vec<String>>,
    /// Letters that spelling equates and proclitics tell apart: with أ and ا among them, ألمان does not begin with
    /// the article ال.
    pub proclitic_letters: String,
    /// Endings that a rough look-up of a word may cut, the longest first.
    pub light_endings: Vec<String>,
    /// The ending of feminine nouns that changes before a pronoun.
    pub feminine: Option<char>,
    /// What it changes to there.
    pub feminine_joined: Option<char>,
    /// The endings that make an adjective of a name, the plain one first: مصري of مصر.
    pub relation: Vec<String>,
    /// What only verbs begin with, behind any proclitics, in the order it may stand; each place may stay empty.
    pub verb_beginnings: Vec<Vec<String>>,
    /// The letter that many verbs begin with, and lose behind one of those: اجتمع, يجتمع.
    pub verb_onset: Option<char>,
    /// Particles that change their letters when they meet.
    pub contractions: Vec<Contraction>,
    /// The conjunction that is written together with the word behind it: و.
    pub conjunction: Option<String>,
    /// The article that is written together with its word, and may stand or fall on the words of a phrase.
    pub article: Option<String>,
    /// Whether a common noun that begins with the article's letters mostly has them for its own, as הכנה has, and is not
    /// looked for without them.
    pub article_may_be_stem: bool,
    /// Articles that are words of their own and do not belong to a name: "the".
    pub articles: Vec<String>,
    /// A bare proclitic of one letter is not cut from a word if at most so many letters would be left.
    pub short_stem: usize,
    /// Frequent words that are never taken apart, as they are written: separated by blanks.
    pub ordinary: String,
    /// Well-known names, which are not taken apart either, and which `short_stem` does not keep from being found after
    /// a letter.
    pub names: String,
    /// Of the `ordinary` words those that are plurals of others; a short ordinary word that is not among them is never
    /// taken for a plural made from within.
    pub ordinary_plurals: String,
    /// How words bend.
    pub paradigms: Vec<Paradigm>,
    /// Whether whatever follows an apostrophe is an ending: `Ankara'da`.
    pub ending_after_apostrophe: bool,
    /// Whether common nouns begin with a capital, so that "reich" is not "Reich".
    pub capital_nouns: bool,
    /// Whether words are written without blanks between them.
    pub unspaced: bool,
    /// Ranges of letters, in a language without blanks, of which a run is one word: a name is not found inside of it, as
    /// マリ is not in マリア.
    pub runs: Vec<String>,
    /// How words are put together into longer ones; `None` where that is no habit of the language.
    pub compounds: Option<Compounds>,
    /// Plurals made by changing the word from within.
    pub broken_plurals: Vec<BrokenPlural>,
    /// Titles that stand before a name without an article of their own, or always with it: السيد, جنرال.
    pub titles: Vec<String>,
    /// First words of names that some write together with the next one: عبد, abu.
    pub name_particles: Vec<String>,
}

/// How words are put together into longer ones, as in German.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compounds {
    /// What may stand between two parts, besides nothing.
    pub links: Vec<String>,
    /// The least number of letters of a part that is a term.
    pub min_term: usize,
    /// The least number of letters of what stands before or after it.
    pub min_part: usize,
}

impl Morphology {
    /// The conjunctions that may be glued to a word.
    pub fn joiners(&self) -> impl Iterator<Item = &str> {
        self.proclitics.iter().take(1).flatten().map(String::as_str)
    }

    /// The conjunctions and prepositions that may be glued to a word, not the article.
    pub fn particles(&self) -> impl Iterator<Item = &str> {
        self.proclitics.iter().take(2).flatten().map(String::as_str)
    }

    /// Whether `word`, folded, makes one name with the next and is none alone: عبد.
    #[must_use]
    pub fn is_name_particle(&self, word: &str) -> bool {
        let mut particles = self.name_particles.iter();
        particles.any(|particle| Numbers::fold(particle) == word)
    }

    /// The ranges of `runs`, both ends included.
    #[must_use]
    pub fn run_letters(&self) -> Vec<RangeInclusive<char>> {
        let ranges = self.runs.iter().filter_map(|r| super::spelling::range(r));
        ranges.map(|range| range.start..=range.end).collect()
    }
}

impl Compounds {
    /// Whether `tail`, what stands after a term in a word, is a further part, after a link or without one.
    #[must_use]
    pub fn go_on(&self, tail: &str) -> bool {
        let long = |part: &str| part.chars().count() >= self.min_part;
        let linked = |link: &String| tail.strip_prefix(link.as_str()).is_some_and(long);
        long(tail) || self.links.iter().any(linked)
    }
}

/// Shapes that a plural may have for a singular of one shape, as grammars write them: the letters ف ع ل, and a
/// second ل, stand for the root's, all others for themselves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrokenPlural {
    /// The singular's shape.
    pub of: String,
    /// The plurals' shapes, the most usual first, separated by blanks.
    pub shapes: String,
}

/// Proclitics that are written differently when they meet, such as ل and ال as لل.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contraction {
    /// The proclitics, the last ones of a chain.
    pub parts: Vec<String>,
    /// What is written for them.
    pub written: String,
    /// Holds only before words that begin with this.
    #[serde(default)]
    pub before: Option<String>,
}

/// A way in which words of some shape bend.
///
/// A word belongs to the paradigm if it ends in one of `base`; what is left is its stem. The endings are all
/// combinations of one member from each of `slots`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Paradigm {
    /// Which terms bend so.
    pub of: Vec<TermGroup>,
    /// What the listed word ends in; `""` for any word.
    pub base: Vec<String>,
    /// What the listed word does not end in.
    pub not_base: Vec<String>,
    /// The endings, slot by slot, each a list separated by blanks; `-` is an empty ending.
    pub slots: Vec<String>,
    /// Stem ends that change before the endings: `["k", "ğ"]` reads kitap's k as ğ.
    pub alternate: Vec<(String, String)>,
    /// The least number of letters of a stem.
    pub min_stem: usize,
    /// Whether the endings are excluded after the article, as pronouns are.
    pub indefinite: bool,
    /// Whether the form is as certain as the listed one.
    pub sure: bool,
}

/// Terms that bend alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermGroup {
    /// Proper names.
    Names,
    /// Proper names of several words, which bend as names do and may bend further: der Vereinten Nationen.
    FullNames,
    /// Common nouns, offices, currencies.
    Common,
    /// Nationalities and their adjectives, which bend as common nouns do and may bend further: الإيرانية.
    Demonyms,
    /// The words of set phrases.
    Phrases,
}

impl TermGroup {
    /// Whether the terms are proper names.
    #[must_use]
    pub fn is_name(self) -> bool {
        self.wider() == Self::Names
    }

    /// The group whose ways this one has, besides ways of its own.
    #[must_use]
    pub fn wider(self) -> Self {
        match self {
            Self::FullNames => Self::Names,
            Self::Demonyms => Self::Common,
            group => group,
        }
    }

    /// Whether what is said of the groups `others` is said of this one.
    #[must_use]
    pub fn is_among(self, others: &[Self]) -> bool {
        others.contains(&self) || others.contains(&self.wider())
    }
}

impl Paradigm {
    /// Every ending: one member of each slot, in all combinations.
    #[must_use]
    pub fn endings(&self) -> Vec<String> {
        self.slots.iter().fold(vec![String::new()], |heads, slot| {
            let tails = || {
                slot.split_whitespace()
                    .map(|tail| if tail == "-" { "" } else { tail })
            };
            heads
                .iter()
                .flat_map(|head| tails().map(move |tail| format!("{head}{tail}")))
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_all_combinations_of_the_slots() {
        let paradigm = Paradigm {
            slots: vec![String::from("- ler"), String::from("- de")],
            ..Paradigm::default()
        };
        assert_eq!(paradigm.endings(), ["", "de", "ler", "lerde"]);
    }
}
