//! What became of source terms in a translation.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::finder::Words;
use super::standing::{Sought, Standing, Worth, after_article, overlap};
use super::surroundings::{Place, Surroundings};
use crate::document::{Outcome, Term, TermHit};
use crate::language::Language;
use crate::text::{Word, consonants, is_capital, words};

/// Consonants that two names must share to be one.
const LEAST: usize = 2;

/// What the terms of some segments are to become, ready to be looked for in translations of any of them.
///
/// ```
/// use tarjuman::document::{Outcome, Term};
/// use tarjuman::glossary::{Expected, Habits, Matcher};
/// use tarjuman::language;
///
/// let row = Term { source: "كيري".into(), target: "Kerry".into(), ..Term::default() };
/// let hits = Matcher::new(vec![row], language::of("ar"))?.hits("قال كيري", &Habits::default());
/// let expected = Expected::of(&hits, language::of("en"));
/// assert_eq!(expected.outcomes(&hits, "Kerry said"), [Outcome::Held(0..5)]);
/// assert_eq!(expected.outcomes(&hits, "he said"), [Outcome::Missing]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Expected {
    /// The number of each row.
    numbers: FxHashMap<Arc<Term>, usize>,
    sought: Sought,
    language: &'static Language,
}

impl Expected {
    /// The renderings of the terms of `hits`, in `language`. Linear in the terms.
    #[must_use]
    pub fn of<'a>(hits: impl IntoIterator<Item = &'a TermHit>, language: &'static Language) -> Self {
        let mut numbers: FxHashMap<Arc<Term>, usize> = FxHashMap::default();
        let mut terms: Vec<&Term> = Vec::new();
        for hit in hits {
            if !numbers.contains_key(&hit.term) {
                numbers.insert(Arc::clone(&hit.term), terms.len());
                terms.push(&hit.term);
            }
        }
        Self {
            sought: Sought::of(&terms, language),
            numbers,
            language,
        }
    }

    /// The language that the renderings are in.
    #[must_use]
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// What became of each of `hits`, found in one source segment, in its translation `target`; in their order. A hit of a term
    /// that was not among those this was made of is open.
    ///
    /// A rendering is looked for as [`standing`](super::standing()) says. The preferred rendering goes before variants, both
    /// before forbidden ones, and of several places the first free one is taken. Each hit of a term takes a place of its
    /// own; **a second mention may share** the place of the first, since a translation often goes on with a pronoun: a hit
    /// is missing only if its term has no place at all, and if no other spelling of a name stands there. An empty target
    /// leaves every term open.
    ///
    /// Linear in the target and in the renderings of the hits.
    #[must_use]
    pub fn outcomes(&self, hits: &[TermHit], target: &str) -> Vec<Outcome> {
        self.outcomes_by(hits, target, &mut self.sought.words(false))
    }

    /// Tells outcomes in many targets, faster than [`Expected::outcomes`] since their words repeat.
    #[must_use]
    pub fn outcomes_in_many(&self) -> Outcomes<'_> {
        Outcomes {
            words: self.sought.words(true),
            expected: self,
        }
    }

    fn outcomes_by(&self, hits: &[TermHit], target: &str, words: &mut Option<Words<'_>>) -> Vec<Outcome> {
        if hits.is_empty() || target.trim().is_empty() {
            return vec![Outcome::Open; hits.len()];
        }
        let numbers: Vec<Option<usize>> = hits
            .iter()
            .map(|hit| self.numbers.get(&*hit.term).copied())
            .collect();
        let mut wanted: Vec<usize> = numbers.iter().flatten().copied().collect();
        wanted.sort_unstable();
        wanted.dedup();
        let places = self.sought.places_by(target, &wanted, words);
        let mut taken: Vec<Range<usize>> = Vec::new();
        let mut found: Vec<Outcome> = Vec::with_capacity(hits.len());
        for number in numbers {
            let Some(at) = number.and_then(|number| wanted.binary_search(&number).ok()) else {
                found.push(Outcome::Open);
                continue;
            };
            let own = &places[at];
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
        let mut heard = None;
        for (hit, outcome) in hits.iter().zip(&mut found) {
            if *outcome != Outcome::Missing || !hit.term.kind.is_name() {
                continue;
            }
            let heard = heard.get_or_insert_with(|| Heard::of(target, self.language));
            if let Some(at) = heard.misspelt(&hit.term, &taken) {
                taken.push(at.clone());
                *outcome = Outcome::Wrong(at);
            }
        }
        found
    }
}

/// Tells what became of terms in one target after the other; what it remembers of their words is bounded (6 MB).
#[derive(Debug)]
pub struct Outcomes<'a> {
    expected: &'a Expected,
    words: Option<Words<'a>>,
}

impl Outcomes<'_> {
    /// As [`Expected::outcomes`].
    pub fn of(&mut self, hits: &[TermHit], target: &str) -> Vec<Outcome> {
        self.expected.outcomes_by(hits, target, &mut self.words)
    }
}

