//! Word documents as source: the paragraphs of the body, tables and text boxes among them, as plain text.
//!
//! Formatting, footnotes, headers and fields are passed over; so is text that a tracked change takes out. The
//! document that the translation is to go back into is not kept here.

use crate::document::{Block, BlockKind, Content, Document};
use crate::format::xml::{self, Element, Node};
use crate::format::{Error, Input};

/// The style of the targets in a bilingual draft.
const OURS: &str = "SegmentTarget";

/// The document whose main part is `text`.
///
/// # Errors
/// [`Error::Syntax`] where the part is not well-formed; [`Error::Package`] for a bilingual draft of this program,
/// which is no source.
pub(super) fn read(text: &str) -> Result<Input, Error> {
    let root = xml::parse(text)?;
    let mut blocks = Vec::new();
    let body = root.child("body").unwrap_or(&root);
    gather(body, BlockKind::Paragraph, &mut blocks)?;
    Ok(Input::Document(Document {
        blocks,
        ..Document::default()
    }))
}

/// The paragraphs below `element`, in order; `inside` is what one is that says nothing else of itself.
fn gather(element: &Element, inside: BlockKind, blocks: &mut Vec<Block>) -> Result<(), Error> {
    for child in element.elements() {
        match child.name.as_str() {
            "p" if style(child) == Some(OURS) => {
                return Err(Error::Package {
                    why: "it is a bilingual draft of tarjuman, not a source; review its article instead",
                });
            }
            "p" => {
                push(child, inside, blocks);
                boxes(child, blocks)?;
            }
            "tc" => gather(child, BlockKind::Cell, blocks)?,
            "del" | "moveFrom" | "sectPr" => {}
            _ => gather(child, inside, blocks)?,
        }
    }
    Ok(())
}

/// The text boxes that hang on a paragraph. A drawing is there twice, for old programs too: the first is taken.
fn boxes(element: &Element, blocks: &mut Vec<Block>) -> Result<(), Error> {
    for child in element.elements().filter(|child| child.name != "Fallback") {
        match child.name.as_str() {
            "txbxContent" => gather(child, BlockKind::Paragraph, blocks)?,
            _ => boxes(child, blocks)?,
        }
    }
    Ok(())
}

fn style(paragraph: &Element) -> Option<&str> {
    paragraph.child("pPr")?.child("pStyle")?.attribute("w:val")
}

fn push(paragraph: &Element, inside: BlockKind, blocks: &mut Vec<Block>) {
    let mut text = String::new();
    words(paragraph, &mut text);
    if !text.trim().is_empty() {
        blocks.push(Block {
            kind: kind(paragraph, inside),
            span: paragraph.at..paragraph.at,
            content: Content::plain(text),
        });
    }
}

fn words(element: &Element, text: &mut String) {
    for child in element.elements() {
        match child.name.as_str() {
            "t" => child.children.iter().for_each(|node| {
                if let Node::Text(characters) = node {
                    text.push_str(characters);
                }
            }),
            "tab" | "br" | "cr" | "ptab" => text.push(' '),
            "noBreakHyphen" => text.push('\u{2011}'),
            "del" | "moveFrom" | "pPr" | "rPr" | "txbxContent" | "Fallback" => {}
            _ => words(child, text),
        }
    }
}

fn kind(paragraph: &Element, inside: BlockKind) -> BlockKind {
    let style = style(paragraph).unwrap_or_default().to_ascii_lowercase();
    if style == "title" {
        return BlockKind::Title;
    }
    if let Some(level) = style.strip_prefix("heading") {
        return BlockKind::Heading(level.parse().unwrap_or(1).clamp(1, 6));
    }
    match paragraph.child("pPr").and_then(|about| about.child("numPr")) {
        Some(_) => BlockKind::ListItem,
        None => inside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str = r#"<w:document xmlns:w="w" xmlns:mc="mc"><w:body>"#;

    fn blocks(body: &str) -> Vec<(BlockKind, String)> {
        let Input::Document(document) = read(&format!("{OPEN}{body}</w:body></w:document>")).unwrap() else {
            panic!("a Word document has one language")
        };
        let told = |block: Block| (block.kind, block.content.text);
        document.blocks.into_iter().map(told).collect()
    }

    #[test]
    fn runs_join_and_paragraphs_part() {
        let body = r#"<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>عنوان</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">قال </w:t></w:r><w:hyperlink><w:r><w:t>كيري</w:t></w:r></w:hyperlink></w:p>
            <w:p/><w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>"#;
        let found = blocks(body);
        let text = |at: usize| found[at].1.as_str();
        assert_eq!(found[0].0, BlockKind::Heading(2));
        assert_eq!((text(0), text(1), text(2)), ("عنوان", "قال كيري", "a b"));
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn text_taken_out_by_a_tracked_change_is_not_there_and_cells_are_cells() {
        let body = r#"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>نعم</w:t></w:r><w:del><w:r><w:delText>لا</w:delText></w:r></w:del>
            <w:ins><w:r><w:t>!</w:t></w:r></w:ins></w:p></w:tc></w:tr></w:tbl>"#;
        assert_eq!(blocks(body), [(BlockKind::Cell, String::from("نعم!"))]);
    }

    #[test]
    fn a_text_box_is_read_once() {
        let inner = "<w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent>";
        let body = format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback>\
             </mc:AlternateContent></w:r></w:p>"
        );
        assert_eq!(blocks(&body), [(BlockKind::Paragraph, String::from("box"))]);
    }
}
