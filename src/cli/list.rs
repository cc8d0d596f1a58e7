//! `tarjuman list`: the articles of the workspace with their progress.

use std::io::Write;
use std::path::Path;

use crate::document::State;
use crate::store::{ArticleStatus, Store};

use super::exit::Exit;
use super::output;
use super::session::Session;
use super::terminal::{Terminal, clean};

/// List the articles of the workspace with their progress.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let articles = Session::require(workspace)?.store()?.articles()?;
    if arguments.json {
        let rows: Vec<_> = articles.iter().map(row).collect();
        output::print_json(&rows)?;
        return Ok(Exit::Done);
    }
    if articles.is_empty() {
        terminal.say("no articles yet; `tarjuman draft FILE` takes one in");
    }
    let mut out = std::io::stdout().lock();
    for article in &articles {
        writeln!(out, "{}", line(article))?;
    }
    Ok(Exit::Done)
}

fn line(article: &ArticleStatus) -> String {
    let states = State::ALL.iter().filter_map(|state| {
        article
            .states
            .get(state)
            .map(|count| format!("{count} {}", state.as_str()))
    });
    format!(
        "{}\t{} → {}\t{} segments: {}",
        clean(&article.name),
        article.source_language,
        article.target_language,
        article.segments(),
        states.collect::<Vec<_>>().join(", ")
    )
}

fn row(article: &ArticleStatus) -> serde_json::Value {
    serde_json::json!({
        "article": article.name,
        "title": article.title,
        "from": article.source_language,
        "to": article.target_language,
        "segments": article.segments(),
        "states": article.states,
    })
}
