//! `tarjuman glossary export`: the terms in force, for another tool.

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::target_file;
use crate::cli::exit::Exit;
use crate::cli::input::STANDARD;
use crate::cli::output;
use crate::cli::session::Session;
use crate::cli::terminal::Terminal;
use crate::cli::terms;
use crate::document::TermList;

/// Write the terms of the glossaries in force, or of one file, as TBX, XLSX, CSV or TSV.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary export -o desk.tbx
  tarjuman glossary export --file glossaries/people.ar-en.tsv -o people.tbx
  tarjuman glossary export -o - --format tbx-2008 > for-older-tools.tbx")]
pub(in crate::cli) struct Arguments {
    /// The file to write; the extension says the format. `-` is standard output.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,

    /// The format where the extension does not say: tbx, tbx-2008, xlsx, csv, tsv.
    #[arg(long, value_name = "NAME")]
    format: Option<String>,

    #[command(flatten)]
    place: target_file::Arguments,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let format = match &arguments.format {
        Some(name) => output::by_name(name)?,
        None if arguments.output == Path::new(STANDARD) => {
            bail!("name the format of standard output with --format")
        }
        None => output::by_path(&arguments.output)?,
    };
    if format.terms().is_none() && !terms::is_table(format) {
        bail!(
            "{} is no format of glossaries; write .tbx, .xlsx, .csv or .tsv",
            format.name()
        );
    }
    let desk = arguments.place.desk(&session, arguments.place.file.as_slice())?;
    let glossaries = desk.termbase.read()?;
    let terms = glossaries.iter().flat_map(|glossary| glossary.file.terms());
    let list = TermList {
        terms: terms.map(|(line, term)| (line, term.clone())).collect(),
        source_language: desk.from,
        target_language: desk.to,
        ..TermList::default()
    };
    terms::put(&arguments.output, &list, format, terminal)?;
    Ok(Exit::Done)
}
