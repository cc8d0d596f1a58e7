//! Every format: its output on a small article, and what comes back from it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "tests fail by panicking"
)]

#[path = "format/documents.rs"]
mod documents;
#[path = "format/epub.rs"]
mod epub;
#[path = "format/foreign.rs"]
mod foreign;
#[path = "format/interchange.rs"]
mod interchange;
#[path = "format/kept.rs"]
mod kept;
#[path = "format/oasis.rs"]
mod oasis;
#[path = "format/odt.rs"]
mod odt;
#[path = "format/pages.rs"]
mod pages;
#[path = "format/parts.rs"]
mod parts;
#[path = "format/round_trips.rs"]
mod round_trips;
#[path = "format/sample.rs"]
mod sample;
#[path = "format/snapshots.rs"]
mod snapshots;
#[path = "format/strings.rs"]
mod strings;
#[path = "format/oasis/suites.rs"]
mod suites;
#[path = "format/xliff.rs"]
mod xliff;
#[path = "format/xlsx.rs"]
mod xlsx;
