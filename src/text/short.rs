//! Edit distance from one short pattern to several texts of one length at once.

/// A pattern of up to 64 symbols prepared to be compared with many texts.
///
/// Levenshtein distance, bit-parallel in one machine word (Hyyrö, *A bit-vector algorithm for computing Levenshtein and
/// Damerau edit distances*, 2003). A step waits for the one before it, so texts are compared four at a time, which takes
/// little longer than one.
pub struct ShortPattern {
    /// For each symbol where the pattern has it, the last place in the highest bit.
    places: Box<[u64; 256]>,
    len: usize,
}

/// Texts that are compared together.
const TOGETHER: usize = 4;

impl ShortPattern {
    /// The symbols of a pattern at most.
    pub const LONGEST: usize = 64;

    /// Prepares `symbols`; `None` when there are too many.
    #[must_use]
    pub fn new(symbols: &[u8]) -> Option<Self> {
        let unused = Self::LONGEST.checked_sub(symbols.len())?;
        let mut places = Box::new([0; 256]);
        for (at, &symbol) in symbols.iter().enumerate() {
            places[usize::from(symbol)] |= 1 << (unused + at);
        }
        Some(Self {
            places,
            len: symbols.len(),
        })
    }

    /// The distance from the pattern to `text`.
    #[must_use]
    pub fn distance(&self, text: &[u8]) -> usize {
        self.distances([text])[0]
    }

    /// Calls `each` with every place in `chosen` and the distance to the text there. The texts lie behind one another, with
    /// `length` symbols each.
    pub fn each_distance(
        &self,
        texts: &[u8],
        chosen: &[usize],
        length: usize,
        mut each: impl FnMut(usize, usize),
    ) {
        let text = |at: usize| &texts[at * length..(at + 1) * length];
        let (fours, rest) = chosen.as_chunks::<TOGETHER>();
        for four in fours {
            let distances = self.distances([text(four[0]), text(four[1]), text(four[2]), text(four[3])]);
            for (&at, distance) in four.iter().zip(distances) {
                each(at, distance);
            }
        }
        for &at in rest {
            each(at, self.distance(text(at)));
        }
    }

    /// The distances to texts of one length.
    #[expect(
        clippy::needless_range_loop,
        reason = "closures and iterators over four lanes are not always made one with the loop"
    )]
    fn distances<const N: usize>(&self, texts: [&[u8]; N]) -> [usize; N] {
        let length = texts.iter().map(|text| text.len()).min().unwrap_or(0);
        // Where a column of the table of distances rises from one row to the next, and where it falls.
        let mut rises = [u64::MAX
            .checked_shl((Self::LONGEST - self.len) as u32)
            .unwrap_or(0); N];
        let mut falls = [0_u64; N];
        for at in 0..length {
            for lane in 0..N {
                let (up, down) = (rises[lane], falls[lane]);
                let x = self.places[usize::from(texts[lane][at])] | down;
                let diagonal = ((x & up).wrapping_add(up) ^ up) | x;
                let along = (down | !(diagonal | up)) << 1 | 1;
                rises[lane] = (diagonal & up) << 1 | !(diagonal | along);
                falls[lane] = diagonal & along;
            }
        }
        let mut distances = [length; N];
        for (distance, (rises, falls)) in distances.iter_mut().zip(rises.iter().zip(falls)) {
            *distance += rises.count_ones() as usize;
            *distance -= falls.count_ones() as usize;
        }
        distances
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Pattern;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn distances_are_those_of_the_pattern_without_a_limit(
            pattern in prop::collection::vec(0u8..5, 0..=64),
            texts in prop::collection::vec(prop::collection::vec(0u8..5, 128), 1..10),
            length in 0usize..128,
        ) {
            let short = ShortPattern::new(&pattern).unwrap();
            let whole = Pattern::new(&pattern);
            let joined: Vec<u8> = texts.iter().flat_map(|text| &text[..length]).copied().collect();
            let all: Vec<usize> = (0..texts.len()).collect();
            let mut found = Vec::new();
            short.each_distance(&joined, &all, length, |at, distance| found.push((at, distance)));
            let expected: Vec<_> = (texts.iter().enumerate())
                .map(|(at, text)| (at, whole.distance(&text[..length], 200).unwrap()))
                .collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_pattern_of_more_than_a_word_is_none() {
        assert!(ShortPattern::new(&[1; 65]).is_none());
    }
}
