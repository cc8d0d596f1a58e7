//! What changes several segments or their order: many targets saved as one step, sentences parted and joined, and the
//! way back and forth through all of it.

use serde::Serialize;

use crate::document::{Finding, Origin, Segment, SegmentId, State, Target};
use crate::draft;
use crate::language::Direction;
use crate::segment::Recut;
use crate::store::{Cut, Decisions, Policy, Repeats, Save, Saved, Stamp, Steps, Store, Way};

use super::Settings;
use super::desk::{Asker, Desk, LEARNED, Open};
use super::fault::Fault;

/// A segment that a step could not change, and why.
#[derive(Debug, Serialize)]
pub(super) struct Left {
    pub(super) id: String,
    pub(super) number: usize,
    pub(super) why: String,
}

/// What became of a step, back, forth or first taken.
#[derive(Debug, Default, Serialize)]
pub(super) struct Step {
    /// Segments whose target changed.
    pub(super) changed: Vec<String>,
    /// Those that could not be changed.
    pub(super) left: Vec<Left>,
    /// What stands where sentences were cut.
    pub(super) cut: Vec<String>,
    /// Segments that are no longer approved; the memory keeps what it learned from them.
    pub(super) remembered: usize,
}

const CHANGED_SINCE: &str = "it was changed since";

impl Desk {
    /// Saves the targets `wanted`, by the places of their segments, as one step. Approved ones go into the memory.
    pub(super) fn save_step(
        &mut self,
        name: &str,
        kind: &str,
        wanted: Vec<(usize, Target)>,
        asker: Asker<'_>,
    ) -> Result<Step, Fault> {
        let open = self.article(name, asker)?;
        let judged: Vec<(usize, u64, Segment)> = wanted
            .into_iter()
            .map(|(place, target)| {
                let segment = open.article.segments[place].clone();
                let judged = open.judged(Segment { target, ..segment }, asker.settings);
                (place, open.revisions[place], capped(judged))
            })
            .collect();
        let saves: Vec<Save<'_>> = judged
            .iter()
            .map(|(_, base, segment)| Save {
                id: &segment.id,
                base_revision: *base,
                target: &segment.target,
            })
            .collect();
        let at = asker.house.now();
        let saved = self.store.save_step(name, kind, &saves, &stamp(asker, &at))?;
        let (mut step, mut done) = (Step::default(), Vec::new());
        for ((place, _, segment), saved) in judged.into_iter().zip(saved) {
            match saved {
                Saved::Done { revision } => {
                    step.changed.push(segment.id.to_string());
                    done.push((place, revision, segment));
                }
                Saved::Conflict { .. } => step.left.push(left(place, &segment.id, CHANGED_SINCE)),
            }
        }
        self.stand(name, done, (asker, &at))?;
        Ok(step)
    }

