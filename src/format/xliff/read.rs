//! XLIFF 2.x as an article.
//!
//! Units and segments in file order; what is marked `translate="no"` is left out. White space is kept as it
//! stands. Annotations and modules other than matches and metadata are passed over.

use std::collections::HashMap;

use super::state::{self, Blank, PREFIX};
use super::translatable::{self, Names};
use super::write::kind_named;
use super::xml::{Element, Node, code_point};
use super::{Error, ReadOptions};
use crate::document::{
    Article, CodeKind, Comment, Content, InlineCode, MatchKind, MemoryMatch, Segment, Target,
};
use crate::format::languages;
use crate::format::numbering::{CodeNumbers, SegmentIds};

/// The elements that become part of an article.
const KNOWN: &[&str] = &[
    "file",
    "group",
    "unit",
    "segment",
    "ignorable",
    "source",
    "target",
    "originalData",
    "data",
    "ph",
    "pc",
    "sc",
    "ec",
    "cp",
    "mrk",
    "sm",
    "em",
    "matches",
    "match",
    "metadata",
    "meta",
    "notes",
    "note",
];

/// The units of the format.
pub(super) const UNITS: Names = Names {
    unit: "unit",
    holders: &["group"],
};

/// Whether what `element` says becomes part of an article; metadata that are not ours do not.
pub(super) fn knows(element: &Element) -> bool {
    match element.name.as_str() {
        "metaGroup" => matches!(element.attribute("category"), Some("segment" | "document")),
        name => KNOWN.contains(&name),
    }
}

/// Where a segment stands in the file.
pub(super) struct Site<'a> {
    pub(super) unit: &'a Element,
    pub(super) segment: &'a Element,
    pub(super) source: &'a Element,
}

/// Reads the tree of a whole file; the article's segments, and the site of each.
pub(super) fn article<'a>(
    text: &str,
    root: &'a Element,
    options: &ReadOptions,
) -> Result<(Article, Vec<Site<'a>>), Error> {
    let language = |name| root.attribute(name).unwrap_or_default().to_owned();
    let mut article = Article {
        name: options.name.clone(),
        source_language: language("srcLang"),
        target_language: language("trgLang"),
        ..Article::default()
    };
    let mut ids = SegmentIds::default();
    let mut sites = Vec::new();
    for file in translatable::files(root) {
        if let Some(original) = file.attribute("original").filter(|name| !name.is_empty()) {
            article.name = original.to_owned();
        }
        article.title = article.title.or_else(|| facts(file, "document", None)?("title"));
        for element in translatable::units_of(file, &UNITS) {
            unit(text, element, &mut article, (&mut ids, &mut sites))?;
        }
    }
    languages::settle_or_leave(&mut article, options);
    Ok((article, sites))
}

fn unit<'a>(
    text: &str,
    unit: &'a Element,
    article: &mut Article,
    (ids, sites): (&mut SegmentIds, &mut Vec<Site<'a>>),
) -> Result<(), Error> {
    let kind = unit
        .attribute("type")
        .and_then(|value| value.strip_prefix(PREFIX));
    let block = article.blocks.len();
    let first = article.segments.len();
    let mut inline = Inline::new(unit);
    for element in unit.elements() {
        match element.name.as_str() {
            "segment" => {
                let (segment, source) = segment(text, (unit, element), block, &mut inline, ids)?;
                article.segments.push(segment);
                sites.push(Site {
                    unit,
                    segment: element,
                    source,
                });
            }
            "ignorable" => {
                let gap = element.child("source").map(Element::text).unwrap_or_default();
                if let Some(last) = article.segments.get_mut(first..).and_then(<[_]>::last_mut) {
                    last.gap.push_str(&gap);
                }
            }
            _ => {}
        }
    }
    if let Some(segment) = article.segments.get(first) {
        let said = notes(unit, kind.is_some());
        article
            .comments
            .extend(said.map(|text| Comment::of_file(&segment.id, text)));
    }
    if article.segments.len() > first {
        article.blocks.push(kind_named(kind.unwrap_or_default()));
    }
    Ok(())
}

/// What the notes on a unit say. In what this program wrote, only people's remarks are such.
fn notes(parent: &Element, is_ours: bool) -> impl Iterator<Item = String> {
    let notes = parent
        .elements()
        .filter(|element| element.name == "notes")
        .flat_map(Element::elements);
    let is_remark = move |note: &&Element| !is_ours || note.attribute("category") == Some("comment");
    notes
        .filter(is_remark)
        .map(|note| note.text().trim().to_owned())
        .filter(|text| !text.is_empty())
}

