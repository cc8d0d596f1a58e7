//! A comma, semicolon, colon or full stop that stands twice, or two different ones in a row; a comma on both sides of a closing
//! quotation mark.
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
    let mut found: Vec<_> = around_quotation_marks(text).collect();
    let all = text.char_indices().zip(text.char_indices().skip(1));
    for ((at, first), (second, next)) in all {
        if !(is_light(first) || first == '.') || !(is_light(next) || next == '.') {
            continue;
        }
        let end = second + next.len_utf8();
        let run = text[..at].ends_with('.') || text[end..].starts_with('.');
        if (is_light(first) && is_light(next)) || (next == '.' && !run) {
            found.push((at..end, second));
        }
    }
    if found.is_empty() {
        return found;
    }
    let addresses = verbatim(text);
    found.retain(|(at, _)| !covers(&addresses, at.start));
    found
}

/// Two commas around a closing quotation mark (`,”,`), and where the second one is.
fn around_quotation_marks(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, usize)> {
    const COMMAS: [&str; 3] = [",”,", ",\",", "،»،"];
    let found = COMMAS.iter().flat_map(|commas| text.match_indices(commas));
    found.map(|(at, commas)| {
        let end = at + commas.len();
        (
            at..end,
            end - commas.chars().next_back().map_or(0, char::len_utf8),
        )
    })
}

fn is_light(c: char) -> bool {
    matches!(c, ',' | ';' | '،' | '؛' | '、')
}
