//! Terms held in what a backend answered: put in the place that is theirs, or named as missing.
//!
//! The order is that of least harm. A rendering or variant that stands there stays. A forbidden rendering, and a name in
//! a spelling that is not listed, give way to the preferred one. A name that is missing goes where the backend's alignment says that its source went, since the
//! words around a name bend little for it; a common noun is left to a person. What is then still missing can be
//! asked for once more. In what people translated, which the memory keeps, only what is forbidden gives way: it was
//! right when they wrote it.

use std::ops::Range;
use std::sync::Arc;

use crate::backend::Link;
use crate::document::{Content, Outcome, Placed, TermHit, TermStatus, Tier};
use crate::glossary::{self, Expected};
use crate::language::Language;
use crate::text::words;

/// The part of a target word that must be about the term for the word to be its rendering.
const MOST: f32 = 0.5;
/// Less than this says nothing.
const LEAST: f32 = 0.2;

/// A target with its terms put in place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    /// The target.
    pub(super) content: Content,
    /// Which hits, by their span in the source, were put in place, and how.
    pub(super) placed: Vec<(Range<usize>, Placed)>,
}

/// Whether a term is to be held at all: what is only likely or only proposed is for a person to decide.
pub(super) fn binds(hit: &TermHit) -> bool {
    hit.tier == Tier::Sure && hit.term.status == TermStatus::Approved
}

/// Puts the terms `hits` of a source in their places in `content`, by the backend's `links` where it gave some.
///
/// Linear in the target for each term that is put in place.
pub(super) fn hold(hits: &[TermHit], expected: &Expected, content: Content, links: Vec<Link>) -> Held {
    let mut held = Held {
        content,
        placed: Vec::new(),
    };
    let mut links = links;
    let mut outcomes = expected.outcomes(hits, &held.content.text);
    for (number, hit) in hits.iter().enumerate().filter(|(_, hit)| binds(hit)) {
        let is_name = hit.term.kind.is_name();
        let text = &held.content.text;
        let aligned = || aligned(hit, &links, text).map(|at| without_article(text, at, expected.language()));
        let (place, how) = match &outcomes[number] {
            Outcome::Forbidden(at) => (Some(at.clone()), Placed::Replaced),
            Outcome::Missing if is_name => (aligned().filter(|at| is_free(at, &outcomes)), Placed::Aligned),
            Outcome::Wrong(wrong) if is_name => match aligned() {
                Some(at) if at.start <= wrong.start && wrong.end <= at.end => (Some(at), Placed::Aligned),
                // A surname alone in another spelling does not stand for the whole name.
                _ => {
                    let is_whole = words(&text[wrong.clone()]).count() == words(&hit.term.target).count();
                    (is_whole.then(|| wrong.clone()), Placed::Replaced)
                }
            },
            _ => continue,
        };
        let Some(place) = place.filter(|place| !place.is_empty()) else {
            continue;
        };
        let rendering = as_sentence_begins(&held.content.text, place.start, &hit.term.target);
        replace(&mut held.content, &mut links, &place, &rendering);
        held.placed.push((hit.span.clone(), how));
        outcomes = expected.outcomes(hits, &held.content.text);
    }
    held
}

/// A target that the memory gave, with preferred renderings in the place of forbidden ones; which hits of its source, by
/// their span, were put in place. Linear in the target for each term that forbids a rendering.
pub(super) fn preferred(
    hits: &[TermHit],
    expected: &Expected,
    target: &str,
) -> (String, Vec<(Range<usize>, Placed)>) {
    let mut text = target.to_owned();
    let mut placed = Vec::new();
    for (hit, outcome) in hits.iter().zip(expected.outcomes(hits, target)) {
        // A row that the program carries is no newsroom's wish against what its people wrote.
        if hit.term.carried || !binds(hit) || !matches!(outcome, Outcome::Forbidden(_)) {
            continue;
        }
        let others = hits.iter().filter(|other| other.term != hit.term);
        let others: Vec<_> = others.map(|other| Arc::clone(&other.term)).collect();
        let with = glossary::preferred(&text, &hit.term, &others, expected.language());
        text = with.map_or(text, |with| with.text);
        placed.push((hit.span.clone(), Placed::Replaced));
    }
    let after = expected.outcomes(hits, &text);
    let is_held = |(span, _): &(Range<usize>, Placed)| {
        let mut hits = hits.iter().zip(&after);
        hits.any(|(hit, outcome)| hit.span == *span && !outcome.is_amiss())
    };
    placed.retain(is_held);
    (text, placed)
}

