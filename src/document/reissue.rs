//! An article is issued again with changes: which segments took the place of which.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::text::likeness;

use super::{Article, Segment, SegmentId, Target};

/// Likeness, in thousandths, below which two sentences are not one that was changed.
const ALIKE: u16 = 350;

/// The segment whose place another took when the article was issued again: what a person who translates the new one starts
/// from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predecessor {
    /// The segment that is there now.
    pub of: SegmentId,
    /// The one that went.
    pub id: SegmentId,
    /// Its source.
    pub source: String,
    /// Its target, whoever stands behind it.
    pub target: Target,
}

impl Article {
    /// The segment whose place the segment `id` took. Linear in the segments that changed.
    #[must_use]
    pub fn predecessor(&self, id: &SegmentId) -> Option<&Predecessor> {
        self.predecessors.iter().find(|predecessor| predecessor.of == *id)
    }
}

/// A segment of the article as it is, with the one whose place it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<'a> {
    /// The segment's number in the article as it is, from 0.
    pub place: usize,
    /// The segment as it was; `None` for one that was added.
    pub before: Option<&'a Segment>,
    /// The segment as it is.
    pub after: &'a Segment,
}

/// What is other in `now` than in `before`, in the order of `now`: each segment that was added, with the one that went
/// and that it resembles most, if it stands between the same neighbours. Segments that still stand are not told, and
/// neither are those that went without another in their place.
///
/// Linear in the segments; quadratic in those that changed between two that stand.
#[must_use]
pub fn changes<'a>(before: &'a Article, now: &'a Article) -> Vec<Change<'a>> {
    let ids = |article: &'a Article| -> HashSet<&'a SegmentId> {
        article.segments.iter().map(|segment| &segment.id).collect()
    };
    let (were, are) = (ids(before), ids(now));
    let mut gaps = gaps(before, &are);
    let mut gap: &mut Vec<&Segment> = gaps.entry(None).or_default();
    let mut changes = Vec::new();
    for (place, after) in now.segments.iter().enumerate() {
        if were.contains(&after.id) {
            gap = gaps.entry(Some(&after.id)).or_default();
            continue;
        }
        let likenesses = gap
            .iter()
            .map(|one| likeness(&one.source.text, &after.source.text));
        let likest = likenesses.enumerate().max_by_key(|&(_, likeness)| likeness);
        let was = likest
            .filter(|&(_, likeness)| likeness >= ALIKE)
            .map(|(at, _)| gap.remove(at));
        changes.push(Change {
            place,
            before: was,
            after,
        });
    }
    changes
}

/// The segments that went, by the segment before them that still stands.
fn gaps<'a>(
    before: &'a Article,
    are: &HashSet<&SegmentId>,
) -> HashMap<Option<&'a SegmentId>, Vec<&'a Segment>> {
    let mut gaps: HashMap<Option<&SegmentId>, Vec<&Segment>> = HashMap::new();
    let mut anchor = None;
    for segment in &before.segments {
        if are.contains(&segment.id) {
            anchor = Some(&segment.id);
        } else {
            gaps.entry(anchor).or_default().push(segment);
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Content;

    fn article(sources: &[&str]) -> Article {
        let segment = |source: &&str| Segment {
            id: SegmentId::of(source, 0),
            block: 0,
            source: Content::plain(*source),
            gap: String::new(),
            target: Target::empty(""),
            terms: Vec::new(),
            matches: Vec::new(),
            findings: Vec::new(),
        };
        Article {
            segments: sources.iter().map(segment).collect(),
            ..Article::default()
        }
    }

    #[test]
    fn a_changed_sentence_is_told_with_what_it_was_and_an_added_one_alone() {
        let before = article(&[
            "One stands.",
            "Thirteen people were killed on Monday.",
            "Three stands.",
        ]);
        let now = article(&[
            "Zero is added!",
            "One stands.",
            "Fourteen people were killed on Monday.",
            "Three stands.",
        ]);
        let told = changes(&before, &now);
        let told: Vec<_> = told
            .iter()
            .map(|one| (one.place, one.before.map(|was| was.source.text.as_str())))
            .collect();
        assert_eq!(
            told,
            [(0, None), (2, Some("Thirteen people were killed on Monday."))]
        );
    }

    #[test]
    fn a_sentence_that_moved_to_another_place_is_none_that_changed() {
        let before = article(&["One stands.", "Two stands."]);
        assert!(changes(&before, &article(&["Two stands.", "One stands."])).is_empty());
    }
}
