//! Undoing: steps that change several segments, sentences cut by hand, and the way back and forth through revisions.

use crate::document::{Segment, SegmentId, Target};
use crate::segment::Recut;

use super::{Error, Save, Saved, Stamp, Store};

/// Which way through what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To what stood before.
    Back,
    /// To what was undone.
    Forth,
}

/// What became of a cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// It stands: the new segments with their revisions.
    Done(Vec<(Segment, u64)>),
    /// This segment was changed or cut by somebody else; nothing was done.
    Conflict(SegmentId),
}

/// What was undone or done again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    /// Segments whose target changed, with what stands there and its revision.
    pub changed: Vec<(SegmentId, Target, u64)>,
    /// Segments of the same step that were changed since, and were left.
    pub left: Vec<SegmentId>,
    /// The segments that went, and those that stand in their place, if sentences were cut.
    pub recut: Option<(Vec<SegmentId>, Vec<(Segment, u64)>)>,
}

/// Steps of a workspace's articles. A step back is a new revision that says which one it restores, so that nothing is
/// lost by it.
pub trait Steps: Store {
    /// Saves several targets in one transaction, to be undone as one; each as [`Store::save_target`] would.
    ///
    /// # Errors
    /// [`Error::NoArticle`] or [`Error::NoSegment`], and then nothing was saved; what the database reports, as for
    /// every method below.
    fn save_step(
        &mut self,
        name: &str,
        kind: &str,
        saves: &[Save<'_>],
        stamp: &Stamp<'_>,
    ) -> Result<Vec<Saved>, Error>;

    /// Puts the segments `made` in the place of those that `recut` names, which must stand at the revisions `bases`.
    /// Comments go to the first of them; the segments that went keep their targets and history.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when there is none of that name.
    fn recut(
        &mut self,
        name: &str,
        recut: (&Recut, &[u64]),
        made: &[Segment],
        stamp: &Stamp<'_>,
    ) -> Result<Cut, Error>;

    /// Undoes the last that people did to the segment `id`, or does it again: with the whole step that it was part of,
    /// except for segments that were changed since. Nothing, when there is nothing of the kind.
    ///
    /// # Errors
    /// [`Error::NoSegment`] when the article or the segment is not there.
    fn step(&mut self, name: &str, id: &SegmentId, way: Way, stamp: &Stamp<'_>) -> Result<Undone, Error>;

    /// The segments that the segment `id` was cut from, the earliest first.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when there is none of that name.
    fn forerunners(&self, name: &str, id: &SegmentId) -> Result<Vec<SegmentId>, Error>;
}
