//! Blanks as the source has them: at both ends, and doubled ones.
//!
//! Off until wanted: `spaces` leaves alone what does no harm in prose, such as a doubled blank that only the source has, or the one
//! behind its last sentence. Line breaks at the ends are blanks, too.

use std::ops::Range;

use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// See the file's own documentation.
pub(super) struct SpaceCount;

impl Check for SpaceCount {
    fn id(&self) -> &'static str {
        "space-count"
    }

    fn about(&self) -> &'static str {
        "The translation begins or ends in other blanks than the source, or has more or fewer doubled ones"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let before = |text: &str| text[..text.len() - text.trim_start().len()].to_owned();
        let after = |text: &str| text[text.trim_end().len()..].to_owned();
        let doubled = |text: &str| text.trim().matches("  ").count();
        let end = target.trim_end().len();
        let mut objections = Vec::new();
        let mut object = |at: Range<usize>, message, text: Option<String>| {
            objections.push(Objection {
                fix: text.map(|text| Edit { at: at.clone(), text }),
                at,
                message,
                ..Objection::default()
            });
        };
        if before(source) != before(target) {
            let message = String::from("the source begins in other blanks");
            object(0..before(target).len(), message, Some(before(source)));
        }
        let (there, here) = (doubled(source), doubled(target));
        if there != here {
            object(
                end..end,
                format!("doubled blanks: {there} in the source, {here} here"),
                None,
            );
        }
        if after(source) != after(target) {
            let message = String::from("the source ends in other blanks");
            object(end..target.len(), message, Some(after(source)));
        }
        objections
    }
}
