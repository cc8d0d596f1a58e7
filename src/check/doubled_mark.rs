//! A comma, semicolon, colon or full stop that stands twice, or two different ones in a row.
//!
//! Three full stops are an ellipsis, a stop may follow an abbreviation's, and what the source doubles may stay doubled.

use super::verbatim::{covers, verbatim};
use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// See the file's own documentation.
pub(super) struct DoubledMark;

impl Check for DoubledMark {
    fn id(&self) -> &'static str {
        "doubled-mark"
    }

    fn about(&self) -> &'static str {
        "A punctuation mark stands twice, or beside another that it cannot stand beside"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        if !doubled(&pair.source.text).is_empty() {
            return Vec::new();
        }
        doubled(&pair.target.text)
            .into_iter()
            .map(|(at, second)| Objection {
                message: format!("“{}” stands where one mark does", &pair.target.text[at.clone()]),
                fix: Some(Edit {
                    at: second..at.end,
                    text: String::new(),
                }),
                at,
                ..Objection::default()
            })
            .collect()
    }
}

/// Two marks that cannot stand beside each other, and where the second one begins.
fn doubled(text: &str) -> Vec<(std::ops::Range<usize>, usize)> {
    let addresses = verbatim(text);
    let marks: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    for (index, &(at, first)) in marks.iter().enumerate() {
        let Some(&(second, next)) = marks.get(index + 1) else {
            break;
        };
        let around = [index.checked_sub(1), Some(index + 2)];
        let third = around.into_iter().flatten().filter_map(|place| marks.get(place));
        let run = third.clone().any(|&(_, c)| c == '.') || first == '…' || next == '…';
        let clash = match (first, next) {
            ('.', '.') => !run,
            (a, b) if is_light(a) && is_light(b) => true,
            (a, '.') if is_light(a) => !run,
            _ => false,
        };
        if clash && !covers(&addresses, at) {
            found.push((at..second + next.len_utf8(), second));
        }
    }
    found
}

fn is_light(c: char) -> bool {
    matches!(c, ',' | ';' | '،' | '؛' | '、')
}
