//! XLIFF 1.x as an article: `trans-unit` a block, `seg-source` cut at its `mrk mtype="seg"`.
//!
//! An inline element keeps its own tag as the code's original markup, or for `ph`, `it`, `bpt` and `ept` the markup
//! inside it. `alt-trans` are memory matches. A target that is still to be made and holds the source is empty.

use super::ReadOptions;
use super::flavour;
use super::phrase::Placeholders;
use super::state::{self, Blank};
use super::translatable::{self, Names};
use super::xml::inline::DELETED;
use super::xml::{Element, Node, quoted};
use crate::document::{
    Article, BlockKind, CodeKind, Comment, Content, InlineCode, MatchKind, MemoryMatch, Origin, Segment,
    Target,
};
use crate::format::languages;
use crate::format::numbering::{CodeNumbers, SegmentIds};

/// Whose notes are those that this program writes.
pub(super) const OURS: &str = "tarjuman";

/// The elements that become part of an article, and those that only hold others.
const KNOWN: &[&str] = &[
    "file",
    "header",
    "body",
    "group",
    "bin-unit",
    "trans-unit",
    "source",
    "seg-source",
    "target",
    "alt-trans",
    "mrk",
    "g",
    "x",
    "bx",
    "ex",
    "bpt",
    "ept",
    "ph",
    "it",
    "sub",
    "seg-defs",
    "seg",
    "note",
    "comments",
    "comment",
];

/// The units of the format. They stand in a body; those of files without one are found, too.
pub(super) const UNITS: Names = Names {
    unit: "trans-unit",
    holders: &["body", "group", "bin-unit"],
};

/// Whether what `element` says becomes part of an article.
pub(super) fn knows(element: &Element) -> bool {
    KNOWN.contains(&element.name.as_str())
}

/// Where a segment stands in the file.
pub(super) struct Site<'a> {
    pub(super) unit: &'a Element,
    /// What it was read from: `seg-source` where there is one, else `source`.
    pub(super) source: &'a Element,
    /// The segment's marker within that.
    pub(super) marker: Option<&'a Element>,
}

/// Reads the tree of a whole file; the article's segments, and the site of each.
pub(super) fn article<'a>(root: &'a Element, options: &ReadOptions) -> (Article, Vec<Site<'a>>) {
    let mut sites = Vec::new();
    let mut article = Article {
        name: options.name.clone(),
        ..Article::default()
    };
    let mut ids = SegmentIds::default();
    for file in translatable::files(root) {
        let attribute = |name| file.attribute(name).unwrap_or_default().to_owned();
        if article.segments.is_empty() {
            article.source_language = attribute("source-language");
            article.target_language = attribute("target-language");
            if !attribute("original").is_empty() {
                article.name = attribute("original");
            }
        }
        for element in translatable::units_of(file, &UNITS) {
            unit(element, &mut article, (&mut ids, &mut sites));
        }
    }
    languages::settle_or_leave(&mut article, options);
    (article, sites)
}

fn unit<'a>(unit: &'a Element, article: &mut Article, (ids, sites): (&mut SegmentIds, &mut Vec<Site<'a>>)) {
    let target = unit.child("target");
    // A target that is not cut is the translation of the whole, however the source is cut.
    let is_whole = target.is_some_and(|target| !has_segments(target) && !target.text().trim().is_empty());
    let segmented = unit
        .child("seg-source")
        .filter(|source| !(is_whole && has_segments(source)));
    let Some(source) = segmented.or_else(|| unit.child("source")) else {
        // Schema-invalid, and yet found: it stays in the file.
        return;
    };
    let mut numbers = CodeNumbers::default();
    let placeholders = Placeholders::of(unit);
    let mut pieces = |side| Pieces::read(side, &placeholders, &mut numbers).0;
    let sources = pieces(source);
    let mut targets = target.map(pieces).unwrap_or_default();
    let block = article.blocks.len();
    let (only, first) = (sources.len() == 1, article.segments.len());
    for piece in sources {
        let found = targets
            .iter()
            .position(|target| target.id() == piece.id() || only);
        let content = found.map(|i| targets.swap_remove(i).content).unwrap_or_default();
        let to_be_made = state::is_to_be_made(target.and_then(|target| target.attribute("state")));
        // The source is no translation of itself.
        let content = if to_be_made && content.text == piece.content.text {
            Content::default()
        } else {
            content
        };
        article.segments.push(Segment {
            id: ids.unique(
                unit.attribute("id"),
                piece.id().or(unit.attribute("id")),
                &piece.content.text,
            ),
            block,
            target: target_of((unit, target), piece.id(), content),
            terms: Vec::new(),
            matches: matches(unit, piece.id()),
            findings: Vec::new(),
            source: piece.content,
            gap: piece.gap,
        });
        sites.push(Site {
            unit,
            source,
            marker: piece.marker,
        });
    }
    article.blocks.push(BlockKind::Paragraph);
    if let Some(segment) = article.segments.get(first) {
        article.comments.extend(notes(unit, segment));
    }
}

