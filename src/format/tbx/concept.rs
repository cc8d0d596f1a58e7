//! The concepts of a TBX file, whichever of its ways it is written in.
//!
//! ISO 30042:2019 has `conceptEntry`, `langSec` and `termSec`, the edition before it `termEntry`, `langSet` and `tig` or
//! `ntig`. A data category is an attribute (`<descrip type="definition">`) or, in the style called DCT, an element of a
//! module's namespace (`<basic:definition>`).

use crate::format::Error;
use crate::format::xml::{self, Element, Node};

/// The namespace of ISO 30042:2019, and the one that its drafts used.
pub(super) const NAMESPACES: [&str; 2] = ["urn:iso:std:iso:30042:ed-2", "urn:iso:std:iso:30042:ed:3.0"];

/// What is known under one idea, in every language.
pub(super) struct Concept<'a> {
    pub(super) element: &'a Element,
    pub(super) facts: Vec<Fact<'a>>,
    pub(super) sections: Vec<Section<'a>>,
}

/// The terms of a concept in one language.
pub(super) struct Section<'a> {
    pub(super) element: &'a Element,
    pub(super) language: &'a str,
    pub(super) facts: Vec<Fact<'a>>,
    pub(super) terms: Vec<Designation<'a>>,
}

/// A term with what is said of it.
pub(super) struct Designation<'a> {
    /// `termSec`, `tig` or `ntig`.
    pub(super) element: &'a Element,
    /// The element whose text is the term.
    pub(super) term: &'a Element,
    pub(super) facts: Vec<Fact<'a>>,
}

/// A data category and the element that has its value.
pub(super) struct Fact<'a> {
    pub(super) category: &'a str,
    element: &'a Element,
}

/// What an organisation thinks of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Preferred,
    Admitted,
    Deprecated,
}

/// The root of a TBX file.
pub(super) fn root(text: &str) -> Result<Element, Error> {
    let root = xml::parse(text)?;
    if is_root(&root.name) {
        return Ok(root);
    }
    let message = format!(
        "<{}> is no TBX file; it would begin with <tbx> or <martif>",
        root.name
    );
    Err(Error::at(text, root.at, message))
}

/// Whether a file with this root is TBX.
pub(super) fn is_root(name: &str) -> bool {
    matches!(name, "tbx" | "martif")
}

/// The concepts below `root`, in order.
pub(super) fn concepts(root: &Element) -> Vec<Concept<'_>> {
    let body = root.child("text").and_then(|text| text.child("body"));
    let entries = body.into_iter().flat_map(Element::elements);
    entries
        .filter(|entry| matches!(entry.name.as_str(), "conceptEntry" | "termEntry"))
        .map(|element| Concept {
            element,
            facts: facts(element),
            sections: element.elements().filter_map(section).collect(),
        })
        .collect()
}

fn section(element: &Element) -> Option<Section<'_>> {
    if !matches!(element.name.as_str(), "langSec" | "langSet") {
        return None;
    }
    Some(Section {
        element,
        language: language(element).unwrap_or_default(),
        facts: facts(element),
        terms: element.elements().filter_map(designation).collect(),
    })
}

/// The language an element says it is in; some tools leave out the prefix.
pub(super) fn language(element: &Element) -> Option<&str> {
    element
        .attribute("xml:lang")
        .or_else(|| element.attribute("lang"))
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
}

fn designation(element: &Element) -> Option<Designation<'_>> {
    if !matches!(element.name.as_str(), "termSec" | "tig" | "ntig") {
        return None;
    }
    let group = element.child("termGrp");
    let term = element
        .child("term")
        .or_else(|| group.and_then(|group| group.child("term")))?;
    Some(Designation {
        element,
        term,
        facts: facts(element),
    })
}

/// The data categories of an element and of the groups in it, those of its sections and terms left out.
fn facts(element: &Element) -> Vec<Fact<'_>> {
    let mut found = Vec::new();
    push_facts(element, &mut found);
    found
}

fn push_facts<'a>(element: &'a Element, found: &mut Vec<Fact<'a>>) {
    for child in element.elements() {
        match child.name.as_str() {
            "langSec" | "langSet" | "termSec" | "tig" | "ntig" | "term" => {}
            name if name.ends_with("Grp") => push_facts(child, found),
            name => found.push(Fact {
                category: child.attribute("type").unwrap_or(name),
                element: child,
            }),
        }
    }
}

impl Designation<'_> {
    /// The term's characters, in one line.
    pub(super) fn text(&self) -> String {
        inline(&self.term.text())
    }

    /// Whether it has no text.
    pub(super) fn is_blank(&self) -> bool {
        is_blank(self.term)
    }

    /// What its administrative status says, of which several names and sets of values are about.
    pub(super) fn standing(&self) -> Standing {
        let mut statuses = self.facts.iter().filter(|fact| fact.is_standing());
        statuses
            .next()
            .map_or(Standing::Admitted, |fact| standing(&fact.value()))
    }
}

impl Fact<'_> {
    /// Its value, in one line.
    pub(super) fn value(&self) -> String {
        inline(&self.element.text())
    }

    /// Whether it says what the organisation thinks of the term.
    pub(super) fn is_standing(&self) -> bool {
        matches!(
            self.category,
            "administrativeStatus" | "normativeAuthorization" | "status" | "Status" | "usageStatus"
        )
    }
}

fn is_blank(element: &Element) -> bool {
    element.children.iter().all(|node| match node {
        Node::Text(text) => text.trim().is_empty(),
        Node::Element(element) => is_blank(element),
    })
}

/// `preferredTerm-admn-sts` and `preferred`, `supersededTerm` and `obsolete`.
fn standing(value: &str) -> Standing {
    let value = value.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| value.contains(word));
    if has(&[
        "deprecat",
        "supersed",
        "obsolete",
        "notrecommended",
        "forbid",
        "prohibit",
        "reject",
    ]) {
        Standing::Deprecated
    } else if has(&["prefer", "standardized"]) {
        Standing::Preferred
    } else {
        Standing::Admitted
    }
}

/// White space runs as one blank, none at the ends.
pub(super) fn inline(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
