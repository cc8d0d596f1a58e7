//! How the length of a translation follows from that of its source.

use super::Bead;
use super::lattice::MOST;
use super::words::Side;

/// What is known of lengths, in letters; all of it in logarithms, since lengths vary by ratio.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lengths {
    /// Logarithm of target letters to a source letter.
    ratio: f64,
    /// Variance of that logarithm over one letter; it falls with the length.
    spread: f64,
    /// Letters of a target sentence: the mean of them, and the variance of their logarithm.
    mean: f64,
    variance: f64,
}

/// Variance of the ratio that remains in the longest sentences.
const LEAST: f64 = 0.01;
/// By how much a length may speak against a bead.
const MOST_OFF: f64 = 25.0;

impl Lengths {
    pub(super) fn of(pairs: &[(Side, Side)]) -> Self {
        let all = |side: &Side| side.letters(0, side.len());
        let source: f64 = pairs.iter().map(|(source, _)| all(source)).sum();
        let target: f64 = pairs.iter().map(|(_, target)| all(target)).sum();
        let each = || {
            pairs
                .iter()
                .flat_map(|(_, side)| (0..side.len()).map(move |at| side.letters(at, at + 1)))
        };
        let count = each().count().max(1) as f64;
        let mean = (target / count).max(1.0);
        let logarithm = each().map(f64::ln).sum::<f64>() / count;
        let variance = each()
            .map(|letters| (letters.ln() - logarithm).powi(2))
            .sum::<f64>()
            / count;
        Self {
            ratio: (target.max(1.0) / source.max(1.0)).ln(),
            spread: 4.0,
            mean,
            variance: variance.max(0.05),
        }
    }

    /// Learns ratio and spread from `beads`.
    pub(super) fn learn(&mut self, pairs: &[(Side, Side)], beads: &[Vec<Bead>]) {
        let mut seen = Vec::new();
        for ((source, target), beads) in pairs.iter().zip(beads) {
            for bead in beads
                .iter()
                .filter(|bead| !bead.source.is_empty() && !bead.target.is_empty())
            {
                let letters = source.letters(bead.source.start, bead.source.end);
                let translated = target.letters(bead.target.start, bead.target.end);
                seen.push(((translated / letters).ln(), letters.min(translated)));
            }
        }
        let weight: f64 = seen.iter().map(|(_, letters)| letters).sum();
        if seen.len() >= 10 {
            self.ratio = seen.iter().map(|(ratio, letters)| ratio * letters).sum::<f64>() / weight;
            let off =
                |&(ratio, letters): &(f64, f64)| ((ratio - self.ratio).powi(2) - LEAST).max(0.0) * letters;
            let spread = seen.iter().map(off).sum::<f64>() / seen.len() as f64;
            self.spread = spread.clamp(0.5, 12.0);
        }
    }
}

/// The lengths of all beads of a pair of texts, as far as they can be known one by one.
pub(super) struct Measured<'a> {
    ratio: f64,
    /// By the number of sentences less one, for each first sentence: the logarithm of the letters.
    source: [Vec<f64>; MOST],
    /// Likewise of the target; and how usual so many letters are for so many sentences.
    target: [Vec<(f64, f64)>; MOST],
    sides: (&'a Side, &'a Side),
    /// By the letters of the shorter side: half of what the deviation is divided by, and what is added.
    beside: Vec<(f64, f64)>,
}

impl<'a> Measured<'a> {
    pub(super) fn new(lengths: &Lengths, source: &'a Side, target: &'a Side) -> Self {
        let longest = |side: &Side| {
            let beads = (0..side.len()).map(|at| side.letters(at, (at + MOST).min(side.len())));
            beads.fold(0.0, f64::max)
        };
        let beside = (0..=longest(source).min(longest(target)) as usize).map(|letters| {
            let variance = LEAST + lengths.spread / (letters as f64).max(1.0);
            (0.5 / variance, -0.5 * variance.ln())
        });
        let letters = |side: &Side, more: usize| -> Vec<f64> {
            let last = side.len().saturating_sub(more);
            (0..last).map(|at| side.letters(at, at + more + 1).ln()).collect()
        };
        Self {
            ratio: lengths.ratio,
            source: std::array::from_fn(|more| letters(source, more)),
            target: std::array::from_fn(|more| {
                let sentences = (more + 1) as f64;
                let variance = lengths.variance / sentences;
                let usual = (lengths.mean * sentences).ln() - variance / 2.0;
                let letters = letters(target, more).into_iter();
                letters.map(|log| (log, normal(log - usual, variance))).collect()
            }),
            sides: (source, target),
            beside: beside.collect(),
        }
    }

    /// How much likelier the letters of the target sentences of a bead are beside those of its source than anywhere: the
    /// logarithm of the ratio of both probabilities. For the bead of so many sentences of both that begins with these.
    pub(super) fn gain(&self, (row, column): (usize, usize), (height, width): (usize, usize)) -> f64 {
        let (source, target) = self.sides;
        let shorter = source
            .letters(row, row + height)
            .min(target.letters(column, column + width));
        let (half, common) = self.beside[shorter as usize];
        let (letters, anywhere) = self.target[width - 1][column];
        let off = letters - self.source[height - 1][row] - self.ratio;
        common - (off * off * half).min(MOST_OFF) - anywhere
    }
}

/// The logarithm of the normal density, but for a constant.
fn normal(off: f64, variance: f64) -> f64 {
    -(0.5 * off * off / variance).min(MOST_OFF) - 0.5 * variance.ln()
}