    /// Takes in what the store has already written: findings kept, approved pairs learned.
    fn stand(
        &mut self,
        name: &str,
        done: Vec<(usize, u64, Segment)>,
        (asker, at): (Asker<'_>, &str),
    ) -> Result<(), Fault> {
        let open = self.article(name, asker)?;
        let mut units = Vec::new();
        let mut judged = Vec::with_capacity(done.len());
        for (place, revision, segment) in done {
            open.revisions[place] = revision;
            open.article.segments[place] = segment.clone();
            if segment.target.state == State::Approved {
                units.push(open.unit(place, asker, at));
            }
            judged.push(segment);
        }
        self.store.save_findings(name, &judged)?;
        if !units.is_empty() {
            self.store.import_units(LEARNED, &mut units.into_iter())?;
        }
        Ok(())
    }

    /// Parts the segment `id` before byte `at` of its source.
    pub(super) fn part(
        &mut self,
        name: &str,
        id: &SegmentId,
        at: usize,
        asker: Asker<'_>,
    ) -> Result<Step, Fault> {
        let open = self.article(name, asker)?;
        let place = open.place(id)?;
        let recut = Recut::part(&open.article.segments[place], at);
        let whole = || {
            Fault::Unfit(String::from(
                "one of the two parts would be empty; choose a place between two words",
            ))
        };
        self.cut(name, (place, 1), recut.ok_or_else(whole)?, asker)
    }

    /// Joins the segment `id` with the one after it.
    pub(super) fn join(&mut self, name: &str, id: &SegmentId, asker: Asker<'_>) -> Result<Step, Fault> {
        let open = self.article(name, asker)?;
        let place = open.place(id)?;
        let segments = &open.article.segments;
        let next = segments.get(place + 1);
        let recut = next.and_then(|next| Recut::join(&segments[place], next));
        let border = || {
            Fault::Unfit(String::from(
                "the next segment is in another paragraph; only neighbours in one paragraph are joined",
            ))
        };
        self.cut(name, (place, 2), recut.ok_or_else(border)?, asker)
    }

    fn cut(
        &mut self,
        name: &str,
        (place, count): (usize, usize),
        recut: Recut,
        asker: Asker<'_>,
    ) -> Result<Step, Fault> {
        let open = self.article(name, asker)?;
        let from = &open.article.segments[place..place + count];
        if from.iter().any(|segment| segment.target.state == State::Locked) {
            return Err(Fault::Locked);
        }
        let moved = || {
            Fault::Unfit(String::from(
                "these segments were changed elsewhere in the meantime; look again",
            ))
        };
        let made = recut.made(from).ok_or_else(moved)?;
        let bases = open.revisions[place..place + count].to_vec();
        let at = asker.house.now();
        match self
            .store
            .recut(name, (&recut, &bases), &made, &stamp(asker, &at))?
        {
            Cut::Conflict(_) => {
                self.forget();
                Err(moved())
            }
            Cut::Done(stand) => self.recut(name, (&recut.from, stand), asker),
        }
    }

    /// Puts segments in the place of others, in what is remembered of the article.
    fn recut(
        &mut self,
        name: &str,
        (out, stand): (&[SegmentId], Vec<(Segment, u64)>),
        asker: Asker<'_>,
    ) -> Result<Step, Fault> {
        let cut = stand.iter().map(|(segment, _)| segment.id.to_string()).collect();
        let open = self.article(name, asker)?;
        let judged = open.splice(out, stand, asker.settings)?;
        self.store.save_findings(name, &judged)?;
        Ok(Step {
            cut,
            ..Step::default()
        })
    }

    /// Undoes the last that people did to a segment, with the step that it was part of; or does it again.
    pub(super) fn turn(
        &mut self,
        name: &str,
        id: &SegmentId,
        way: Way,
        asker: Asker<'_>,
    ) -> Result<Step, Fault> {
        self.article(name, asker)?.place(id)?;
        let at = asker.house.now();
        let undone = self.store.step(name, id, way, &stamp(asker, &at))?;
        let mut step = match undone.recut {
            Some(swapped) => self.recut(name, (&swapped.out, swapped.stand), asker)?,
            None => Step::default(),
        };
        let open = self.article(name, asker)?;
        let mut done = Vec::new();
        for (id, target, revision) in undone.changed {
            let place = open.place(&id)?;
            let segment = open.article.segments[place].clone();
            step.changed.push(id.to_string());
            let was_approved = segment.target.state == State::Approved;
            step.remembered += usize::from(was_approved && target.state != State::Approved);
            done.push((
                place,
                revision,
                open.judged(Segment { target, ..segment }, asker.settings),
            ));
        }
        for id in undone.left {
            step.left.push(left(open.place(&id)?, &id, CHANGED_SINCE));
        }
        self.stand(name, done, (asker, &at))?;
        Ok(step)
    }

    /// Gives the target of a segment to its repeats, as drafts; a person's words and segments set apart are left.
    pub(super) fn propagate(&mut self, name: &str, id: &SegmentId, asker: Asker<'_>) -> Result<Step, Fault> {
        let open = self.article(name, asker)?;
        let place = open.place(id)?;
        let content = open.article.segments[place].target.content.clone();
        let mut wanted = Vec::new();
        for at in open.repeats(place) {
            let old = &open.article.segments[at].target;
            if old.is_a_persons() || old.content.text == content.text {
                continue;
            }
            wanted.push((at, Target::draft(content.clone(), Origin::Repeat)));
        }
        self.save_step(name, "propagate", wanted, asker)
    }

    /// Decides what is done about repeats of the whole article.
    pub(super) fn decide_repeats(
        &mut self,
        name: &str,
        policy: Policy,
        asker: Asker<'_>,
    ) -> Result<(), Fault> {
        self.store.set_policy(name, policy)?;
        self.article(name, asker)?.rules.policy = Some(policy);
        Ok(())
    }

    /// Sets a segment apart from its repeats, or takes it back among them. Where it stands.
    pub(super) fn set_apart(
        &mut self,
        name: &str,
        id: &SegmentId,
        policy: Policy,
        asker: Asker<'_>,
    ) -> Result<usize, Fault> {
        self.store.set_apart(name, id, policy)?;
        let open = self.article(name, asker)?;
        match policy {
            Policy::Leave => open.rules.apart.insert(id.clone()),
            Policy::Fill => open.rules.apart.remove(id),
        };
        open.place(id)
    }
}

impl Desk {
    /// Turns the target of a segment, or with `None` lets it be written as its language is. Where it stands.
    pub(super) fn set_direction(
        &mut self,
        name: &str,
        id: &SegmentId,
        direction: Option<Direction>,
        asker: Asker<'_>,
    ) -> Result<usize, Fault> {
        let place = self.article(name, asker)?.place(id)?;
        self.store.set_direction(name, id, direction)?;
        let directions = &mut self.article(name, asker)?.directions;
        match direction {
            Some(direction) => directions.insert(id.clone(), direction),
            None => directions.remove(id),
        };
        Ok(place)
    }
}

impl Open {
    /// The target that another text makes of the one at `place`: a person's words, no longer approved.
    pub(super) fn edited(&self, place: usize, text: &str) -> Target {
        let segment = &self.article.segments[place];
        Target {
            content: draft::restored(&segment.source, text),
            state: segment.target.state.min(State::Translated),
            origin: Some(Origin::Person),
            reason: None,
        }
    }

