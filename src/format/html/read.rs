//! A page as blocks with their places.

use std::ops::Range;

use super::elements::{INLINE, Kept, SINGLE, held, is_readable, kind};
use super::tokens::{Tag, Token, is_xml, tokens};
use crate::document::{BlockKind, CodeKind, Document};
use crate::format::passage::{Item, Place};

/// A page: its title and language, where its blocks stand, and the tags that say a language or a direction.
#[derive(Debug, Default)]
pub(in crate::format) struct Page {
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(in crate::format) places: Vec<Place>,
    pub(super) directed: Vec<Tag>,
    /// Whether it is XHTML.
    pub(super) is_xml: bool,
}

/// What ends a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// The end of the element in which it stands.
    Closed,
    /// Another block, beside or inside that element.
    Open,
}

impl Page {
    /// The page in the stretch `span` of `text`. Time linear in it.
    pub(in crate::format) fn read(text: &str, span: Range<usize>) -> Self {
        let mut reader = Reader {
            text,
            ..Reader::default()
        };
        reader.page.is_xml = is_xml(&text[span.clone()]);
        for token in tokens(text, span) {
            reader.token(token);
        }
        reader.finish_block(Ends::Open);
        reader.page
    }

    /// A page of one block that is no HTML.
    pub(in crate::format) fn of(place: Place) -> Self {
        Self {
            places: vec![place],
            ..Self::default()
        }
    }

    /// What is to be translated.
    pub(super) fn document(self) -> Document {
        Document {
            title: self.title,
            language: self.language,
            blocks: self.places.into_iter().map(|place| place.block).collect(),
            ..Document::default()
        }
    }
}

/// Elements inside one another that are kept count of, at most: those further in say nothing of their block.
const DEPTH: usize = 256;

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    page: Page,
    /// The block being read.
    items: Vec<Item>,
    /// Attributes with text met since the last block; they follow it.
    attributes: Vec<Place>,
    /// The block element that began where this block did.
    holder: Option<Range<usize>>,
    /// The kinds of the block elements around, innermost last, by element name.
    around: Vec<(String, BlockKind)>,
    /// Inline elements open in this block: name and code number.
    open: Vec<(String, u32)>,
    last_id: u32,
    /// The element around that is left alone: its name, how often that is open, and its start tag.
    silent: Option<(String, usize, Range<usize>, Kept)>,
    preformatted: usize,
}

