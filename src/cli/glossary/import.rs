//! `tarjuman glossary import`: the terms of other tools' files taken into a glossary of the workspace.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{add, merge, target_file};
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::session::Session;
use crate::cli::terminal::Terminal;
use crate::cli::terms::{self, Wanted};
use crate::glossary::{self, TermFile};
use crate::language;

/// Take the terms of TBX, XLSX, CSV or TSV files into a glossary file, whose own rows win.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary import agency.tbx --from ar --to en
  tarjuman glossary import names.xlsx --file glossaries/names.ar-en.tsv

What a file says of a term and a row has no place for is named. A source that is listed with another target stays as it is
and is printed, `source`, target here, target there; the exit code is then 2.")]
pub(in crate::cli) struct Arguments {
    /// The files, the most important first.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    #[command(flatten)]
    place: target_file::Arguments,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let (from, to) = arguments.place.pair(&session);
    let into = arguments.place.path(&session);
    let wanted = Wanted {
        from: Some(&from),
        to: Some(&to),
    };
    let mut whole = true;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in &arguments.files {
        let shown = input::shown(path);
        let list = terms::read(path, &input::text_file(path)?, wanted)?;
        terms::say_left(&shown, &list, terminal);
        let (rows, refused) = TermFile::of_terms(list.terms.iter().map(|(_, term)| term));
        for error in &refused {
            terminal.warn(format!("{shown}: {error}"));
        }
        add::make_folder_of(&into)?;
        let merged = target_file::change(&session, &into, |into| {
            glossary::merge(into, &rows, language::of(&from))
        })?;
        let contradicts = merge::tell(&merged, path, (&mut out, terminal))?;
        whole &= refused.is_empty() && !contradicts;
    }
    out.flush()?;
    Ok(if whole { Exit::Done } else { Exit::Incomplete })
}
