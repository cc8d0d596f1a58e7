//! One pair of languages of a TMX file as an article.
//!
//! The source language is the one asked for, else the header's `srclang`, else that of the first variant; the target
//! language the one asked for, else the one that most units have beside the source. A unit without either of them stays
//! in the file and is no segment. Text inside `hi` is the segment's own, text inside `sub` belongs to its code.

use std::collections::HashMap;

use super::unit::{AFTER, BEFORE};
use crate::document::{Article, BlockKind, CodeKind, Content, InlineCode, Origin, Segment, State, Target};
use crate::format::numbering::{CodeNumbers, SegmentIds};
use crate::format::xml::{self, Element, Node};
use crate::format::{Error, ReadOptions, languages};
use crate::language::primary;

/// Where a segment stands in the file.
pub(super) struct Site<'a> {
    pub(super) unit: &'a Element,
    /// The source variant.
    pub(super) source: &'a Element,
    /// The target variant.
    pub(super) target: Option<&'a Element>,
}

/// The root of a TMX file.
pub(super) fn root(text: &str) -> Result<Element, Error> {
    let root = xml::parse(text)?;
    if root.name == "tmx" {
        return Ok(root);
    }
    let message = format!("<{}> is no TMX file; it would begin with <tmx>", root.name);
    Err(Error::at(text, root.at, message))
}

/// Reads a whole file; the article's segments, and the site of each.
pub(super) fn article<'a>(root: &'a Element, options: &ReadOptions) -> (Article, Vec<Site<'a>>) {
    let units: Vec<&Element> = root
        .elements()
        .filter(|element| element.name == "body")
        .flat_map(Element::elements)
        .filter(|element| element.name == "tu")
        .collect();
    let source_language = source_language(root, &units, options);
    let target_language = options
        .target_language
        .clone()
        .or_else(|| commonest_beside(&units, &source_language))
        .unwrap_or_default();
    let mut article = Article {
        name: options.name.clone(),
        source_language,
        target_language,
        ..Article::default()
    };
    let mut ids = SegmentIds::default();
    let mut sites = Vec::new();
    for unit in units {
        let Some(source) = variant(unit, &article.source_language) else {
            continue;
        };
        let target = variants(unit)
            .filter(|other| !std::ptr::eq(*other, source))
            .find(|other| speaks(other, &article.target_language));
        // A variant without a <seg> stays in the file.
        let Some(segment) = segment(&article, (unit, source, target), &mut ids) else {
            continue;
        };
        article.segments.push(segment);
        article.blocks.push(BlockKind::Paragraph);
        sites.push(Site { unit, source, target });
    }
    languages::settle_or_leave(&mut article, options);
    (article, sites)
}

/// The elements that become part of an article.
const KNOWN: &[&str] = &[
    "header", "body", "tu", "tuv", "seg", "bpt", "ept", "it", "ph", "ut", "hi", "sub",
];

/// Whether what `element` says becomes part of an article; of the properties the state does, and a segment's neighbours
/// stand beside it.
pub(super) fn knows(element: &Element) -> bool {
    let is_ours = |kind: &str| kind == "state" || BEFORE.contains(&kind) || AFTER.contains(&kind);
    let ours = element.name == "prop" && element.attribute("type").is_some_and(is_ours);
    ours || KNOWN.contains(&element.name.as_str())
}

/// The languages of the variants that `article`, which was read below `root`, has no part in.
pub(super) fn others<'a>(root: &'a Element, article: &'a Article) -> impl Iterator<Item = &'a str> {
    let units = root.elements().flat_map(Element::elements);
    let variants = units.filter(|unit| unit.name == "tu").flat_map(variants);
    let of_pair = |variant: &&Element| {
        speaks(variant, &article.source_language) || speaks(variant, &article.target_language)
    };
    variants
        .filter(move |variant| !of_pair(variant))
        .filter_map(language)
}

/// The variants of a unit, in order.
pub(super) fn variants(unit: &Element) -> impl Iterator<Item = &Element> {
    unit.elements().filter(|element| element.name == "tuv")
}

/// The language a variant says it is in; 1.1 wrote `lang`, without the prefix.
pub(super) fn language(variant: &Element) -> Option<&str> {
    variant
        .attribute("xml:lang")
        .or_else(|| variant.attribute("lang"))
}

fn source_language(root: &Element, units: &[&Element], options: &ReadOptions) -> String {
    let declared = || {
        let header = root.child("header")?.attribute("srclang")?;
        (header != "*all*" && !header.is_empty()).then(|| header.to_owned())
    };
    let of_units = || {
        units
            .iter()
            .find_map(|unit| unit.attribute("srclang"))
            .map(str::to_owned)
    };
    let first = || {
        let variant = units.iter().flat_map(|unit| variants(unit)).find_map(language);
        variant.map(str::to_owned)
    };
    let present = |tag: &String| units.iter().any(|unit| variant(unit, tag).is_some());
    let asked = options.source_language.clone();
    asked
        .or_else(|| declared().filter(present))
        .or_else(|| of_units().filter(present))
        .or_else(first)
        .unwrap_or_default()
}