/// The terms that a target lacks, as source and rendering, each once.
pub(super) fn missed(hits: &[TermHit], expected: &Expected, target: &str) -> Vec<(String, String)> {
    let outcomes = expected.outcomes(hits, target);
    let mut missed = Vec::new();
    for (hit, outcome) in hits.iter().zip(outcomes).filter(|(hit, _)| binds(hit)) {
        let pair = (hit.term.source.clone(), hit.term.target.clone());
        if outcome.is_amiss() && !missed.contains(&pair) {
            missed.push(pair);
        }
    }
    missed
}

/// The words of the target that render `hit`: the longest run of aligned parts most of whose weight is on it.
fn aligned(hit: &TermHit, links: &[Link], target: &str) -> Option<Range<usize>> {
    let mut parts: Vec<(Range<usize>, f32)> = Vec::new();
    let touches = |link: &&Link| link.source.start < hit.span.end && hit.span.start < link.source.end;
    for link in links.iter().filter(touches) {
        match parts.iter_mut().find(|(at, _)| *at == link.target) {
            Some((_, weight)) => *weight += link.weight,
            None => parts.push((link.target.clone(), link.weight)),
        }
    }
    let best = parts.iter().map(|(_, weight)| *weight).fold(0.0, f32::max);
    if best < LEAST {
        return None;
    }
    let enough = best.min(MOST);
    parts.retain(|(_, weight)| *weight >= enough);
    parts.sort_by_key(|(at, _)| at.start);
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in parts {
        match runs.last_mut() {
            Some(run) if target.get(run.end..at.start).is_some_and(is_gap) => run.end = at.end,
            _ => runs.push(at),
        }
    }
    let run = runs
        .into_iter()
        .max_by_key(|run| (run.len(), std::cmp::Reverse(run.start)))?;
    widened(target, &run)
}

/// What may stand between two parts of one name.
fn is_gap(between: &str) -> bool {
    between.chars().all(|c| c.is_whitespace() || c == '-')
}

/// The whole words that `run` touches.
fn widened(target: &str, run: &Range<usize>) -> Option<Range<usize>> {
    let touched: Vec<_> = words(target)
        .filter(|word| word.span.start < run.end && run.start < word.span.end)
        .collect();
    Some(touched.first()?.span.start..touched.last()?.span.end)
}

/// `at` without the articles at its beginning.
fn without_article(target: &str, at: Range<usize>, language: &Language) -> Range<usize> {
    let articles = &language.morphology.articles;
    let inside: Vec<_> = words(&target[at.clone()]).collect();
    let is_article =
        |word: &&crate::text::Word<'_>| articles.iter().any(|a| a.eq_ignore_ascii_case(word.text));
    let skipped = inside.iter().take_while(is_article).count();
    match inside.get(skipped) {
        Some(first) => at.start + first.span.start..at.end,
        None => at,
    }
}

/// Whether no other term stands at `at`.
fn is_free(at: &Range<usize>, outcomes: &[Outcome]) -> bool {
    outcomes.iter().all(|outcome| match outcome {
        Outcome::Held(other) | Outcome::Variant(other) => other.end <= at.start || at.end <= other.start,
        _ => true,
    })
}

/// A rendering with a capital where the text begins with it.
fn as_sentence_begins(target: &str, at: usize, rendering: &str) -> String {
    let begins = target[..at].chars().all(|c| !c.is_alphanumeric());
    let mut letters = rendering.chars();
    match letters.next() {
        Some(first) if begins && first.is_lowercase() => first.to_uppercase().chain(letters).collect(),
        _ => rendering.to_owned(),
    }
}

