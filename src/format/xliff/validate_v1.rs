//! What other tools may stumble on in an XLIFF 1 file.
//!
//! Files of this version that break the schema are common, and translated every day; so all of it is warned of and nothing is
//! refused.

use std::collections::HashSet;

use super::translatable;
use super::xml::Element;
use crate::format::fault::{Fault, Report};

/// The namespaces of 1.1 and 1.2; 1.0 has none.
const NAMESPACES: &[(&str, Option<&str>)] = &[
    ("1.0", None),
    ("1.1", Some("urn:oasis:names:tc:xliff:document:1.1")),
    ("1.2", Some("urn:oasis:names:tc:xliff:document:1.2")),
];

/// What is wrong in the file `text` with this root, in the order of the file.
pub(super) fn faults(text: &str, root: &Element) -> Vec<Fault> {
    let mut report = Report::default();
    let version = root.attribute("version").unwrap_or_default();
    match NAMESPACES.iter().find(|(known, _)| *known == version) {
        None => report.warning(
            root,
            "v1-version",
            match version {
                "" => String::from("there is no version; it is read as 1.2"),
                _ => format!("version=\"{version}\" is none of 1.0, 1.1, 1.2; it is read as 1.2"),
            },
        ),
        Some((_, namespace)) if root.namespace.as_deref() != *namespace => {
            let message = match namespace {
                Some(namespace) => format!("the namespace is not {namespace}"),
                None => String::from("XLIFF 1.0 has no namespace"),
            };
            report.warning(root, "v1-namespace", message);
        }
        Some(_) => {}
    }
    if translatable::files(root).next().is_none() {
        report.warning(root, "v1-file", "there is no <file>; nothing is read");
    }
    for file in translatable::files(root) {
        for name in ["original", "source-language", "datatype"] {
            if file.attribute(name).is_none() {
                report.warning(file, "v1-attribute", format!("<file> has no {name}"));
            }
        }
        let mut ids = HashSet::new();
        for body in file.elements().filter(|element| element.name == "body") {
            units(body, &mut ids, &mut report);
        }
    }
    report.faults(text, root)
}

fn units<'a>(parent: &'a Element, ids: &mut HashSet<&'a str>, report: &mut Report) {
    for element in parent.elements() {
        match element.name.as_str() {
            "group" | "bin-unit" => units(element, ids, report),
            "trans-unit" => unit(element, ids, report),
            _ => {}
        }
    }
}

fn unit<'a>(unit: &'a Element, ids: &mut HashSet<&'a str>, report: &mut Report) {
    match unit.attribute("id") {
        None => report.warning(unit, "v1-id", "<trans-unit> has no id"),
        Some(id) if !ids.insert(id) => {
            report.warning(unit, "v1-id", format!("the id `{id}` is there twice in the file"));
        }
        Some(_) => {}
    }
    if unit.child("source").is_none() {
        report.warning(
            unit,
            "v1-source",
            "<trans-unit> has no <source>; it is left as it is",
        );
    }
}
