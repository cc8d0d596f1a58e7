//! What people say beside a translation, as the store keeps it.

use crate::document::{Comment, Ignored, SegmentId};

use super::{Error, Stamp, Store};

/// Comments and ignored findings of a workspace; an article that is read brings its own with it.
pub trait Remarks: Store {
    /// Keeps a comment on a segment, or on the article.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when there is none of that name; what the database reports, as for every method below.
    fn comment(
        &mut self,
        name: &str,
        segment: Option<&SegmentId>,
        text: &str,
        stamp: &Stamp<'_>,
    ) -> Result<Comment, Error>;

    /// Settles the comment `number`, or opens it again with `None`. Whether there is one.
    fn resolve_comment(&mut self, name: &str, number: u64, by: Option<&str>) -> Result<bool, Error>;

    /// Ignores what a check objects to in a segment, in place of an earlier reason.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when there is none of that name.
    fn ignore(&mut self, name: &str, ignored: &Ignored) -> Result<(), Error>;

    /// Takes back that a check is ignored in a segment. Whether it was.
    fn heed(&mut self, name: &str, segment: &SegmentId, check: &str) -> Result<bool, Error>;
}
