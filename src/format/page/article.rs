//! The translation alone, set as an article.

use crate::document::{Article, BlockKind, Content, Segment};
use crate::format::labels;
use crate::format::markup::Markup;
use crate::language;

/// Writes the blocks in order; a segment without a target stands as source text, marked and counted.
pub(super) fn write(article: &Article, page: &mut Markup) {
    if let Some(notice) = labels::untranslated(article) {
        let attributes = [
            ("class", "notice"),
            ("role", "note"),
            ("lang", "en"),
            ("dir", "ltr"),
        ];
        page.leaf("p", &attributes, &notice);
        page.line();
    }
    page.element("main", &[], |main| {
        main.line();
        for (kind, segments) in article.by_block() {
            let tag = labels::block_language(article, segments);
            let attributes = [("lang", tag), ("dir", language::of(tag).direction.as_str())];
            main.element(element(kind), &attributes, |block| {
                write_block(article, segments, block)
            });
            main.line();
        }
    });
}

fn element(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title | BlockKind::Heading(1) => "h1",
        BlockKind::Heading(2) => "h2",
        BlockKind::Heading(3) => "h3",
        BlockKind::Heading(4) => "h4",
        BlockKind::Heading(5) => "h5",
        BlockKind::Heading(_) => "h6",
        BlockKind::Quote => "blockquote",
        _ => "p",
    }
}

fn write_block(article: &Article, segments: &[Segment], block: &mut Markup) {
    for (index, segment) in segments.iter().enumerate() {
        let content = &segment.target.content;
        if content.is_blank() {
            let dir = language::of(&article.source_language).direction.as_str();
            let attributes = [
                ("class", "untranslated"),
                ("lang", article.source_language.as_str()),
                ("dir", dir),
                (
                    "title",
                    segment.target.reason.as_deref().unwrap_or("not translated"),
                ),
            ];
            block.leaf("span", &attributes, &segment.source.text);
        } else {
            write_plain(content, block);
        }
        if index + 1 < segments.len() {
            block.text(labels::between(segment));
        }
    }
}

/// The words alone: a reader has no use for the placeholders of inline codes.
fn write_plain(content: &Content, block: &mut Markup) {
    block.text(&content.text);
}
