//! Whether a target holds its terms, and what the checks object to.

use crate::check::{self, Pair};
use crate::document::{Outcome, Segment, Severity, State, TermHit, TermUse};
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
///
/// A machine's draft that a check calls an error needs review; the state of a person's text is left alone.
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
    let objected = findings.iter().any(|finding| finding.severity == Severity::Error);
    let mut target = segment.target;
    if objected && target.state == State::Draft {
        target.state = State::NeedsReview;
    }
    Segment {
        target,
        terms,
        findings,
        ..segment
    }
}
