//! Which words translate which: learned from beads, in both directions.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Bead;
use super::lattice::{Band, MOST};
use super::together::{Together, Way};
use super::words::{Side, Vocabulary, skeleton};

/// Probabilities of translations.
#[derive(Debug)]
pub(super) struct Table {
    forward: Direction,
    backward: Direction,
}

/// Words that another word may be translated by, and how probable each is.
type Translations = Vec<(u32, f64)>;

/// From the words of one language to those of the other.
#[derive(Debug)]
struct Direction {
    /// For each word what looks alike, before anything is learned.
    given: Vec<Translations>,
    /// For each word what was learned.
    learned: Vec<Translations>,
    /// How probable each word of the other language is anywhere.
    unigram: Vec<f64>,
    /// What a word that nothing offers speaks against a bead.
    loss: f64,
}

/// Rounds of expectation and maximisation, as usual for model 1 of Brown et al. (1993).
const ROUNDS: usize = 4;
/// Translations of a word that are kept, and their least probability.
const KEPT: (usize, f64) = (24, 0.01);
/// The share of a word that is there for no word of the other side.
const NONE: f64 = 0.3;
/// By how much one token may speak for a bead: words that were learned from few sentences are overrated.
const MOST_GAIN: f64 = 3.0;

impl Table {
    /// A table of what looks alike. A word speaks against a bead in which nothing offers it by `loss`.
    pub(super) fn new(
        (source, target): (&Vocabulary, &Vocabulary),
        pairs: &[(Side, Side)],
        loss: f64,
    ) -> Self {
        let mut alike: Vec<(u32, u32, f64)> = Vec::new();
        let numbers: FxHashMap<&str, u32> = target.stems.iter().map(String::as_str).zip(0..).collect();
        let mut skeletons: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (stem, number) in target.stems.iter().zip(0..) {
            let skeleton = skeleton(stem);
            if !skeleton.is_empty() {
                skeletons.entry(skeleton).or_default().push(number);
            }
        }
        for (stem, number) in source.stems.iter().zip(0..) {
            match numbers.get(stem.as_str()) {
                Some(&same) => alike.push((
                    number,
                    same,
                    if stem.chars().all(char::is_alphabetic) {
                        0.4
                    } else {
                        0.7
                    },
                )),
                None => {
                    let others = skeletons.get(&skeleton(stem)).map_or(&[][..], Vec::as_slice);
                    let share = 0.3 / others.len().max(1) as f64;
                    alike.extend(others.iter().map(|&other| (number, other, share)));
                }
            }
        }
        let turned = alike.iter().map(|&(a, b, p)| (b, a, p)).collect::<Vec<_>>();
        let unigram = |side: &dyn Fn(&(Side, Side)) -> Vec<u32>, size: usize| {
            let mut counts = vec![1.0; size];
            let mut all = size as f64;
            for token in pairs.iter().flat_map(side) {
                counts[token as usize] += 1.0;
                all += 1.0;
            }
            counts.iter().map(|count| count / all).collect::<Vec<f64>>()
        };
        let from = unigram(&|pair| pair.0.tokens.concat(), source.stems.len());
        let to = unigram(&|pair| pair.1.tokens.concat(), target.stems.len());
        Self {
            forward: Direction::of(&alike, from.len(), to.clone(), loss),
            backward: Direction::of(&turned, to.len(), from, loss),
        }
    }

    /// Learns anew from `beads` and from translations that are certain.
    pub(super) fn learn(
        &mut self,
        pairs: &[(Side, Side)],
        beads: &[Vec<Bead>],
        certain: &[(Vec<u32>, Vec<u32>)],
    ) {
        let mut together = Together::default();
        for ((source, target), beads) in pairs.iter().zip(beads) {
            for bead in beads
                .iter()
                .filter(|bead| !bead.source.is_empty() && !bead.target.is_empty())
            {
                let words = (
                    source.tokens[bead.source.clone()].concat(),
                    target.tokens[bead.target.clone()].concat(),
                );
                together.add(words, f64::from(bead.confidence) / 100.0);
            }
        }
        for words in certain {
            together.add(words.clone(), 1.0);
        }
        together.number(self.forward.given.len(), self.backward.given.len());
        rayon::join(
            || self.forward.learn(&together, Way::Forward),
            || self.backward.learn(&together, Way::Backward),
        );
    }

    /// What the words say about every bead in `band`.
    pub(super) fn gains(&self, source: &Side, target: &Side, band: &Band) -> Gains {
        Gains {
            forward: self.forward.gains(source, target, band),
            backward: self.backward.gains(target, source, &band.turned(target.len())),
        }
    }
}

impl Direction {
    fn of(alike: &[(u32, u32, f64)], words: usize, unigram: Vec<f64>, loss: f64) -> Self {
        let mut given = vec![Translations::new(); words];
        for &(from, to, probability) in alike {
            given[from as usize].push((to, probability));
        }
        Self {
            learned: vec![Translations::new(); words],
            given,
            unigram,
            loss,
        }
    }

    fn learn(&mut self, together: &Together, way: Way) {
        let mut table = Vec::new();
        for _ in 0..ROUNDS {
            table = self.expected(&table, together, way);
            let mut totals = vec![0.0; self.given.len()];
            for (count, &words) in table.iter().zip(&together.pairs) {
                totals[way.of(words).0 as usize] += count;
            }
            // Half a count for no word at all, so that what was met once is not certain.
            for (count, &words) in table.iter_mut().zip(&together.pairs) {
                *count /= totals[way.of(words).0 as usize] + 0.5;
            }
        }
        self.learned.iter_mut().for_each(Vec::clear);
        for (&probability, &words) in table.iter().zip(&together.pairs) {
            if probability >= KEPT.1 {
                let (from, to) = way.of(words);
                self.learned[from as usize].push((to, probability));
            }
        }
        for list in &mut self.learned {
            list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            list.truncate(KEPT.0);
        }
    }

