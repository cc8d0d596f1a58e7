//! Targets that a renaming changes, or that go back to what they were.

use crate::cli::check;
use crate::cli::clock;
use crate::cli::session::Session;
use crate::document::{Article, Origin, State, Target};
use crate::draft::{self, Renaming};
use crate::store::{Renamed, Save, Saved, Sqlite, Stamp, Steps, Store};

/// Writes targets, and what the checks say of them then.
pub(super) struct Work<'a> {
    pub(super) session: &'a Session,
    pub(super) store: &'a mut Sqlite,
}

/// A target that is to be written.
struct Change {
    place: usize,
    /// The revision that it was made from.
    base: u64,
    target: Target,
}

impl Work<'_> {
    /// Writes what may be written of an article, a person's text where `human` says so; the segments that changed.
    pub(super) fn rename(
        &mut self,
        article: &Article,
        renamings: &[Renaming],
        human: bool,
    ) -> anyhow::Result<Vec<Renamed>> {
        let revisions = self.store.revisions(&article.name)?;
        let mut changes = Vec::new();
        for renaming in renamings {
            let segment = &article.segments[renaming.place];
            let person = segment.target.is_a_persons();
            if segment.target.state == State::Locked || (person && !human) {
                continue;
            }
            let target = Target {
                content: draft::restored(&segment.source, &renaming.after),
                state: segment.target.state.min(State::Translated),
                origin: if person {
                    Some(Origin::Person)
                } else {
                    segment.target.origin.clone()
                },
                reason: None,
            };
            changes.push(Change {
                place: renaming.place,
                base: revisions.get(renaming.place).map_or(0, |(_, revision)| *revision),
                target,
            });
        }
        let done = self.write(article, &changes)?;
        let renamed = done.into_iter().map(|(place, revision)| Renamed {
            article: article.name.clone(),
            id: article.segments[place].id.clone(),
            revision,
            before: article.segments[place].target.clone(),
        });
        Ok(renamed.collect())
    }

    /// Puts back what stood in the segments of the article `name` that nobody has changed since; how many those were.
    pub(super) fn restore(&mut self, name: &str, changed: Vec<Renamed>) -> anyhow::Result<usize> {
        let Some(article) = self.store.article(name)? else {
            return Ok(0);
        };
        let changes = changed.into_iter().filter_map(|done| {
            let mut segments = article.segments.iter();
            let place = segments.position(|segment| segment.id == done.id)?;
            Some(Change {
                place,
                base: done.revision,
                target: done.before,
            })
        });
        let changes: Vec<Change> = changes.collect();
        Ok(self.write(&article, &changes)?.len())
    }

    /// Writes targets as one step; the places that were written, with their revisions.
    fn write(&mut self, article: &Article, changes: &[Change]) -> anyhow::Result<Vec<(usize, u64)>> {
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let at = clock::now();
        let stamp = Stamp {
            who: "rename",
            at: &at,
        };
        let saves: Vec<Save<'_>> = changes
            .iter()
            .map(|change| Save {
                id: &article.segments[change.place].id,
                base_revision: change.base,
                target: &change.target,
            })
            .collect();
        let saved = self.store.save_step(&article.name, "rename", &saves, &stamp)?;
        let mut renamed = article.clone();
        let mut done = Vec::new();
        for (change, saved) in changes.iter().zip(saved) {
            if let Saved::Done { revision } = saved {
                renamed.segments[change.place].target = change.target.clone();
                done.push((change.place, revision));
            }
        }
        let checked = check::checked(renamed, self.session, &[])?;
        let changed: Vec<_> = done
            .iter()
            .map(|&(place, _)| checked.segments[place].clone())
            .collect();
        self.store.save_findings(&article.name, &changed)?;
        Ok(done)
    }
}
