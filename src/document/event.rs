//! Progress of drafting, as a stream that a terminal or a page can show.

use serde::Serialize;

use super::Summary;

/// Something that happened while articles were drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// Work on an article begins.
    Started {
        /// The article's name.
        article: String,
        /// How many segments it has.
        segments: usize,
    },
    /// A batch is saved.
    Saved {
        /// Segments of the article finished so far.
        done: usize,
    },
    /// Work on an article is complete.
    Finished {
        /// What came of it.
        summary: Summary,
    },
}
