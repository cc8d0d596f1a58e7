//! A mark that wants a blank before it, as `?` and `:` do in France, and has none.
//!
//! Off until wanted, since Canada and the web do without. Which marks they are is in the language's data file (`blank_wanted`); marks
//! within figures, addresses and names are left alone.

use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// See the file's own documentation.
pub(super) struct UnspacedMark;

impl Check for UnspacedMark {
    fn id(&self) -> &'static str {
        "unspaced-mark"
    }

    fn about(&self) -> &'static str {
        "A mark that wants a blank before it has none"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (wanted, text) = (&pair.to.punctuation.blank_wanted, &pair.target.text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut objections = Vec::new();
        for (at, mark) in text.char_indices().filter(|(_, c)| wanted.contains(c)) {
            let after = text[at + mark.len_utf8()..].chars().next();
            let ends = after.is_none_or(|c| c.is_whitespace() || "()[]{}".contains(c));
            let spaced = text[..at].ends_with(|c: char| c.is_whitespace() || wanted.contains(&c));
            if ends && !spaced && !pair.here().is_address(at) && !is_entity(&text[..at], mark) {
                objections.push(Objection {
                    at: at..at + mark.len_utf8(),
                    message: format!("there is no blank before {mark}"),
                    fix: Some(Edit {
                        at: at..at,
                        text: String::from('\u{202F}'),
                    }),
                    ..Objection::default()
                });
            }
        }
        objections
    }
}

/// Whether the mark closes a character by its name: `&nbsp;`.
fn is_entity(before: &str, mark: char) -> bool {
    let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    mark == ';' && name.ends_with('&')
}
