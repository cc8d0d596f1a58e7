//! Facts that part a sentence's end from what only looks like one.

use serde::Deserialize;

/// The `[segmentation]` table of a language's data file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Segmentation {
    /// Abbreviations after whose full stop a sentence never ends, without that stop.
    pub abbreviations: Vec<String>,
}
