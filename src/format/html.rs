//! HTML pages as documents to translate.
//!
//! Block elements part the text; inline elements become codes with their tag as the code's original markup; white
//! space runs are one blank outside `pre`, a line end after `br`. The contents of `script`, `style`, `nav`, forms' controls and other
//! elements that hold no running text are left out, as are attributes. Entities are characters. `<title>` and
//! `<html lang>` become the document's title and language.
//!
//! The tokenizer follows the WHATWG HTML Living Standard and reads any text; it tells no offsets, so that every
//! [`Block::span`] is empty at 0.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::document::{Block, BlockKind, CodeKind, Content, Document, InlineCode};

/// The document in the page `text`.
pub(super) fn document(text: &str) -> Document {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    // The sink never asks for a script to be run, so one call reads everything.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut page = tokenizer.sink.0.into_inner();
    page.finish_block();
    page.document
}

/// Whether a file that begins with `head` is an HTML page.
pub(super) fn recognises(head: &str) -> bool {
    let head = head.trim_start().to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// Elements whose content is no running text.
const SILENT: &[&str] = &[
    "script", "style", "template", "noscript", "nav", "svg", "math", "canvas", "iframe", "object", "audio",
    "video", "select", "button", "textarea", "datalist",
];

/// Elements inside a line of text, opened and closed.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var",
];

/// Elements inside a line of text that have no content.
const SINGLE: &[&str] = &["br", "img", "wbr", "input"];

#[derive(Default)]
struct Sink(RefCell<Page>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return page.tag(&tag),
            Token::CharacterTokens(text) => page.push_text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// What was read so far.
#[derive(Default)]
struct Page {
    document: Document,
    /// The block being read.
    content: Content,
    /// The kinds of the block elements around, innermost last, by element name.
    around: Vec<(String, BlockKind)>,
    /// Inline elements open in this block: name and code number.
    open: Vec<(String, u32)>,
    last_id: u32,
    /// The silent element around and how often its name is open.
    silent: Option<(String, usize)>,
    /// The title while it is being read.
    title: Option<String>,
    preformatted: usize,
}

impl Page {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let starts = tag.kind == TagKind::StartTag;
        if self.silenced(name, starts && !tag.self_closing, tag.kind) {
            return raw(name, starts);
        }
        match name {
            "title" if starts => self.title = Some(String::new()),
            "title" => self.finish_title(),
            "html" if starts => {
                self.document.language = attribute(tag, "lang").filter(|lang| !lang.is_empty())
            }
            _ if SINGLE.contains(&name) && starts => {
                self.last_id += 1;
                self.push_code(CodeKind::Single, self.last_id, markup(tag));
                // Words on both sides of a line break are not one word.
                if name == "br" {
                    self.content.text.push('\n');
                }
            }
            _ if INLINE.contains(&name) && starts => {
                self.last_id += 1;
                self.open.push((name.to_owned(), self.last_id));
                self.push_code(CodeKind::Open, self.last_id, markup(tag));
            }
            _ if INLINE.contains(&name) => {
                if let Some(index) = self.open.iter().rposition(|(open, _)| open == name) {
                    let (_, id) = self.open.remove(index);
                    self.push_code(CodeKind::Close, id, markup(tag));
                }
            }
            _ if SINGLE.contains(&name) => {}
            _ => self.block_tag(name, starts),
        }
        if starts {
            raw(name, starts)
        } else {
            TokenSinkResult::Continue
        }
    }

    /// Whether the tag belongs to a part that is left out; keeps count of how deep it is.
    fn silenced(&mut self, name: &str, opens: bool, kind: TagKind) -> bool {
        match &mut self.silent {
            Some((silent, depth)) => {
                if silent == name {
                    if opens {
                        *depth += 1;
                    } else if kind == TagKind::EndTag {
                        *depth -= 1;
                    }
                }
                if *depth == 0 {
                    self.silent = None;
                }
                true
            }
            None if opens && SILENT.contains(&name) => {
                self.silent = Some((name.to_owned(), 1));
                true
            }
            None => false,
        }
    }

    fn block_tag(&mut self, name: &str, starts: bool) {
        self.finish_block();
        match (name, starts) {
            ("pre", true) => self.preformatted += 1,
            ("pre", false) => self.preformatted = self.preformatted.saturating_sub(1),
            _ => {}
        }
        if starts {
            self.around.extend(kind(name).map(|kind| (name.to_owned(), kind)));
        } else if let Some(index) = self.around.iter().rposition(|(open, _)| open == name) {
            self.around.truncate(index);
        }
    }

    fn push_text(&mut self, text: &str) {
        if let Some(title) = &mut self.title {
            title.push_str(text);
            return;
        }
        if self.silent.is_some() {
            return;
        }
        for c in text.chars() {
            // A no-break space is content, not layout.
            let layout = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}') && self.preformatted == 0;
            if !layout {
                self.content.text.push(c);
            } else if !self.content.text.is_empty() && !self.content.text.ends_with([' ', '\n']) {
                self.content.text.push(' ');
            }
        }
    }

    fn push_code(&mut self, kind: CodeKind, id: u32, original: String) {
        self.content.codes.push(InlineCode {
            at: self.content.text.len(),
            id,
            kind,
            original,
        });
    }

    fn finish_title(&mut self) {
        let title = self.title.take().unwrap_or_default();
        let title: Vec<_> = title.split_whitespace().collect();
        if !title.is_empty() && self.document.title.is_none() {
            self.document.title = Some(title.join(" "));
        }
    }

    fn finish_block(&mut self) {
        let content = trimmed(std::mem::take(&mut self.content));
        self.open.clear();
        self.last_id = 0;
        if !content.is_blank() {
            self.document.blocks.push(Block {
                kind: self.around.last().map_or(BlockKind::Paragraph, |(_, kind)| *kind),
                span: 0..0,
                content,
            });
        }
    }
}

