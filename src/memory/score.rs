//! The match score, one formula.
//!
//! | score | when |
//! |---|---|
//! | 101 | as 100, and the neighbours on both sides agree, of which at least one is known |
//! | 100 | the same text to a reader: vowel marks, invisible controls, white space set aside |
//! | 99 | the same key: spelling variants, case, the script of digits, the shape of punctuation differ |
//! | below | `100 * (longer - distance) / longer`, rounded down |
//!
//! `distance` is Levenshtein's over the tokens of the keys (words, numbers by value, punctuation marks), `longer` the
//! number of tokens of the longer one. A changed number is a changed token, so numbers alone bring a score below 100.
//! Units of one score stand in the order of the unrounded score, then of their likeness by characters, then the
//! newest first.

/// The same text between the same neighbours.
pub const CONTEXT: u8 = 101;
/// The same text.
pub const EXACT: u8 = 100;
/// The same key, spelt differently.
pub const RESPELT: u8 = 99;

/// The score of two keys that differ in `distance` tokens, the longer of which has `longer`: 0 to 99.
#[must_use]
pub fn similar(distance: usize, longer: usize) -> u8 {
    let score = 100 * longer.saturating_sub(distance) / longer.max(1);
    u8::try_from(score).unwrap_or(RESPELT).min(RESPELT)
}

/// The largest distance with which two keys, the longer of which has `longer` tokens, still reach `score`.
pub(super) fn allowed(score: u8, longer: usize) -> usize {
    let needed = (usize::from(score.min(EXACT)) * longer).div_ceil(100);
    longer - needed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_change_in_a_long_segment_is_not_exact() {
        assert_eq!(similar(1, 1000), 99);
        assert_eq!(similar(1, 5), 80);
        assert_eq!(similar(3, 3), 0);
    }

    proptest! {
        #[test]
        fn the_allowed_distance_is_the_last_that_reaches_the_score(score in 1u8..=99, longer in 1usize..400) {
            let most = allowed(score, longer);
            prop_assert!(similar(most, longer) >= score);
            prop_assert!(most == longer || similar(most + 1, longer) < score);
        }

        #[test]
        fn more_changes_never_score_higher(distance in 0usize..50, longer in 1usize..50) {
            prop_assert!(similar(distance + 1, longer) <= similar(distance, longer));
        }
    }
}
