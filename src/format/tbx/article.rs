//! A pair of a TBX file's languages as a bilingual article: each concept with a source term is a segment.

use super::concept::{Concept, Designation, Section, concepts};
use super::pair::{Pair, chosen, sections};
use crate::document::{Article, BlockKind, Content, Origin, Segment, State, Target};
use crate::format::numbering::SegmentIds;
use crate::format::skeleton::{Patches, Wanted};
use crate::format::xml::{Element, escaped, indent, name, quoted};
use crate::format::{Error, ReadOptions, languages};

/// Where a segment stands in the file.
struct Site<'a> {
    source: (&'a Element, &'a Element),
    /// The term of the target, if there is one.
    target: Option<&'a Element>,
    /// The section of the target and its last term.
    section: Option<(&'a Element, &'a Element)>,
}

/// The article below `root`, whose file is `text`.
pub(super) fn article(root: &Element, options: &ReadOptions) -> Article {
    read(root, options).0
}

fn read<'a>(root: &'a Element, options: &ReadOptions) -> (Article, Vec<Site<'a>>) {
    let concepts = concepts(root);
    let pair = Pair::of(root, &concepts, options);
    let mut article = Article {
        name: options.name.clone(),
        source_language: pair.source.clone(),
        target_language: pair.target.clone(),
        ..Article::default()
    };
    let mut ids = SegmentIds::default();
    let mut sites = Vec::new();
    for concept in &concepts {
        let Some((segment, site)) = segment(concept, &pair, (article.segments.len(), &mut ids)) else {
            continue;
        };
        article.segments.push(segment);
        article.blocks.push(BlockKind::Paragraph);
        sites.push(site);
    }
    languages::settle_or_leave(&mut article, options);
    (article, sites)
}

fn segment<'a>(
    concept: &Concept<'a>,
    pair: &Pair,
    (block, ids): (usize, &mut SegmentIds),
) -> Option<(Segment, Site<'a>)> {
    let source = chosen(concept, &pair.source)?;
    let section = sections(concept, &pair.source).find(|section| holds(section, source))?;
    let target = chosen(concept, &pair.target);
    let text = target.map(|target| target.term.text()).unwrap_or_default();
    let content = source.term.text();
    let of_target = sections(concept, &pair.target).next();
    let site = Site {
        source: (section.element, source.element),
        target: target.map(|target| target.term),
        section: of_target.and_then(|section| Some((section.element, section.terms.last()?.element))),
    };
    let segment = Segment {
        id: ids.unique(None, concept.element.attribute("id"), &content),
        block,
        source: Content::plain(content),
        gap: String::new(),
        target: Target {
            state: if target.is_some() {
                State::Translated
            } else {
                State::Empty
            },
            origin: target.map(|_| Origin::File),
            content: Content::plain(text),
            reason: None,
        },
        terms: Vec::new(),
        matches: Vec::new(),
        findings: Vec::new(),
    };
    Some((segment, site))
}

fn holds(section: &Section<'_>, term: &Designation<'_>) -> bool {
    section
        .terms
        .iter()
        .any(|other| std::ptr::eq(other.element, term.element))
}

/// What is to be replaced in the file `text` for the renderings of `article`.
pub(super) fn patches(
    text: &str,
    root: &Element,
    article: &Article,
    options: &ReadOptions,
) -> Result<Patches, Error> {
    let (held, sites) = read(root, options);
    let mut patches = Patches::default();
    let mut wanted = Wanted::of(article);
    for (site, old) in sites.iter().zip(&held.segments) {
        let Some(new) = wanted.take(&old.id) else { continue };
        let (old, new) = (&old.target.content.text, &new.target.content.text);
        if old != new {
            site.put(&mut patches, (text, &article.target_language), new);
        }
    }
    wanted.finish()?;
    Ok(patches)
}

impl Site<'_> {
    fn put(&self, patches: &mut Patches, (text, language): (&str, &str), rendering: &str) {
        if let Some(term) = self.target {
            patches.put(term.inner.clone(), escaped(rendering));
            return;
        }
        let (section, term) = self.source;
        let made = shaped(text, term, rendering);
        if let Some((_, last)) = self.section {
            patches.put(last.end..last.end, format!("{}{made}", indent(text, last.at)));
            return;
        }
        let tag = name(&text[section.start_tag()]);
        let attribute = if section.attribute("xml:lang").is_some() {
            "xml:lang"
        } else {
            "lang"
        };
        let outer = indent(text, section.at);
        let made = format!(
            "{outer}<{tag} {attribute}=\"{}\">{}{made}{outer}</{tag}>",
            quoted(language),
            indent(text, term.at)
        );
        patches.put(section.end..section.end, made);
    }
}

/// A term in the elements that `model`, a term of the same file, has around it.
fn shaped(text: &str, model: &Element, term: &str) -> String {
    let mut around = vec![name(&text[model.start_tag()])];
    if let Some(group) = model.child("termGrp") {
        around.push(name(&text[group.start_tag()]));
    }
    let prefix = around[0]
        .rsplit_once(':')
        .map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
    let opened: String = around.iter().map(|name| format!("<{name}>")).collect();
    let closed: String = around.iter().rev().map(|name| format!("</{name}>")).collect();
    format!("{opened}<{prefix}term>{}</{prefix}term>{closed}", escaped(term))
}
