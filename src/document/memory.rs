//! Translation units and what a memory answers.

use serde::{Deserialize, Serialize};

/// A source segment and its translation, as a memory keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranslationUnit {
    /// Source text, codes left out.
    pub source: String,
    /// Target text, codes left out.
    pub target: String,
    /// Source language, BCP 47.
    pub source_language: String,
    /// Target language, BCP 47.
    pub target_language: String,
    /// The source segment before it, where it was translated; empty when unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// The source segment after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
    /// Who translated it, as the file or the workspace says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When it was last changed, as TMX writes it: `20260131T120000Z`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
    /// Remarks and properties of the file it came from, as name and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<(String, String)>,
}

/// How a memory match was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatchKind {
    /// Same source between the same neighbours: 101.
    Context,
    /// Same source: 100.
    Exact,
    /// Same source but for numbers, which were put right: below 100.
    Repaired,
    /// Similar source: below 100.
    Fuzzy,
}

impl MatchKind {
    /// The name in machine forms and exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Exact => "exact",
            Self::Repaired => "repaired",
            Self::Fuzzy => "fuzzy",
        }
    }
}

/// A unit that a memory offers for a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryMatch {
    /// Match score: 101 in context, 100 exact, below that similar.
    pub score: u8,
    /// How it was found.
    pub kind: MatchKind,
    /// The unit's source as stored.
    pub source: String,
    /// The translation offered; numbers put right where `kind` is `repaired`.
    pub target: String,
    /// The memory it came from.
    pub memory: String,
    /// Who translated it, as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When it was last changed, as TMX writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
}