/// What the notes on a unit say, and memoQ's comments; not what this program noted itself.
fn notes(unit: &Element, segment: &Segment) -> Vec<Comment> {
    let notes = unit.elements().filter(|element| element.name == "note");
    let notes = notes.map(|note| (note.attribute("from"), note));
    let comments = unit.elements().filter(|element| element.name == "comments");
    let comments = comments
        .flat_map(Element::elements)
        .filter(|comment| comment.attribute("deleted") != Some("true"))
        .map(|comment| (comment.attribute("creatoruser"), comment));
    let remark = |(who, element): (Option<&str>, &Element)| {
        let text = element.text().trim().to_owned();
        let who = who.filter(|who| !who.is_empty());
        (who != Some(OURS) && !text.is_empty()).then(|| Comment {
            who: who.unwrap_or(Comment::FILE).to_owned(),
            ..Comment::of_file(&segment.id, text)
        })
    };
    notes.chain(comments).filter_map(remark).collect()
}

fn target_of((unit, element): (&Element, Option<&Element>), mid: Option<&str>, content: Content) -> Target {
    let blank = if content.is_blank() && content.codes.is_empty() {
        Blank::Yes
    } else {
        Blank::No
    };
    let state = element.and_then(|target| target.attribute("state"));
    Target {
        content,
        state: flavour::read(unit, mid)
            .filter(|_| blank == Blank::No)
            .unwrap_or_else(|| state::read_v1(state, unit.attribute("approved"), blank)),
        origin: (blank == Blank::No).then_some(Origin::File),
        reason: None,
    }
}

fn matches(unit: &Element, mid: Option<&str>) -> Vec<MemoryMatch> {
    let text = |found: &Element, side| found.child(side).map(Element::text).unwrap_or_default();
    unit.elements()
        .filter(|found| found.name == "alt-trans" && found.child("target").is_some())
        .filter(|found| mid.is_none() || found.attribute("mid").is_none() || found.attribute("mid") == mid)
        .map(|found| {
            let score = score(found.attribute("match-quality").unwrap_or_default());
            MemoryMatch {
                score,
                kind: match score {
                    101 => MatchKind::Context,
                    100 => MatchKind::Exact,
                    _ => MatchKind::Fuzzy,
                },
                source: text(found, "source"),
                target: text(found, "target"),
                memory: found.attribute("origin").unwrap_or_default().to_owned(),
                author: None,
                changed: None,
            }
        })
        .collect()
}

/// A match score as tools write it: `85`, `85%`, `85.00`, `0.85`, `0,85`.
fn score(quality: &str) -> u8 {
    let number = quality.trim().trim_end_matches('%').trim_end().replace(',', ".");
    let value = number.parse::<f32>().unwrap_or(0.0);
    let is_share = value <= 1.0 && number.contains('.');
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0 to 101"
    )]
    let score = (if is_share { value * 100.0 } else { value })
        .round()
        .clamp(0.0, 101.0) as u8;
    score
}

/// One side of a unit, cut at its segment markers; a single piece where it has none.
struct Pieces<'a>(Vec<Piece<'a>>);

/// A segment's side, and what stands between it and the next one.
#[derive(Default)]
struct Piece<'a> {
    marker: Option<&'a Element>,
    content: Content,
    gap: String,
}

