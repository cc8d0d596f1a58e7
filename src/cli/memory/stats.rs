//! `tarjuman memory stats`: how large each memory is.

use std::io::Write;
use std::path::Path;

use serde_json::json;

use crate::cli::exit::Exit;
use crate::cli::output;
use crate::cli::session::Session;
use crate::cli::terminal::clean;
use crate::store::Store;

/// Units of each memory by language pair, and the latest change.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, workspace: Option<&Path>) -> anyhow::Result<Exit> {
    let memories = Session::require(workspace)?.store()?.memories()?;
    if arguments.json {
        let rows: Vec<_> = memories
            .iter()
            .map(|memory| {
                json!({
                    "memory": memory.memory,
                    "from": memory.source_language,
                    "to": memory.target_language,
                    "units": memory.units,
                    "newest": memory.newest,
                })
            })
            .collect();
        output::print_json(&rows)?;
        return Ok(Exit::Done);
    }
    let mut out = std::io::stdout().lock();
    let total: usize = memories.iter().map(|memory| memory.units).sum();
    for memory in &memories {
        let newest = memory
            .newest
            .as_deref()
            .map(|at| format!("\tlatest change {at}"))
            .unwrap_or_default();
        let (from, to) = (&memory.source_language, &memory.target_language);
        writeln!(
            out,
            "{}\t{from} → {to}\t{} units{newest}",
            clean(&memory.memory),
            memory.units
        )?;
    }
    writeln!(out, "{total} units in all")?;
    Ok(Exit::Done)
}
