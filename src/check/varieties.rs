//! Words that two varieties of a language spell differently.

use rustc_hash::FxHashMap;

use super::Objection;
use crate::document::Edit;
use crate::text::words;

/// The words of `text` that `spellings` lists, each with its other spelling. Linear in the text.
pub(super) fn respelled(text: &str, spellings: &FxHashMap<String, String>) -> Vec<Objection> {
    words(text)
        .filter_map(|word| {
            let other = spellings.get(word.text)?;
            Some(Objection {
                at: word.span.clone(),
                message: format!("“{}” is “{other}” in this house", word.text),
                fix: Some(Edit {
                    at: word.span,
                    text: other.clone(),
                }),
                ..Objection::default()
            })
        })
        .collect()
}
