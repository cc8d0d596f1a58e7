//! What every language model is told, and how its words are read.

mod prompt;
mod reply;

use super::{Capabilities, CodeSupport, TermSupport};

pub(super) use prompt::{Prompt, schema};
pub(super) use reply::{Ending, answers};

/// What every language model does, in requests of this size.
pub(super) fn capabilities(segments: usize, characters: usize, concurrency: usize) -> Capabilities {
    Capabilities {
        segments: segments.max(1),
        characters,
        bytes: 64 * 1024,
        concurrency: concurrency.max(1),
        terms: TermSupport::Asked,
        codes: CodeSupport::Carried,
        context: 3,
    }
}