/// A target by the sound of its words.
struct Heard<'a> {
    target: &'a str,
    words: Vec<Word<'a>>,
    /// The consonants of each word, without a possessive.
    sounds: Vec<String>,
    surroundings: Surroundings<'a>,
    language: &'static Language,
}

impl<'a> Heard<'a> {
    fn of(target: &'a str, language: &'static Language) -> Self {
        let words: Vec<Word> = words(target).collect();
        Self {
            target,
            sounds: words
                .iter()
                .map(|word| consonants(without_possessive(word.text, language)))
                .collect(),
            words,
            surroundings: Surroundings::of(target),
            language,
        }
    }

    /// Where the target has what is likely the name `term` in a spelling that is not listed: as many words as a rendering
    /// has, or its last word alone, none of them `taken`, with the same consonants ([`consonants`]) and with capitals. In a
    /// script without capitals nothing tells a name. A possessive after it is left out.
    fn misspelt(&self, term: &Term, taken: &[Range<usize>]) -> Option<Range<usize>> {
        let renderings = std::iter::once(&term.target).chain(&term.variants);
        renderings.into_iter().find_map(|rendering| {
            let name: Vec<Word> = words(after_article(rendering, self.language)).collect();
            let last = &name[name.len().saturating_sub(1)..];
            self.spelt_as(&name, taken).or_else(|| self.spelt_as(last, taken))
        })
    }

    fn spelt_as(&self, name: &[Word], taken: &[Range<usize>]) -> Option<Range<usize>> {
        let wanted: Vec<String> = name.iter().map(|word| consonants(word.text)).collect();
        // Two letters of one sound are too little to go by.
        if wanted.concat().chars().count() < LEAST {
            return None;
        }
        let is_name = |word: &Word| word.text.starts_with(is_capital);
        let runs = self
            .sounds
            .windows(wanted.len())
            .zip(self.words.windows(wanted.len()));
        runs.filter(|(sounds, run)| *sounds == wanted && run.iter().all(is_name) && self.is_unbroken(run))
            .map(|(_, run)| {
                let last = &run[run.len() - 1];
                run[0].span.start..last.span.start + without_possessive(last.text, self.language).len()
            })
            .find(|at| {
                let as_listed = name.iter().any(|word| *word.text == self.target[at.clone()]);
                let is_taken = taken.iter().any(|taken| overlap(taken, at));
                !as_listed && !is_taken && self.surroundings.of_word(at) == Place::Prose
            })
    }

    fn is_unbroken(&self, run: &[Word]) -> bool {
        run.windows(2)
            .map(|two| &self.target[two[0].span.end..two[1].span.start])
            .all(|gap| gap.chars().all(|c| c.is_whitespace() || c == '-'))
    }
}

fn without_possessive<'a>(word: &'a str, language: &Language) -> &'a str {
    match word.find(['\'', '\u{2019}']) {
        Some(at) if !language.placing.possessives.is_empty() => &word[..at],
        _ => word,
    }
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

    fn became(hits: &[TermHit], target: &str) -> Vec<Outcome> {
        Expected::of(hits, of("en")).outcomes(hits, target)
    }

    fn one(term: &Term, target: &str) -> Outcome {
        became(&[hit(term)], target).remove(0)
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
    fn another_spelling_of_a_name_is_a_wrong_rendering_and_another_name_is_none() {
        assert_eq!(one(&kerry(), "The plan of Keri’s aides"), Outcome::Wrong(12..16));
        assert_eq!(one(&kerry(), "The plan of Kirby and a keri"), Outcome::Missing);
    }

    #[test]
    fn what_renders_another_term_is_no_wrong_rendering_of_this_one() {
        let carey = Term {
            source: "كاري".into(),
            target: "Carey".into(),
            kind: TermKind::Person,
            ..Term::default()
        };
        let hits = [hit(&kerry()), hit(&carey)];
        let found = became(&hits, "Carey left");
        assert_eq!(found, [Outcome::Missing, Outcome::Held(0..5)]);
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
        let held = became(&hits, "Kerry said he would go");
        assert_eq!(held, [Outcome::Held(0..5), Outcome::Held(0..5)]);
        let apart = became(&hits, "Kerry met Kerry");
        assert_eq!(apart, [Outcome::Held(0..5), Outcome::Held(10..15)]);
    }

    #[test]
    fn a_second_mention_that_is_forbidden_shows() {
        let hits = [hit(&kerry()), hit(&kerry())];
        let mixed = became(&hits, "Kerry met Kiri");
        assert_eq!(mixed, [Outcome::Held(0..5), Outcome::Forbidden(10..14)]);
    }

    #[test]
    fn an_empty_target_leaves_terms_open() {
        assert_eq!(one(&kerry(), " "), Outcome::Open);
    }
}
