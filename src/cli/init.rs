//! `tarjuman init`: a workspace with its configuration and the starter glossaries, ready to edit.

use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::store::{self, Sqlite, Workspace, files};

use super::config::EXAMPLE;
use super::exit::Exit;
use super::starter;
use super::terminal::Terminal;

/// Make a workspace: configuration and glossaries to edit, files that are there already left alone.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman init
  tarjuman init desk && cd desk && tarjuman draft ../article.txt")]
pub(super) struct Arguments {
    /// The folder; it is made if it is not there.
    #[arg(default_value = ".")]
    folder: PathBuf,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal, _: Option<&Path>) -> anyhow::Result<Exit> {
    let place = Workspace::at(&arguments.folder);
    let glossaries = place.glossaries();
    files::make_private_folder(&glossaries).with_context(|| {
        format!(
            "{}: the folder cannot be made; choose another place",
            glossaries.display()
        )
    })?;
    let contents = starter::FILES
        .iter()
        .map(|(name, text)| (glossaries.join(name), *text));
    let mut made = 0;
    for (path, text) in contents.chain([(place.config(), EXAMPLE)]) {
        if path.exists() {
            terminal.say(format!("{}: is there already, left as it is", path.display()));
            continue;
        }
        let fault = |error| store::Error::of_file(&path, "written", error);
        files::replace(&path, |out| out.write_all(text.as_bytes()).map_err(fault))?;
        files::keep_private(&path).map_err(fault)?;
        made += 1;
    }
    Sqlite::open(&place.database())?;
    terminal.say(format!(
        "{}: a workspace; {made} files written. Next: `tarjuman draft FILE` in that folder",
        arguments.folder.display()
    ));
    Ok(Exit::Done)
}
