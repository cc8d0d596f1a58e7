//! `tarjuman status`: figures of one article, or of the whole workspace.

use std::collections::HashMap;
use std::path::Path;

use serde::Serialize;

use crate::dispatch::Spending;
use crate::document::{Article, Effort, SegmentId, Summary};
use crate::store::{Revision, Store};

use super::exit::Exit;
use super::judge::Judge;
use super::session::Session;
use super::terminal::Terminal;
use super::{article, bill, counts, output};

/// Counts, leverage by match band, terms, findings, the effort of review, and what backends have cost and saved: of an
/// article or of the whole workspace.
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
    let session = Session::require(workspace)?;
    let store = session.store()?;
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
    let mut total = Figures {
        spending: charges.into_iter().map(Spending::from).collect(),
        ..Figures::default()
    };
    let mut judge = Judge::new(&session);
    for name in &names {
        if let Some(article) = store.article(name)? {
            // Of one article all is said as `check` says it; a changed configuration alone judges no whole workspace again.
            let article = match &arguments.article {
                Some(_) => judge.judged(article)?,
                None => judge.current(article)?,
            };
            total.summary.add(&Summary::of(&article));
            total.review.add(&effort(&article, &store.histories(name)?));
        }
    }
    if arguments.json {
        output::print_json(&total)?;
    } else {
        counts::say(&total.summary, names.len(), terminal);
        counts::say_effort(&total.review, terminal);
        bill::say(&total.spending, terminal);
    }
    Ok(Exit::Done)
}

/// How articles stand, what people did to their drafts, and what backends have cost since the workspace was made.
#[derive(Debug, Default, Serialize)]
struct Figures {
    #[serde(flatten)]
    summary: Summary,
    review: Effort,
    spending: Vec<Spending>,
}

fn effort(article: &Article, histories: &[(SegmentId, Vec<Revision>)]) -> Effort {
    let histories: HashMap<&SegmentId, &Vec<Revision>> =
        histories.iter().map(|(id, steps)| (id, steps)).collect();
    Effort::of(article.segments.iter().map(|segment| {
        let steps = histories.get(&segment.id).into_iter().copied().flatten();
        (segment, steps.map(Revision::step).collect())
    }))
}
