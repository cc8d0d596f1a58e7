//! Which words of a source its translation tells.
//!
//! A word of the translation tells one of the source and no other, in their order: *the fund said* is not both قال and صرّح. Names are
//! told by their sound, terms by their renderings, figures by the same digits.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::Arc;

use crate::check::Pair;
use crate::check::known::Known;
use crate::check::missing_term::is_told;
use crate::check::names::Sounds;
use crate::check::numbers::digit;
use crate::document::{Outcome, TermUse};
use crate::language::Bridge;

/// How a word is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// By a word that tells no other.
    Alone,
    /// By one that tells another besides.
    Shared,
    /// Nowhere.
    Not,
}

/// A word of a source that is weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    pub(super) kind: Kind,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One of the lexicon, by its entries.
    Known(&'static [u16], Told),
    /// A name or a part of a term, and whether it is told.
    Name(bool),
    /// A figure, and whether it stands in the translation.
    Figure(bool),
}

impl Kind {
    fn is_told(self) -> bool {
        match self {
            Self::Known(_, told) => told != Told::Not,
            Self::Name(told) | Self::Figure(told) => told,
        }
    }
}

/// The words of a source that are weighed, and how much of the translation none of them tells, in words: half a word where another
/// tells it that has its own.
pub(super) fn told(
    pair: &Pair<'_>,
    bridge: Bridge,
    is_usual: &dyn Fn(&str) -> bool,
) -> Option<(Vec<Said>, f32)> {
    let (there, here) = (pair.there(), pair.here());
    let signed = signed(pair, bridge);
    let told = signed
        .iter()
        .fold(pair.here().told()?.clone(), |told, entries| told.with(entries));
    let mut free = Free::of(pair);
    let names = LazyCell::new(|| Sounds::of(pair));
    let figures = LazyCell::new(|| -> Vec<String> {
        let digits = here.words().filter_map(|word| digits(word.text));
        digits.collect()
    });
    let dates: Vec<Range<usize>> = there.figures().named_dates().collect();
    let mut said = Vec::new();
    for (place, (word, known)) in there.words().zip(there.known()).enumerate() {
        let in_date = |date: &Range<usize>| date.start <= word.span.start && word.span.end <= date.end;
        let lore = known.lore();
        if known.is_small() {
            continue;
        }
        // Of dates and figures that are missing their own checks speak: سبتمبر may well be 9, ربيع الأول a month of the other calendar,
        // and السادسة 6.
        let has_own_check = lore.is_date || lore.is_number || dates.iter().any(in_date);
        let entries = known.entries();
        let kind = match term_at(pair, place) {
            Some(told) => Kind::Name(told || signed.iter().any(|signed| shares(entries, signed))),
            None if entries.is_empty() => match digits(word.text) {
                Some(figure) => Kind::Figure(figures.contains(&figure)),
                None => match names.tell(known) {
                    false if !lore.is_foreign() => continue,
                    told => Kind::Name(told),
                },
            },
            None if told.has_any(entries) => Kind::Known(entries, free.take(entries)),
            None if is_usual(word.text) => Kind::Known(entries, Told::Alone),
            None => Kind::Known(entries, Told::Not),
        };
        if has_own_check && !kind.is_told() {
            continue;
        }
        said.push(Said { at: word.span, kind });
    }
    Some((said, free.left(pair)))
}

