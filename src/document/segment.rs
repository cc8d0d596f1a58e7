//! The unit of translation.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::text::hexadecimal;

use super::{Content, Finding, MemoryMatch, Target, TermUse};

/// One source segment with its target and the evidence gathered for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Identity that survives re-import of a changed article.
    pub id: SegmentId,
    /// Number of the block it belongs to, from 0.
    pub block: usize,
    /// The text to translate, without the white space around it.
    pub source: Content,
    /// White space that followed the segment inside its block; joining `source` and `gap` over a block's
    /// segments gives the block's text, after the white space it began with.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gap: String,
    /// The translation, or why there is none.
    pub target: Target,
    /// Glossary terms found in the source, in source order, with what became of each in the target.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<TermUse>,
    /// What the memory offered, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<MemoryMatch>,
    /// What the checks object to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

impl Segment {
    /// What is to be seen to: the findings that nobody ignores.
    pub fn open_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_open())
    }
}

/// Identity of a segment within its article: stays the same when text around it changes.
///
/// `s` and twelve hexadecimal digits, so that it is valid as an XML name and as an XLIFF id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SegmentId(String);

impl SegmentId {
    /// The id of the `occurrence`-th segment (from 0) of an article whose source text is `text`.
    ///
    /// SHA-256 over the text with white space runs made one blank, then over the occurrence.
    #[must_use]
    pub fn of(text: &str, occurrence: usize) -> Self {
        let mut hash = Sha256::new();
        for word in text.split_whitespace() {
            hash.update(word);
            hash.update(b" ");
        }
        hash.update(occurrence.to_be_bytes());
        Self(format!("s{}", hexadecimal(&hash.finalize()[..6])))
    }

    /// An id as a file or a person gives it, taken as it stands.
    #[must_use]
    pub fn given(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id's characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_have_ids_of_their_own() {
        assert_ne!(SegmentId::of("نعم", 0), SegmentId::of("نعم", 1));
        assert_eq!(SegmentId::of("نعم  هو", 0), SegmentId::of("نعم هو", 0));
        assert_eq!(SegmentId::of("نعم", 0).as_str().len(), 13);
    }
}
