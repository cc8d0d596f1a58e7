//! The mark at the end: a full stop, colon or ellipsis of the source that the translation has not, or a colon that it adds.
//!
//! Arabic often leaves the last stop out, so one that is added is left alone, and headlines and single words are not judged.
//! Question marks are for `lost-question`; an exclamation mark may fall.

use super::ends::{End, ends_alike};
use super::names::is_headline;
use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// The shortest text that ends in a full stop, in words.
const SHORTEST: usize = 5;

/// See the file's own documentation.
pub(super) struct EndMark;

impl Check for EndMark {
    fn id(&self) -> &'static str {
        "end-mark"
    }

    fn about(&self) -> &'static str {
        "The source ends in a full stop, a colon or an ellipsis, and the translation does not"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        if ends_alike(source, target) {
            return Vec::new();
        }
        let (there, here) = (End::of(source), End::of(target));
        let end = target.trim_end().len();
        let add = |mark: &str| {
            // A mark before the closing quotation mark is the translator's to place.
            target[..end].ends_with(char::is_alphanumeric).then(|| Edit {
                at: end..end,
                text: mark.to_owned(),
            })
        };
        let (message, fix) = match (there, here) {
            (End::Stop, End::Nothing)
                if target.split_whitespace().count() >= SHORTEST
                    && !is_headline(pair.here().words().map(|word| word.text)) =>
            {
                ("the source ends in a full stop, nothing does here", add("."))
            }
            (End::Colon, End::Nothing | End::Stop) => ("the source ends in a colon, nothing does here", None),
            (End::Stop | End::Nothing, End::Colon) => {
                ("a colon ends the translation and not the source", None)
            }
            (End::Ellipsis, End::Nothing | End::Stop) => {
                ("the source ends in an ellipsis, nothing does here", None)
            }
            _ => return Vec::new(),
        };
        vec![Objection {
            at: end..end,
            message: String::from(message),
            fix,
            ..Objection::default()
        }]
    }
}
