//! Acronyms of the source that the translation lacks: `NATO`, `W3C`.
//!
//! Off until wanted: many languages have acronyms of their own, and languages written from right to left write them in their letters. Words all of capitals, two letters and more, are compared as they
//! stand; a source written in capitals throughout is left alone.

use super::{Check, Objection, Pair};
use crate::document::{Severity, TermHit, TermStatus, Tier};
use crate::language::Direction;
use crate::text::Word;

/// See the file's own documentation.
pub(super) struct LostAcronym;

impl Check for LostAcronym {
    fn id(&self) -> &'static str {
        "lost-acronym"
    }

    fn about(&self) -> &'static str {
        "An acronym of the source does not stand in the translation"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let translated = pair.to.direction == Direction::Rtl && pair.from.direction == Direction::Ltr;
        if translated || (!source.chars().any(char::is_lowercase) && pair.there().words().len() > 2) {
            return Vec::new();
        }
        let end = target.len();
        let mut seen: Vec<&str> = Vec::new();
        let mut objections = Vec::new();
        // What the glossary knows is for `missing-term` and `forbidden-term`.
        let is_term = |word: &Word<'_>| {
            let in_force = |hit: &&TermHit| hit.tier == Tier::Sure && hit.term.status == TermStatus::Approved;
            let mut hits = pair.terms.iter().map(|used| &used.hit).filter(in_force);
            hits.any(|hit| hit.span.contains(&word.span.start))
        };
        let is_judged = |word: &Word<'_>| {
            is_acronym(word.text) && !pair.there().is_filled(word.span.start) && !is_term(word)
        };
        for word in pair.there().words().filter(is_judged) {
            if !seen.contains(&word.text) && !target.contains(word.text) {
                objections.push(Objection {
                    at: end..end,
                    source_at: Some(word.span.clone()),
                    message: format!("the acronym “{}” is in the source but not here", word.text),
                    ..Objection::default()
                });
            }
            seen.push(word.text);
        }
        objections
    }
}

/// Whether `word` is two letters and more, all of them capitals, with figures at most.
pub(super) fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals > 1 && word.chars().all(|c| c.is_uppercase() || c.is_numeric())
}

/// The acronyms of a translation that its source does not write so, *PNG*: each may tell a name of as many words as it has letters.
pub(super) fn foreign_acronyms<'a>(pair: &'a Pair<'_>) -> impl Iterator<Item = &'a str> {
    let source = &pair.source.text;
    let target = pair
        .here()
        .words()
        .filter(|word| is_acronym(word.text.trim_end_matches('s')));
    target.map(|word| word.text).filter(|word| !source.contains(word))
}