/// The entries of each word that a sign of the translation tells: *£*.
fn signed(pair: &Pair<'_>, bridge: Bridge) -> Vec<&'static [u16]> {
    let signs = &pair.to.numbers.signs;
    let signs = signs.iter().filter(|(sign, _)| pair.target.text.contains(**sign));
    let spoken = signs.flat_map(|(_, spoken)| spoken.iter());
    spoken.map(|word| bridge.target(word)).collect()
}

fn shares(some: &[u16], others: &[u16]) -> bool {
    some.iter().any(|entry| others.contains(entry))
}

/// The words of a translation, and which of them tell something.
struct Free {
    /// The places of the words of each entry, in order.
    places: Vec<(u16, u16)>,
    is_taken: Vec<bool>,
}

impl Free {
    fn of(pair: &Pair<'_>) -> Self {
        let all = pair.here().entries();
        let is_taken = vec![false; all.len()];
        let places = (0_u16..).zip(all);
        let mut places: Vec<(u16, u16)> = places
            .flat_map(|(place, entries)| entries.iter().map(move |entry| (*entry, place)))
            .collect();
        places.sort_unstable();
        Self { places, is_taken }
    }

    /// Takes the first free word of those that tell `entries`.
    fn take(&mut self, entries: &[u16]) -> Told {
        let (mut first, mut is_any) = (u16::MAX, false);
        for entry in entries {
            let from = self.places.partition_point(|(other, _)| other < entry);
            let of_entry = self.places[from..].iter().take_while(|(other, _)| other == entry);
            for (_, place) in of_entry {
                is_any = true;
                if !self.is_taken[usize::from(*place)] {
                    first = first.min(*place);
                    break;
                }
            }
        }
        match self.is_taken.get_mut(usize::from(first)) {
            Some(is_taken) => {
                *is_taken = true;
                Told::Alone
            }
            None if is_any => Told::Shared,
            // A sign tells it, or letters with stops.
            None => Told::Alone,
        }
    }

    /// How many words are left that tell nothing, small ones, names and figures aside.
    fn left(&self, pair: &Pair<'_>) -> f32 {
        let Some(there) = pair.there().told() else {
            return 0.0;
        };
        let left = |(known, is_taken): (&Arc<Known>, &bool)| {
            let entries = known.entries();
            let is_name = || {
                known
                    .text()
                    .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            };
            match (known.is_small(), entries.is_empty()) {
                (true, _) => 0.0,
                (false, true) => f32::from(u8::from(!is_name())),
                _ if *is_taken => 0.0,
                _ if there.has_any(entries) => 0.5,
                _ => 1.0,
            }
        };
        pair.here().known().iter().zip(&self.is_taken).map(left).sum()
    }
}

/// The digits of a word, as those of ASCII; `None` where it has none.
fn digits(word: &str) -> Option<String> {
    let ascii = |c: char| char::from_digit(digit(c)?, 10);
    let digits: String = word.chars().filter_map(ascii).collect();
    (!digits.is_empty()).then_some(digits)
}

/// Whether the term that the word at `place` belongs to is told; `None` where it belongs to none.
fn term_at(pair: &Pair<'_>, place: usize) -> Option<bool> {
    let mut here = pair.terms_of(place);
    let first = here.next()?;
    let told =
        |used: &TermUse| used.outcome != Outcome::Missing || is_told(&used.hit.term, &pair.target.text);
    Some(told(first) || here.any(told))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, Term, TermHit, Tier};
    use crate::language::of;

    fn ways(source: &str, target: &str) -> (Vec<Kind>, f32) {
        let (source, target) = (Content::plain(source), Content::plain(target));
        let pair = Pair::new((&source, &target), (of("ar"), of("en")), &[]);
        let (said, own) = told(&pair, pair.bridge().unwrap(), &|_| false).unwrap();
        (said.iter().map(|word| word.kind).collect(), own)
    }

    fn known(source: &str, target: &str) -> Vec<Told> {
        let kinds = ways(source, target).0.into_iter();
        let told = kinds.filter_map(|kind| match kind {
            Kind::Known(_, told) => Some(told),
            _ => None,
        });
        told.collect()
    }

    #[test]
    fn a_word_tells_no_two_words_alone() {
        assert_eq!(
            known("أعلنت الحكومة", "The government announced it"),
            [Told::Alone; 2]
        );
        assert_eq!(
            known("الحكومة والحكومة", "the government"),
            [Told::Alone, Told::Shared]
        );
        assert_eq!(known("الزلزال", "the government"), [Told::Not]);
    }

    #[test]
    fn a_sign_tells_the_words_of_a_term() {
        let (source, target) = (Content::plain("٨٠ جنيها"), Content::plain("£80"));
        let span = 5..source.text.len();
        let hit = TermHit {
            word: span.clone(),
            span,
            term: Term::default().into(),
            split: String::new(),
            tier: Tier::Sure,
            also: Vec::new(),
        };
        let terms = [TermUse {
            hit,
            outcome: Outcome::Missing,
            placed: None,
        }];
        let pair = Pair::new((&source, &target), (of("ar"), of("en")), &terms);
        let (said, _) = told(&pair, pair.bridge().unwrap(), &|_| false).unwrap();
        assert_eq!(said[1].kind, Kind::Name(true));
    }

    #[test]
    fn a_figure_is_told_by_the_same_digits() {
        let kinds = |target| ways("٢٣ مدرسة", target).0;
        assert!(kinds("23 schools").contains(&Kind::Figure(true)));
        assert!(kinds("a few schools").contains(&Kind::Figure(false)));
    }

    #[test]
    fn what_nothing_in_the_source_tells_is_the_translations_own() {
        let own = |target| ways("أعلنت الحكومة", target).1;
        assert!(own("The government announced it").abs() < f32::EPSILON);
        assert!((own("The government announced the earthquake") - 1.0).abs() < f32::EPSILON);
    }
}