impl Reader<'_> {
    fn token(&mut self, token: Token) {
        if self.silent.is_some() {
            return self.silenced(&token);
        }
        match token {
            Token::Start(tag) => self.start(tag),
            Token::End(name, span) => self.end(&name, span),
            Token::Text(text, span) if self.preformatted > 0 => self.items.push(Item::Exact(text, span)),
            Token::Text(text, span) => self.items.push(Item::Text(text, span)),
            Token::Aside(span) => self.items.push(Item::Aside(span)),
        }
    }

    /// Keeps count of how deep the element that is left alone goes; behind its end it is one code, or passed over.
    fn silenced(&mut self, token: &Token) {
        let Some((name, depth, start, kept)) = &mut self.silent else {
            return;
        };
        match token {
            Token::Start(tag) if tag.name == *name && !tag.is_whole => *depth += 1,
            Token::End(end, _) if end == name => *depth -= 1,
            _ => {}
        }
        if let (0, Token::End(_, end)) = (*depth, token) {
            let (span, kept) = (start.start..end.end, *kept);
            self.silent = None;
            self.keep(kept, span);
        }
    }

    fn keep(&mut self, kept: Kept, span: Range<usize>) {
        match kept {
            Kept::Aside => self.items.push(Item::Aside(span)),
            Kept::Code => self.single(span),
        }
    }

    fn start(&mut self, tag: Tag) {
        let span = tag.span.clone();
        if tag.name == "html" {
            self.page.language = tag
                .value("lang")
                .or_else(|| tag.value("xml:lang"))
                .filter(|tag| !tag.is_empty())
                .map(str::to_owned);
        }
        if let Some(kept) = held(&tag) {
            match tag.is_whole {
                true => self.keep(kept, span),
                false => self.silent = Some((tag.name, 1, span, kept)),
            }
            return;
        }
        let name = tag.name.as_str();
        if name == "br" || name == "wbr" {
            self.last_id += 1;
            self.items.push(match name {
                "br" => Item::Break(self.last_id, span),
                _ => Item::Aside(span),
            });
        } else if SINGLE.contains(&name) {
            self.single(span);
        } else if INLINE.contains(&name) && tag.is_whole {
            self.items.push(Item::Aside(span));
        } else if INLINE.contains(&name) {
            if self.open.len() < DEPTH {
                self.last_id += 1;
                self.open.push((tag.name.clone(), self.last_id));
                self.items.push(Item::Code(CodeKind::Open, self.last_id, span));
            } else {
                self.items.push(Item::Aside(span));
            }
        } else {
            self.finish_block(Ends::Open);
            self.holder = (!tag.is_whole).then_some(span);
            self.preformatted += usize::from(name == "pre");
            if let Some(kind) = kind(name).filter(|_| !tag.is_whole && self.around.len() < DEPTH) {
                self.around.push((tag.name.clone(), kind));
            }
        }
        self.attributes.extend(attributes(&tag));
        let directs = ["lang", "xml:lang", "dir", "align", "style"];
        if tag.name == "html" || directs.iter().any(|name| tag.attribute(name).is_some()) {
            self.page.directed.push(tag);
        }
    }

    fn end(&mut self, name: &str, span: Range<usize>) {
        if SINGLE.contains(&name) {
            self.items.push(Item::Aside(span));
        } else if INLINE.contains(&name) {
            match self.open.iter().rposition(|(open, _)| open == name) {
                Some(index) => {
                    let (_, id) = self.open.remove(index);
                    self.items.push(Item::Code(CodeKind::Close, id, span));
                }
                None => self.items.push(Item::Aside(span)),
            }
        } else {
            self.finish_block(Ends::Closed);
            if name == "pre" {
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            if let Some(index) = self.around.iter().rposition(|(open, _)| open == name) {
                self.around.truncate(index);
            }
        }
    }

    fn single(&mut self, span: Range<usize>) {
        self.last_id += 1;
        self.items.push(Item::Code(CodeKind::Single, self.last_id, span));
    }

    fn finish_block(&mut self, ends: Ends) {
        let items = std::mem::take(&mut self.items);
        let text = self.text;
        // A paragraph holds no other block, whether or not its end is written.
        let holds_it = |tag: &Range<usize>| ends == Ends::Closed || is_paragraph(&text[tag.clone()]);
        let holder = self.holder.take().filter(holds_it);
        self.open.clear();
        self.last_id = 0;
        let kind = self.around.last().map_or(BlockKind::Paragraph, |(_, kind)| *kind);
        if let Some(mut place) = Place::of(self.text, items, kind) {
            place.holder = holder;
            if kind == BlockKind::Title {
                let title = place.block.content.text.clone();
                self.page.title.get_or_insert(title);
            }
            self.page.places.push(place);
        }
        self.page.places.append(&mut self.attributes);
    }
}

fn is_paragraph(tag: &str) -> bool {
    let name = tag.get(1..2).is_some_and(|name| name.eq_ignore_ascii_case("p"));
    name && tag[2..].starts_with(|c: char| c == '>' || c.is_ascii_whitespace())
}

/// The attributes of a tag that hold text, as blocks.
fn attributes(tag: &Tag) -> impl Iterator<Item = Place> {
    let readable = tag
        .attributes
        .iter()
        .filter(|attribute| is_readable(tag, attribute));
    readable.map(|attribute| Place::value(attribute.value.trim(), attribute.place.clone()))
}
