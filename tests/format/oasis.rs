//! What is said of the files in the OASIS XLIFF committee's own test suites.

use std::collections::BTreeMap;

use tarjuman::document::Severity;
use tarjuman::format::{by_id, decode};

use crate::suites::suites;

/// What keeps a file from being valid, if anything does.
fn objection(bytes: &[u8]) -> Option<String> {
    let decoded = match decode(bytes, None) {
        Ok(decoded) => decoded,
        Err(error) => return Some(error.to_string()),
    };
    match by_id("xliff").unwrap().validate(&decoded.text) {
        Err(error) => Some(error.to_string()),
        Ok(faults) => faults
            .iter()
            .find(|fault| fault.severity == Severity::Error)
            .map(ToString::to_string),
    }
}

/// Files among the valid ones that are not: an undeclared prefix; metadata that the schema itself refuses.
const CONTESTED: &[&str] = &["Good-pgs_plural.xlf", "Good-mda_top-level.xlf"];

#[test]
fn every_valid_file_is_accepted_and_every_invalid_one_refused() {
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (path, bytes) in suites() {
        let (folder, name) = path.rsplit_once('/').unwrap();
        let valid = match folder.rsplit_once('/').unwrap().1 {
            _ if CONTESTED.contains(&name) => continue,
            "invalid" => false,
            "valid" | "in-out" => true,
            other => panic!("what are the files in {other}?"),
        };
        *counts.entry(folder.replace("/test-suite", "")).or_default() += 1;
        let objection = objection(&bytes);
        if objection.is_none() != valid {
            wrong.push(format!("{path}: {}", objection.unwrap_or_default()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let counts: Vec<_> = counts
        .iter()
        .map(|(folder, count)| format!("{folder} {count}"))
        .collect();
    let expected = [
        "xliff-21/core/in-out 18",
        "xliff-21/core/invalid 119",
        "xliff-21/core/valid 25",
        "xliff-21/modules/invalid 43",
        "xliff-21/modules/valid 34",
        "xliff-22/core/invalid 119",
        "xliff-22/core/valid 25",
        "xliff-22/modules/invalid 43",
        "xliff-22/modules/valid 34",
    ];
    assert_eq!(counts, expected);
}
