//! `tarjuman glossary merge`: the rows of other glossary files taken over into one.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::target_file;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::session::Session;
use crate::cli::termbase;
use crate::cli::terminal::{Terminal, clean};
use crate::cli::terms::{self, Wanted};
use crate::glossary::{self, Merge, TermFile};
use crate::language;

/// Take the rows of other glossary files over into one, whose own rows win.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary merge house.tsv agency.tsv
  tarjuman glossary merge house.tsv agency.tsv --dry-run

A source that both list with the same target has forms, variants and forbidden renderings of both. One that they give
different targets stays as it is and is printed, `source`, target here, target there; so is a row that forbids what is accepted
here, or has other contexts, another match rule or status. The exit code is then 2. Files are taken together: all or none.")]
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

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let into = &arguments.into;
    let (from, to) = termbase::told(into).unwrap_or_else(|| target_file::pair(&session));
    let wanted = Wanted {
        from: Some(&from),
        to: Some(&to),
    };
    let given = arguments.from.iter().map(|path| read(path, wanted));
    let given: Vec<TermFile> = given.collect::<anyhow::Result<_>>()?;
    let source = language::of(&from);
    let all = |into: &mut TermFile| {
        let each = given.iter().map(|rows| glossary::merge(into, rows, source));
        each.collect::<Result<Vec<Merge>, glossary::Error>>()
    };
    let merges = if arguments.dry_run {
        all(&mut target_file::standing(into)?)?
    } else {
        target_file::change(&session, into, all)?
    };
    let mut contradicted = false;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (path, merge) in arguments.from.iter().zip(&merges) {
        contradicted |= tell(merge, path, (&mut out, terminal))?;
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
    for one in &merge.differences {
        let line = format!("{}\t{}\t{}", one.source, one.here, one.there);
        writeln!(out, "{}", clean(&line))?;
    }
    let differ = match merge.differences.len() {
        0 => String::new(),
        1 => String::from("; 1 says otherwise of a listed term, which is left out"),
        several => format!("; {several} say otherwise of a listed term, which is left out"),
    };
    terminal.say(format!(
        "{}: {} added, {} widened, {} the same, {} with another target and left out{differ}",
        input::shown(path),
        merge.added,
        merge.widened,
        merge.same,
        merge.conflicts.len()
    ));
    Ok(!merge.conflicts.is_empty() || !merge.differences.is_empty())
}

fn read(path: &Path, wanted: Wanted<'_>) -> anyhow::Result<TermFile> {
    let text = terms::home_text(path, wanted)?;
    TermFile::parse(&text).map_err(|error| input::flat(anyhow::Error::new(error).context(input::shown(path))))
}
