//! The starter glossaries that the program carries, so that a draft needs no set-up.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

/// Whether `row` is a row of a starter glossary, as it is written there. Whatever a newsroom has put in its place, or beside it
/// in a copy of the file, is none.
pub(super) fn has(row: &str) -> bool {
    static ROWS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| FILES.iter().flat_map(|(_, text)| text.lines()).collect());
    rows.contains(row)
}

/// Whether `name` is a starter glossary's, as it names itself where no file is.
pub(super) fn carries(name: &str) -> bool {
    FILES.iter().any(|(carried, _)| *carried == name)
}

/// File name and content of each, in the order they are searched.
pub(super) const FILES: &[(&str, &str)] = &[
    (
        "people.ar-en.tsv",
        include_str!("../../glossaries/people.ar-en.tsv"),
    ),
    (
        "organisations.ar-en.tsv",
        include_str!("../../glossaries/organisations.ar-en.tsv"),
    ),
    (
        "countries.ar-en.tsv",
        include_str!("../../glossaries/countries.ar-en.tsv"),
    ),
    (
        "places.ar-en.tsv",
        include_str!("../../glossaries/places.ar-en.tsv"),
    ),
    (
        "offices.ar-en.tsv",
        include_str!("../../glossaries/offices.ar-en.tsv"),
    ),
    (
        "calendar.ar-en.tsv",
        include_str!("../../glossaries/calendar.ar-en.tsv"),
    ),
    (
        "currencies.ar-en.tsv",
        include_str!("../../glossaries/currencies.ar-en.tsv"),
    ),
    (
        "phrases.ar-en.tsv",
        include_str!("../../glossaries/phrases.ar-en.tsv"),
    ),
];
