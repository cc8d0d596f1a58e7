//! One window of an article: evidence for each segment, a target where the evidence supports one, backends for the rest.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::dispatch::{Dispatcher, Ledger};
use crate::document::{Article, Origin, Placed, Segment, Severity, State, Target, TermHit};
use crate::glossary::Expected;
use crate::memory::Units;

use super::meanwhile::Meanwhile;
use super::propose::{self, Evidence};
use super::scout::Found;
use super::verify::verified;
use super::{Desk, Listener, Plan, Tools, fill, hold, restore};

/// Why a segment is empty when nobody was asked to fill it.
const NOBODY_ASKED: &str = "nothing in memory, no backend configured";

/// A segment with the evidence gathered and, where that suffices, its target.
#[derive(Clone)]
pub(super) struct Proposed {
    pub(super) segment: Segment,
    pub(super) hits: Vec<TermHit>,
    /// The renderings of the terms of the whole window.
    pub(super) expected: Arc<Expected>,
    /// Which hits, by their span, were put into a machine's draft, and how.
    pub(super) placed: Vec<(Range<usize>, Placed)>,
    /// Whether backends could not fill it, so that the next run is to try again.
    pub(super) is_open: bool,
    /// How it comes out, where that was found out while others were awaited.
    pub(super) settled: Option<Segment>,
    /// Whether it is saved as it comes out.
    pub(super) is_saved: bool,
}

impl Proposed {
    fn drafted(mut self, tools: &Tools<'_>) -> Drafted {
        let (is_open, is_saved) = (self.is_open, self.is_saved);
        Drafted {
            segment: self.settled.take().unwrap_or_else(|| self.verified(tools)),
            is_open,
            is_saved,
        }
    }

    /// The segment with outcomes and findings; one that stays empty has its reason instead. A machine's draft that a check
    /// calls an error needs review.
    pub(super) fn verified(self, tools: &Tools<'_>) -> Segment {
        let mut segment = verified(
            self.segment,
            (self.hits, &self.expected),
            None,
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

/// A segment as it comes out.
pub(super) struct Drafted {
    pub(super) segment: Segment,
    /// Whether backends could not fill it, so that the next run is to try again.
    pub(super) is_open: bool,
    /// Whether it is saved already.
    pub(super) is_saved: bool,
}

/// Fills what is empty in `window`, the segments at `batch` (indices into the article), and verifies it all; `None` when
/// asked to stop.
pub(super) async fn drafted<D, U, E>(
    (article, dispatcher): (&Article, &mut Dispatcher),
    (batch, mut window): (&[usize], Vec<Proposed>),
    (plan, tools): (&Plan, &Tools<'_>),
    meanwhile: &mut Meanwhile<'_, '_, D, U>,
    on: &mut Listener<'_>,
) -> Result<Option<Vec<Drafted>>, E>
where
    D: Desk<Error = E> + Ledger<Error = E>,
    U: Units<Error = E>,
{
    if !dispatcher.is_mute() {
        let lot = (batch, window.as_mut_slice());
        if !fill::fill((article, dispatcher), lot, (plan, tools), meanwhile, on).await? {
            return Ok(None);
        }
        repeat(&mut window, batch, plan);
    }
    let drafted = window.into_par_iter().map(|proposed| proposed.drafted(tools));
    Ok(Some(drafted.collect()))
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
pub(super) fn proposed(
    article: &Article,
    (batch, found): (&[usize], Vec<Found>),
    plan: &Plan,
    tools: &Tools<'_>,
) -> Vec<Proposed> {
    let mut out: Vec<Proposed> = Vec::with_capacity(batch.len());
    let hits = found.iter().flat_map(|found| &found.hits);
    let expected = Arc::new(Expected::of(hits, tools.languages.target));
    for (&index, Found { hits, matches }) in batch.iter().zip(found) {
        let old = &article.segments[index];
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
        let mut target = target.unwrap_or_else(|| Target::empty(NOBODY_ASKED));
        let mut placed = Vec::new();
        if matches!(target.origin, Some(Origin::Memory { .. })) {
            let (text, put) = hold::preferred(&hits, &expected, &target.content.text);
            if !put.is_empty() {
                target.content = restore::codes(&old.source, &text);
                placed = put;
            }
        }
        out.push(Proposed {
            segment: Segment {
                target,
                matches,
                ..old.clone()
            },
            hits,
            expected: Arc::clone(&expected),
            placed,
            is_open: false,
            settled: None,
            is_saved: false,
        });
    }
    out
}
