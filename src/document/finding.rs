//! What a check objects to.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One objection of a check to one segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The id of the check.
    pub check: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// Where in the target, in bytes; empty when something is missing there.
    pub at: Range<usize>,
    /// Where in the source the reason stands, in bytes, if there is such a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_at: Option<Range<usize>>,
    /// What is wrong, for the person who puts it right.
    pub message: String,
    /// A change of the target that would put it right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Edit>,
    /// Why a person ignores it, if one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ignored: Option<String>,
    /// Why nobody heeds the check in the whole workspace, if it is configured so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived: Option<String>,
}

impl Finding {
    /// Whether it is to be seen to: nobody ignores it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.excuse().is_none()
    }

    /// Why it is ignored: what a person decided for the segment comes before what holds everywhere.
    #[must_use]
    pub fn excuse(&self) -> Option<&str> {
        self.ignored.as_deref().or(self.waived.as_deref())
    }

    /// What it is about in the translation `target`, by which it is known again after the segment was edited elsewhere: what it
    /// says, and the words that it points at where these are not the whole.
    #[must_use]
    pub fn concern(&self, target: &str) -> String {
        match target.get(self.at.clone()) {
            Some(words) if !words.is_empty() && words.trim() != target.trim() => {
                format!("{}\n{words}", self.message)
            }
            _ => self.message.clone(),
        }
    }

    /// Whether it keeps its segment from being approved.
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.is_open() && self.severity == Severity::Error
    }
}

/// A replacement of a part of the target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The bytes of the target to replace.
    pub at: Range<usize>,
    /// What to put there.
    pub text: String,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// Blocks approval.
    Error,
}

impl Severity {
    /// The name in machine forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
