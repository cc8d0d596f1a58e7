//! Short units that may reach a score by their letters.

use crate::memory::score::{Likeness, SHORT, allowed, least_letters, lengths, likeness};

use super::block::{Block, Classes};
use super::found::{Asked, Found};

/// Adds to `found` the short units of `blocks` whose letters are alike enough; those of about the asked length first,
/// since what is found raises what is asked.
pub(super) fn search(blocks: &[Block], asked: &Asked, found: &mut Found, chosen: &mut Vec<usize>) {
    let Some((pattern, asked_classes)) = &asked.short else {
        return;
    };
    let n = asked.letters;
    let asked_classes = Halves::of(asked_classes);
    for letters in outwards(n) {
        let longer = n.max(letters);
        for block in blocks.iter().rev() {
            let (shortest, longest) = lengths(least_letters(found.worst()), n);
            if !(shortest..=longest).contains(&letters) {
                break;
            }
            let (places, symbols) = block.short.of_length(letters);
            let bound = bound(found, n, letters);
            chosen.resize(chosen.len().max(places.len()), 0);
            let mut some = 0;
            for (at, classes) in block.short.classes[places.clone()].iter().enumerate() {
                // Which ones they are cannot be foretold, so nothing branches on it.
                chosen[some] = at;
                some += usize::from(asked_classes.differ(classes) <= bound);
            }
            pattern.each_distance(symbols, &chosen[..some], letters, |at, distance| {
                let alike: Likeness = likeness(distance, longer);
                if alike >= least_letters(found.worst()) {
                    let row = usize::from(block.short.rows[places.start + at]);
                    found.add(block.numbers[row], alike, alike, alike);
                }
            });
        }
    }
}

/// By how much the class counts of units with `letters` letters may differ that matter. Of two texts at a distance `d` whose
/// lengths differ by `l` the counts differ by at most `2 * d - l`: what one has more, the other must lose.
fn bound(found: &Found, n: usize, letters: usize) -> u32 {
    let most = allowed(least_letters(found.worst()), n.max(letters));
    // Both are at most twice the letters of a short text.
    let bound = (2 * most).saturating_sub(n.abs_diff(letters));
    u32::try_from(bound).unwrap_or(u32::MAX)
}

/// The numbers from 1 to [`SHORT`], nearest to `n` first.
fn outwards(n: usize) -> impl Iterator<Item = usize> {
    let mut below = (0..n).map(move |far| n - far);
    let mut above = (1..=SHORT - n).map(move |far| n + far);
    let mut turn = false;
    std::iter::from_fn(move || {
        turn = !turn;
        if turn {
            below.next().or_else(|| above.next())
        } else {
            above.next().or_else(|| below.next())
        }
    })
}

/// Class counts taken apart, to be compared with many.
struct Halves {
    low: [u8; 16],
    high: [u8; 16],
}

impl Halves {
    fn of(classes: &Classes) -> Self {
        Self {
            low: classes.map(|pair| pair & 15),
            high: classes.map(|pair| pair >> 4),
        }
    }

    /// By how much the counts differ in all. The loop is of a kind that compilers make a few wide instructions of.
    fn differ(&self, other: &Classes) -> u32 {
        let mut differences = [0_u8; 16];
        for at in 0..16 {
            let (low, high) = (other[at] & 15, other[at] >> 4);
            // One of both is zero. (`abs_diff` is compiled to sums of four times the width.)
            let low = self.low[at].saturating_sub(low) | low.saturating_sub(self.low[at]);
            let high = self.high[at].saturating_sub(high) | high.saturating_sub(self.high[at]);
            differences[at] = low + high;
        }
        // Two short texts differ by 128 at most, so that a byte holds the sum of all: the highest one of the product.
        let both = u128::from_le_bytes(differences);
        let (a, b) = (both as u64, (both >> 64) as u64);
        ((a + b).wrapping_mul(0x0101_0101_0101_0101) >> 56) as u32
    }
}
