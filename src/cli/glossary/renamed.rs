//! Targets that a renaming changes, or that go back to what they were.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use anyhow::bail;

use super::change;
use crate::cli::check;
use crate::cli::clock;
use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::terminal::{Terminal, clean};
use crate::document::{Article, Origin, SegmentId, State, Target};
use crate::draft::{self, Renaming};
use crate::store::{Decisions, Renamed, Save, Saved, Sqlite, Stamp, Steps, Store};

/// Writes targets, and what the checks say of them then.
pub(super) struct Work<'a> {
    pub(super) session: &'a Session,
    pub(super) store: &'a mut Sqlite,
}

/// An article that has the old rendering.
pub(super) struct Touched {
    /// The article as it was read.
    pub(super) article: Article,
    /// The revisions of its segments, read before it, so that whatever is saved meanwhile is not overwritten.
    pub(super) revisions: Vec<(SegmentId, u64)>,
    /// What is to be renamed there.
    pub(super) renamings: Vec<Renaming>,
}

/// A target that is to be written.
struct Change {
    place: usize,
    /// The revision that it was made from.
    base: u64,
    target: Target,
}

impl Work<'_> {
    /// Writes what may be written of an article, a person's text where `human` says so; the segments that changed are
    /// added to `changed` as soon as they have.
    pub(super) fn rename(
        &mut self,
        touched: &Touched,
        human: bool,
        changed: &mut Vec<Renamed>,
    ) -> anyhow::Result<()> {
        let Touched {
            article, revisions, ..
        } = touched;
        let mut changes = Vec::new();
        for renaming in &touched.renamings {
            let segment = &article.segments[renaming.place];
            let person = segment.target.is_a_persons();
            let same = segment.target.content.text == renaming.after;
            if same || segment.target.state == State::Locked || (person && !human) {
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
        changed.extend(done.iter().map(|&(place, revision)| Renamed {
            article: article.name.clone(),
            id: article.segments[place].id.clone(),
            revision,
            before: article.segments[place].target.clone(),
        }));
        self.judge(article, &changes, &done)
    }

    /// Puts back what stood in the segments of the article `name` that nobody has changed since; a line for each of the
    /// others.
    fn restore(&mut self, name: &str, changed: Vec<Renamed>) -> anyhow::Result<Vec<String>> {
        let mut left = Vec::new();
        let Some(article) = self.store.article(name)? else {
            left.extend(changed.iter().map(|_| format!("{name}\tgone")));
            return Ok(left);
        };
        let mut changes = Vec::new();
        for done in changed {
            let mut segments = article.segments.iter();
            let Some(place) = segments.position(|segment| segment.id == done.id) else {
                left.push(format!("{name}\tgone\t{}", done.before.content.text));
                continue;
            };
            match self.store.still_renamed(&done)? {
                Some(base) => changes.push(Change {
                    place,
                    base,
                    target: done.before,
                }),
                None => left.push(left_line(&article, place)),
            }
        }
        let written = self.write(&article, &changes)?;
        self.judge(&article, &changes, &written)?;
        let is_left = |change: &&Change| !written.iter().any(|(place, _)| *place == change.place);
        let raced = changes.iter().filter(is_left);
        left.extend(raced.map(|change| left_line(&article, change.place)));
        Ok(left)
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
        let done = changes
            .iter()
            .zip(saved)
            .filter_map(|(change, saved)| match saved {
                Saved::Done { revision } => Some((change.place, revision)),
                Saved::Conflict { .. } => None,
            });
        Ok(done.collect())
    }

    /// Keeps what the checks say of those changes that are done.
    fn judge(&mut self, article: &Article, changes: &[Change], done: &[(usize, u64)]) -> anyhow::Result<()> {
        if done.is_empty() {
            return Ok(());
        }
        let mut renamed = article.clone();
        let is_done = |change: &&Change| done.iter().any(|(place, _)| *place == change.place);
        for change in changes.iter().filter(is_done) {
            renamed.segments[change.place].target = change.target.clone();
        }
        let checked = check::checked(renamed, self.session, &[])?;
        let changed: Vec<_> = done
            .iter()
            .map(|&(place, _)| checked.segments[place].clone())
            .collect();
        Ok(self.store.save_findings(&article.name, &changed)?)
    }
}

fn left_line(article: &Article, place: usize) -> String {
    let text = &article.segments[place].target.content.text;
    format!("{}:{}\tleft\t{text}", article.name, place + 1)
}

/// Undoes the last renaming: the row and every segment, but for what somebody has changed since, which is listed.
pub(super) fn undo(session: &Session, terminal: &Terminal) -> anyhow::Result<Exit> {
    let mut store = session.store()?;
    let Some((number, step)) = store.last_renaming()? else {
        bail!("no renaming is left to undo");
    };
    // Whether the database can be written shows before the row is.
    store.update_renaming(number, &step)?;
    let pair = (step.pair.0.as_str(), step.pair.1.as_str());
    let row = (&step.new, step.old.clone());
    let source = &step.new.source;
    match change::change_row(session, pair, &step.file, row)? {
        Some(written) => terminal.say(format!("{written}: {source} is as before")),
        None => terminal.say(format!(
            "{}: somebody has changed the row of {source} since, so it is left as it is; change it by hand if it should \
             have its old rendering",
            step.file
        )),
    }
    let mut by_article: BTreeMap<String, Vec<Renamed>> = BTreeMap::new();
    let all = step.changed.len();
    for done in step.changed {
        by_article.entry(done.article.clone()).or_default().push(done);
    }
    let mut left = Vec::new();
    let mut work = Work {
        session,
        store: &mut store,
    };
    for (name, changed) in by_article {
        left.extend(work.restore(&name, changed)?);
    }
    store.forget_renaming(number)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in &left {
        writeln!(out, "{}", clean(line))?;
    }
    out.flush()?;
    terminal.say(format!(
        "{} restored, {} left as somebody changed them since",
        counted(all - left.len(), "segment"),
        left.len()
    ));
    Ok(Exit::Done)
}
