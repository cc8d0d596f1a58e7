//! Line breaks and tabs that the translation loses or adds: a verse, an address, a table in running text.
//!
//! How many there are is compared, and whether the text begins and ends with one.

use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct LineBreaks;

impl Check for LineBreaks {
    fn id(&self) -> &'static str {
        "line-breaks"
    }

    fn about(&self) -> &'static str {
        "The translation has more or fewer line breaks or tabs than the source"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        // Windows writes one as two characters, old Macs as the first of them.
        let breaks = |text: &str| text.matches(['\n', '\r']).count() - text.matches("\r\n").count();
        let tabs = |text: &str| text.matches('\t').count();
        let end = target.len();
        let message = if breaks(source) != breaks(target) {
            format!(
                "the source has {} line breaks, here are {}",
                breaks(source),
                breaks(target)
            )
        } else if source.starts_with(['\n', '\r']) != target.starts_with(['\n', '\r'])
            || source.ends_with('\n') != target.ends_with('\n')
        {
            String::from("a line break at the beginning or the end is not where the source has it")
        } else if tabs(source) != tabs(target) {
            format!("the source has {} tabs, here are {}", tabs(source), tabs(target))
        } else {
            return Vec::new();
        };
        vec![Objection {
            at: end..end,
            message,
            ..Objection::default()
        }]
    }
}
