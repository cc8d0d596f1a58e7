//! Which of several overlapping hits stands.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::scan::Found;

/// A hit that stands, and those that lost its place to it, best first.
#[derive(Debug)]
pub(super) struct Picked {
    pub(super) hit: Found,
    pub(super) losers: Vec<Found>,
}

/// The hits that stand, in text order and without overlap: more words before fewer, longer before shorter,
/// closer to the listed form before farther, earlier glossary rows before later ones.
///
/// O(n log n) in the number of hits.
pub(super) fn pick(mut found: Vec<Found>) -> Vec<Picked> {
    found.sort_by_key(|hit| hit.word.start);
    let mut picked = Vec::with_capacity(found.len());
    let mut rivals: Vec<Found> = Vec::new();
    let mut end = 0;
    for hit in found {
        if hit.word.start >= end {
            settle(&mut rivals, &mut picked);
        }
        end = end.max(hit.word.end);
        rivals.push(hit);
    }
    settle(&mut rivals, &mut picked);
    picked
}

/// Adds those of `rivals`, the hits of one stretch of text, that stand to `picked`, and takes all out.
fn settle(rivals: &mut Vec<Found>, picked: &mut Vec<Picked>) {
    rivals.sort_by_key(|hit| {
        let size = Reverse((hit.members, hit.own));
        (size, hit.cost, hit.term, hit.word.start)
    });
    let first = picked.len();
    // By their beginnings, which are in text order, to their places in `picked`.
    let mut standing: BTreeMap<usize, usize> = BTreeMap::new();
    for hit in rivals.drain(..) {
        let before = standing.range(..hit.word.end).next_back().map(|(_, &at)| at);
        match before.filter(|&at| picked[at].hit.word.end > hit.word.start) {
            Some(winner) => picked[winner].losers.push(hit),
            None => {
                standing.insert(hit.word.start, picked.len());
                let losers = Vec::new();
                picked.push(Picked { hit, losers });
            }
        }
    }
    picked[first..].sort_by_key(|picked| picked.hit.word.start);
}
