//! The segments of a window that backends are asked for, as one lot of work for the dispatcher.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::backend::{Answer, Capabilities, Context, Pair, Repair, Source, TermSupport};
use crate::check;
use crate::check::answer::{Strictness, objection};
use crate::dispatch::{Asking, Attempt, Work};
use crate::document::{Article, Content, Outcome, Segment, Term, TermUse};

use super::batch::Proposed;
use super::hold::binds;
use super::mask::{Masked, masked};
use super::{Plan, Tools};

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
    /// What was accepted so far for each segment of the window.
    accepted: Vec<OnceCell<String>>,
    names: OnceCell<Vec<(usize, Name)>>,
}

/// A name in the source and what stands for it in the target.
type Name = (String, String);

/// The places of a window that are to be asked for: empty, and no repeat of an earlier one that is asked for.
pub(super) fn asked(batch: &[usize], window: &[Proposed], plan: &Plan) -> Vec<usize> {
    let waits = |at: usize| {
        plan.repeats
            .get(&batch[at])
            .is_some_and(|first| batch.contains(first))
    };
    let empty = |at: &usize| window[*at].segment.target.content.is_blank();
    (0..window.len()).filter(empty).filter(|&at| !waits(at)).collect()
}

impl<'a> Lot<'a> {
    pub(super) fn new(
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
            accepted: vec![OnceCell::new(); window.len()],
            names: OnceCell::new(),
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

    /// The sentence at `place` in the article with its translation, as far as there is one by now.
    fn sentence(&self, place: usize) -> (String, Option<String>) {
        let (segment, accepted) = match self.batch.binary_search(&place) {
            Ok(at) => (&self.window[at].segment, self.accepted[at].get()),
            Err(_) => (&self.article.segments[place], None),
        };
        let target = &segment.target.content;
        let known = || (!target.is_blank()).then(|| target.text.clone());
        (segment.source.text.clone(), accepted.cloned().or_else(known))
    }

    /// The names that are decided up to `place` in the article, each as its first mention has it: the rendering that
    /// stands in a target, or else the glossary's. The latest, where there are many.
    fn names(&self, place: usize) -> Vec<Name> {
        let all = self.names.get_or_init(|| self.first_mentions());
        let until = all.partition_point(|(at, _)| *at <= place);
        let names = all[until.saturating_sub(NAMES)..until].iter();
        names.map(|(_, name)| name.clone()).collect()
    }

    /// The names of the article up to the end of the window, each with the place of its first mention. Linear in the article.
    fn first_mentions(&self) -> Vec<(usize, Name)> {
        let end = self.batch.last().map_or(0, |last| last + 1);
        let (mut known, mut mentions) = (HashSet::new(), Vec::new());
        for place in 0..end {
            let named = match self.batch.binary_search(&place) {
                Ok(at) => self.window[at].names(),
                Err(_) => decided(&self.article.segments[place]),
            };
            let fresh = named
                .into_iter()
                .filter(|(source, _)| known.insert(source.clone()));
            mentions.extend(fresh.map(|name| (place, name)));
        }
        mentions
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
        let pieces = (0..self.asked.len()).map(|number| self.piece(number));
        let hits = pieces.flat_map(|piece| &piece.hits).filter(|hit| binds(hit));
        let mut known = HashSet::new();
        let fresh = hits.filter(|hit| known.insert((&hit.term.source, &hit.term.target)));
        fresh.map(|hit| Term::clone(&hit.term)).collect()
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
        Context {
            title: self.article.headline().unwrap_or_default(),
            before: (from..place).map(|place| self.sentence(place)).collect(),
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
        let pair = check::Pair::new(
            (&piece.segment.source, &content),
            (self.tools.languages.source, self.tools.languages.target),
            &[],
        );
        let strictness = match attempt {
            Attempt::Packed => Strictness::Whole,
            Attempt::Alone => Strictness::Basic,
        };
        if let Some(objection) = objection(&pair, strictness) {
            return Err(format!("the answer {objection}"));
        }
        let (at, _) = self.asked[number];
        // An answer that comes twice is the same one.
        let _ = self.accepted[at].set(content.text);
        Ok(())
    }
}

/// The names in a segment of an earlier run, each with what stands for it in the target.
fn decided(segment: &Segment) -> Vec<Name> {
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
    fn names(&self) -> Vec<Name> {
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
    pub(super) fn sent_masked(&self, sent: &Content) -> Option<Masked<'_>> {
        if sent.text == self.segment.source.text {
            return None;
        }
        let masks: Vec<&'static str> = crate::dispatch::masks_in(&sent.text);
        masked(&self.segment.source.text, &self.hits, &masks)
    }
}
