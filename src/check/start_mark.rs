//! Marks at the beginning of a text: the dash of a speaker, the bullet of a list, an ellipsis.
//!
//! Off until wanted, since books and newspapers have their own. Quotation marks and brackets are for other checks, and any dash
//! stands for any other.

use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct StartMark;

impl Check for StartMark {
    fn id(&self) -> &'static str {
        "start-mark"
    }

    fn about(&self) -> &'static str {
        "The source begins with a mark and the translation does not, or the other way round"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let message = match (start(&pair.source.text), start(&pair.target.text)) {
            (there, here) if there == here => return Vec::new(),
            (Some(mark), _) => format!("the source begins with {mark}, the translation does not"),
            (None, Some(mark)) => format!("{mark} begins the translation and not the source"),
            (None, None) => return Vec::new(),
        };
        vec![Objection {
            at: 0..0,
            message,
            ..Objection::default()
        }]
    }
}

/// The mark that `text` begins with, one of each kind for all.
fn start(text: &str) -> Option<&'static str> {
    let text = text
        .trim_start_matches(|c: char| c.is_whitespace() || "\u{200E}\u{200F}\u{202A}\u{202B}".contains(c));
    let first = text.chars().next()?;
    match first {
        '-' | '–' | '—' | '―' => Some("–"),
        '•' | '*' | '·' | '▪' | '●' => Some("•"),
        '…' => Some("…"),
        '.' if text.starts_with("..") => Some("…"),
        '.' => Some("."),
        ',' | '،' => Some(","),
        ':' => Some(":"),
        ';' | '؛' => Some(";"),
        '!' | '¡' => Some("!"),
        '?' | '؟' | '¿' => Some("?"),
        _ => None,
    }
}
