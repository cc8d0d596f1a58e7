//! Byte offsets to code point offsets, for machine forms that count characters.

use std::ops::Range;

/// Answers "which code point is this byte?" for one string.
///
/// Building takes one pass; a look-up is a binary search over the checkpoints and a walk of at most 64 bytes.
#[derive(Debug)]
pub struct CharOffsets<'a> {
    text: &'a str,
    checkpoints: Vec<(usize, usize)>,
}

/// Bytes between two checkpoints, at least.
const STRIDE: usize = 64;

impl<'a> CharOffsets<'a> {
    /// Prepares look-ups in `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut checkpoints = vec![(0, 0)];
        let mut next = STRIDE;
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            if byte >= next {
                checkpoints.push((byte, chars));
                next = byte + STRIDE;
            }
        }
        Self { text, checkpoints }
    }

    /// The code point offset of `byte`, which must lie on a character boundary of the text.
    #[must_use]
    pub fn of(&self, byte: usize) -> usize {
        let index = self.checkpoints.partition_point(|&(b, _)| b <= byte) - 1;
        let (start, chars) = self.checkpoints[index];
        chars + self.text[start..byte].chars().count()
    }

    /// Both ends of a byte range as code point offsets.
    #[must_use]
    pub fn range(&self, bytes: &Range<usize>) -> Range<usize> {
        self.of(bytes.start)..self.of(bytes.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_boundary_agrees_with_counting(text in any::<String>()) {
            let offsets = CharOffsets::new(&text);
            for (chars, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.of(byte), chars);
            }
            prop_assert_eq!(offsets.of(text.len()), text.chars().count());
        }
    }
}