fn segment<'a>(
    text: &str,
    (unit, element): (&Element, &'a Element),
    block: usize,
    inline: &mut Inline<'_>,
    ids: &mut SegmentIds,
) -> Result<(Segment, &'a Element), Error> {
    let Some(side) = element.child("source") else {
        return Err(Error::at(
            text,
            element.at,
            "<segment> has no <source>; add one, even an empty one",
        ));
    };
    let source = inline.content(side);
    let content = element
        .child("target")
        .map(|target| inline.content(target))
        .unwrap_or_default();
    let written_id = element.attribute("id");
    let blank = if content.is_blank() && content.codes.is_empty() {
        Blank::Yes
    } else {
        Blank::No
    };
    let fact = facts(unit, "segment", written_id);
    let fact = |name: &str| fact.as_ref().and_then(|fact| fact(name));
    let state = state::read(element.attribute("state"), element.attribute("subState"), blank);
    let origin =
        state::origin(fact).or_else(|| (blank == Blank::No).then_some(crate::document::Origin::File));
    let segment = Segment {
        id: ids.unique(unit.attribute("id"), written_id, &source.text),
        block,
        matches: matches(unit, written_id),
        source,
        gap: String::new(),
        target: Target {
            content,
            state,
            origin,
            reason: fact("reason"),
        },
        terms: Vec::new(),
        findings: Vec::new(),
    };
    Ok((segment, side))
}

/// A look-up in the first metadata group of `category` whose `id` is `of`, if that is asked for.
fn facts<'a>(
    parent: &'a Element,
    category: &str,
    of: Option<&str>,
) -> Option<impl Fn(&str) -> Option<String> + use<'a>> {
    let look_up = |group: &'a Element, name: &str| {
        let meta = group.elements().find(|meta| meta.attribute("type") == Some(name));
        meta.map(Element::text)
    };
    let metadata = parent.elements().filter(|element| element.name == "metadata");
    let group = metadata
        .flat_map(Element::elements)
        .filter(|group| group.attribute("category") == Some(category))
        .find(|group| of.is_none() || look_up(group, "id").as_deref() == of)?;
    Some(move |name: &str| look_up(group, name))
}

/// What the matches module offers for the segment with this id.
fn matches(unit: &Element, id: Option<&str>) -> Vec<MemoryMatch> {
    let Some(id) = id else { return Vec::new() };
    let text = |found: &Element, side| found.child(side).map(Element::text).unwrap_or_default();
    unit.elements()
        .filter(|element| element.name == "matches")
        .flat_map(Element::elements)
        .filter(|found| found.attribute("ref").and_then(|r| r.strip_prefix('#')) == Some(id))
        .map(|found| {
            let ours = found
                .attribute("subType")
                .and_then(|kind| kind.strip_prefix(PREFIX));
            let similarity = found
                .attribute("similarity")
                .and_then(|value| value.parse::<f32>().ok());
            let score = match similarity {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "clamped to 0 to 100"
                )]
                Some(similarity) => similarity.clamp(0.0, 100.0) as u8,
                None => 0,
            };
            let kind = ours.and_then(state::match_kind);
            let guessed = if score == 100 {
                MatchKind::Exact
            } else {
                MatchKind::Fuzzy
            };
            MemoryMatch {
                score: if kind == Some(MatchKind::Context) {
                    101
                } else {
                    score
                },
                kind: kind.unwrap_or(guessed),
                source: text(found, "source"),
                target: text(found, "target"),
                memory: found.attribute("origin").unwrap_or_default().to_owned(),
                author: None,
                changed: None,
            }
        })
        .collect()
}

/// Reads the inline elements of one unit.
struct Inline<'a> {
    /// The unit's original data by id.
    data: HashMap<&'a str, String>,
    numbers: CodeNumbers,
}

impl<'a> Inline<'a> {
    fn new(unit: &'a Element) -> Self {
        let data = unit.child("originalData").into_iter().flat_map(Element::elements);
        Self {
            data: data
                .filter_map(|data| Some((data.attribute("id")?, data.text())))
                .collect(),
            numbers: CodeNumbers::default(),
        }
    }

    fn content(&mut self, side: &Element) -> Content {
        let mut content = Content::default();
        self.push(side, &mut content);
        content
    }

    fn push(&mut self, parent: &Element, content: &mut Content) {
        for node in &parent.children {
            let element = match node {
                Node::Text(text) => {
                    content.text.push_str(text);
                    continue;
                }
                Node::Element(element) => element,
            };
            match element.name.as_str() {
                "cp" => content.text.extend(code_point(element)),
                "ph" => self.code(element, CodeKind::Single, "dataRef", content),
                "sc" => self.code(element, CodeKind::Open, "dataRef", content),
                "ec" => self.code(element, CodeKind::Close, "dataRef", content),
                "pc" => {
                    self.code(element, CodeKind::Open, "dataRefStart", content);
                    self.push(element, content);
                    self.code(element, CodeKind::Close, "dataRefEnd", content);
                }
                "mrk" => self.push(element, content),
                _ => {}
            }
        }
    }

    fn code(&mut self, element: &Element, kind: CodeKind, data: &str, content: &mut Content) {
        let id = element.attribute("startRef").or_else(|| element.attribute("id"));
        let original = element.attribute(data).and_then(|id| self.data.get(id));
        content.codes.push(InlineCode {
            at: content.text.len(),
            id: self.numbers.of(id.unwrap_or_default()),
            kind,
            original: original.cloned().unwrap_or_default(),
        });
    }
}
