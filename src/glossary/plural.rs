//! Plurals made from within a word, as guesses that a person confirms: موقف may be مواقف.
//!
//! A language's shapes fit many words that have no such plural, so a guess is never found as its term is: it is
//! listed, and offered for the row's forms.

use std::ops::Range;

use super::guessed::Guessed;
use super::packed::{Reader, Writer};
use super::rules::Rules;
use crate::document::{Term, TermKind};
use crate::language::{BrokenPlural, Language};
use crate::text::words;

/// An ordinary word of at most so many letters is no plural: خلال.
const SHORT: usize = 4;

/// Plurals that the common nouns of a glossary may have.
#[derive(Debug, Default)]
pub(super) struct Plurals {
    guesses: Guessed,
}

impl Plurals {
    /// Lists the guesses for the `index`-th term if it is a common noun.
    pub(super) fn add(&mut self, index: u32, term: &Term, rules: &Rules, shapes: &[BrokenPlural]) {
        if shapes.is_empty() || !bends_within(term) {
            return;
        }
        for guess in guesses(&term.source, shapes) {
            let folded = rules.folder.fold(&guess).text;
            self.guesses.list(&folded, index);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.guesses.is_empty()
    }

    /// Writes the guesses.
    pub(super) fn pack(&self, out: &mut Writer) {
        self.guesses.pack(out);
    }

    /// Reads what [`Plurals::pack`] wrote.
    pub(super) fn unpack(from: &mut Reader) -> Option<Self> {
        Some(Self {
            guesses: Guessed::unpack(from)?,
        })
    }

    /// The term whose plural the folded `word` may be, and where in it, after proclitics.
    pub(super) fn plural(&self, word: &str, rules: &Rules) -> Option<(u32, Range<usize>)> {
        if self.is_empty() {
            return None;
        }
        let telling = |rest: &str| {
            let ordinary = rules.ordinary.contains(rest) && !rules.ordinary_plurals.contains(rest);
            rest.chars().nth(SHORT).is_some() || !ordinary
        };
        let proclitics = rules.written.walk(word.chars());
        proclitics
            .filter(|(_, chains)| !chains.is_empty())
            .filter_map(|(length, _)| Some((length, word.get(length..)?)))
            .filter(|(_, rest)| telling(rest))
            .find_map(|(length, rest)| Some((self.guesses.term(rest)?, length..word.len())))
    }
}

/// Whether a term is a single common noun, whose plural may be made from within.
fn bends_within(term: &Term) -> bool {
    matches!(term.kind, TermKind::Term | TermKind::Office | TermKind::Currency)
        && words(&term.source).nth(1).is_none()
}

/// The plurals of `term` that its language's shapes allow and its row does not list, the most usual first; none
/// for names and phrases. They are guesses: most words have one of them or none.
#[must_use]
pub fn plural_guesses(term: &Term, language: &Language) -> Vec<String> {
    if !bends_within(term) {
        return Vec::new();
    }
    let mut found = guesses(&term.source, &language.morphology.broken_plurals);
    found.retain(|guess| *guess != term.source && !term.forms.contains(guess));
    found
}

fn guesses(word: &str, shapes: &[BrokenPlural]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for shape in shapes {
        let Some(root) = root(word, &shape.of) else {
            continue;
        };
        for plural in shape.shapes.split_whitespace() {
            let guess = fill(plural, &root);
            if !found.contains(&guess) && guess != word {
                found.push(guess);
            }
        }
    }
    found
}

/// The letters of `word` that stand in the root's places of `shape`: three, or four with a second ل.
fn root(word: &str, shape: &str) -> Option<Vec<char>> {
    let mut letters = word.chars();
    let mut root = Vec::new();
    for place in shape.chars() {
        let letter = letters.next()?;
        if is_root_place(place) {
            // Long ا, ة and ى are never of the root as it is written here.
            if matches!(letter, 'ا' | 'ة' | 'ى') {
                return None;
            }
            root.push(letter);
        } else if place != letter {
            return None;
        }
    }
    letters.next().is_none().then_some(root)
}

fn fill(shape: &str, root: &[char]) -> String {
    let mut letters = root.iter();
    let fitted = shape.chars().map(|place| {
        if is_root_place(place) {
            letters.next().copied().unwrap_or(place)
        } else {
            place
        }
    });
    fitted.collect()
}

fn is_root_place(c: char) -> bool {
    matches!(c, 'ف' | 'ع' | 'ل')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::of;

    fn plurals(word: &str) -> Vec<String> {
        let term = Term {
            source: word.into(),
            ..Term::default()
        };
        plural_guesses(&term, of("ar"))
    }

    #[test]
    fn nouns_of_the_news_have_their_plural_among_the_guesses() {
        for (one, many) in [
            ("موقف", "مواقف"),
            ("كنيسة", "كنائس"),
            ("حريق", "حرائق"),
            ("دولة", "دول"),
            ("طالب", "طلاب"),
            ("وزير", "وزراء"),
            ("صاروخ", "صواريخ"),
            ("قانون", "قوانين"),
            ("حزب", "أحزاب"),
            ("ملف", "ملفات"),
        ] {
            let found = plurals(one).iter().any(|guess| guess == many);
            // A sound plural is no guess: the matcher knows its ending.
            assert_eq!(found, one != "ملف", "{one}: {:?}", plurals(one));
        }
    }

    #[test]
    fn a_name_has_no_plural() {
        let term = Term {
            source: "كريم".into(),
            kind: TermKind::Person,
            ..Term::default()
        };
        assert_eq!(plural_guesses(&term, of("ar")), [""; 0]);
    }

    #[test]
    fn a_form_that_is_listed_is_not_offered_again() {
        let term = Term {
            source: "موقف".into(),
            forms: vec!["مواقف".into()],
            ..Term::default()
        };
        assert!(!plural_guesses(&term, of("ar")).contains(&"مواقف".into()));
    }
}
