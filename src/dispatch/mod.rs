//! Asking backends: packed, patiently, one after the other, nothing paid for twice.

use serde::Deserialize;

/// The `[backend]` table of the configuration.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Backends that fill what memory and glossary leave empty, by name; a later one is asked for what the ones
    /// before it could not translate. Empty: none.
    pub r#use: Vec<String>,
    /// The most that one run may spend, in the currency of the prices; 0: no limit.
    pub budget: f64,
}
