//! British spellings, in a house that spells the other way.
//!
//! Off until wanted. The pairs are in the language's data file; a word with a capital may be a name (*Labour Party*, *Defense
//! Department*) and is left alone.

use super::varieties::respelled;
use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct AmericanSpelling;

impl Check for AmericanSpelling {
    fn id(&self) -> &'static str {
        "american-spelling"
    }

    fn about(&self) -> &'static str {
        "A word is spelled the British way"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        respelled(&pair.target.text, &pair.to.style.american)
    }
}
