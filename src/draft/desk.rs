//! What the pipeline asks of whoever keeps the articles.

use crate::document::{Article, Segment, SegmentId};

/// Where articles lie while they are drafted. A database implements it in life, a list in tests.
pub trait Desk {
    /// What may go wrong there.
    type Error;

    /// The article `name`, if there is one.
    fn article(&self, name: &str) -> Result<Option<Article>, Self::Error>;

    /// The segments of `name` that no person stands behind and that were not drafted under `fingerprint`.
    fn pending(&self, name: &str, fingerprint: &str) -> Result<Vec<SegmentId>, Self::Error>;

    /// Keeps a batch of drafted segments, all or none, and notes the fingerprint under which they were made.
    fn save(&mut self, name: &str, fingerprint: &str, segments: &[Segment]) -> Result<(), Self::Error>;
}
