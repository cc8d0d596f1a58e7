//! The two-column document: title, counts, and a row for each segment.

use std::ops::Range;

use super::notes;
use super::runs::{self, Look, Weight};
use crate::document::{Article, BlockKind, Content, Finding, Outcome, Segment, Severity, State, Summary};
use crate::format::annotated::{Piece, pieces, placeholder};
use crate::format::labels;
use crate::format::markup::Markup;
use crate::language::{self, Direction};

/// Widths of number, source and target in twentieths of a point; together the width of the page's text.
const WIDTHS: [&str; 3] = ["1050", "4294", "4294"];

/// Rows with more characters than this on one side may break across pages: a longer one could leave half a page
/// empty.
const SHORT: usize = 400;

/// Characters of running text that take the room of a term listed below an empty segment's source.
const TERM_LINE: usize = 40;

/// Word refuses longer tags.
const TAG_LENGTH: usize = 64;

type Mark = (Range<usize>, &'static str);

/// Writes the title, the counts and the table.
pub(super) fn write(article: &Article, summary: Option<&Summary>, body: &mut Markup) {
    let source = direction(&article.source_language);
    let (title, tag) = labels::title(article);
    let look = tag.map(look_of).unwrap_or_default();
    let titled = tag.map_or(Direction::Ltr, direction);
    runs::paragraph("Title", titled, body, |line| {
        runs::write(&title, titled, &look, line)
    });
    runs::paragraph("ArticleInfo", Direction::Ltr, body, |line| {
        let text = labels::counts(article, summary);
        runs::write(&text, Direction::Ltr, &Look::default(), line);
    });
    for comment in article.comments_on(None) {
        runs::paragraph("ArticleInfo", Direction::Ltr, body, |line| {
            let text = labels::inline(&labels::comment(comment));
            runs::write(&text, Direction::Ltr, &Look::default(), line);
        });
    }
    body.element("w:tbl", &[], |table| {
        table_properties(source, table);
        header_row(article, table);
        let mut number = 0;
        for (kind, segments) in article.by_block() {
            for segment in segments {
                number += 1;
                write_row(article, segment, (number, kind), table);
            }
        }
    });
    // A section must not end in a table.
    runs::paragraph("Note", Direction::Ltr, body, |_| {});
}

fn direction(tag: &str) -> Direction {
    language::of(tag).direction
}

fn look_of(tag: &str) -> Look<'_> {
    Look {
        language: Some((tag, direction(tag))),
        ..Look::default()
    }
}

fn table_properties(source: Direction, table: &mut Markup) {
    table.element("w:tblPr", &[], |properties| {
        if source == Direction::Rtl {
            properties.void("w:bidiVisual", &[]);
        }
        properties.void("w:tblW", &[("w:w", "9638"), ("w:type", "dxa")]);
        properties.element("w:tblBorders", &[], |borders| {
            for (edge, colour) in [
                ("w:top", "8A8375"),
                ("w:left", "C9C3B6"),
                ("w:bottom", "8A8375"),
                ("w:right", "C9C3B6"),
                ("w:insideH", "C9C3B6"),
                ("w:insideV", "E3DFD6"),
            ] {
                let attributes = [
                    ("w:val", "single"),
                    ("w:sz", "4"),
                    ("w:space", "0"),
                    ("w:color", colour),
                ];
                borders.void(edge, &attributes);
            }
        });
        properties.void("w:tblLayout", &[("w:type", "fixed")]);
        properties.element("w:tblCellMar", &[], |margins| {
            for (edge, width) in [
                ("w:top", "85"),
                ("w:left", "113"),
                ("w:bottom", "85"),
                ("w:right", "113"),
            ] {
                margins.void(edge, &[("w:w", width), ("w:type", "dxa")]);
            }
        });
        properties.void("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")]);
    });
    table.element("w:tblGrid", &[], |grid| {
        for width in WIDTHS {
            grid.void("w:gridCol", &[("w:w", width)]);
        }
    });
}

