//! Glossary entries.

use super::ids::Scope;
use super::{Document, Module, mtc, reference};
use crate::format::fault::Report;
use crate::format::xml::Element;

pub(super) fn check(document: &Document<'_>, module: &Module, report: &mut Report) {
    for file in document.files() {
        for unit in document.units(file) {
            for glossary in unit.elements().filter(|element| module.is(element, "glossary")) {
                let mut ids = Scope::default();
                for entry in glossary.elements() {
                    ids.take(entry, "gls-id", "glossary", report);
                    for translation in entry
                        .elements()
                        .filter(|element| module.is(element, "translation"))
                    {
                        ids.take(translation, "gls-id", "glossary", report);
                        points(document, (file, unit), translation, report);
                    }
                    points(document, (file, unit), entry, report);
                    if entry.child("translation").is_none() && entry.child("definition").is_none() {
                        report.error(entry, "gls-entry", "an entry needs a translation or a definition");
                    }
                }
            }
        }
    }
}

fn points(document: &Document<'_>, (file, unit): (&Element, &Element), entry: &Element, report: &mut Report) {
    let Some(written) = entry.attribute("ref") else {
        return;
    };
    match reference::parse(written) {
        // An address of something else.
        None => {}
        Some(Err(wrong)) => report.error(entry, "gls-ref", wrong),
        Some(Ok(fragment)) if fragment.is_within(file, unit) && mtc::span(document, unit, fragment.leaf) => {}
        Some(Ok(_)) => report.error(
            entry,
            "gls-ref",
            format!("ref=\"{written}\" is no text of this unit"),
        ),
    }
}
