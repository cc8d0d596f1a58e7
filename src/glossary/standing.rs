//! Where renderings of a term stand in a translation.
//!
//! A rendering is looked for as terms are: folded, with the endings its kind has in the language (Kerry's, ceasefires),
//! with or without a leading article, with hyphen, blank or joined.

use std::cmp::Reverse;
use std::ops::Range;

use super::finder::Words;
use super::{Habits, Matcher};
use crate::document::{MatchRule, Term, TermKind};
use crate::language::Language;
use crate::text::words;

/// What a row says of one of its renderings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// The one to be used.
    Preferred,
    /// Right as well.
    Variant,
    /// Never to be used.
    Forbidden,
}

/// A rendering that stands in a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What its row says of it.
    pub worth: Worth,
    /// The rendering as its row lists it.
    pub listed: String,
    /// The whole words it stands in, with what is glued to them: bytes of the target.
    pub word: Range<usize>,
    /// Its own characters in them.
    pub span: Range<usize>,
}

/// Every place of `target` where a rendering of `term` stands, in text order and without overlap: of two the longer,
/// of two that are equally long the better. What is forbidden inside of what is right is left out.
///
/// Linear in the target and in the renderings.
///
/// ```
/// use tarjuman::document::Term;
/// use tarjuman::glossary::{Worth, standing};
///
/// let kerry = Term { target: "Kerry".into(), forbidden: vec!["Kiri".into()], ..Term::default() };
/// let found = standing(&kerry, "Kerry’s plan was Kiri’s", tarjuman::language::of("en"));
/// assert_eq!((found[0].word.clone(), found[0].worth), (0..9, Worth::Preferred));
/// assert_eq!((found[1].span.clone(), found[1].listed.as_str()), (19..23, "Kiri"));
/// ```
#[must_use]
pub fn standing(term: &Term, target: &str, language: &Language) -> Vec<Standing> {
    let mut found = Sought::of(&[term], language).places(target, &[0]).remove(0);
    found.sort_by_key(|place| (Reverse(place.word.len()), place.worth, place.word.start));
    let mut apart: Vec<Standing> = Vec::new();
    for place in found {
        if !apart.iter().any(|other| overlap(&other.word, &place.word)) {
            apart.push(place);
        }
    }
    apart.sort_by_key(|place| place.word.start);
    apart
}

/// The renderings of some terms, ready to be looked for in any number of targets.
#[derive(Debug)]
pub(super) struct Sought {
    /// Finds all of them; `None` if there are none.
    matcher: Option<Matcher>,
    /// What no rendering shows.
    habits: Habits,
    /// For each rendering the number of its term, what its row says of it, and how it is listed.
    owners: Vec<(usize, Worth, String)>,
}

impl Sought {
    /// Those of `terms`. Linear in them.
    pub(super) fn of(terms: &[&Term], language: &Language) -> Self {
        let mut renderings = Vec::new();
        let mut owners = Vec::new();
        for (number, term) in terms.iter().enumerate() {
            let preferred = std::iter::once((&term.target, Worth::Preferred));
            let variants = term.variants.iter().map(|v| (v, Worth::Variant));
            let forbidden = term.forbidden.iter().map(|f| (f, Worth::Forbidden));
            for (text, worth) in preferred.chain(variants).chain(forbidden) {
                renderings.push(rendering(term, text, language));
                owners.push((number, worth, text.clone()));
            }
        }
        Self {
            // Renderings are plain text, so that no expression can fail here.
            matcher: Matcher::new(renderings, language).ok(),
            habits: Habits::default(),
            owners,
        }
    }

    /// What takes the words of targets apart, and remembers those that it has met if they are of `many` targets; `None` if there is
    /// nothing to look for.
    pub(super) fn words(&self, many: bool) -> Option<Words<'_>> {
        let reader = self.matcher.as_ref()?.reader(&self.habits);
        Some(if many {
            Words::remembered(reader)
        } else {
            Words::afresh(reader)
        })
    }

    /// For each of the terms with the numbers `wanted` the places of its renderings, overlapping ones included, best
    /// first, then in text order. Linear in the target.
    pub(super) fn places(&self, target: &str, wanted: &[usize]) -> Vec<Vec<Standing>> {
        self.places_by(target, wanted, &mut self.words(false))
    }

    /// The same with the words of the target read by `words`.
    pub(super) fn places_by(
        &self,
        target: &str,
        wanted: &[usize],
        words: &mut Option<Words<'_>>,
    ) -> Vec<Vec<Standing>> {
        let mut places: Vec<Vec<Standing>> = wanted.iter().map(|_| Vec::new()).collect();
        let matcher = self.matcher.as_ref().zip(words.as_mut());
        let found = matcher.map(|(matcher, words)| matcher.all_by(target, words).0);
        for found in found.unwrap_or_default() {
            let (number, worth, listed) = &self.owners[found.term as usize];
            if let Some(at) = wanted.iter().position(|wanted| wanted == number) {
                places[at].push(Standing {
                    worth: *worth,
                    listed: listed.clone(),
                    word: found.word,
                    span: found.span,
                });
            }
        }
        for own in &mut places {
            drop_covered(own);
            own.sort_by_key(|place| (place.worth, place.word.start));
        }
        places
    }
}

