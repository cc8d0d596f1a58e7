//! Names carried over into another script: proposals for a name that no glossary has.
//!
//! A name is spelled the way its bearers and the news spell it, not letter by letter: ويليامز is Williams. So a model of
//! how letters answer to each other (`ngrams.rs`, `decode.rs`) is read along a list of names that people bear,
//! and both are weighed against each other (`model.rs`). Spellings that stand attested for the very
//! name come first. `standard.rs` writes the answer by the table of a scholarly or official standard instead.
//!
//! Everything here is a proposal for a person to accept; nothing of it enters a draft. `training/names` makes the model.

mod decode;
mod file;
mod full;
mod model;
mod ngrams;
mod standard;

use std::sync::OnceLock;

pub use file::{Error, Parts};
pub use full::{Proposal, proposals};
pub use model::{Candidate, FEATURES, Model};
pub use ngrams::{END, Entry, Ngrams, START, key};
pub use standard::Standard;

/// Each model with the primary languages it leads from and to.
const ALL: &[(&str, &str, &[u8])] = &[("ar", "en", include_bytes!("data/ar-en.model"))];

/// The model from one primary language to another, if there is one. The first call reads it (some tens of milliseconds).
#[must_use]
pub fn model(from: &str, to: &str) -> Option<&'static Model> {
    static READ: [OnceLock<Option<Model>>; ALL.len()] = [const { OnceLock::new() }; ALL.len()];
    let index = ALL
        .iter()
        .position(|(source, target, _)| *source == from && *target == to)?;
    READ[index]
        .get_or_init(|| Model::read(ALL[index].2).ok())
        .as_ref()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_model_reads() {
        for (from, to, bytes) in super::ALL {
            super::Model::read(bytes).unwrap();
            assert!(super::model(from, to).is_some());
        }
    }
}
