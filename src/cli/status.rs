//! `tarjuman status`: figures of one article, or of the whole workspace.

use std::collections::HashMap;
use std::path::Path;

use serde::Serialize;

use crate::document::{Article, Effort, SegmentId, Summary};
use crate::store::{Revision, Store};

use super::exit::Exit;
use super::session::Session;
use super::terminal::Terminal;
use super::{article, counts, output};

/// Counts, leverage by match band, terms, findings and the effort of review of an article or of the whole workspace.
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
    let mut total = Figures::default();
    for name in &names {
        if let Some(article) = store.article(name)? {
            total.summary.add(&Summary::of(&article));
            total.review.add(&effort(&article, &store.histories(name)?));
        }
    }
    if arguments.json {
        output::print_json(&total)?;
    } else {
        counts::say(&total.summary, names.len(), terminal);
        counts::say_effort(&total.review, terminal);
    }
    Ok(Exit::Done)
}

/// How articles stand, and what people did to their drafts.
#[derive(Debug, Default, Serialize)]
struct Figures {
    #[serde(flatten)]
    summary: Summary,
    review: Effort,
}

fn effort(article: &Article, histories: &[(SegmentId, Vec<Revision>)]) -> Effort {
    let histories: HashMap<&SegmentId, &Vec<Revision>> =
        histories.iter().map(|(id, steps)| (id, steps)).collect();
    Effort::of(article.segments.iter().map(|segment| {
        let steps = histories.get(&segment.id).into_iter().copied().flatten();
        (segment, steps.map(Revision::step).collect())
    }))
}
