//! Inline codes in the target, placed by alignment.

use std::ops::Range;

use crate::backend::Link;
use crate::document::{CodeKind, Content, InlineCode};
use crate::text::words;

/// The part of a target word's weight that must fall on a stretch of the source for the word to render it.
const MOST: f32 = 0.5;

/// `target` with the codes of `source`: a pair goes around the words that render what it encloses, a single code
/// before the word that renders what follows it. A code whose words cannot be told goes to the end.
pub(super) fn placed(source: &Content, target: String, links: &[Link]) -> Content {
    let mut codes: Vec<InlineCode> = Vec::with_capacity(source.codes.len());
    for code in &source.codes {
        let at = match code.kind {
            CodeKind::Single => before_what_follows(&source.text, code.at, &target, links),
            CodeKind::Open => rendering(&source.text, enclosed(source, code.id), &target, links).start,
            CodeKind::Close => rendering(&source.text, enclosed(source, code.id), &target, links).end,
        };
        codes.push(InlineCode { at, ..code.clone() });
    }
    // Codes at one place keep the order of the source, in which they are.
    codes.sort_by_key(|code| code.at);
    Content { text: target, codes }
}

/// Words after a place that are tried until one is rendered.
const AHEAD: usize = 3;

/// Where the word begins that renders the one after `at`, or else one soon after; the end where none does. Marks
/// between `at` and the word come along.
pub(super) fn before_what_follows(source: &str, at: usize, target: &str, links: &[Link]) -> usize {
    let mut next = words(source)
        .map(|word| word.span)
        .filter(|word| word.end > at)
        .take(AHEAD);
    let found = next.find_map(|word| {
        let begin = found(word.clone(), target, links).start;
        (begin < target.len()).then_some((word, begin))
    });
    let Some((word, begin)) = found else {
        return target.len();
    };
    let marks = source.get(at..word.start).unwrap_or_default();
    let along = !marks.is_empty() && !marks.contains(char::is_whitespace) && target[..begin].ends_with(marks);
    if along { begin - marks.len() } else { begin }
}

/// What the pair `id` encloses; a half whose other half is in another segment reaches to the end on its side.
fn enclosed(source: &Content, id: u32) -> Range<usize> {
    let half = |kind| {
        source
            .codes
            .iter()
            .find(|code| code.id == id && code.kind == kind)
            .map(|code| code.at)
    };
    half(CodeKind::Open).unwrap_or(0)..half(CodeKind::Close).unwrap_or(source.text.len())
}

/// The words of the target that render `stretch`: all of it where that is all of the source.
fn rendering(source: &str, stretch: Range<usize>, target: &str, links: &[Link]) -> Range<usize> {
    let before = source[..stretch.start].trim().is_empty();
    let after = source[stretch.end..].trim().is_empty();
    if before && after {
        0..target.len()
    } else {
        found(stretch, target, links)
    }
}

/// From the first to the last word of the target most of whose weight falls on `stretch`; the end where none does.
fn found(stretch: Range<usize>, target: &str, links: &[Link]) -> Range<usize> {
    let weight = |word: &Range<usize>| {
        let own = links
            .iter()
            .filter(|link| link.target.start < word.end && word.start < link.target.end);
        let (mut on, mut all) = (0.0, 0.0);
        for link in own {
            all += link.weight;
            if link.source.start < stretch.end && stretch.start < link.source.end {
                on += link.weight;
            }
        }
        if all > 0.0 { on / all } else { 0.0 }
    };
    let found: Vec<Range<usize>> = words(target)
        .map(|word| word.span)
        .filter(|word| weight(word) >= MOST)
        .collect();
    match (found.first(), found.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => target.len()..target.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded(codes: &[(usize, CodeKind)]) -> Content {
        let code = |&(at, kind): &(usize, CodeKind)| InlineCode {
            at,
            id: 1,
            kind,
            original: String::from("b"),
        };
        Content {
            text: String::from("the old city now"),
            codes: codes.iter().map(code).collect(),
        }
    }

    fn links() -> [Link; 4] {
        let link = |source, target| Link {
            source,
            target,
            weight: 0.9,
        };
        [
            link(0..3, 0..1),
            link(4..7, 9..14),
            link(8..12, 2..8),
            link(13..16, 15..20),
        ]
    }

    fn ats(content: &Content) -> Vec<usize> {
        placed(content, String::from("a cidade velha agora"), &links())
            .codes
            .iter()
            .map(|code| code.at)
            .collect()
    }

    #[test]
    fn a_pair_goes_around_the_words_that_render_its_own_in_whatever_order() {
        assert_eq!(
            ats(&coded(&[(4, CodeKind::Open), (12, CodeKind::Close)])),
            [2, 14]
        );
        assert_eq!(ats(&coded(&[(8, CodeKind::Open), (12, CodeKind::Close)])), [2, 8]);
        assert_eq!(
            ats(&coded(&[(0, CodeKind::Open), (16, CodeKind::Close)])),
            [0, 20]
        );
    }

    #[test]
    fn a_mark_before_the_word_comes_along_and_a_word_without_rendering_is_passed_over() {
        let links = [Link {
            source: 8..12,
            target: 2..8,
            weight: 0.9,
        }];
        assert_eq!(
            before_what_follows(
                "the (or /city",
                8,
                "a /cidade",
                &[Link {
                    source: 9..13,
                    target: 3..9,
                    weight: 0.9
                }]
            ),
            2
        );
        assert_eq!(
            before_what_follows("the old city now", 3, "a cidade agora", &links),
            2
        );
        assert_eq!(
            before_what_follows("the old city now", 12, "a cidade agora", &links),
            14
        );
    }

    #[test]
    fn a_single_code_goes_before_the_word_that_renders_the_next() {
        assert_eq!(ats(&coded(&[(13, CodeKind::Single)])), [15]);
        assert_eq!(ats(&coded(&[(16, CodeKind::Single)])), [20]);
    }
}
