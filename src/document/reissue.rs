//! An article is issued again with changes: which segments took the place of which.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::text::Likeness;

use super::{Article, Segment, SegmentId, Target};

/// Likeness, in thousandths, below which two sentences are not one that was changed: between the same neighbours, and elsewhere,
/// where there is more to be like by chance.
const ALIKE: u16 = 350;
const ALIKE_ELSEWHERE: u16 = 600;

/// Segments that went, at most, that an added one is held against.
const REACH: usize = 1_000;

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

/// What is other in `now` than in `before`, in the order of `now`: each segment that was added, with the one that went and
/// became it: the likest first, one to one, wherever they stand. Segments that still stand are not told, and neither are those
/// that went without another in their place.
///
/// Linear in the segments; for each that was added, at most `REACH` of those that went are read, the nearest ones.
#[must_use]
pub fn changes<'a>(before: &'a Article, now: &'a Article) -> Vec<Change<'a>> {
    let stood: HashMap<&SegmentId, usize> = ids(before).zip(0..).collect();
    let stands: HashSet<&SegmentId> = ids(now).collect();
    let gone: Vec<Gone<'a>> = gone(before, &stands);
    let mut changes = Vec::new();
    let mut pairs = Vec::new();
    let mut anchor = None;
    for (place, after) in now.segments.iter().enumerate() {
        if let Some(&stood) = stood.get(&after.id) {
            anchor = Some(stood);
            continue;
        }
        pairs.extend(
            likenesses(after, anchor, &gone).map(|(one, likeness, moved)| Pairing {
                unlike: 1000 - likeness,
                moved,
                gone: one,
                added: changes.len(),
            }),
        );
        changes.push(Change {
            place,
            before: None,
            after,
        });
    }
    pairs.sort_unstable();
    let mut taken = vec![false; gone.len()];
    for pair in pairs {
        let change = &mut changes[pair.added];
        if change.before.is_none() && !std::mem::replace(&mut taken[pair.gone], true) {
            change.before = Some(gone[pair.gone].segment);
        }
    }
    changes
}

/// A segment that went.
struct Gone<'a> {
    segment: &'a Segment,
    /// Its place in the article as it was.
    place: usize,
    /// The place of the last segment before it that still stands.
    anchor: Option<usize>,
    length: usize,
}

/// An added segment that one that went may have become; the best come first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Pairing {
    unlike: u16,
    /// Whether they stand between other neighbours.
    moved: bool,
    gone: usize,
    added: usize,
}

fn ids(article: &Article) -> impl Iterator<Item = &SegmentId> {
    article.segments.iter().map(|segment| &segment.id)
}

fn gone<'a>(before: &'a Article, stands: &HashSet<&SegmentId>) -> Vec<Gone<'a>> {
    let mut anchor = None;
    let mut gone = Vec::new();
    for (place, segment) in before.segments.iter().enumerate() {
        if stands.contains(&segment.id) {
            anchor = Some(place);
        } else {
            gone.push(Gone {
                segment,
                place,
                anchor,
                length: segment.source.text.chars().count(),
            });
        }
    }
    gone
}

/// The segments of `gone`, by number, that may have become `after`, which follows the one that stood at `anchor`: how like they
/// are, and whether they stood elsewhere.
fn likenesses(
    after: &Segment,
    anchor: Option<usize>,
    gone: &[Gone<'_>],
) -> impl Iterator<Item = (usize, u16, bool)> {
    let text = Likeness::new(&after.source.text);
    let length = after.source.text.chars().count();
    let here = gone.partition_point(|one| Some(one.place) < anchor);
    let first = here
        .saturating_sub(REACH / 2)
        .min(gone.len().saturating_sub(REACH));
    let near = gone.iter().enumerate().skip(first).take(REACH);
    near.filter_map(move |(number, one)| {
        let moved = one.anchor != anchor;
        let least = if moved { ALIKE_ELSEWHERE } else { ALIKE };
        // Characters that only the longer one has are other ones.
        let (shorter, longer) = (length.min(one.length), length.max(one.length));
        if 1000 * shorter < usize::from(least) * longer {
            return None;
        }
        let likeness = text.to(&one.segment.source.text);
        (likeness >= least).then_some((number, likeness, moved))
    })
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

    fn told(before: &[&str], now: &[&str]) -> Vec<(usize, Option<String>)> {
        let (before, now) = (article(before), article(now));
        let told = changes(&before, &now);
        let told = told
            .iter()
            .map(|one| (one.place, one.before.map(|was| was.source.text.clone())));
        told.collect()
    }

    #[test]
    fn a_sentence_that_changed_and_moved_is_told_with_what_it_was() {
        let before = [
            "Turkey said that Iran was strong.",
            "Two stands.",
            "Three stands.",
        ];
        let was = || Some(String::from(before[0]));
        for now in [
            [
                "Two stands.",
                "Turkey said that Iran was very strong.",
                "Three stands.",
            ],
            [
                "Two stands.",
                "Three stands.",
                "Turkey said that Iran was very strong.",
            ],
        ] {
            let place = usize::from(now[2] != "Three stands.") + 1;
            assert_eq!(told(&before, &now), [(place, was())]);
        }
    }

    #[test]
    fn the_likest_pair_first_and_each_sentence_once() {
        let before = ["Thirteen people were killed on Monday.", "It stands."];
        let now = [
            "Thirteen people were hurt in March.",
            "It stands.",
            "Fourteen people were killed on Monday.",
        ];
        let was = Some(String::from(before[0]));
        assert_eq!(told(&before, &now), [(0, None), (2, was)]);
    }

    #[test]
    fn another_sentence_elsewhere_is_none_that_changed() {
        let before = ["Thirteen people were killed on Monday.", "It stands."];
        assert_eq!(
            told(&before, &["It stands.", "Talks went on in Geneva on Monday."]),
            [(1, None)]
        );
    }
}
