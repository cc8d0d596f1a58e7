//! A term is renamed in every article of its languages: shown before, done as one step, undone as one.
//!
//! A machine's text changes at once; a person's only where a person has said so. What undoing needs is kept first and the
//! row written next, so that a database or a file that cannot be written leaves everything as it was.

use serde::Serialize;

use crate::document::{Article, Origin, Segment, State, Target, Term};
use crate::draft;
use crate::glossary::{Matcher, Old, renamed_row};
use crate::language;
use crate::store::{Decisions, Renamed, Renaming};

use super::change::Seen;
use super::desk::{Asker, Desk};
use super::fault::Fault;
use super::shape::{Part, parts};

/// What is to be renamed, and into what.
pub(super) struct Wish<'a> {
    /// The languages of the glossary.
    pub(super) pair: (&'a str, &'a str),
    /// The row as it stands.
    pub(super) old: &'a Term,
    /// The rendering it is to have.
    pub(super) rendering: &'a str,
    /// What becomes of the old one.
    pub(super) kept: Old,
}

impl Wish<'_> {
    /// The row as it becomes.
    pub(super) fn row(&self) -> Term {
        renamed_row(self.old, self.rendering, self.kept, language::of(self.pair.1))
    }
}

/// A segment that a renaming touches.
#[derive(Debug, Serialize)]
pub(super) struct Touched {
    pub(super) article: String,
    pub(super) id: String,
    number: usize,
    source: String,
    before: String,
    after: String,
    parts: Vec<Part>,
    /// Whether a person stands behind the text.
    pub(super) human: bool,
    /// Whether it is locked.
    pub(super) locked: bool,
    /// Places that are left to a person.
    left: usize,
    #[serde(skip)]
    place: usize,
    #[serde(skip)]
    base: u64,
    #[serde(skip)]
    segment: Segment,
}

/// What became of a renaming or of undoing it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Outcome {
    changed: usize,
    left: Vec<Left>,
    file: String,
    #[serde(skip)]
    pub(super) ids: Vec<(String, String)>,
}

/// A segment that could not be changed, and why; without a number, one that is gone.
#[derive(Debug, Serialize)]
struct Left {
    article: String,
    number: Option<usize>,
    why: String,
}

impl Left {
    fn of(article: String, place: Option<usize>, fault: &Fault) -> Self {
        Self {
            article,
            number: place.map(|place| place + 1),
            why: fault.to_string(),
        }
    }
}

impl Desk {
    /// Every segment that a renaming touches, in all articles of its languages. Linear in them.
    pub(super) fn touched(&self, wish: &Wish<'_>, matcher: &Matcher) -> Result<Vec<Touched>, Fault> {
        let new = wish.row();
        let mut touched = Vec::new();
        for status in self.articles()? {
            if (status.source_language.as_str(), status.target_language.as_str()) != wish.pair {
                continue;
            }
            let (article, revisions) = self.stored(&status.name)?;
            for renaming in draft::renamings(&article, wish.old, &new, matcher) {
                let base = revisions.get(renaming.place).copied().unwrap_or_default();
                touched.push(Touched::of(&article, renaming, base));
            }
        }
        Ok(touched)
    }

