//! A block of marked-up text: what it is made of, each piece with its bytes, and a translation in its place.
//!
//! Readers of HTML and OpenDocument gather the pieces; what stands at the ends of a block without a word before or behind
//! it, and an element around all of it, is left where it is and is no code.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::skeleton::Patches;
use crate::document::{Block, BlockKind, CodeKind, Content, InlineCode};

/// A piece of a block.
#[derive(Debug)]
pub(super) enum Item {
    /// Characters, of which runs of white space are one blank.
    Text(String, Range<usize>),
    /// Characters of which every blank counts.
    Exact(String, Range<usize>),
    /// A code with its number; an opening one whose partner is missing stays alone.
    Code(CodeKind, u32, Range<usize>),
    /// A code that ends the line.
    Break(u32, Range<usize>),
    /// What is seen by nobody: comments, scripts, tags without a partner.
    Aside(Range<usize>),
}

/// A block and where what is in it stands.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) block: Block,
    /// Where each of its codes stands.
    codes: Vec<Range<usize>>,
    /// What stands between its words unseen, which no translation is to lose.
    asides: Vec<Range<usize>>,
    /// Numbers of the codes that end a line.
    breaks: Vec<u32>,
    /// Whether it is the value of an attribute, with its quotes if it has any.
    pub(super) is_value: bool,
    /// The start tag of the element that holds this block and no other.
    pub(super) holder: Option<Range<usize>>,
}

impl Place {
    /// The value of an attribute that stands, with its quotes, at `span`.
    pub(super) fn value(text: &str, span: Range<usize>) -> Self {
        Self {
            block: Block {
                kind: BlockKind::Attribute,
                span,
                content: Content::plain(text),
            },
            codes: Vec::new(),
            asides: Vec::new(),
            breaks: Vec::new(),
            is_value: true,
            holder: None,
        }
    }

    /// The block that `items`, read from `text`, make, if there is a word in it.
    pub(super) fn of(text: &str, mut items: Vec<Item>, kind: BlockKind) -> Option<Self> {
        let middle = core(&items);
        items.truncate(middle.end);
        items.drain(..middle.start);
        let mut place = Self {
            is_value: false,
            ..Self::value("", 0..0)
        };
        let content = &mut place.block.content;
        let mut span: Option<Range<usize>> = None;
        let mut numbers: HashMap<u32, u32> = HashMap::new();
        let mut is_apart = false;
        for item in items {
            let (kind, number, own) = match item {
                Item::Text(words, own) => {
                    push_words(&mut content.text, &words, std::mem::take(&mut is_apart));
                    widen(&mut span, inked(text, own));
                    continue;
                }
                Item::Exact(words, own) => {
                    // A file may end its lines in two characters.
                    content
                        .text
                        .push_str(&words.replace("\r\n", "\n").replace('\r', "\n"));
                    widen(&mut span, own);
                    continue;
                }
                Item::Aside(own) => {
                    place.asides.push(own.clone());
                    widen(&mut span, own);
                    continue;
                }
                Item::Break(number, own) => (None, number, own),
                Item::Code(kind, number, own) => (Some(kind), number, own),
            };
            let next = u32::try_from(numbers.len()).map_or(u32::MAX, |known| known + 1);
            let id = *numbers.entry(number).or_insert(next);
            content.codes.push(InlineCode {
                at: content.text.len(),
                id,
                kind: kind.unwrap_or(CodeKind::Single),
                original: text[own.clone()].to_owned(),
            });
            // A blank on either side of a picture is one each.
            is_apart |= kind == Some(CodeKind::Single);
            // Words on both sides of a line break are not one word.
            if kind.is_none() {
                content.text.push('\n');
                place.breaks.push(id);
            }
            place.codes.push(own.clone());
            widen(&mut span, own);
        }
        let (start, end) = (
            content.text.len() - content.text.trim_start().len(),
            content.text.trim_end().len(),
        );
        content.text.truncate(end);
        content.text.drain(..start.min(end));
        for code in &mut content.codes {
            code.at = code.at.min(end).saturating_sub(start);
        }
        place.block.kind = kind;
        place.block.span = span?;
        (!place.block.content.is_blank()).then_some(place)
    }

