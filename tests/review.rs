//! The review page: the real server, a real browser, keys as a person presses them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a journey that cannot go on has failed"
)]

#[path = "review/axe.rs"]
mod axe;
#[path = "review/brought.rs"]
mod brought;
#[path = "review/browser.rs"]
mod browser;
#[path = "review/commands.rs"]
mod commands;
#[path = "review/crowd.rs"]
mod crowd;
#[path = "review/described.rs"]
mod described;
#[path = "review/guard.rs"]
mod guard;
#[path = "review/interrupted.rs"]
mod interrupted;
#[path = "review/keys.rs"]
mod keys;
#[path = "review/lost.rs"]
mod lost;
#[path = "review/pictures.rs"]
mod pictures;
#[path = "review/proposals.rs"]
mod proposals;
#[path = "review/reissued.rs"]
mod reissued;
#[path = "review/remarks.rs"]
mod remarks;
#[path = "review/right_to_left.rs"]
mod right_to_left;
#[path = "review/seen.rs"]
mod seen;
#[path = "review/sent.rs"]
mod sent;
#[path = "review/server.rs"]
mod server;
#[path = "review/steps.rs"]
mod steps;
#[path = "review/terms.rs"]
mod terms;
#[path = "review/threats.rs"]
mod threats;
#[path = "review/views.rs"]
mod views;
#[path = "review/words.rs"]
mod words;
