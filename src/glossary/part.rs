//! What single words may be to whoever looks for names.

use std::ops::Range;

use super::suspects::{Evidence, Known};
use crate::document::{TermHit, TermKind};
use crate::language::{Language, Names, Numbers, bare, foreignness, has_rendering};
use crate::text::is_small;

/// Letters of a name that is told for its spelling alone, at least.
const SHORTEST: usize = 3;
/// How foreign the letters of a word are that is a name for them, see [`foreignness`].
const FOREIGN: f32 = 4.0;

/// What a word may be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// Of a term of a glossary in force, a word of everyday, or a word of another listed term.
    Plain,
    /// A title or an office with the article, or one of the language's titles.
    Title,
    /// A word that is a name by itself, with what speaks for that and where the name stands in it.
    Sign(Evidence, Range<usize>),
    /// A word that only names have, before what it belongs to: أبو.
    Particle,
    /// A word with the article that nothing is known of, and which may go on with a name: القرعاوي.
    Surname,
    /// Of a name in a list or a glossary.
    Named,
    /// A word of which nothing is known.
    Unknown,
}

impl Part {
    /// What a word is that a list has.
    pub(super) fn of_hit(hit: &TermHit, text: &str, language: &Language) -> Self {
        let article = language.morphology.article.as_deref().unwrap_or_default();
        match hit.term.kind {
            TermKind::Office if text[hit.word.clone()].starts_with(article) => Self::Title,
            kind if kind <= TermKind::Work => Self::Named,
            _ => Self::Plain,
        }
    }

    /// What a word is that no list has and that begins at `start`.
    pub(super) fn of_word(word: &str, start: usize, known: Known<'_>, language: &Language) -> Self {
        let facts = &language.morphology;
        let ordinary = |word: &str| facts.ordinary.split_whitespace().any(|ordinary| ordinary == word);
        if facts.titles.iter().any(|title| title == word) || language.names.is_title(&Names::plain(word)) {
            return Self::Title;
        }
        if facts.name_particles.iter().any(|particle| particle == word) {
            return Self::Particle;
        }
        let folded = Numbers::fold(word);
        let marked = language.spelling.folding().fold(word).text;
        // Where names have capitals, a word without one is none.
        if word.starts_with(is_small)
            || ordinary(word)
            || ordinary(&marked)
            || language.names.is_function(&folded, facts)
            || folded.chars().count() < SHORTEST
            || !word.chars().all(char::is_alphabetic)
        {
            return Self::Plain;
        }
        let is_word = (known.is_word)(word);
        let sign = |rest: &str| {
            let is_given = || language.names.given.contains(&Numbers::fold(rest));
            if !is_word && rest.chars().count() >= SHORTEST && (known.is_attested)(rest) {
                Some(Evidence::Attested)
            } else {
                is_given().then_some(Evidence::Given)
            }
        };
        if let Some(evidence) = sign(word) {
            return Self::Sign(evidence, start..start + word.len());
        }
        for proclitic in facts.proclitics.iter().flatten() {
            let Some(rest) = word.strip_prefix(proclitic.as_str()) else {
                continue;
            };
            if ordinary(rest) {
                return Self::Plain;
            }
            let is_article = facts.article.as_deref() == Some(proclitic);
            let may_be = !is_article && rest.chars().count() > facts.short_stem;
            if let Some(evidence) = may_be.then(|| sign(rest)).flatten() {
                return Self::Sign(evidence, start + proclitic.len()..start + word.len());
            }
        }
        Self::of_unknown(word, &folded, start, language)
    }

    /// What a word is that nothing lists, by its letters.
    fn of_unknown(word: &str, folded: &str, start: usize, language: &Language) -> Self {
        if has_rendering(word, language) {
            return Self::Plain;
        }
        let facts = &language.morphology;
        let article = facts.article.as_deref();
        if article.is_some_and(|article| word.starts_with(article)) {
            return Self::Surname;
        }
        let stems = bare(folded, facts);
        let stems = stems.iter().filter(|stem| stem.chars().count() >= SHORTEST);
        let least = stems
            .filter_map(|stem| foreignness(stem, language))
            .reduce(f32::min);
        if least.is_some_and(|least| least > FOREIGN) {
            return Self::Sign(Evidence::Foreign, start..start + word.len());
        }
        Self::Unknown
    }
}