/// A forbidden rendering inside an accepted one ("Kiri" in a variant "Kiri Island") is none.
fn drop_covered(places: &mut Vec<Standing>) {
    let accepted: Vec<_> = places
        .iter()
        .filter(|place| place.worth != Worth::Forbidden)
        .map(|place| place.word.clone())
        .collect();
    places.retain(|place| {
        let covers = |a: &Range<usize>| a.start <= place.word.start && place.word.end <= a.end;
        place.worth != Worth::Forbidden || !accepted.iter().any(covers)
    });
}

/// A rendering as a term to be found: it bends as its kind does in the target's language.
fn rendering(term: &Term, text: &str, language: &Language) -> Term {
    let joined = joined(text).filter(|_| !term.kind.is_name());
    Term {
        source: after_article(text, language).to_owned(),
        kind: term.kind,
        rule: (term.kind == TermKind::Demonym).then_some(MatchRule::Inflect),
        case: term.case,
        forms: joined.into_iter().collect(),
        ..Term::default()
    }
}

/// `text` without an article of its language before it, which is a word of its own.
pub(super) fn after_article<'a>(text: &'a str, language: &Language) -> &'a str {
    let articles = &language.morphology.articles;
    let mut words = words(text);
    let first = words.next().map_or("", |word| word.text);
    match words.next() {
        Some(second) if articles.contains(&first.to_lowercase()) => &text[second.span.start..],
        _ => text,
    }
}

/// A rendering of two words as one: airstrike.
fn joined(text: &str) -> Option<String> {
    let parts: Vec<_> = words(text).collect();
    match parts.as_slice() {
        [first, second] => Some([first.text, second.text].concat()),
        _ => None,
    }
}

pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::of;

    fn nusra() -> Term {
        Term {
            target: "Nusra Front".into(),
            kind: TermKind::Organisation,
            variants: vec!["Jabhat al-Nusra".into(), "the al-Nusra Front".into()],
            forbidden: vec!["Victory Front".into(), "Nusra".into()],
            ..Term::default()
        }
    }

    fn found(target: &str) -> Vec<(Worth, String, String)> {
        let found = standing(&nusra(), target, of("en"));
        let shown = |s: Standing| (s.worth, s.listed, target[s.word].to_owned());
        found.into_iter().map(shown).collect()
    }

    #[test]
    fn every_occurrence_is_told_with_the_string_that_stands_there() {
        let target = "The Nusra Front, or Jabhat al-Nusra, is the Victory Front’s; Nusra Front";
        assert_eq!(
            found(target),
            [
                (Worth::Preferred, "Nusra Front".into(), "Nusra Front".into()),
                (Worth::Variant, "Jabhat al-Nusra".into(), "Jabhat al-Nusra".into()),
                (Worth::Forbidden, "Victory Front".into(), "Victory Front’s".into()),
                (Worth::Preferred, "Nusra Front".into(), "Nusra Front".into()),
            ]
        );
    }

    #[test]
    fn of_two_that_overlap_the_longer_stands() {
        assert_eq!(
            found("al-Nusra Front"),
            [(
                Worth::Variant,
                "the al-Nusra Front".into(),
                "al-Nusra Front".into()
            )]
        );
    }

    #[test]
    fn a_forbidden_part_shows_where_it_stands_alone_only() {
        assert_eq!(
            found("Nusra and Jabhat al-Nusra")
                .iter()
                .map(|f| f.0)
                .collect::<Vec<_>>(),
            [Worth::Forbidden, Worth::Variant]
        );
    }

    #[test]
    fn what_is_glued_on_is_of_the_word_and_not_of_the_span() {
        let lavrov = Term {
            target: "لافروف".into(),
            kind: TermKind::Person,
            ..Term::default()
        };
        let target = "قال ولافروف";
        let found = standing(&lavrov, target, of("ar")).remove(0);
        assert_eq!((&target[found.word], &target[found.span]), ("ولافروف", "لافروف"));
    }
}
