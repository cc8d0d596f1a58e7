//! `tarjuman status`: figures of one article, or of the whole workspace.

use std::path::Path;

use crate::document::Summary;
use crate::store::Store;

use super::exit::Exit;
use super::session::Session;
use super::terminal::Terminal;
use super::{article, counts, output};

/// Counts, leverage by match band, terms and findings of an article or of the whole workspace.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The article's name, or the beginning of it; without it, every article of the workspace.
    article: Option<String>,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let store = Session::require(workspace)?.store()?;
    let names = match &arguments.article {
        Some(query) => vec![article::named(&store, query)?.name],
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
    if arguments.json {
        output::print_json(&total)?;
    } else {
        counts::say(&total, names.len(), terminal);
    }
    Ok(Exit::Done)
}
