//! What reviewers decide besides the words: the way a target is written, a term renamed in many articles.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::document::{SegmentId, Target, Term};
use crate::language::Direction;

use super::{Error, Store};

/// A term that was given another rendering, with every segment that changed: what undoing it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renaming {
    /// Source and target language of the glossary.
    pub pair: (String, String),
    /// The glossary file that was written.
    pub file: String,
    /// The row as it stood; `None` where the file had none.
    pub old: Option<Term>,
    /// The row as it became.
    pub new: Term,
    /// The segments, in the order they were changed.
    pub changed: Vec<Renamed>,
}

/// A segment that a renaming changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renamed {
    /// Its article.
    pub article: String,
    /// The segment.
    pub id: SegmentId,
    /// The revision that the renaming made.
    pub revision: u64,
    /// What stood there before.
    pub before: Target,
}

/// Decisions of a workspace.
pub trait Decisions: Store {
    /// The segments of the article `name` whose target a person has turned, with the way each is written.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when there is none of that name; what the database reports, as for every method below.
    fn directions(&self, name: &str) -> Result<BTreeMap<SegmentId, Direction>, Error>;

    /// Decides which way a target is written; with `None`, as its language is.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when there is none of that name.
    fn set_direction(
        &mut self,
        name: &str,
        id: &SegmentId,
        direction: Option<Direction>,
    ) -> Result<(), Error>;

    /// Keeps a renaming so that it can be undone; its number.
    ///
    /// # Errors
    /// What the database reports.
    fn keep_renaming(&mut self, renaming: &Renaming) -> Result<u64, Error>;

    /// Puts what became of a renaming in the place of what was kept of it.
    ///
    /// # Errors
    /// What the database reports.
    fn update_renaming(&mut self, number: u64, renaming: &Renaming) -> Result<(), Error>;

    /// The last renaming that was not undone, with its number.
    ///
    /// # Errors
    /// What the database reports.
    fn last_renaming(&self) -> Result<Option<(u64, Renaming)>, Error>;

    /// Forgets a renaming, which is undone.
    ///
    /// # Errors
    /// What the database reports.
    fn forget_renaming(&mut self, number: u64) -> Result<(), Error>;

    /// The revision that a renamed segment stands at, if text and state are what the renaming made of them, or what they
    /// were before; `None` if somebody has changed them since. A later renaming that was undone has left its revisions and
    /// changed nothing.
    ///
    /// # Errors
    /// What the database reports.
    fn still_renamed(&self, done: &Renamed) -> Result<Option<u64>, Error> {
        let history = self.history(&done.article, &done.id)?;
        let made = history.iter().find(|revision| revision.number == done.revision);
        let (Some(made), Some(last)) = (made, history.last()) else {
            return Ok(None);
        };
        let same = |other: &Target| last.target.content == other.content && last.target.state == other.state;
        Ok((same(&made.target) || same(&done.before)).then_some(last.number))
    }
}
