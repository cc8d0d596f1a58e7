//! Which letters answer to which: many-to-many alignment by expectation maximisation (Jiampojamarn et al. 2007).

use std::collections::HashMap;

/// Letters of the source in one graphone, at most.
const SOURCE: usize = 2;
/// Letters of the target, at most.
const TARGET: usize = 4;
/// Passes over the pairs.
const PASSES: usize = 7;
/// A graphone that was expected less often than this is dropped.
const RARE: f64 = 0.3;
/// A smaller share of what answers to its letters is noise.
const NOISE: f64 = 0.002;
/// Two letters that answer to something together less often than this share of all are read one by one.
const RARE_PAIR: f64 = 3e-5;
const LETTERS: &str = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويى";

/// A name with a spelling of it.
pub(crate) struct Pair {
    source: Vec<char>,
    target: Vec<char>,
    pub(crate) weight: f64,
}

/// Letters that answer to each other.
type Graphone = (Vec<char>, Vec<char>);
type Chances = HashMap<Graphone, f64>;

impl Pair {
    /// A pair whose lengths can answer to each other at all.
    pub(crate) fn new(source: &str, target: &str, weight: f64) -> Option<Self> {
        let plain = |letter: char| match letter {
            'ی' => 'ي',
            'ک' => 'ك',
            other => other,
        };
        let source: Vec<char> = source
            .chars()
            .map(plain)
            .filter(|&c| LETTERS.contains(c))
            .collect();
        let target: Vec<char> = target.chars().filter(char::is_ascii_lowercase).collect();
        let fits = !source.is_empty()
            && !target.is_empty()
            && target.len() <= 2 * source.len() + 1
            && source.len() <= 2 * target.len() + 1;
        fits.then_some(Self {
            source,
            target,
            weight,
        })
    }

    /// The target's letters as symbols.
    pub(crate) fn symbols(&self) -> Vec<u16> {
        self.target
            .iter()
            .map(|&letter| letter as u16 - u16::from(b'a') + 3)
            .collect()
    }

    /// The graphones that can begin at a place in both.
    fn steps(&self, (i, j): (usize, usize)) -> impl Iterator<Item = (usize, usize)> {
        let (source, target) = (self.source.len() - i, self.target.len() - j);
        let lengths =
            (1..=SOURCE.min(source)).flat_map(move |a| (0..=TARGET.min(target)).map(move |b| (a, b)));
        lengths.filter(|&(a, b)| a == 1 || (1..=3).contains(&b))
    }

    fn graphone(&self, (i, j): (usize, usize), (a, b): (usize, usize)) -> Graphone {
        (self.source[i..i + a].to_vec(), self.target[j..j + b].to_vec())
    }
}

/// Letters of the one script and of the other, by the number of their graphone.
type Inventory = Vec<(String, String)>;
/// A pair as symbols, with its weight.
type Aligned = (Vec<u16>, f64);

/// The graphones of `pairs`, and each pair as the symbols of its likeliest graphones; pairs that cannot be aligned are left out.
pub(crate) fn graphones(pairs: &[Pair]) -> (Inventory, Vec<Aligned>) {
    let mut chances = Chances::new();
    for pass in 0..PASSES {
        chances = expected(pairs, (pass > 0).then_some(&chances));
    }
    drop_noise(&mut chances);
    let mut numbers: HashMap<Graphone, u16> = HashMap::new();
    let mut inventory = Vec::new();
    let mut aligned = Vec::new();
    for pair in pairs {
        let Some(path) = likeliest(pair, &chances) else {
            continue;
        };
        let symbols = path.into_iter().map(|graphone| {
            let number = u16::try_from(inventory.len()).unwrap_or(u16::MAX);
            *numbers.entry(graphone).or_insert_with_key(|(source, target)| {
                inventory.push((source.iter().collect(), target.iter().collect()));
                number
            }) + 3
        });
        aligned.push((symbols.collect(), pair.weight));
    }
    (inventory, aligned)
}

