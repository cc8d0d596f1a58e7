//! A model: read from its file, asked for the spellings of one word.

use fst::raw::Fst;
use rustc_hash::FxHashMap;

use super::decode::{Limits, decoded};
use super::file::{Error, Parts};
use super::ngrams::Ngrams;

/// How many things are weighed about a candidate.
pub const FEATURES: usize = 8;

/// Letters of the source with the letters of the target that answer to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Graphone {
    pub source: Vec<char>,
    pub target: String,
}

/// How the names of one language are spelled in another.
pub struct Model {
    pub(super) graphones: Vec<Graphone>,
    /// The graphones of each one or two letters of the source.
    pub(super) answers: FxHashMap<Vec<char>, Vec<u16>>,
    pub(super) channel: Ngrams,
    spelling: Ngrams,
    pub(super) names: Fst<Vec<u8>>,
    attested: FxHashMap<String, Vec<String>>,
    weights: [f32; FEATURES],
}

/// A spelling that a word may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Small letters.
    pub spelling: String,
    /// What speaks for it, as the weights count it.
    pub features: [f32; FEATURES],
    /// The graphones it was read by.
    pub(super) path: Vec<u16>,
    /// The weighed sum of the features.
    pub(super) score: f32,
}

/// Spellings of borne names that are kept while a word is read.
const BORNE: Limits = Limits { beam: 48, kept: 40 };
/// Spellings that nobody needs to bear.
const FREE: Limits = Limits { beam: 10, kept: 6 };

impl Model {
    /// The model in `bytes`. Linear in them.
    ///
    /// # Errors
    ///
    /// When they are no whole model.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        Self::new(Parts::read(bytes)?)
    }

    /// The model of these parts.
    ///
    /// # Errors
    ///
    /// When the names are no `fst` map.
    pub fn new(parts: Parts) -> Result<Self, Error> {
        let graphones: Vec<Graphone> = parts
            .graphones
            .into_iter()
            .map(|(source, target)| Graphone {
                source: source.chars().collect(),
                target,
            })
            .collect();
        let mut answers: FxHashMap<Vec<char>, Vec<u16>> = FxHashMap::default();
        for (graphone, number) in graphones.iter().zip(0_u16..) {
            answers.entry(graphone.source.clone()).or_default().push(number);
        }
        let unknown = -12.0;
        Ok(Self {
            graphones,
            answers,
            channel: Ngrams::new(parts.channel, unknown),
            spelling: Ngrams::new(parts.spelling, unknown),
            names: Fst::new(parts.names).map_err(|_| Error::Names)?,
            attested: parts.attested.into_iter().collect(),
            weights: parts.weights,
        })
    }

    /// The letters of `word` that the model reads: Arabic letters in their plain form, without marks.
    pub(super) fn letters(&self, word: &str) -> Vec<char> {
        let plain = |letter: char| match letter {
            'ی' => 'ي',
            'ک' => 'ك',
            'ٱ' => 'ا',
            other => other,
        };
        let letters = word.chars().map(plain);
        letters
            .filter(|&letter| self.answers.contains_key(&[letter][..]))
            .collect()
    }

    /// The spellings that stand attested for a whole name; none for most names.
    #[must_use]
    pub fn attested(&self, name: &str) -> &[String] {
        self.attested.get(name).map_or(&[], Vec::as_slice)
    }

    /// The spellings that one word may have, the best first: borne names, and a few that nobody is known to bear.
    /// Linear in the word; well under a millisecond.
    #[must_use]
    pub fn candidates(&self, word: &str) -> Vec<Candidate> {
        let letters = self.letters(word);
        if letters.is_empty() {
            return Vec::new();
        }
        let mut found = decoded(self, &letters, &BORNE, true);
        for free in decoded(self, &letters, &FREE, false) {
            if found.iter().all(|known| known.0 != free.0) {
                found.push(free);
            }
        }
        let mut candidates: Vec<Candidate> = found
            .into_iter()
            .map(|(spelling, channel, path)| {
                let features = self.features(&spelling, channel, letters.len());
                let score = features
                    .iter()
                    .zip(&self.weights)
                    .map(|(one, weight)| one * weight)
                    .sum();
                Candidate {
                    spelling,
                    features,
                    path,
                    score,
                }
            })
            .collect();
        candidates.sort_by(|one, other| other.score.total_cmp(&one.score));
        candidates
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of letters, logarithms of counts"
    )]
    fn features(&self, spelling: &str, channel: f32, letters: usize) -> [f32; FEATURES] {
        let borne = self.names.get(spelling).map(|class| class.value() as f32);
        let often = borne.map_or(0.0, |class| class.exp().ln_1p());
        let long = spelling.len() as f32;
        [
            channel,
            self.spelling.of(symbols(spelling)),
            often,
            often * often,
            if borne.is_none() { 1.0 } else { 0.0 },
            if borne == Some(0.0) { 1.0 } else { 0.0 },
            long,
            (long - letters as f32).abs(),
        ]
    }
}

/// The letters of a spelling as symbols of the n-gram model of spellings.
pub(super) fn symbols(spelling: &str) -> impl Iterator<Item = u16> {
    spelling
        .bytes()
        .map(|byte| u16::from(byte.saturating_sub(b'a')) + 3)
}
