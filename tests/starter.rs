//! The starter glossaries keep what their README promises.

#![allow(clippy::expect_used, reason = "a glossary that does not read has failed")]

use tarjuman::document::Severity;
use tarjuman::glossary::{TermFile, lint};
use tarjuman::language;

macro_rules! starter {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../glossaries/", $name, ".ar-en.tsv")))),+]
    };
}

fn files() -> Vec<(String, TermFile)> {
    let texts = starter![
        "people",
        "organisations",
        "countries",
        "places",
        "offices",
        "calendar",
        "currencies",
        "phrases"
    ];
    let read = |(name, text): (&str, &str)| (name.to_owned(), TermFile::parse(text).expect(name));
    texts.into_iter().map(read).collect()
}

#[test]
fn every_row_reads_and_comes_back_byte_for_byte() {
    for (name, file) in files() {
        assert!(file.terms().count() > 0, "{name} is empty");
        assert_eq!(TermFile::parse(&file.to_text()).as_ref(), Ok(&file));
    }
}

#[test]
fn lint_finds_no_error() {
    let lints = lint(&files(), language::of("ar"), language::of("en"));
    let errors: Vec<_> = lints
        .iter()
        .filter(|lint| lint.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn there_are_as_many_rows_as_a_desk_can_start_with() {
    let rows = |name: &str| {
        let files = files();
        files
            .iter()
            .find(|(file, _)| file == name)
            .map_or(0, |(_, file)| file.terms().count())
    };
    for (name, least) in [
        ("people", 400),
        ("places", 400),
        ("organisations", 250),
        ("offices", 120),
        ("phrases", 150),
    ] {
        assert!(
            rows(name) >= least,
            "{name} has {} rows, wanted {least}",
            rows(name)
        );
    }
}

#[test]
fn every_month_of_every_tradition_is_there() {
    let months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let files = files();
    let calendar = files
        .iter()
        .find(|(name, _)| name == "calendar")
        .map(|(_, file)| file);
    for month in months {
        let rows = calendar
            .into_iter()
            .flat_map(TermFile::terms)
            .filter(|(_, term)| term.target == month)
            .count();
        assert!(rows >= 3, "{month} stands {rows} times");
    }
}
