//! Terms of the source whose rendering does not stand in the translation.
//!
//! A term that is held once may be a pronoun the second time, so each term is reported once at most, and not at
//! all while any of its hits is held. A forbidden rendering is for `forbidden-term`. A likely hit is reported as such,
//! and passed over where another term was as near; a possible one is never reported.

use super::forbidden_term::renderings;
use super::{Check, Objection, Pair};
use crate::document::{Outcome, Severity, TermHit, TermStatus, TermUse, Tier};

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
        let in_force = |used: &TermUse| {
            let certain = match used.hit.tier {
                Tier::Sure => true,
                Tier::Likely => used.hit.also.is_empty(),
                Tier::Possible => false,
            };
            used.hit.term.status == TermStatus::Approved && certain
        };
        let objects = |(i, used): &(usize, &TermUse)| {
            let others_miss = pair
                .terms
                .iter()
                .all(|other| !same(other, used) || other.outcome == Outcome::Missing);
            let is_first = !pair.terms[..*i]
                .iter()
                .any(|earlier| in_force(earlier) && same(earlier, used));
            in_force(used) && used.outcome == Outcome::Missing && others_miss && is_first
        };
        let missing = pair.terms.iter().enumerate().filter(objects);
        missing
            .map(|(_, TermUse { hit, .. })| Objection {
                at: end..end,
                source_at: Some(hit.span.clone()),
                message: format!(
                    "{} has no rendering here: {}",
                    meant(hit, &pair.source.text),
                    renderings(&hit.term)
                ),
                ..Objection::default()
            })
            .collect()
    }
}

/// The term, and for a likely hit the word that it is read from.
fn meant(hit: &TermHit, source: &str) -> String {
    let form = source.get(hit.word.clone()).unwrap_or_default();
    if hit.tier == Tier::Sure || form == hit.term.source {
        format!("“{}”", hit.term.source)
    } else {
        format!("“{form}”, which is likely “{}”,", hit.term.source)
    }
}
