//! As many brackets of each kind as the source has.
//!
//! Off until wanted: who explains an acronym in brackets does good work. Full-width brackets are brackets, and those of placeholders
//! are not counted.

use super::pair::Text;
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
        let end = pair.target.text.len();
        let differs = |bracket: &[char; 2]| {
            let (there, here) = (count(pair.there(), *bracket), count(pair.here(), *bracket));
            (there != here).then(|| Objection {
                at: end..end,
                message: format!("the source has {there} of {}, the translation {here}", bracket[0]),
                ..Objection::default()
            })
        };
        BRACKETS.iter().filter_map(differs).collect()
    }
}

fn count(text: Text<'_>, bracket: [char; 2]) -> usize {
    let all = text.text().matches(bracket).count();
    if all == 0 {
        return 0;
    }
    let filled = text.placeholders().iter();
    let filled = filled.map(|placeholder| text.text()[placeholder.at.clone()].matches(bracket).count());
    all - filled.sum::<usize>()
}
