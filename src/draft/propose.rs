//! Where a first target comes from when no backend is asked: memory, a repeat, the glossary.

use crate::document::{
    Content, MatchKind, MemoryMatch, Origin, Segment, State, Target, TermHit, TermStatus, Tier,
};

use super::restore;
use crate::text::{likeness, words};

/// The target that the evidence gathered for `segment` supports, or `None` if a backend or a person has to
/// supply it.
///
/// What stands in the file that is drafted stays. Otherwise in this order: an exact match of the memory (in context first), the target of the same source earlier in
/// the article, a glossary term that is the whole segment, a fuzzy match of at least `fill_from`. Renderings that are
/// forbidden in a match are [`super::hold`]'s.
pub(super) fn target(source: &Content, evidence: &Evidence<'_>, fill_from: u8) -> Option<Target> {
    let stands = |own: &&Target| own.origin == Some(Origin::File) && !own.content.is_blank();
    let own = evidence.own.filter(stands).cloned();
    own.or_else(|| exact(source, evidence.matches))
        .or_else(|| evidence.repeat.and_then(repeated))
        .or_else(|| whole_term(source, evidence.hits))
        .or_else(|| fuzzy(source, evidence.matches, fill_from))
}

/// What is known about a segment before its target is chosen.
pub(super) struct Evidence<'a> {
    /// What the memory offers, best first.
    pub(super) matches: &'a [MemoryMatch],
    /// The glossary's hits in the source.
    pub(super) hits: &'a [TermHit],
    /// The first segment of the article with the same source, if this is not it.
    pub(super) repeat: Option<&'a Segment>,
    /// The target that it has.
    pub(super) own: Option<&'a Target>,
}

fn exact(source: &Content, matches: &[MemoryMatch]) -> Option<Target> {
    let best = matches.first().filter(|best| best.score >= 100)?;
    Some(from_memory(source, best, State::Draft))
}

/// A similar segment's translation says something else: it is filled in to be corrected, not to be approved.
fn fuzzy(source: &Content, matches: &[MemoryMatch], fill_from: u8) -> Option<Target> {
    let best = matches.first().filter(|best| best.score >= fill_from)?;
    if best.kind == MatchKind::Fuzzy && says_another_thing(&source.text, &best.source) {
        return None;
    }
    let state = match best.kind {
        MatchKind::Context | MatchKind::Exact => State::Draft,
        MatchKind::Repaired | MatchKind::Fuzzy => State::NeedsReview,
    };
    Some(from_memory(source, best, state))
}

/// Words of a segment in which one exchanged for another leaves nothing to correct.
const FEW_WORDS: usize = 4;
/// The least likeness, in thousandths, of two words that may be forms of one.
const FORMS: u16 = 500;

/// Whether a short segment has a word that no word of the other is a form of: `عاد كيري` is 78 points like `قال كيري`,
/// but its translation is better begun afresh. Such a match is offered, whatever its score, and not filled in.
fn says_another_thing(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(|text| words(text).map(|word| word.text).collect::<Vec<_>>());
    if a.len().min(b.len()) > FEW_WORDS {
        return false;
    }
    let lacks = |some: &[&str], others: &[&str]| {
        let is_form = |word: &str| others.iter().any(|other| likeness(word, other) >= FORMS);
        some.iter().any(|word| !is_form(word))
    };
    lacks(&a, &b) || lacks(&b, &a)
}

fn from_memory(source: &Content, best: &MemoryMatch, state: State) -> Target {
    let origin = Origin::Memory {
        score: best.score,
        kind: best.kind,
        memory: best.memory.clone(),
    };
    Target {
        state,
        ..Target::draft(restore::codes(source, &best.target), origin)
    }
}

pub(super) fn repeated(first: &Segment) -> Option<Target> {
    if first.target.content.is_blank() {
        return None;
    }
    let content = restore::codes(&first.source, &first.target.content.text);
    let state = first.target.state.min(State::NeedsReview);
    Some(Target {
        state,
        ..Target::draft(content, Origin::Repeat)
    })
}

