//! Inline codes in another order than in the source.
//!
//! Off until wanted, since words change places and take their codes with them; `lost-code` objects to those that are lost or crossed.

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
        let ids = |content: &Content| content.codes.iter().map(|code| code.id).collect::<Vec<_>>();
        let (there, here) = (ids(pair.source), ids(pair.target));
        let sorted = |list: &[_]| {
            let mut list = list.to_vec();
            list.sort_unstable();
            list
        };
        if there == here || sorted(&there) != sorted(&here) {
            return Vec::new();
        }
        let moved = pair
            .target
            .codes
            .iter()
            .zip(&there)
            .find(|(code, id)| code.id != **id);
        let at = moved.map_or(0, |(code, _)| code.at);
        vec![Objection {
            at: at..at,
            message: String::from("the codes stand in another order than in the source"),
            ..Objection::default()
        }]
    }
}
