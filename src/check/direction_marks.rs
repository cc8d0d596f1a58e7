//! Invisible marks that turn text around: overrides, and embeddings and isolates that are not closed.
//!
//! They make a text read otherwise than it is stored (“Trojan source”), and one that is not closed turns around what
//! follows it on the page. Closed pairs, and the plain marks between letters, are left alone; so is an override that the
//! source has too.

use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// See the file's own documentation.
pub(super) struct DirectionMarks;

impl Check for DirectionMarks {
    fn id(&self) -> &'static str {
        "direction-marks"
    }

    fn about(&self) -> &'static str {
        "An invisible mark turns the text around, or is opened and not closed"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let text = &pair.target.text;
        if text.is_ascii() {
            return Vec::new();
        }
        let mut found: Vec<(usize, char, &str)> = unpaired(text);
        let turned = text
            .char_indices()
            .filter(|&(_, c)| is_override(c) && !pair.source.text.contains(c));
        found.extend(turned.map(|(at, c)| (at, c, "turns the letters after it around")));
        found.sort_unstable();
        found.dedup_by_key(|(at, ..)| *at);
        found.into_iter().map(objection).collect()
    }
}

fn objection((at, mark, what): (usize, char, &str)) -> Objection {
    let at = at..at + mark.len_utf8();
    Objection {
        message: format!("the invisible U+{:04X} {what}", u32::from(mark)),
        fix: Some(Edit {
            at: at.clone(),
            text: String::new(),
        }),
        at,
        ..Objection::default()
    }
}

fn is_override(c: char) -> bool {
    matches!(c, '\u{202D}' | '\u{202E}')
}

/// Marks without their partner, with what is wrong (Unicode UAX #9, X1 to X7).
fn unpaired(text: &str) -> Vec<(usize, char, &'static str)> {
    let (mut open, mut found): (Vec<(usize, char)>, Vec<_>) = (Vec::new(), Vec::new());
    let is_isolate = |c: char| matches!(c, '\u{2066}'..='\u{2068}');
    for (at, c) in text.char_indices() {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' | '\u{2066}'..='\u{2068}' => open.push((at, c)),
            '\u{202C}' if open.last().is_some_and(|&(_, last)| !is_isolate(last)) => drop(open.pop()),
            '\u{2069}' if open.iter().any(|&(_, opened)| is_isolate(opened)) => {
                // An isolate that ends, ends what was opened inside of it.
                while let Some((at, opened)) = open.pop() {
                    if is_isolate(opened) {
                        break;
                    }
                    found.push((at, opened, "is opened but not closed"));
                }
            }
            '\u{202C}' | '\u{2069}' => found.push((at, c, "closes what was not opened")),
            _ => {}
        }
    }
    found.extend(
        open.into_iter()
            .map(|(at, c)| (at, c, "is opened but not closed")),
    );
    found
}
