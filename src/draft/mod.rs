//! The pipeline: plan → memory → terms → backend → restore → verify → save, in batches, order kept.
//!
//! It is handed everything it uses and knows no file, no screen and no engine. Each batch is saved in one
//! transaction, so a run that is stopped or killed loses at most the batch in flight, and the next run goes on
//! from there to the same result.

mod batch;
mod propose;
mod restore;
mod verify;

use std::collections::HashMap;
use std::ops::ControlFlow;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::backend::{self, Backend};
use crate::check;
use crate::document::{Article, Event, Segment, SegmentId, Summary};
use crate::glossary::{Habits, Matcher};
use crate::language;
use crate::memory::{Memory, Units};
use crate::store::{self, Drafted, Stamp, Store};

pub use verify::{Languages, verified};

/// The `[draft]` table of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Segments saved at a time.
    pub batch: usize,
    /// The lowest match score that fills a target, to be corrected.
    pub fill_from: u8,
    /// The lowest match score that is offered beside the target.
    pub offer_from: u8,
    /// Memory matches kept for a segment, at most.
    pub matches: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            batch: 64,
            fill_from: 75,
            offer_from: 50,
            matches: 5,
        }
    }
}

/// What the pipeline works with.
#[derive(Clone, Copy)]
pub struct Tools<'a> {
    /// Finds the glossaries' terms in the source.
    pub matcher: &'a Matcher,
    /// Fills what memory and glossary leave empty.
    pub backend: &'a dyn Backend,
    /// The article's languages.
    pub languages: Languages,
    /// Thresholds and sizes.
    pub options: &'a Options,
    /// Which checks run.
    pub checks: &'a check::Options,
}

/// What stops the pipeline.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The workspace's database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The backend.
    #[error(transparent)]
    Backend(#[from] backend::Error),
}

/// What the pipeline reads and writes.
pub struct Desk<'a, S, U> {
    /// Where the article is kept.
    pub store: &'a mut S,
    /// What was translated before.
    pub memory: &'a mut Memory<U>,
    /// Who drafts, and when.
    pub stamp: Stamp<'a>,
}

/// Told of every event; breaks to stop the run after what is saved.
pub type Listener<'a> = dyn FnMut(Event) -> ControlFlow<()> + 'a;

/// Drafts the segments of the article `name` that are not drafted yet under `fingerprint` and that no person has
/// translated; returns the whole article, or `None` when `on` asked to stop.
///
/// # Errors
/// [`Error`]; what was saved before stays saved.
pub async fn run<S: Store, U: Units<Error = store::Error>>(
    desk: &mut Desk<'_, S, U>,
    name: &str,
    fingerprint: &str,
    tools: &Tools<'_>,
    on: &mut Listener<'_>,
) -> Result<Option<Article>, Error> {
    let pending = desk.store.pending(name, fingerprint)?;
    let mut article = require(desk.store, name)?;
    let mut done = article.segments.len() - pending.len();
    let started = Event::Started {
        article: name.to_owned(),
        segments: article.segments.len(),
    };
    if on(started).is_break() {
        return Ok(None);
    }
    let plan = Plan::new(&article, &pending, tools);
    for batch in plan.pending.chunks(tools.options.batch.max(1)) {
        let segments = batch::drafted(desk.memory, &article, batch, &plan, tools).await?;
        let drafts: Vec<Drafted> = segments.iter().map(row).collect();
        desk.store.save_drafts(name, fingerprint, &drafts, &desk.stamp)?;
        for (&index, segment) in batch.iter().zip(segments) {
            article.segments[index] = segment;
        }
        done += batch.len();
        if on(Event::Saved { done }).is_break() {
            return Ok(None);
        }
    }
    let summary = Summary::of(&article);
    // Everything is saved: whether the listener would stop here makes no difference.
    let _ = on(Event::Finished { summary });
    Ok(Some(article))
}

/// Drafts every segment of `article` from memory and glossary, saving nothing and asking no backend.
///
/// # Errors
/// What the memory's store reports.
pub fn rehearse<U: Units>(
    memory: &mut Memory<U>,
    article: Article,
    tools: &Tools<'_>,
) -> Result<Article, U::Error> {
    let every: Vec<SegmentId> = article.segments.iter().map(|segment| segment.id.clone()).collect();
    let plan = Plan::new(&article, &every, tools);
    let segments = batch::proposed(memory, &article, &plan.pending, &plan, tools)?;
    let segments = segments.into_iter().map(|proposed| proposed.verified(tools)).collect();
    Ok(Article { segments, ..article })
}

/// Changes whenever a draft could come out otherwise: program version, glossaries, memory, options, backend.
///
/// # Errors
/// [`Error::Store`] when the memory's state cannot be read.
pub fn fingerprint<S: Store>(tools: &Tools<'_>, store: &S, glossaries: &str) -> Result<String, Error> {
    let mut hash = Sha256::new();
    let memory = store.memory_generation()?;
    let parts = format!(
        "{}\n{glossaries}\n{memory}\n{:?}\n{:?}\n{}",
        env!("CARGO_PKG_VERSION"),
        Options { batch: 0, ..tools.options.clone() },
        tools.checks,
        tools.backend.id()
    );
    hash.update(parts);
    Ok(hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Which segments are to be drafted, and which of them repeat an earlier one.
struct Plan {
    /// Indices of the segments to draft, in order.
    pending: Vec<usize>,
    /// For a segment whose source stands earlier in the article, the index of the first with that source.
    repeats: HashMap<usize, usize>,
    /// How this article spells.
    habits: Habits,
}

impl Plan {
    fn new(article: &Article, pending: &[SegmentId], tools: &Tools<'_>) -> Self {
        let wanted: std::collections::HashSet<&SegmentId> = pending.iter().collect();
        let mut first: HashMap<&str, usize> = HashMap::new();
        let mut plan = Self {
            pending: Vec::new(),
            repeats: HashMap::new(),
            habits: tools.matcher.habits(&whole_text(article)),
        };
        for (index, segment) in article.segments.iter().enumerate() {
            let earlier = *first.entry(segment.source.text.as_str()).or_insert(index);
            if earlier != index {
                plan.repeats.insert(index, earlier);
            }
            if wanted.contains(&segment.id) {
                plan.pending.push(index);
            }
        }
        plan
    }
}

impl Languages {
    /// The languages of `article`.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        Self {
            source: language::of(&article.source_language),
            target: language::of(&article.target_language),
        }
    }
}

fn whole_text(article: &Article) -> String {
    let texts: Vec<&str> = article.segments.iter().map(|segment| segment.source.text.as_str()).collect();
    texts.join("\n")
}

fn row(segment: &Segment) -> Drafted {
    Drafted {
        id: segment.id.clone(),
        target: segment.target.clone(),
        terms: segment.terms.clone(),
        matches: segment.matches.clone(),
        findings: segment.findings.clone(),
    }
}

fn require<S: Store>(store: &S, name: &str) -> Result<Article, store::Error> {
    store.article(name)?.ok_or_else(|| store::Error::NoArticle { name: name.to_owned() })
}

/// `article` with terms and findings looked up afresh; targets and states of people's text stay as they are.
#[must_use]
pub fn checked(article: Article, tools: &Tools<'_>) -> Article {
    let habits = tools.matcher.habits(&whole_text(&article));
    let verify = |segment: Segment| {
        let hits = tools.matcher.hits(&segment.source.text, &habits);
        verified(segment, hits, tools.languages, tools.checks)
    };
    Article {
        segments: article.segments.into_iter().map(verify).collect(),
        ..article
    }
}