/// The rendering of a term that is the whole segment, nothing glued to it and nothing beside it.
fn whole_term(source: &Content, hits: &[TermHit]) -> Option<Target> {
    let [hit] = hits else { return None };
    let alone = source.text.trim() == &source.text[hit.span.clone()];
    let settled = hit.tier == Tier::Sure && hit.term.status == TermStatus::Approved;
    (alone && settled).then(|| Target::draft(restore::codes(source, &hit.term.target), Origin::Glossary))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Term;

    fn hit(source: &str, span: std::ops::Range<usize>, target: &str) -> TermHit {
        TermHit {
            word: span.clone(),
            span,
            split: source.to_owned(),
            tier: Tier::Sure,
            also: Vec::new(),
            term: Term {
                source: source.to_owned(),
                target: target.to_owned(),
                ..Term::default()
            }
            .into(),
        }
    }

    fn offered(score: u8, kind: MatchKind) -> MemoryMatch {
        MemoryMatch {
            score,
            kind,
            source: String::from("قال لافروف"),
            target: String::from("Lavrov said"),
            memory: String::from("house"),
            author: None,
            changed: None,
        }
    }

    fn evidence<'a>(matches: &'a [MemoryMatch], hits: &'a [TermHit]) -> Evidence<'a> {
        Evidence {
            matches,
            hits,
            repeat: None,
            own: None,
        }
    }

    #[test]
    fn what_stands_in_the_file_stays() {
        let own = Target::draft(Content::plain("Kerry said"), Origin::File);
        let matches = [offered(100, MatchKind::Exact)];
        let source = Content::plain("قال لافروف");
        let with = |own: &Target| {
            let evidence = Evidence {
                own: Some(own),
                ..evidence(&matches, &[])
            };
            target(&source, &evidence, 75).unwrap().content.text
        };
        assert_eq!(with(&own), "Kerry said");
        let machine = Target::draft(Content::plain("Kerry said"), Origin::Repeat);
        assert_eq!(with(&machine), "Lavrov said");
    }

    #[test]
    fn a_segment_that_is_a_term_takes_its_rendering() {
        let source = Content::plain("العربي الجديد");
        let hits = [hit("العربي الجديد", 0..source.text.len(), "Al-Araby Al-Jadeed")];
        let target = target(&source, &evidence(&[], &hits), 75).unwrap();
        assert_eq!(target.content.text, "Al-Araby Al-Jadeed");
        assert_eq!(target.origin, Some(Origin::Glossary));
    }

    #[test]
    fn a_term_with_something_glued_to_it_is_no_whole_segment() {
        let source = Content::plain("لكيري");
        let hits = [hit("كيري", 2..source.text.len(), "Kerry")];
        assert_eq!(target(&source, &evidence(&[], &hits), 75), None);
    }

    #[test]
    fn a_fuzzy_match_is_filled_in_for_review_and_only_from_the_threshold() {
        let source = Content::plain("قالت لافروف");
        let matches = [offered(80, MatchKind::Fuzzy)];
        let filled = target(&source, &evidence(&matches, &[]), 75).unwrap();
        assert_eq!(filled.state, State::NeedsReview);
        assert_eq!(target(&source, &evidence(&matches, &[]), 85), None);
    }

    #[test]
    fn a_short_segment_with_another_word_is_not_filled_in() {
        for (source, known, another) in [
            ("عاد كيري.", "قال كيري.", true),
            ("قالت كيري.", "قال كيري.", false),
            ("قال لكيري.", "قال كيري.", false),
            ("وصل وفد إلى حلب أمس", "وصل وزير إلى حلب أمس", false),
        ] {
            assert_eq!(says_another_thing(source, known), another, "{source}");
        }
    }

    #[test]
    fn an_exact_match_is_a_draft() {
        let source = Content::plain("قال لافروف");
        let matches = [offered(100, MatchKind::Exact)];
        let filled = target(&source, &evidence(&matches, &[]), 75).unwrap();
        assert_eq!(filled.state, State::Draft);
    }
}
