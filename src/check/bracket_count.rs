//! As many brackets of each kind as the source has.
//!
//! Off until wanted: who explains an acronym in brackets does good work. Full-width brackets are brackets, and those of placeholders
//! are not counted.

use super::placeholder::placeholders;
use super::{Check, Objection, Pair};
use crate::document::Severity;

/// Brackets that are counted, each with its full-width sister.
const BRACKETS: [[char; 2]; 6] = [
    ['(', '（'],
    [')', '）'],
    ['[', '［'],
    [']', '］'],
    ['{', '｛'],
    ['}', '｝'],
];

/// See the file's own documentation.
pub(super) struct BracketCount;

impl Check for BracketCount {
    fn id(&self) -> &'static str {
        "bracket-count"
    }

    fn about(&self) -> &'static str {
        "The translation has more or fewer brackets than the source"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let differs = |bracket: &[char; 2]| {
            let (there, here) = (count(source, *bracket), count(target, *bracket));
            (there != here).then(|| Objection {
                at: target.len()..target.len(),
                message: format!("the source has {there} of {}, the translation {here}", bracket[0]),
                ..Objection::default()
            })
        };
        BRACKETS.iter().filter_map(differs).collect()
    }
}

fn count(text: &str, bracket: [char; 2]) -> usize {
    if !text.contains(bracket) {
        return 0;
    }
    let filled: usize = placeholders(text)
        .into_iter()
        .map(|placeholder| text[placeholder.at].matches(bracket).count())
        .sum();
    text.matches(bracket).count() - filled
}
