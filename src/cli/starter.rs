//! The starter glossaries that the program carries, so that a draft needs no set-up.

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