/// The language that most units have beside `source`; of several the one that comes first.
fn commonest_beside(units: &[&Element], source: &str) -> Option<String> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for unit in units {
        for tag in variants(unit)
            .filter(|other| !speaks(other, source))
            .filter_map(language)
        {
            let order = counts.len();
            counts.entry(tag).or_insert((0, order)).0 += 1;
        }
    }
    let best = counts
        .into_iter()
        .max_by_key(|(_, (count, order))| (*count, std::cmp::Reverse(*order)));
    best.map(|(tag, _)| tag.to_owned())
}

/// The unit's variant in `tag`: with the very tag if there is one, else with the same primary language.
fn variant<'a>(unit: &'a Element, tag: &str) -> Option<&'a Element> {
    let exact = |variant: &&Element| language(variant).is_some_and(|own| own.eq_ignore_ascii_case(tag));
    variants(unit)
        .find(exact)
        .or_else(|| variants(unit).find(|variant| speaks(variant, tag)))
}

fn speaks(variant: &Element, tag: &str) -> bool {
    language(variant).is_some_and(|own| primary(&own.replace('_', "-")) == primary(tag))
}

fn segment(
    article: &Article,
    (unit, source, target): (&Element, &Element, Option<&Element>),
    ids: &mut SegmentIds,
) -> Option<Segment> {
    let mut numbers = CodeNumbers::default();
    let source = content(source, &mut numbers)?;
    let content = target
        .and_then(|target| content(target, &mut numbers))
        .unwrap_or_default();
    let blank = content.is_blank() && content.codes.is_empty();
    let stated = state(unit).and_then(|property| State::named(&property.text()));
    let id = unit.attribute("tuid").filter(|id| !id.is_empty());
    Some(Segment {
        id: ids.unique(None, id, &source.text),
        block: article.segments.len(),
        source,
        gap: String::new(),
        target: Target {
            content,
            state: match stated {
                _ if blank => State::Empty,
                Some(State::Empty) | None => State::Translated,
                Some(state) => state,
            },
            origin: (!blank).then_some(Origin::File),
            reason: None,
        },
        terms: Vec::new(),
        matches: Vec::new(),
        findings: Vec::new(),
    })
}

/// The property in which this program keeps a unit's state.
pub(super) fn state(unit: &Element) -> Option<&Element> {
    unit.elements()
        .find(|element| element.name == "prop" && element.attribute("type") == Some("state"))
}

/// The text and codes of a variant's `seg`.
pub(super) fn content(variant: &Element, numbers: &mut CodeNumbers) -> Option<Content> {
    let segment = variant.child("seg")?;
    let mut reading = Reading {
        numbers,
        pairs: HashMap::new(),
        alone: 0,
        content: Content::default(),
    };
    reading.push(segment);
    Some(reading.content)
}

/// A `seg` while it is read.
struct Reading<'a> {
    numbers: &'a mut CodeNumbers,
    /// The number of each pair by its `i`.
    pairs: HashMap<String, u32>,
    /// Codes without `x` so far: such a code is the same in another language if it is the same in order.
    alone: usize,
    content: Content,
}

impl Reading<'_> {
    fn push(&mut self, parent: &Element) {
        for node in &parent.children {
            match node {
                Node::Text(text) => self.content.text.push_str(text),
                Node::Element(element) => match element.name.as_str() {
                    "bpt" | "ept" | "it" | "ph" | "ut" => self.code(element),
                    _ => self.push(element),
                },
            }
        }
    }

    fn code(&mut self, element: &Element) {
        let (i, x) = (element.attribute("i"), element.attribute("x"));
        let (kind, id) = match element.name.as_str() {
            "bpt" => {
                let key = x.map_or_else(|| format!("i{}", i.unwrap_or_default()), str::to_owned);
                let id = self.numbers.of(&key);
                self.pairs.insert(i.unwrap_or_default().to_owned(), id);
                (CodeKind::Open, id)
            }
            "ept" => {
                let i = i.unwrap_or_default();
                let known = self.pairs.get(i).copied();
                let id = known.unwrap_or_else(|| self.numbers.of(&format!("i{i}")));
                (CodeKind::Close, id)
            }
            name => {
                self.alone += usize::from(x.is_none());
                let key = x.map_or_else(|| format!("{name}{}", self.alone), str::to_owned);
                let kind = match (name, element.attribute("pos")) {
                    ("it", Some("begin")) => CodeKind::Open,
                    ("it", Some("end")) => CodeKind::Close,
                    _ => CodeKind::Single,
                };
                (kind, self.numbers.of(&key))
            }
        };
        self.content.codes.push(InlineCode {
            at: self.content.text.len(),
            id,
            kind,
            original: element.text(),
        });
    }
}
