//! A translation that is the source but for letter case, blanks and keys of menus, however short it is.
//!
//! Off until wanted: `same-as-source` leaves alone what may be a name or a word that both languages write alike. Texts all of
//! capitals, notes of copyright, and what has no word of three letters beside addresses, placeholders, tags and names of files, need no
//! translation.

use unicode_normalization::char::is_combining_mark;

use super::placeholder::placeholders;
use super::scripts::is_one_language;
use super::verbatim::{covers, merged, verbatim};
use super::{Check, Objection, Pair};
use crate::document::Severity;

/// The shortest word that needs a translation, in characters.
const SHORTEST: usize = 3;

/// See the file's own documentation.
pub(super) struct UnchangedText;

impl Check for UnchangedText {
    fn id(&self) -> &'static str {
        "unchanged-text"
    }

    fn about(&self) -> &'static str {
        "The translation is the source, even if it is one word"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        // The letter that opens a menu may be another one.
        if is_one_language(pair)
            || is_term(pair)
            || !plain(source).eq(plain(target))
            || !needs_translation(source)
        {
            return Vec::new();
        }
        vec![Objection {
            at: 0..target.len(),
            source_at: Some(0..source.len()),
            message: String::from("this is the source, not a translation"),
            ..Objection::default()
        }]
    }
}

/// The letters of `text` but for case and for the marks of menus.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    let kept = text.trim().chars().filter(|c| !matches!(c, '&' | '_' | '~'));
    kept.flat_map(char::to_lowercase)
}

/// Whether the whole text is a term that its glossary wants to stay as it is.
fn is_term(pair: &Pair<'_>) -> bool {
    let text = pair.source.text.trim();
    let mut terms = pair.terms.iter().map(|used| &used.hit.term);
    terms.any(|term| term.source == text && term.target == text)
}

fn needs_translation(text: &str) -> bool {
    let cased = |c: char| c.is_lowercase() || c.is_uppercase();
    let capitals = text.contains(cased) && !text.contains(char::is_lowercase);
    let filled = placeholders(text).into_iter().map(|found| found.at);
    let kept = merged(verbatim(text).into_iter().chain(filled));
    let is_word = |token: &str| {
        let at = token.as_ptr() as usize - text.as_ptr() as usize;
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        // `example.org`, `en_US` and `v2` are none.
        let plain = word
            .chars()
            .all(|c| c.is_alphabetic() || is_combining_mark(c) || "-'’".contains(c));
        let shortest = if word.contains(cased) { SHORTEST } else { 1 };
        plain && word.chars().count() >= shortest && !covers(&kept, at)
    };
    // Who owns a text is said alike everywhere.
    let owned = text.contains('©') || text.to_lowercase().contains("(c) copyright");
    !capitals && !owned && text.split([' ', '\n', '\t', '\u{A0}', '/']).any(is_word)
}
