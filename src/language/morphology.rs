//! Facts about what may be glued to a word and how words bend.

use serde::Deserialize;

/// The `[morphology]` table of a language's data file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Morphology {
    /// Particles written together with the word that follows, in the order they may stand.
    pub proclitics: Vec<Vec<String>>,
}
