//! Where a person cuts otherwise than the rules: a sentence parted in two, or two neighbours joined.
//!
//! A segment's id comes from its text, so parts and joined sentences have ids of their own: a file that was exported
//! before says nothing about them, and is not mistaken for them. Their ids are made from those that they were made
//! from, so that parting the same sentence at the same place twice gives the same two. A [`Recut`] is kept with the
//! article; when its source is read again, each one whose sentences still stand there is applied again.

use serde::{Deserialize, Serialize};

use super::blocks;
use crate::document::{Content, Origin, Segment, SegmentId, State, Target};

/// One person's cut: the neighbours `from` gave way to the neighbours `into`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recut {
    /// What stood there, in order.
    pub from: Vec<SegmentId>,
    /// What stands there since, in order.
    pub into: Vec<SegmentId>,
    /// For a parted sentence, the characters before the cut that are no white space; `None` for a joined one.
    pub cut: Option<usize>,
}

impl Recut {
    /// The sentence `segment` parted before byte `at` of its source; `None` where one part would be empty, or inside
    /// a character.
    #[must_use]
    pub fn part(segment: &Segment, at: usize) -> Option<Self> {
        let (before, after) = segment.source.text.split_at_checked(at)?;
        if before.trim().is_empty() || after.trim().is_empty() {
            return None;
        }
        let cut = before.chars().filter(|c| !c.is_whitespace()).count();
        let id = |part: usize| SegmentId::of(&format!("{} parted at {cut}", segment.id), part);
        Some(Self {
            from: vec![segment.id.clone()],
            into: vec![id(0), id(1)],
            cut: Some(cut),
        })
    }

    /// Two neighbours joined; `None` when a block's border lies between them, which no segment crosses.
    #[must_use]
    pub fn join(first: &Segment, second: &Segment) -> Option<Self> {
        let id = || SegmentId::of(&format!("{} joined to {}", first.id, second.id), 0);
        (first.block == second.block).then(|| Self {
            from: vec![first.id.clone(), second.id.clone()],
            into: vec![id()],
            cut: None,
        })
    }

    /// What the segments that stood there become: their texts, and their targets as far as these go with them. Terms,
    /// matches and findings are left to be found again. `None` when they are not what was cut.
    #[must_use]
    pub fn made(&self, from: &[Segment]) -> Option<Vec<Segment>> {
        if !from.iter().map(|segment| &segment.id).eq(&self.from) {
            return None;
        }
        match (from, self.into.as_slice(), self.cut) {
            ([one], [left, right], Some(cut)) => parted(one, cut, (left, right)),
            ([first, second], [id], None) if first.block == second.block => {
                Some(vec![joined(first, second, id)])
            }
            _ => None,
        }
    }

    /// Cuts `segments` this way, if what was cut still stands there. Linear in them.
    pub fn apply(&self, segments: &mut Vec<Segment>) {
        let Some(first) = self.from.first() else { return };
        let Some(start) = segments.iter().position(|segment| segment.id == *first) else {
            return;
        };
        let end = start + self.from.len();
        if let Some(made) = segments.get(start..end).and_then(|from| self.made(from)) {
            segments.splice(start..end, made);
        }
    }
}

/// The two parts of a sentence. The target goes to the first: where it would have to be cut, nobody knows.
fn parted(segment: &Segment, cut: usize, (left, right): (&SegmentId, &SegmentId)) -> Option<Vec<Segment>> {
    let text = &segment.source.text;
    let mut visible = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    let start = visible.nth(cut)?.0;
    let end = text[..start].trim_end().len();
    let mut sources = blocks::sources(&segment.source, &[0..end, start..text.len()]).into_iter();
    let (first, second) = (sources.next()?, sources.next()?);
    let mut target = segment.target.clone();
    target.content.codes.retain(|code| {
        first
            .codes
            .iter()
            .any(|kept| (kept.id, kept.kind) == (code.id, code.kind))
    });
    if segment.target.is_a_persons() {
        // The words were for the whole sentence: a person looks again, and no machine writes over them.
        target.state = State::NeedsReview;
        target.origin = Some(Origin::Person);
    }
    let part = |id: &SegmentId, source: Content, gap: &str, target: Target| Segment {
        id: id.clone(),
        block: segment.block,
        source,
        gap: gap.to_owned(),
        target,
        terms: Vec::new(),
        matches: Vec::new(),
        findings: Vec::new(),
    };
    let empty = Target::empty("parted from the sentence before it");
    Some(vec![
        part(left, first, &text[end..start], target),
        part(right, second, &segment.gap, empty),
    ])
}

fn joined(first: &Segment, second: &Segment, id: &SegmentId) -> Segment {
    Segment {
        id: id.clone(),
        source: run_on(&first.source, &first.gap, &second.source),
        gap: second.gap.clone(),
        target: target_of((&first.target, &second.target)),
        terms: Vec::new(),
        matches: Vec::new(),
        findings: Vec::new(),
        ..first.clone()
    }
}

