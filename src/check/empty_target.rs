//! A segment without a translation.
//!
//! The one check that looks at empty targets; a source without anything to read needs no translation.

use super::{Check, Objection, Pair};
use crate::document::Severity;

/// The id, by which [`super::run`] knows the check for empty targets.
pub(super) const ID: &str = "empty-target";

/// See the file's own documentation.
pub(super) struct EmptyTarget;

impl Check for EmptyTarget {
    fn id(&self) -> &'static str {
        ID
    }

    fn about(&self) -> &'static str {
        "There is no translation"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        if pair.source.is_blank() || !pair.target.is_blank() {
            return Vec::new();
        }
        vec![Objection {
            message: String::from("there is no translation"),
            ..Objection::default()
        }]
    }
}
