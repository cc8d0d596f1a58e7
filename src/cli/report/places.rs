//! Where the segments of an article stand in its file, so that an editor can go there.
//!
//! A file of text holds translations as they are, or at least the sources; what a format writes otherwise (an escape, an inline
//! code, a zip) is not found, and then nothing is said of its place. A translation is looked for between its source and the
//! next one, or before it on its line, and only as a whole: not as a part of other words.

use std::ops::Range;

use crate::document::{Article, Finding, Segment};

/// The file that was checked.
#[derive(Debug, Default)]
pub(in crate::cli) struct File {
    /// Its path from the working folder with `/`, or an absolute one if it is not in there.
    pub(in crate::cli) path: String,
    /// What it holds, if that is text.
    pub(in crate::cli) text: Option<String>,
}

/// A stretch of a line, both from 1, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) columns: Range<usize>,
}

/// How far the next segment is looked for, in bytes, so that one that is written otherwise costs little.
const WINDOW: usize = 1 << 18;

/// How many segments ahead one is looked for that says where a translation must have ended.
const AHEAD: usize = 3;

/// Where the text of a segment stands in the file, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Found {
    source: Option<usize>,
    target: Option<usize>,
}

/// Where the segments of an article stand in a text.
pub(super) struct Places<'a> {
    text: &'a str,
    /// Where its lines end.
    ends: Vec<usize>,
    found: Vec<Found>,
}

impl<'a> Places<'a> {
    /// Looks for the segments of `article` in `text`, one after the other. Linear in both.
    pub(super) fn of(article: &Article, text: &'a str) -> Self {
        let mut from = 0;
        let mut found = Vec::with_capacity(article.segments.len());
        for (index, segment) in article.segments.iter().enumerate() {
            let part = segment.source.text.trim();
            let window = on_character(text, from + WINDOW);
            let Some(source) = whole(text, part, from..window) else {
                found.push(Found::default());
                continue;
            };
            let end = source + part.len();
            let part = segment.target.content.text.trim();
            let window = on_character(text, end + WINDOW);
            let next = article.segments[index + 1..].iter().take(AHEAD);
            let next = next.filter_map(|next| whole(text, next.source.text.trim(), end..window));
            let limit = next.min().unwrap_or(window);
            // A bilingual file mostly has the source first, or else on the same line; a text has it alone.
            let line = text[from..source].rfind('\n').map_or(from, |at| from + at + 1);
            let target = whole(text, part, end..limit).or_else(|| whole(text, part, line..source));
            from = target.map_or(end, |target| end.max(target + part.len()));
            let source = Some(source);
            found.push(Found { source, target });
        }
        Self {
            text,
            ends: text.match_indices('\n').map(|(at, _)| at).collect(),
            found,
        }
    }

    /// Where `finding` of `segment`, the one at `index`, stands.
    pub(super) fn place(&self, index: usize, segment: &Segment, finding: &Finding) -> Option<Place> {
        let found = self.found[index];
        let (at, part, span) = match (found.target, found.source?) {
            (Some(at), _) => (at, &segment.target.content.text, Some(finding.at.clone())),
            (None, at) => (at, &segment.source.text, finding.source_at.clone()),
        };
        let trimmed = trimmed(part);
        let inside = |span: &Range<usize>| trimmed.start <= span.start && span.end <= trimmed.end;
        let span = span.filter(inside).unwrap_or(trimmed.clone());
        self.line(at + span.start - trimmed.start..at + span.end - trimmed.start)
    }

    /// Where `span` of the translation of `segment`, the one at `index`, stands, if that is known to the character and on one
    /// line.
    pub(super) fn in_target(&self, index: usize, segment: &Segment, span: &Range<usize>) -> Option<Place> {
        let at = self.found[index].target?;
        let trimmed = trimmed(&segment.target.content.text);
        let start = at + span.start.checked_sub(trimmed.start)?;
        let end = at + span.end.checked_sub(trimmed.start)?;
        let is_inside = span.end <= trimmed.end && !self.text.get(start..end)?.contains('\n');
        is_inside.then(|| self.line(start..end)).flatten()
    }

