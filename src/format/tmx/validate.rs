//! Whether a TMX file keeps the rules of TMX 1.4b.
//!
//! What keeps a unit from being read at all is an error; what the standard asks for and readers do without is warned of.

use std::collections::HashSet;

use super::article::{language, variants};
use crate::format::fault::{Fault, Report};
use crate::format::xml::Element;

/// What is wrong in the file `text` with this root, in the order of the file.
pub(super) fn faults(text: &str, root: &Element) -> Vec<Fault> {
    let mut report = Report::default();
    let version = root.attribute("version").unwrap_or_default();
    if !matches!(version, "1.1" | "1.2" | "1.3" | "1.4") {
        report.warning(
            root,
            "tmx-version",
            format!("version=\"{version}\" is none of 1.1 to 1.4"),
        );
    }
    match root.child("header") {
        None => report.warning(root, "tmx-header", "there is no <header>"),
        Some(header) if header.attribute("srclang").is_none() => {
            report.warning(header, "tmx-header", "<header> has no srclang");
        }
        Some(_) => {}
    }
    let Some(body) = root.child("body") else {
        report.error(root, "tmx-body", "there is no <body>");
        return report.faults(text, root);
    };
    for unit in body.elements().filter(|element| element.name == "tu") {
        if variants(unit).next().is_none() {
            report.warning(unit, "tmx-variant", "the unit has no <tuv>");
        }
        for variant in variants(unit) {
            if language(variant).is_none() {
                report.warning(variant, "tmx-language", "<tuv> has no xml:lang");
            }
            match variant.child("seg") {
                None => report.warning(variant, "tmx-segment", "<tuv> has no <seg>; it is left as it is"),
                Some(segment) => codes(segment, &mut report),
            }
        }
    }
    report.faults(text, root)
}

/// Each `bpt` has an `ept` of its number behind it, and the other way round.
fn codes(segment: &Element, report: &mut Report) {
    let mut open: HashSet<&str> = HashSet::new();
    for code in segment.elements() {
        let number = code.attribute("i").unwrap_or_default();
        match code.name.as_str() {
            "bpt" if !open.insert(number) => {
                report.warning(code, "tmx-pair", format!("<bpt i=\"{number}\"> is there twice"));
            }
            "ept" if !open.remove(number) => {
                report.warning(
                    code,
                    "tmx-pair",
                    format!("no <bpt i=\"{number}\"> stands before this <ept>"),
                );
            }
            _ => {}
        }
    }
    if let Some(number) = open.into_iter().min() {
        report.warning(segment, "tmx-pair", format!("<bpt i=\"{number}\"> has no <ept>"));
    }
}
