//! `tarjuman glossary lint`: what is wrong in the glossary files.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::target_file;
use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::starter;
use crate::cli::terminal::{Terminal, clean};
use crate::document::Severity;
use crate::{glossary, language};

/// Say what is wrong in glossary files: rows that cannot be read, duplicates, conflicts, dangerous terms, invisible characters.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary lint
  tarjuman glossary lint glossaries/people.ar-en.tsv --from ar --to en

The exit code is 2 when there are errors.")]
pub(in crate::cli) struct Arguments {
    /// The files; without them, every glossary in force.
    #[arg(value_name = "FILE")]
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
    let named: Vec<PathBuf> = arguments
        .files
        .iter()
        .chain(&arguments.place.file)
        .cloned()
        .collect();
    let desk = arguments.place.desk(&session, &named)?;
    let rows = desk.termbase.rows();
    let (mut files, mut lints) = (Vec::new(), Vec::new());
    for source in desk.termbase.sources.iter() {
        let (file, broken) = glossary::sound(&source.name, &source.sheet)?;
        files.push((source.name.clone(), file));
        lints.extend(broken);
    }
    lints.extend(glossary::lint(
        &files,
        language::of(&desk.from),
        language::of(&desk.to),
    ));
    let order = |file: &str| files.iter().position(|(name, _)| name == file);
    lints.sort_by_key(|lint| (order(&lint.file), lint.line));
    // Rows that the program carries are there to be outranked.
    lints.retain(|lint| !starter::carries(&lint.file));
    let mut out = BufWriter::new(std::io::stdout().lock());
    for lint in &lints {
        let row = format!(
            "{}:{}: {}: {} [{}]",
            lint.file,
            lint.line,
            lint.severity.as_str(),
            lint.message,
            lint.rule
        );
        writeln!(out, "{}", clean(&row))?;
    }
    out.flush()?;
    terminal.say(format!(
        "{} in {} of {}",
        counted(lints.len(), "finding"),
        counted(rows, "row"),
        counted(files.len(), "file")
    ));
    let failed = lints.iter().any(|lint| lint.severity == Severity::Error);
    Ok(if failed { Exit::Incomplete } else { Exit::Done })
}
