//! What a person sees: the sample's draft, drawn by a browser and a word processor, and measured.
//!
//! The programs are those of `tests/packages.txt`; without them these tests fail and name the package.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop at the first surprise, and reads the disk"
)]

#[path = "seen/columns.rs"]
mod columns;
#[path = "seen/documents.rs"]
mod documents;
#[path = "seen/drafts.rs"]
mod drafts;
#[path = "seen/files.rs"]
mod files;
#[path = "seen/paper.rs"]
mod paper;
#[path = "seen/programs.rs"]
mod programs;
#[path = "seen/screen.rs"]
mod screen;
#[path = "seen/turned.rs"]
mod turned;
