//! Journeys through the built program: arguments and files in, exit code, output and files out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a journey that cannot go on has failed"
)]
#[path = "cli/align.rs"]
mod align;
#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/concordance.rs"]
mod concordance;
#[path = "cli/config.rs"]
mod config;
#[path = "cli/convert.rs"]
mod convert;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/encodings.rs"]
mod encodings;
#[path = "cli/glossary.rs"]
mod glossary;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/home.rs"]
mod home;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/judged.rs"]
mod judged;
#[path = "cli/kept.rs"]
mod kept;
#[path = "cli/kill.rs"]
mod kill;
#[path = "cli/long.rs"]
mod long;
#[path = "cli/memory.rs"]
mod memory;
#[path = "cli/reissued.rs"]
mod reissued;
#[path = "cli/rename.rs"]
mod rename;
#[path = "cli/rows.rs"]
mod rows;
#[path = "cli/sample.rs"]
mod sample;
#[path = "cli/srx.rs"]
mod srx;
#[path = "cli/suggest.rs"]
mod suggest;
#[path = "cli/terms.rs"]
mod terms;
#[path = "cli/unwritable.rs"]
mod unwritable;
#[path = "cli/validate.rs"]
mod validate;
#[path = "cli/web.rs"]
mod web;
#[path = "cli/workbook.rs"]
mod workbook;
