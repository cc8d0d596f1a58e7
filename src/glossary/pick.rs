//! Which of several overlapping hits stands.

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
    found.sort_by_key(|hit| {
        let own: usize = hit.members.iter().map(ExactSizeIterator::len).sum();
        (
            std::cmp::Reverse((hit.members.len(), own)),
            hit.cost,
            hit.term,
            hit.word.start,
        )
    });
    // By their beginnings, which are in text order.
    let mut standing: BTreeMap<usize, Picked> = BTreeMap::new();
    for hit in found {
        let before = standing.range_mut(..hit.word.end).next_back();
        match before.filter(|(_, picked)| picked.hit.word.end > hit.word.start) {
            Some((_, winner)) => winner.losers.push(hit),
            None => {
                let losers = Vec::new();
                standing.insert(hit.word.start, Picked { hit, losers });
            }
        }
    }
    standing.into_values().collect()
}
