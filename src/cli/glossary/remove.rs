//! `tarjuman glossary remove`: a row less.

use std::path::Path;

use super::target_file;
use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::terminal::Terminal;

/// Remove a term from a glossary file; no other row changes.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The source term, as listed.
    source: String,

    /// The row with this rendering, where several have the source.
    #[arg(long, value_name = "TARGET")]
    target: Option<String>,

    #[command(flatten)]
    place: target_file::Arguments,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let path = arguments.place.listed(&session)?;
    let removed = target_file::change(&session, &path, |file| {
        file.remove(&arguments.source, arguments.target.as_deref())
    })?;
    terminal.say(format!("{}: {} removed", path.display(), counted(removed, "row")));
    Ok(Exit::Done)
}
