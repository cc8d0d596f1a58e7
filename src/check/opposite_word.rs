//! Words that say the opposite: ارتفعت الأسعار, *prices fell*; كوريا الشمالية, *South Korea*.
//!
//! Judged where the source has a word and none that may say the opposite, and the translation has the opposite and none that may say
//! what the source does. The opposite is right where another word of the source tells it, and where either is denied; and a
//! word beside the one must be told beside the other. The pairs are in `opposite_word.toml`. Needs a lexicon of the two languages.

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::known::Known;
use super::negation::Form;
use super::pair::Text;
use super::{Check, Objection, Pair};
use crate::document::{Outcome, Severity};
use crate::language::{Language, Numbers, unglued};
use crate::text::Word;

/// How many words before an opposite and behind it tell what it is said of.
const BESIDE: usize = 6;
/// How many words before an opposite may deny it.
const DENIED: usize = 3;

/// See the file's own documentation.
pub(super) struct OppositeWord;

impl Check for OppositeWord {
    fn id(&self) -> &'static str {
        "opposite-word"
    }

    fn about(&self) -> &'static str {
        "A word of the translation says the opposite of one in the source"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        if pair.bridge().is_none() {
            return Vec::new();
        }
        let there = Side::of(pair.there());
        if there.said.is_empty() {
            return Vec::new();
        }
        let here = Side::of(pair.here());
        let both = Both {
            pair,
            there: &there,
            here: &here,
        };
        let mut found: Vec<Objection> = Vec::new();
        for (said, told) in both.turned() {
            let (one, other) = (&there.words[said], &here.words[told]);
            if found.iter().all(|objection| objection.at != other.span) {
                found.push(Objection {
                    at: other.span.clone(),
                    source_at: Some(one.span.clone()),
                    message: format!("“{}” says the opposite of “{}”", other.text, one.text),
                    ..Objection::default()
                });
            }
        }
        found.sort_by_key(|objection| objection.at.start);
        found
    }
}

/// The two sides of a pair.
struct Both<'a> {
    pair: &'a Pair<'a>,
    there: &'a Side<'a>,
    here: &'a Side<'a>,
}

impl Both<'_> {
    /// The places of words of the source, each with that of a word that says the opposite of it and has no other reason.
    fn turned(&self) -> Vec<(usize, usize)> {
        let opposite = |sense: Sense| {
            let opposite = move |other: &Sense| other.pair == sense.pair && other.is_one != sense.is_one;
            self.here.sure().filter(move |(_, other)| opposite(other))
        };
        let all = self
            .there
            .sure()
            .flat_map(|(said, sense)| opposite(sense).map(move |(told, _)| (said, told, sense.pair)));
        let turned = all.filter(|&(said, told, opposites)| {
            let is_denied = self.there.is_denied(said) || self.here.is_denied(told);
            !is_denied && !self.is_explained(said, told, opposites) && self.is_of_one(said, told)
        });
        turned.map(|(said, told, _)| (said, told)).collect()
    }

    /// Whether another word of the source tells what is at `told`, or another word of the translation what is at `said`; words of the
    /// same `opposites` do not count, since the lexicon may hold one for the other.
    fn is_explained(&self, said: usize, told: usize, opposites: usize) -> bool {
        let mut there = (0..self.there.words.len()).filter(|place| !self.there.is_of(*place, opposites));
        let mut here = (0..self.here.words.len()).filter(|place| !self.here.is_of(*place, opposites));
        there.any(|place| self.renders(place, told)) || here.any(|place| self.renders(said, place))
    }

    /// Whether a word beside `said` is told beside `told`.
    fn is_of_one(&self, said: usize, told: usize) -> bool {
        let mut there = self.there.beside(said);
        there.any(|one| self.here.beside(told).any(|other| self.is_same(one, other)))
    }

    /// Whether the words at two places say the same: by the lexicon, as a number or as a term.
    fn is_same(&self, there: usize, here: usize) -> bool {
        let (one, other) = (&self.there.words[there], &self.here.words[here]);
        let is_number = || one.text == other.text && one.text.starts_with(|c: char| c.is_ascii_digit());
        let is_term = || {
            self.pair.terms.iter().any(|used| match &used.outcome {
                Outcome::Held(at) | Outcome::Variant(at) => {
                    used.hit.span.contains(&one.span.start) && at.contains(&other.span.start)
                }
                _ => false,
            })
        };
        self.renders(there, here) || is_number() || is_term()
    }

    /// Whether the lexicon has the word of the translation at `here` for that of the source at `there`.
    fn renders(&self, there: usize, here: usize) -> bool {
        let told = self.here.known[here].entries();
        let said = self.there.known[there].entries();
        said.iter().any(|entry| told.contains(entry))
    }
}

/// What a word says of a pair of opposites.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sense {
    /// Which pair.
    pair: usize,
    /// Whether it says the first of the two.
    is_one: bool,
    /// Whether it says so for sure.
    is_sure: bool,
}

/// The words of one language that have an opposite.
#[derive(Debug, Default)]
struct Opposites {
    whole: FxHashMap<String, Vec<Sense>>,
    beginnings: FxHashMap<String, Vec<Sense>>,
}

impl Opposites {
    fn add(&mut self, words: &[String], sense: Sense) {
        for word in words {
            let (list, word) = match word.strip_suffix('*') {
                Some(beginning) => (&mut self.beginnings, beginning),
                None => (&mut self.whole, word.as_str()),
            };
            list.entry(Numbers::fold(word)).or_default().push(sense);
        }
    }