    /// How often each pair of words is expected to be one of a word and its translation, if translations are as probable as
    /// `table` says; all the same if it is empty.
    fn expected(&self, table: &[f64], together: &Together, way: Way) -> Vec<f64> {
        let mut counts = vec![0.0; together.pairs.len()];
        let probability = |pair: u32| table.get(pair as usize).copied().unwrap_or(1.0);
        for sample in &together.samples {
            let (from, to) = way.of((&sample.source, &sample.target));
            let (across, down) = way.of((sample.target.len(), 1));
            for (column, &(word, times)) in to.iter().enumerate() {
                let cells = sample.cells[column * down..]
                    .iter()
                    .step_by(across)
                    .take(from.len());
                let none = if table.is_empty() {
                    0.1
                } else {
                    NONE * self.unigram[word as usize] * from.len() as f64
                };
                let all = none + cells.clone().map(|&pair| probability(pair)).sum::<f64>();
                for &pair in cells {
                    let share = sample.weight * probability(pair) / all;
                    if share > 1e-4 {
                        counts[pair as usize] += times * share;
                    }
                }
            }
        }
        counts
    }

    /// For each sentence of `from`, for it and up to three after it, and for each sentence of `to` in the band: how much
    /// likelier the words of that one are beside them.
    fn gains(&self, from: &Side, to: &Side, band: &Band) -> Offered {
        let rows = (0..from.len()).into_par_iter();
        let room = || Room {
            offered: vec![0.0; self.unigram.len()],
            gains: vec![-self.loss as f32; self.unigram.len()],
        };
        let gains = rows.map_init(room, |room, at| {
            let beside = band.of(at);
            (beside.start, self.row(from, &to.tokens[beside], at, room))
        });
        Offered(gains.collect())
    }

    /// What [`Self::gains`] has for the sentence `at`.
    fn row(&self, from: &Side, to: &[Vec<u32>], at: usize, room: &mut Room) -> [Vec<f32>; MOST] {
        let mut length = 0;
        let gains = std::array::from_fn(|more| {
            if let Some(tokens) = from.tokens.get(at + more) {
                length += tokens.len();
                for &(word, probability) in self.translations(tokens) {
                    room.offered[word as usize] += probability;
                }
            }
            let part = (1.0 - NONE) / length.max(1) as f64;
            let so_far = from.tokens[at..].iter().take(more + 1);
            for &(word, _) in so_far.flat_map(|tokens| self.translations(tokens)) {
                room.gains[word as usize] = f32::NAN;
            }
            let mut gain = |&word: &u32| {
                let word = word as usize;
                let known = &mut room.gains[word];
                if known.is_nan() {
                    let ratio = NONE + part * room.offered[word] / self.unigram[word];
                    *known = ratio.max(1.0).ln().min(MOST_GAIN) as f32;
                }
                *known
            };
            to.iter()
                .map(|sentence| sentence.iter().map(&mut gain).sum())
                .collect()
        });
        let taken = from.tokens[at..].iter().take(MOST);
        for &(word, _) in taken.flat_map(|tokens| self.translations(tokens)) {
            room.offered[word as usize] = 0.0;
            room.gains[word as usize] = -self.loss as f32;
        }
        gains
    }

    /// What the words of a sentence may be translated by.
    fn translations<'a>(&'a self, tokens: &'a [u32]) -> impl Iterator<Item = &'a (u32, f64)> {
        tokens.iter().flat_map(|&token| {
            let token = token as usize;
            self.learned[token].iter().chain(&self.given[token])
        })
    }
}

/// What the sentences in hand make of each word.
struct Room {
    /// How probable it is offered.
    offered: Vec<f64>,
    /// What it says for a bead; not a number where that was not computed yet.
    gains: Vec<f32>,
}

/// What the words say about beads.
#[derive(Debug)]
pub(super) struct Gains {
    forward: Offered,
    backward: Offered,
}

/// What the words of one side say, for each of its sentences and up to three after it, about each sentence of the other from a
/// certain one on.
#[derive(Debug)]
struct Offered(Vec<(usize, [Vec<f32>; MOST])>);

/// How far words are trusted: those of a sentence do not come one by one, as the model has it.
const TRUST: f64 = 0.5;

impl Gains {
    /// The gain of the bead of so many source and target sentences that begins with these.
    pub(super) fn of(&self, (source, target): (usize, usize), (rows, columns): (usize, usize)) -> f64 {
        let forward = self.forward.sum((source, rows), (target, columns));
        let backward = self.backward.sum((target, columns), (source, rows));
        f64::from(forward + backward) * TRUST / 2.0
    }
}

impl Offered {
    /// What `count` sentences of one side say about `others` of the other.
    fn sum(&self, (at, count): (usize, usize), (first, others): (usize, usize)) -> f32 {
        let (start, gains) = &self.0[at];
        let gains = &gains[count - 1];
        let places = first.max(*start) - start..(first + others).saturating_sub(*start).min(gains.len());
        gains.get(places).unwrap_or_default().iter().sum()
    }
}
