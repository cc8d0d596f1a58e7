//! Which of several overlapping hits stands.

use super::scan::Found;

/// The hits that stand, in text order and without overlap: more words before fewer, longer before shorter,
/// closer to the listed form before farther, earlier glossary rows before later ones.
///
/// O(n log n) in the number of hits.
pub(super) fn pick(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|hit| {
        let own: usize = hit.members.iter().map(ExactSizeIterator::len).sum();
        (
            std::cmp::Reverse((hit.members.len(), own)),
            hit.cost,
            hit.term,
            hit.word.start,
        )
    });
    let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut standing: Vec<Found> = found
        .into_iter()
        .filter(|hit| {
            let before = taken.range(..hit.word.end).next_back();
            let free = before.is_none_or(|(_, &end)| end <= hit.word.start);
            if free {
                taken.insert(hit.word.start, hit.word.end);
            }
            free
        })
        .collect();
    standing.sort_by_key(|hit| hit.word.start);
    standing
}
