//! What people say beside a translation: comments, and findings that they ignore for a reason.

use serde::{Deserialize, Serialize};

use super::{Article, Segment, SegmentId};

/// A remark on a segment or on the whole article, in plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its number in the workspace.
    pub number: u64,
    /// The segment it is about; `None` for the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<SegmentId>,
    /// What it says.
    pub text: String,
    /// Who said it.
    pub who: String,
    /// When, as TMX writes it.
    pub at: String,
    /// Who settled it; `None` while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<String>,
}

impl Comment {
    /// Who says what stands in the file that an article was read from.
    pub const FILE: &str = "file";

    /// What the file that an article was read from says of a segment.
    #[must_use]
    pub fn of_file(segment: &SegmentId, text: impl Into<String>) -> Self {
        Self {
            number: 0,
            segment: Some(segment.clone()),
            text: text.into(),
            who: Self::FILE.to_owned(),
            at: String::new(),
            resolved: None,
        }
    }
}

/// A person's decision that a check need not object to a segment.
///
/// It holds for the segment and the rule, whatever the rule says there, until it is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignored {
    /// The segment.
    pub segment: SegmentId,
    /// The id of the check.
    pub check: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub who: String,
    /// When, as TMX writes it.
    pub at: String,
}

impl Article {
    /// The comments on the segment `id`, oldest first; those on the article with `None`.
    pub fn comments_on<'a>(&'a self, id: Option<&'a SegmentId>) -> impl Iterator<Item = &'a Comment> {
        self.comments
            .iter()
            .filter(move |comment| comment.segment.as_ref() == id)
    }

    /// `segment` with the reason beside each finding that a person ignores.
    #[must_use]
    pub fn excused(&self, mut segment: Segment) -> Segment {
        for finding in &mut segment.findings {
            let decided = self
                .ignored
                .iter()
                .find(|one| one.segment == segment.id && finding.check == one.check);
            finding.ignored = decided.map(|one| one.reason.clone());
        }
        segment
    }

    /// The article with every segment [`Article::excused`].
    #[must_use]
    pub fn with_excuses(mut self) -> Self {
        let segments = std::mem::take(&mut self.segments);
        let excused = segments
            .into_iter()
            .map(|segment| self.excused(segment))
            .collect();
        self.segments = excused;
        self
    }
}
