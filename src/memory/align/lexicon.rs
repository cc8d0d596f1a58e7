//! Which words translate which: learned from beads, in both directions.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Bead;
use super::lattice::{Band, MOST};
use super::words::{Side, Vocabulary, skeleton};

/// Probabilities of translations.
#[derive(Debug)]
pub(super) struct Table {
    forward: Direction,
    backward: Direction,
}

/// From the words of one language to those of the other.
#[derive(Debug)]
struct Direction {
    /// What looks alike, before anything is learned.
    given: FxHashMap<u32, Vec<(u32, f64)>>,
    learned: FxHashMap<u32, Vec<(u32, f64)>>,
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
        Self {
            forward: Direction::of(
                &alike,
                unigram(&|pair| pair.1.tokens.concat(), target.stems.len()),
                loss,
            ),
            backward: Direction::of(
                &turned,
                unigram(&|pair| pair.0.tokens.concat(), source.stems.len()),
                loss,
            ),
        }
    }

    /// Learns anew from `beads` and from translations that are certain.
    pub(super) fn learn(
        &mut self,
        pairs: &[(Side, Side)],
        beads: &[Vec<Bead>],
        certain: &[(Vec<u32>, Vec<u32>)],
    ) {
        let mut samples: Vec<(Vec<u32>, Vec<u32>, f64)> = Vec::new();
        for ((source, target), beads) in pairs.iter().zip(beads) {
            for bead in beads
                .iter()
                .filter(|bead| !bead.source.is_empty() && !bead.target.is_empty())
            {
                samples.push((
                    source.tokens[bead.source.clone()].concat(),
                    target.tokens[bead.target.clone()].concat(),
                    f64::from(bead.confidence) / 100.0,
                ));
            }
        }
        samples.extend(certain.iter().map(|(a, b)| (a.clone(), b.clone(), 1.0)));
        self.forward.learn(&samples);
        for (a, b, _) in &mut samples {
            std::mem::swap(a, b);
        }
        self.backward.learn(&samples);
    }

    /// What the words say about every bead in `band`.
    pub(super) fn gains(&self, source: &Side, target: &Side, band: &Band) -> Gains {
        let turned = band.turned(target.len());
        Gains {
            forward: self.forward.gains(source, target, band),
            backward: self.backward.gains(target, source, &turned),
            turned,
        }
    }
}

impl Direction {
    fn of(alike: &[(u32, u32, f64)], unigram: Vec<f64>, loss: f64) -> Self {
        let mut given: FxHashMap<u32, Vec<(u32, f64)>> = FxHashMap::default();
        for &(from, to, probability) in alike {
            given.entry(from).or_default().push((to, probability));
        }
        Self {
            given,
            learned: FxHashMap::default(),
            unigram,
            loss,
        }
    }

    fn learn(&mut self, samples: &[(Vec<u32>, Vec<u32>, f64)]) {
        let mut table: FxHashMap<(u32, u32), f64> = FxHashMap::default();
        for round in 0..ROUNDS {
            let mut counts: FxHashMap<(u32, u32), f64> = FxHashMap::default();
            let mut totals: FxHashMap<u32, f64> = FxHashMap::default();
            for (from, to, weight) in samples
                .iter()
                .filter(|(from, to, _)| from.len() * to.len() <= 10_000)
            {
                let words: FxHashSet<u32> = from.iter().copied().collect();
                for &word in to {
                    let of = |other: u32| match round {
                        0 => 1.0,
                        _ => table.get(&(other, word)).copied().unwrap_or(0.0),
                    };
                    let none = if round == 0 {
                        0.1
                    } else {
                        NONE * self.unigram[word as usize] * words.len() as f64
                    };
                    let all = none + words.iter().map(|&other| of(other)).sum::<f64>();
                    for &other in &words {
                        let share = weight * of(other) / all;
                        if share > 1e-4 {
                            *counts.entry((other, word)).or_default() += share;
                            *totals.entry(other).or_default() += share;
                        }
                    }
                }
            }
            // Half a count for no word at all, so that what was met once is not certain.
            for ((from, _), count) in &mut counts {
                *count /= totals[from] + 0.5;
            }
            table = counts;
        }
        self.learned.clear();
        for ((from, to), probability) in table {
            if probability >= KEPT.1 {
                self.learned.entry(from).or_default().push((to, probability));
            }
        }
        for list in self.learned.values_mut() {
            list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            list.truncate(KEPT.0);
        }
    }