/// Drops what hardly ever answers to its letters: mostly wrong pairs, and time lost at every reading.
fn drop_noise(chances: &mut Chances) {
    let mut by_source: HashMap<Vec<char>, f64> = HashMap::new();
    for ((source, _), chance) in chances.iter() {
        *by_source.entry(source.clone()).or_default() += chance;
    }
    let common: f64 = by_source.values().sum();
    chances.retain(|(source, _), chance| {
        let share = *chance / by_source[source];
        share > NOISE && (source.len() == 1 || *chance > common * RARE_PAIR)
    });
}

/// One pass: how often each graphone is expected, as its share of all.
fn expected(pairs: &[Pair], before: Option<&Chances>) -> Chances {
    let mut counts = Chances::new();
    for pair in pairs {
        let (n, m) = (pair.source.len(), pair.target.len());
        let at = |i: usize, j: usize| i * (m + 1) + j;
        let mut edges = Vec::new();
        let mut forward = vec![0.0; (n + 1) * (m + 1)];
        forward[0] = 1.0;
        for i in 0..n {
            for j in 0..=m {
                if forward[at(i, j)] == 0.0 {
                    continue;
                }
                for (a, b) in pair.steps((i, j)) {
                    let graphone = pair.graphone((i, j), (a, b));
                    let chance = before.map_or_else(
                        || first_guess(a, b),
                        |known| known.get(&graphone).copied().unwrap_or(0.0),
                    );
                    if chance > 0.0 {
                        forward[at(i + a, j + b)] += forward[at(i, j)] * chance;
                        edges.push((at(i, j), at(i + a, j + b), chance, graphone));
                    }
                }
            }
        }
        let all = forward[at(n, m)];
        if all <= 0.0 {
            continue;
        }
        let mut backward = vec![0.0; (n + 1) * (m + 1)];
        backward[at(n, m)] = 1.0;
        for (from, to, chance, graphone) in edges.into_iter().rev() {
            let share = chance * backward[to];
            backward[from] += share;
            let weight = pair.weight * forward[from] * share / all;
            if weight > 1e-6 {
                *counts.entry(graphone).or_default() += weight;
            }
        }
    }
    counts.retain(|_, count| *count > RARE);
    let all: f64 = counts.values().sum();
    counts.values_mut().for_each(|count| *count /= all);
    counts
}

/// How likely graphones of these lengths are before anything was counted.
fn first_guess(source: usize, target: usize) -> f64 {
    match (source, target) {
        (1, 1) => 1.0,
        (1, 2) => 0.5,
        (1, 0) => 0.2,
        (1, 3) | (2, 1) => 0.1,
        (2, 2) => 0.05,
        _ => 0.02,
    }
}

/// The likeliest graphones of one pair (Viterbi).
fn likeliest(pair: &Pair, chances: &Chances) -> Option<Vec<Graphone>> {
    let (n, m) = (pair.source.len(), pair.target.len());
    let mut best = vec![vec![(f64::NEG_INFINITY, (0, 0)); m + 1]; n + 1];
    best[0][0].0 = 0.0;
    for i in 0..n {
        for j in 0..=m {
            for (a, b) in pair.steps((i, j)) {
                let Some(chance) = chances.get(&pair.graphone((i, j), (a, b))) else {
                    continue;
                };
                let sum = best[i][j].0 + chance.ln();
                if sum > best[i + a][j + b].0 {
                    best[i + a][j + b] = (sum, (a, b));
                }
            }
        }
    }
    let (mut i, mut j) = (n, m);
    let mut path = Vec::new();
    while i > 0 {
        let (a, b) = best[i][j].1;
        if a == 0 {
            return None;
        }
        (i, j) = (i - a, j - b);
        path.push(pair.graphone((i, j), (a, b)));
    }
    path.reverse();
    (j == 0).then_some(path)
}
