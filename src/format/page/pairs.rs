//! The table of segments: number, source and target of each, block by block.

use std::ops::Range;

use super::evidence;
use crate::document::{Article, BlockKind, Content, Outcome, Segment, State};
use crate::format::annotated::{Piece, pieces, placeholder};
use crate::format::labels;
use crate::format::markup::Markup;
use crate::language;

/// A range of a text to be marked.
pub(super) struct Mark {
    span: Range<usize>,
    class: &'static str,
    title: String,
}

/// Writes the table of all segments.
pub(super) fn write(article: &Article, main: &mut Markup) {
    let dir = language::of(&article.source_language).direction.as_str();
    main.element("table", &[("class", "pairs"), ("dir", dir)], |table| {
        table.leaf(
            "caption",
            &[("class", "unseen")],
            "Segments, source and target side by side",
        );
        table.line();
        table.element("thead", &[], |head| {
            head.element("tr", &[], |row| columns(article, row))
        });
        table.line();
        let mut number = 0;
        for (kind, segments) in article.by_block() {
            table.element("tbody", &[("class", block_class(kind))], |block| {
                for segment in segments {
                    number += 1;
                    let label = (segment.id == segments[0].id)
                        .then(|| labels::block(kind))
                        .flatten();
                    write_row(article, segment, (number, label), block);
                }
            });
            table.line();
        }
    });
    main.line();
}

fn columns(article: &Article, row: &mut Markup) {
    row.leaf("th", &[("scope", "col"), ("class", "number")], "#");
    for (class, tag) in [
        ("source", &article.source_language),
        ("target", &article.target_language),
    ] {
        let dir = language::of(tag).direction.as_str();
        row.element(
            "th",
            &[("scope", "col"), ("class", class), ("dir", dir)],
            |cell| {
                cell.leaf("bdi", &[], &labels::language(tag));
                let native = &language::of(tag).native;
                if *native != labels::language(tag) && native != "und" {
                    cell.leaf("bdi", &[("class", "native"), ("lang", tag)], native);
                }
            },
        );
    }
}

fn write_row(
    article: &Article,
    segment: &Segment,
    (number, label): (usize, Option<&str>),
    block: &mut Markup,
) {
    let number = number.to_string();
    let anchor = format!("segment-{number}");
    let state = segment.target.state;
    let class = format!("segment {} {}", state.as_str(), evidence::flags(segment));
    let attributes = [
        ("id", anchor.as_str()),
        ("class", class.trim_end()),
        ("data-segment", segment.id.as_str()),
    ];
    block.element("tr", &attributes, |row| {
        row.element("th", &[("scope", "row"), ("class", "number")], |cell| {
            cell.leaf("a", &[("href", &format!("#{anchor}"))], &number);
            if let Some(label) = label {
                cell.leaf("span", &[("class", "kind")], label);
            }
        });
        row.element("td", &[("class", "source")], |cell| {
            write_text(
                &segment.source,
                &article.source_language,
                &source_marks(segment),
                cell,
            );
        });
        row.element("td", &[("class", "target")], |cell| {
            write_target(article, segment, cell)
        });
    });
    block.line();
}

fn write_target(article: &Article, segment: &Segment, cell: &mut Markup) {
    let target = &segment.target;
    if !target.content.is_blank() {
        write_text(
            &target.content,
            &article.target_language,
            &target_marks(segment),
            cell,
        );
    }
    let dir = language::of(&article.target_language).direction.as_str();
    cell.element("div", &[("class", "evidence"), ("dir", dir)], |cell| {
        evidence::write_terms(article, segment, cell);
        evidence::write_state(segment, cell);
        evidence::write_findings(segment, cell);
        evidence::write_matches(article, segment, cell);
        evidence::write_predecessor(article, segment, cell);
    });
}

/// A paragraph of source or target text with its codes and marks.
pub(super) fn write_text(content: &Content, tag: &str, marks: &[Mark], cell: &mut Markup) {
    let dir = language::of(tag).direction.as_str();
    let spans: Vec<_> = marks.iter().map(|mark| mark.span.clone()).collect();
    cell.element("p", &[("class", "text"), ("lang", tag), ("dir", dir)], |text| {
        for piece in pieces(content, &spans) {
            match piece {
                Piece::Text(plain, covering) => write_piece(plain, &covering, marks, text),
                Piece::Code(code) => {
                    let attributes = [
                        ("class", "code"),
                        ("dir", "ltr"),
                        ("title", code.original.as_str()),
                    ];
                    text.leaf("bdi", &attributes, &placeholder(code));
                }
            }
        }
    });
}

fn write_piece(plain: &str, covering: &[usize], marks: &[Mark], text: &mut Markup) {
    if covering.is_empty() {
        return text.text(plain);
    }
    let join = |part: fn(&Mark) -> &str, between| {
        let mut parts: Vec<_> = covering.iter().map(|&mark| part(&marks[mark])).collect();
        parts.dedup();
        parts.join(between)
    };
    let (class, title) = (join(|mark| mark.class, " "), join(|mark| &mark.title, "\n"));
    text.leaf("mark", &[("class", &class), ("title", &title)], plain);
}

fn source_marks(segment: &Segment) -> Vec<Mark> {
    let terms = segment.terms.iter().map(|used| Mark {
        span: used.hit.span.clone(),
        class: "term",
        title: evidence::explain(used),
    });
    let reasons = segment.open_findings().filter_map(|finding| {
        Some(Mark {
            span: finding.source_at.clone()?,
            class: finding.severity.as_str(),
            title: labels::inline(&finding.message),
        })
    });
    terms.chain(reasons).collect()
}

fn target_marks(segment: &Segment) -> Vec<Mark> {
    let terms = segment.terms.iter().filter_map(|used| {
        let (span, class) = match &used.outcome {
            Outcome::Held(span) => (span, "term held"),
            Outcome::Variant(span) => (span, "term variant"),
            Outcome::Forbidden(span) | Outcome::Wrong(span) => (span, "term forbidden"),
            Outcome::Open | Outcome::Missing => return None,
        };
        Some(Mark {
            span: span.clone(),
            class,
            title: evidence::explain(used),
        })
    });
    let findings = segment.open_findings().map(|finding| Mark {
        span: finding.at.clone(),
        class: finding.severity.as_str(),
        title: labels::inline(&finding.message),
    });
    terms.chain(findings).collect()
}

fn block_class(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "block title",
        BlockKind::Heading(_) => "block heading",
        BlockKind::ListItem => "block list",
        BlockKind::Quote => "block quote",
        BlockKind::Paragraph | BlockKind::Cell | BlockKind::Caption | BlockKind::Attribute => "block",
    }
}

/// Whether a person still has to work on the segment.
pub(super) fn is_open(segment: &Segment) -> bool {
    segment.target.state < State::Translated
}
