//! What is done when the same sentence stands in an article more than once.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::document::SegmentId;

use super::{Error, Store};

/// Whether the repeats of an approved segment get its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Policy {
    /// They do, as drafts.
    Fill,
    /// They are left.
    Leave,
}

/// What people decided about the repeats of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RepeatRules {
    /// For the whole article; `None` while nobody was asked.
    pub policy: Option<Policy>,
    /// Segments that stand apart: they neither give their target to repeats nor take one.
    pub apart: BTreeSet<SegmentId>,
}

/// Decisions about repeats.
pub trait Repeats: Store {
    /// What was decided for the article `name`.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when there is none of that name; what the database reports, as for every method below.
    fn repeat_rules(&self, name: &str) -> Result<RepeatRules, Error>;

    /// Decides for the whole article.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when there is none of that name.
    fn set_policy(&mut self, name: &str, policy: Policy) -> Result<(), Error>;

    /// Sets a segment apart from its repeats, or (with [`Policy::Fill`]) takes it back among them.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when there is none of that name.
    fn set_apart(&mut self, name: &str, id: &SegmentId, policy: Policy) -> Result<(), Error>;
}
