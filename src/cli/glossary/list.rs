//! `tarjuman glossary list`: the terms in force, where each is listed.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::bail;

use super::target_file;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::cli::session::Session;
use crate::cli::terminal::{Terminal, clean};
use crate::document::{Term, TermKind};

/// List the terms of the glossaries in force, the most important glossary first.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Only terms with this in their source, a form or a rendering.
    text: Option<String>,

    /// Only terms of this kind.
    #[arg(long)]
    kind: Option<String>,

    /// Print JSON.
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    place: target_file::Arguments,
}

pub(super) fn run(arguments: &Arguments, _: &Terminal, workspace: Option<&Path>) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    if let Some(kind) = &arguments.kind
        && TermKind::named(kind).is_none()
    {
        let kinds: Vec<&str> = TermKind::ALL.iter().map(|kind| kind.as_str()).collect();
        bail!("there is no kind `{kind}`; write one of {}", kinds.join(", "));
    }
    let desk = arguments.place.desk(&session, arguments.place.file.as_slice())?;
    let glossaries = desk.termbase.read()?;
    if arguments.json {
        let terms = glossaries.iter().flat_map(|glossary| glossary.file.terms());
        let terms: Vec<&Term> = terms
            .map(|(_, term)| term)
            .filter(|term| arguments.wants(term))
            .collect();
        output::print_json(&terms)?;
        return Ok(Exit::Done);
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    for glossary in &glossaries {
        for (line, term) in glossary.file.terms().filter(|(_, term)| arguments.wants(term)) {
            let row = format!(
                "{}:{line}\t{} → {}\t{}",
                glossary.name,
                term.source,
                term.target,
                term.kind.as_str()
            );
            writeln!(out, "{}", clean(&row))?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

impl Arguments {
    fn wants(&self, term: &Term) -> bool {
        let kind = self.kind.as_deref().is_none_or(|kind| kind == term.kind.as_str());
        let text = self.text.as_deref().is_none_or(|text| {
            let sides = [&term.source, &term.target]
                .into_iter()
                .chain(&term.forms)
                .chain(&term.variants);
            sides.into_iter().any(|side| side.contains(text))
        });
        kind && text
    }
}
