//! Letters stretched for looks (tatweel, U+0640), which hide a word from every search.
//!
//! One that ties a prefix to a mark (`بـ"نعم"`, `الـ15`) has a reason and is left alone, and so is what the source has too.

use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// The tatweel, and the vowel marks that old encodings put on one.
const TATWEEL: [char; 10] = [
    '\u{640}', '\u{FCF2}', '\u{FCF3}', '\u{FCF4}', '\u{FE71}', '\u{FE77}', '\u{FE79}', '\u{FE7B}',
    '\u{FE7D}', '\u{FE7F}',
];

/// See the file's own documentation.
pub(super) struct Kashida;

impl Check for Kashida {
    fn id(&self) -> &'static str {
        "kashida"
    }

    fn about(&self) -> &'static str {
        "A word of the translation is stretched"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        if pair.source.text.contains(TATWEEL) {
            return Vec::new();
        }
        let target = &pair.target.text;
        let mut objections: Vec<Objection> = Vec::new();
        for (at, stretch) in target.match_indices(TATWEEL) {
            let end = at + stretch.len();
            let within = target[end..]
                .chars()
                .find(|c| !TATWEEL.contains(c))
                .is_some_and(char::is_alphabetic);
            match objections.last_mut() {
                Some(last) if last.at.end == at => {
                    last.at.end = end;
                    last.fix.iter_mut().for_each(|fix| fix.at.end = end);
                }
                _ if within => objections.push(Objection {
                    at: at..end,
                    message: String::from("the word is stretched here"),
                    fix: Some(Edit {
                        at: at..end,
                        text: String::new(),
                    }),
                    ..Objection::default()
                }),
                _ => {}
            }
        }
        objections
    }
}