/// The content without white space at its ends.
fn trimmed(content: Content) -> Content {
    let text = content.text.trim();
    let start = content.text.len() - content.text.trim_start().len();
    let codes = content.codes.into_iter().map(|code| InlineCode {
        at: code.at.saturating_sub(start).min(text.len()),
        ..code
    });
    Content {
        codes: codes.collect(),
        text: text.to_owned(),
    }
}

/// What the tokenizer must know of elements whose content is no markup.
fn raw(name: &str, starts: bool) -> TokenSinkResult<()> {
    match name {
        _ if !starts => TokenSinkResult::Continue,
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "style" | "iframe" | "noscript" => TokenSinkResult::RawData(RawKind::Rawtext),
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        _ => TokenSinkResult::Continue,
    }
}

fn kind(name: &str) -> Option<BlockKind> {
    Some(match name {
        "h1" => BlockKind::Heading(1),
        "h2" => BlockKind::Heading(2),
        "h3" => BlockKind::Heading(3),
        "h4" => BlockKind::Heading(4),
        "h5" => BlockKind::Heading(5),
        "h6" => BlockKind::Heading(6),
        "li" | "dt" | "dd" => BlockKind::ListItem,
        "blockquote" => BlockKind::Quote,
        "td" | "th" => BlockKind::Cell,
        "figcaption" | "caption" => BlockKind::Caption,
        _ => return None,
    })
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| attribute.value.to_string())
}

/// The tag as HTML, attributes in double quotes.
fn markup(tag: &Tag) -> String {
    let slash = if tag.kind == TagKind::EndTag { "/" } else { "" };
    let mut markup = format!("<{slash}{}", &*tag.name);
    for attribute in &tag.attrs {
        let value = attribute.value.replace('&', "&amp;").replace('"', "&quot;");
        markup.extend([" ", &*attribute.name.local, "=\"", &value, "\""]);
    }
    markup.push('>');
    markup
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_page_is_cut_at_its_block_elements() {
        let page = document(
            "<!DOCTYPE html><html lang=ar><head><title>خبر\n اليوم</title><style>p{}</style></head><body>\
             <nav><a href=/>الرئيسية</a></nav><h1>عنوان</h1><p>فقرة &amp; <b class=\"x\">نص</b>\n  تتمة<br>سطر\
             <p>ثانية<script>if (a < b) {}</script><ul><li>بند</ul><table><tr><td>خلية</table>",
        );
        assert_eq!(page.title.as_deref(), Some("خبر اليوم"));
        assert_eq!(page.language.as_deref(), Some("ar"));
        let blocks: Vec<_> = page
            .blocks
            .iter()
            .map(|b| (b.kind, b.content.text.as_str()))
            .collect();
        assert_eq!(
            blocks,
            [
                (BlockKind::Heading(1), "عنوان"),
                (BlockKind::Paragraph, "فقرة & نص تتمة\nسطر"),
                (BlockKind::Paragraph, "ثانية"),
                (BlockKind::ListItem, "بند"),
                (BlockKind::Cell, "خلية"),
            ]
        );
        let codes: Vec<_> = page.blocks[1]
            .content
            .codes
            .iter()
            .map(|c| (c.id, c.original.as_str()))
            .collect();
        assert_eq!(codes, [(1, "<b class=\"x\">"), (1, "</b>"), (2, "<br>")]);
    }

    #[test]
    fn text_of_a_closed_list_item_is_a_paragraph_again() {
        let page = document("<ul><li>a</li></ul>b");
        assert_eq!(page.blocks[1].kind, BlockKind::Paragraph);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(<(/)?(p|b|li|nav|script|title|br)>|[a <>&;\u{627}\n]){0,30}|\\PC{0,60}") {
            for block in document(&text).blocks {
                prop_assert_eq!(block.content.text.trim(), block.content.text.as_str());
                for code in &block.content.codes {
                    prop_assert!(block.content.text.is_char_boundary(code.at));
                }
                prop_assert!(block.content.codes.is_sorted_by_key(|code| code.at));
            }
        }
    }
}
