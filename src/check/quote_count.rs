//! As many quotation marks as the source has.
//!
//! Off until wanted: `changed-quotation` knows what translators may do. Double marks of whatever kind are counted together, and apart from them single
//! ones where they open at the beginning of a word and close at the end of one, so that apostrophes are none.

use std::ops::Range;

use super::pair::Text;
use super::verbatim::covers;
use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct QuoteCount;

impl Check for QuoteCount {
    fn id(&self) -> &'static str {
        "quote-count"
    }

    fn about(&self) -> &'static str {
        "The translation has more or fewer quotation marks than the source"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (pair.there(), pair.here());
        let end = target.text().len();
        let differs = |kind: &str, there: usize, here: usize| {
            (there != here).then(|| Objection {
                at: end..end,
                message: format!("the source has {there} {kind} quotation marks, the translation {here}"),
                ..Objection::default()
            })
        };
        let double = differs("double", double(source), double(target));
        let single = differs("single", single(source), single(target));
        double.into_iter().chain(single).collect()
    }
}

/// How many double marks `text` has.
fn double(text: Text<'_>) -> usize {
    let tags = tags(text);
    let marks = text.text().char_indices().filter(|(_, c)| {
        matches!(
            c,
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』' | '《' | '》'
        )
    });
    marks.filter(|&(at, _)| !covers(&tags, at)).count()
}

/// How many single marks `text` has that open a quotation or close the one that is open.
fn single(text: Text<'_>) -> usize {
    let (tags, text) = (tags(text), text.text());
    let (mut open, mut pairs) = (false, 0);
    let marks = text.match_indices(['\'', '‘', '’', '‚', '‹', '›']);
    for (at, mark) in marks.filter(|&(at, _)| !covers(&tags, at)) {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let after = &text[at + mark.len()..];
        if !open && !letter(text[..at].chars().next_back()) && !after.starts_with(char::is_whitespace) {
            open = true;
        } else if open && !letter(after.chars().next()) {
            open = false;
            pairs += 1;
        }
    }
    2 * pairs
}

/// Tags, which hold marks of their own.
fn tags(text: Text<'_>) -> Vec<Range<usize>> {
    let filled = text
        .placeholders()
        .iter()
        .map(|placeholder| placeholder.at.clone());
    filled
        .filter(|at| text.text()[at.clone()].starts_with('<'))
        .collect()
}
