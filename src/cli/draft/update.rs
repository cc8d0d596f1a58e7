//! What is said of an article that is issued again with changes.

use serde::Serialize;

use crate::cli::counts::counted;
use crate::cli::terminal::{Terminal, clean};
use crate::document::{Article, Change, changes};
use crate::store::Opened;

/// A segment that took another's place, or was added.
#[derive(Debug, Serialize)]
pub(super) struct Changed {
    /// From 1.
    segment: usize,
    /// The source as it was; absent for a segment that was added.
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<String>,
    /// The target that the source had before, if a person stands behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    target_was: Option<String>,
    /// The source as it is.
    is: String,
}

/// An article's changes.
#[derive(Debug, Serialize)]
pub(super) struct Update {
    /// Segments that still stand, with their targets.
    kept: usize,
    /// Segments that the article no longer has.
    gone: usize,
    /// Segments that are other than before.
    changed: Vec<Changed>,
}

impl Update {
    /// What opening the article over `before` changed, if it was issued with changes.
    pub(super) fn of(opened: Opened, before: Option<&Article>, now: &Article) -> Option<Self> {
        let Opened::Merged { kept, gone, .. } = opened else {
            return None;
        };
        let changes = changes(before?, now);
        (gone > 0 || !changes.is_empty()).then(|| Self {
            kept,
            gone,
            changed: changes.iter().map(changed).collect(),
        })
    }

    /// Says it: how much stands, and old and new source of what changed.
    pub(super) fn say(&self, article: &str, terminal: &Terminal) {
        let added = self.changed.iter().filter(|one| one.was.is_none()).count();
        let changed = self.changed.len() - added;
        terminal.say(format!(
            "{} was issued again: {} kept with their targets, {changed} changed, {added} added, {} gone",
            clean(article),
            counted(self.kept, "segment"),
            self.gone - changed.min(self.gone)
        ));
        for one in &self.changed {
            let Some(was) = &one.was else { continue };
            terminal.say(format!("  {}  was  {}", one.segment, clean(was)));
            let margin = " ".repeat(one.segment.to_string().len() + 4);
            terminal.say(format!("{margin}is   {}", clean(&one.is)));
            if let Some(target) = &one.target_was {
                terminal.say(format!("{margin}target was  {}", clean(target)));
            }
        }
    }
}

fn changed(change: &Change<'_>) -> Changed {
    let persons = change.before.filter(|before| before.target.is_a_persons());
    Changed {
        segment: change.place + 1,
        was: change.before.map(|before| before.source.text.clone()),
        target_was: persons.map(|before| before.target.content.text.clone()),
        is: change.after.source.text.clone(),
    }
}
