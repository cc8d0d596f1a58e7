//! What an article holds beside sources and targets, and which formats have a place for it.

use super::Format;
use crate::document::{Article, BlockKind, Origin, Segment, State};

/// A part of an article that some formats have no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Segments without a target.
    Untranslated,
    /// How far each target has come.
    States,
    /// Where each target came from.
    Origins,
    /// Why a segment is empty.
    Reasons,
    /// Inline codes.
    Codes,
    /// What people remarked.
    Comments,
    /// Glossary terms that were found.
    Terms,
    /// What the memory offered.
    Matches,
    /// What the checks object to.
    Findings,
    /// Which blocks are headings, entries of lists, quotes.
    Blocks,
    /// The title of the document.
    Title,
}

impl Part {
    /// Every part.
    pub const ALL: &[Self] = &[
        Self::Untranslated,
        Self::States,
        Self::Origins,
        Self::Reasons,
        Self::Codes,
        Self::Comments,
        Self::Terms,
        Self::Matches,
        Self::Findings,
        Self::Blocks,
        Self::Title,
    ];

    /// How often `article` has it. What a reader would assume of a file that does not say is not counted: that a target
    /// is translated, by whoever wrote the file, and that a block is a paragraph.
    fn times(self, article: &Article) -> usize {
        let segments = article.segments.iter();
        let each = |count: fn(&Segment) -> usize| article.segments.iter().map(count).sum();
        match self {
            Self::Untranslated => segments
                .filter(|segment| segment.target.content.is_blank())
                .count(),
            Self::States => segments
                .filter(|segment| !matches!(segment.target.state, State::Empty | State::Translated))
                .count(),
            Self::Origins => segments
                .filter(|segment| {
                    let origin = segment.target.origin.as_ref();
                    origin.is_some_and(|origin| *origin != Origin::File)
                })
                .count(),
            Self::Reasons => segments.filter(|segment| segment.target.reason.is_some()).count(),
            Self::Codes => each(|segment| segment.source.codes.len() + segment.target.content.codes.len()),
            Self::Comments => article.comments.len(),
            Self::Terms => each(|segment| segment.terms.len()),
            Self::Matches => each(|segment| segment.matches.len()),
            Self::Findings => each(|segment| segment.open_findings().count()),
            Self::Blocks => article
                .blocks
                .iter()
                .filter(|kind| **kind != BlockKind::Paragraph)
                .count(),
            Self::Title => usize::from(article.title.is_some()),
        }
    }

    /// `times` of it, in words.
    fn words(self, times: usize) -> String {
        let counted = |one: &str| format!("{times} {one}{}", if times == 1 { "" } else { "s" });
        match self {
            Self::Untranslated => counted("segment") + " without a target",
            Self::States => String::from("the state of ") + &counted("segment"),
            Self::Origins => String::from("where ") + &counted("target") + " came from",
            Self::Reasons => String::from("the reason of ") + &counted("empty segment"),
            Self::Codes => counted("inline code"),
            Self::Comments => counted("comment"),
            Self::Terms => counted("found term"),
            Self::Matches => counted("memory match").replace("matchs", "matches"),
            Self::Findings => counted("finding"),
            Self::Blocks => String::from("what ") + &counted("block") + " are (headings, lists…)",
            Self::Title => String::from("the title"),
        }
    }
}

/// What of an article a file of a format has no place for.
pub struct Lost<'a> {
    format: &'a dyn Format,
    /// How often each of [`Part::ALL`] was met.
    times: [usize; Part::ALL.len()],
}

impl<'a> Lost<'a> {
    /// Nothing yet, of what is written as `format`.
    #[must_use]
    pub fn in_format(format: &'a dyn Format) -> Self {
        Self {
            format,
            times: [0; Part::ALL.len()],
        }
    }

    /// Takes in an article, or a part of one.
    pub fn note(&mut self, article: &Article) {
        for (times, part) in self.times.iter_mut().zip(Part::ALL) {
            *times += part.times(article);
        }
    }

    fn missing(&self) -> impl Iterator<Item = (Part, usize)> {
        let carried = self.format.carries();
        let all = Part::ALL.iter().copied().zip(self.times);
        all.filter(|(part, times)| *times > 0 && !carried.contains(part))
    }

    /// It in words; segments without a target are not among it.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let missing = self.missing().filter(|(part, _)| *part != Part::Untranslated);
        missing.map(|(part, times)| part.words(times)).collect()
    }

    /// How many segments are left out, because they have no target.
    #[must_use]
    pub fn segments(&self) -> usize {
        let mut missing = self.missing();
        let untranslated = missing.find(|(part, _)| *part == Part::Untranslated);
        untranslated.map_or(0, |(_, times)| times)
    }
}

/// What of `article` a file of `format` has no place for, in words; segments without a target are not among it.
#[must_use]
pub fn lost(article: &Article, format: &dyn Format) -> Vec<String> {
    let mut lost = Lost::in_format(format);
    lost.note(article);
    lost.words()
}

/// How many segments a file of `format` leaves out, because they have no target.
#[must_use]
pub fn left_out(article: &Article, format: &dyn Format) -> usize {
    let mut lost = Lost::in_format(format);
    lost.note(article);
    lost.segments()
}
