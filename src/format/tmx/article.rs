//! One pair of languages of a TMX file as an article.
//!
//! The source language is the one asked for, else the header's `srclang`, else that of the first variant; the target
//! language the one asked for, else the one that most units have beside the source. A unit without either of them stays
//! in the file and is no segment. Text inside `hi` is the segment's own, text inside `sub` belongs to its code.

use std::collections::HashMap;

use super::parse;
use super::unit::{AFTER, BEFORE, Property, Text, Unit, Variant};
use super::whole::Whole;
use crate::document::{Article, BlockKind, CodeKind, Content, InlineCode, Origin, Segment, State, Target};
use crate::format::numbering::{CodeNumbers, SegmentIds};
use crate::format::{Error, ReadOptions, languages};
use crate::language::primary;

/// Reads the whole file `text`; `each` sees every segment with the unit it is of.
pub(super) fn article(
    text: &str,
    options: &ReadOptions,
    mut each: impl FnMut(&Segment, &Sides<'_>),
) -> Result<Article, Error> {
    let mut tongues = Tongues::default();
    if options.source_language.is_none() || options.target_language.is_none() {
        let frame = Whole::of(text).each(|piece| {
            tongues.note(&parse::unit(piece)?);
            Ok(())
        })?;
        tongues.declared = frame.declared().map(str::to_owned);
    }
    let mut article = tongues.article(options);
    let mut ids = SegmentIds::default();
    Whole::of(text).each(|piece| {
        take(&mut article, &parse::unit(piece)?, &mut ids, &mut each);
        Ok(())
    })?;
    languages::settle_or_leave(&mut article, options);
    Ok(article)
}

/// Makes a segment of `unit`, if it has the source language.
pub(super) fn take(
    article: &mut Article,
    unit: &Unit,
    ids: &mut SegmentIds,
    each: &mut impl FnMut(&Segment, &Sides<'_>),
) {
    let Some(sides) = Sides::of(unit, article) else {
        return;
    };
    // A variant without a <seg> stays in the file.
    let Some(segment) = segment(article.segments.len(), &sides, ids) else {
        return;
    };
    each(&segment, &sides);
    article.segments.push(segment);
    article.blocks.push(BlockKind::Paragraph);
}

/// The variants of a unit that an article is made of.
pub(super) struct Sides<'a> {
    pub(super) unit: &'a Unit,
    pub(super) source: &'a Variant,
    pub(super) target: Option<&'a Variant>,
}

impl<'a> Sides<'a> {
    /// Those of the article's languages; `None` where the source is not among them.
    pub(super) fn of(unit: &'a Unit, article: &Article) -> Option<Self> {
        let (from, to) = (&article.source_language, &article.target_language);
        let exact = |variant: &&Variant| {
            let own = variant.language.as_deref();
            own.is_some_and(|own| own.eq_ignore_ascii_case(from))
        };
        let alike = || unit.variants.iter().find(|variant| variant.speaks(from));
        let source = unit.variants.iter().find(exact).or_else(alike)?;
        let others = || unit.variants.iter().filter(|other| !std::ptr::eq(*other, source));
        let exact = others().find(|other| other.language.as_deref() == Some(to.as_str()));
        let target = exact.or_else(|| others().find(|other| other.speaks(to)));
        Some(Self { unit, source, target })
    }
}

/// The languages that the units of a file are in.
#[derive(Debug, Default)]
pub(super) struct Tongues {
    /// That of the header.
    pub(super) declared: Option<String>,
    /// That of the first unit that says one.
    of_units: Option<String>,
    /// How many variants each tag has, and how many tags were met before it.
    counts: HashMap<String, (usize, usize)>,
}

impl Tongues {
    /// Takes in the languages of a unit.
    pub(super) fn note(&mut self, unit: &Unit) {
        if self.of_units.is_none() {
            self.of_units.clone_from(&unit.source_language);
        }
        for tag in unit
            .variants
            .iter()
            .filter_map(|variant| variant.language.as_ref())
        {
            if let Some(known) = self.counts.get_mut(tag) {
                known.0 += 1;
            } else {
                self.counts.insert(tag.clone(), (1, self.counts.len()));
            }
        }
    }

    /// An article without segments in the languages settled on.
    pub(super) fn article(self, options: &ReadOptions) -> Article {
        let speak = |tag: &str, wanted: &str| primary(&tag.replace('_', "-")) == primary(wanted);
        let present = |wanted: &String| self.counts.keys().any(|tag| speak(tag, wanted));
        let first = || self.counts.iter().min_by_key(|(_, (_, order))| *order);
        let source_language = (options.source_language.clone())
            .or_else(|| self.declared.clone().filter(present))
            .or_else(|| self.of_units.clone().filter(present))
            .or_else(|| first().map(|(tag, _)| tag.clone()))
            .unwrap_or_default();
        // One language as two countries write it is a pair where the file has no other.
        let beside = self.counts.iter().filter(|(tag, _)| **tag != source_language);
        let commonest = beside.max_by_key(|(tag, (count, order))| {
            (!speak(tag, &source_language), *count, std::cmp::Reverse(*order))
        });
        let target_language = options.target_language.clone();
        Article {
            name: options.name.clone(),
            target_language: target_language
                .or_else(|| commonest.map(|(tag, _)| tag.clone()))
                .unwrap_or_default(),
            source_language,
            ..Article::default()
        }
    }
}

/// What of `unit` is in no part of `article`, by what TMX calls it.
pub(super) fn passed_over(unit: &Unit, article: &Article) -> Vec<String> {
    let is_ours = |kind: &str| kind == "state" || BEFORE.contains(&kind) || AFTER.contains(&kind);
    let variants = unit.variants.iter();
    let properties = (unit.properties.iter()).chain(variants.clone().flat_map(|variant| &variant.properties));
    let lost = |property: &&Property| property.is_note || !is_ours(&property.name);
    let mut passed: Vec<String> = properties
        .filter(lost)
        .map(|property| String::from(if property.is_note { "<note>" } else { "<prop>" }))
        .collect();
    passed.extend(unit.unknown.iter().map(|name| format!("<{name}>")));
    let (from, to) = (&article.source_language, &article.target_language);
    let others = variants.filter(|variant| !variant.speaks(from) && !variant.speaks(to));
    let tags = others.filter_map(|variant| variant.language.as_ref());
    passed.extend(tags.map(|tag| format!("<tuv> in {tag}")));
    passed
}

fn segment(block: usize, sides: &Sides<'_>, ids: &mut SegmentIds) -> Option<Segment> {
    let mut numbers = CodeNumbers::default();
    let source = content(sides.source.segment.as_ref()?, &mut numbers);
    let target = sides.target.and_then(|target| target.segment.as_ref());
    let content = target
        .map(|target| content(target, &mut numbers))
        .unwrap_or_default();
    let blank = content.is_blank() && content.codes.is_empty();
    let stated = state(sides.unit).and_then(|property| State::named(&property.value));
    Some(Segment {
        id: ids.unique(None, sides.unit.id.as_deref(), &source.text),
        block,
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
pub(super) fn state(unit: &Unit) -> Option<&Property> {
    let mut properties = unit.properties.iter();
    properties.find(|property| !property.is_note && property.name == "state")
}

/// A segment's text with its codes. Halves of a pair are told by `i`; a code without `x` is the same in another language
/// if it is the same in order.
pub(super) fn content(text: &Text, numbers: &mut CodeNumbers) -> Content {
    let mut pairs: HashMap<&str, u32> = HashMap::new();
    let mut alone = 0;
    let mut codes = Vec::with_capacity(text.codes.len());
    for code in &text.codes {
        let i = code.i.as_deref().unwrap_or_default();
        let x = code.x.clone();
        let (kind, id) = match code.element.as_str() {
            "bpt" => {
                let id = numbers.of(&x.unwrap_or_else(|| format!("i{i}")));
                pairs.insert(i, id);
                (CodeKind::Open, id)
            }
            "ept" => {
                let known = pairs.get(i).copied();
                let id = known.unwrap_or_else(|| numbers.of(&format!("i{i}")));
                (CodeKind::Close, id)
            }
            name => {
                alone += usize::from(x.is_none());
                let kind = match (name, code.position.as_deref()) {
                    ("it", Some("begin")) => CodeKind::Open,
                    ("it", Some("end")) => CodeKind::Close,
                    _ => CodeKind::Single,
                };
                (kind, numbers.of(&x.unwrap_or_else(|| format!("{name}{alone}"))))
            }
        };
        codes.push(InlineCode {
            at: code.at,
            id,
            kind,
            original: code.original.clone(),
        });
    }
    Content {
        text: text.text.clone(),
        codes,
    }
}
