//! Any mark at the end that the other side has not: full stop, colon, semicolon, question, exclamation, ellipsis.
//!
//! Off until wanted, for texts that others take apart or put together; `end-mark` and `lost-question` know what translators may do.
//! Marks are compared by what they mean in whatever script. Thai and Lao do without them, Japanese ends what introduces a
//! list with a stop, and texts of four characters may be abbreviations. Three stops may become an ellipsis, an ellipsis no three stops; two
//! question or exclamation marks no one, and where `؟` belongs, `?` is none.

use unicode_script::Script;

use super::ends::{End, ends_alike, ends_in};
use super::{Check, Objection, Pair};
use crate::document::Severity;

/// Sources up to this length may have a stop for an abbreviation, in characters.
const ABBREVIATION: usize = 4;

/// See the file's own documentation.
pub(super) struct ChangedEndMark;

impl Check for ChangedEndMark {
    fn id(&self) -> &'static str {
        "changed-end-mark"
    }

    fn about(&self) -> &'static str {
        "The translation does not end in the mark that the source ends in"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let (there, here) = (End::of(source), End::of(target));
        let message = match (mark(there), mark(here)) {
            _ if source.trim_end().ends_with('…') && target.trim_end().ends_with("...") => {
                String::from("the source ends in “…”, the translation in “...”")
            }
            _ if pair.to.punctuation.question.is_some() && target.trim_end().ends_with('?') => {
                String::from("the translation ends in a question mark of another script")
            }
            _ if there == here && run(source).min(run(target)) > 0 && run(source) != run(target) => {
                format!(
                    "the source ends in {} marks, the translation in {}",
                    run(source),
                    run(target)
                )
            }
            _ if may_differ(source, there, target, here) => return Vec::new(),
            (Some(mark), None) => format!("the source ends in “{mark}”, nothing does here"),
            (Some(mark), Some(other)) => format!("the source ends in “{mark}”, the translation in “{other}”"),
            (None, Some(mark)) => format!("“{mark}” ends the translation and not the source"),
            (None, None) => return Vec::new(),
        };
        let end = target.trim_end().len();
        vec![Objection {
            at: end..end,
            message,
            ..Objection::default()
        }]
    }
}

fn may_differ(source: &str, there: End, target: &str, here: End) -> bool {
    let stop = there == End::Stop || here == End::Stop;
    let nothing = there == End::Nothing || here == End::Nothing;
    let any = |scripts: &[Script]| scripts.iter().any(|script| ends_in(target, *script));
    let introduces = matches!(there, End::Colon | End::Semicolon);
    let japanese = [Script::Han, Script::Hiragana, Script::Katakana];
    // "¡Para! ahora": what is opened is closed where it ends.
    let closed = match there {
        End::Question => target.contains('¿') && target.contains('?'),
        End::Exclamation => target.contains('¡') && target.contains('!'),
        _ => false,
    };
    there == here
        || closed
        || ends_alike(source, target)
        || (stop && nothing && source.trim().chars().count() <= ABBREVIATION)
        || (introduces && matches!(here, End::Stop | End::Colon | End::Semicolon) && any(&japanese))
}

/// How many question and exclamation marks `text` ends in.
fn run(text: &str) -> usize {
    let marks = text.trim_end().chars().rev();
    marks.take_while(|c| "?!؟？！".contains(*c)).count()
}

/// The mark that stands for all of its kind.
fn mark(end: End) -> Option<&'static str> {
    match end {
        End::Stop => Some("."),
        End::Colon => Some(":"),
        End::Semicolon => Some(";"),
        End::Question => Some("?"),
        End::Exclamation => Some("!"),
        End::Interrobang => Some("?!"),
        End::Ellipsis => Some("…"),
        End::Comma | End::Other | End::Nothing => None,
    }
}
