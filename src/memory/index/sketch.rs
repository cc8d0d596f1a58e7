//! What tells of two short texts, without a look at their letters in order, that they are too far apart.
//!
//! An edit changes few of the letters that a text has, so counts of letters bound the distance of two texts from below: in
//! classes, as many as fit into a few bytes. Classes tell most when all are equally frequent, so each block has its own. The
//! coarser sketch is looked at first, of many texts at once.

use std::cmp::Reverse;

use wide::u8x16;

use crate::memory::score::SHORT;

/// How often each of 32 classes of letters occurs in a text: four bits each, 15 for more.
pub(super) type Counts = u8x16;
/// Of so many texts, how often each of 16 coarser classes occurs, likewise: a byte of each text holds the counts of two.
pub(super) type Group = [u8x16; 8];

/// Texts of a group.
pub(super) const TOGETHER: usize = 16;
/// What stands for no text in a group: no short text has so many letters.
pub(super) const NOBODY: Group = [u8x16::new([0xFF; TOGETHER]); 8];
/// Classes of letters.
const CLASSES: usize = 32;

/// The class of each symbol.
#[derive(Debug)]
pub(super) struct Classes([u8; 256]);

impl Default for Classes {
    fn default() -> Self {
        Self::of(&[])
    }
}

impl Classes {
    /// Classes that are about equally frequent in texts of these symbols.
    pub(super) fn of(symbols: &[u8]) -> Self {
        // None is quite unheard of.
        let mut counts = [1_usize; 256];
        for &symbol in symbols {
            counts[usize::from(symbol)] += 1;
        }
        let mut order: Vec<u8> = (0..=u8::MAX).collect();
        order.sort_by_key(|&symbol| Reverse(counts[usize::from(symbol)]));
        let mut loads = [0; CLASSES];
        let mut classes = [0; 256];
        for symbol in order {
            let lightest = (0..CLASSES).min_by_key(|&class| loads[class]).unwrap_or_default();
            loads[lightest] += counts[usize::from(symbol)];
            classes[usize::from(symbol)] = lightest;
        }
        // The heaviest makes a coarser class with the lightest.
        let mut ranks: Vec<usize> = (0..CLASSES).collect();
        ranks.sort_by_key(|&class| Reverse(loads[class]));
        let mut places = [0; CLASSES];
        for (rank, &class) in ranks.iter().enumerate() {
            let half = CLASSES / 2;
            places[class] = if rank < half {
                rank
            } else {
                half + CLASSES - 1 - rank
            } as u8;
        }
        Self(classes.map(|class| places[class]))
    }

    /// How often each occurs in a text.
    pub(super) fn count(&self, symbols: &[u8]) -> Counts {
        let mut counts = [0; 16];
        for &symbol in symbols {
            let class = usize::from(self.0[usize::from(symbol)]);
            let (place, shift) = (class % 16, 4 * (class / 16));
            if counts[place] >> shift & 15 < 15 {
                counts[place] += 1 << shift;
            }
        }
        Counts::new(counts)
    }
}

/// The counts of the coarser classes: of two classes, together.
fn coarse(counts: Counts) -> [u8; 8] {
    let both = counts.to_array().map(|pair| ((pair & 15) + (pair >> 4)).min(15));
    std::array::from_fn(|at| both[at] | both[at + 8] << 4)
}

/// Puts the coarser counts of a text in a place of a group.
pub(super) fn put(group: &mut Group, place: usize, counts: Counts) {
    for (bytes, counts) in group.iter_mut().zip(coarse(counts)) {
        bytes.as_mut_array()[place] = counts;
    }
}

/// The counts of the text asked, to be compared with many.
pub(super) struct Sketch {
    coarse: [Halves; 8],
    fine: Halves,
}

/// By how much the counts may differ of the text asked, which has `n` letters, and of one with `letters` letters, at a
/// distance of `most` at most: what one has more, the other must lose.
pub(super) fn bound(n: usize, letters: usize, most: usize) -> u8 {
    let bound = (2 * most).saturating_sub(n.abs_diff(letters));
    // Two short texts differ by no more.
    bound.min(2 * SHORT) as u8
}

impl Sketch {
    pub(super) fn of(counts: Counts) -> Self {
        Self {
            coarse: coarse(counts).map(|counts| Halves::of(u8x16::splat(counts))),
            fine: Halves::of(counts),
        }
    }

    /// Calls `each` for the texts of `group` whose coarser counts differ by `bound` at most.
    #[inline]
    #[expect(
        clippy::needless_range_loop,
        reason = "what zips the two is not always made one with the loop"
    )]
    pub(super) fn choose(&self, group: &Group, bound: u8, mut each: impl FnMut(usize)) {
        let mut sums = u8x16::ZERO;
        for at in 0..self.coarse.len() {
            // Fifteen at most for each of sixteen classes.
            sums += self.coarse[at].differ(group[at]);
        }
        let over = sums.saturating_sub(u8x16::splat(bound));
        let mut near = over.simd_eq(u8x16::ZERO).to_bitmask();
        while near != 0 {
            each(near.trailing_zeros() as usize);
            near &= near - 1;
        }
    }

    /// Whether the counts of a text differ by `bound` at most.
    #[inline]
    pub(super) fn fits(&self, counts: Counts, bound: u8) -> bool {
        // Two short texts differ by 128 at most, so that a byte holds the sum of all: the highest one of the product.
        let both = u128::from_le_bytes(self.fine.differ(counts).to_array());
        let (a, b) = (both as u64, (both >> 64) as u64);
        let sum = (a + b).wrapping_mul(0x0101_0101_0101_0101) >> 56;
        sum as u8 <= bound
    }
}

/// Counts of two classes in a byte, taken apart.
struct Halves {
    low: u8x16,
    high: u8x16,
}

impl Halves {
    #[inline]
    fn of(counts: u8x16) -> Self {
        Self {
            low: counts & u8x16::splat(15),
            high: counts >> 4_u32,
        }
    }

    /// By how much both counts differ together, byte by byte.
    #[inline]
    fn differ(&self, counts: u8x16) -> u8x16 {
        let other = Self::of(counts);
        // One of both differences is zero.
        let apart = |a: u8x16, b: u8x16| a.saturating_sub(b) | b.saturating_sub(a);
        apart(self.low, other.low) + apart(self.high, other.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Pattern;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_that_is_near_enough_is_left_out(
            text in prop::collection::vec(0u8..40, 1..=SHORT),
            known in prop::collection::vec(0u8..50, 0..200),
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0u8..40, 0..3), 0..12),
            lane in 0..TOGETHER,
        ) {
            let mut other = text.clone();
            for (at, symbol, kind) in edits {
                let at = at.index(other.len() + 1);
                match kind {
                    0 if other.len() < SHORT => other.insert(at, symbol),
                    1 if at < other.len() => drop(other.remove(at)),
                    2 if at < other.len() => other[at] = symbol,
                    _ => {}
                }
            }
            let distance = Pattern::new(&text).distance(&other, 200).unwrap();
            let classes = Classes::of(&known);
            let sketch = Sketch::of(classes.count(&text));
            let bound = bound(text.len(), other.len(), distance);
            let counts = classes.count(&other);
            let mut group = NOBODY;
            put(&mut group, lane, counts);
            let mut chosen = Vec::new();
            sketch.choose(&group, bound, |at| chosen.push(at));
            prop_assert_eq!(chosen, [lane]);
            prop_assert!(sketch.fits(counts, bound));
        }
    }
}
