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

/// The numbers of a piece of evidence, or a weight for each.
type Row = [f64; COUNT];

/// Prints what `omission.rs` holds, learned from `samples` of `good` translations and of spoiled ones: the weights, and what is enough.
pub(crate) fn learn(samples: &[Sample], good: usize) {
    let rows: Vec<(Row, bool)> = samples
        .iter()
        .map(|(evidence, spoiled)| (evidence.values().map(f64::from), *spoiled))
        .collect();
    let weights = weights(&rows);
    for (name, weight) in Evidence::NAMES.iter().zip(weights) {
        println!("{name:<10}{weight:>8.3}");
    }
    let weigh = |wanted: bool| {
        let those = rows.iter().filter(move |(_, spoiled)| *spoiled == wanted);
        let mut found: Vec<f64> = those.map(|(row, _)| dot(row, &weights)).collect();
        found.sort_by(|one, other| other.total_cmp(one));
        found
    };
    let (innocent, spoiled) = (weigh(false), weigh(true));
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

/// What each number weighs, by gradient descent over numbers of one scale.
fn weights(rows: &[(Row, bool)]) -> Row {
    let count = rows.len() as f64;
    let mean = sums(rows.iter().map(|(row, _)| *row)).map(|sum| sum / count);
    let off = |row: &Row| each(|at| row[at] - mean[at]);
    let spread = sums(rows.iter().map(|(row, _)| off(row).map(|x| x * x))).map(|sum| (sum / count).sqrt());
    let scaled: Vec<(Row, f64)> = rows
        .iter()
        .map(|(row, spoiled)| {
            let row = off(row);
            (each(|at| row[at] / spread[at]), f64::from(u8::from(*spoiled)))
        })
        .collect();
    let (mut weights, mut bias) = ([0.0; COUNT], 0.0);
    for _ in 0..STEPS {
        let errors: Vec<f64> = scaled
            .iter()
            .map(|(row, spoiled)| spoiled - 1.0 / (1.0 + (-bias - dot(row, &weights)).exp()))
            .collect();
        let slopes = sums(
            scaled
                .iter()
                .zip(&errors)
                .map(|((row, _), error)| row.map(|x| x * error)),
        );
        bias += RATE * errors.iter().sum::<f64>() / count;
        weights = each(|at| weights[at] + RATE * slopes[at] / count);
    }
    each(|at| weights[at] / spread[at])
}

fn each(number: impl Fn(usize) -> f64) -> Row {
    std::array::from_fn(number)
}

fn sums(rows: impl Iterator<Item = Row>) -> Row {
    rows.fold([0.0; COUNT], |sum, row| each(|at| sum[at] + row[at]))
}

fn dot(row: &Row, weights: &Row) -> f64 {
    row.iter()
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum()
}
