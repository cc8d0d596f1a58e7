//! A sentence that begins with a small letter.
//!
//! Judged where the source is a sentence, with a mark at its end, and its own first letter has no case or is a capital.
//! Names that begin small (`iPhone`, `al-Qaeda`), entries of lists (`a)`) and a translation that goes on with an ellipsis are left alone.

use super::ends::{from_apostrophe, is_clipped};
use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};
use crate::text::Word;

/// The shortest sentence, in words.
const SHORTEST: usize = 3;

/// See the file's own documentation.
pub(super) struct SmallInitial;

impl Check for SmallInitial {
    fn id(&self) -> &'static str {
        "small-initial"
    }

    fn about(&self) -> &'static str {
        "The translation of a sentence begins with a small letter"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let is_sentence = source
            .trim_end_matches(|c: char| c.is_whitespace() || "\"”»“)".contains(c))
            .ends_with(['.', '!', '?', '؟', '۔']);
        let goes_on = |text: &str| text.trim_start().starts_with(['…', '.', '-', '–', '•', '*']);
        let clipped = |word: &Word<'_>| is_clipped(from_apostrophe(target, word.span.start));
        let Some(first) = pair.here().words().find(|word| !clipped(word)) else {
            return Vec::new();
        };
        let small =
            first.text.chars().all(|c| !c.is_uppercase()) && first.text.starts_with(char::is_lowercase);
        let source_small = pair
            .there()
            .words()
            .next()
            .is_some_and(|word| word.text.starts_with(char::is_lowercase));
        let listed = target[first.span.end..].starts_with([')', '.', '-']);
        let left_alone = source_small
            || listed
            || goes_on(source)
            || goes_on(target)
            || pair.here().is_address(first.span.start)
            || pair.here().words().len() < SHORTEST;
        if !is_sentence || !small || left_alone {
            return Vec::new();
        }
        let letter = first.text.chars().next().map_or(0, char::len_utf8);
        let at = first.span.start..first.span.start + letter;
        vec![Objection {
            message: format!("the sentence begins with a small “{}”", &target[at.clone()]),
            fix: Some(Edit {
                text: target[at.clone()].to_uppercase(),
                at: at.clone(),
            }),
            at,
            ..Objection::default()
        }]
    }
}
