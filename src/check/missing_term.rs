//! Terms of the source whose rendering does not stand in the translation.
//!
//! A term that is held once may be a pronoun the second time, so each term is reported once at most, and not at
//! all while any of its hits is held. A forbidden rendering is for `forbidden-term`.

use super::forbidden_term::renderings;
use super::{Check, Objection, Pair};
use crate::document::{Outcome, Severity, TermStatus, TermUse, Tier};

/// See the file's own documentation.
pub(super) struct MissingTerm;

impl Check for MissingTerm {
    fn id(&self) -> &'static str {
        "missing-term"
    }

    fn about(&self) -> &'static str {
        "A term of the source has no rendering of its glossary in the translation"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let end = pair.target.text.len();
        let same = |a: &TermUse, b: &TermUse| a.hit.term.source == b.hit.term.source;
        let objects = |(i, used): &(usize, &TermUse)| {
            let in_force = used.hit.term.status == TermStatus::Approved && used.hit.tier <= Tier::Likely;
            let others_miss = pair
                .terms
                .iter()
                .all(|other| !same(other, used) || other.outcome == Outcome::Missing);
            let is_first = !pair.terms[..*i].iter().any(|earlier| same(earlier, used));
            in_force && used.outcome == Outcome::Missing && others_miss && is_first
        };
        let missing = pair.terms.iter().enumerate().filter(objects);
        missing
            .map(|(_, TermUse { hit, .. })| Objection {
                at: end..end,
                source_at: Some(hit.span.clone()),
                message: format!(
                    "“{}” has no rendering here: {}",
                    hit.term.source,
                    renderings(&hit.term)
                ),
                ..Objection::default()
            })
            .collect()
    }
}
