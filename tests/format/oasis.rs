//! The public test suites of the OASIS XLIFF committee, where the environment variable `XLIFF_SUITES` names a folder that
//! holds `xliff-21/test-suite` and `xliff-22/test-suite` of <https://github.com/oasis-tcs/xliff-xliff-22>. They are
//! not kept here: their licence is the committee's.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use tarjuman::document::Severity;
use tarjuman::format::{by_id, decode};

/// What keeps a file from being valid, if anything does.
fn objection(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(path).unwrap().read_to_end(&mut bytes).unwrap();
    let decoded = match decode(&bytes, None) {
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
    let Some(folder) = std::env::vars().find_map(|(key, value)| (key == "XLIFF_SUITES").then_some(value))
    else {
        println!("XLIFF_SUITES names no folder; the suites are left out");
        return;
    };
    let mut wrong = Vec::new();
    for version in ["xliff-21", "xliff-22"] {
        for part in ["core", "modules"] {
            for kind in ["valid", "invalid"] {
                let below = Path::new(&folder)
                    .join(version)
                    .join("test-suite")
                    .join(part)
                    .join(kind);
                let (mut right, mut all) = (0, 0);
                let mut files: Vec<_> = fs::read_dir(&below)
                    .unwrap()
                    .map(|entry| entry.unwrap().path())
                    .collect();
                files.sort();
                for path in files
                    .iter()
                    .filter(|path| path.extension().is_some_and(|it| it == "xlf"))
                {
                    if CONTESTED.iter().any(|name| path.ends_with(name)) {
                        continue;
                    }
                    let objection = objection(path);
                    all += 1;
                    if objection.is_some() == (kind == "invalid") {
                        right += 1;
                    } else {
                        wrong.push(format!("{}: {}", path.display(), objection.unwrap_or_default()));
                    }
                    if std::env::vars().any(|(key, _)| key == "XLIFF_SUITES_SHOW") {
                        println!("{}: {:?}", path.display(), self::objection(path));
                    }
                }
                println!("{version} {part} {kind}: {right}/{all}");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
