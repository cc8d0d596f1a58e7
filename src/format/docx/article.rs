//! The translation alone, set as an article in one column.

use super::runs::{self, Look};
use crate::document::{Article, BlockKind, Segment};
use crate::format::labels;
use crate::format::markup::Markup;
use crate::language::{self, Direction};

/// Writes the blocks in order; a segment without a target stands as source text, marked and counted.
pub(super) fn write(article: &Article, body: &mut Markup) {
    if let Some(notice) = labels::untranslated(article) {
        runs::paragraph("ArticleInfo", Direction::Ltr, body, |line| {
            let look = Look {
                style: Some("Untranslated"),
                ..Look::default()
            };
            runs::write(&notice, Direction::Ltr, &look, line);
        });
    }
    for (kind, segments) in article.by_block() {
        let tag = labels::block_language(article, segments);
        let base = language::of(tag).direction;
        runs::paragraph(style(kind), base, body, |paragraph| {
            write_block(article, segments, base, paragraph);
        });
    }
}

fn style(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "Title",
        BlockKind::Heading(1) => "Heading1",
        BlockKind::Heading(2) => "Heading2",
        BlockKind::Heading(3) => "Heading3",
        BlockKind::Heading(4) => "Heading4",
        BlockKind::Heading(5) => "Heading5",
        BlockKind::Heading(_) => "Heading6",
        BlockKind::ListItem => "ListParagraph",
        BlockKind::Quote => "Quote",
        BlockKind::Paragraph | BlockKind::Cell | BlockKind::Caption | BlockKind::Attribute => "BodyParagraph",
    }
}

/// The words alone: a reader has no use for the placeholders of inline codes.
fn write_block(article: &Article, segments: &[Segment], base: Direction, paragraph: &mut Markup) {
    for (index, segment) in segments.iter().enumerate() {
        let blank = segment.target.content.is_blank();
        let (text, tag, style) = if blank {
            (
                &segment.source.text,
                &article.source_language,
                Some("Untranslated"),
            )
        } else {
            (&segment.target.content.text, &article.target_language, None)
        };
        let look = Look {
            style,
            language: Some((tag, language::of(tag).direction)),
            ..Look::default()
        };
        runs::write(text, base, &look, paragraph);
        if index + 1 < segments.len() {
            runs::write(labels::between(segment), base, &Look::default(), paragraph);
        }
    }
}
