//! Short units that may reach a score by their letters.

use crate::memory::score::{Likeness, SHORT, allowed, least_letters, lengths, likeness};

use super::block::Block;
use super::found::{Asked, Found};
use super::sketch::{Sketch, bound};

/// Adds to `found` the short units of `blocks` whose letters are alike enough; those of about the asked length first,
/// since what is found raises what is asked.
pub(super) fn search(blocks: &[Block], asked: &Asked, found: &mut Found, chosen: &mut Vec<usize>) {
    let Some((pattern, symbols)) = &asked.short else {
        return;
    };
    let n = asked.letters;
    let sketched: Vec<(&Block, Sketch)> = (blocks.iter().rev())
        .map(|block| (block, block.short.sketch(symbols)))
        .collect();
    for letters in outwards(n) {
        let longer = n.max(letters);
        for (block, sketch) in &sketched {
            let least = least_letters(found.worst());
            let (shortest, longest) = lengths(least, n);
            if !(shortest..=longest).contains(&letters) {
                break;
            }
            let alike = block.short.of_length(letters);
            alike.choose(sketch, bound(n, letters, allowed(least, longer)), chosen);
            pattern.each_distance(alike.symbols, chosen, letters, |place, distance| {
                let likeness: Likeness = likeness(distance, longer);
                if likeness >= least_letters(found.worst()) {
                    let number = block.numbers[alike.row(place)];
                    found.add(number, likeness, likeness, likeness);
                }
            });
        }
    }
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
