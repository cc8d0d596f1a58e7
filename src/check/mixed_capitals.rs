//! Words that begin with two capitals, as a hasty shift key makes them: `THe minister`.
//!
//! Acronyms with an ending (`MPs`, `OKed`), what has an apostrophe or a figure in it, and words that the source writes so are left
//! alone.

use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};
use crate::language::{Language, is_everyday};

/// What follows an acronym.
const ENDINGS: [&str; 5] = ["s", "ed", "ing", "er", "ers"];

/// See the file's own documentation.
pub(super) struct MixedCapitals;

impl Check for MixedCapitals {
    fn id(&self) -> &'static str {
        "mixed-capitals"
    }

    fn about(&self) -> &'static str {
        "A word begins with two capitals"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, here) = (&pair.source.text, pair.here());
        let target = here.text();
        // The source is searched for the few words that have such capitals, not for every word.
        let found = here
            .words()
            .filter_map(|word| slipped(word.text, pair.to).map(|second| (word, second)));
        found
            .filter(|(word, _)| !here.is_address(word.span.start) && !source.contains(word.text))
            .filter_map(|(word, second)| {
                let capital = word.text[second..].chars().next()?;
                let start = word.span.start + second;
                let at = start..start + capital.len_utf8();
                Some(Objection {
                    message: format!("“{}” begins with two capitals", word.text),
                    fix: Some(Edit {
                        text: target[at.clone()].to_lowercase(),
                        at,
                    }),
                    at: word.span,
                    ..Objection::default()
                })
            })
            .collect()
    }
}

/// Where the second capital of a word stands that should have one only, in bytes.
fn slipped(word: &str, language: &Language) -> Option<usize> {
    let mut chars = word.char_indices();
    let (_, first) = chars.next()?;
    let (second, next) = chars.next()?;
    let (third, _) = chars.next()?;
    let rest = &word[third..];
    let known =
        || language.names.is_ordinary(&word.to_lowercase()) || is_everyday(&word.to_lowercase(), language);
    let small = rest.chars().all(char::is_lowercase) && (rest.chars().count() > 1 || known());
    let is_slip = first.is_uppercase() && next.is_uppercase() && small;
    (is_slip && !ENDINGS.contains(&rest)).then_some(second)
}
