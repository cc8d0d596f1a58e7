//! Whether a target holds its terms, and what the checks object to.

use crate::check::{self, Pair};
use crate::document::{Outcome, Segment, TermHit, TermUse};
use crate::glossary;
use crate::language::Language;

/// The two languages of an article.
#[derive(Debug, Clone, Copy)]
pub struct Languages {
    /// The language translated from.
    pub source: &'static Language,
    /// The language translated into.
    pub target: &'static Language,
}

/// `segment` with the outcome of each hit and the findings of every check that is on.
#[must_use]
pub fn verified(
    segment: Segment,
    hits: Vec<TermHit>,
    languages: Languages,
    checks: &check::Options,
) -> Segment {
    let text = &segment.target.content.text;
    let outcomes = if segment.target.content.is_blank() {
        vec![Outcome::Open; hits.len()]
    } else {
        glossary::outcomes(&hits, text, languages.target)
    };
    let terms: Vec<TermUse> = hits
        .into_iter()
        .zip(outcomes)
        .map(|(hit, outcome)| TermUse {
            hit,
            outcome,
            placed: None,
        })
        .collect();
    let pair = Pair {
        source: &segment.source,
        target: &segment.target.content,
        from: languages.source,
        to: languages.target,
        terms: &terms,
    };
    let findings = check::run(&pair, checks);
    Segment {
        terms,
        findings,
        ..segment
    }
}
