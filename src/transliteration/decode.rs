//! Reading a word letter by letter, many spellings side by side (beam search over graphones).

use rustc_hash::FxHashMap;

use super::model::Model;
use super::ngrams::{END, START};

/// How many spellings live on at each letter, and how many are told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub beam: usize,
    pub kept: usize,
}

/// Letters of the source that one graphone has at most.
const LONGEST: usize = 2;
/// How far behind the best a spelling may fall, in natural logarithms.
const BEHIND: f32 = 10.0;

/// A beginning of a spelling.
#[derive(Debug, Clone, Copy)]
struct Reading {
    weight: f32,
    /// The last two symbols.
    before: (Option<u16>, u16),
    /// Where the beginning stands in the list of names; the root of a free reading.
    node: usize,
    /// FNV-1a of the letters so far, which tells beginnings apart.
    spelled: u64,
    /// The step that led here.
    step: usize,
}

/// The spellings of `letters` with their weights (natural logarithms) and graphones, the best first. With `borne` only
/// spellings of the list of names are read. At most letters × beam × graphones of a letter steps.
pub(super) fn decoded(
    model: &Model,
    letters: &[char],
    limits: &Limits,
    borne: bool,
) -> Vec<(String, f32, Vec<u16>)> {
    let mut steps: Vec<(usize, u16)> = vec![(0, 0)];
    let mut readings: Vec<Vec<Reading>> = vec![Vec::new(); letters.len() + 1];
    readings[0].push(Reading {
        weight: 0.0,
        before: (None, START),
        node: model.names.root().addr(),
        spelled: 0xcbf2_9ce4_8422_2325,
        step: 0,
    });
    let mut tops = vec![f32::NEG_INFINITY; letters.len() + 1];
    for at in 0..letters.len() {
        let here = best(std::mem::take(&mut readings[at]), limits.beam);
        for length in 1..=LONGEST.min(letters.len() - at) {
            let Some(answers) = model.answers.get(&letters[at..at + length]) else {
                continue;
            };
            for reading in &here {
                for &number in answers {
                    let target = &model.graphones[usize::from(number)].target;
                    let Some(node) = followed(model, reading.node, target, borne) else {
                        continue;
                    };
                    let symbol = number + 3;
                    let weight = reading.weight + model.channel.weight(reading.before, symbol);
                    if weight < tops[at + length] - BEHIND {
                        continue;
                    }
                    tops[at + length] = tops[at + length].max(weight);
                    let spelled = target.bytes().fold(reading.spelled, |hash, byte| {
                        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
                    });
                    steps.push((reading.step, number));
                    readings[at + length].push(Reading {
                        weight,
                        before: (Some(reading.before.1), symbol),
                        node,
                        spelled,
                        step: steps.len() - 1,
                    });
                }
            }
        }
    }
    told(
        model,
        std::mem::take(&mut readings[letters.len()]),
        limits,
        (&steps, borne),
    )
}

/// Where `target` leads from `node` in the list of names, if it stands there or need not.
fn followed(model: &Model, node: usize, target: &str, borne: bool) -> Option<usize> {
    if !borne {
        return Some(node);
    }
    target.bytes().try_fold(node, |node, byte| {
        let node = model.names.node(node);
        node.find_input(byte).map(|index| node.transition_addr(index))
    })
}

/// The best of `readings`; those that agree in letters and in what follows are one.
fn best(readings: Vec<Reading>, beam: usize) -> Vec<Reading> {
    let mut known: FxHashMap<(u64, (Option<u16>, u16)), Reading> = FxHashMap::default();
    for reading in readings {
        let one = known.entry((reading.spelled, reading.before)).or_insert(Reading {
            weight: f32::NEG_INFINITY,
            ..reading
        });
        one.weight = sum(one.weight, reading.weight);
    }
    let mut readings: Vec<Reading> = known.into_values().collect();
    readings.sort_by(|one, other| {
        let by_weight = other.weight.total_cmp(&one.weight);
        by_weight.then_with(|| (one.spelled, one.before).cmp(&(other.spelled, other.before)))
    });
    readings.truncate(beam);
    let floor = readings.first().map_or(0.0, |first| first.weight - BEHIND);
    readings.retain(|reading| reading.weight >= floor);
    readings
}

/// The finished spellings, each once.
fn told(
    model: &Model,
    readings: Vec<Reading>,
    limits: &Limits,
    (steps, borne): (&[(usize, u16)], bool),
) -> Vec<(String, f32, Vec<u16>)> {
    let mut ends: FxHashMap<u64, (f32, f32, usize)> = FxHashMap::default();
    for reading in readings {
        if borne && !model.names.node(reading.node).is_final() {
            continue;
        }
        let weight = reading.weight + model.channel.weight(reading.before, END);
        let end = ends.entry(reading.spelled);
        let end = end.or_insert((f32::NEG_INFINITY, f32::NEG_INFINITY, 0));
        if weight > end.1 {
            (end.1, end.2) = (weight, reading.step);
        }
        end.0 = sum(end.0, weight);
    }
    let mut told: Vec<(String, f32, Vec<u16>)> = ends
        .into_values()
        .map(|(weight, _, mut step)| {
            let mut path = Vec::new();
            while step > 0 {
                path.push(steps[step].1);
                step = steps[step].0;
            }
            path.reverse();
            let graphones = path.iter().map(|&number| &model.graphones[usize::from(number)]);
            let spelling = graphones.map(|graphone| graphone.target.as_str()).collect();
            (spelling, weight, path)
        })
        .collect();
    told.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    told.truncate(limits.kept);
    told
}

/// The logarithm of the sum of two probabilities.
fn sum(one: f32, other: f32) -> f32 {
    let (more, less) = if one > other { (one, other) } else { (other, one) };
    if less == f32::NEG_INFINITY {
        return more;
    }
    more + (less - more).exp().ln_1p()
}
