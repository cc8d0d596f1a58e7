//! A first letter that is small where the source begins with a capital, or the other way round.
//!
//! Off until wanted: `small-initial` judges sentences. Both texts must begin with a letter that has case, after whatever marks and
//! tags; what begins with a figure is left alone.

use super::ends::{from_apostrophe, is_clipped};
use super::pair::Text;
use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// See the file's own documentation.
pub(super) struct InitialCase;

impl Check for InitialCase {
    fn id(&self) -> &'static str {
        "initial-case"
    }

    fn about(&self) -> &'static str {
        "The translation begins with a small letter and the source with a capital, or the other way round"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (Some((_, there)), Some((at, here))) = (initial(pair.there()), initial(pair.here())) else {
            return Vec::new();
        };
        let message = match (there.is_uppercase(), here.is_uppercase()) {
            (true, false) => "the source begins with a capital, the translation does not",
            (false, true) => "the translation begins with a capital, the source does not",
            _ => return Vec::new(),
        };
        let at = at..at + here.len_utf8();
        let text = if there.is_uppercase() {
            here.to_uppercase().collect()
        } else {
            here.to_lowercase().collect()
        };
        vec![Objection {
            message: String::from(message),
            fix: Some(Edit { at: at.clone(), text }),
            at,
            ..Objection::default()
        }]
    }
}

/// The letter that `text` begins with and where it stands, if it has case.
fn initial(text: Text<'_>) -> Option<(usize, char)> {
    // The sentence that `'n` begins has its capital in the next word.
    let mut letters = text.text().char_indices().filter(|&(at, c)| {
        c.is_alphanumeric() && !text.is_filled(at) && !is_clipped(from_apostrophe(text.text(), at))
    });
    letters
        .next()
        .filter(|(_, c)| c.is_uppercase() || c.is_lowercase())
}
