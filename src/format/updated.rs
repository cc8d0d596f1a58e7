//! A file given back with other targets: what was edited differs, every other byte stays.

use std::collections::HashMap;

use super::skeleton::with_references;
use super::xml::Edits;
use crate::document::{Article, Segment, SegmentId};

/// A file with the targets of an article put into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Updated {
    /// The decoded file; `None` where no target differs from what stands in it.
    pub text: Option<String>,
    /// Segments of the article that the file does not have, such as those of a sentence that was parted.
    pub left: Vec<SegmentId>,
}

impl Updated {
    /// What `edits` make of `text`.
    pub(super) fn new(text: &str, edits: Edits, left: Vec<SegmentId>) -> Self {
        Self {
            text: (!edits.is_empty()).then(|| edits.apply(text)),
            left,
        }
    }

    /// The file's bytes: `original` itself where nothing differs, else in the encoding it was decoded from
    /// ([`Decoded::encoding`](super::Decoded)), with a byte order mark if it had one. What a legacy encoding has no
    /// character for becomes a character reference, which every XML reader resolves.
    #[must_use]
    pub fn bytes(&self, original: &[u8], encoding: &str) -> Vec<u8> {
        let Some(text) = &self.text else {
            return original.to_owned();
        };
        with_references(text, encoding, original).0
    }
}

/// The segments of an article, to be taken by the places of a file.
pub(super) struct Wanted<'a>(HashMap<&'a SegmentId, &'a Segment>);

impl<'a> Wanted<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        let segments = article.segments.iter();
        Self(segments.map(|segment| (&segment.id, segment)).collect())
    }

    /// The segment with this id, once.
    pub(super) fn take(&mut self, id: &SegmentId) -> Option<&'a Segment> {
        self.0.remove(id)
    }

    /// The ids that nobody took, in order.
    pub(super) fn left(self) -> Vec<SegmentId> {
        let mut left: Vec<_> = self.0.into_keys().cloned().collect();
        left.sort();
        left
    }
}
