//! Journeys through the built program: arguments and files in, exit code, output and files out.

#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/kill.rs"]
mod kill;
#[path = "cli/sample.rs"]
mod sample;
