//! Where a sentence or an entry of a list may begin: found many bytes at a time, each byte looked at once.
//!
//! Bytes are compared before characters are read. What is found by its bytes is a hint; the character there decides.

use wide::u8x16;

use super::list::closes_sign;
use super::marks::{Mark, is_bullet, mark};

/// A sign at which there is something to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A terminal mark.
    Mark(Mark),
    /// The bracket behind the sign of a list entry.
    Bracket,
    /// A bullet.
    Bullet,
    /// The end of a line or paragraph.
    Break,
}

/// One place to decide about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Byte offset of the sign.
    pub(super) at: usize,
    /// The character.
    pub(super) char: char,
    /// What it is.
    pub(super) sign: Sign,
}

/// How many bytes are looked at before the hints among them are followed.
const STRIDE: usize = 4 * LANES;
/// How many bytes are compared in one instruction.
const LANES: usize = 16;

/// The candidates of a text, in order.
#[derive(Debug)]
pub(super) struct Candidates<'a> {
    text: &'a str,
    /// Where the bytes end that have been looked at.
    seen: usize,
    /// The hints among the last [`STRIDE`] of them that have not been followed, the first byte as the lowest bit.
    hints: u64,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            seen: 0,
            hints: 0,
        }
    }

    /// The next candidate at or after `from`, which must not be before an earlier `from`.
    pub(super) fn next(&mut self, from: usize) -> Option<Candidate> {
        loop {
            while self.hints != 0 {
                let at = self.seen - STRIDE + self.hints.trailing_zeros() as usize;
                self.hints &= self.hints - 1;
                if at < from {
                    continue;
                }
                let char = self.text[at..].chars().next()?;
                if let Some(sign) = sign(self.text, at, char) {
                    return Some(Candidate { at, char, sign });
                }
            }
            let bytes = self
                .text
                .as_bytes()
                .get(self.seen..)
                .filter(|rest| !rest.is_empty())?;
            self.hints = match bytes.first_chunk() {
                Some(stride) => hints(stride),
                None => {
                    let mut stride = [0; STRIDE + BEYOND];
                    stride[..bytes.len()].copy_from_slice(bytes);
                    hints(&stride)
                }
            };
            self.seen += STRIDE;
        }
    }
}

/// What there is to decide at `c`, byte `at` of `text`, if anything.
fn sign(text: &str, at: usize, c: char) -> Option<Sign> {
    match c {
        '\n' | '\u{2029}' => Some(Sign::Break),
        ')' => closes_sign(text, at).then_some(Sign::Bracket),
        _ if is_bullet(c) => Some(Sign::Bullet),
        _ => mark(c).map(Sign::Mark),
    }
}

/// The bytes after a stride that may belong to a character that begins in it.
const BEYOND: usize = 2;

/// The bytes of `stride` that begin what may be a candidate, the first byte as the lowest bit.
fn hints(stride: &[u8; STRIDE + BEYOND]) -> u64 {
    let lanes = |from: usize| stride[from..].as_chunks::<LANES>().0.iter();
    let hints = lanes(0)
        .zip(lanes(1))
        .zip(lanes(2))
        .map(|((first, second), third)| {
            let [first, second, third] = [first, second, third].map(|&bytes| u8x16::new(bytes));
            lane_hints(first, second, third)
        });
    hints.rev().fold(0, |all, hints| all << LANES | u64::from(hints))
}

/// The first bytes of characters from here on belong to Arabic and the scripts after it, and to general punctuation.
const ARABIC: u8 = 0xD8;

/// The hints among the bytes of `first`; those of `second` and `third` stand one and two places after them.
///
/// A script in which many letters begin with the first byte of a mark is told by the later bytes of the mark.
#[inline]
fn lane_hints(first: u8x16, second: u8x16, third: u8x16) -> u32 {
    let is = |lanes: u8x16, byte: u8| lanes.simd_eq(u8x16::splat(byte));
    let ascii = is(first, b'.') | is(first, b'!') | is(first, b'?') | is(first, b'\n') | is(first, b')');
    let armenian = is(first, 0xD5) | is(first, 0xD6);
    let hints = ascii | armenian;
    let later = first.max(u8x16::splat(ARABIC)).simd_eq(first);
    if later.to_bitmask() == 0 {
        return hints.to_bitmask();
    }
    // `؟`, `۔`; `।`, `॥`; `。`.
    let arabic = (is(first, 0xD8) & is(second, 0x9F)) | (is(first, 0xDB) & is(second, 0x94));
    let hindi = is(first, 0xE0) & is(second, 0xA5) & (is(third, 0xA4) | is(third, 0xA5));
    let chinese = is(first, 0xE3) & is(second, 0x80) & is(third, 0x82);
    // Ethiopic, Burmese and Khmer; general punctuation and bullets; fullwidth forms.
    let rest = is(first, 0xE1) | is(first, 0xE2) | is(first, 0xEF);
    (hints | arabic | hindi | chinese | rest).to_bitmask()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_scan_finds_what_reading_every_character_finds(
            text in "[\\PC\n؟۔ى1) …。।॥クुあ、！.]{0,90}|[a-cتुあ中]{50,70}[؟۔…。।！.•a]{1,2}[a-cتुあ中]{0,70}",
        ) {
            let slow: Vec<_> = text.char_indices().filter(|&(at, c)| sign(&text, at, c).is_some()).collect();
            let mut candidates = Candidates::new(&text);
            let mut fast = Vec::new();
            let mut from = 0;
            while let Some(Candidate { at, char, .. }) = candidates.next(from) {
                fast.push((at, char));
                from = at + char.len_utf8();
            }
            prop_assert_eq!(fast, slow);
        }
    }
}
