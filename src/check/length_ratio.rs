//! A translation whose length is out of proportion, in characters as they are, whatever the languages.
//!
//! Off until wanted: `length` knows how much room each language needs. Up to twenty characters of source, a translation may have
//! from 30 to 350 per cent of it; above, from 45 to 200.

use super::{Check, Objection, Pair};
use crate::document::Severity;

/// The longest source that is given more room, in characters.
const SHORT: usize = 20;

/// See the file's own documentation.
pub(super) struct LengthRatio;

impl Check for LengthRatio {
    fn id(&self) -> &'static str {
        "length-ratio"
    }

    fn about(&self) -> &'static str {
        "The translation is out of proportion to its source"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (there, here) = (pair.source.text.chars().count(), pair.target.text.chars().count());
        if there == 0 {
            return Vec::new();
        }
        let (least, most) = if there <= SHORT { (30, 350) } else { (45, 200) };
        if here * 100 >= there * least && here * 100 <= there * most {
            return Vec::new();
        }
        vec![Objection {
            at: 0..pair.target.text.len(),
            message: format!(
                "the translation has {}% of the length of the source",
                here * 100 / there
            ),
            ..Objection::default()
        }]
    }
}
