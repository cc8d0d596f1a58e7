//! The weights of the features: maximum entropy over each name's candidates, by AdaGrad.

use tarjuman::transliteration::{Candidate, FEATURES};

const PASSES: usize = 30;
const RATE: f64 = 0.1;

/// The candidates of a name, and which one is right.
pub(crate) struct Example {
    features: Vec<[f64; FEATURES]>,
    right: usize,
}

impl Example {
    /// Nothing when no candidate is right.
    pub(crate) fn of(candidates: &[Candidate], right: &str) -> Option<Self> {
        let right = candidates
            .iter()
            .position(|candidate| candidate.spelling == right)?;
        let features = candidates
            .iter()
            .map(|candidate| candidate.features.map(f64::from))
            .collect();
        Some(Self { features, right })
    }
}

/// Weights that make the right candidates likeliest.
#[expect(clippy::cast_possible_truncation, reason = "a weight needs no more than f32")]
pub(crate) fn weights(examples: &[Example]) -> [f32; FEATURES] {
    let mut weights = [0.0_f64; FEATURES];
    let mut seen = [1e-6_f64; FEATURES];
    for _ in 0..PASSES {
        for example in examples {
            let score = |features: &[f64; FEATURES]| -> f64 {
                features
                    .iter()
                    .zip(&weights)
                    .map(|(one, weight)| one * weight)
                    .sum()
            };
            let scores: Vec<f64> = example.features.iter().map(score).collect();
            let most = scores.iter().copied().fold(f64::MIN, f64::max);
            let shares: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
            let all: f64 = shares.iter().sum();
            for at in 0..FEATURES {
                let mean: f64 = example
                    .features
                    .iter()
                    .zip(&shares)
                    .map(|(features, share)| features[at] * share / all)
                    .sum();
                let slope = example.features[example.right][at] - mean;
                seen[at] += slope * slope;
                weights[at] += RATE * slope / seen[at].sqrt();
            }
        }
    }
    weights.map(|weight| weight as f32)
}
