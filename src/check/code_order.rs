//! Inline codes, or tags in plain text, in another order than in the source.
//!
//! Off until wanted, since words change places and take their codes with them; `lost-code` objects to those that are lost or crossed.

use super::placeholder::placeholders;
use super::{Check, Objection, Pair};
use crate::document::{Content, Severity};

/// See the file's own documentation.
pub(super) struct CodeOrder;

impl Check for CodeOrder {
    fn id(&self) -> &'static str {
        "code-order"
    }

    fn about(&self) -> &'static str {
        "The inline codes stand in another order than in the source"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (there, here) = (marks(pair.source), marks(pair.target));
        let keys = |list: &[(usize, String)]| list.iter().map(|(_, key)| key.clone()).collect::<Vec<_>>();
        let sorted = |list| {
            let mut keys = keys(list);
            keys.sort_unstable();
            keys
        };
        let moved = here.iter().zip(&there).find(|(here, there)| here.1 != there.1);
        let Some(((at, _), _)) = moved.filter(|_| sorted(&there) == sorted(&here)) else {
            return Vec::new();
        };
        vec![Objection {
            at: *at..*at,
            message: String::from("the codes stand in another order than in the source"),
            ..Objection::default()
        }]
    }
}

/// The inline codes and the tags of `content` in order: where each stands, and which it is.
fn marks(content: &Content) -> Vec<(usize, String)> {
    let codes = content.codes.iter().map(|code| (code.at, code.id.to_string()));
    let tags = placeholders(&content.text)
        .into_iter()
        .filter(|placeholder| placeholder.key.starts_with('<'));
    let mut marks: Vec<_> = codes.chain(tags.map(|tag| (tag.at.start, tag.key))).collect();
    marks.sort_by_key(|(at, _)| *at);
    marks
}