fn header_row(article: &Article, table: &mut Markup) {
    table.element("w:tr", &[], |row| {
        row.element("w:trPr", &[], |properties| {
            properties.void("w:cantSplit", &[]);
            properties.void("w:tblHeader", &[]);
        });
        let (source, target) = (&article.source_language, &article.target_language);
        let names = [
            String::from("#"),
            labels::language(source),
            labels::language(target),
        ];
        let sides = [direction(source), direction(source), direction(target)];
        for ((name, side), width) in names.iter().zip(sides).zip(WIDTHS) {
            cell(width, Some("F1EEE7"), row, |cell| {
                runs::paragraph("ColumnHead", side, cell, |text| {
                    runs::write(name, Direction::Ltr, &Look::default(), text);
                });
            });
        }
    });
}

fn cell(width: &str, fill: Option<&str>, row: &mut Markup, inner: impl FnOnce(&mut Markup)) {
    row.element("w:tc", &[], |cell| {
        cell.element("w:tcPr", &[], |properties| {
            properties.void("w:tcW", &[("w:w", width), ("w:type", "dxa")]);
            if let Some(fill) = fill {
                properties.void(
                    "w:shd",
                    &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)],
                );
            }
        });
        inner(cell);
    });
}

fn write_row(article: &Article, segment: &Segment, (number, kind): (usize, BlockKind), table: &mut Markup) {
    let offered = segment.matches.iter().map(|found| &found.target);
    let target = offered
        .chain([&segment.target.content.text])
        .map(|text| text.chars().count())
        .sum::<usize>();
    let open = segment
        .terms
        .iter()
        .filter(|used| used.outcome == Outcome::Open)
        .count();
    let source = segment.source.text.chars().count() + open * TERM_LINE;
    let amiss = segment
        .terms
        .iter()
        .filter(|used| used.outcome.is_amiss())
        .count();
    let said = |finding: &Finding| finding.message.chars().count().max(TERM_LINE);
    let notes = amiss * TERM_LINE + segment.findings.iter().map(said).sum::<usize>();
    let longest = source.max(target + notes);
    table.element("w:tr", &[], |row| {
        if longest <= SHORT {
            row.element("w:trPr", &[], |properties| properties.void("w:cantSplit", &[]));
        }
        cell(WIDTHS[0], None, row, |cell| {
            number_cell(article, segment, (number, kind), cell)
        });
        cell(WIDTHS[1], None, row, |cell| {
            let tag = &article.source_language;
            let look = text_look(tag, kind);
            runs::paragraph("SegmentSource", direction(tag), cell, |paragraph| {
                write_content(&segment.source, &look, &source_marks(segment), paragraph);
            });
            notes::write_terms(article, segment, cell);
        });
        cell(WIDTHS[2], None, row, |cell| {
            target_paragraph(article, segment, (number, kind), cell);
            notes::write(article, segment, cell);
        });
    });
}

/// Number, hidden id, state and kind of block.
fn number_cell(article: &Article, segment: &Segment, (number, kind): (usize, BlockKind), cell: &mut Markup) {
    let source = direction(&article.source_language);
    runs::paragraph("SegmentNumber", source, cell, |line| {
        runs::write(&number.to_string(), Direction::Ltr, &Look::default(), line);
        let look = Look {
            style: Some("SegmentId"),
            ..Look::default()
        };
        runs::write(segment.id.as_str(), Direction::Ltr, &look, line);
    });
    for label in [Some(labels::state(segment.target.state)), labels::block(kind)]
        .into_iter()
        .flatten()
    {
        runs::paragraph("SegmentState", source, cell, |line| {
            runs::write(label, Direction::Ltr, &Look::default(), line);
        });
    }
}

