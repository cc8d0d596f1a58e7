//! One side of a pair, read for what it denies.

use std::ops::Range;

use super::super::Pair;
use super::super::verbatim::{covers, verbatim};
use super::sense::{Sense, refuses, sense};
use crate::language::{Bridge, Language, Numbers, Polarity};
use crate::text::words;

/// How many words after a denial may be what is denied, small words not counted.
const REACH: usize = 4;
/// How far what is denied may stand behind the word that denies it, in words, and how far before it.
const BEHIND: usize = 3;
const BEFORE: usize = 1;
/// How near to what is denied a word that says no in another way is meant for it, whatever else it renders, in words.
const BESIDE: usize = 2;
/// How near to what is denied a word that says no in another way may be meant for it, in words.
const FAR: usize = 6;
/// What ends a clause.
const CLAUSE_ENDS: [char; 14] = [
    '.', '!', '?', '؟', '؛', ';', ',', '،', ':', '"', '“', '”', '«', '»',
];
/// The letters of the shortest word that says no and means something besides: رفض refuses.
const MEANING: usize = 3;

/// Which text of a pair.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Source,
    Target,
}

/// A word with what the lexicon knows of it.
struct Word<'a> {
    span: Range<usize>,
    text: &'a str,
    entries: &'static [u16],
    /// Whether it is a small word, which tells nothing of its own.
    is_small: bool,
    /// Whether it is another word turned into its opposite: *unclear*.
    is_negated: bool,
}

/// A word that negates or refuses.
pub(super) struct Denial {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    /// Its place among the words.
    place: usize,
    /// The place of the word after it.
    next: usize,
    /// Whether it denies less than everything.
    pub(super) is_limited: bool,
}

/// What the other side tells of what a negation denies.
#[derive(Default)]
pub(super) struct Told {
    /// Whether it tells any word of it.
    pub(super) any: bool,
    /// Whether a word that says no in another way stands near one of them, and has nothing of its own on this side.
    pub(super) is_doubted: bool,
    /// Whether the first of them is one.
    pub(super) head: bool,
    /// Whether the other side says no beside one of them, wherever it stands.
    pub(super) is_negated: bool,
}

/// A text, read.
pub(super) struct Side<'a> {
    text: &'a str,
    words: Vec<Word<'a>>,
    /// Its negations.
    pub(super) negations: Vec<Denial>,
    /// Other words that say no, refusals among them.
    kindred: Vec<Denial>,
    /// Which of those are refusals.
    refusals: Vec<usize>,
    /// How many of the negations deny less than everything.
    limited: usize,
    /// How many of these say *only*.
    restricted: usize,
    /// How many words say *only*.
    pub(super) only: usize,
    /// How many of the negations repeat one for the next clause.
    repeated: usize,
    /// How many words carry a negation on without repeating it.
    carried: usize,
}

impl<'a> Side<'a> {
    /// Reads one side of `pair`. Linear in its length.
    pub(super) fn of(pair: &Pair<'a>, which: Which, bridge: Option<Bridge>) -> Self {
        let (text, language): (&'a str, _) = match which {
            Which::Source => (&pair.source.text, pair.from),
            Which::Target => (&pair.target.text, pair.to),
        };
        let addresses = verbatim(text);
        let entries = |word: &str| match (bridge, which) {
            (None, _) => &[],
            (Some(bridge), Which::Source) => bridge.source(word),
            (Some(bridge), Which::Target) => bridge.target(word),
        };
        let list = words(text)
            .filter(|word| !covers(&addresses, word.span.start))
            .map(|word| Word {
                entries: entries(word.text),
                is_small: language
                    .names
                    .is_function(&Numbers::fold(word.text), &language.morphology),
                is_negated: false,
                span: word.span,
                text: word.text,
            });
        let mut side = Self {
            text,
            words: list.collect(),
            negations: Vec::new(),
            refusals: Vec::new(),
            kindred: Vec::new(),
            limited: 0,
            restricted: 0,
            only: 0,
            repeated: 0,
            carried: 0,
        };
        side.read(language);
        side
    }

