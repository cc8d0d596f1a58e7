//! How the length of a translation follows from that of its source.

use super::Bead;
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

    /// How much likelier `target` letters in `sentences` sentences are beside `source` letters than anywhere: the
    /// logarithm of the ratio of both probabilities.
    pub(super) fn gain(&self, source: f64, target: f64, sentences: usize) -> f64 {
        let beside = LEAST + self.spread / source.min(target);
        let anywhere = self.variance / sentences as f64;
        normal(target.ln() - source.ln() - self.ratio, beside)
            - normal(
                target.ln() - (self.mean * sentences as f64).ln() + anywhere / 2.0,
                anywhere,
            )
    }
}

/// The logarithm of the normal density, but for a constant.
fn normal(off: f64, variance: f64) -> f64 {
    -0.5 * (off * off / variance).min(50.0) - 0.5 * variance.ln()
}