/// Puts `with` in the place of `at`; codes and links behind it move along.
fn replace(content: &mut Content, links: &mut Vec<Link>, at: &Range<usize>, with: &str) {
    let moved = |place: usize| match place {
        place if place >= at.end => place - at.len() + with.len(),
        place if place > at.start => at.start + with.len(),
        place => place,
    };
    links.retain(|link| link.target.end <= at.start || at.end <= link.target.start);
    for link in links {
        link.target = moved(link.target.start)..moved(link.target.end);
    }
    for code in &mut content.codes {
        code.at = moved(code.at);
    }
    content.text.replace_range(at.clone(), with);
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::document::{CodeKind, InlineCode, Term, TermKind};
    use crate::language;

    /// A hit of the only occurrence of `source` in `text`.
    pub(in crate::draft) fn hit(text: &str, source: &str, target: &str) -> TermHit {
        let start = text.find(source).unwrap();
        let span = start..start + source.len();
        TermHit {
            word: span.clone(),
            span,
            term: Term {
                source: source.to_owned(),
                target: target.to_owned(),
                kind: TermKind::Person,
                forbidden: vec![String::from("Carrie")],
                ..Term::default()
            }
            .into(),
            split: source.to_owned(),
            tier: Tier::Sure,
            also: Vec::new(),
        }
    }

    /// Links between the words of two texts, in order, by number.
    fn links(source: &str, target: &str, pairs: &[(usize, usize, f32)]) -> Vec<Link> {
        let spans = |text| words(text).map(|word| word.span).collect::<Vec<_>>();
        let (from, to) = (spans(source), spans(target));
        let link = |&(s, t, weight): &(usize, usize, f32)| Link {
            source: from[s].clone(),
            target: to[t].clone(),
            weight,
        };
        pairs.iter().map(link).collect()
    }

    const SOURCE: &str = "قال كيري للصحفيين";

    fn held(target: &str, pairs: &[(usize, usize, f32)]) -> Held {
        let hits = [hit(SOURCE, "كيري", "Kerry")];
        hold(
            &hits,
            &Expected::of(&hits, language::of("en")),
            Content::plain(target),
            links(SOURCE, target, pairs),
        )
    }

    #[test]
    fn what_is_forbidden_in_a_memory_gives_way_with_its_ending_and_what_is_missing_stays_so() {
        let hits = [hit(SOURCE, "كيري", "Kerry")];
        let expected = Expected::of(&hits, language::of("en"));
        let (text, placed) = preferred(&hits, &expected, "Carrie’s words to reporters");
        assert_eq!(text, "Kerry’s words to reporters");
        assert_eq!(placed, [(hits[0].span.clone(), Placed::Replaced)]);
        let missing = "He told reporters";
        assert_eq!(
            preferred(&hits, &expected, missing),
            (missing.to_owned(), Vec::new())
        );
    }

    #[test]
    fn a_missing_name_goes_where_its_source_went() {
        let held = held(
            "the Kiri told reporters",
            &[(0, 2, 0.9), (1, 0, 0.5), (1, 1, 0.8), (2, 3, 0.9)],
        );
        assert_eq!(held.content.text, "the Kerry told reporters");
        assert_eq!(held.placed.len(), 1);
        assert_eq!(held.placed[0].1, Placed::Aligned);
    }

    #[test]
    fn a_rendering_that_stands_there_stays() {
        let held = held("Kerry told reporters", &[(1, 2, 0.9)]);
        assert_eq!(
            (held.content.text.as_str(), held.placed.len()),
            ("Kerry told reporters", 0)
        );
    }

    #[test]
    fn a_forbidden_rendering_gives_way_without_any_alignment() {
        let held = held("Reporters heard Carrie", &[]);
        assert_eq!(held.content.text, "Reporters heard Kerry");
        assert_eq!(held.placed[0].1, Placed::Replaced);
    }

    #[test]
    fn a_name_in_another_spelling_gives_way_without_any_alignment() {
        let held = held("Reporters heard Keri’s speech", &[]);
        assert_eq!(held.content.text, "Reporters heard Kerry’s speech");
        assert_eq!(held.placed[0].1, Placed::Replaced);
    }

    #[test]
    fn without_alignment_nothing_is_guessed() {
        assert_eq!(held("He told reporters", &[]).content.text, "He told reporters");
        assert_eq!(
            held("He told reporters", &[(1, 0, 0.1)]).content.text,
            "He told reporters"
        );
    }

    #[test]
    fn no_other_name_is_overwritten() {
        let source = "لافروف وكيري";
        let hits = [hit(source, "لافروف", "Lavrov"), hit(source, "كيري", "Kerry")];
        let target = "Lavrov and he";
        let links = links(source, target, &[(0, 0, 0.9), (1, 0, 0.9)]);
        let held = hold(
            &hits,
            &Expected::of(&hits, language::of("en")),
            Content::plain(target),
            links,
        );
        assert_eq!(held.content.text, target);
    }

    #[test]
    fn codes_and_later_names_move_along() {
        let source = "كيري لافروف";
        let hits = [hit(source, "كيري", "Kerry"), hit(source, "لافروف", "Lavrov")];
        let target = "K met Lafroof now";
        let content = Content {
            text: target.to_owned(),
            codes: vec![InlineCode {
                at: 17,
                id: 1,
                kind: CodeKind::Single,
                original: String::from("<br>"),
            }],
        };
        let links = links(source, target, &[(0, 0, 0.9), (1, 2, 0.9)]);
        let held = hold(&hits, &Expected::of(&hits, language::of("en")), content, links);
        assert_eq!(held.content.text, "Kerry met Lavrov now");
        assert_eq!(held.content.codes[0].at, held.content.text.len());
    }
}
