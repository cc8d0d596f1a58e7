//! `tarjuman glossary usage`: how often terms occur in the workspace, and how often their rendering is kept.

use std::cmp::Reverse;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::json;

use super::target_file;
use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::judge::Judge;
use crate::cli::output;
use crate::cli::session::Session;
use crate::cli::terminal::{Terminal, clean};
use crate::document::Term;
use crate::glossary::{Usage, Usages};
use crate::language;
use crate::store::Store;

/// Count how often each term occurs in the articles of the workspace, and how often its rendering is kept.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary usage
  tarjuman glossary usage --stale --file glossaries/house.ar-en.tsv     rows of a file that occur nowhere

A line for each term: where it is listed, source and target, articles, occurrences, adherence in percent (accepted
renderings among translated occurrences), then what stands there: preferred, variant, forbidden, missing.")]
pub(in crate::cli) struct Arguments {
    /// Only the terms that occur in no article.
    #[arg(long)]
    stale: bool,

    /// Print JSON.
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    place: target_file::Arguments,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::require(workspace)?;
    let desk = arguments.place.desk(&session, arguments.place.file.as_slice())?;
    let store = session.store_or_reader()?;
    let mut judge = Judge::new(&session);
    let mut usages = Usages::default();
    let mut articles = 0;
    for status in store.articles()? {
        let is_pair = language::primary(&status.source_language) == desk.from
            && language::primary(&status.target_language) == desk.to;
        if let Some(article) = is_pair
            .then(|| store.article(&status.name))
            .transpose()?
            .flatten()
        {
            usages.add(&judge.current(article)?);
            articles += 1;
        }
    }
    let glossaries = desk.termbase.read()?;
    let mut rows: Vec<(String, &Term, Usage)> = Vec::new();
    for glossary in &glossaries {
        for (line, term) in glossary.file.terms() {
            let usage = usages.of(term);
            if (usage.occurrences == 0) == arguments.stale {
                rows.push((format!("{}:{line}", glossary.name), term, usage));
            }
        }
    }
    rows.sort_by_key(|(_, _, usage)| Reverse(usage.occurrences));
    if arguments.json {
        let rows: Vec<_> = rows.iter().map(machine).collect();
        output::print_json(&rows)?;
    } else {
        let mut out = BufWriter::new(std::io::stdout().lock());
        for row in &rows {
            writeln!(out, "{}", clean(&line(row)))?;
        }
        out.flush()?;
    }
    let which = if arguments.stale { "in none of" } else { "in" };
    terminal.say(format!(
        "{} {which} {}",
        counted(rows.len(), "term"),
        counted(articles, "article")
    ));
    Ok(Exit::Done)
}

fn line((listed, term, usage): &(String, &Term, Usage)) -> String {
    let adherence = usage
        .adherence()
        .map_or_else(|| String::from("–"), |percent| format!("{percent} %"));
    format!(
        "{listed}\t{} → {}\t{}\t{}\t{adherence}\t{} {} {} {}",
        term.source,
        term.target,
        counted(usage.articles, "article"),
        counted(usage.occurrences, "time"),
        usage.preferred,
        usage.variant,
        usage.forbidden,
        usage.missing
    )
}

fn machine((listed, term, usage): &(String, &Term, Usage)) -> serde_json::Value {
    json!({
        "listed": listed,
        "source": term.source,
        "target": term.target,
        "articles": usage.articles,
        "occurrences": usage.occurrences,
        "adherence": usage.adherence(),
        "preferred": usage.preferred,
        "variant": usage.variant,
        "forbidden": usage.forbidden,
        "missing": usage.missing,
    })
}
