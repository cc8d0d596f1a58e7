//! The terms of another tool's glossary file in one pair of languages.

use std::collections::BTreeMap;

use super::Term;

/// What a glossary file of another tool says in one pair of languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermList {
    /// Language of the sources, BCP 47.
    pub source_language: String,
    /// Language of the renderings, BCP 47.
    pub target_language: String,
    /// The terms in the order of the file, each with the line it stands on, from 1.
    pub terms: Vec<(usize, Term)>,
    /// What stands in the file beside that and has no place in a term, by what the file calls it, with how often.
    pub left: BTreeMap<String, usize>,
}

impl TermList {
    /// Notes one more thing that has no place in a term.
    pub fn leave(&mut self, what: impl Into<String>) {
        *self.left.entry(what.into()).or_default() += 1;
    }
}
