//! What memory and glossary leave empty, filled from backends.

use std::cell::RefCell;
use std::collections::VecDeque;

use rayon::prelude::*;

use crate::backend::{Repair, TermSupport};
use crate::dispatch::{Answered, Dispatcher, Ledger, Note};
use crate::document::{Article, Content, Event, Origin, Placed, Segment, Target};
use crate::memory::Units;

use super::batch::Proposed;
use super::hold::{hold, missed};
use super::lot::{Lot, asked};
use super::meanwhile::{Meanwhile, beside};
use super::{Desk, Listener, Plan, Tools, restore};

/// Fills the empty segments of `window`, whose segments stand at `batch` in the article; false when asked to stop.
/// A segment that repeats another of the window waits for its answer.
///
/// While requests are under way, the answers that are there become drafts and are saved, and evidence is found for the
/// window after this one.
pub(super) async fn fill<D, U, E>(
    (article, dispatcher): (&Article, &mut Dispatcher),
    (batch, window): (&[usize], &mut [Proposed]),
    (plan, tools): (&Plan, &Tools<'_>),
    meanwhile: &mut Meanwhile<'_, '_, D, U>,
    on: &mut Listener<'_>,
) -> Result<bool, E>
where
    D: Desk<Error = E> + Ledger<Error = E>,
    U: Units<Error = E>,
{
    let asked: Vec<usize> = asked(batch, window, plan);
    let whole = asked.iter().map(|&at| (at, None)).collect();
    let lot = Lot::new(article, (batch, window), tools, whole);
    let mut ledger = meanwhile.keeper;
    let bench = RefCell::new(Bench::new(meanwhile));
    let empty: &[Proposed] = window;
    let draft = |(at, answered): (usize, Box<Answered>)| (at, Filled::by(&empty[at], &answered, tools));
    let reasons = {
        let mut on = |note| {
            let event = match note {
                Note::Answered(number, answered) => {
                    bench.borrow_mut().inbox.push_back((asked[number], answered));
                    Event::Answered { segments: 1 }
                }
                Note::Resting(backend, why, seconds) => Event::Resting {
                    backend,
                    why,
                    seconds,
                },
            };
            // Stopping is heard by the dispatcher itself.
            let _ = on(event);
        };
        let asking = dispatcher.ask(&lot, &mut ledger, &mut on);
        let one = || bench.borrow_mut().one(article, &draft);
        beside(asking, || bench.borrow().has_work(), one).await?
    };
    let Some(reasons) = reasons else {
        return Ok(false);
    };
    let Bench { inbox, filled, .. } = bench.into_inner();
    let late: Vec<_> = inbox.into_par_iter().map(draft).collect();
    for (&at, reason) in asked.iter().zip(reasons) {
        if let Some(reason) = reason {
            window[at].leave(reason);
        }
    }
    let mut repairs = Vec::new();
    for (at, filled) in filled.into_iter().chain(late) {
        window[at] = filled.proposed;
        repairs.extend(filled.repair.map(|repair| (at, Some(repair))));
    }
    repairs.sort_by_key(|(at, _)| *at);
    mend(
        (article, dispatcher),
        (batch, window),
        tools,
        repairs,
        &mut ledger,
    )
    .await
}

/// Asks once more for what lacks terms; false when asked to stop.
async fn mend<L: Ledger>(
    (article, dispatcher): (&Article, &mut Dispatcher),
    (batch, window): (&[usize], &mut [Proposed]),
    tools: &Tools<'_>,
    repairs: Vec<(usize, Option<Repair>)>,
    ledger: &mut L,
) -> Result<bool, L::Error> {
    let places: Vec<usize> = repairs.iter().map(|(at, _)| *at).collect();
    let lot = Lot::new(article, (batch, window), tools, repairs);
    let mut answers = Vec::new();
    let mut on = |note| {
        if let Note::Answered(number, answered) = note {
            answers.push((places[number], answered));
        }
    };
    let asked = dispatcher.ask(&lot, ledger, &mut on).await?;
    for (at, answered) in answers {
        window[at].mend(&answered);
    }
    Ok(asked.is_some())
}

/// What an answer makes of a segment.
struct Filled {
    proposed: Proposed,
    /// What the backend is to be asked for once more.
    repair: Option<Repair>,
}

impl Filled {
    fn by(empty: &Proposed, answered: &Answered, tools: &Tools<'_>) -> Self {
        let mut proposed = empty.clone();
        let repair = proposed
            .take(answered)
            .filter(|_| answered.terms == TermSupport::Asked);
        if repair.is_none() {
            proposed.settled = Some(proposed.clone().verified(tools));
        }
        Self { proposed, repair }
    }
}

/// The answers that came, and what has been made of them, while others are awaited.
struct Bench<'b, 'a, 's, D, U: Units> {
    meanwhile: &'b mut Meanwhile<'a, 's, D, U>,
    /// Answers with their places in the window.
    inbox: VecDeque<(usize, Box<Answered>)>,
    filled: Vec<(usize, Filled)>,
    /// So many of `filled` were looked at for saving.
    seen: usize,
}

