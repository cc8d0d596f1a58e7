//! Conditional weights of symbols after the two before them, in the back-off form of n-gram models.

use rustc_hash::FxHashMap;

/// The symbol before the first one of a name.
pub const START: u16 = 0;
/// The symbol after the last one.
pub const END: u16 = 1;

/// Bits of a symbol in a key: at most 4,096 symbols.
const BITS: u32 = 12;

/// One to three symbols as one number.
#[must_use]
pub fn key(symbols: &[u16]) -> u64 {
    symbols
        .iter()
        .fold(1, |key, &symbol| key << BITS | u64::from(symbol))
}

/// What is known of one run of symbols.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Entry {
    /// Natural logarithm of the probability of the last symbol after the others; −∞ is written as −25.5.
    pub probability: f32,
    /// Natural logarithm of what is left to shorter runs where this run is the history.
    pub back_off: f32,
}

/// An n-gram model of order three (Katz back-off over interpolated Kneser–Ney weights, as ARPA files have it).
#[derive(Debug, Clone, Default)]
pub struct Ngrams {
    runs: FxHashMap<u64, Entry>,
    unknown: f32,
}

impl Ngrams {
    /// A model of these runs; `unknown` is the logarithm of the probability of a symbol that was never seen.
    #[must_use]
    pub fn new(runs: impl IntoIterator<Item = (u64, Entry)>, unknown: f32) -> Self {
        Self {
            runs: runs.into_iter().collect(),
            unknown,
        }
    }

    /// The logarithm of the probability of `next` after the two symbols `before`; a first symbol stands after
    /// [`START`] alone, so `before` may begin with nothing. At most five look-ups.
    #[must_use]
    pub fn weight(&self, before: (Option<u16>, u16), next: u16) -> f32 {
        let (earlier, last) = before;
        let mut left = 0.0;
        if let Some(earlier) = earlier {
            if let Some(entry) = self.seen(&[earlier, last, next]) {
                return entry.probability;
            }
            left += self.back_off(&[earlier, last]);
        }
        if let Some(entry) = self.seen(&[last, next]) {
            return left + entry.probability;
        }
        left += self.back_off(&[last]);
        left + self.seen(&[next]).map_or(self.unknown, |entry| entry.probability)
    }

    /// The logarithm of the probability of a whole name.
    #[must_use]
    pub fn of(&self, symbols: impl Iterator<Item = u16>) -> f32 {
        let mut before = (None, START);
        let mut sum = 0.0;
        for symbol in symbols {
            sum += self.weight(before, symbol);
            before = (Some(before.1), symbol);
        }
        sum + self.weight(before, END)
    }

    fn seen(&self, symbols: &[u16]) -> Option<&Entry> {
        let entry = self.runs.get(&key(symbols))?;
        (entry.probability > -25.0).then_some(entry)
    }

    fn back_off(&self, symbols: &[u16]) -> f32 {
        self.runs.get(&key(symbols)).map_or(0.0, |entry| entry.back_off)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_was_never_seen_backs_off() {
        let entry = |probability, back_off| Entry {
            probability,
            back_off,
        };
        let runs = [
            (key(&[5]), entry(-1.0, -0.5)),
            (key(&[6]), entry(-2.0, 0.0)),
            (key(&[START, 5]), entry(-0.1, -0.25)),
        ];
        let model = Ngrams::new(runs, -9.0);
        assert!((model.weight((None, START), 5) - -0.1).abs() < 1e-6);
        assert!((model.weight((Some(START), 5), 6) - (-0.25 - 0.5 - 2.0)).abs() < 1e-6);
        assert!((model.weight((Some(6), 6), 7) - -9.0).abs() < 1e-6);
    }
}
