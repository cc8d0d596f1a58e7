//! A translation of less than a tenth of its source or of ten times as much, or of one character for several.
//!
//! Off until wanted: `length` knows how much room each language needs, and leaves short texts alone, where one character may be
//! right. Characters are counted as they are.

use super::{Check, Objection, Pair};
use crate::document::Severity;

/// How many times longer one text may be than the other.
const FACTOR: usize = 10;

/// See the file's own documentation.
pub(super) struct ExtremeLength;

impl Check for ExtremeLength {
    fn id(&self) -> &'static str {
        "extreme-length"
    }

    fn about(&self) -> &'static str {
        "The translation is ten times as long as the source, or a tenth of it"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let count = |text: &str| text.trim().chars().count();
        let (there, here) = (count(&pair.source.text), count(&pair.target.text));
        let far =
            |short: usize, long: usize| short > 0 && (short * FACTOR < long || (short == 1 && long > 1));
        if !far(there, here) && !far(here, there) {
            return Vec::new();
        }
        vec![Objection {
            at: 0..pair.target.text.len(),
            message: format!("the source has {there} characters, the translation {here}"),
            ..Objection::default()
        }]
    }
}
