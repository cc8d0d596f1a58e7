//! Facts about names in running text: titles before them, and capitals that make none.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Deserializer};

use super::{Morphology, Numbers};

/// The `[names]` table of a language's data file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Names {
    /// Titles that a person's name follows.
    #[serde(deserialize_with = "words")]
    pub titles: FxHashSet<String>,
    /// Those of them whose holder's country goes without saying: *the minister*, who is a French one in an article on France.
    #[serde(deserialize_with = "words")]
    pub offices: FxHashSet<String>,
    /// Kinds of places, bodies and persons that a name follows: مدينة, شركة, شقيقه.
    #[serde(deserialize_with = "words")]
    pub kinds: FxHashSet<String>,
    /// Names that people are given, some of which are words besides: نبيل.
    #[serde(deserialize_with = "words")]
    pub given: FxHashSet<String>,
    /// Small words that are never part of a name.
    #[serde(deserialize_with = "words")]
    pub function: FxHashSet<String>,
    /// Words that are written with a capital in the names of institutions, treaties and the like, and in titles.
    #[serde(deserialize_with = "words")]
    pub ordinary: FxHashSet<String>,
    /// Words of everyday that people are called by: *Brown*.
    #[serde(deserialize_with = "words")]
    pub surnames: FxHashSet<String>,
    /// Endings of words that are no names but may have a capital: *Seismological*, *Iranian*.
    #[serde(deserialize_with = "endings")]
    pub endings: Vec<String>,
    /// Words that stand for somebody who was named before: *he*; behind a hyphen, what ends one: *the 59-year-old*.
    pub for_persons: Vec<String>,
    /// Words that stand for the name of a place that was told before: *the country*.
    pub for_places: Vec<String>,
    /// Endings that make the people of a place: *Catalan*, *Welsh*, كتالوني.
    pub of_places: Vec<String>,
    /// The article of the name behind, as it is joined to the one before it: *Nurul Islam*.
    pub joined_articles: Vec<String>,
}

impl Names {
    /// A word as the lists have it: folded, without a possessive.
    #[must_use]
    pub fn plain(word: &str) -> String {
        let folded = Numbers::fold(&word.replace('’', "'"));
        match folded.strip_suffix("'s") {
            Some(bare) => bare.to_owned(),
            None => folded.trim_end_matches('\'').to_owned(),
        }
    }

    /// Whether a name follows `word`, folded.
    #[must_use]
    pub fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word)
    }

    /// Whether people are named `word`, folded, as it stands or behind a conjunction.
    #[must_use]
    pub fn is_given(&self, word: &str, morphology: &Morphology) -> bool {
        let is_given = |rest: &str| self.given.contains(rest);
        is_given(word)
            || morphology
                .joiners()
                .any(|and| word.strip_prefix(and).is_some_and(is_given))
    }

    /// Whether `word`, folded, is a small word, as it stands or behind what `morphology` lets be glued before it.
    #[must_use]
    pub fn is_function(&self, word: &str, morphology: &Morphology) -> bool {
        let listed = |word: &str| self.function.contains(word);
        let is_glued = |rest: &str| Self::behind_glue(rest, morphology, &listed);
        listed(word)
            || is_glued(word)
            || morphology
                .joiners()
                .any(|and| word.strip_prefix(and).is_some_and(is_glued))
    }

    /// Whether what is left of `word` without one conjunction or preposition is `listed`.
    fn behind_glue(word: &str, morphology: &Morphology, listed: &dyn Fn(&str) -> bool) -> bool {
        let mut letters = morphology.particles();
        letters.any(|glued| word.strip_prefix(glued).is_some_and(listed))
    }

    /// Whether `word`, folded, ends as no name does.
    #[must_use]
    pub fn has_ending(&self, word: &str) -> bool {
        let letters = word.chars().count();
        let ends = |ending: &String| word.ends_with(ending.as_str()) && letters > ending.chars().count() + 2;
        self.endings.iter().any(ends)
    }

    /// Whether `word`, plain, is an ordinary word that may have a capital: as listed, its plural, or by its ending.
    #[must_use]
    pub fn is_ordinary(&self, word: &str) -> bool {
        let listed = |word: &str| self.ordinary.contains(word);
        let ends = |ending: &String| word.len() >= ending.len() + 4 && word.ends_with(ending.as_str());
        listed(word)
            || self.endings.iter().any(ends)
            || word.strip_suffix('s').is_some_and(listed)
            || word.strip_suffix("es").is_some_and(listed)
            || word
                .strip_suffix("ies")
                .is_some_and(|stem| self.ordinary.contains(&format!("{stem}y")))
    }
}

/// Endings, folded.
fn endings<'de, D: Deserializer<'de>>(data: D) -> Result<Vec<String>, D::Error> {
    let endings = Vec::<String>::deserialize(data)?;
    Ok(endings.iter().map(|ending| Numbers::fold(ending)).collect())
}

/// Words in one text, parted by blanks, folded.
fn words<'de, D: Deserializer<'de>>(data: D) -> Result<FxHashSet<String>, D::Error> {
    let text = String::deserialize(data)?;
    Ok(text.split_whitespace().map(Numbers::fold).collect())
}
