//! A Word document with its translation in the place of its text.

use std::ops::Range;

use super::flip::Flip;
use super::inline::Inline;
use super::read::blocks;
use super::story::{Holder, Story};
use super::styles::Styles;
use crate::document::{Article, Content};
use crate::format::skeleton::{self, Patches};
use crate::format::tags::{Kind, Tags, attribute};
use crate::format::{Error, package};

/// What is to be replaced in the package's `text`; nothing when nothing is translated.
///
/// Paragraphs with a translation get it, in the direction of the target; the others keep their text and their direction.
/// Tables, sections, styles and list levels turn with the document.
///
/// # Errors
/// [`Error::Syntax`] where a part is not well-formed.
pub(super) fn patches(text: &str, article: &Article) -> Result<Patches, Error> {
    let styles = Styles::read(text)?;
    let story = super::story::read(text, &styles)?;
    let (document, numbers) = blocks(text, &story)?;
    let mut targets: Vec<Option<Content>> = vec![None; document.blocks.len()];
    for (block, content) in skeleton::targets(&document, article)? {
        targets[block] = Some(content);
    }
    let mut patches = Patches::default();
    if targets.iter().all(Option::is_none) {
        return Ok(patches);
    }
    let flip = Flip::of(article);
    // Before the paragraphs, in whose text boxes tables may stand.
    if flip.turns() {
        for (holder, span) in &story.properties {
            let element = &text[span.clone()];
            let turned = match holder {
                Holder::Table => flip.table(element)?,
                Holder::Section => flip.section(element)?,
            };
            patches.edit(text, span.clone(), turned);
        }
        for (name, span) in package::parts(text) {
            if matches!(name, "word/styles.xml" | "word/numbering.xml") {
                turn_styles((text, span), &styles, &flip, &mut patches)?;
            }
        }
    }
    paragraphs(
        text,
        (&story, &styles),
        (&numbers, &targets),
        (&flip, &mut patches),
    )?;
    Ok(patches)
}

fn paragraphs(
    text: &str,
    (story, styles): (&Story, &Styles),
    (numbers, targets): (&[Option<usize>], &[Option<Content>]),
    (flip, patches): (&Flip<'_>, &mut Patches),
) -> Result<(), Error> {
    // Text boxes stand inside paragraphs and come after them: from the end, the inner ones are done first.
    for (index, paragraph) in story.paragraphs.iter().enumerate().rev() {
        let own = paragraph.twin.unwrap_or(index);
        let block = numbers.get(own).copied().flatten();
        let target = block
            .and_then(|block| targets.get(block))
            .and_then(Option::as_ref);
        let place = paragraph
            .properties
            .clone()
            .unwrap_or(paragraph.inner.start..paragraph.inner.start);
        let element = &text[place.clone()];
        let said = super::properties::Properties::read(element)?.switch("w:bidi");
        let was_rtl = said.unwrap_or_else(|| styles.is_rtl(paragraph.style.as_deref()));
        if let Some(target) = target {
            let inline = Inline::of(text, &paragraph.pieces)?;
            let runs = inline.rendered(target, (text, patches), flip)?;
            let properties = flip.paragraph(element, was_rtl)?;
            patches.edit(text, place.start..paragraph.inner.end, properties + &runs);
        } else if flip.turns() {
            let properties = match block {
                Some(_) => flip.left_alone(element, was_rtl)?,
                None => flip.paragraph(element, was_rtl)?,
            };
            patches.edit(text, place, properties);
        }
    }
    Ok(())
}

/// Turns the properties of styles and list levels.
fn turn_styles(
    (text, part): (&str, Range<usize>),
    styles: &Styles,
    flip: &Flip<'_>,
    patches: &mut Patches,
) -> Result<(), Error> {
    let mut tags = Tags::new(text, part);
    let mut root = false;
    let mut was_rtl = None;
    loop {
        let tag = tags.next()?;
        match (tag.kind, tag.name) {
            (Kind::Eof, _) => return Ok(()),
            (Kind::Start, "w:style") => {
                let written = &text[tag.span];
                let paragraph = attribute(written, "w:type").as_deref() == Some("paragraph");
                root = paragraph && attribute(written, "w:default").is_some_and(|value| value != "0");
                let id = attribute(written, "w:styleId").filter(|_| paragraph);
                was_rtl = id.map(|id| styles.is_rtl(Some(&id)));
            }
            (Kind::Start, "w:pPr") => {
                let span = tag.span.start..tags.skip(&tag)?;
                let turned = flip.style(&text[span.clone()], root, was_rtl)?;
                patches.edit(text, span, turned);
            }
            (Kind::Start, "w:rPr") => {
                let span = tag.span.start..tags.skip(&tag)?;
                let turned = flip.look(&text[span.clone()])?;
                patches.edit(text, span, turned);
            }
            (Kind::Start, "w:tblPr") => {
                let span = tag.span.start..tags.skip(&tag)?;
                let turned = flip.table(&text[span.clone()])?;
                patches.edit(text, span, turned);
            }
            _ => {}
        }
    }
}