    /// For each sentence of `from`, for it and up to three after it, and for each sentence of `to` in the band: how much
    /// likelier the words of that one are beside them.
    fn gains(&self, from: &Side, to: &Side, band: &Band) -> Vec<[Vec<f64>; MOST]> {
        let lists: Vec<FxHashMap<u32, f64>> = from.tokens.iter().map(|tokens| self.offered(tokens)).collect();
        // What is offered for each word by the sentences in hand.
        let mut offered = vec![0.0; self.unigram.len()];
        let mut gains = Vec::with_capacity(from.len());
        for at in 0..from.len() {
            let mut length = 0;
            let each = std::array::from_fn(|more| {
                if let Some(list) = lists.get(at + more) {
                    length += from.tokens[at + more].len();
                    for (&word, probability) in list {
                        offered[word as usize] += probability;
                    }
                }
                let part = (1.0 - NONE) / length.max(1) as f64;
                let gain = |word: &u32| {
                    let (word, anywhere) = (*word as usize, self.unigram[*word as usize]);
                    if offered[word] == 0.0 {
                        return -self.loss;
                    }
                    match NONE + part * offered[word] / anywhere {
                        ratio if ratio <= 1.0 => 0.0,
                        ratio => ratio.ln().min(MOST_GAIN),
                    }
                };
                let of = |sentence: &Vec<u32>| sentence.iter().map(gain).sum();
                to.tokens[band.of(at)].iter().map(of).collect()
            });
            for list in lists.iter().skip(at).take(MOST) {
                for &word in list.keys() {
                    offered[word as usize] = 0.0;
                }
            }
            gains.push(each);
        }
        gains
    }

    /// What the words of a sentence may be translated by.
    fn offered(&self, tokens: &[u32]) -> FxHashMap<u32, f64> {
        let mut offered: FxHashMap<u32, f64> = FxHashMap::default();
        for token in tokens {
            let learned = self.learned.get(token).map_or(&[][..], Vec::as_slice);
            let given = self.given.get(token).map_or(&[][..], Vec::as_slice);
            for &(word, probability) in learned.iter().chain(given) {
                *offered.entry(word).or_default() += probability;
            }
        }
        offered
    }
}

/// What the words say about beads.
#[derive(Debug)]
pub(super) struct Gains {
    forward: Vec<[Vec<f64>; MOST]>,
    backward: Vec<[Vec<f64>; MOST]>,
    turned: Band,
}

/// How far words are trusted: those of a sentence do not come one by one, as the model has it.
const TRUST: f64 = 0.5;

impl Gains {
    /// The gain of the bead of so many source and target sentences that begins with these.
    pub(super) fn of(
        &self,
        band: &Band,
        (source, target): (usize, usize),
        (rows, columns): (usize, usize),
    ) -> f64 {
        let sum = |table: &[[Vec<f64>; MOST]],
                   band: &Band,
                   at: usize,
                   more: usize,
                   first: usize,
                   count: usize|
         -> f64 {
            let start = band.of(at).start;
            let list = &table[at][more - 1];
            (first..first + count)
                .map(|to| {
                    to.checked_sub(start)
                        .and_then(|place| list.get(place))
                        .copied()
                        .unwrap_or(0.0)
                })
                .sum()
        };
        let forward = sum(&self.forward, band, source, rows, target, columns);
        let backward = sum(&self.backward, &self.turned, target, columns, source, rows);
        TRUST * (forward + backward) / 2.0
    }
}
