//! The paragraphs of an OpenDocument text, with their places.

use std::ops::Range;

use crate::document::{BlockKind, CodeKind};
use crate::format::passage::{Item, Place};
use crate::format::tags::{Kind, Tag, Tags, attribute, resolved};
use crate::format::{Error, package};

/// The paragraphs of the package whose text is `text`, those inside another one after it.
///
/// # Errors
/// [`Error::Syntax`] where a part is not well-formed; [`Error::Package`] where it is a sheet, a drawing or the like.
pub(super) fn places(text: &str) -> Result<Vec<Place>, Error> {
    if !text.contains("<office:text") {
        let why = "it is an OpenDocument file but no text; save it as a text document";
        return Err(Error::Package { why });
    }
    let mut places = Vec::new();
    for (_, span) in package::parts(text) {
        let mut reader = Reader {
            text,
            tags: Tags::new(text, span),
            places: Vec::new(),
        };
        reader.body(BlockKind::Paragraph)?;
        places.append(&mut reader.places);
    }
    Ok(places)
}

/// Marks of places in the text, which nobody sees.
const UNSEEN: &[&str] = &[
    "text:bookmark",
    "text:bookmark-start",
    "text:bookmark-end",
    "text:reference-mark",
    "text:reference-mark-start",
    "text:reference-mark-end",
    "text:change",
    "text:change-start",
    "text:change-end",
    "text:toc-mark",
    "text:toc-mark-start",
    "text:toc-mark-end",
    "text:alphabetical-index-mark",
    "text:alphabetical-index-mark-start",
    "text:alphabetical-index-mark-end",
    "text:soft-page-break",
    "office:annotation-end",
];

/// Blanks that one element may stand for, at most; more are left as they are.
const BLANKS: usize = 1_000;

struct Reader<'a> {
    text: &'a str,
    tags: Tags<'a>,
    places: Vec<Place>,
}

impl<'a> Reader<'a> {
    /// Reads to the end of the element around; where its end tag stands. A paragraph in it is `kind` if nothing nearer
    /// says what it is.
    fn body(&mut self, kind: BlockKind) -> Result<Range<usize>, Error> {
        loop {
            let tag = self.tags.next()?;
            match (tag.kind, tag.name) {
                (Kind::End | Kind::Eof, _) => return Ok(tag.span),
                (Kind::Start, "text:p" | "text:h") => self.paragraph(&tag, kind)?,
                (Kind::Start, "text:tracked-changes") => {
                    self.tags.skip(&tag)?;
                }
                (Kind::Start, "text:list-item" | "text:list-header") => {
                    self.body(BlockKind::ListItem)?;
                }
                (Kind::Start, "table:table-cell") => {
                    self.body(BlockKind::Cell)?;
                }
                (Kind::Start, _) => {
                    self.body(kind)?;
                }
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, tag: &Tag<'a>, around: BlockKind) -> Result<(), Error> {
        let written = &self.text[tag.span.clone()];
        let kind = match tag.name {
            "text:h" => {
                let level = attribute(written, "text:outline-level").and_then(|level| level.parse().ok());
                BlockKind::Heading(level.unwrap_or(1).clamp(1, 6))
            }
            _ if attribute(written, "text:style-name").as_deref() == Some("Title") => BlockKind::Title,
            _ => around,
        };
        let before = std::mem::take(&mut self.places);
        let mut line = Line::default();
        self.inline(&mut line)?;
        let inside = std::mem::replace(&mut self.places, before);
        if let Some(mut place) = Place::of(self.text, line.items, kind) {
            place.holder = Some(tag.span.clone());
            self.places.push(place);
        }
        self.places.extend(inside);
        Ok(())
    }

    /// Reads a line to the end of the element around; where its end tag stands.
    fn inline(&mut self, line: &mut Line) -> Result<Range<usize>, Error> {
        loop {
            let tag = self.tags.next()?;
            let span = tag.span.clone();
            match (tag.kind, tag.name) {
                (Kind::End | Kind::Eof, _) => return Ok(span),
                (Kind::Text, _) => line
                    .items
                    .push(Item::Text(resolved(&self.text[span.clone()]), span)),
                (Kind::Start, "text:span" | "text:a" | "text:meta") => {
                    let number = line.next();
                    line.items.push(Item::Code(CodeKind::Open, number, span));
                    let end = self.inline(line)?;
                    line.items.push(Item::Code(CodeKind::Close, number, end));
                }
                (_, "text:s" | "text:tab" | "text:line-break") => {
                    let whole = span.start..self.tags.skip(&tag)?;
                    line.items.push(match blank(&self.text[span], tag.name) {
                        Some(blank) => Item::Exact(blank, whole),
                        None => Item::Aside(whole),
                    });
                }
                (_, name) if UNSEEN.contains(&name) || name == "text:span" => {
                    let whole = span.start..self.tags.skip(&tag)?;
                    line.items.push(Item::Aside(whole));
                }
                (Kind::Empty, _) => {
                    let number = line.next();
                    line.items.push(Item::Code(CodeKind::Single, number, span));
                }
                (Kind::Start, _) => {
                    let end = self.body(BlockKind::Paragraph)?.end;
                    let number = line.next();
                    line.items
                        .push(Item::Code(CodeKind::Single, number, span.start..end));
                }
            }
        }
    }
}

/// The characters that an element stands for.
fn blank(written: &str, name: &str) -> Option<String> {
    match name {
        "text:tab" => Some(String::from("\t")),
        "text:line-break" => Some(String::from("\n")),
        _ => {
            let count = attribute(written, "text:c").map_or(Some(1), |count| count.parse().ok())?;
            (count <= BLANKS).then(|| " ".repeat(count))
        }
    }
}

/// A paragraph while it is read.
#[derive(Default)]
struct Line {
    items: Vec<Item>,
    last: u32,
}

impl Line {
    fn next(&mut self) -> u32 {
        self.last += 1;
        self.last
    }
}