/// Both targets in one. It is as far as the one that is less far, and never approved: nobody has read it whole.
fn target_of((first, second): (&Target, &Target)) -> Target {
    let (here, there) = (first.content.is_blank(), second.content.is_blank());
    if here && there {
        return first.clone();
    }
    let content = match (here, there) {
        (true, _) => second.content.clone(),
        (_, true) => first.content.clone(),
        _ => run_on(&first.content, " ", &second.content),
    };
    let person = first.is_a_persons() || second.is_a_persons();
    let whole = first.state.min(second.state);
    let state = match whole {
        State::Empty if person => State::NeedsReview,
        State::Empty => State::Draft,
        _ => whole.min(State::Translated),
    };
    let kept = if here { second } else { first };
    let origin = if person {
        Some(Origin::Person)
    } else {
        kept.origin.clone()
    };
    Target {
        content,
        state,
        origin,
        reason: None,
    }
}

fn run_on(first: &Content, gap: &str, second: &Content) -> Content {
    let mut content = first.clone();
    content.text.push_str(gap);
    let moved = content.text.len();
    content.text.push_str(&second.text);
    content.codes.extend(second.codes.iter().cloned().map(|mut code| {
        code.at += moved;
        code
    }));
    content
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{CodeKind, InlineCode};

    fn segment(source: &str, target: &str) -> Segment {
        Segment {
            id: SegmentId::of(source, 0),
            block: 0,
            source: Content::plain(source),
            gap: String::from(" "),
            target: Target::draft(Content::plain(target), Origin::Repeat),
            terms: Vec::new(),
            matches: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn texts(segments: &[Segment]) -> Vec<[&str; 3]> {
        let mut texts = Vec::new();
        for Segment {
            source, gap, target, ..
        } in segments
        {
            texts.push([source.text.as_str(), gap, &target.content.text]);
        }
        texts
    }

    #[test]
    fn a_sentence_is_parted_in_source_order_and_its_target_stays_with_the_first_part() {
        let whole = segment("قال كيري ثم غادر", "Kerry spoke and left");
        let at = "قال كيري ".len();
        let recut = Recut::part(&whole, at).unwrap();
        let made = recut.made(std::slice::from_ref(&whole)).unwrap();
        assert_eq!(
            texts(&made),
            [["قال كيري", " ", "Kerry spoke and left"], ["ثم غادر", " ", ""]]
        );
        assert_eq!(
            Recut::part(&whole, at - 1).unwrap(),
            recut,
            "the blank does not count"
        );
    }

    #[test]
    fn parts_joined_again_are_the_sentence_and_inline_codes_are_kept_once() {
        let mut whole = segment("قال كيري ثم غادر", "");
        let code = |at, kind| InlineCode {
            at,
            id: 1,
            kind,
            original: String::from("*"),
        };
        let cut = "قال كيري ".len();
        whole.source.codes = vec![
            code(cut, CodeKind::Open),
            code(whole.source.text.len(), CodeKind::Close),
        ];
        let parts = Recut::part(&whole, cut).unwrap().made(&[whole.clone()]).unwrap();
        assert!(parts[0].source.codes.is_empty());
        let recut = Recut::join(&parts[0], &parts[1]).unwrap();
        let joined = recut.made(&parts).unwrap();
        assert_eq!((joined.len(), &joined[0].source), (1, &whole.source));
        assert_eq!(joined[0].gap, whole.gap);
    }

    #[test]
    fn a_persons_words_are_looked_at_again_and_never_approved_by_a_cut() {
        let mut whole = segment("قال كيري ثم غادر", "Kerry spoke and left");
        whole.target.state = State::Approved;
        let parts = Recut::part(&whole, "قال كيري ".len())
            .unwrap()
            .made(&[whole])
            .unwrap();
        assert_eq!(parts[0].target.state, State::NeedsReview);
        assert!(parts[0].target.is_a_persons());
        let (mut first, mut second) = (segment("قال.", "He said."), segment("غادر.", "He left."));
        first.target.state = State::Approved;
        second.target.state = State::Approved;
        let joined = Recut::join(&first, &second)
            .unwrap()
            .made(&[first, second])
            .unwrap();
        assert_eq!(joined[0].target.content.text, "He said. He left.");
        assert_eq!(joined[0].target.state, State::Translated);
    }

    #[test]
    fn a_cut_is_made_again_in_a_changed_article_where_its_sentence_still_stands() {
        let (whole, other) = (segment("قال كيري ثم غادر", ""), segment("نعم", ""));
        let recut = Recut::part(&whole, "قال كيري ".len()).unwrap();
        let mut changed = vec![other.clone(), whole];
        recut.apply(&mut changed);
        assert_eq!(changed.len(), 3);
        let mut gone = vec![other];
        recut.apply(&mut gone);
        assert_eq!(gone.len(), 1);
    }

    #[test]
    fn nothing_is_cut_off_at_an_end_and_no_border_is_crossed() {
        let whole = segment("قال كيري", "");
        assert_eq!(Recut::part(&whole, 0), None);
        assert_eq!(Recut::part(&whole, 1), None);
        assert_eq!(Recut::part(&whole, whole.source.text.len()), None);
        let mut other = segment("غادر", "");
        other.block = 1;
        assert_eq!(Recut::join(&whole, &other), None);
    }
}
