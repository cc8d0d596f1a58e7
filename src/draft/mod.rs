//! The pipeline: plan → memory → terms → backend → restore → verify → save, in batches, order kept.
//!
//! It is handed everything it uses and knows no file, no screen and no engine. Each batch is saved in one
//! transaction, so a run that is stopped or killed loses at most the batch in flight, and the next run goes on
//! from there to the same result.

mod assemble;
mod batch;
mod desk;
mod fill;
mod hold;
mod judge;
mod keeper;
mod lot;
mod mask;
mod meanwhile;
mod propose;
mod rename;
mod restore;
mod scout;
mod verify;

use std::collections::HashMap;
use std::ops::ControlFlow;

use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::check;
use crate::dispatch::{Dispatcher, Forecast, Ledger};
use crate::document::{Article, Event, Segment, SegmentId, Summary};
use crate::glossary::{Habits, Matcher};
use crate::language;
use crate::memory::{Memory, Units};
use crate::text::hexadecimal;

use batch::Drafted;
use keeper::Keeper;
use meanwhile::Meanwhile;
use scout::Scout;

pub use assemble::{Part, Provenance, assembled, put_together};
pub use desk::Desk;
pub use judge::{checked, habits, is_outdated, judged, rechecked, renewed};
pub use rename::{Renaming, renamed_unit, renamings};
pub use restore::codes as restored;
pub use verify::{Languages, across, beside, verified};

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

/// Batches that are asked for together, so that requests seldom wait for the slowest of a window.
const ASKED_AT_ONCE: usize = 16;

/// What the pipeline works with.
#[derive(Clone, Copy)]
pub struct Tools<'a> {
    /// Finds the glossaries' terms in the source.
    pub matcher: &'a Matcher,
    /// The article's languages.
    pub languages: Languages<'a>,
    /// Thresholds and sizes.
    pub options: &'a Options,
    /// Which checks run.
    pub checks: &'a check::Options,
}

/// What stops the pipeline; `E` is what may go wrong where articles and memory are kept.
#[derive(Debug, thiserror::Error)]
pub enum Error<E: std::error::Error + 'static> {
    /// Articles or memory cannot be read or written.
    #[error(transparent)]
    Desk(E),
    /// The article is not there.
    #[error("there is no article called `{name}`; take it in first")]
    NoArticle {
        /// The name that was asked for.
        name: String,
    },
}

/// Told of every event; breaks to stop the run after what is saved.
pub type Listener<'a> = dyn FnMut(Event) -> ControlFlow<()> + 'a;

/// Drafts the segments of the article `name` that are not drafted yet under `fingerprint` and that no person has
/// translated; returns the whole article, or `None` when `on` asked to stop.
///
/// # Errors
/// [`Error`]; what was saved before stays saved.
pub async fn run<D, U, E>(
    (desk, memory, dispatcher): (&mut D, &mut Memory<U>, &mut Dispatcher),
    name: &str,
    fingerprint: &str,
    tools: &Tools<'_>,
    on: &mut Listener<'_>,
) -> Result<Option<Article>, Error<E>>
where
    D: Desk<Error = E> + Ledger<Error = E>,
    U: Units<Error = E>,
    E: std::error::Error + 'static,
{
    let pending = desk.pending(name, fingerprint).map_err(Error::Desk)?;
    let article = desk.article(name).map_err(Error::Desk)?;
    let mut article = article.ok_or_else(|| Error::NoArticle {
        name: name.to_owned(),
    })?;
    let mut done = article.segments.len() - pending.len();
    let started = Event::Started {
        article: name.to_owned(),
        segments: article.segments.len(),
    };
    if on(started).is_break() {
        return Ok(None);
    }
    let plan = Plan::new(&article, &pending, tools);
    let keeper = Keeper::new(desk, name, fingerprint);
    let at_once = tools.options.batch.max(1);
    let mut scout = Scout::new(memory, &plan, tools);
    let mut windows = windows(&plan.pending, at_once, dispatcher.is_mute());
    let mut found = Vec::new();
    while let Some(batch) = windows.next() {
        scout.complete(&article, batch, &mut found).map_err(Error::Desk)?;
        let proposed = batch::proposed(&article, (batch, found), &plan, tools);
        let mut meanwhile = Meanwhile {
            keeper: &keeper,
            at_once,
            scout: &mut scout,
            ahead: windows.peek().copied().unwrap_or_default(),
            found: Vec::new(),
        };
        let (hands, work) = ((&article, &mut *dispatcher), (batch, proposed));
        let drafted = batch::drafted(hands, work, (&plan, tools), &mut meanwhile, on).await;
        let Some(drafted) = drafted.map_err(Error::Desk)? else {
            return Ok(None);
        };
        found = meanwhile.found;
        keeper.save_rest(&drafted).map_err(Error::Desk)?;
        for (&index, Drafted { segment, .. }) in batch.iter().zip(drafted) {
            article.segments[index] = article.excused(segment);
        }
        done += batch.len();
        if on(Event::Saved { done }).is_break() {
            return Ok(None);
        }
    }
    let late: Vec<Segment> = across(&mut article, tools.languages, tools.checks)
        .into_iter()
        .map(|place| article.excused(article.segments[place].clone()))
        .filter(|segment| pending.contains(&segment.id) && !segment.target.content.is_blank())
        .collect();
    keeper.save(&late).map_err(Error::Desk)?;
    let summary = Summary::of(&article);
    // Everything is saved: whether the listener would stop here makes no difference.
    let _ = on(Event::Finished { summary });
    Ok(Some(article))
}

