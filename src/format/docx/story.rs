//! The paragraphs of a Word document with their places: body, tables, text boxes, headers, footers, notes, comments.
//!
//! What a paragraph holds is kept as pieces that point into the text: a document of two hundred pages costs little more
//! than its own length. Tracked insertions are text, deletions are not. A text box is there twice, for old programs too;
//! the second is known as the first one's twin, so that both get one translation.

use std::ops::Range;

use super::styles::Styles;
use crate::document::BlockKind;
use crate::format::tags::{self, Kind, Tag, Tags};
use crate::format::{Error, package};

/// A paragraph and what stands in it.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its `w:pPr`, whole.
    pub(super) properties: Option<Range<usize>>,
    /// Its content, behind the properties.
    pub(super) inner: Range<usize>,
    /// What it is.
    pub(super) kind: Option<BlockKind>,
    /// The id of its style.
    pub(super) style: Option<String>,
    /// What stands in it, in order.
    pub(super) pieces: Vec<Piece>,
    /// The paragraph that it repeats for old programs.
    pub(super) twin: Option<usize>,
}

/// Something in a paragraph. A look is the place of a run's `w:rPr`, empty where it has none.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Characters.
    Text { look: Range<usize>, text: String },
    /// A tab or line break.
    Break { look: Range<usize>, child: Range<usize> },
    /// A picture, a note's number, a symbol: must not be lost.
    Object { look: Range<usize>, child: Range<usize> },
    /// A part of a field's frame.
    Field {
        look: Range<usize>,
        child: Range<usize>,
        mark: FieldMark,
    },
    /// An element beside runs, such as a formula, kept whole.
    Raw(Range<usize>),
    /// The start of an element around runs, such as a link.
    Open(Range<usize>),
    /// The end of the innermost one open.
    Close(Range<usize>),
    /// A point that others refer to, such as a bookmark, and whether it begins something.
    Anchor { part: Part, begins: bool },
}

/// A stretch of the file to be put back as it is.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// As it stands.
    Raw(Range<usize>),
    /// The child of a run, with the run around it.
    Run { look: Range<usize>, child: Range<usize> },
}

/// Which part of a field's frame it is (ECMA-376 part 1, 17.16.18).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FieldMark {
    Begin,
    Instruction(String),
    Separate,
    End,
}

/// Which properties an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    Table,
    Section,
}

/// The text of a document.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// Every paragraph, in reading order.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Properties of tables and sections.
    pub(super) properties: Vec<(Holder, Range<usize>)>,
}

/// The story of the package whose text is `text`.
///
/// # Errors
/// [`Error::Syntax`] where a part is not well-formed XML or nests too deep.
pub(super) fn read(text: &str, styles: &Styles) -> Result<Story, Error> {
    let mut parts = package::parts(text);
    parts.retain(|(name, _)| !matches!(*name, "word/styles.xml" | "word/numbering.xml"));
    let mut story = Story::default();
    for (_, span) in parts {
        let mut reader = Reader {
            text,
            tags: Tags::new(text, span),
            styles,
            story,
        };
        while !reader.inside(BlockKind::Paragraph)?.is_empty() {}
        story = reader.story;
    }
    Ok(story)
}

struct Reader<'a> {
    text: &'a str,
    tags: Tags<'a>,
    styles: &'a Styles,
    story: Story,
}

impl<'a> Reader<'a> {
    /// Reads to the end of the element that is open; where its end tag stands, empty at the end of the part.
    fn inside(&mut self, kind: BlockKind) -> Result<Range<usize>, Error> {
        loop {
            let tag = self.tags.next()?;
            match (tag.kind, tag.name) {
                (Kind::End | Kind::Eof, _) => return Ok(tag.span),
                (Kind::Text | Kind::Empty, _) => {}
                (Kind::Start, "w:p") => self.paragraph(&tag, kind)?,
                (Kind::Start, "w:tc") => {
                    self.inside(BlockKind::Cell)?;
                }
                (Kind::Start, "w:tblPr") => self.properties(Holder::Table, &tag)?,
                (Kind::Start, "w:sectPr") => self.properties(Holder::Section, &tag)?,
                (Kind::Start, "w:del" | "w:moveFrom") => {
                    self.tags.skip(&tag)?;
                }
                (Kind::Start, "mc:AlternateContent") => {
                    self.alternatives(kind)?;
                }
                (Kind::Start, _) => {
                    self.inside(kind)?;
                }
            }
        }
    }

