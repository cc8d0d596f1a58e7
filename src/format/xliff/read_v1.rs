//! XLIFF 1.x as an article: `trans-unit` a block, `seg-source` cut at its `mrk mtype="seg"`.
//!
//! An inline element keeps its own tag as the code's original markup, or for `ph`, `it`, `bpt` and `ept` the markup
//! inside it. `alt-trans` are memory matches.

use super::read::{CodeNumbers, SegmentIds};
use super::state::{self, Blank};
use super::xml::{Element, Node, quoted};
use super::{Error, ReadOptions};
use crate::document::{
    Article, BlockKind, CodeKind, Content, InlineCode, MatchKind, MemoryMatch, Origin, Segment, Target,
};
use crate::format::languages;

/// Reads the tree of a whole file.
pub(super) fn article(text: &str, root: &Element, options: &ReadOptions) -> Result<Article, Error> {
    let mut article = Article {
        name: options.name.clone(),
        ..Article::default()
    };
    let mut ids = SegmentIds::default();
    for file in root.elements().filter(|element| element.name == "file") {
        let attribute = |name| file.attribute(name).unwrap_or_default().to_owned();
        if article.segments.is_empty() {
            article.source_language = attribute("source-language");
            article.target_language = attribute("target-language");
            if !attribute("original").is_empty() {
                article.name = attribute("original");
            }
        }
        for body in file.elements().filter(|element| element.name == "body") {
            container(text, body, &mut article, &mut ids)?;
        }
    }
    languages::settle(&mut article, options)?;
    Ok(article)
}

fn container(text: &str, parent: &Element, article: &mut Article, ids: &mut SegmentIds) -> Result<(), Error> {
    for element in parent
        .elements()
        .filter(|e| e.attribute("translate") != Some("no"))
    {
        match element.name.as_str() {
            "group" => container(text, element, article, ids)?,
            "trans-unit" => unit(text, element, article, ids)?,
            _ => {}
        }
    }
    Ok(())
}

fn unit(text: &str, unit: &Element, article: &mut Article, ids: &mut SegmentIds) -> Result<(), Error> {
    let Some(source) = unit.child("seg-source").or_else(|| unit.child("source")) else {
        return Err(Error::at(
            text,
            unit.at,
            "<trans-unit> has no <source>; add one, even an empty one",
        ));
    };
    let mut numbers = CodeNumbers::default();
    let sources = Pieces::read(source, &mut numbers);
    let target = unit.child("target");
    let mut targets = target
        .map(|target| Pieces::read(target, &mut numbers).0)
        .unwrap_or_default();
    let block = article.blocks.len();
    let only = sources.0.len() == 1;
    for source in sources.0 {
        let found = targets.iter().position(|piece| piece.id == source.id || only);
        let content = found.map(|i| targets.swap_remove(i).content).unwrap_or_default();
        article.segments.push(Segment {
            id: ids.unique(unit.attribute("id"), source.id.as_deref(), &source.content.text),
            block,
            source: source.content,
            gap: source.gap,
            target: target_of(unit, target, content),
            terms: Vec::new(),
            matches: matches(unit, source.id.as_deref()),
            findings: Vec::new(),
        });
    }
    article.blocks.push(BlockKind::Paragraph);
    Ok(())
}

fn target_of(unit: &Element, element: Option<&Element>, content: Content) -> Target {
    let blank = if content.is_blank() && content.codes.is_empty() {
        Blank::Yes
    } else {
        Blank::No
    };
    let state = element.and_then(|target| target.attribute("state"));
    Target {
        content,
        state: state::read_v1(state, unit.attribute("approved"), blank),
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
            let quality = found.attribute("match-quality").unwrap_or_default();
            let score = quality.trim_end_matches('%').parse::<u8>().unwrap_or(0).min(101);
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

/// One side of a unit, cut at its segment markers; a single piece where it has none.
struct Pieces(Vec<Piece>);

/// A segment's side, and what stands between it and the next one.
#[derive(Default)]
struct Piece {
    id: Option<String>,
    content: Content,
    gap: String,
}

impl Pieces {
    fn read(side: &Element, numbers: &mut CodeNumbers) -> Self {
        let mut pieces = Self(Vec::new());
        if has_segments(side) {
            let mut outside = Vec::new();
            pieces.cut(side, numbers, &mut outside);
            if let Some(last) = pieces.0.last_mut() {
                let at = last.content.text.len();
                last.content
                    .codes
                    .extend(outside.into_iter().map(|code| InlineCode { at, ..code }));
            }
        } else {
            let mut piece = Piece::default();
            push(side, numbers, &mut piece.content);
            pieces.0.push(piece);
        }
        pieces
    }

    /// Text between segments goes to the gap before it, a code there to the start of the segment after it.
    fn cut(&mut self, parent: &Element, numbers: &mut CodeNumbers, outside: &mut Vec<InlineCode>) {
        for node in &parent.children {
            match node {
                Node::Text(text) => {
                    if let Some(last) = self.0.last_mut() {
                        last.gap.push_str(text);
                    }
                }
                Node::Element(element) if is_segment(element) => {
                    let mut content = Content {
                        text: String::new(),
                        codes: std::mem::take(outside),
                    };
                    push(element, numbers, &mut content);
                    self.0.push(Piece {
                        id: element.attribute("mid").map(str::to_owned),
                        content,
                        gap: String::new(),
                    });
                }
                Node::Element(element) if has_segments(element) && element.name == "g" => {
                    let mut content = Content::default();
                    push_code(
                        element,
                        numbers,
                        (CodeKind::Open, start_tag(element)),
                        &mut content,
                    );
                    outside.append(&mut content.codes);
                    self.cut(element, numbers, outside);
                    push_code(
                        element,
                        numbers,
                        (CodeKind::Close, String::from("</g>")),
                        &mut content,
                    );
                    outside.append(&mut content.codes);
                }
                Node::Element(element) => {
                    let mut content = Content::default();
                    push_element(element, numbers, &mut content);
                    outside.extend(content.codes.into_iter().map(|code| InlineCode { at: 0, ..code }));
                }
            }
        }
    }
}

fn is_segment(element: &Element) -> bool {
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
    for (name, value) in &element.attributes {
        tag.push_str(&format!(" {name}=\"{}\"", quoted(value)));
    }
    tag.push_str(if element.name == "g" { ">" } else { "/>" });
    tag
}