impl<'a> Piece<'a> {
    fn id(&self) -> Option<&'a str> {
        self.marker.and_then(|marker| marker.attribute("mid"))
    }
}

impl<'a> Pieces<'a> {
    fn read(side: &'a Element, placeholders: &Placeholders<'_>, numbers: &mut CodeNumbers) -> Self {
        let mut pieces = Self(Vec::new());
        if has_segments(side) {
            pieces.cut(side, numbers);
        } else {
            let mut piece = Piece::default();
            push(side, numbers, &mut piece.content);
            pieces.0.push(piece);
        }
        for piece in &mut pieces.0 {
            placeholders.take_out(&mut piece.content, numbers);
        }
        pieces
    }

    /// Text between segments goes to the gap behind the one before it; a code there stays in the file alone.
    fn cut(&mut self, parent: &'a Element, numbers: &mut CodeNumbers) {
        for node in &parent.children {
            match node {
                Node::Text(text) => {
                    if let Some(last) = self.0.last_mut() {
                        last.gap.push_str(text);
                    }
                }
                Node::Element(element) if is_segment(element) => {
                    let mut piece = Piece {
                        marker: Some(element),
                        ..Piece::default()
                    };
                    push(element, numbers, &mut piece.content);
                    self.0.push(piece);
                }
                Node::Element(element) => self.cut(element, numbers),
            }
        }
    }
}

/// Whether it marks a segment of a unit.
pub(super) fn is_segment(element: &Element) -> bool {
    element.name == "mrk" && element.attribute("mtype") == Some("seg")
}

fn has_segments(element: &Element) -> bool {
    element
        .elements()
        .any(|child| is_segment(child) || has_segments(child))
}

fn push(parent: &Element, numbers: &mut CodeNumbers, content: &mut Content) {
    for node in &parent.children {
        match node {
            Node::Text(text) => content.text.push_str(text),
            Node::Element(element) => push_element(element, numbers, content),
        }
    }
}

fn push_element(element: &Element, numbers: &mut CodeNumbers, content: &mut Content) {
    let position = element.attribute("pos");
    match element.name.as_str() {
        "g" => {
            push_code(element, numbers, (CodeKind::Open, start_tag(element)), content);
            push(element, numbers, content);
            push_code(element, numbers, (CodeKind::Close, String::from("</g>")), content);
        }
        "bpt" => push_code(element, numbers, (CodeKind::Open, element.text()), content),
        "ept" => push_code(element, numbers, (CodeKind::Close, element.text()), content),
        "it" if position == Some("open") => {
            push_code(element, numbers, (CodeKind::Open, element.text()), content);
        }
        "it" if position == Some("close") => {
            push_code(element, numbers, (CodeKind::Close, element.text()), content);
        }
        "ph" | "it" => push_code(element, numbers, (CodeKind::Single, element.text()), content),
        "bx" => push_code(element, numbers, (CodeKind::Open, start_tag(element)), content),
        "ex" => push_code(element, numbers, (CodeKind::Close, start_tag(element)), content),
        "x" => push_code(element, numbers, (CodeKind::Single, start_tag(element)), content),
        _ if element.attribute("mtype") == Some(DELETED) => {}
        _ => push(element, numbers, content),
    }
}

/// Pairs of `bpt` and `ept` share `rid` where they have one, else `id`.
fn push_code(
    element: &Element,
    numbers: &mut CodeNumbers,
    (kind, original): (CodeKind, String),
    content: &mut Content,
) {
    let id = element.attribute("rid").or_else(|| element.attribute("id"));
    content.codes.push(InlineCode {
        at: content.text.len(),
        id: numbers.of(id.unwrap_or_default()),
        kind,
        original,
    });
}

fn start_tag(element: &Element) -> String {
    let mut tag = format!("<{}", element.name);
    for attribute in &element.attributes {
        tag.push_str(&format!(" {}=\"{}\"", attribute.name, quoted(&attribute.value)));
    }
    tag.push_str(if element.name == "g" { ">" } else { "/>" });
    tag
}
