//! What memory and glossary leave empty, filled from backends: the empty segments of a window as one lot of work.

use crate::backend::{Answer, Capabilities, Context, Pair, Repair, Source, TermSupport};
use crate::check;
use crate::check::answer::{Strictness, objection};
use crate::dispatch::{Answered, Asking, Attempt, Dispatcher, Ledger, Note, Settled, Work};
use crate::document::{Article, Content, Event, Origin, Outcome, Placed, Segment, Target, Term, TermUse};

use super::batch::Proposed;
use super::hold::{binds, hold, missed};
use super::mask::{Masked, masked};
use super::{Listener, Plan, Tools, restore};

/// Names of the article that a request tells, at most.
const NAMES: usize = 30;

/// The segments that are asked for, out of a window of an article.
pub(super) struct Lot<'a> {
    article: &'a Article,
    /// Where the segments of the window stand in the article, rising.
    batch: &'a [usize],
    window: &'a [Proposed],
    tools: &'a Tools<'a>,
    /// What is asked for: places in the window, each with what an earlier answer lacked.
    asked: Vec<(usize, Option<Repair>)>,
}

/// Fills the empty segments of `window`, whose segments stand at `batch` in the article; false when asked to stop.
/// A segment that repeats another of the window waits for its answer.
pub(super) async fn fill<L: Ledger>(
    article: &Article,
    (batch, window): (&[usize], &mut [Proposed]),
    (plan, tools): (&Plan, &Tools<'_>),
    (dispatcher, ledger): (&mut Dispatcher, &mut L),
    on: &mut Listener<'_>,
) -> Result<bool, L::Error> {
    let asked: Vec<usize> = asked(batch, window, plan);
    let lot = Lot::new(
        article,
        (batch, window),
        tools,
        asked.iter().map(|&at| (at, None)).collect(),
    );
    let Some(settled) = dispatcher.ask(&lot, ledger, &mut told(on)).await? else {
        return Ok(false);
    };
    let mut repairs = Vec::new();
    for (&at, settled) in asked.iter().zip(settled) {
        match settled {
            Settled::Unanswered(reason) => window[at].leave(reason),
            Settled::Answered(answered) => {
                let may_mend = dispatcher.supports(&answered.backend) == TermSupport::Asked;
                let mended = window[at].take(&answered);
                repairs.extend(mended.filter(|_| may_mend).map(|repair| (at, Some(repair))));
            }
        }
    }
    let places: Vec<usize> = repairs.iter().map(|(at, _)| *at).collect();
    let lot = Lot::new(article, (batch, window), tools, repairs);
    let Some(settled) = dispatcher.ask(&lot, ledger, &mut |_| {}).await? else {
        return Ok(false);
    };
    for (at, settled) in places.into_iter().zip(settled) {
        if let Settled::Answered(answered) = settled {
            window[at].mend(&answered);
        }
    }
    Ok(true)
}

/// The places of a window that are to be asked for: empty, and no repeat of an earlier one that is asked for.
fn asked(batch: &[usize], window: &[Proposed], plan: &Plan) -> Vec<usize> {
    let waits = |at: usize| {
        plan.repeats
            .get(&batch[at])
            .is_some_and(|first| batch.contains(first))
    };
    let empty = |at: &usize| window[*at].segment.target.content.is_blank();
    (0..window.len()).filter(empty).filter(|&at| !waits(at)).collect()
}

/// The listener as the dispatcher's: what it is told becomes an event. Stopping is heard by the dispatcher itself.
fn told<'a>(on: &'a mut Listener<'_>) -> impl FnMut(Note) + 'a {
    move |note| {
        let event = match note {
            Note::Settled(segments) => Event::Answered { segments },
            Note::Resting(backend, why, seconds) => Event::Resting {
                backend,
                why,
                seconds,
            },
        };
        let _ = on(event);
    }
}

impl<'a> Lot<'a> {
    fn new(
        article: &'a Article,
        (batch, window): (&'a [usize], &'a [Proposed]),
        tools: &'a Tools<'a>,
        asked: Vec<(usize, Option<Repair>)>,
    ) -> Self {
        Self {
            article,
            batch,
            window,
            tools,
            asked,
        }
    }

    /// Everything in `window` that is to be asked for; its segments stand at `batch` in the article.
    pub(super) fn whole(
        article: &'a Article,
        (batch, window): (&'a [usize], &'a [Proposed]),
        (plan, tools): (&Plan, &'a Tools<'a>),
    ) -> Self {
        let asked = asked(batch, window, plan);
        Self::new(
            article,
            (batch, window),
            tools,
            asked.into_iter().map(|at| (at, None)).collect(),
        )
    }

    /// The segment at `place` in the article, as the window has it if it is in there.
    fn segment(&self, place: usize) -> &Segment {
        match self.batch.binary_search(&place) {
            Ok(at) => &self.window[at].segment,
            Err(_) => &self.article.segments[place],
        }
    }

    /// The names that are decided up to `place` in the article, each as its first mention has it: the rendering that
    /// stands in a target, or else the glossary's. The latest, where there are many.
    fn names(&self, place: usize) -> Vec<(String, String)> {
        let mut names: Vec<(String, String)> = Vec::new();
        for place in 0..=place {
            let named = match self.batch.binary_search(&place) {
                Ok(at) => self.window[at].names(),
                Err(_) => decided(&self.article.segments[place]),
            };
            for name in named {
                if !names.iter().any(|(source, _)| *source == name.0) {
                    names.push(name);
                }
            }
        }
        names.split_off(names.len().saturating_sub(NAMES))
    }

    fn piece(&self, number: usize) -> &Proposed {
        &self.window[self.asked[number].0]
    }
}

impl Work for Lot<'_> {
    fn pair(&self) -> Pair<'_> {
        Pair {
            from: &self.article.source_language,
            to: &self.article.target_language,
        }
    }

    fn len(&self) -> usize {
        self.asked.len()
    }

    /// A repair is for those who read what to repair.
    fn is_for(&self, capabilities: &Capabilities) -> bool {
        let repairs = self.asked.iter().any(|(_, repair)| repair.is_some());
        !repairs || capabilities.terms == TermSupport::Asked
    }

    fn terms(&self) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        for number in 0..self.asked.len() {
            for term in self.piece(number).terms() {
                if !terms.contains(&term) {
                    terms.push(term);
                }
            }
        }
        terms
    }

    fn source(&self, number: usize, asking: &Asking<'_>) -> Source {
        let piece = self.piece(number);
        let content = match piece.masked(asking) {
            Some(masked) => Content::plain(masked.text),
            None => piece.segment.source.clone(),
        };
        Source {
            id: piece.segment.id.clone(),
            content,
            terms: piece.terms(),
            repair: self.asked[number].1.clone(),
        }
    }

    fn context(&self, number: usize, asking: &Asking<'_>) -> Context {
        let place = self.batch[self.asked[number].0];
        let from = place.saturating_sub(asking.capabilities.context);
        let sentence = |place: usize| {
            let segment = self.segment(place);
            let target = &segment.target.content;
            let known = (!target.is_blank()).then(|| target.text.clone());
            (segment.source.text.clone(), known)
        };
        Context {
            title: self.article.headline().unwrap_or_default(),
            before: (from..place).map(sentence).collect(),
            names: self.names(place),
        }
    }

    fn accept(
        &self,
        number: usize,
        (source, attempt): (&Source, Attempt),
        answer: &Answer,
    ) -> Result<(), String> {
        let piece = self.piece(number);
        let text = &answer.content.text;
        let content = match piece.sent_masked(&source.content) {
            None => Content::plain(text.as_str()),
            Some(masked) => match masked.unmasked(text) {
                Some((text, _)) => Content::plain(text),
                None => return Err(String::from("the answer lost the name that stood for a term")),
            },
        };
        let pair = check::Pair {
            source: &piece.segment.source,
            target: &content,
            from: self.tools.languages.source,
            to: self.tools.languages.target,
            terms: &[],
        };
        let strictness = match attempt {
            Attempt::Packed => Strictness::Whole,
            Attempt::Alone => Strictness::Basic,
        };
        objection(&pair, strictness).map_or(Ok(()), |objection| Err(format!("the answer {objection}")))
    }
}

