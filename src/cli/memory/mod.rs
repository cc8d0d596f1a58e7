//! `tarjuman memory`: what was translated before.

mod align;
mod aligned;
mod concordance;
mod cut;
mod export;
mod folder;
mod fragments;
mod import;
mod leverage;
mod rendered;
mod resume;
mod search;
mod stats;

use std::path::Path;

use clap::Subcommand;

use super::exit::Exit;
use super::terminal::Terminal;

/// The translation memory: import, export, search, stats, leverage, align.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Import(import::Arguments),
    Export(export::Arguments),
    Search(search::Arguments),
    Stats(stats::Arguments),
    Leverage(leverage::Arguments),
    Align(align::Arguments),
}

pub(super) fn run(command: &Command, terminal: &Terminal, workspace: Option<&Path>) -> anyhow::Result<Exit> {
    match command {
        Command::Import(arguments) => import::run(arguments, terminal, workspace),
        Command::Export(arguments) => export::run(arguments, terminal, workspace),
        Command::Search(arguments) => search::run(arguments, terminal, workspace),
        Command::Stats(arguments) => stats::run(arguments, workspace),
        Command::Leverage(arguments) => leverage::run(arguments, terminal, workspace),
        Command::Align(arguments) => align::run(arguments, terminal, workspace),
    }
}