impl<'b, 'a, 's, D: Desk, U: Units<Error = D::Error>> Bench<'b, 'a, 's, D, U> {
    fn new(meanwhile: &'b mut Meanwhile<'a, 's, D, U>) -> Self {
        Self {
            meanwhile,
            inbox: VecDeque::new(),
            filled: Vec::new(),
            seen: 0,
        }
    }

    fn has_work(&self) -> bool {
        !self.inbox.is_empty() || self.may_save() || !self.meanwhile.is_complete()
    }

    fn may_save(&self) -> bool {
        self.filled.len() - self.seen >= self.meanwhile.at_once
    }

    /// Does one piece of what there is to do: a draft, or else saving some, or else looking ahead.
    fn one(
        &mut self,
        article: &Article,
        draft: &impl Fn((usize, Box<Answered>)) -> (usize, Filled),
    ) -> Result<(), D::Error> {
        if let Some(answer) = self.inbox.pop_front() {
            self.filled.push(draft(answer));
            Ok(())
        } else if self.may_save() {
            self.save()
        } else {
            self.meanwhile.step(article)
        }
    }

    fn save(&mut self) -> Result<(), D::Error> {
        let fresh = &mut self.filled[self.seen..];
        let settled = fresh
            .iter()
            .filter_map(|(_, filled)| filled.proposed.settled.clone());
        let settled: Vec<Segment> = settled.collect();
        self.meanwhile.keeper.save(&settled)?;
        for (_, filled) in fresh {
            filled.proposed.is_saved = filled.proposed.settled.is_some();
        }
        self.seen = self.filled.len();
        Ok(())
    }
}

impl Proposed {
    /// Leaves the segment empty, to be asked for again in the next run.
    fn leave(&mut self, reason: String) {
        self.segment.target = Target::empty(reason);
        self.is_open = true;
    }

    /// Takes an answer as the segment's draft, its terms put in place; what is still missing.
    fn take(&mut self, answered: &Answered) -> Option<Repair> {
        let answer = &answered.answer;
        let unmasked = self.sent_masked(&answered.source.content);
        let unmasked = unmasked.and_then(|masked| masked.unmasked(&answer.content.text));
        let (content, links, masked) = match unmasked {
            Some((text, placed)) => (Content::plain(text), Vec::new(), placed),
            None => (answer.content.clone(), answer.alignment.clone(), Vec::new()),
        };
        let held = hold(&self.hits, &self.expected, content, links);
        let content = if held.content.codes.len() == self.segment.source.codes.len() {
            held.content
        } else {
            restore::codes(&self.segment.source, &held.content.text)
        };
        self.placed = masked.into_iter().map(|span| (span, Placed::Masked)).collect();
        self.placed.extend(held.placed);
        let missed = missed(&self.hits, &self.expected, &content.text);
        let repair = Repair {
            target: content.text.clone(),
            missed,
        };
        let origin = Origin::Backend {
            name: answered.backend.clone(),
            model: answer.model.clone(),
        };
        self.segment.target = Target::draft(content, origin);
        (!repair.missed.is_empty()).then_some(repair)
    }

    /// Takes the second answer if it lacks fewer terms than the first.
    fn mend(&mut self, answered: &Answered) {
        let before = missed(&self.hits, &self.expected, &self.segment.target.content.text);
        let first = (self.segment.target.clone(), self.placed.clone());
        self.take(answered);
        let after = missed(&self.hits, &self.expected, &self.segment.target.content.text);
        if after.len() >= before.len() {
            (self.segment.target, self.placed) = first;
            return;
        }
        let gained = |source: &str| {
            before.iter().any(|(missed, _)| missed == source)
                && !after.iter().any(|(missed, _)| missed == source)
        };
        for hit in self.hits.iter().filter(|hit| gained(&hit.term.source)) {
            if !self.placed.iter().any(|(span, _)| *span == hit.span) {
                self.placed.push((hit.span.clone(), Placed::Asked));
            }
        }
    }
}