/// The names in a segment of an earlier run, each with what stands for it in the target.
fn decided(segment: &Segment) -> Vec<(String, String)> {
    let text = &segment.target.content.text;
    let name = |used: &TermUse| {
        let term = &used.hit.term;
        let standing = match &used.outcome {
            Outcome::Held(at) | Outcome::Variant(at) => text.get(at.clone()),
            _ => None,
        };
        (term.source.clone(), standing.unwrap_or(&term.target).to_owned())
    };
    let names = segment
        .terms
        .iter()
        .filter(|used| binds(&used.hit) && used.hit.term.kind.is_name());
    names.map(name).collect()
}

impl Proposed {
    /// The names in it, as the glossary has them: what stands in its target is not settled yet.
    fn names(&self) -> Vec<(String, String)> {
        let names = self
            .hits
            .iter()
            .filter(|hit| binds(hit) && hit.term.kind.is_name());
        names
            .map(|hit| (hit.term.source.clone(), hit.term.target.clone()))
            .collect()
    }

    /// The terms that a backend is told, each once.
    fn terms(&self) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        for hit in self.hits.iter().filter(|hit| binds(hit)) {
            if !terms.contains(&*hit.term) {
                terms.push(Term::clone(&hit.term));
            }
        }
        terms
    }

    /// The source as a backend gets it that knows no terms.
    fn masked(&self, asking: &Asking<'_>) -> Option<Masked<'_>> {
        let fits = asking.capabilities.terms == TermSupport::Ignored
            && asking.attempt == Attempt::Packed
            && self.segment.source.codes.is_empty();
        fits.then(|| masked(&self.segment.source.text, &self.hits, asking.masks))
            .flatten()
    }

    /// How `sent` was masked, if it was.
    fn sent_masked(&self, sent: &Content) -> Option<Masked<'_>> {
        if sent.text == self.segment.source.text {
            return None;
        }
        let masks: Vec<&'static str> = crate::dispatch::masks_in(&sent.text);
        masked(&self.segment.source.text, &self.hits, &masks)
    }

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
