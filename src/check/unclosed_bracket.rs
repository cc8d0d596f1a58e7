//! Brackets without a counterpart.
//!
//! Only the translation is judged. The mark of a list entry (`a)`, `2)`), a smiley, and a bracket that the source
//! leaves open in the same way are left alone.

use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct UnclosedBracket;

impl Check for UnclosedBracket {
    fn id(&self) -> &'static str {
        "unclosed-bracket"
    }

    fn about(&self) -> &'static str {
        "A bracket is opened and not closed, or closed and not opened"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let there: Vec<char> = unpaired(&pair.source.text)
            .iter()
            .map(|&(_, bracket)| bracket)
            .collect();
        let here = unpaired(&pair.target.text);
        if here.iter().map(|&(_, bracket)| bracket).eq(there.iter().copied()) {
            return Vec::new();
        }
        let (target, mut known) = (&pair.target.text, there);
        here.into_iter()
            .filter(
                |(_, bracket)| match known.iter().position(|other| other == bracket) {
                    Some(at) => {
                        known.remove(at);
                        false
                    }
                    None => true,
                },
            )
            .map(|(at, bracket)| Objection {
                at: at..at + target[at..].chars().next().map_or(0, char::len_utf8),
                message: match closing(bracket) {
                    Some(_) => format!("{bracket} is opened but not closed"),
                    None => format!("{bracket} is closed but not opened"),
                },
                ..Objection::default()
            })
            .collect()
    }
}

/// The bracket that closes `open`.
fn closing(open: char) -> Option<char> {
    match open {
        '(' => Some(')'),
        '[' => Some(']'),
        '{' => Some('}'),
        _ => None,
    }
}

/// Brackets without a counterpart, with their place in bytes.
fn unpaired(text: &str) -> Vec<(usize, char)> {
    let (mut open, mut alone): (Vec<(usize, char)>, _) = (Vec::new(), Vec::new());
    for (at, c) in text.char_indices() {
        if closing(c).is_some() {
            open.push((at, c));
        } else if matches!(c, ')' | ']' | '}') {
            match open.iter().rposition(|&(_, bracket)| closing(bracket) == Some(c)) {
                // What was opened inside and is open still has lost its counterpart.
                Some(depth) => alone.extend(open.drain(depth..).skip(1)),
                None if stands_alone(text, at) => {}
                None => alone.push((at, c)),
            }
        }
    }
    let smiley = |at: usize| text[..at].ends_with([':', ';']) || text[..at].ends_with(":-");
    alone.extend(open.into_iter().filter(|&(at, _)| !smiley(at)));
    alone.sort_unstable();
    alone
}

/// Whether the closing bracket at `at` marks an entry of a list, or belongs to a smiley.
fn stands_alone(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let marker = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let roman = marker.chars().all(|c| "ivxIVX".contains(c));
    let short = marker.chars().count() <= if roman { 4 } else { 2 };
    (short && !marker.is_empty() && marker.chars().all(char::is_alphanumeric))
        || marker.ends_with([':', ';', '-'])
}
