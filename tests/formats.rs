//! Every format: its output on a small article, and what comes back from it.

#[path = "format/round_trips.rs"]
mod round_trips;
#[path = "format/sample.rs"]
mod sample;
#[path = "format/snapshots.rs"]
mod snapshots;
