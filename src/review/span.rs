//! Offsets as a browser counts them: UTF-16 code units.

use std::ops::Range;

/// A byte range of `text` as start and end in UTF-16 code units. Linear in the text.
pub(super) fn units(text: &str, bytes: &Range<usize>) -> [usize; 2] {
    [unit(text, bytes.start), unit(text, bytes.end)]
}

fn unit(text: &str, byte: usize) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        if at >= byte {
            break;
        }
        units += c.len_utf16();
    }
    units
}

/// The byte of `text` where its UTF-16 code unit `unit` begins, or the text's end. Linear in the text.
pub(super) fn byte(text: &str, unit: usize) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        if units >= unit {
            return at;
        }
        units += c.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{byte, units};

    #[test]
    fn letters_beyond_the_first_plane_count_twice() {
        assert_eq!(units("ك𝄞ب", &(2..6)), [1, 3]);
        assert_eq!(units("abc", &(0..3)), [0, 3]);
        assert_eq!((byte("ك𝄞ب", 3), byte("ك𝄞ب", 9)), (6, 8));
    }

    #[test]
    fn a_range_past_the_end_ends_there() {
        assert_eq!(units("ab", &(1..9)), [1, 2]);
    }
}
