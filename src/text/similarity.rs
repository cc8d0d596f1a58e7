//! How much two sequences differ: edit distance over characters or over anything that can be told apart.

use rapidfuzz::HashableChar;
use rapidfuzz::distance::levenshtein;

/// One sequence prepared to be compared with many.
///
/// Levenshtein distance, bit-parallel (Hyyrö 2003, as the crate `rapidfuzz` has it): for a pattern of `n` symbols,
/// comparing with `m` costs `m * n / 64` steps, and less when `at_most` is small.
pub struct Pattern<T> {
    prepared: levenshtein::BatchComparator<T>,
    len: usize,
}

impl<T: HashableChar + Copy + PartialEq> Pattern<T> {
    /// Prepares `symbols`.
    #[must_use]
    pub fn new(symbols: &[T]) -> Self {
        Self {
            prepared: levenshtein::BatchComparator::new(symbols.iter().copied()),
            len: symbols.len(),
        }
    }

    /// How many symbols must be inserted, removed or replaced to make `other` of the pattern, or `None` when it
    /// takes more than `at_most`.
    #[must_use]
    pub fn distance(&self, other: &[T], at_most: usize) -> Option<usize> {
        if self.len.abs_diff(other.len()) > at_most {
            return None;
        }
        let args = levenshtein::Args::default().score_cutoff(at_most);
        self.prepared.distance_with_args(other.iter().copied(), &args)
    }
}

/// A text prepared to be compared with many, character by character.
pub struct Likeness(Pattern<char>);

impl Likeness {
    /// Prepares `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Pattern::new(&text.chars().collect::<Vec<_>>()))
    }

    /// How alike the text and `other` are, in thousandths: 1000 for the same characters, 0 for nothing in common.
    ///
    /// `1000 * (longer - distance) / longer`, rounded down, over code points; two empty texts are the same.
    #[must_use]
    pub fn to(&self, other: &str) -> u16 {
        let other: Vec<char> = other.chars().collect();
        let longer = self.0.len.max(other.len());
        if longer == 0 {
            return 1000;
        }
        let distance = self.0.distance(&other, longer).unwrap_or(longer);
        u16::try_from(1000 * (longer - distance) / longer).unwrap_or(1000)
    }
}

/// [`Likeness::to`] for two texts.
#[must_use]
pub fn likeness(a: &str, b: &str) -> u16 {
    Likeness::new(a).to(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Levenshtein by its definition.
    fn slow(a: &[u32], b: &[u32]) -> usize {
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = i + 1;
            for (j, y) in b.iter().enumerate() {
                let replaced = diagonal + usize::from(x != y);
                diagonal = row[j + 1];
                row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
            }
        }
        row[b.len()]
    }

    #[test]
    fn likeness_counts_characters_not_bytes() {
        assert_eq!(likeness("سوريا", "سورية"), 800);
        assert_eq!(likeness("", ""), 1000);
        assert_eq!(likeness("a", ""), 0);
    }

    proptest! {
        #[test]
        fn the_distance_is_levenshteins(
            a in prop::collection::vec(0u32..6, 0..150),
            b in prop::collection::vec(0u32..6, 0..150),
            at_most in 0usize..160,
        ) {
            let distance = slow(&a, &b);
            let expected = (distance <= at_most).then_some(distance);
            prop_assert_eq!(Pattern::new(&a).distance(&b, at_most), expected);
        }
    }
}
