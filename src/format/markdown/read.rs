//! A Markdown file as a document.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::document::{Block, BlockKind, CodeKind, Content, Document, InlineCode};

/// The blocks of `text`, each with its place in it.
pub(super) fn document(text: &str) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader {
        text,
        ..Reader::default()
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.finish_block();
    reader.document
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    document: Document,
    /// The kinds of the block elements around, innermost last.
    around: Vec<BlockKind>,
    /// The block being read.
    block: Option<Block>,
    /// Indices and start offsets of inline elements that are open.
    open: Vec<usize>,
    /// The code whose opening markup ends where the next event begins.
    opening: Option<(usize, usize)>,
    /// Where the last inline event ended.
    cursor: usize,
    last_id: u32,
    /// Elements whose content is not for translation, open around: code, HTML, front matter, an image.
    silent: usize,
    in_front_matter: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.in_front_matter
            && let Event::Text(yaml) = &event
        {
            self.document.title = self.document.title.take().or_else(|| front_matter_title(yaml));
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            _ if self.silent > 0 => {}
            Event::Text(characters) => self.push_text(&characters, range),
            Event::SoftBreak => self.push_text("\n", range),
            Event::HardBreak => self.hard_break(range),
            Event::Code(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => self.push_single(range),
            Event::Html(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Image { .. } => {
                if self.silent == 0 {
                    self.push_single(range);
                }
                self.silent += 1;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } if self.silent == 0 => {
                self.last_id += 1;
                let index = self.push_code(CodeKind::Open, range.start, self.last_id);
                self.opening = Some((index, range.start));
                self.open.push(index);
                self.cursor = range.start;
            }
            _ => {
                self.finish_block();
                self.silent += usize::from(is_silent(tag));
                self.in_front_matter = matches!(tag, Tag::MetadataBlock(_));
                self.around.extend(kind(tag));
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Image => self.silent -= 1,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => self.close(range),
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
                self.silent -= 1;
                self.in_front_matter = false;
            }
            _ => {
                self.finish_block();
                if leaves(tag) {
                    self.around.pop();
                }
            }
        }
    }

    fn close(&mut self, range: Range<usize>) {
        if self.silent > 0 {
            return;
        }
        self.settle_opening(self.cursor.max(range.start));
        let Some(index) = self.open.pop() else { return };
        let Some(id) = self
            .block
            .as_ref()
            .and_then(|block| Some(block.content.codes.get(index)?.id))
        else {
            return;
        };
        let closing = self.push_code(CodeKind::Close, range.end, id);
        self.set_original(closing, self.cursor.min(range.end)..range.end);
        self.cursor = range.end;
    }

    fn push_text(&mut self, characters: &str, range: Range<usize>) {
        self.settle_opening(range.start);
        let block = self.block_at(range.start);
        block.content.text.push_str(characters);
        block.span.end = block.span.end.max(range.end);
        self.cursor = range.end;
    }

    fn push_single(&mut self, range: Range<usize>) {
        self.settle_opening(range.start);
        self.last_id += 1;
        let index = self.push_code(CodeKind::Single, range.start, self.last_id);
        self.set_original(index, range.clone());
        self.block_at(range.start).span.end = range.end;
        self.cursor = range.end;
    }

    /// The blanks or backslash are a code, the line end is text.
    fn hard_break(&mut self, range: Range<usize>) {
        let line_end = self.text[range.clone()].find(['\r', '\n']).unwrap_or(0);
        let middle = range.start + line_end;
        self.push_single(range.start..middle);
        self.push_text("\n", middle..range.end);
    }

    /// Adds a code that stands at byte `place` of the file; its index.
    fn push_code(&mut self, kind: CodeKind, place: usize, id: u32) -> usize {
        self.settle_opening(place);
        let block = self.block_at(place);
        block.span.end = block.span.end.max(place);
        block.content.codes.push(InlineCode {
            at: block.content.text.len(),
            id,
            kind,
            original: String::new(),
        });
        block.content.codes.len() - 1
    }

    /// The markup of an opening code reaches to where its content begins.
    fn settle_opening(&mut self, end: usize) {
        if let Some((index, start)) = self.opening.take() {
            self.set_original(index, start..end.max(start));
        }
    }

    fn set_original(&mut self, index: usize, range: Range<usize>) {
        let original = self.text.get(range).unwrap_or_default();
        if let Some(code) = self
            .block
            .as_mut()
            .and_then(|block| block.content.codes.get_mut(index))
        {
            original.clone_into(&mut code.original);
        }
    }

    fn block_at(&mut self, place: usize) -> &mut Block {
        let kind = self.around.last().copied().unwrap_or(BlockKind::Paragraph);
        self.block.get_or_insert_with(|| Block {
            kind,
            span: place..place,
            content: Content::default(),
        })
    }

    fn finish_block(&mut self) {
        self.opening = None;
        self.open.clear();
        self.last_id = 0;
        if let Some(block) = self.block.take()
            && !block.content.is_blank()
        {
            self.document.blocks.push(block);
        }
    }
}

/// The kind of block an element makes of the text in it; none for those that say nothing about it.
fn kind(tag: &Tag<'_>) -> Option<BlockKind> {
    match tag {
        Tag::Heading { level, .. } => Some(BlockKind::Heading(*level as u8)),
        Tag::BlockQuote(_) => Some(BlockKind::Quote),
        Tag::Item => Some(BlockKind::ListItem),
        Tag::TableCell => Some(BlockKind::Cell),
        Tag::FootnoteDefinition(_) => Some(BlockKind::Paragraph),
        _ => None,
    }
}

/// Whether the element that ends had a [`kind`].
fn leaves(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::FootnoteDefinition
    )
}

