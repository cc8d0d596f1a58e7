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
    let short = &block.short;
    let mut starts = vec![0; SHORT + 2];
    for letters in 1..=SHORT {
        starts[letters + 1] = starts[letters] + letters * short.of_length(letters).len();
    }
    for letters in outwards(n) {
        let least = least_letters(found.worst());
        let (shortest, longest) = lengths(least, n);
        if !(shortest..=longest).contains(&letters) {
            continue;
        }
        let longer = n.max(letters);
        let mut most = allowed(least, longer);
        let rows = short.of_length(letters);
        let first = rows.start;
        for place in rows {
            if differ(asked_classes, &short.classes[place]) + n.abs_diff(letters) > 2 * most {
                continue;
            }
            let start = starts[letters] + letters * (place - first);
            let symbols = &short.symbols[start..start + letters];
            if let Some(distance) = pattern.distance(symbols, most) {
                let alike: Likeness = likeness(distance, longer);
                found.add(block.numbers[usize::from(short.rows[place])], alike, alike);
                most = allowed(least_letters(found.worst()), longer);
            }
        }
    }
}

/// The numbers from 1 to [`SHORT`], nearest to `n` first.
fn outwards(n: usize) -> impl Iterator<Item = usize> {
    let below = (0..n).map(move |far| n - far);
    let above = (1..=SHORT - n).map(move |far| n + far);
    let (mut below, mut above) = (below, above);
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

/// By how much the counts of classes differ in all. Of two texts at a distance `d` whose lengths differ by `l`, it is at
/// most `2 * d - l`: what one has more, the other must lose.
fn differ(a: &Classes, b: &Classes) -> usize {
    let mut sum = 0_u32;
    for (a, b) in a.iter().zip(b) {
        sum += u32::from((a & 15).abs_diff(b & 15)) + u32::from((a >> 4).abs_diff(b >> 4));
    }
    sum as usize
}
