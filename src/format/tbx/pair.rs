//! Which two of a TBX file's languages are meant, and the sections in them.

use std::collections::HashMap;

use super::concept::{Concept, Designation, Section, Standing, language};
use crate::format::ReadOptions;
use crate::format::xml::Element;

/// Source and target language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) source: String,
    pub(super) target: String,
}

impl Pair {
    /// The languages asked for; else for the source the file's own language, or the one that most concepts have, and for
    /// the target the one that most concepts have beside it. A language that cannot be told is empty.
    pub(super) fn of(root: &Element, concepts: &[Concept<'_>], options: &ReadOptions) -> Self {
        let asked = (options.source_language.clone(), options.target_language.clone());
        let target = asked.1;
        let beside = |other: Option<&str>| commonest(concepts, other);
        let own = language(root)
            .filter(|tag| target.as_deref().is_none_or(|target| !speaks(tag, target)))
            .filter(|tag| {
                concepts
                    .iter()
                    .any(|concept| sections(concept, tag).next().is_some())
            });
        let source = asked
            .0
            .or_else(|| own.map(str::to_owned))
            .or_else(|| beside(target.as_deref()));
        let target = target.or_else(|| beside(source.as_deref()));
        Self {
            source: source.unwrap_or_default(),
            target: target.unwrap_or_default(),
        }
    }
}

/// The language that most concepts have, but for `other`; of several the first.
fn commonest(concepts: &[Concept<'_>], other: Option<&str>) -> Option<String> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for section in concepts.iter().flat_map(|concept| &concept.sections) {
        let meant = other.is_none_or(|other| !speaks(section.language, other));
        if meant && !section.language.is_empty() {
            let order = counts.len();
            counts.entry(section.language).or_insert((0, order)).0 += 1;
        }
    }
    let best = counts
        .into_iter()
        .max_by_key(|(_, (count, order))| (*count, std::cmp::Reverse(*order)));
    best.map(|(tag, _)| tag.to_owned())
}

/// Every language of the file, in the order of the file.
pub(super) fn languages<'a>(concepts: &[Concept<'a>]) -> Vec<&'a str> {
    let mut found = Vec::new();
    for section in concepts.iter().flat_map(|concept| &concept.sections) {
        if !found.contains(&section.language) {
            found.push(section.language);
        }
    }
    found
}

/// The concept's sections in `tag`: with the very tag if there are any, else with the same primary language.
pub(super) fn sections<'c, 'a>(
    concept: &'c Concept<'a>,
    tag: &'c str,
) -> impl Iterator<Item = &'c Section<'a>> + Clone {
    let exactly = |section: &Section<'_>| section.language.eq_ignore_ascii_case(tag);
    let exact = concept.sections.iter().any(exactly);
    concept.sections.iter().filter(move |section| {
        if exact {
            section.language.eq_ignore_ascii_case(tag)
        } else {
            speaks(section.language, tag)
        }
    })
}

/// Whether both tags are of one primary language.
pub(super) fn speaks(one: &str, other: &str) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().map(str::len).unwrap_or_default();
    one[..primary(one)].eq_ignore_ascii_case(&other[..primary(other)])
}

/// The concept's terms in `tag` that have text, the preferred first, the deprecated last, else in order.
pub(super) fn ranked<'c, 'a>(concept: &'c Concept<'a>, tag: &'c str) -> Vec<&'c Designation<'a>> {
    let mut terms: Vec<_> = terms(concept, tag).collect();
    terms.sort_by_key(|term| term.standing());
    terms
}

/// The concept's terms in `tag` that have text.
fn terms<'c, 'a>(concept: &'c Concept<'a>, tag: &'c str) -> impl Iterator<Item = &'c Designation<'a>> {
    let all = sections(concept, tag).flat_map(|section| &section.terms);
    all.filter(|term| !term.is_blank())
}

/// The term that stands for the concept in `tag`: the first that is not deprecated.
pub(super) fn chosen<'c, 'a>(concept: &'c Concept<'a>, tag: &'c str) -> Option<&'c Designation<'a>> {
    terms(concept, tag)
        .min_by_key(|term| term.standing())
        .filter(|term| term.standing() < Standing::Deprecated)
}