fn is_silent(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_))
}

/// The value of `title:` in YAML front matter, quotes taken off.
fn front_matter_title(yaml: &str) -> Option<String> {
    let value = yaml.lines().find_map(|line| line.strip_prefix("title:"))?.trim();
    let bare = ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value);
    (!bare.is_empty()).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<(BlockKind, String)> {
        let blocks = document(text).blocks;
        blocks
            .into_iter()
            .map(|block| (block.kind, block.content.text))
            .collect()
    }

    #[test]
    fn each_element_is_a_block_of_its_kind() {
        let text = "# عنوان\n\nفقرة\nتتمة\n\n- أول\n- ثان\n\n  تتمة\n\n> اقتباس\n\n| a | b |\n|---|---|\n| c | d |\n\n\
                    ```\ncode\n```\n\n<div>\nhtml\n</div>\n";
        let expected = [
            (BlockKind::Heading(1), "عنوان"),
            (BlockKind::Paragraph, "فقرة\nتتمة"),
            (BlockKind::ListItem, "أول"),
            (BlockKind::ListItem, "ثان"),
            (BlockKind::ListItem, "تتمة"),
            (BlockKind::Quote, "اقتباس"),
            (BlockKind::Cell, "a"),
            (BlockKind::Cell, "b"),
            (BlockKind::Cell, "c"),
            (BlockKind::Cell, "d"),
        ];
        assert_eq!(kinds(text), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn inline_markup_is_kept_as_codes() {
        let text = "A **bold *and* [link](http://x \"t\")** `code` ![alt](i.png)<br>\\* end";
        let document = document(text);
        let content = &document.blocks[0].content;
        assert_eq!(content.text, "A bold and link  * end");
        let originals: Vec<_> = content
            .codes
            .iter()
            .map(|code| (code.id, code.original.as_str()))
            .collect();
        assert_eq!(
            originals,
            [
                (1, "**"),
                (2, "*"),
                (2, "*"),
                (3, "["),
                (3, "](http://x \"t\")"),
                (1, "**"),
                (4, "`code`"),
                (5, "![alt](i.png)"),
                (6, "<br>")
            ]
        );
        assert_eq!(&text[document.blocks[0].span.clone()], text);
    }

    #[test]
    fn a_hard_break_parts_words() {
        let content = &document("a  \nb\\\nc").blocks[0].content;
        assert_eq!(content.text, "a\nb\nc");
        let originals: Vec<_> = content.codes.iter().map(|code| code.original.as_str()).collect();
        assert_eq!(originals, ["  ", "\\"]);
    }

    #[test]
    fn front_matter_gives_the_title_only() {
        let document = document("---\ntitle: \"خبر\"\nlayout: x\n---\n\nنص\n");
        assert_eq!(document.title.as_deref(), Some("خبر"));
        assert_eq!(document.blocks.len(), 1);
        assert_eq!(document.blocks[0].content.text, "نص");
    }

    proptest! {
        #[test]
        fn blocks_stand_in_order_inside_the_text(
            text in "[ab \n#*_>|`!<\\[\\]()\u{627}-]{0,60}|\\PC{0,60}"
        ) {
            let mut end = 0;
            for block in document(&text).blocks {
                prop_assert!(text.get(block.span.clone()).is_some());
                prop_assert!(block.span.start >= end, "{:?}", block);
                end = block.span.end;
                prop_assert!(block.content.codes.is_sorted_by_key(|code| code.at));
            }
        }
    }
}
