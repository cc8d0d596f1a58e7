//! Whether a TMX file keeps the rules of TMX 1.4b.
//!
//! What keeps a unit from being read at all is an error; what the standard asks for and readers do without is warned of.

use std::collections::HashSet;

use super::cut::Piece;
use super::frame::Frame;
use super::whole::Whole;
use crate::document::Severity;
use crate::format::Error;
use crate::format::fault::{Fault, MOST, Report};
use crate::format::xml::{self, Element};

/// What is wrong in the file `text`, in the order of the file.
pub(super) fn faults(text: &str) -> Result<Vec<Fault>, Error> {
    let mut found: Vec<(usize, Fault)> = Vec::new();
    let (mut number, mut more) = (0, 0);
    let mut refused = Ok(());
    // Where the last unit began, and how many characters of its line stand before it.
    let (mut last, mut column) = (0, 0);
    let frame = Whole::of(text).each(|piece| {
        number += 1;
        let between = &text[last..piece.at];
        column = match between.rsplit_once('\n') {
            Some((_, line)) => line.chars().count(),
            None => column + between.chars().count(),
        };
        last = piece.at;
        match unit(piece) {
            Ok(faults) => {
                let room = MOST - found.len();
                more += faults.len().saturating_sub(room);
                let faults = faults.into_iter().take(room);
                found.extend(faults.map(|fault| (number, fault.below(piece.line, column))));
            }
            Err(error) if refused.is_ok() => refused = Err(error.below(piece.line, column)),
            Err(_) => {}
        }
        Ok(())
    });
    // What a strict reader says of a unit names the column as well.
    refused?;
    let mut faults = around(text, &frame?);
    faults.extend(found.into_iter().map(|(unit, fault)| {
        let place = match number {
            1 => String::from("/tmx/body"),
            _ => format!("/tmx/body/tu[{unit}]"),
        };
        let within = fault.path.strip_prefix("/tu").filter(|_| number > 1);
        Fault {
            path: place + within.unwrap_or(&fault.path),
            ..fault
        }
    }));
    if more > 0 {
        let message = format!("{more} more faults are not listed");
        faults.push(Fault::at(
            (text, text.len()),
            "",
            (Severity::Warning, "more"),
            message,
        ));
    }
    Ok(faults)
}

/// What is wrong with what stands around the units.
fn around(text: &str, frame: &Frame) -> Vec<Fault> {
    let root = frame.root.unwrap_or_default();
    let mut faults = Vec::new();
    let mut note = |at: usize, path: &str, rule: (Severity, &'static str), message: &str| {
        faults.push(Fault::at((text, at), path, rule, message.to_owned()));
    };
    let version = frame.version.as_str();
    if !matches!(version, "1.1" | "1.2" | "1.3" | "1.4") {
        let message = format!("version=\"{version}\" is none of 1.1 to 1.4");
        note(root, "/tmx", (Severity::Warning, "tmx-version"), &message);
    }
    let rule = (Severity::Warning, "tmx-header");
    match (frame.header, &frame.source_language) {
        (None, _) => note(root, "/tmx", rule, "there is no <header>"),
        (Some(header), None) => note(header, "/tmx/header", rule, "<header> has no srclang"),
        (Some(_), Some(_)) => {}
    }
    if !frame.has_body {
        note(root, "/tmx", (Severity::Error, "tmx-body"), "there is no <body>");
    }
    faults
}

/// What is wrong in the unit that `piece` is, as if it were a file.
fn unit(piece: &Piece<'_>) -> Result<Vec<Fault>, Error> {
    let unit = xml::parse_part(piece.text, piece.entities)?;
    let mut report = Report::default();
    if variants(&unit).next().is_none() {
        report.warning(&unit, "tmx-variant", "the unit has no <tuv>");
    }
    for variant in variants(&unit) {
        if language(variant).is_none() {
            report.warning(variant, "tmx-language", "<tuv> has no xml:lang");
        }
        match variant.child("seg") {
            None => report.warning(variant, "tmx-segment", "<tuv> has no <seg>; it is left as it is"),
            Some(segment) => codes(segment, &mut report),
        }
    }
    Ok(report.faults(piece.text, &unit))
}

/// The variants of a unit, in order.
fn variants(unit: &Element) -> impl Iterator<Item = &Element> {
    unit.elements().filter(|element| element.name == "tuv")
}

/// The language a variant says it is in; 1.1 wrote `lang`, without the prefix.
fn language(variant: &Element) -> Option<&str> {
    variant
        .attribute("xml:lang")
        .or_else(|| variant.attribute("lang"))
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
