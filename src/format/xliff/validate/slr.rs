//! Size and length restriction.

use super::{Document, Module};
use crate::format::fault::Report;
use crate::format::xml::Element;

pub(super) fn check(document: &Document<'_>, module: &Module, report: &mut Report) {
    for file in document.files() {
        let profiles = file.elements().find(|element| module.is(element, "profiles"));
        let of_standard = |name| {
            let profile = profiles.and_then(|profiles| profiles.attribute(name));
            profile.is_some_and(|profile| profile.starts_with("xliff:"))
        };
        let profiles = Profiles {
            size: of_standard("generalProfile"),
            storage: of_standard("storageProfile"),
        };
        document.walk(|around, element| {
            if around.iter().any(|outer| std::ptr::eq(*outer, file)) {
                restricted(document, module, (around, element), &profiles, report);
            }
        });
    }
}

/// Whether the file's profiles are those of the standard, whose values are numbers.
struct Profiles {
    size: bool,
    storage: bool,
}

fn restricted(
    document: &Document<'_>,
    module: &Module,
    (around, element): (&[&Element], &Element),
    profiles: &Profiles,
    report: &mut Report,
) {
    let value = |name| module.attribute(element, name);
    for (name, standard) in [
        ("sizeRestriction", profiles.size),
        ("storageRestriction", profiles.storage),
    ] {
        if let Some(range) = value(name).filter(|range| standard && !is_range(range)) {
            let message = format!("{name}=\"{range}\"; write `*`, `90`, `25,100` or `25,*`");
            report.error(element, "slr-restriction", message);
        }
    }
    for (name, standard) in [("sizeInfo", profiles.size), ("equivStorage", profiles.storage)] {
        // Another profile may keep what it likes there, but a number is meant as one.
        let wrong = |value: &&str| !is_whole(value) && (standard || value.parse::<f64>().is_ok());
        if let Some(number) = value(name).filter(wrong) {
            report.error(
                element,
                "slr-number",
                format!("{name}=\"{number}\" is no whole number"),
            );
        }
    }
    if value("sizeInfo").is_some() && value("sizeInfoRef").is_some() {
        report.error(
            element,
            "slr-size-info",
            "sizeInfo and sizeInfoRef exclude each other",
        );
    }
    let bound = ["sizeInfo", "sizeInfoRef", "equivStorage"]
        .iter()
        .any(|name| value(name).is_some());
    if bound && document.is(element, "ec") && element.attribute("isolated") != Some("yes") {
        report.error(
            element,
            "slr-ec",
            "only an isolated <ec> may have a size; others have their <sc>'s",
        );
    }
    if let Some(id) = value("sizeInfoRef") {
        let held = around
            .iter()
            .flat_map(|outer| outer.elements())
            .filter(|data| module.is(data, "data"));
        if !held.into_iter().any(|data| has_id(data, id)) {
            let message = format!("sizeInfoRef=\"{id}\", and no <data> beside it or around it holds that");
            report.error(element, "slr-size-info", message);
        }
    }
}

fn has_id(parent: &Element, id: &str) -> bool {
    parent
        .elements()
        .any(|element| element.attribute("id") == Some(id) || has_id(element, id))
}

fn is_whole(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit())
}

fn is_range(value: &str) -> bool {
    match value.split_once(',') {
        None => value == "*" || is_whole(value),
        Some((least, most)) => is_whole(least) && (most == "*" || is_whole(most)),
    }
}
