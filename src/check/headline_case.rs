//! Headlines with a capital for every word, in a house that writes them as sentences.
//!
//! Off until wanted. A headline ends without a mark; names keep their capitals, so it is judged by the words of everyday in it.

use super::{Check, Objection, Pair};
use crate::document::Severity;
use crate::language::is_everyday;
use crate::text::words;

/// The longest headline, in words.
const LONGEST: usize = 20;

/// See the file's own documentation.
pub(super) struct HeadlineCase;

impl Check for HeadlineCase {
    fn id(&self) -> &'static str {
        "headline-case"
    }

    fn about(&self) -> &'static str {
        "A headline has a capital for every word"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let target = pair.target.text.trim_end();
        let count = words(target).count();
        if !target.ends_with(char::is_alphanumeric) || count > LONGEST {
            return Vec::new();
        }
        // The first word has a capital anyway, and small words often have none in such headlines.
        let long = words(target).skip(1).filter(|word| word.text.chars().count() > 3);
        let plain: Vec<bool> = long
            .filter(|word| is_everyday(&word.text.to_lowercase(), pair.to))
            .map(|word| word.text.starts_with(char::is_uppercase))
            .collect();
        let capitals = plain.iter().filter(|capital| **capital).count();
        if capitals < 2 || capitals * 3 < plain.len() * 2 {
            return Vec::new();
        }
        vec![Objection {
            at: 0..target.len(),
            message: String::from("a headline is written as a sentence in this house"),
            ..Objection::default()
        }]
    }
}