    fn read(&mut self, language: &Language) {
        let folded: Vec<String> = self.words.iter().map(|word| Polarity::fold(word.text)).collect();
        let polarity = &language.polarity;
        for (word, folded) in self.words.iter_mut().zip(&folded) {
            word.is_negated = polarity.negates_within(folded);
        }
        let mut at = 0;
        while at < folded.len() {
            let (sense, taken) = sense(&folded[at..], language);
            let found = Denial {
                at: self.words[at].span.clone(),
                place: at,
                next: at + taken,
                is_limited: false,
            };
            match sense {
                Sense::Negation
                    if polarity.nor.begins(&folded[at..=at]) > 0 && self.reaches(found.at.start) =>
                {
                    self.repeated += usize::from(self.is_paired(&found));
                    self.kindred.push(found);
                }
                Sense::Negation => {
                    let repeats = !self.negations.is_empty() && polarity.and_nor.begins(&folded[at..=at]) > 0;
                    self.repeated += usize::from(repeats);
                    self.negations.push(found);
                }
                Sense::Intensifier if !self.negations.is_empty() => {}
                Sense::Kindred | Sense::Intensifier => {
                    if refuses(&folded[at], polarity) {
                        self.refusals.push(self.kindred.len());
                    }
                    self.kindred.push(found);
                }
                Sense::Limit => {
                    let limiting = polarity.limits.begins(&folded[at..]) > 0;
                    let only = polarity.only.begins(&folded[at..]) > 0;
                    // إلا belongs to a negation wherever it stands, قبل in the same clause.
                    let is_near = only || self.reaches(found.at.start);
                    let reaches = self.limited < self.negations.len() && is_near;
                    let (only, limits) = (usize::from(only), usize::from(limiting && reaches));
                    self.only += only;
                    self.limited += limits;
                    if let Some(last) = self.negations.last_mut().filter(|_| limits > 0) {
                        last.is_limited = true;
                    }
                    self.restricted += only * limits;
                }
                Sense::Idle if taken > 0 => {}
                Sense::Idle => {
                    self.carried += usize::from(polarity.carries.begins(&folded[at..=at]) > 0);
                }
            }
            at += taken.max(1);
        }
    }

    /// Whether what stands before `at` in the same clause is negated already, so that *nor* negates nothing new.
    fn reaches(&self, at: usize) -> bool {
        self.negations.last().is_some_and(|before| {
            !self.text[before.at.end..at].contains(['،', ',', '.', '؛', ';', ':', '"', '“', '”'])
        })
    }

    /// Whether `nor` follows another negation that itself follows one, so that both only carry that on: لم يقبله لا صراحة ولا ضمنا.
    fn is_paired(&self, nor: &Denial) -> bool {
        let near = |last: &Denial| nor.place <= last.next + BEHIND;
        self.negations.len() > 1 && self.negations.last().is_some_and(near)
    }

    /// Its refusals.
    pub(super) fn refusals(&self) -> impl Iterator<Item = &Denial> {
        self.refusals.iter().map(|&index| &self.kindred[index])
    }

    /// Whether a denial is a small word: غير, دون.
    pub(super) fn is_small(&self, denial: &Denial) -> bool {
        self.words[denial.place].is_small
    }

    /// Whether the `other` side tells the word that denies as another one: غير is *changed* too.
    pub(super) fn is_told(&self, denial: &Denial, other: &Self) -> bool {
        other.places(self.words[denial.place].entries).next().is_some()
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word after a negation.
    pub(super) fn after(&self, negation: &Denial) -> Option<&'a str> {
        self.words.get(negation.next).map(|word| word.text)
    }