    /// The stretch `span` of the file, as far as it is on its first line.
    fn line(&self, span: Range<usize>) -> Option<Place> {
        let line = self.ends.partition_point(|end| *end < span.start);
        let line_start = line.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        let column = self.text.get(line_start..span.start)?.chars().count() + 1;
        let length = self.text.get(span)?.split('\n').next()?.chars().count();
        Some(Place {
            line: line + 1,
            columns: column..column + length,
        })
    }
}

/// Where `text` has something else than blanks at its ends.
fn trimmed(text: &str) -> Range<usize> {
    let skipped = text.len() - text.trim_start().len();
    skipped..skipped + text.trim().len()
}

/// The first byte from `at` on at which a character of `text` begins, or its end.
fn on_character(text: &str, at: usize) -> usize {
    let end = text.len();
    (at.min(end)..end)
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(end)
}

/// Where `part` stands first in the stretch `range` of `text` without a letter or figure of another word at its ends. What
/// has no letter may be the number of a row, and is not looked for.
fn whole(text: &str, part: &str, range: Range<usize>) -> Option<usize> {
    if !part.contains(char::is_alphabetic) {
        return None;
    }
    let is_apart = |at: usize| {
        !text[..at].ends_with(char::is_alphanumeric)
            && !text[at + part.len()..].starts_with(char::is_alphanumeric)
    };
    let mut found = text.get(range.clone())?.match_indices(part);
    found
        .find(|(at, _)| is_apart(range.start + at))
        .map(|(at, _)| range.start + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, SegmentId, Severity, State, Target};

    fn article(rows: &[(&str, &str)]) -> Article {
        let segments = rows.iter().enumerate().map(|(index, (source, target))| Segment {
            id: SegmentId::of(source, index),
            block: index,
            source: Content::plain(*source),
            gap: String::new(),
            target: Target {
                content: Content::plain(*target),
                state: State::Translated,
                ..Target::default()
            },
            terms: Vec::new(),
            matches: Vec::new(),
            findings: Vec::new(),
        });
        Article {
            segments: segments.collect(),
            ..Article::default()
        }
    }

    fn finding(at: Range<usize>) -> Finding {
        Finding {
            check: "numbers".into(),
            severity: Severity::Error,
            at,
            source_at: None,
            message: String::new(),
            fix: None,
            ignored: None,
            waived: None,
        }
    }

    #[test]
    fn a_finding_stands_on_the_line_of_its_translation() {
        let text = "source\ttarget\nقال\tsaid\nوصل 13\tarrived 31\n";
        let article = article(&[("قال", "said"), ("وصل 13", "arrived 31")]);
        let here = Places::of(&article, text).place(1, &article.segments[1], &finding(8..10));
        let columns = 16..18;
        assert_eq!(here, Some(Place { line: 3, columns }));
    }

    #[test]
    fn a_text_has_the_source_alone() {
        let article = article(&[("قال", "said"), ("وصل 13", "arrived 31")]);
        let place = |text| Places::of(&article, text).place(1, &article.segments[1], &finding(8..10));
        let columns = 1..7;
        assert_eq!(place("قال\nوصل 13\n"), Some(Place { line: 2, columns }));
        assert_eq!(place("PK"), None);
    }

    #[test]
    fn a_translation_that_stands_before_its_source_or_within_other_words_is_not_taken_for_another() {
        let rows = [("نعم", "Yes"), ("لا", "No"), ("نعم", "Yes")];
        let article = article(&rows);
        let line = |text: &str, index: usize| {
            let places = Places::of(&article, text);
            let span = 0..article.segments[index].target.content.text.len();
            places
                .in_target(index, &article.segments[index], &span)
                .map(|place| place.line)
        };
        let text = "target\tsource\nYes\tنعم\nNo\tلا\nYes\tنعم\n";
        assert_eq!(
            [0, 1, 2].map(|index| line(text, index)),
            [Some(2), Some(3), Some(4)]
        );
        let text = "source\ttarget\nنعم\t{1}Yes, No\nلا\tNobody\nنعم\tYes\n";
        assert_eq!([1, 2].map(|index| line(text, index)), [None, Some(4)]);
    }
}
