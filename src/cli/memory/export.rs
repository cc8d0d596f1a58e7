//! `tarjuman memory export`: the memory as TMX, for every other tool.

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::input::{self, STANDARD};
use crate::cli::session::Session;
use crate::cli::terminal::Terminal;
use crate::format::tmx::{self, Writer};
use crate::memory::{Pair, StoredUnit};
use crate::store::{Sqlite, Store, files};

/// Write the memory as TMX 1.4.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman memory export -o house.tmx
  tarjuman memory export --name agency --from ar --to en -o - | gzip > agency.tmx.gz")]
pub(in crate::cli) struct Arguments {
    /// The file to write; `-` is standard output.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,

    /// One memory only; `tarjuman memory stats` shows them.
    #[arg(long, value_name = "MEMORY")]
    name: Option<String>,

    /// One pair of languages only.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag, requires = "to")]
    from: Option<String>,

    /// One pair of languages only.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag, requires = "from")]
    to: Option<String>,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let store = Session::require(workspace)?.store()?;
    if arguments.output == Path::new(STANDARD) {
        write(&store, arguments, &mut BufWriter::new(std::io::stdout().lock()))?;
    } else {
        let mut written = 0;
        files::replace(&arguments.output, |out| {
            written = write(&store, arguments, out)?;
            anyhow::Ok(())
        })?;
        terminal.say(format!(
            "{}: {}",
            arguments.output.display(),
            counted(written, "unit")
        ));
    }
    Ok(Exit::Done)
}

fn write(store: &Sqlite, arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<usize> {
    let pair = arguments
        .from
        .as_deref()
        .zip(arguments.to.as_deref())
        .map(|(from, to)| Pair::new(from, to));
    let mut writer = Writer::new(out)?;
    let mut fault: Option<tmx::Error> = None;
    let mut written = 0;
    store.export_units(
        arguments.name.as_deref(),
        pair.as_ref(),
        &mut |StoredUnit { unit, .. }| match writer.write(&unit) {
            Ok(()) => {
                written += 1;
                ControlFlow::Continue(())
            }
            Err(error) => {
                fault = Some(error);
                ControlFlow::Break(())
            }
        },
    )?;
    match fault {
        Some(error) => Err(error.into()),
        None => {
            writer.finish()?;
            Ok(written)
        }
    }
}
