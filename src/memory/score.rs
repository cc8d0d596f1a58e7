//! The match score, one formula.
//!
//! | score | when |
//! |---|---|
//! | 101 | as 100, and the neighbours on both sides agree, of which at least one is known |
//! | 100 | the same text to a reader: vowel marks, invisible controls, white space set aside |
//! | 99 | the same key: spelling variants, case, the script of digits, the shape of punctuation differ |
//! | below | the likeness of words, raised by that of letters as said below; in points of 100, rounded down, 99 at most |
//!
//! A likeness is `(longer - distance) / longer`, `distance` being Levenshtein's and `longer` the length of the longer
//! sequence. For **words** the sequences are the tokens of the keys (words, numbers by value, punctuation marks); for
//! **letters** the characters as they are written, vowel marks, controls, case and the script of digits set
//! aside. A changed number is a changed token, so numbers alone
//! bring a score below 100.
//!
//! One ending or particle changed in a short text costs half its words and hardly any letters. So where letters are at
//! least 70 % alike (below that, texts share letters by chance), their likeness counts in place of that of words if it
//! is higher: in full in texts of up to 64 characters, the longer one counted, and up to 20 points above that of words,
//! of which then half must agree, in longer texts, where words tell enough.
//!
//! Units of one score stand in the order of the unrounded score, then of their letters (in texts of more than 64
//! characters, as far as they are 70 % alike), then the newest first.

/// The same text between the same neighbours.
pub const CONTEXT: u8 = 101;
/// The same text.
pub const EXACT: u8 = 100;
/// The same key, spelt differently.
pub const RESPELT: u8 = 99;

/// Characters of a text whose letters count in full.
pub const SHORT: usize = 64;

/// A likeness in millionths: of one kind, or the score before it is rounded.
pub(super) type Likeness = u32;

pub(super) const WHOLE: Likeness = 1_000_000;
/// Letters that are less alike say nothing.
pub(super) const LETTERS: Likeness = 700_000;
/// Words that must agree for letters to count in a long text.
const WORDS: Likeness = 500_000;
/// By how much letters raise the score of a long text.
const RAISE: Likeness = 200_000;

/// How alike two sequences are whose longer one is `longer` and that differ by `distance`.
pub(super) fn likeness(distance: usize, longer: usize) -> Likeness {
    let alike = WHOLE as usize * longer.saturating_sub(distance) / longer.max(1);
    Likeness::try_from(alike).unwrap_or(WHOLE)
}

/// The unrounded score of two texts by the likeness of their words and letters; `length` is that of the longer one in
/// characters.
pub(super) fn combined(words: Likeness, letters: Likeness, length: usize) -> Likeness {
    let raised = match letters {
        _ if letters < LETTERS => 0,
        _ if length <= SHORT => letters,
        _ if words >= WORDS => letters.min(words + RAISE),
        _ => 0,
    };
    words.max(raised)
}

/// The least likeness of words with which two such texts reach `score`.
pub(super) fn least_words(score: Likeness) -> Likeness {
    if score <= WORDS {
        score
    } else {
        score.saturating_sub(RAISE).max(WORDS)
    }
}

/// The least likeness of letters with which two short texts reach `score` by their letters.
pub(super) fn least_letters(score: Likeness) -> Likeness {
    score.max(LETTERS)
}

/// An unrounded score in points of 100, at most 99.
pub(super) fn points(score: Likeness) -> u8 {
    u8::try_from(score / (WHOLE / 100))
        .unwrap_or(RESPELT)
        .min(RESPELT)
}

/// The least unrounded score that makes `points`.
pub(super) fn of_points(points: u8) -> Likeness {
    WHOLE / 100 * Likeness::from(points.min(EXACT))
}

/// The largest distance with which two sequences, the longer of which has `longer` parts, are still as alike as `least`.
pub(super) fn allowed(least: Likeness, longer: usize) -> usize {
    longer - shared(least, longer)
}

/// The fewest parts that two such sequences share.
pub(super) fn shared(least: Likeness, longer: usize) -> usize {
    (least as usize * longer).div_ceil(WHOLE as usize).min(longer)
}

/// The shortest and the longest sequence that can be as alike as `least` to one of `length` parts.
pub(super) fn lengths(least: Likeness, length: usize) -> (usize, usize) {
    let longest = length * WHOLE as usize / (least as usize).max(1);
    (shared(least, length), longest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_change_in_a_long_segment_is_not_exact() {
        assert_eq!(points(likeness(1, 1000)), 99);
        assert_eq!(points(likeness(0, 5)), 99);
        assert_eq!(points(likeness(1, 5)), 80);
        assert_eq!(points(likeness(3, 3)), 0);
    }

    #[test]
    fn letters_raise_short_texts_freely_and_long_ones_a_little() {
        let of = |words, letters, length| points(combined(words, letters, length));
        assert_eq!(of(0, 690_000, 20), 0);
        assert_eq!(of(0, 900_000, 20), 90);
        assert_eq!(of(600_000, 900_000, 200), 80);
        assert_eq!(of(490_000, 900_000, 200), 49);
        assert_eq!(of(900_000, 800_000, 20), 90);
    }

    proptest! {
        #[test]
        fn the_allowed_distance_is_the_last_that_reaches_the_likeness(least in 1u32..=1_000_000, longer in 1usize..400) {
            let most = allowed(least, longer);
            prop_assert!(likeness(most, longer) >= least);
            prop_assert!(most == longer || likeness(most + 1, longer) < least);
        }

        #[test]
        fn no_other_length_can_be_as_alike(least in 1u32..=1_000_000, length in 1usize..400, other in 1usize..900) {
            let (shortest, longest) = lengths(least, length);
            let best = likeness(length.abs_diff(other), length.max(other));
            prop_assert_eq!((shortest..=longest).contains(&other), best >= least);
        }

        #[test]
        fn the_bounds_of_the_index_are_those_of_the_formula(
            words in 0u32..=1_000_000, letters in 0u32..=1_000_000, score in 1u32..=1_000_000, length in 1usize..130,
        ) {
            let reached = combined(words, letters, length);
            if length > SHORT {
                prop_assert!(reached < score || words >= least_words(score));
            } else if reached >= score {
                prop_assert!(words >= score || letters >= least_letters(score));
            }
        }

        #[test]
        fn more_likeness_never_scores_lower(words in 0u32..900_000, letters in 0u32..900_000, more in 0u32..100_000, length in 1usize..130) {
            let score = combined(words, letters, length);
            prop_assert!(combined(words + more, letters, length) >= score);
            prop_assert!(combined(words, letters + more, length) >= score);
        }
    }
}