/// `pending` in parts that are asked for together. The first is small, so that requests are soon under way.
fn windows(
    pending: &[usize],
    at_once: usize,
    is_mute: bool,
) -> std::iter::Peekable<impl Iterator<Item = &[usize]>> {
    let (first, rest) = pending.split_at(at_once.min(pending.len()));
    let window = at_once * if is_mute { 1 } else { ASKED_AT_ONCE };
    first.chunks(at_once).chain(rest.chunks(window)).peekable()
}

/// Drafts the segments `pending` of `article` from memory and glossary, saving nothing and asking no backend; with what the
/// backends would be asked for.
///
/// # Errors
/// What the store of memory and answers reports.
pub fn rehearse<U: Units, L: Ledger<Error = U::Error>>(
    (memory, ledger, dispatcher): (&mut Memory<U>, &L, &Dispatcher),
    (mut article, pending): (Article, &[SegmentId]),
    tools: &Tools<'_>,
) -> Result<(Article, Vec<Forecast>), U::Error> {
    let plan = Plan::new(&article, pending, tools);
    let mut found = Vec::new();
    Scout::new(memory, &plan, tools).complete(&article, &plan.pending, &mut found)?;
    let window = batch::proposed(&article, (&plan.pending, found), &plan, tools);
    let forecast = dispatcher.forecast(
        &lot::Lot::whole(&article, (&plan.pending, &window), (&plan, tools)),
        ledger,
    )?;
    let drafted = window.into_par_iter().map(|proposed| proposed.verified(tools));
    let drafted: Vec<Segment> = drafted.collect();
    for (&index, segment) in plan.pending.iter().zip(drafted) {
        article.segments[index] = article.excused(segment);
    }
    Ok((article, forecast))
}

/// Changes whenever a draft could come out otherwise: program version, options, checks, backend, and what `state`
/// says of glossaries and memory.
#[must_use]
pub fn fingerprint(tools: &Tools<'_>, dispatcher: &Dispatcher, state: &str) -> String {
    let parts = format!(
        "{}\n{state}\n{:?}\n{:?}\n{}",
        env!("CARGO_PKG_VERSION"),
        Options {
            batch: 0,
            ..tools.options.clone()
        },
        tools.checks,
        dispatcher.shape()
    );
    let hash = Sha256::digest(parts);
    hexadecimal(&hash[..8])
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

impl Languages<'_> {
    /// The languages of `article`; a memory adds its lexicon.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        Self {
            source: language::of(&article.source_language),
            target: language::of(&article.target_language),
            lexicon: None,
        }
    }
}

fn whole_text(article: &Article) -> String {
    let texts: Vec<&str> = article
        .segments
        .iter()
        .map(|segment| segment.source.text.as_str())
        .collect();
    texts.join("\n")
}
