//! Questions that became statements.
//!
//! Only a segment that ends in a question mark is judged, and any question mark in the translation answers it, as does a
//! word that tells a question: *the question is who pays*. A quotation that ends in one may be told in other words, so it is left alone.

use super::ends::{End, asks, ends_alike};
use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// See the file's own documentation.
pub(super) struct LostQuestion;

impl Check for LostQuestion {
    fn id(&self) -> &'static str {
        "lost-question"
    }

    fn about(&self) -> &'static str {
        "The source asks, the translation does not"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (pair.source.text.trim_end(), pair.target.text.trim_end());
        let Some(mark) = source.chars().next_back().filter(|&c| asks(c)) else {
            return Vec::new();
        };
        if target.contains(asks) || End::of(target) == End::Question || ends_alike(source, target) {
            return Vec::new();
        }
        let telling = &pair.to.punctuation.telling_questions;
        let is_told = |word: &str| telling.iter().any(|known| known == word);
        if pair.here().folded().any(is_told) {
            return Vec::new();
        }
        let stop = target.strip_suffix(['.', '۔', '。', '।', '!']);
        let at = stop.map_or(target.len(), str::len)..target.len();
        vec![Objection {
            source_at: Some(source.len() - mark.len_utf8()..source.len()),
            message: String::from("the source asks, nothing is asked here"),
            fix: Some(Edit {
                at: at.clone(),
                text: pair.to.punctuation.question.unwrap_or('?').into(),
            }),
            at,
            ..Objection::default()
        }]
    }
}
