//! The review page: the real server, a real browser, keys as a person presses them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a journey that cannot go on has failed"
)]

#[path = "review/brought.rs"]
mod brought;
#[path = "review/browser.rs"]
mod browser;
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
#[path = "review/seen.rs"]
mod seen;
#[path = "review/server.rs"]
mod server;
#[path = "review/threats.rs"]
mod threats;