    fn properties(&mut self, holder: Holder, tag: &Tag<'a>) -> Result<(), Error> {
        let end = self.tags.skip(tag)?;
        self.story.properties.push((holder, tag.span.start..end));
        Ok(())
    }

    /// One content said in two ways: paragraphs of the second are twins of the first one's.
    fn alternatives(&mut self, kind: BlockKind) -> Result<Range<usize>, Error> {
        let mut first = None;
        loop {
            let tag = self.tags.next()?;
            match tag.kind {
                Kind::End | Kind::Eof => return Ok(tag.span),
                Kind::Start => {
                    let from = self.story.paragraphs.len();
                    self.inside(kind)?;
                    let to = self.story.paragraphs.len();
                    let Some(original) = first.clone() else {
                        first = Some(from..to);
                        continue;
                    };
                    for (twin, original) in (from..to).zip(original) {
                        self.story.paragraphs[twin].twin = Some(original);
                    }
                }
                Kind::Text | Kind::Empty => {}
            }
        }
    }

    fn paragraph(&mut self, start: &Tag<'a>, kind: BlockKind) -> Result<(), Error> {
        // Its place among the others is before those of the text boxes in it.
        let index = self.story.paragraphs.len();
        self.story.paragraphs.push(Paragraph::default());
        let mut paragraph = Paragraph {
            inner: start.span.end..start.span.end,
            ..Paragraph::default()
        };
        let end = self.pieces(&mut paragraph, kind)?;
        paragraph.inner.end = end.start;
        paragraph.kind.get_or_insert(kind);
        self.story.paragraphs[index] = paragraph;
        Ok(())
    }

    /// Reads what stands in a paragraph or in an element around runs; where the end tag stands.
    fn pieces(&mut self, paragraph: &mut Paragraph, kind: BlockKind) -> Result<Range<usize>, Error> {
        loop {
            let tag = self.tags.next()?;
            match (tag.kind, tag.name) {
                (Kind::End | Kind::Eof, _) => return Ok(tag.span),
                (Kind::Text, _) => {}
                (_, "w:pPr") => {
                    let span = tag.span.start..self.tags.skip(&tag)?;
                    paragraph.inner.start = span.end;
                    let style = self.styles.of_paragraph(&self.text[span.clone()])?;
                    paragraph.kind = Some(style.kind.unwrap_or(kind));
                    paragraph.style = style.id;
                    paragraph.properties = Some(span);
                }
                (Kind::Start, "w:r") => self.run(paragraph)?,
                (Kind::Start, "w:hyperlink") => {
                    paragraph.pieces.push(Piece::Open(tag.span));
                    let end = self.pieces(paragraph, kind)?;
                    paragraph.pieces.push(Piece::Close(end));
                }
                (Kind::Start, "w:sdt") => self.control(paragraph, &tag, kind)?,
                (Kind::Start, "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:dir" | "w:bdo") => {
                    self.pieces(paragraph, kind)?;
                }
                (_, "w:smartTagPr" | "w:customXmlPr" | "w:del" | "w:moveFrom" | "w:proofErr") => {
                    self.tags.skip(&tag)?;
                }
                (Kind::Start, "mc:AlternateContent") => {
                    let end = self.alternatives(BlockKind::Paragraph)?;
                    paragraph.pieces.push(Piece::Raw(tag.span.start..end.end));
                }
                _ if is_anchor(tag.name) => {
                    let span = tag.span.start..self.tags.skip(&tag)?;
                    let begins = tag.name.ends_with("Start");
                    paragraph.pieces.push(Piece::Anchor {
                        part: Part::Raw(span),
                        begins,
                    });
                }
                (Kind::Start, _) => {
                    let end = self.inside(BlockKind::Paragraph)?.end;
                    paragraph.pieces.push(Piece::Raw(tag.span.start..end));
                }
                (Kind::Empty, _) => paragraph.pieces.push(Piece::Raw(tag.span)),
            }
        }
    }

