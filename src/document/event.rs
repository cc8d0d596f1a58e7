//! Progress of long work, as a stream that a terminal or a page can show.

use serde::Serialize;

use super::Summary;

/// Something that happened while articles were drafted or a model was fetched.
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
    /// A backend has answered, or its answers from an earlier run were found.
    Answered {
        /// Segments that are settled by it.
        segments: usize,
    },
    /// A backend is given a rest.
    Resting {
        /// Its name.
        backend: String,
        /// What it said.
        why: String,
        /// For how long.
        seconds: u64,
    },
    /// A batch is saved.
    Saved {
        /// Segments of the article finished so far.
        done: usize,
    },
    /// Part of a model's file has come.
    Fetched {
        /// The file's name.
        file: String,
        /// Bytes that are there.
        bytes: u64,
        /// Bytes that it has.
        of: u64,
    },
    /// Something that a person should know while they wait.
    Noted {
        /// It, as a sentence.
        message: String,
    },
    /// Work on an article is complete.
    Finished {
        /// What came of it.
        summary: Summary,
    },
}
