//! How much each piece of evidence weighs: logistic regression over good translations and the same ones spoiled.

use tarjuman::check::omission::Evidence;

/// Steps of gradient descent, and how far each goes.
const STEPS: usize = 3_000;
const RATE: f64 = 0.5;
/// How many good translations in a thousand may be suspected.
const SUSPECTED: usize = 4;

/// One translation: its evidence, and whether it was spoiled.
pub(crate) type Sample = (Evidence, bool);

const COUNT: usize = Evidence::NAMES.len();

/// Prints what `omission.rs` holds: the weights and what is enough.
pub(crate) fn learn(samples: &[Sample], good: usize) {
    let rows: Vec<([f64; COUNT], bool)> = samples
        .iter()
        .map(|(evidence, spoiled)| (evidence.values().map(f64::from), *spoiled))
        .collect();
    let count = rows.len() as f64;
    let mean = sums(rows.iter().map(|(row, _)| *row)).map(|sum| sum / count);
    let off = |row: &[f64; COUNT]| std::array::from_fn::<_, COUNT, _>(|at| row[at] - mean[at]);
    let spread = sums(rows.iter().map(|(row, _)| off(row).map(|x| x * x))).map(|sum| (sum / count).sqrt());
    let scaled: Vec<([f64; COUNT], f64)> = rows
        .iter()
        .map(|(row, spoiled)| {
            let row = off(row);
            (
                std::array::from_fn(|at| row[at] / spread[at]),
                f64::from(u8::from(*spoiled)),
            )
        })
        .collect();
    let (mut weights, mut bias) = ([0.0; COUNT], 0.0);
    for _ in 0..STEPS {
        let errors = scaled.iter().map(|(row, spoiled)| {
            let sum: f64 = bias + dot(row, &weights);
            (row, spoiled - 1.0 / (1.0 + (-sum).exp()))
        });
        let errors: Vec<_> = errors.collect();
        bias += RATE * errors.iter().map(|(_, error)| error).sum::<f64>() / count;
        let slopes = sums(errors.iter().map(|(row, error)| row.map(|x| x * error)));
        (0..COUNT).for_each(|at| weights[at] += RATE * slopes[at] / count);
    }
    let weights: [f64; COUNT] = std::array::from_fn(|at| weights[at] / spread[at]);
    let weigh = |wanted: bool| {
        let those = rows.iter().filter(move |(_, spoiled)| *spoiled == wanted);
        let mut found: Vec<f64> = those.map(|(row, _)| dot(row, &weights)).collect();
        found.sort_by(|one, other| other.total_cmp(one));
        found
    };
    let (innocent, spoiled) = (weigh(false), weigh(true));
    for (name, weight) in Evidence::NAMES.iter().zip(weights) {
        println!("{name:<10}{weight:>8.3}");
    }
    for suspected in [SUSPECTED / 2, SUSPECTED, SUSPECTED * 2] {
        let enough = innocent.get(good * suspected / 1000).copied().unwrap_or_default();
        let caught = spoiled.iter().filter(|weight| **weight > enough).count();
        println!(
            "enough    {enough:>8.3} suspects {suspected} of 1000 good ones and catches {:.1} % of {}",
            100.0 * caught as f64 / spoiled.len().max(1) as f64,
            spoiled.len()
        );
    }
}

fn sums(rows: impl Iterator<Item = [f64; COUNT]>) -> [f64; COUNT] {
    rows.fold([0.0; COUNT], |sum, row| {
        std::array::from_fn(|at| sum[at] + row[at])
    })
}

fn dot(row: &[f64; COUNT], weights: &[f64; COUNT]) -> f64 {
    row.iter()
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum()
}
