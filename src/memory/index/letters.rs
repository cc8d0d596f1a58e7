//! Short units of a block that may reach a score by their letters.

use crate::memory::score::{Likeness, SHORT, allowed, least_letters, lengths, likeness};

use super::block::{Block, Classes};
use super::found::{Asked, Found};

/// Adds to `found` the short units of `block` whose letters are alike enough; those of about the asked length first,
/// since what is found raises what is asked.
pub(super) fn search(block: &Block, asked: &Asked, found: &mut Found) {
    let Some((pattern, asked_classes)) = &asked.short else {
        return;
    };
    let n = asked.letters;
    let asked_classes = Halves::of(asked_classes);
    for letters in outwards(n) {
        let (shortest, longest) = lengths(least_letters(found.worst()), n);
        if !(shortest..=longest).contains(&letters) {
            continue;
        }
        let longer = n.max(letters);
        let (mut most, mut bound) = bounds(found, n, letters);
        let places = block.short.of_length(letters);
        let rows = &block.short.rows[places.clone()];
        for (classes, &row) in block.short.classes[places].iter().zip(rows) {
            if asked_classes.differ(classes) > bound {
                continue;
            }
            let row = usize::from(row);
            if let Some(distance) = pattern.distance(block.symbols_of(row), most) {
                let alike: Likeness = likeness(distance, longer);
                found.add(block.numbers[row], alike, alike, alike);
                (most, bound) = bounds(found, n, letters);
            }
        }
    }
}

/// The largest distance of units with `letters` letters that matters, and by how much their class counts may differ
/// then. Of two texts at a distance `d` whose lengths differ by `l` the counts differ by at most `2 * d - l`: what
/// one has more, the other must lose.
fn bounds(found: &Found, n: usize, letters: usize) -> (usize, u32) {
    let most = allowed(least_letters(found.worst()), n.max(letters));
    // Both are at most twice the letters of a short text.
    let bound = (2 * most).saturating_sub(n.abs_diff(letters));
    (most, u32::try_from(bound).unwrap_or(u32::MAX))
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

    /// By how much the counts differ in all. The loops are of a kind that compilers make a few wide instructions of.
    fn differ(&self, other: &Classes) -> u32 {
        let mut differences = [0_u8; 16];
        for at in 0..16 {
            let (low, high) = (other[at] & 15, other[at] >> 4);
            // One of both is zero. (`abs_diff` is compiled to sums of four times the width.)
            let low = self.low[at].saturating_sub(low) | low.saturating_sub(self.low[at]);
            let high = self.high[at].saturating_sub(high) | high.saturating_sub(self.high[at]);
            differences[at] = low + high;
        }
        differences.iter().map(|&difference| u32::from(difference)).sum()
    }
}