/// The target in a content control that cannot be deleted, only filled: what a reader of the file looks for.
///
/// The control stands inside the paragraph: LibreOffice 7.4 drops character styles in one that stands around it.
fn target_paragraph(
    article: &Article,
    segment: &Segment,
    (number, kind): (usize, BlockKind),
    cell: &mut Markup,
) {
    let tag = &article.target_language;
    let look = text_look(tag, kind);
    let placeholder = Look {
        style: Some("PlaceholderText"),
        ..Look::default()
    };
    runs::paragraph("SegmentTarget", direction(tag), cell, |paragraph| {
        paragraph.element("w:sdt", &[], |control| {
            control.element("w:sdtPr", &[], |properties| {
                control_properties(segment, number, properties)
            });
            control.element("w:sdtContent", &[], |inner| {
                if segment.target.content.is_blank() {
                    runs::write("Translate here", Direction::Ltr, &placeholder, inner);
                } else {
                    write_content(&segment.target.content, &look, &target_marks(segment), inner);
                }
            });
        });
    });
}

fn control_properties(segment: &Segment, number: usize, properties: &mut Markup) {
    let number = number.to_string();
    let name = format!("Segment {number}");
    let id = segment.id.as_str();
    let tag = if id.chars().count() <= TAG_LENGTH {
        id
    } else {
        &name
    };
    let locked = segment.target.state == State::Locked;
    let lock = if locked { "sdtContentLocked" } else { "sdtLocked" };
    properties.void("w:alias", &[("w:val", &name)]);
    properties.void("w:tag", &[("w:val", tag)]);
    properties.void("w:id", &[("w:val", &number)]);
    properties.void("w:lock", &[("w:val", lock)]);
    if segment.target.content.is_blank() {
        properties.void("w:showingPlcHdr", &[]);
    }
}

fn text_look(tag: &str, kind: BlockKind) -> Look<'_> {
    let heading = matches!(kind, BlockKind::Title | BlockKind::Heading(_));
    Look {
        weight: if heading { Weight::Bold } else { Weight::Plain },
        ..look_of(tag)
    }
}

/// Text with its codes and marks. Where marks overlap, the last one shows.
fn write_content(content: &Content, look: &Look<'_>, marks: &[Mark], paragraph: &mut Markup) {
    let base = look.language.map_or(Direction::Ltr, |(_, direction)| direction);
    let spans: Vec<_> = marks.iter().map(|(span, _)| span.clone()).collect();
    for piece in pieces(content, &spans) {
        match piece {
            Piece::Text(text, covering) => {
                let style = covering.last().map(|&mark| marks[mark].1);
                runs::write(text, base, &Look { style, ..*look }, paragraph);
            }
            Piece::Code(code) => {
                let look = Look {
                    style: Some("InlineCode"),
                    ..Look::default()
                };
                // Left-to-right marks keep the brackets around the number in a right-to-left line.
                let shown = format!("\u{200E}{}\u{200E}", placeholder(code));
                runs::write(&shown, Direction::Ltr, &look, paragraph);
            }
        }
    }
}

/// Whole words are marked: a run that ends inside an Arabic word could part its letters.
fn source_marks(segment: &Segment) -> Vec<Mark> {
    let terms = segment.terms.iter().map(|used| (used.hit.word.clone(), "Term"));
    let reasons = segment.open_findings().filter_map(|finding| {
        let style = finding_style(finding.severity);
        finding.source_at.clone().map(|at| (at, style))
    });
    terms.chain(reasons).collect()
}

fn target_marks(segment: &Segment) -> Vec<Mark> {
    let terms = segment.terms.iter().filter_map(|used| match &used.outcome {
        Outcome::Held(span) => Some((span.clone(), "TermHeld")),
        Outcome::Variant(span) => Some((span.clone(), "TermVariant")),
        Outcome::Forbidden(span) | Outcome::Wrong(span) => Some((span.clone(), "TermForbidden")),
        Outcome::Open | Outcome::Missing => None,
    });
    let findings = segment
        .open_findings()
        .map(|finding| (finding.at.clone(), finding_style(finding.severity)));
    terms.chain(findings).collect()
}

fn finding_style(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "FindingWarning",
        Severity::Error => "FindingError",
    }
}
