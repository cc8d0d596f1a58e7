//! Inline codes: pairs, originals, copies, sub-flows, what may not be deleted.

use std::collections::{HashMap, HashSet};

use super::Document;
use super::ids::{inline, parts};
use crate::format::fault::Report;
use crate::format::xml::Element;

/// Whether it is a code or a code's half.
pub(super) fn is_code(element: &Element) -> bool {
    matches!(element.name.as_str(), "ph" | "pc" | "sc" | "ec")
}

/// The value of a yes-or-no attribute that is `yes` unless it says otherwise.
pub(super) fn permission<'a>(code: &'a Element, name: &str) -> &'a str {
    code.attribute(name).unwrap_or("yes")
}

/// Holds codes to the rules, unit by unit, and candidates of the matches module one by one.
pub(super) fn check(document: &Document<'_>, report: &mut Report) {
    for file in document.files() {
        let units = document.units(file);
        let ids: HashSet<&str> = units.iter().filter_map(|unit| unit.attribute("id")).collect();
        for unit in units {
            let sides = Sides::of(document, unit);
            let data = data(unit);
            sides.check(&data, &ids, report);
            for found in unit
                .elements()
                .flat_map(Element::elements)
                .filter(|found| found.name == "match")
            {
                let sides = Sides {
                    sources: found.child("source").into_iter().collect(),
                    targets: found.child("target").into_iter().collect(),
                    whole: true,
                };
                sides.check(&self::data(found), &ids, report);
            }
            deleted(document, unit, report);
        }
    }
}

/// The sides of a unit.
pub(super) struct Sides<'a> {
    /// Sources in the order of the file.
    pub(super) sources: Vec<&'a Element>,
    /// Targets in the order they are read in.
    pub(super) targets: Vec<&'a Element>,
    /// Whether every segment has a target.
    pub(super) whole: bool,
}

impl<'a> Sides<'a> {
    pub(super) fn of(document: &Document<'_>, unit: &'a Element) -> Self {
        let parts: Vec<_> = parts(document, unit).collect();
        let mut targets: Vec<(usize, &Element)> = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            if let Some(target) = part.child("target") {
                let order = target.attribute("order").and_then(|order| order.parse().ok());
                targets.push((order.unwrap_or(place + 1), target));
            }
        }
        targets.sort_by_key(|(order, _)| *order);
        Self {
            sources: parts.iter().filter_map(|part| part.child("source")).collect(),
            whole: parts
                .iter()
                .all(|part| part.name != "segment" || part.child("target").is_some()),
            targets: targets.into_iter().map(|(_, target)| target).collect(),
        }
    }

    fn check(&self, data: &HashSet<&str>, units: &HashSet<&str>, report: &mut Report) {
        for (sides, whole) in [(&self.sources, true), (&self.targets, self.whole)] {
            let codes: Vec<_> = sides
                .iter()
                .flat_map(|side| inline(side))
                .filter(|code| is_code(code))
                .collect();
            pairs(&codes, whole, report);
        }
        let sides = || self.sources.iter().chain(&self.targets);
        let codes: Vec<_> = sides()
            .flat_map(|side| inline(side))
            .filter(|code| is_code(code))
            .collect();
        let by_id: HashMap<&str, &Element> = codes
            .iter()
            .filter_map(|code| Some((code.attribute("id")?, *code)))
            .collect();
        for code in codes {
            originals(code, data, report);
            copy(code, &by_id, report);
            sub_flows(code, units, report);
            kind(code, report);
        }
    }
}

fn data(holder: &Element) -> HashSet<&str> {
    let held = holder
        .child("originalData")
        .into_iter()
        .flat_map(Element::elements);
    held.filter_map(|data| data.attribute("id")).collect()
}

fn is_isolated(code: &Element) -> bool {
    code.attribute("isolated") == Some("yes")
}

/// Starts and ends of codes on one side; where not `whole`, the other half may be in a segment that is still to be
/// translated.
fn pairs(codes: &[&Element], whole: bool, report: &mut Report) {
    for (at, code) in codes.iter().enumerate() {
        let id = code.attribute("id");
        match code.name.as_str() {
            "sc" => {
                let starts_here = |other: &&&Element| other.name == "ec" && other.attribute("startRef") == id;
                let ends: Vec<_> = codes[at + 1..].iter().filter(starts_here).collect();
                let before = codes[..at].iter().any(|other| starts_here(&other));
                match (is_isolated(code), ends.as_slice()) {
                    (true, []) if !before => {}
                    (true, _) => report.error(
                        code,
                        "core-isolated",
                        "an isolated <sc> has its <ec> in the same unit",
                    ),
                    (false, [end]) => alike(code, end, report),
                    (false, []) if !whole && !before => {}
                    (false, []) => report.error(
                        code,
                        "core-pair",
                        "this <sc> has no <ec> behind it in the unit; it needs isolated=\"yes\"",
                    ),
                    (false, _) => report.error(code, "core-pair", "this <sc> has more than one <ec>"),
                }
            }
            "ec" => end(codes, at, whole, report),
            _ => {}
        }
    }
}