    /// Whether the text says no in no way.
    pub(super) fn says_nothing(&self) -> bool {
        self.negations.is_empty() && self.kindred.is_empty()
    }

    /// How many more words say no in another way than on the `other` side, without those that have a word of their own there.
    pub(super) fn more_open(&self, other: &Self) -> usize {
        self.open(other).saturating_sub(other.open(self))
    }

    fn open(&self, other: &Self) -> usize {
        let open = self
            .kindred
            .iter()
            .filter(|denial| !self.is_rendered(denial, other));
        open.count()
    }

    /// Whether a word that says no is told by a word of its own on the `other` side. One that is another word turned into its opposite
    /// and tells what stands behind a negation answers that: *unclear* is ليس من الواضح.
    fn is_rendered(&self, denial: &Denial, other: &Self) -> bool {
        let word = &self.words[denial.place];
        let is_word = denial.next == denial.place + 1;
        if !is_word || word.is_small || word.text.chars().count() < MEANING {
            return false;
        }
        let is_behind = |place: usize| {
            let mut negations = other.negations.iter();
            negations.any(|negation| (negation.place..=negation.next + BEHIND).contains(&place))
        };
        let mut places = other.places(word.entries).peekable();
        if word.is_negated {
            places.peek().is_some() && places.all(|place| !is_behind(place))
        } else {
            places.peek().is_some()
        }
    }

    /// How many of its negations the words of the `other` side explain, `kindred` of which say no in another way. Of the negations
    /// that are limited, and say *only*, the other side need not deny `limited`.
    pub(super) fn explained(&self, other: &Self, kindred: usize, limited: usize) -> usize {
        // A negation of the other side that says *only* answers that, and no negation.
        let negations = other.negations.len() - other.restricted.min(self.only);
        negations + kindred + self.limited.min(limited) + self.repeated.min(other.carried)
    }

    /// What the `other` side tells of what `negation` denies, which ends with its clause.
    pub(super) fn told(&self, negation: &Denial, other: &Self) -> Told {
        let rest = &self.words[negation.next.min(self.words.len())..];
        let ends = |word: &&Word<'_>| !self.text[negation.at.end..word.span.start].contains(CLAUSE_ENDS);
        let denied = rest
            .iter()
            .take_while(ends)
            .filter(|word| !word.is_small)
            .take(REACH);
        let mut told = Told::default();
        for (index, word) in denied.enumerate() {
            let places: Vec<usize> = other.places(word.entries).collect();
            let is_told = !places.is_empty();
            told.any |= is_told;
            told.head |= index == 0 && is_told;
            told.is_doubted |= other.kindred.iter().any(|denial| {
                let distances = places.iter().map(|place| denial.place.abs_diff(*place));
                let reach = if other.is_rendered(denial, self) {
                    BESIDE
                } else {
                    FAR
                };
                distances.min().is_some_and(|distance| distance <= reach)
            }) || other
                .refusals()
                .any(|denial| !other.is_small(denial) && !other.is_rendered(denial, self));
            let negates = |place: usize| {
                let near = |denial: &&Denial| {
                    (denial.place..=denial.place + BEHIND).contains(&place)
                        || (place..=place + BEFORE).contains(&denial.place)
                };
                let mut kindred = other.kindred.iter().filter(near);
                other.negations.iter().any(|denial| near(&denial))
                    || kindred.any(|denial| !other.is_rendered(denial, self))
            };
            told.is_negated |= is_told && places.iter().all(|&place| negates(place));
        }
        told
    }

    /// Where a word of one of `entries` stands.
    fn places(&self, entries: &'static [u16]) -> impl Iterator<Item = usize> {
        let shares =
            move |word: &Word<'_>| !word.is_small && word.entries.iter().any(|entry| entries.contains(entry));
        let places = self
            .words
            .iter()
            .enumerate()
            .filter(move |(_, word)| shares(word));
        places.map(|(place, _)| place)
    }
}
