//! The core's rules about files, units and segments.

use std::collections::HashMap;

use super::Document;
use crate::format::fault::Report;
use crate::format::xml::{Element, Node, code_point, is_allowed};

/// Holds the structure to them.
pub(super) fn check(document: &Document<'_>, report: &mut Report) {
    version(document, report);
    let mut has_target = None;
    document.walk(|around, element| {
        if !document.is(element, &element.name) || around.iter().any(|outer| document.is(outer, "skeleton")) {
            return;
        }
        match element.name.as_str() {
            "skeleton" => skeleton(element, report),
            "unit" => unit(document, element, report),
            "segment" => segment(element, report),
            "source" | "target" => {
                let part = around
                    .last()
                    .is_some_and(|parent| document.is(parent, "segment") || document.is(parent, "ignorable"));
                if part {
                    if element.name == "target" {
                        has_target = has_target.or(Some(element));
                    }
                    side(document, around, element, report);
                }
            }
            "cp" => character(element, report),
            _ => {}
        }
    });
    if let Some(target) = has_target
        && document.root.attribute("trgLang").is_none()
    {
        report.error(
            target,
            "core-target-language",
            "there is a <target>, and <xliff> has no trgLang",
        );
    }
}

fn version(document: &Document<'_>, report: &mut Report) {
    let version = document.root.attribute("version").unwrap_or_default();
    let allowed: &[&str] = if document.core == super::grammar::CORE[0] {
        &["2.0", "2.1"]
    } else {
        &["2.0", "2.1", "2.2"]
    };
    if !allowed.contains(&version) {
        let message = format!(
            "version=\"{version}\" does not go with the namespace {}",
            document.core
        );
        report.error(document.root, "core-version", message);
    }
}

fn skeleton(element: &Element, report: &mut Report) {
    let filled = element.children.iter().any(|node| match node {
        Node::Text(text) => !text.is_empty(),
        Node::Element(_) => true,
    });
    match (element.attribute("href"), filled) {
        (None, false) => report.error(element, "core-skeleton", "an empty <skeleton> needs href"),
        (Some(_), true) => report.error(element, "core-skeleton", "a <skeleton> with href must be empty"),
        _ => {}
    }
}

fn unit(document: &Document<'_>, unit: &Element, report: &mut Report) {
    let parts: Vec<&Element> = unit
        .elements()
        .filter(|part| document.is(part, "segment") || document.is(part, "ignorable"))
        .collect();
    if !parts.iter().any(|part| part.name == "segment") {
        report.error(unit, "core-unit", "the unit has no <segment>");
    }
    let mut orders: HashMap<usize, &Element> = HashMap::new();
    for (place, part) in parts.iter().enumerate() {
        let target = part.child("target");
        let stated = target.and_then(|target| target.attribute("order"));
        let order = stated.and_then(|order| order.parse().ok()).unwrap_or(place + 1);
        let at = target.unwrap_or(part);
        if order > parts.len() {
            let message = format!("order=\"{order}\", and the unit has {} parts", parts.len());
            report.error(at, "core-order", message);
        }
        if orders.insert(order, at).is_some() {
            let message =
                format!("two parts of the unit are number {order}, by `order` or by where they stand");
            report.error(at, "core-order", message);
        }
    }
}

fn segment(segment: &Element, report: &mut Report) {
    if segment.attribute("subState").is_some() && segment.attribute("state").is_none() {
        report.error(segment, "core-sub-state", "subState needs state");
    }
}

/// Language and white space of a source or target, as it says them or what is around it.
fn side(document: &Document<'_>, around: &[&Element], side: &Element, report: &mut Report) {
    let is_target = side.name == "target";
    let said = |name: &str, from: &Element| from.attribute(name).map(str::to_owned);
    let inherited = |name: &str, element: &Element| {
        said(name, element).or_else(|| around.iter().rev().find_map(|outer| said(name, outer)))
    };
    let name = if is_target { "trgLang" } else { "srcLang" };
    if let (Some(own), Some(language)) = (inherited("xml:lang", side), document.root.attribute(name))
        && !own.eq_ignore_ascii_case(language)
    {
        let message = format!("its language is `{own}`, said here or around it, and {name} is `{language}`");
        report.error(side, "core-language", message);
    }
    if is_target && let Some(source) = around.last().and_then(|part| part.child("source")) {
        let space = |element| inherited("xml:space", element).unwrap_or_else(|| String::from("default"));
        if space(side) != space(source) {
            report.error(side, "core-space", "xml:space differs from that of the <source>");
        }
    }
}

fn character(element: &Element, report: &mut Report) {
    let Some(hex) = element.attribute("hex") else {
        return;
    };
    let surrogate = u32::from_str_radix(hex, 16).is_ok_and(|code| (0xD800..=0xDFFF).contains(&code));
    match code_point(element) {
        Some(c) if !is_allowed(c) => {}
        None if surrogate => {}
        Some(_) => report.error(
            element,
            "core-code-point",
            format!("U+{hex} can stand in XML as it is"),
        ),
        None => report.error(element, "core-code-point", format!("`{hex}` is no code point")),
    }
}