    /// The bytes for `target` in the place of the block, whose characters `character` writes. `patches` holds what was
    /// translated inside the markup of its codes.
    ///
    /// Tags come out in pairs that nest, wherever the target has them. A picture or another thing that is seen and that
    /// the target leaves out stands behind it; a code that the source does not have is left out.
    pub(super) fn rendered(
        &self,
        target: &Content,
        (text, patches): (&str, &Patches),
        character: fn(char, &mut String),
    ) -> String {
        let own = || self.block.content.codes.iter().zip(&self.codes);
        let mut rendering = Rendering {
            out: String::with_capacity(target.text.len()),
            tags: own().map(|(code, span)| ((code.id, code.kind), span)).collect(),
            written: |span: &Range<usize>| patches.applied(text, span.clone()).into_owned(),
            open: Vec::new(),
        };
        let mut used = HashSet::new();
        let mut is_after_break = false;
        for (words, code) in target.pieces() {
            // The line end that stands for the break is not in the file.
            let words = words
                .strip_prefix('\n')
                .filter(|_| is_after_break)
                .unwrap_or(words);
            words.chars().for_each(|c| character(c, &mut rendering.out));
            if let Some(code) = code {
                used.insert((code.id, code.kind));
                is_after_break = self.breaks.contains(&code.id);
                rendering.code(code.id, code.kind);
            }
        }
        rendering.close_all();
        for (code, _) in own() {
            let is_seen = code.kind == CodeKind::Single && !self.breaks.contains(&code.id);
            if is_seen && !used.contains(&(code.id, code.kind)) {
                rendering.code(code.id, code.kind);
            }
        }
        let mut out = rendering.out;
        for aside in &self.asides {
            out.push_str(&patches.applied(text, aside.clone()));
        }
        out
    }
}

/// Makes `span` reach to the end of `own`.
fn widen(span: &mut Option<Range<usize>>, own: Range<usize>) {
    *span = Some(span.as_ref().map_or(own.start, |span| span.start)..own.end);
}

/// Appends words with a blank for each run of white space, none at the beginning of a line, nor behind another one unless
/// something `is_apart` stands between.
fn push_words(out: &mut String, words: &str, mut is_apart: bool) {
    for c in words.chars() {
        if !is_layout(c) {
            out.push(c);
        } else if !out.is_empty() && (is_apart || !out.ends_with([' ', '\n'])) {
            out.push(' ');
        }
        is_apart = false;
    }
}

