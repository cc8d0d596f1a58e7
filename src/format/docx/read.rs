//! Word documents as source: every paragraph that has text is a block, its formatting inline codes.

use super::inline::Inline;
use super::story::{self, Story};
use super::styles::Styles;
use crate::document::{Block, BlockKind, Document};
use crate::format::{Error, Input};

/// The document whose package's text is `text`.
///
/// # Errors
/// [`Error::Syntax`] where a part is not well-formed; [`Error::Package`] where it is not written as Word writes it.
pub(super) fn read(text: &str) -> Result<Input, Error> {
    // Any prefix is good XML, and nobody but programs that know only XML writes another.
    if !text.contains("<w:body") {
        let why = "its XML has other prefixes than Word's; save it again in Word or LibreOffice";
        return Err(Error::Package { why });
    }
    let story = story::read(text, &Styles::read(text)?)?;
    Ok(Input::Document(blocks(text, &story)?.0))
}

/// The blocks of a story, and for each paragraph the number of its block, if it is one.
///
/// # Errors
/// [`Error::Syntax`] where a run's properties are not well-formed.
pub(super) fn blocks(text: &str, story: &Story) -> Result<(Document, Vec<Option<usize>>), Error> {
    let mut document = Document::default();
    let mut numbers = Vec::with_capacity(story.paragraphs.len());
    for paragraph in &story.paragraphs {
        let content = Inline::of(text, &paragraph.pieces)?.content;
        if content.is_blank() || paragraph.twin.is_some() {
            numbers.push(None);
            continue;
        }
        numbers.push(Some(document.blocks.len()));
        document.blocks.push(Block {
            kind: paragraph.kind.unwrap_or(BlockKind::Paragraph),
            span: paragraph.inner.clone(),
            content,
        });
    }
    Ok((document, numbers))
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
        assert_eq!((text(0), text(1), text(2)), ("عنوان", "قال كيري", "a\nb"));
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
