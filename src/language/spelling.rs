//! Facts about spellings that count as equal.

use serde::Deserialize;

/// The `[spelling]` table of a language's data file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Spelling {
    /// Ranges of characters that never count, such as `"\u064B-\u065F"`.
    pub ignored: Vec<String>,
    /// Letters written for one another everywhere, such as `"أ" = "ا"`.
    pub same: std::collections::BTreeMap<char, char>,
}