/// White space that is layout; a no-break space is content.
fn is_layout(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// The stretch without the white space at its ends.
fn inked(text: &str, span: Range<usize>) -> Range<usize> {
    let part = &text[span.clone()];
    let start = span.start + part.len() - part.trim_start_matches(is_layout).len();
    start..(span.start + part.trim_end_matches(is_layout).len()).max(start)
}

/// Which of the items the block is.
fn core(items: &[Item]) -> Range<usize> {
    let number = |at: usize, wanted: CodeKind| match items.get(at) {
        Some(Item::Code(kind, number, _)) if *kind == wanted => Some(*number),
        _ => None,
    };
    let closed: HashSet<u32> = (0..items.len())
        .filter_map(|at| number(at, CodeKind::Close))
        .collect();
    let is_bare = |item: &Item| match item {
        Item::Text(words, _) | Item::Exact(words, _) => words.chars().all(is_layout),
        Item::Aside(_) | Item::Break(..) | Item::Code(CodeKind::Single, ..) => true,
        Item::Code(_, number, _) => !closed.contains(number),
    };
    let opens = |at: usize| number(at, CodeKind::Open);
    let is_pair =
        |start: usize, end: usize| opens(start).is_some() && opens(start) == number(end, CodeKind::Close);
    let (mut start, mut end) = (0, items.len());
    loop {
        let before = (start, end);
        start += items[start..end].iter().take_while(|item| is_bare(item)).count();
        end -= items[start..end]
            .iter()
            .rev()
            .take_while(|item| is_bare(item))
            .count();
        if end - start > 1 && is_pair(start, end - 1) {
            (start, end) = (start + 1, end - 1);
        } else if end - start > 1 && is_pair(start, start + 1) {
            start += 2;
        } else if end - start > 1 && is_pair(end - 2, end - 1) {
            end -= 2;
        }
        if (start, end) == before {
            return start..end;
        }
    }
}

/// Attributes that say something of one element alone: what it is called, and what is read out or shown for it.
const ONCE: [&str; 7] = [
    "id",
    "name",
    "title",
    "alt",
    "aria-label",
    "aria-description",
    "placeholder",
];

/// A start tag for the second part of an element that was parted.
fn again(tag: &str) -> String {
    let is_blank = |c: char| c.is_ascii_whitespace();
    let mut rest = &tag[tag.find(|c| is_blank(c) || c == '>').unwrap_or(tag.len())..];
    let mut out = tag[..tag.len() - rest.len()].to_owned();
    // An attribute at a time, with the blanks before it; its value may stand in quotes.
    while rest.starts_with(is_blank) && !rest.trim_start().starts_with('>') {
        let begun = rest.len() - rest.trim_start().len();
        let name = rest[begun..].find(|c| is_blank(c) || matches!(c, '=' | '>'));
        let name_end = begun + name.unwrap_or(rest.len() - begun);
        let value = rest[name_end..].trim_start();
        let end = match value.strip_prefix('=').map(str::trim_start) {
            Some(value) => {
                let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
                let behind = match quote {
                    Some(quote) => value[1..].find(quote).map(|at| at + 2),
                    None => value.find(|c| is_blank(c) || c == '>'),
                };
                rest.len() - value.len() + behind.unwrap_or(value.len())
            }
            None => name_end,
        };
        let name = rest[begun..name_end].rsplit(':').next().unwrap_or_default();
        if !ONCE.iter().any(|once| name.eq_ignore_ascii_case(once)) {
            out.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// A block while it is written.
struct Rendering<'a, F> {
    out: String,
    /// Where the source has the markup of each code.
    tags: HashMap<(u32, CodeKind), &'a Range<usize>>,
    /// Markup as it is to be written.
    written: F,
    /// Numbers of the elements open, innermost last.
    open: Vec<u32>,
}

impl<F: Fn(&Range<usize>) -> String> Rendering<'_, F> {
    fn tag(&mut self, id: u32, kind: CodeKind) {
        if let Some(span) = self.tags.get(&(id, kind)) {
            self.out.push_str(&(self.written)(span));
        }
    }

    fn code(&mut self, id: u32, kind: CodeKind) {
        match kind {
            CodeKind::Single => self.tag(id, kind),
            CodeKind::Open if !self.open.contains(&id) && self.tags.contains_key(&(id, kind)) => {
                self.tag(id, kind);
                self.open.push(id);
            }
            CodeKind::Open => {}
            CodeKind::Close => self.close(id),
        }
    }

    /// Closes the element `id`; those inside it are closed before and opened again after.
    fn close(&mut self, id: u32) {
        let Some(at) = self.open.iter().rposition(|open| *open == id) else {
            return;
        };
        let inner = self.open.split_off(at);
        for inner in inner.iter().rev() {
            self.tag(*inner, CodeKind::Close);
        }
        for inner in inner.into_iter().skip(1) {
            // What the source never closes was not closed here.
            if let (Some(span), true) = (
                self.tags.get(&(inner, CodeKind::Open)),
                self.tags.contains_key(&(inner, CodeKind::Close)),
            ) {
                self.out.push_str(&again(&(self.written)(span)));
            }
            self.open.push(inner);
        }
    }

    fn close_all(&mut self) {
        while let Some(id) = self.open.pop() {
            self.tag(id, CodeKind::Close);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::again;
    use proptest::prelude::*;

    #[test]
    fn what_is_said_once_is_not_said_again() {
        assert_eq!(again("<i>"), "<i>");
        assert_eq!(
            again("<a ID=x href='a>b' xml:id = \"y z\"  class=c hidden title='t'\n>"),
            "<a href='a>b'  class=c hidden\n>"
        );
    }

    proptest! {
        #[test]
        fn any_tag_is_written_again(inside in "[a-c =\"'>/:-]{0,30}") {
            let tag = format!("<i{inside}>");
            prop_assert!(again(&tag).len() <= tag.len());
        }
    }
}