fn end(codes: &[&Element], at: usize, whole: bool, report: &mut Report) {
    let code = codes[at];
    let (id, start) = (code.attribute("id"), code.attribute("startRef"));
    match (is_isolated(code), start, id) {
        (true, None, Some(_)) => {}
        (true, Some(_), _) => report.error(code, "core-isolated", "an isolated <ec> has id, not startRef"),
        (true, None, None) => report.error(code, "core-isolated", "an isolated <ec> needs id"),
        (false, None, _) => report.error(
            code,
            "core-isolated",
            "an <ec> needs startRef, or isolated=\"yes\" and id",
        ),
        (false, Some(_), Some(_)) => {
            report.error(code, "core-isolated", "an <ec> has startRef or id, not both");
        }
        (false, Some(start), None) => {
            let is_start = |other: &&&Element| other.name == "sc" && other.attribute("id") == Some(start);
            let later = codes[at..].iter().any(|other| is_start(&other));
            if !codes[..at].iter().any(|other| is_start(&other)) && (whole || later) {
                report.error(
                    code,
                    "core-pair",
                    format!("no <sc id=\"{start}\"> stands before this <ec>"),
                );
            }
        }
    }
}

/// The two halves of a code say the same about what may be done with it.
fn alike(start: &Element, end: &Element, report: &mut Report) {
    for name in ["canCopy", "canDelete", "canOverlap", "canReorder"] {
        let wanted = match (name, permission(start, name)) {
            ("canReorder", "firstNo") => "no",
            (_, said) => said,
        };
        let said = permission(end, name);
        if said != wanted {
            let message = format!("{name} is `{said}`, and its <sc> asks for `{wanted}`");
            report.error(end, "core-pair", message);
        }
    }
}

fn originals(code: &Element, data: &HashSet<&str>, report: &mut Report) {
    for name in ["dataRef", "dataRefStart", "dataRefEnd"] {
        if let Some(id) = code.attribute(name)
            && !data.contains(id)
        {
            report.error(
                code,
                "core-data",
                format!("{name}=\"{id}\", and there is no <data id=\"{id}\">"),
            );
        }
    }
}

fn copy(code: &Element, by_id: &HashMap<&str, &Element>, report: &mut Report) {
    let Some(of) = code.attribute("copyOf") else {
        return;
    };
    match by_id.get(of) {
        None => report.error(
            code,
            "core-copy",
            format!("copyOf=\"{of}\", and the unit has no such code"),
        ),
        Some(base) if permission(base, "canCopy") == "no" => {
            report.error(
                code,
                "core-copy",
                format!("copyOf=\"{of}\", which may not be copied"),
            );
        }
        Some(_) => {}
    }
    if ["dataRef", "dataRefStart", "dataRefEnd"]
        .iter()
        .any(|name| code.attribute(name).is_some())
    {
        report.error(
            code,
            "core-copy",
            "a code with copyOf may not refer to original data",
        );
    }
}

fn sub_flows(code: &Element, units: &HashSet<&str>, report: &mut Report) {
    for name in ["subFlows", "subFlowsStart", "subFlowsEnd"] {
        for unit in code.attribute(name).unwrap_or_default().split_whitespace() {
            if !units.contains(unit) {
                report.error(
                    code,
                    "core-sub-flow",
                    format!("{name} names `{unit}`, which is no unit of the file"),
                );
            }
        }
    }
}

/// What the prefix `xlf` may say, and the type it says it with.
const SUB_TYPES: &[(&str, &str)] = &[
    ("xlf:lb", "fmt"),
    ("xlf:pb", "fmt"),
    ("xlf:b", "fmt"),
    ("xlf:i", "fmt"),
    ("xlf:u", "fmt"),
    ("xlf:var", "ui"),
];

fn kind(code: &Element, report: &mut Report) {
    let Some(sub_type) = code.attribute("subType") else {
        return;
    };
    let Some(kind) = code.attribute("type") else {
        report.error(code, "core-sub-type", "subType needs type");
        return;
    };
    if sub_type.starts_with("xlf:") && !SUB_TYPES.contains(&(sub_type, kind)) {
        report.error(
            code,
            "core-sub-type",
            format!("subType=\"{sub_type}\" does not go with type=\"{kind}\""),
        );
    }
}

/// Codes of sources with a target that may not be deleted and are in no target of the unit.
fn deleted(document: &Document<'_>, unit: &Element, report: &mut Report) {
    let targets = Sides::of(document, unit).targets;
    let kept: HashSet<&str> = targets
        .iter()
        .flat_map(|target| inline(target))
        .flat_map(|code| [code.attribute("id"), code.attribute("startRef")])
        .flatten()
        .collect();
    for part in parts(document, unit) {
        let (Some(source), Some(target)) = (part.child("source"), part.child("target")) else {
            continue;
        };
        let bound = inline(source)
            .into_iter()
            .filter(|code| is_code(code) && permission(code, "canDelete") == "no");
        for code in bound {
            let id = code
                .attribute("id")
                .or_else(|| code.attribute("startRef"))
                .unwrap_or_default();
            if !kept.contains(id) {
                let message = format!("the code `{id}` of the source may not be deleted and is missing here");
                report.error(target, "core-delete", message);
            }
        }
    }
}
