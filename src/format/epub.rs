//! EPUB books as documents to translate, and given back translated.
//!
//! The chapters are read as pages of HTML in the order of the book, then what stands beside it, such as its table of
//! contents; the title is a block of its own. Given back, the book says the language of the translation and turns its
//! pages the way that is read.
//!
//! Specification: EPUB 3.3 (W3C, 2025).

use std::collections::HashMap;
use std::ops::Range;

use super::html::{self, Page};
use super::passage::{Item, Place};
use super::tags::{Kind, Tags, attribute};
use super::xml::escaped;
use super::{Error, Format, Input, Patches, ReadOptions, View, package};
use crate::document::{Article, BlockKind, Document};
use crate::language::{self, Direction};

/// EPUB books.
pub(super) struct Epub;

impl Format for Epub {
    fn id(&self) -> &'static str {
        "epub"
    }

    fn name(&self) -> &'static str {
        "EPUB book"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["epub"]
    }

    fn recognises(&self, head: &str) -> bool {
        head.starts_with("\0META-INF/container.xml\0")
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn keeps(&self, view: View) -> bool {
        view == View::Target
    }

    fn read(&self, text: &str, _: &ReadOptions) -> Result<Input, Error> {
        let (book, pages) = pages(text)?;
        let language = book
            .languages
            .first()
            .map(|span| text[span.clone()].trim().to_owned());
        let places = pages.into_iter().flat_map(|page| page.places);
        Ok(Input::Document(Document {
            title: book.title,
            language: language.filter(|tag| language::is_tag(tag)),
            blocks: places.map(|place| place.block).collect(),
            ..Document::default()
        }))
    }

    fn patches(&self, text: &str, article: &Article, _: &ReadOptions) -> Result<Patches, Error> {
        let (book, pages) = pages(text)?;
        let mut patches = html::patches(text, &pages, article)?;
        if patches.is_empty() {
            return Ok(patches);
        }
        for span in book.languages {
            patches.edit(text, span, escaped(&article.target_language));
        }
        let direction = language::of(&article.target_language).direction;
        if let Some(spine) = book.spine {
            let name = "page-progression-direction";
            let said = attribute(&text[spine.clone()], name);
            if direction == Direction::Rtl || said.as_deref() == Some("rtl") {
                patches.attribute(text, spine, name, Some(direction.as_str()));
            }
        }
        Ok(patches)
    }
}

/// What the package document says (EPUB 3.3, 5).
#[derive(Default)]
struct Book {
    title: Option<String>,
    /// Where the title stands.
    titled: Option<Place>,
    /// Where it names its languages.
    languages: Vec<Range<usize>>,
    /// The tag of the element that lists the chapters.
    spine: Option<Range<usize>>,
    /// The chapters' names within the package, in order.
    chapters: Vec<String>,
}

/// The book and its pages: the title, the chapters in order, then the others.
fn pages(text: &str) -> Result<(Book, Vec<Page>), Error> {
    let parts = package::parts(text);
    let is_package = |(name, _): &&(&str, Range<usize>)| name.to_ascii_lowercase().ends_with(".opf");
    let mut book = match parts.iter().find(is_package) {
        Some((name, span)) => Book::read(text, name, span.clone())?,
        None => Book::default(),
    };
    let place = |name: &str| book.chapters.iter().position(|chapter| chapter == name);
    let mut read: Vec<_> = parts.iter().filter(|(name, _)| is_page(name)).collect();
    read.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
    let chapters: Vec<Page> = read
        .into_iter()
        .map(|(_, span)| Page::read(text, span.clone()))
        .collect();
    let pages = book
        .titled
        .take()
        .map(Page::of)
        .into_iter()
        .chain(chapters)
        .collect();
    Ok((book, pages))
}

fn is_page(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xhtml", ".html", ".htm", ".ncx"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

impl Book {
    fn read(text: &str, name: &str, span: Range<usize>) -> Result<Self, Error> {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut book = Self::default();
        let mut names: HashMap<String, String> = HashMap::new();
        let mut tags = Tags::new(text, span);
        loop {
            let tag = tags.next()?;
            let written = &text[tag.span.clone()];
            match (tag.kind, tag.name.rsplit(':').next().unwrap_or_default()) {
                (Kind::Eof, _) => return Ok(book),
                (Kind::Start, "title") => {
                    let start = tag.span.end;
                    let (title, end) = tags.characters(&tag)?;
                    let span = start..inner_end(text, start, end);
                    let place = Place::of(text, vec![Item::Text(title, span)], BlockKind::Title);
                    if let (Some(place), None) = (place, &book.title) {
                        book.title = Some(place.block.content.text.clone());
                        book.titled = Some(place);
                    }
                }
                (Kind::Start, "language") => {
                    let start = tag.span.end;
                    let (_, end) = tags.characters(&tag)?;
                    book.languages.push(start..inner_end(text, start, end));
                }
                (Kind::Start | Kind::Empty, "item") => {
                    if let (Some(id), Some(href)) = (attribute(written, "id"), attribute(written, "href")) {
                        names.insert(id, resolved(folder, &href));
                    }
                }
                (Kind::Start, "spine") => book.spine = Some(tag.span),
                (Kind::Start | Kind::Empty, "itemref") => {
                    let named = attribute(written, "idref").and_then(|id| names.get(&id));
                    book.chapters.extend(named.cloned());
                }
                _ => {}
            }
        }
    }
}

/// Where the end tag of an element that ends at `end` begins.
fn inner_end(text: &str, start: usize, end: usize) -> usize {
    text[start..end].rfind("</").map_or(end, |at| start + at)
}

/// A name within the package, from a place in `folder`.
fn resolved(folder: &str, href: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    let href = href.replace("%20", " ");
    for step in href.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
