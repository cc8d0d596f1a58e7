//! Verbs of saying that take a side where the source has a neutral one: *claimed* for `قال`.
//!
//! Off until wanted. The verbs are in the data files of both languages; a source that takes a side itself is left alone.

use std::ops::Range;

use super::pair::Text;
use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct ReportingVerb;

impl Check for ReportingVerb {
    fn id(&self) -> &'static str {
        "reporting-verb"
    }

    fn about(&self) -> &'static str {
        "A verb of saying takes a side, and the source has a neutral one"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        if loaded(pair.there()).next().is_some() {
            return Vec::new();
        }
        loaded(pair.here())
            .map(|at| Objection {
                message: format!(
                    "“{}” takes a side, the source does not",
                    &pair.target.text[at.clone()]
                ),
                at,
                ..Objection::default()
            })
            .collect()
    }
}

/// Where verbs that take a side stand in `text`, whatever is glued before them.
fn loaded(text: Text<'_>) -> impl Iterator<Item = Range<usize>> {
    let loaded = text.words().zip(text.forms()).filter(|(_, form)| form.takes_side);
    loaded.map(|(word, _)| word.span)
}
