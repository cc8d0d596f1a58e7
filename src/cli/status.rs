//! `tarjuman status`: figures of one article, or of the whole workspace.

use std::path::Path;

use serde::Serialize;

use crate::dispatch::Spending;
use crate::document::Summary;
use crate::store::Store;

use super::exit::Exit;
use super::session::Session;
use super::terminal::Terminal;
use super::{article, bill, counts, output};

/// Counts, leverage by match band, terms, findings, and what backends have cost and saved: of an article or of the whole workspace.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The article's name, or the beginning of it; without it, every article of the workspace.
    article: Option<String>,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// The same in machine form.
#[derive(Debug, Serialize)]
struct Status {
    #[serde(flatten)]
    summary: Summary,
    /// What each backend has cost since the workspace was made.
    spending: Vec<Spending>,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let store = Session::require(workspace)?.store()?;
    let one = match &arguments.article {
        Some(query) => Some(article::named(&store, query)?.name),
        None => None,
    };
    let charges = store.charges(one.as_deref())?;
    let names = match one {
        Some(name) => vec![name],
        None => store
            .articles()?
            .into_iter()
            .map(|article| article.name)
            .collect(),
    };
    let mut total = Summary::default();
    for name in &names {
        if let Some(article) = store.article(name)? {
            total.add(&Summary::of(&article));
        }
    }
    let spending: Vec<Spending> = charges.into_iter().map(Spending::from).collect();
    if arguments.json {
        let summary = total;
        output::print_json(&Status { summary, spending })?;
    } else {
        counts::say(&total, names.len(), terminal);
        bill::say(&spending, terminal);
    }
    Ok(Exit::Done)
}
