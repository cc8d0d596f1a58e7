//! Translations far shorter or longer than their source: a clause was left out, or something was added.
//!
//! Lengths are compared by how many characters each language takes to say the same (`density` in its data file), so
//! that Chinese need not be as long as German. The shorter the text, the more room it is given; headlines and single
//! words are not judged. A language of unknown density is left alone.

use unicode_normalization::char::is_combining_mark;

use super::{Check, Objection, Pair};
use crate::document::Severity;
use crate::language::Language;

/// The shortest source that is judged, in characters of English.
const SHORTEST: f32 = 30.0;

/// The factor that separates a free translation from an incomplete one, in long texts.
const FACTOR: f32 = 1.9;

/// Room that a text is given besides, in characters of English.
const ROOM: f32 = 25.0;

/// See the file's own documentation.
pub(super) struct Length;

impl Check for Length {
    fn id(&self) -> &'static str {
        "length"
    }

    fn about(&self) -> &'static str {
        "The translation is far shorter or longer than its source"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (
            extent(&pair.source.text, pair.from),
            extent(&pair.target.text, pair.to),
        );
        let (Some(source), Some(target)) = (source, target) else {
            return Vec::new();
        };
        let most = FACTOR + ROOM / source;
        let message = if source < SHORTEST {
            return Vec::new();
        } else if target * most < source {
            "the translation is far shorter than the source: something may be left out"
        } else if source * most < target {
            "the translation is far longer than the source: something may be added"
        } else {
            return Vec::new();
        };
        vec![Objection {
            at: 0..pair.target.text.len(),
            source_at: Some(0..pair.source.text.len()),
            message: String::from(message),
            ..Objection::default()
        }]
    }
}

/// How long `text` would be in English, in characters.
pub(super) fn extent(text: &str, language: &Language) -> Option<f32> {
    let counts = |c: &char| !is_combining_mark(*c) && *c != '\u{640}';
    let characters = text.trim().chars().filter(counts).count();
    // A segment has far fewer characters than an `f32` can count exactly.
    #[expect(clippy::cast_precision_loss, reason = "a segment is short")]
    let characters = characters as f32;
    (language.density > 0.0).then(|| characters / language.density)
}
