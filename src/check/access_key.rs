//! The key that opens a menu or presses a button (`&File`, `_Edit`), missing, new, or there twice.
//!
//! Off until wanted, since prose has none. The sign stands before a letter or figure at the beginning of a word or within one, and is
//! looked for where the source has exactly one of it; `&amp;`, `a & b` and `snake_case_names` have none.

use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct AccessKey;

impl Check for AccessKey {
    fn id(&self) -> &'static str {
        "access-key"
    }

    fn about(&self) -> &'static str {
        "The key that opens a menu or presses a button is missing, new, or marked twice"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let end = target.len();
        let differs = |sign: &char| {
            let (there, here) = (keys(source, *sign), keys(target, *sign));
            let judged = there.len() < 2 && there.len() != here.len();
            judged.then(|| Objection {
                at: here.last().map_or(end..end, |&at| at..at + sign.len_utf8()),
                message: format!(
                    "the source has {} of {sign}, the translation {}",
                    there.len(),
                    here.len()
                ),
                ..Objection::default()
            })
        };
        ['&', '_', '~'].iter().filter_map(differs).collect()
    }
}

/// Where `sign` marks a key, in bytes.
fn keys(text: &str, sign: char) -> Vec<usize> {
    let marks = |at: &usize| {
        let after = &text[at + sign.len_utf8()..];
        let name = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
        let is_entity = sign == '&' && name.is_some_and(|end| end > 1 && after[end..].starts_with(';'));
        let doubled = text[..*at].ends_with(sign) || after.starts_with(sign);
        after.starts_with(char::is_alphanumeric) && !is_entity && !doubled
    };
    text.match_indices(sign).map(|(at, _)| at).filter(marks).collect()
}
