//! Translation candidates (matches module).

use super::ids::{Scope, inline, parts};
use super::{Document, Module, reference};
use crate::format::fault::Report;
use crate::format::xml::Element;

pub(super) fn check(document: &Document<'_>, module: &Module, report: &mut Report) {
    for file in document.files() {
        for unit in document.units(file) {
            for matches in unit.elements().filter(|element| module.is(element, "matches")) {
                let mut ids = Scope::default();
                for found in matches.elements().filter(|element| module.is(element, "match")) {
                    ids.take(found, "mtc-id", "matches", report);
                    candidate(document, (file, unit), found, report);
                }
            }
        }
    }
}

fn candidate(
    document: &Document<'_>,
    (file, unit): (&Element, &Element),
    found: &Element,
    report: &mut Report,
) {
    if found.attribute("xml:lang").is_some() {
        report.error(found, "mtc-language", "xml:lang may not stand on a match");
    }
    if found.attribute("subType").is_some() && found.attribute("type").is_none() {
        report.error(found, "mtc-sub-type", "subType needs type");
    }
    let is_reference = found.attribute("reference") == Some("yes");
    for (side, name) in [("source", "srcLang"), ("target", "trgLang")] {
        let own = found.child(side).and_then(|side| side.attribute("xml:lang"));
        if let (Some(own), Some(language)) = (own, document.root.attribute(name))
            && !own.eq_ignore_ascii_case(language)
            && !(is_reference && side == "target")
        {
            let message = format!("its {side} is in `{own}`, and {name} is `{language}`");
            report.error(found, "mtc-language", message);
        }
    }
    let Some(written) = found.attribute("ref") else {
        return;
    };
    match reference::parse(written) {
        None => report.error(
            found,
            "mtc-ref",
            format!("ref=\"{written}\" is no fragment; it begins with `#`"),
        ),
        Some(Err(wrong)) => report.error(found, "mtc-ref", wrong),
        Some(Ok(fragment)) if fragment.is_within(file, unit) && span(document, unit, fragment.leaf) => {}
        Some(Ok(_)) => report.error(
            found,
            "mtc-ref",
            format!("ref=\"{written}\" is no text of this unit"),
        ),
    }
}

/// Whether a leaf is a segment or an inline element of the unit.
pub(super) fn span(document: &Document<'_>, unit: &Element, leaf: Option<(&str, &str)>) -> bool {
    let Some((prefix, id)) = leaf else { return false };
    let side = match prefix {
        "" => "source",
        "t" => "target",
        _ => return false,
    };
    parts(document, unit).any(|part| {
        let own = prefix.is_empty() && part.attribute("id") == Some(id);
        let within = part.child(side).into_iter().flat_map(inline);
        own || within
            .into_iter()
            .any(|element| element.attribute("id") == Some(id))
    })
}
