//! Words of programs that are not translated: a function's name (`rgb()`), an option of a command (`--help`).
//!
//! Off until wanted, since prose has none. What an option is given (`--file=NAME`) may be translated.

use std::ops::Range;

use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct ProgramWord;

impl Check for ProgramWord {
    fn id(&self) -> &'static str {
        "program-word"
    }

    fn about(&self) -> &'static str {
        "The name of a function or an option of a command is missing or changed"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let end = target.len();
        let gone = program_words(source)
            .into_iter()
            .filter(|at| !target.contains(&source[at.clone()]))
            .map(|at| Objection {
                at: end..end,
                message: format!("“{}” is in the source but not here", &source[at.clone()]),
                source_at: Some(at),
                ..Objection::default()
            });
        let new = program_words(target)
            .into_iter()
            .filter(|at| !source.contains(&target[at.clone()]))
            .map(|at| Objection {
                message: format!("“{}” is here but not in the source", &target[at.clone()]),
                at,
                ..Objection::default()
            });
        new.chain(gone).collect()
    }
}

/// The words of programs in `text`, in bytes.
fn program_words(text: &str) -> Vec<Range<usize>> {
    if !text.contains("--") && !text.contains("()") {
        return Vec::new();
    }
    let words = text.split_whitespace().filter_map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        option(word)
            .or_else(|| function(word))
            .map(|at| start + at.start..start + at.end)
    });
    words.collect()
}

/// `--help`, without what it is given.
fn option(word: &str) -> Option<Range<usize>> {
    let start = word.find("--")?;
    let name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let rest = &word[start + 2..];
    let end = rest.find(|c| !name(c)).unwrap_or(rest.len());
    let begins = !word[..start].contains(char::is_alphanumeric)
        && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    begins.then_some(start..start + 2 + end)
}

/// `rgb()`, `getEntity.Name()`.
fn function(word: &str) -> Option<Range<usize>> {
    let end = word.find("()")?;
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '-' | '>');
    let start = word[..end].trim_end_matches(part).len();
    let named = word[start..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    named.then_some(start..end + 2)
}
