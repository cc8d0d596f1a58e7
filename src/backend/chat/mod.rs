//! What every language model is told, and how its words are read.

mod prompt;
mod reply;

pub(super) use prompt::{Prompt, schema};
pub(super) use reply::{Ending, answers};
