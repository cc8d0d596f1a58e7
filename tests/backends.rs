//! Backends as the built program meets them: a server that fails on purpose, and what is left on disk afterwards.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a journey that cannot go on has failed"
)]

#[path = "backends/adherence.rs"]
mod adherence;
#[path = "backends/canary.rs"]
mod canary;
#[path = "backends/context.rs"]
mod context;
#[path = "backends/faults.rs"]
mod faults;
#[path = "backends/local.rs"]
mod local;
#[path = "backends/money.rs"]
mod money;
#[path = "backends/orders.rs"]
mod orders;
#[path = "backends/real.rs"]
mod real;
#[path = "backends/server.rs"]
mod server;
#[path = "backends/storm.rs"]
mod storm;
