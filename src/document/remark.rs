//! What people say beside a translation: comments, and findings that they ignore for a reason.

use std::borrow::Cow;
use std::collections::HashMap;

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

/// A person's decision that what a check objects to in a segment is right.
///
/// It holds for the findings that were there when it was taken, until it is taken back; another finding of the same check
/// is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignored {
    /// The segment.
    pub segment: SegmentId,
    /// The id of the check.
    pub check: String,
    /// What each finding was about ([`super::Finding::concern`]); `None` for a decision that was kept before this was noted,
    /// which holds for whatever the check says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Vec<String>>,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub who: String,
    /// When, as TMX writes it.
    pub at: String,
}

impl Ignored {
    /// What the findings of `check` in `segment` are about; `None` where there are none.
    #[must_use]
    pub fn concerns(segment: &Segment, check: &str) -> Option<Vec<String>> {
        let found = segment.findings.iter().filter(|finding| finding.check == check);
        let target = &segment.target.content.text;
        let concerns: Vec<_> = found.map(|finding| finding.concern(target)).collect();
        (!concerns.is_empty()).then_some(concerns)
    }

    /// Whether it holds for one more finding that is about `concern`, of which `before` were met.
    fn covers(&self, concern: &str, before: usize) -> bool {
        let same = |about: &Vec<String>| about.iter().filter(|one| *one == concern).count();
        self.about.as_ref().is_none_or(|about| same(about) > before)
    }
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
        let mut met: HashMap<(Cow<'static, str>, String), usize> = HashMap::new();
        for finding in &mut segment.findings {
            let decided = self
                .ignored
                .iter()
                .find(|one| one.segment == segment.id && finding.check == one.check);
            finding.ignored = decided.and_then(|one| {
                let concern = finding.concern(&segment.target.content.text);
                let before = met.entry((finding.check.clone(), concern.clone())).or_default();
                *before += 1;
                let covered = one.covers(&concern, *before - 1);
                covered.then(|| one.reason.clone())
            });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, Finding, Severity, Target};

    fn finding(message: &str, at: std::ops::Range<usize>) -> Finding {
        Finding {
            check: "numbers".into(),
            severity: Severity::Error,
            at,
            source_at: None,
            message: message.to_owned(),
            fix: None,
            ignored: None,
            waived: None,
        }
    }

    fn segment(target: &str, findings: Vec<Finding>) -> Segment {
        Segment {
            id: SegmentId::of("وصل 37", 0),
            block: 0,
            gap: String::new(),
            source: Content::plain("وصل 37"),
            target: Target {
                content: Content::plain(target),
                ..Target::default()
            },
            terms: Vec::new(),
            matches: Vec::new(),
            findings,
        }
    }

    fn open(article: &Article, segment: Segment) -> Vec<String> {
        let excused = article.excused(segment);
        let open = excused.findings.into_iter().filter(Finding::is_open);
        open.map(|finding| finding.message).collect()
    }

    #[test]
    fn what_is_ignored_hides_no_other_finding() {
        let before = segment("Nineteen and 73 came", vec![finding("37 became 73", 13..15)]);
        let mut article = Article {
            ignored: vec![Ignored {
                segment: before.id.clone(),
                check: "numbers".into(),
                about: Ignored::concerns(&before, "numbers"),
                reason: "the agency corrected it".into(),
                who: String::new(),
                at: String::new(),
            }],
            ..Article::default()
        };
        let known = |at| finding("37 became 73", at);
        assert!(open(&article, before).is_empty());
        let edited = segment(
            "Ninety and 73 came",
            vec![finding("19 is missing", 0..6), known(11..13)],
        );
        assert_eq!(open(&article, edited), ["19 is missing"]);
        let twice = segment("73, Nineteen and 73", vec![known(0..2), known(17..19)]);
        assert_eq!(open(&article, twice), ["37 became 73"]);
        article.ignored[0].about = None;
        let edited = segment("Ninety came", vec![finding("19 is missing", 0..6)]);
        assert!(open(&article, edited).is_empty());
    }
}