    /// A content control inside a line: its frame is kept around what stands in it.
    fn control(&mut self, paragraph: &mut Paragraph, start: &Tag<'a>, kind: BlockKind) -> Result<(), Error> {
        loop {
            let tag = self.tags.next()?;
            match (tag.kind, tag.name) {
                (Kind::Start, "w:sdtContent") => {
                    paragraph.pieces.push(Piece::Open(start.span.start..tag.span.end));
                    let inner = self.pieces(paragraph, kind)?;
                    let mut end = self.tags.next()?;
                    while !matches!(end.kind, Kind::End | Kind::Eof) {
                        self.tags.skip(&end)?;
                        end = self.tags.next()?;
                    }
                    paragraph.pieces.push(Piece::Close(inner.start..end.span.end));
                    return Ok(());
                }
                (Kind::End | Kind::Eof, _) => return Ok(()),
                _ => {
                    self.tags.skip(&tag)?;
                }
            }
        }
    }

    fn run(&mut self, paragraph: &mut Paragraph) -> Result<(), Error> {
        let mut look = 0..0;
        loop {
            let tag = self.tags.next()?;
            let look_here = look.clone();
            match (tag.kind, tag.name) {
                (Kind::End | Kind::Eof, _) => return Ok(()),
                (Kind::Text, _) => {}
                (_, "w:rPr") => look = tag.span.start..self.tags.skip(&tag)?,
                (_, "w:t") => {
                    let (text, _) = self.tags.characters(&tag)?;
                    paragraph.pieces.push(Piece::Text {
                        look: look_here,
                        text,
                    });
                }
                (_, "w:noBreakHyphen" | "w:softHyphen") => {
                    self.tags.skip(&tag)?;
                    let sign = if tag.name == "w:softHyphen" {
                        '\u{AD}'
                    } else {
                        '\u{2011}'
                    };
                    paragraph.pieces.push(Piece::Text {
                        look: look_here,
                        text: sign.to_string(),
                    });
                }
                (_, "w:lastRenderedPageBreak" | "w:delText" | "w:delInstrText") => {
                    self.tags.skip(&tag)?;
                }
                (_, "w:tab" | "w:br" | "w:cr" | "w:ptab") => {
                    let child = tag.span.start..self.tags.skip(&tag)?;
                    paragraph.pieces.push(Piece::Break {
                        look: look_here,
                        child,
                    });
                }
                (_, "w:instrText" | "w:fldChar") => {
                    let (child, mark) = self.field(&tag)?;
                    paragraph.pieces.push(Piece::Field {
                        look: look_here,
                        child,
                        mark,
                    });
                }
                (_, "w:commentReference") => {
                    let child = tag.span.start..self.tags.skip(&tag)?;
                    let part = Part::Run {
                        look: look_here,
                        child,
                    };
                    paragraph.pieces.push(Piece::Anchor { part, begins: false });
                }
                (Kind::Start, name) => {
                    let end = match name {
                        "mc:AlternateContent" => self.alternatives(BlockKind::Paragraph)?,
                        _ => self.inside(BlockKind::Paragraph)?,
                    };
                    let child = tag.span.start..end.end;
                    paragraph.pieces.push(Piece::Object {
                        look: look_here,
                        child,
                    });
                }
                (Kind::Empty, _) => paragraph.pieces.push(Piece::Object {
                    look: look_here,
                    child: tag.span,
                }),
            }
        }
    }

    /// A part of a field's frame, and where it stands.
    fn field(&mut self, tag: &Tag<'a>) -> Result<(Range<usize>, FieldMark), Error> {
        if tag.name == "w:instrText" {
            let (instruction, end) = self.tags.characters(tag)?;
            return Ok((tag.span.start..end, FieldMark::Instruction(instruction)));
        }
        let child = tag.span.start..self.tags.skip(tag)?;
        let mark = match tags::attribute(&self.text[tag.span.clone()], "w:fldCharType").as_deref() {
            Some("begin") => FieldMark::Begin,
            Some("separate") => FieldMark::Separate,
            _ => FieldMark::End,
        };
        Ok((child, mark))
    }
}

fn is_anchor(name: &str) -> bool {
    let name = name.strip_prefix("w:").unwrap_or(name);
    let range = name.strip_suffix("Start").or_else(|| name.strip_suffix("End"));
    matches!(
        range,
        Some("bookmark" | "commentRange" | "perm" | "moveFromRange" | "moveToRange")
    )
}
