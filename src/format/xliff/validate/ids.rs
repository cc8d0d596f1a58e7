//! Ids: what must be unique within what.

use std::collections::HashMap;

use super::codes::is_code;
use super::{Document, MODULES};
use crate::format::fault::Report;
use crate::format::xml::Element;

/// Ids met in one scope.
#[derive(Default)]
pub(super) struct Scope<'a>(HashMap<&'a str, &'a Element>);

impl<'a> Scope<'a> {
    /// Takes in the element's id; a second one like it is an error.
    pub(super) fn take(
        &mut self,
        element: &'a Element,
        rule: &'static str,
        within: &str,
        report: &mut Report,
    ) {
        if let Some(id) = element.attribute("id")
            && self.0.insert(id, element).is_some()
        {
            report.error(
                element,
                rule,
                format!("the id `{id}` is there twice in the {within}"),
            );
        }
    }
}

/// Holds the core's ids, and those of extensions, to their scopes.
pub(super) fn check(document: &Document<'_>, report: &mut Report) {
    let mut files = Scope::default();
    for file in document.files() {
        files.take(file, "core-id", "document", report);
        let (mut groups, mut units) = (Scope::default(), Scope::default());
        structure(document, file, (&mut groups, &mut units), report);
        for unit in document.units(file) {
            within_unit(document, unit, report);
        }
    }
    document.walk(|_, element| {
        let scope = match element.name.as_str() {
            "notes" => "notes",
            "originalData" => "original data",
            _ => return,
        };
        if document.is(element, &element.name) {
            let mut ids = Scope::default();
            for child in element.elements() {
                ids.take(child, "core-id", scope, report);
            }
        }
    });
}

fn structure<'a>(
    document: &Document<'a>,
    parent: &'a Element,
    (groups, units): (&mut Scope<'a>, &mut Scope<'a>),
    report: &mut Report,
) {
    extensions(document, parent, report);
    for element in parent.elements() {
        if document.is(element, "group") {
            groups.take(element, "core-id", "file", report);
            structure(document, element, (groups, units), report);
        } else if document.is(element, "unit") {
            units.take(element, "core-id", "file", report);
            extensions(document, element, report);
        }
    }
}

/// Segments, ignorables and codes of the source; codes of the target may have the id of a code of the source, if it is
/// of their kind.
fn within_unit<'a>(document: &Document<'a>, unit: &'a Element, report: &mut Report) {
    let mut sources = Scope::default();
    for part in parts(document, unit) {
        sources.take(part, "core-id", "unit", report);
        for element in part.child("source").into_iter().flat_map(inline) {
            sources.take(element, "core-id", "unit", report);
        }
    }
    let mut targets = Scope::default();
    for part in parts(document, unit) {
        for element in part.child("target").into_iter().flat_map(inline) {
            targets.take(element, "core-id", "unit's targets", report);
            let twin = element.attribute("id").and_then(|id| sources.0.get(id));
            if let Some(twin) = twin
                && kind(twin) != kind(element)
            {
                let message = format!("<{}> has the id of a <{}> of the source", element.name, twin.name);
                report.error(element, "core-id", message);
            }
        }
    }
}

/// Elements that stand for each other: a pair may be written as one element or as two.
fn kind(element: &Element) -> &str {
    match element.name.as_str() {
        "pc" | "sc" => "code",
        "ec" => "end",
        "mrk" | "sm" => "marker",
        other => other,
    }
}

/// The segments and ignorables of a unit.
pub(super) fn parts<'a>(document: &Document<'_>, unit: &'a Element) -> impl Iterator<Item = &'a Element> {
    unit.elements()
        .filter(|part| document.is(part, "segment") || document.is(part, "ignorable"))
}

/// The inline elements of a side, in order, each before what is in it.
pub(super) fn inline(side: &Element) -> Vec<&Element> {
    fn down<'a>(parent: &'a Element, found: &mut Vec<&'a Element>) {
        for element in parent
            .elements()
            .filter(|element| is_code(element) || is_marker(element))
        {
            found.push(element);
            down(element, found);
        }
    }
    let mut found = Vec::new();
    down(side, &mut found);
    found
}

fn is_marker(element: &Element) -> bool {
    matches!(element.name.as_str(), "mrk" | "sm" | "em")
}

/// Elements of extensions directly in `holder` share one scope.
fn extensions(document: &Document<'_>, holder: &Element, report: &mut Report) {
    fn down<'a>(element: &'a Element, ids: &mut HashMap<&'a str, &'a Element>, report: &mut Report) {
        let id = element.attribute("id").or_else(|| element.attribute("xml:id"));
        if let Some(id) = id
            && ids.insert(id, element).is_some()
        {
            let message = format!("the id `{id}` is there twice among the extensions here");
            report.error(element, "core-extension-id", message);
        }
        for child in element.elements() {
            down(child, ids, report);
        }
    }
    let known = |element: &Element| {
        let own = element.namespace.as_deref().unwrap_or_default();
        own == document.core || MODULES.iter().any(|module| module.namespaces.contains(&own))
    };
    let mut ids: HashMap<Option<&str>, HashMap<&str, &Element>> = HashMap::new();
    for element in holder.elements().filter(|element| !known(element)) {
        down(
            element,
            ids.entry(element.namespace.as_deref()).or_default(),
            report,
        );
    }
}
