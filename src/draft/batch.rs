//! One window of an article: evidence for each segment, a target where the evidence supports one, backends for the rest.

use std::ops::Range;
use std::sync::Arc;

use crate::dispatch::{Dispatcher, Ledger};
use crate::document::{Article, Placed, Segment, Severity, State, Target, TermHit};
use crate::glossary::Expected;
use crate::memory::{self, Memory, Query, Units};

use super::propose::{self, Evidence};
use super::verify::verified;
use super::{Listener, Plan, Tools, fill, shares};

/// Why a segment is empty when nobody was asked to fill it.
const NOBODY_ASKED: &str = "nothing in memory, no backend configured";

/// A segment with the evidence gathered and, where that suffices, its target.
pub(super) struct Proposed {
    pub(super) segment: Segment,
    pub(super) hits: Vec<TermHit>,
    /// The renderings of the terms of the whole window.
    pub(super) expected: Arc<Expected>,
    /// Which hits, by their span, were put into a machine's draft, and how.
    pub(super) placed: Vec<(Range<usize>, Placed)>,
    /// Whether backends could not fill it, so that the next run is to try again.
    pub(super) is_open: bool,
}

impl Proposed {
    /// The segment with outcomes and findings; one that stays empty has its reason instead. A machine's draft that a check
    /// calls an error needs review.
    pub(super) fn verified(self, tools: &Tools<'_>) -> Segment {
        let mut segment = verified(
            self.segment,
            (self.hits, &self.expected),
            tools.languages,
            tools.checks,
        );
        for used in &mut segment.terms {
            let placed = self.placed.iter().find(|(span, _)| *span == used.hit.span);
            used.placed = placed.map(|(_, how)| *how);
        }
        if segment.target.content.is_blank() {
            segment.findings.clear();
        }
        let mut findings = segment.findings.iter();
        let objected = findings.any(|finding| finding.severity == Severity::Error);
        if objected && segment.target.state == State::Draft {
            segment.target.state = State::NeedsReview;
        }
        segment
    }
}

/// The segments at `batch` (indices into the article), drafted and verified, each with whether the next run is to try
/// it again; `None` when asked to stop.
pub(super) async fn drafted<L, U, E>(
    (ledger, memory, dispatcher): (&mut L, &mut Memory<U>, &mut Dispatcher),
    article: &Article,
    batch: &[usize],
    (plan, tools): (&Plan, &Tools<'_>),
    on: &mut Listener<'_>,
) -> Result<Option<Vec<(Segment, bool)>>, E>
where
    L: Ledger<Error = E>,
    U: Units<Error = E>,
{
    let mut window = proposed(memory, article, batch, plan, tools)?;
    if !dispatcher.is_mute() {
        let hands = (dispatcher, ledger);
        if !fill::fill(article, (batch, &mut window), (plan, tools), hands, on).await? {
            return Ok(None);
        }
        repeat(&mut window, batch, plan);
    }
    let verified = shares::each(window, |proposed| {
        let is_open = proposed.is_open;
        (proposed.verified(tools), is_open)
    });
    Ok(Some(verified))
}

/// Gives the segments that waited for an answer to the same source its draft, or its reason.
fn repeat(window: &mut [Proposed], batch: &[usize], plan: &Plan) {
    for at in 0..window.len() {
        let first = plan
            .repeats
            .get(&batch[at])
            .and_then(|first| batch.iter().position(|i| i == first));
        let Some(first) = first.filter(|_| window[at].segment.target.content.is_blank()) else {
            continue;
        };
        let (done, rest) = window.split_at_mut(at);
        let (first, second) = (&done[first], &mut rest[0]);
        second.is_open = first.is_open;
        second.placed.clone_from(&first.placed);
        second.segment.target =
            propose::repeated(&first.segment).unwrap_or_else(|| first.segment.target.clone());
    }
}

/// The segments at `batch` with what memory, repeats and glossary give.
pub(super) fn proposed<U: Units>(
    memory: &mut Memory<U>,
    article: &Article,
    batch: &[usize],
    plan: &Plan,
    tools: &Tools<'_>,
) -> Result<Vec<Proposed>, U::Error> {
    let mut out: Vec<Proposed> = Vec::with_capacity(batch.len());
    let mut finder = tools.matcher.finder(&plan.habits);
    let found: Vec<Vec<TermHit>> = batch
        .iter()
        .map(|&index| finder.listed(&article.segments[index].source.text))
        .collect();
    let expected = Arc::new(Expected::of(found.iter().flatten(), tools.languages.target));
    for (&index, hits) in batch.iter().zip(found) {
        let old = &article.segments[index];
        let matches = memory.search(&query(article, index), &search_options(tools))?;
        let repeat = plan.repeats.get(&index).map(|first| {
            let fresh = batch.iter().position(|i| i == first).and_then(|at| out.get(at));
            fresh.map_or(&article.segments[*first], |proposed| &proposed.segment)
        });
        let evidence = Evidence {
            matches: &matches,
            hits: &hits,
            repeat,
            own: Some(&old.target),
        };
        let target = propose::target(&old.source, &evidence, tools.options.fill_from);
        out.push(Proposed {
            segment: Segment {
                target: target.unwrap_or_else(|| Target::empty(NOBODY_ASKED)),
                matches,
                ..old.clone()
            },
            hits,
            expected: Arc::clone(&expected),
            placed: Vec::new(),
            is_open: false,
        });
    }
    Ok(out)
}

fn query(article: &Article, index: usize) -> Query<'_> {
    let text = |index: Option<usize>| {
        let segment = index.and_then(|index| article.segments.get(index));
        segment.map_or("", |segment| segment.source.text.as_str())
    };
    Query {
        source: text(Some(index)),
        before: text(index.checked_sub(1)),
        after: text(index.checked_add(1)),
        from: &article.source_language,
        to: &article.target_language,
    }
}

fn search_options(tools: &Tools<'_>) -> memory::Options {
    memory::Options {
        limit: tools.options.matches,
        min_score: tools.options.offer_from.min(tools.options.fill_from),
    }
}