    /// What `word`, folded, says. A look-up for each of its letters.
    fn of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = Sense> + 'a {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let begun = ends.filter_map(|end| self.beginnings.get(&word[..end]));
        begun.chain(self.whole.get(word)).flatten().copied()
    }
}

/// The words for two opposites in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Poles {
    one: Vec<String>,
    other: Vec<String>,
    perhaps_one: Vec<String>,
    perhaps_other: Vec<String>,
}

/// `opposite_word.toml`: each pair by the tags of its languages.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    opposites: Vec<FxHashMap<String, Poles>>,
}

static OPPOSITES: LazyLock<FxHashMap<String, Opposites>> = LazyLock::new(|| {
    // The file is part of the program, and a test reads it.
    let table: Table = toml::from_str(include_str!("opposite_word.toml")).unwrap_or_default();
    let mut all: FxHashMap<String, Opposites> = FxHashMap::default();
    for (pair, languages) in table.opposites.iter().enumerate() {
        for (tag, poles) in languages {
            let opposites = all.entry(tag.clone()).or_default();
            let lists = [(&poles.one, true), (&poles.other, false)];
            let unsure = [(&poles.perhaps_one, true), (&poles.perhaps_other, false)];
            for (lists, is_sure) in [(lists, true), (unsure, false)] {
                for (words, is_one) in lists {
                    opposites.add(
                        words,
                        Sense {
                            pair,
                            is_one,
                            is_sure,
                        },
                    );
                }
            }
        }
    }
    all
});

impl Sense {
    /// What `word` says, whatever is glued before it.
    pub(super) fn all(word: &Known) -> Box<[Self]> {
        let Some(opposites) = OPPOSITES.get(&word.language().tag) else {
            return Box::default();
        };
        let forms = unglued(word.folded(), &word.language().morphology);
        let all: Vec<Self> = forms.into_iter().flat_map(|form| opposites.of(form)).collect();
        // زوجته, *his wife*, begins as *husband* does, and is none.
        let is_sure = |pair: usize| all.iter().any(|sense| sense.is_sure && sense.pair == pair);
        let meant = all.iter().filter(|sense| sense.is_sure || !is_sure(sense.pair));
        meant.copied().collect()
    }
}

/// One side of a pair.
struct Side<'a> {
    language: &'static Language,
    words: Vec<Word<'a>>,
    known: &'a [Arc<Known>],
    /// What words say, by their places.
    said: Vec<(usize, Sense)>,
}

impl<'a> Side<'a> {
    /// Reads `text`. Linear in its length.
    fn of(text: Text<'a>) -> Self {
        let known = text.known();
        let of_place =
            |(place, word): (usize, &'a Arc<Known>)| word.senses().iter().map(move |sense| (place, *sense));
        Self {
            language: text.language(),
            words: text.words().collect(),
            known,
            said: known.iter().enumerate().flat_map(of_place).collect(),
        }
    }

    /// The places of words that are sure to say one of two opposites, where no word here may say the other.
    fn sure(&self) -> impl Iterator<Item = (usize, Sense)> {
        let is_alone = |sense: &Sense| {
            let mut said = self.said.iter();
            said.all(|(_, other)| other.pair != sense.pair || other.is_one == sense.is_one)
        };
        let said = self.said.iter();
        said.copied()
            .filter(move |(_, sense)| sense.is_sure && is_alone(sense))
    }

    /// Whether the word at `place` is one of the `opposites`.
    fn is_of(&self, place: usize, opposites: usize) -> bool {
        let mut said = self.said.iter();
        said.any(|(at, sense)| *at == place && sense.pair == opposites)
    }

    /// The places beside `place` of words that are not small.
    fn beside(&self, place: usize) -> impl Iterator<Item = usize> {
        let near = place.saturating_sub(BESIDE)..(place + BESIDE + 1).min(self.words.len());
        near.filter(move |other| *other != place && !self.known[*other].is_small())
    }

    /// Whether a word right before `place` says no.
    fn is_denied(&self, place: usize) -> bool {
        let near = &self.known[place.saturating_sub(DENIED)..place];
        near.iter().any(|word| denies(word.form(), self.language))
    }
}

/// Whether `word` says no in any way, whatever is glued before it.
fn denies(word: &Form, language: &Language) -> bool {
    let polarity = &language.polarity;
    let lists = [&polarity.negations, &polarity.refusals, &polarity.kindred];
    polarity
        .unglued(word.as_ref())
        .any(|form| lists.iter().any(|list| list.begins(&[form]) > 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::known::known;
    use crate::language::of;

    #[test]
    fn the_table_is_read_and_says_no_word_to_be_both() {
        let table: Table = toml::from_str(include_str!("opposite_word.toml")).unwrap();
        assert!(!table.opposites.is_empty());
        for languages in &table.opposites {
            assert!(languages.contains_key("ar") && languages.contains_key("en"));
            for poles in languages.values() {
                assert!(
                    poles.one.iter().all(|word| !poles.other.contains(word)),
                    "{poles:?}"
                );
            }
        }
    }

    #[test]
    fn a_word_that_is_sure_is_not_perhaps_its_opposite() {
        let word = known(["زوجته"].into_iter(), (of("ar"), of("en"))).remove(0);
        let senses = word.senses();
        let sure = senses
            .iter()
            .find(|sense| sense.is_sure && !sense.is_one)
            .unwrap();
        let same = senses.iter().filter(|sense| sense.pair == sure.pair);
        assert_eq!(same.filter(|sense| !sense.is_sure).count(), 0);
    }
}
