//! Renderings that the glossary forbids.
//!
//! A hit that may be another word is a warning only. Each place is reported once, however many hits lead there.

use super::{Check, Objection, Pair};
use crate::document::{Edit, Outcome, Severity, Term, TermStatus, Tier};

/// See the file's own documentation.
pub(super) struct ForbiddenTerm;

impl Check for ForbiddenTerm {
    fn id(&self) -> &'static str {
        "forbidden-term"
    }

    fn about(&self) -> &'static str {
        "A term is rendered in a way that its glossary forbids"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let mut objections: Vec<Objection> = Vec::new();
        for used in pair.terms {
            let Outcome::Forbidden(at) = &used.outcome else {
                continue;
            };
            let (term, known) = (
                &used.hit.term,
                objections.iter().any(|objection| objection.at == *at),
            );
            let in_force = term.status == TermStatus::Approved && used.hit.tier <= Tier::Likely;
            let Some(written) = pair.target.text.get(at.clone()).filter(|_| in_force && !known) else {
                continue;
            };
            objections.push(Objection {
                at: at.clone(),
                source_at: Some(used.hit.span.clone()),
                message: format!(
                    "“{written}” is not to be used for “{}”: write {}",
                    term.source,
                    renderings(term)
                ),
                fix: Some(Edit {
                    at: at.clone(),
                    text: cased_like(written, &term.target),
                }),
                severity: (used.hit.tier == Tier::Likely).then_some(Severity::Warning),
            });
        }
        objections.sort_by_key(|objection| objection.at.start);
        objections
    }
}

/// The renderings of `term` that are welcome: `“Kerry” (or “John Kerry”)`.
pub(super) fn renderings(term: &Term) -> String {
    let variants: Vec<_> = term
        .variants
        .iter()
        .map(|variant| format!("“{variant}”"))
        .collect();
    match variants.is_empty() {
        true => format!("“{}”", term.target),
        false => format!("“{}” (or {})", term.target, variants.join(", ")),
    }
}

/// `rendering` with a capital where the words it replaces had one.
fn cased_like(written: &str, rendering: &str) -> String {
    let mut chars = rendering.chars();
    match chars.next() {
        Some(first) if written.starts_with(char::is_uppercase) => first.to_uppercase().chain(chars).collect(),
        _ => rendering.to_owned(),
    }
}
