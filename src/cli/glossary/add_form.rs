//! `tarjuman glossary add-form`: further forms for a row that is listed.

use std::path::Path;

use super::target_file;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::terminal::Terminal;
use crate::document::Term;
use crate::glossary::{Error, TermFile};

/// Add source forms, such as an irregular plural, to a listed term; no other row changes.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary add-form موقف مواقف
  tarjuman glossary add-form كنيسة كنائس --file glossaries/phrases.ar-en.tsv")]
pub(in crate::cli) struct Arguments {
    /// The source term, as listed.
    source: String,

    /// The forms.
    #[arg(required = true, value_name = "FORM")]
    forms: Vec<String>,

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
    let term = target_file::change(&session, &path, |file| arguments.change(file))?;
    let forms = term.forms.join(" | ");
    terminal.say(format!(
        "{}: {} has the forms {forms}",
        path.display(),
        term.source
    ));
    Ok(Exit::Done)
}

impl Arguments {
    /// Gives the row its forms, those it has left alone; the row as it is then.
    fn change(&self, file: &mut TermFile) -> Result<Term, Error> {
        let meant = |term: &Term| {
            term.source == self.source && self.target.as_ref().is_none_or(|target| *target == term.target)
        };
        let row = file.terms().find(|(_, term)| meant(term));
        let Some((line, mut term)) = row.map(|(line, term)| (line, term.clone())) else {
            let target = self.target.as_ref();
            return Err(Error::NoRow {
                source_term: self.source.clone(),
                target: target.map_or_else(String::new, |target| format!(" and target `{target}`")),
            });
        };
        for form in &self.forms {
            if !term.forms.contains(form) && *form != term.source {
                term.forms.push(form.clone());
            }
        }
        file.replace(line, term.clone())?;
        Ok(term)
    }
}
