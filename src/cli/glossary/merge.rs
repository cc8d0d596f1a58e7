//! `tarjuman glossary merge`: the rows of other glossary files taken over into one.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::target_file;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::terminal::{Terminal, clean};
use crate::cli::terms::{self, Wanted};
use crate::glossary::{self, Merge, TermFile};

/// Take the rows of other glossary files over into one, whose own rows win.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary merge house.tsv agency.tsv
  tarjuman glossary merge house.tsv agency.tsv --dry-run

A source that both list with the same target has forms, variants and forbidden renderings of both. One that they give
different targets stays as it is and is printed, `source`, target here, target there; the exit code is then 2.")]
pub(in crate::cli) struct Arguments {
    /// The file that takes the rows.
    into: PathBuf,

    /// The files that give them, the most important first.
    #[arg(required = true)]
    from: Vec<PathBuf>,

    /// Only say what would be done.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let mut contradicted = false;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in &arguments.from {
        let from = read(path)?;
        let merge = if arguments.dry_run {
            glossary::merge(&mut read(&arguments.into)?, &from)?
        } else {
            target_file::change(&arguments.into, |into| glossary::merge(into, &from))?
        };
        contradicted |= tell(&merge, path, (&mut out, terminal))?;
    }
    out.flush()?;
    Ok(if contradicted {
        Exit::Incomplete
    } else {
        Exit::Done
    })
}

/// Says what became of the rows of `path` and prints those that contradict a row that is there; whether any do.
pub(super) fn tell(
    merge: &Merge,
    path: &Path,
    (out, terminal): (&mut dyn Write, &Terminal),
) -> anyhow::Result<bool> {
    for (here, there) in &merge.conflicts {
        let line = format!("{}\t{}\t{}", here.source, here.target, there.target);
        writeln!(out, "{}", clean(&line))?;
    }
    terminal.say(format!(
        "{}: {} added, {} widened, {} the same, {} with another target and left out",
        input::shown(path),
        merge.added,
        merge.widened,
        merge.same,
        merge.conflicts.len()
    ));
    Ok(!merge.conflicts.is_empty())
}

fn read(path: &Path) -> anyhow::Result<TermFile> {
    let text = terms::home_text(path, Wanted::default())?;
    TermFile::parse(&text).map_err(|error| input::flat(anyhow::Error::new(error).context(input::shown(path))))
}
