//! A translation that is the source.
//!
//! Numbers, addresses and codes are the same in every language, and so are many names where both languages
//! write with the same letters: a text of at most three words with capitals is taken for a name.

use super::scripts::{differ, is_one_language, letters_of};
use super::verbatim::{covers, verbatim};
use super::{Check, Objection, Pair};
use crate::document::Severity;
use crate::text::words;

/// The longest text that is taken for a name, in words.
const NAME: usize = 3;

/// See the file's own documentation.
pub(super) struct SameAsSource;

impl Check for SameAsSource {
    fn id(&self) -> &'static str {
        "same-as-source"
    }

    fn about(&self) -> &'static str {
        "The translation is the source, word for word"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        if is_one_language(pair) || source.trim() != target.trim() || !needs_translation(pair) {
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

fn needs_translation(pair: &Pair<'_>) -> bool {
    let text = &pair.source.text;
    let addresses = verbatim(text);
    let mut read = text.char_indices().filter(|&(at, _)| !covers(&addresses, at));
    if differ(pair.from, pair.to) {
        let is_letter = letters_of(pair.from);
        return read.any(|(_, c)| is_letter(c));
    }
    let words: Vec<_> = words(text)
        .filter(|word| !covers(&addresses, word.span.start))
        .collect();
    let plain = |word: &str| word.chars().all(|c| c.is_lowercase());
    words.len() > NAME || words.iter().filter(|word| plain(word.text)).count() > 1
}
