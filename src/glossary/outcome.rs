//! What became of source terms in a translation.

use std::ops::Range;

use super::standing::{Standing, Worth, overlap, places};
use crate::document::{Outcome, Term, TermHit};
use crate::language::Language;

/// What became of each of `hits`, found in one source segment, in its translation `target`; in their order.
///
/// A rendering is looked for as [`standing`](super::standing()) says. The preferred rendering goes before variants, both
/// before forbidden ones, and of several places the first free one is taken. Each hit of a term takes a place of its
/// own; **a second mention may share** the place of the first, since a translation often goes on with a pronoun: a hit
/// is missing only if its term has no place at all. An empty target leaves every term open.
///
/// Linear in the target and in the renderings of the hits.
#[must_use]
pub fn outcomes(hits: &[TermHit], target: &str, language: &Language) -> Vec<Outcome> {
    if target.trim().is_empty() {
        return vec![Outcome::Open; hits.len()];
    }
    let mut distinct: Vec<&Term> = Vec::new();
    for hit in hits {
        if !distinct.contains(&&*hit.term) {
            distinct.push(&hit.term);
        }
    }
    let places = places(&distinct, target, language);
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut found = Vec::with_capacity(hits.len());
    for hit in hits {
        let number = distinct
            .iter()
            .position(|term| **term == *hit.term)
            .unwrap_or_default();
        let own = &places[number];
        let free = own
            .iter()
            .find(|place| !taken.iter().any(|t| overlap(t, &place.word)));
        let place = free
            .or_else(|| own.iter().find(|place| place.worth != Worth::Forbidden))
            .or(own.first());
        found.push(match place {
            None => Outcome::Missing,
            Some(place) => {
                taken.push(place.word.clone());
                place.outcome()
            }
        });
    }
    found
}

impl Standing {
    fn outcome(&self) -> Outcome {
        let at = self.word.clone();
        match self.worth {
            Worth::Preferred => Outcome::Held(at),
            Worth::Variant => Outcome::Variant(at),
            Worth::Forbidden => Outcome::Forbidden(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TermKind;
    use crate::language::of;

    fn hit(term: &Term) -> TermHit {
        TermHit {
            span: 0..0,
            word: 0..0,
            term: term.clone().into(),
            split: String::new(),
            tier: crate::document::Tier::Sure,
            also: Vec::new(),
        }
    }

    fn kerry() -> Term {
        Term {
            source: "كيري".into(),
            target: "Kerry".into(),
            kind: TermKind::Person,
            variants: vec!["the US Secretary of State".into()],
            forbidden: vec!["Kiri".into()],
            ..Term::default()
        }
    }

    fn ceasefire() -> Term {
        Term {
            source: "هدنة".into(),
            target: "ceasefire".into(),
            ..Term::default()
        }
    }

    fn one(term: &Term, target: &str) -> Outcome {
        outcomes(&[hit(term)], target, of("en")).remove(0)
    }

    #[test]
    fn a_possessive_holds_a_name() {
        assert_eq!(one(&kerry(), "It was Kerry’s plan"), Outcome::Held(7..16));
        assert_eq!(one(&kerry(), "The Kerrys left"), Outcome::Held(4..10));
    }

    #[test]
    fn a_longer_word_does_not_hold_a_name() {
        assert_eq!(one(&kerry(), "Kerrygold and kerry"), Outcome::Missing);
    }

    #[test]
    fn a_variant_is_found_without_its_article() {
        assert_eq!(one(&kerry(), "US secretary of state said"), Outcome::Missing);
        assert_eq!(
            one(&kerry(), "US Secretary of State said"),
            Outcome::Variant(0..21)
        );
    }

    #[test]
    fn a_forbidden_rendering_counts_as_a_whole_word_only() {
        assert_eq!(one(&kerry(), "Kiri spoke"), Outcome::Forbidden(0..4));
        assert_eq!(one(&kerry(), "Kiribati spoke"), Outcome::Missing);
    }

    #[test]
    fn a_common_noun_is_held_by_its_plural_and_its_hyphened_spelling() {
        assert_eq!(one(&ceasefire(), "Two ceasefires failed"), Outcome::Held(4..14));
        assert_eq!(one(&ceasefire(), "A cease-fire holds"), Outcome::Held(2..12));
    }

    #[test]
    fn a_second_mention_may_share_the_place_of_the_first() {
        let hits = [hit(&kerry()), hit(&kerry())];
        let held = outcomes(&hits, "Kerry said he would go", of("en"));
        assert_eq!(held, [Outcome::Held(0..5), Outcome::Held(0..5)]);
        let apart = outcomes(&hits, "Kerry met Kerry", of("en"));
        assert_eq!(apart, [Outcome::Held(0..5), Outcome::Held(10..15)]);
    }

    #[test]
    fn a_second_mention_that_is_forbidden_shows() {
        let hits = [hit(&kerry()), hit(&kerry())];
        let mixed = outcomes(&hits, "Kerry met Kiri", of("en"));
        assert_eq!(mixed, [Outcome::Held(0..5), Outcome::Forbidden(10..14)]);
    }

    #[test]
    fn an_empty_target_leaves_terms_open() {
        assert_eq!(one(&kerry(), " "), Outcome::Open);
    }
}
