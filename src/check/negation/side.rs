//! One side of a pair, read for what it denies.

use std::ops::Range;

use super::super::Pair;
use super::super::verbatim::{covers, verbatim};
use crate::language::{Bridge, Language, Numbers, Polarity, is_everyday};
use crate::text::words;

/// How many words after a denial may be what is denied, small words not counted.
const REACH: usize = 4;
/// How far what is denied may stand from the word that denies it, in words.
const NEAR: usize = 1;
/// What ends a clause.
const CLAUSE_ENDS: [char; 14] = [
    '.', '!', '?', '؟', '؛', ';', ',', '،', ':', '"', '“', '”', '«', '»',
];
/// The letters of the shortest word that says no and means something besides: رفض refuses, غير only negates.
const MEANING: usize = 4;

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
}

/// A word that negates or refuses.
pub(super) struct Denial {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    /// Its place among the words.
    place: usize,
    /// The place of the word after it.
    next: usize,
}

/// What the other side tells of what a negation denies.
#[derive(Default)]
pub(super) struct Told {
    /// Whether it tells any word of it.
    pub(super) any: bool,
    /// Whether the first of them is one.
    pub(super) head: bool,
    /// Whether the other side says no beside one of them, wherever it stands.
    pub(super) is_negated: bool,
}

/// A text, read.
pub(super) struct Side<'a> {
    which: Which,
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
                span: word.span,
                text: word.text,
            });
        let mut side = Self {
            which,
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
        let mut at = 0;
        while at < folded.len() {
            let (sense, taken) = sense(&folded[at..], language);
            let found = Denial {
                at: self.words[at].span.clone(),
                place: at,
                next: at + taken,
            };
            match sense {
                Sense::Negation
                    if polarity.nor.begins(&folded[at..=at]) > 0 && self.reaches(found.at.start) =>
                {
                    self.kindred.push(found);
                }
                Sense::Negation => {
                    let repeats = !self.negations.is_empty() && polarity.and_nor.begins(&folded[at..=at]) > 0;
                    self.repeated += usize::from(repeats);
                    self.negations.push(found);
                }
                Sense::Kindred => {
                    if refuses(&folded[at], polarity) {
                        self.refusals.push(self.kindred.len());
                    }
                    self.kindred.push(found);
                }
                Sense::Limit => {
                    let only = usize::from(polarity.only.begins(&folded[at..]) > 0);
                    let limits = usize::from(self.limited < self.negations.len());
                    self.only += only;
                    self.limited += limits;
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

    /// Its refusals.
    pub(super) fn refusals(&self) -> impl Iterator<Item = &Denial> {
        self.refusals.iter().map(|&index| &self.kindred[index])
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

    /// Whether a word that says no is told by a word of its own on the `other` side. A word of the target that tells one behind a
    /// negation answers that: *unclear* is ليس من الواضح.
    fn is_rendered(&self, denial: &Denial, other: &Self) -> bool {
        let word = &self.words[denial.place];
        let means = denial.next == denial.place + 1 && word.text.chars().count() >= MEANING;
        let denied = |place: usize| {
            let mut negations = other.negations.iter().filter(|_| self.which == Which::Target);
            negations.any(|negation| (negation.place..=negation.next + 1).contains(&place))
        };
        means && !word.is_small && other.places(word.entries).any(|place| !denied(place))
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
            let negates = |place: usize| {
                let near = |denial: &&Denial| denial.place.abs_diff(place) <= NEAR;
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

/// Whether `word`, folded, turns what follows into its opposite.
fn refuses(word: &str, polarity: &Polarity) -> bool {
    let glued = polarity.glued.iter();
    let bare = glued.filter_map(|glued| word.strip_prefix(glued.as_str()));
    std::iter::once(word)
        .chain(bare)
        .any(|word| polarity.refusals.begins(&[word]) > 0)
}

enum Sense {
    Negation,
    Kindred,
    Limit,
    Idle,
}

/// Whether `word` says what cannot be done: *impossible*, *irreplaceable*.
fn is_beyond(word: &str, language: &Language) -> bool {
    let able =
        word.ends_with("able") || word.ends_with("ible") || word.ends_with("ably") || word.ends_with("ibly");
    able && language
        .polarity
        .able
        .iter()
        .any(|prefix| word.starts_with(prefix.as_str()))
}

/// Whether `word` says what can be done, without being listed: *replaceable*.
fn is_able(word: &str, language: &Language) -> bool {
    let verb = word.strip_suffix("able");
    verb.is_some_and(|verb| is_everyday(verb, language) || is_everyday(&format!("{verb}e"), language))
}

/// What the first of `words` says, and how many of them say it; none of a word that says nothing.
fn sense(words: &[String], language: &Language) -> (Sense, usize) {
    let polarity = &language.polarity;
    let bare = polarity.glued.iter().filter_map(|glued| {
        let rest = words[0].strip_prefix(glued.as_str())?;
        let rest = std::iter::once(rest).chain(words[1..].iter().map(String::as_str));
        // The longest phrase has four words.
        Some(rest.take(4).collect::<Vec<_>>())
    });
    let whole = words.iter().take(4).map(String::as_str).collect();
    for words in std::iter::once(whole).chain(bare) {
        let lists = [
            (Sense::Idle, &polarity.idle),
            (Sense::Limit, &polarity.limits),
            (Sense::Kindred, &polarity.kindred),
            (Sense::Negation, &polarity.negations),
        ];
        let longest = lists
            .into_iter()
            .map(|(sense, phrases)| (sense, phrases.begins(&words)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        if let Some((sense, taken @ 1..)) = longest {
            return (sense, taken);
        }
    }
    let undone = polarity
        .prefixes
        .iter()
        .filter_map(|prefix| words[0].strip_prefix(prefix.as_str()));
    if is_beyond(&words[0], language)
        || undone
            .into_iter()
            .any(|rest| rest.len() > 3 && (is_everyday(rest, language) || is_able(rest, language)))
    {
        return (Sense::Kindred, 1);
    }
    (Sense::Idle, 0)
}
