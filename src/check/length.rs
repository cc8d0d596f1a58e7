//! Translations far shorter or longer than their source: a clause was left out, or something was added.
//!
//! Lengths are compared by how many characters each language takes to say the same (`density` in its data file), so
//! that Chinese need not be as long as German. The shorter the text, the more room it is given; headlines and single
//! words are not judged. A language of unknown density is left alone.

use unicode_normalization::char::is_combining_mark;

use std::ops::Range;

use super::pair::Text;
use super::verbatim::{covers, merged};
use super::{Check, Objection, Pair};
use crate::document::{Outcome, Severity, TermUse};

/// The shortest source that is judged, in characters of English.
const SHORTEST: f32 = 30.0;

/// The factor that separates a free translation from an incomplete one, in long texts.
const FACTOR: f32 = 1.9;

/// Room that a text is given besides, in characters of English.
const ROOM: f32 = 35.0;

/// How many characters a letter of an acronym stands for besides itself: `الصحة العالمية`, WHO.
const SPELLED: usize = 4;

/// How many characters a mark between two figures saves: of what a score or a time counts (`3-1`, `2:01:39`).
const COUNTED: usize = 10;

/// The id of the check.
pub(super) const ID: &str = "length";

/// See the file's own documentation.
pub(super) struct Length;

impl Check for Length {
    fn id(&self) -> &'static str {
        ID
    }

    fn about(&self) -> &'static str {
        "The translation is far shorter or longer than its source"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let Some((source, target)) = pair.extents() else {
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

/// How long both texts would be in English, in characters, without the terms that are told, whose length in the one says
/// nothing of the other, and without numbers in words, which are figures in the other. `None` where a language's density is not known.
pub(super) fn extents(pair: &Pair<'_>) -> Option<(f32, f32)> {
    let told = |used: &TermUse| match &used.outcome {
        Outcome::Held(at) | Outcome::Variant(at) => Some((used.hit.word.clone(), at.clone())),
        _ => None,
    };
    let (there, here): (Vec<_>, Vec<_>) = pair.terms.iter().filter_map(told).unzip();
    let (figures, others) = (pair.there().figures(), pair.here().figures());
    let there = there.into_iter().chain(figures.shortened(others));
    let here = here.into_iter().chain(others.shortened(figures));
    let source = extent(pair.there(), there)?;
    Some((source, extent(pair.here(), here)?))
}

/// How long `text` would be in English, in characters, without what stands at `cut`.
fn extent(read: Text<'_>, cut: impl Iterator<Item = Range<usize>>) -> Option<f32> {
    let (text, density) = (read.text(), read.language().density);
    let cut = merged(cut);
    let whole = text.trim_end();
    let ends = cut.iter().map(|span| span.start).chain([whole.len()]);
    let kept = [0].into_iter().chain(cut.iter().map(|span| span.end)).zip(ends);
    let kept = kept.filter_map(|(start, end)| whole.get(start..end));
    let characters: usize = kept
        .map(|part| part.chars().filter(|c| is_counted(*c)).count())
        .sum();
    let headline = !text.contains(char::is_lowercase);
    let counted = read.figures().joints(text) * COUNTED;
    let spelled: usize = read
        .words()
        .filter(|word| !headline && !covers(&cut, word.span.start))
        .map(|word| unspelled(word.text))
        .sum();
    // A segment has far fewer characters than an `f32` can count exactly.
    #[expect(clippy::cast_precision_loss, reason = "a segment is short")]
    let characters = (characters + spelled + counted) as f32;
    (density > 0.0).then(|| characters / density)
}

/// Whether a character adds to the length of a text: marks and stretches do not.
fn is_counted(c: char) -> bool {
    match c {
        // Most text is of these, told without the tables of Unicode.
        '\0'..='\u{2FF}' | 'ء'..='غ' | 'ف'..='ي' => true,
        '\u{640}' => false,
        c => !is_combining_mark(c),
    }
}

/// How many characters an acronym saves, or a letter of one that is parted by stops; none for any other word.
fn unspelled(word: &str) -> usize {
    let letters = word.chars().filter(|c| c.is_alphabetic());
    if letters.clone().all(char::is_uppercase) && !matches!(word, "A" | "I") {
        letters.count() * SPELLED
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_without_tables_is_no_mark() {
        let by_tables = |c: char| !is_combining_mark(c) && c != '\u{640}';
        assert!(('\0'..=char::MAX).all(|c| is_counted(c) == by_tables(c)));
    }
}