    /// Writes the row and the segments; `human` says which of a person's texts change too.
    pub(super) fn rename(
        &mut self,
        wish: &Wish<'_>,
        (file, matcher): (&str, &Matcher),
        human: &[(String, String)],
        asker: Asker<'_>,
    ) -> Result<Outcome, Fault> {
        let touched = self.touched(wish, matcher)?;
        let new = wish.row();
        let mut step = Renaming {
            pair: (wish.pair.0.to_owned(), wish.pair.1.to_owned()),
            old: Some(wish.old.clone()),
            file: file.to_owned(),
            new: new.clone(),
            changed: Vec::new(),
        };
        let number = self.store.keep_renaming(&step)?;
        let row = (wish.old, Some(new));
        let written = asker.house.change_term(wish.pair, file, row).map_err(Fault::of);
        let written = match written.and_then(|written| written.ok_or(Fault::OtherRow)) {
            Ok(written) => written,
            Err(fault) => {
                self.store.forget_renaming(number)?;
                return Err(fault);
            }
        };
        self.forget_glossaries();
        if written != file {
            step.old = None;
            step.file.clone_from(&written);
        }
        let mut outcome = Outcome {
            file: written,
            ..Outcome::default()
        };
        for one in touched {
            let chosen = human
                .iter()
                .any(|(article, id)| *article == one.article && *id == one.id);
            if one.before == one.after || (one.human && !chosen) {
                continue;
            }
            let place = one.place;
            let article = one.article.clone();
            match self.change(one, asker) {
                Ok(done) => {
                    outcome.ids.push((article, done.id.to_string()));
                    step.changed.push(done);
                }
                Err(fault) => outcome.left.push(Left::of(article, Some(place), &fault)),
            }
        }
        outcome.changed = step.changed.len();
        self.store.update_renaming(number, &step)?;
        Ok(outcome)
    }

    fn change(&mut self, one: Touched, asker: Asker<'_>) -> Result<Renamed, Fault> {
        if one.locked {
            return Err(Fault::Locked);
        }
        let before = one.segment.target.clone();
        let target = Target {
            content: draft::restored(&one.segment.source, &one.after),
            // What was approved was another text; a person has seen this one.
            state: before.state.min(State::Translated),
            origin: if one.human {
                Some(Origin::Person)
            } else {
                before.origin.clone()
            },
            reason: None,
        };
        let seen = Seen {
            place: one.place,
            base: one.base,
        };
        self.put(&one.article, seen, target, asker)?;
        Ok(Renamed {
            revision: self.article(&one.article, asker)?.revisions[one.place],
            article: one.article,
            id: one.segment.id,
            before,
        })
    }

    /// Undoes the last renaming: the row, unless somebody has changed it since, and every segment of which that is true.
    pub(super) fn undo_renaming(&mut self, asker: Asker<'_>) -> Result<Outcome, Fault> {
        let nothing = || Fault::Nowhere(String::from("no renaming is left to undo"));
        let (number, step) = self.store.last_renaming()?.ok_or_else(nothing)?;
        let pair = (step.pair.0.as_str(), step.pair.1.as_str());
        // Whether the database can be written shows before the row is.
        self.store.update_renaming(number, &step)?;
        let row = (&step.new, step.old.clone());
        let written = asker
            .house
            .change_term(pair, &step.file, row)
            .map_err(Fault::of)?;
        self.forget_glossaries();
        let mut outcome = Outcome {
            file: step.file.clone(),
            ..Outcome::default()
        };
        if written.is_none() {
            outcome.left.push(Left::of(step.file, None, &Fault::OtherRow));
        }
        self.store.forget_renaming(number)?;
        for done in step.changed {
            let stands = self.store.still_renamed(&done)?;
            let open = self.article(&done.article, asker);
            let place = match open.and_then(|open| open.place(&done.id)) {
                Ok(place) => place,
                Err(fault) => {
                    outcome.left.push(Left::of(done.article, None, &fault));
                    continue;
                }
            };
            let seen = Seen {
                place,
                base: stands.unwrap_or(done.revision),
            };
            match self.put(&done.article, seen, done.before, asker) {
                Ok(_) => outcome.ids.push((done.article, done.id.to_string())),
                Err(fault) => outcome.left.push(Left::of(done.article, Some(place), &fault)),
            }
        }
        outcome.changed = outcome.ids.len();
        Ok(outcome)
    }
}

impl Touched {
    fn of(article: &Article, renaming: draft::Renaming, base: u64) -> Self {
        let segment = article.segments[renaming.place].clone();
        let before = segment.target.content.text.clone();
        Self {
            article: article.name.clone(),
            id: segment.id.to_string(),
            number: renaming.place + 1,
            source: segment.source.text.clone(),
            parts: parts(&before, &renaming.after),
            after: renaming.after,
            before,
            human: segment.target.is_a_persons(),
            locked: segment.target.state == State::Locked,
            left: renaming.left,
            place: renaming.place,
            base,
            segment,
        }
    }
}