    /// Puts `stand` in the place of the segments `out`; the new ones as they are judged.
    fn splice(
        &mut self,
        out: &[SegmentId],
        stand: Vec<(Segment, u64)>,
        settings: &Settings,
    ) -> Result<Vec<Segment>, Fault> {
        let Some(first) = out.first() else {
            return Ok(Vec::new());
        };
        let place = self.place(first)?;
        let (segments, revisions): (Vec<_>, Vec<_>) = stand.into_iter().unzip();
        let judged: Vec<Segment> = segments
            .into_iter()
            .map(|segment| self.judged(segment, settings))
            .collect();
        let heir = judged.first().map(|segment| segment.id.clone());
        for comment in &mut self.article.comments {
            if comment.segment.as_ref().is_some_and(|id| out.contains(id)) {
                comment.segment.clone_from(&heir);
            }
        }
        self.article
            .segments
            .splice(place..place + out.len(), judged.iter().cloned());
        self.revisions.splice(place..place + out.len(), revisions);
        self.count_places();
        Ok(judged)
    }
}

/// What an error stands against is translated at most, never approved.
pub(super) fn capped(mut segment: Segment) -> Segment {
    if segment.findings.iter().any(Finding::blocks) {
        segment.target.state = segment.target.state.min(State::Translated);
    }
    segment
}

fn left(place: usize, id: &SegmentId, why: &str) -> Left {
    Left {
        id: id.to_string(),
        number: place + 1,
        why: why.to_owned(),
    }
}

fn stamp<'a>(asker: Asker<'a>, at: &'a str) -> Stamp<'a> {
    Stamp {
        who: &asker.settings.author,
        at,
    }
}
