//! HTML pages as documents to translate, and given back translated.
//!
//! Block elements part the text; inline elements become codes with their tag as the code's original markup; white
//! space runs are one blank outside `pre`, a line end after `br`. Attributes that people read (`alt`, `title`, the
//! description of the page…) are blocks of their own. Scripts, styles, drawings, forms' contents and what the page marks
//! with `translate="no"` are left alone.
//!
//! Given back, the page is its own bytes but for what was translated, its language and its direction. A block without a
//! translation says the source's language and direction where it alone is in its element.

mod clip;
mod elements;
mod read;
mod tokens;
mod turn;

use std::collections::HashSet;

use super::Error;
use super::markup::legal;
use super::passage::Place;
use super::skeleton::{self, Patches};
use crate::document::{Article, Content, Document};
pub use clip::clipped;
pub(super) use read::Page;

/// The document in the page `text`.
pub(super) fn document(text: &str) -> Document {
    Page::read(text, 0..text.len()).document()
}

/// What is to be replaced in `text`, of which `pages` are parts, for the targets of `article`; nothing when nothing is
/// translated.
///
/// # Errors
/// [`Error::OtherText`] where the article was made from other pages.
pub(super) fn patches(text: &str, pages: &[Page], article: &Article) -> Result<Patches, Error> {
    let places: Vec<&Place> = pages.iter().flat_map(|page| &page.places).collect();
    let document = Document {
        blocks: places.iter().map(|place| place.block.clone()).collect(),
        ..Document::default()
    };
    let mut patches = Patches::default();
    let targets = skeleton::targets(&document, article)?;
    if !targets.is_empty() {
        let translated: HashSet<usize> = targets.iter().map(|(block, _)| *block).collect();
        let mut first = 0;
        for page in pages {
            // What has no letters is in no language.
            let untranslated = |(number, place): &(usize, &Place)| {
                !translated.contains(&(first + number))
                    && place.block.content.text.chars().any(char::is_alphabetic)
            };
            let kept = page.places.iter().enumerate().filter(untranslated);
            let kept: Vec<&Place> = kept.map(|(_, place)| place).collect();
            turn::page(text, page, (article, &kept), &mut patches);
            first += page.places.len();
        }
        put(text, &places, &targets, &mut patches);
    }
    Ok(patches)
}

/// Puts the targets, by the number of their block, into their places.
fn put(text: &str, places: &[&Place], targets: &[(usize, Content)], patches: &mut Patches) {
    // The values of attributes stand in tags that are codes of other blocks, which are written with what is in them.
    let (values, words): (Vec<_>, Vec<_>) = targets.iter().partition(|(block, _)| places[*block].is_value);
    for (block, target) in values.into_iter().chain(words) {
        let place = &places[*block];
        let span = place.block.span.clone();
        let written = match place.is_value {
            true => value(&text[span.clone()], &target.text),
            false => place.rendered(target, (text, patches), push),
        };
        patches.edit(text, span, written);
    }
}

/// The value `text` of an attribute that was written `held`, in its quotes or, where it had none, in new ones.
fn value(held: &str, text: &str) -> String {
    let quote = if held.starts_with('\'') { '\'' } else { '"' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '"' if quote == '"' => out.push_str("&quot;"),
            '\'' if quote == '\'' => out.push_str("&#39;"),
            c => push(c, &mut out),
        }
    }
    out.push(quote);
    out
}

/// Appends a character as HTML writes it.
fn push(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        c => out.push(legal(c)),
    }
}

/// Whether a file that begins with `head` is an HTML page.
pub(super) fn recognises(head: &str) -> bool {
    let head = head.trim_start().to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockKind;
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
                (BlockKind::Title, "خبر اليوم"),
                (BlockKind::Paragraph, "الرئيسية"),
                (BlockKind::Heading(1), "عنوان"),
                (BlockKind::Paragraph, "فقرة & نص تتمة\nسطر"),
                (BlockKind::Paragraph, "ثانية"),
                (BlockKind::ListItem, "بند"),
                (BlockKind::Cell, "خلية"),
            ]
        );
        let codes: Vec<_> = page.blocks[3]
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

    #[test]
    fn what_stands_around_all_of_a_block_is_no_code_of_it() {
        let text = "<p> <a href=x><img src=i alt=صورة><b>نص</b> </a><!-- x --></p><p><i>أ</i> ب</p>";
        let page = document(text);
        let told: Vec<_> = page
            .blocks
            .iter()
            .map(|block| (&text[block.span.clone()], block.content.codes.len()))
            .collect();
        assert_eq!(told, [("نص", 0), ("صورة", 0), ("<i>أ</i> ب", 2)]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(<(/)?(p|b|li|nav|script|title|br|img alt=x)>|<!-- -->|[a <>&;\u{627}\n]){0,30}|\\PC{0,60}") {
            let mut end = 0;
            for block in document(&text).blocks {
                prop_assert_eq!(block.content.text.trim(), block.content.text.as_str());
                for code in &block.content.codes {
                    prop_assert!(block.content.text.is_char_boundary(code.at));
                }
                prop_assert!(block.content.codes.is_sorted_by_key(|code| code.at));
                prop_assert!(text.get(block.span.clone()).is_some());
                if block.kind != BlockKind::Attribute {
                    prop_assert!(block.span.start >= end);
                    end = block.span.end;
                }
            }
        }
    }
}
