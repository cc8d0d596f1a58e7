//! Where the segments of an article stand in its file, so that an editor can go there.
//!
//! A file of text holds translations as they are, or at least the sources; what a format writes otherwise (an escape, a zip) is not
//! found, and then nothing is said of its place.

use std::ops::Range;

use crate::document::{Article, Finding, Segment};

/// The file that was checked.
#[derive(Debug, Default)]
pub(in crate::cli) struct File {
    /// Its path as it was given.
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

/// What of a segment stands at a byte of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Target(usize),
    Source(usize),
}

/// Where the segments of an article stand in a text.
pub(super) struct Places<'a> {
    text: &'a str,
    /// Where its lines end.
    ends: Vec<usize>,
    found: Vec<Option<Found>>,
}

impl<'a> Places<'a> {
    /// Looks for the segments of `article` in `text`, one after the other. Linear in both.
    pub(super) fn of(article: &Article, text: &'a str) -> Self {
        let mut from = 0;
        let mut next = |part: &str| {
            let part = part.trim();
            let end = text.len().min(from + WINDOW);
            let end = (end..text.len())
                .find(|end| text.is_char_boundary(*end))
                .unwrap_or(text.len());
            let at = text[from..end].find(part).filter(|_| !part.is_empty())? + from;
            from = at + part.len();
            Some(at)
        };
        let place = |segment: &Segment| {
            // A bilingual file has the source before the target, a text has it alone.
            let source = next(&segment.source.text).map(Found::Source);
            next(&segment.target.content.text).map(Found::Target).or(source)
        };
        Self {
            text,
            ends: text.match_indices('\n').map(|(at, _)| at).collect(),
            found: article.segments.iter().map(place).collect(),
        }
    }

    /// Where `finding` of `segment`, the one at `index`, stands.
    pub(super) fn place(&self, index: usize, segment: &Segment, finding: &Finding) -> Option<Place> {
        let (at, part, span) = match self.found[index]? {
            Found::Target(at) => (at, &segment.target.content.text, Some(finding.at.clone())),
            Found::Source(at) => (at, &segment.source.text, finding.source_at.clone()),
        };
        let skipped = part.len() - part.trim_start().len();
        let whole = skipped..skipped + part.trim().len();
        let inside = |span: &Range<usize>| whole.start <= span.start && span.end <= whole.end;
        let span = span.filter(inside).unwrap_or(whole.clone());
        let (start, end) = (at + span.start - skipped, at + span.end - skipped);
        let line = self.ends.partition_point(|end| *end < start);
        let line_start = line.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        let column = self.text.get(line_start..start)?.chars().count() + 1;
        let length = self.text.get(start..end)?.split('\n').next()?.chars().count();
        Some(Place {
            line: line + 1,
            columns: column..column + length,
        })
    }
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
}
