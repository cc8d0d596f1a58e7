//! Titles of courtesy before a name, which news does without: *Mr*, *His Excellency*.
//!
//! Off until wanted. Ranks and offices are no courtesy.

use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};
use crate::language::Polarity;

/// See the file's own documentation.
pub(super) struct Honorific;

impl Check for Honorific {
    fn id(&self) -> &'static str {
        "honorific"
    }

    fn about(&self) -> &'static str {
        "The translation has a title of courtesy"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let text = &pair.target.text;
        let list: Vec<_> = pair.here().words().collect();
        let folded: Vec<String> = list.iter().map(|word| Polarity::fold(word.text)).collect();
        let mut objections = Vec::new();
        let mut place = 0;
        while place < list.len() {
            let taken = pair.to.style.honorifics.begins(&folded[place..]);
            let last = place + taken.max(1) - 1;
            if taken > 0 && list[place].text.starts_with(|c: char| !c.is_lowercase()) {
                let at = list[place].span.start..list[last].span.end;
                let rest = text[at.end..].trim_start_matches(['.', ' ', '\u{a0}']);
                objections.push(Objection {
                    message: format!("news does without “{}”", &text[at.clone()]),
                    fix: Some(Edit {
                        at: at.start..text.len() - rest.len(),
                        text: String::new(),
                    }),
                    at,
                    ..Objection::default()
                });
            }
            place = last + 1;
        }
        objections
    }
}
