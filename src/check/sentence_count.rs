//! As many sentences as the source has.
//!
//! Off until wanted: a long Arabic sentence is often two in English, and that is good work. Sentences are told by a mark at their
//! end with a blank and no small letter after it.

use unicode_script::Script;

use super::ends::ends_in;
use super::{Check, Objection, Pair};
use crate::document::Severity;
use crate::language::{Kind, Language};

/// See the file's own documentation.
pub(super) struct SentenceCount;

impl Check for SentenceCount {
    fn id(&self) -> &'static str {
        "sentence-count"
    }

    fn about(&self) -> &'static str {
        "The translation has more or fewer sentences than the source"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (there, here) = (
            sentences(&pair.source.text, pair.from),
            sentences(&pair.target.text, pair.to),
        );
        if there == here {
            return Vec::new();
        }
        let end = pair.target.text.len();
        vec![Objection {
            at: end..end,
            message: format!("the source has {there} sentences, the translation {here}"),
            ..Objection::default()
        }]
    }
}

/// How many sentences `text` has: its ends that a blank follows, and the last one whatever it ends in.
fn sentences(text: &str, language: &Language) -> usize {
    let text = text.trim();
    let may_end = |c: char| {
        matches!(
            c,
            ';' | '.' | '!' | '?' | '؟' | '…' | '۔' | '।' | '։' | '。' | '！' | '？'
        )
    };
    let ends = text.char_indices().filter(|(at, c)| {
        if !may_end(*c) {
            return false;
        }
        let after = &text[at + c.len_utf8()..];
        let closes = after.trim_start_matches(|c: char| "\"'”’»)]".contains(c));
        let asks_in_greek = *c == ';' && ends_in(&text[..*at], Script::Greek);
        (asks_in_greek || matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔' | '।' | '։'))
            && closes.starts_with(char::is_whitespace)
            && !closes.trim_start().starts_with(char::is_lowercase)
            && !(*c == '.' && is_abbreviated(&text[..*at], language))
            || matches!(c, '。' | '！' | '？') && !closes.is_empty()
    });
    usize::from(!text.is_empty()) + ends.count()
}

/// Whether the stop after `before` is that of an initial, a single letter, or of a title or another abbreviation that ends no sentence.
fn is_abbreviated(before: &str, language: &Language) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || "(“\"".contains(c))
        .next()
        .unwrap_or_default();
    let mut back = before.chars().rev();
    let letter = back.next().is_some_and(char::is_alphabetic);
    let initial = letter && back.next().is_none_or(|c| !c.is_alphanumeric());
    initial || language.segmentation.abbreviations.kinds(word).has(Kind::Inside)
}
