//! A figure that stands within a word: *minist3r*.
//!
//! A slip of a finger, or of a program that read the text from paper. Left alone: what has a capital beside the figure (`H1N1`, `3D`),
//! addresses, placeholders, and words of the source.

use super::verbatim::{covers, merged};
use super::{Check, Objection, Pair};
use crate::document::Severity;

/// The shortest word that is taken for one, in characters: `b2b` is none.
const SHORTEST: usize = 4;

/// See the file's own documentation.
pub(super) struct FigureInWord;

impl Check for FigureInWord {
    fn id(&self) -> &'static str {
        "figure-in-word"
    }

    fn about(&self) -> &'static str {
        "A figure stands within a word"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let split = |c: char| !c.is_alphanumeric();
        let mut found = target.split(split).filter(|word| is_slip(word)).peekable();
        if found.peek().is_none() {
            return Vec::new();
        }
        let here = pair.here();
        let filled = here
            .placeholders()
            .iter()
            .map(|placeholder| placeholder.at.clone());
        let kept = merged(here.addresses().iter().cloned().chain(filled));
        found
            .map(|word| (word.as_ptr() as usize - target.as_ptr() as usize, word))
            .filter(|(at, word)| !covers(&kept, *at) && !source.contains(word))
            .map(|(at, word)| Objection {
                at: at..at + word.len(),
                message: format!("a figure stands within “{word}”"),
                ..Objection::default()
            })
            .collect()
    }
}

/// Whether one run of figures stands between letters that are no capitals.
fn is_slip(word: &str) -> bool {
    let Some(first) = word.find(char::is_numeric) else {
        return false;
    };
    let (before, rest) = word.split_at(first);
    let after = rest.trim_start_matches(char::is_numeric);
    let small = |text: &str| text.chars().all(|c| c.is_alphabetic() && !c.is_uppercase());
    let written = before.strip_prefix(char::is_uppercase).unwrap_or(before);
    !before.is_empty()
        && !after.is_empty()
        && small(written)
        && small(after)
        && word.chars().count() >= SHORTEST
}
