//! `tarjuman memory import`: units of TMX files into the memory.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::session::Session;
use crate::cli::terminal::Terminal;
use crate::format::tmx::{Error, Place, Reader};
use crate::store::{Sqlite, Store};

use super::resume::{Input, Origin, Units};

/// Take the units of TMX files into the memory.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman memory import house.tmx
  tarjuman memory import --from ar --to en --name agency agency-2025.tmx agency-2026.tmx

A unit that is there already is counted, not doubled. Units are kept in batches: an import that is stopped goes on
from there when it is run again, unless the file was changed.")]
pub(in crate::cli) struct Arguments {
    /// The TMX files.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// The memory they go into; without it, named for the file.
    #[arg(long, value_name = "MEMORY")]
    name: Option<String>,

    /// Source language; without it, what the file says.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag, requires = "to")]
    from: Option<String>,

    /// Target language; without it, every other language of a unit.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag, requires = "from")]
    to: Option<String>,
}

impl Arguments {
    /// The languages that are asked for.
    fn wanted(&self) -> Option<(&str, &str)> {
        self.from.as_deref().zip(self.to.as_deref())
    }
}

/// Broken units that are named one by one; the rest are counted.
const NAMED: usize = 20;

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let readers = arguments
        .files
        .iter()
        .map(|path| open(path, arguments))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let mut store = {
        let session = Session::find_or_make(workspace)?;
        session.announce(terminal);
        session.store()?
    };
    let mut whole = true;
    for (path, reader) in arguments.files.iter().zip(readers) {
        whole &= import(path, reader, arguments, &mut store, terminal)?;
    }
    Ok(if whole { Exit::Done } else { Exit::Incomplete })
}

fn open(path: &Path, arguments: &Arguments) -> anyhow::Result<Reader<Input>> {
    if path.is_dir() {
        bail!("{}: is a folder; name the TMX files in it", path.display());
    }
    let file = File::open(path).map_err(|error| anyhow!("{}: {}", input::shown(path), input::why(&error)))?;
    let file: Input = Box::new(BufReader::with_capacity(1 << 16, file));
    Reader::new(file, arguments.wanted())
        .with_context(|| path.display().to_string())
        .map_err(input::flat)
}

/// The rest of the file `origin`, if an import of it into `memory` was stopped.
fn rest(
    origin: Option<&Origin>,
    memory: &str,
    arguments: &Arguments,
    store: &Sqlite,
) -> anyhow::Result<Option<(Place, Reader<Input>)>> {
    let Some(origin) = origin else {
        return Ok(None);
    };
    let kept = store.import_place(memory, origin.id())?;
    let Some(place) = kept.and_then(|mark| origin.place(&mark)) else {
        return Ok(None);
    };
    let reader = Reader::from_place(origin.rest(place)?, arguments.wanted(), place)?;
    Ok(Some((place, reader)))
}

/// Imports one file; whether every unit could be taken.
fn import(
    path: &Path,
    mut reader: Reader<Input>,
    arguments: &Arguments,
    store: &mut Sqlite,
    terminal: &Terminal,
) -> anyhow::Result<bool> {
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let memory = arguments.name.clone().unwrap_or(stem);
    let origin = Origin::of(path, arguments.wanted());
    if let Some((place, rest)) = rest(origin.as_ref(), &memory, arguments, store)? {
        let (shown, line) = (input::shown(path), place.lines + 1);
        terminal.say(format!(
            "{shown}: goes on at line {line}, where an import was stopped"
        ));
        reader = rest;
    }
    let bar = if terminal.shows_bars() {
        ProgressBar::new_spinner()
    } else {
        ProgressBar::hidden()
    };
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} units {per_sec} {elapsed}") {
        bar.set_style(style);
    }
    let mut broken = 0;
    let mut fatal = None;
    let mut units = Units {
        reader: &mut reader,
        origin: origin.as_ref(),
        bar: &bar,
        on_error: |error: Error| {
            if error.is_of_one_unit() {
                broken += 1;
                if broken <= NAMED {
                    terminal.warn(placed(path, error).to_string());
                }
            } else {
                fatal = Some(error);
            }
        },
    };
    let counts = match &origin {
        Some(origin) => store.import_file(&memory, origin.id(), &mut units)?,
        None => store.import_units(&memory, &mut units)?,
    };
    bar.finish_and_clear();
    let taken = counts.added + counts.updated + counts.duplicate + counts.skipped;
    terminal.say(format!(
        "{}: {} into memory `{memory}`: {} added, {} updated, {} there already, {} blank, {broken} broken",
        path.display(),
        counted(taken, "unit"),
        counts.added,
        counts.updated,
        counts.duplicate,
        counts.skipped
    ));
    let unmatched = reader.counts().unmatched;
    if unmatched > 0 {
        let shown = input::shown(path);
        terminal.say(format!(
            "{shown}: {unmatched} more left out, which are not in both languages"
        ));
    }
    match fatal {
        None => Ok(broken == 0),
        Some(error) => {
            let error = placed(path, error);
            let kept = format!("{error} (the units before this place are in the memory)");
            Err(if taken > 0 { error.context(kept) } else { error })
        }
    }
}

/// The error behind its file and line.
fn placed(path: &Path, error: Error) -> anyhow::Error {
    input::flat(anyhow!(error).context(input::shown(path)))
}
