//! A letter that stands three times in a row: *commmittee*.
//!
//! Left alone: addresses, words all of capitals (Roman numbers), words made of one or two letters (*hmmm*, `ههههه`), and what the
//! source writes so.

use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct TripledLetter;

impl Check for TripledLetter {
    fn id(&self) -> &'static str {
        "tripled-letter"
    }

    fn about(&self) -> &'static str {
        "A letter stands three times in a row"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let source = &pair.source.text;
        let mut found = pair.here().words().filter(|word| is_slip(word.text)).peekable();
        if found.peek().is_none() {
            return Vec::new();
        }
        found
            .filter(|word| !pair.here().is_address(word.span.start) && !source.contains(word.text))
            .map(|word| Objection {
                message: format!("the letter stands three times in “{}”", word.text),
                at: word.span,
                ..Objection::default()
            })
            .collect()
    }
}

fn is_slip(word: &str) -> bool {
    let (mut run, mut longest, mut previous) = (0, 0, ' ');
    let mut kinds: Vec<char> = Vec::new();
    for c in word.chars() {
        run = if c == previous && c.is_alphabetic() {
            run + 1
        } else {
            1
        };
        longest = longest.max(run);
        previous = c;
        if kinds.len() < 3 && !kinds.contains(&c) {
            kinds.push(c);
        }
    }
    longest > 2
        && kinds.len() > 2
        && (word.contains(char::is_lowercase) || !word.contains(char::is_uppercase))
}
