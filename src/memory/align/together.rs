//! Which words stand together in beads, numbered so that they can be counted without a look-up.

/// Products of the sides' tokens above which a bead teaches nothing: it would take as long as all others.
const MOST: usize = 10_000;

/// The beads that words are learned from.
#[derive(Debug, Default)]
pub(super) struct Together {
    pub(super) samples: Vec<Sample>,
    /// A word of the source and one of the target that stand in one of the samples.
    pub(super) pairs: Vec<(u32, u32)>,
}

/// The words of a bead.
#[derive(Debug)]
pub(super) struct Sample {
    /// Each word of the source once, in order, and how often it stands there.
    pub(super) source: Vec<(u32, f64)>,
    /// The same of the target.
    pub(super) target: Vec<(u32, f64)>,
    /// For each word of the source, for each of the target, their place in [`Together::pairs`].
    pub(super) cells: Vec<u32>,
    /// How certain the bead is.
    pub(super) weight: f64,
}

/// Which side is translated into which.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    /// The source into the target.
    Forward,
    /// The target into the source.
    Backward,
}

impl Way {
    /// What belongs to the side that is translated, and to the other, of what belongs to source and target.
    pub(super) fn of<T>(self, (source, target): (T, T)) -> (T, T) {
        match self {
            Self::Forward => (source, target),
            Self::Backward => (target, source),
        }
    }
}

impl Together {
    /// Adds a bead, unless it is too long.
    pub(super) fn add(&mut self, (source, target): (Vec<u32>, Vec<u32>), weight: f64) {
        if source.len() * target.len() <= MOST {
            let (source, target) = (counted(source), counted(target));
            self.samples.push(Sample {
                cells: vec![0; source.len() * target.len()],
                source,
                target,
                weight,
            });
        }
    }

    /// Numbers the pairs, once all beads are there; of so many words of either side. Word after word of the source, so that
    /// a table of the target's words tells which pairs are known.
    pub(super) fn number(&mut self, sources: usize, targets: usize) {
        let mut rows: Vec<Vec<(u32, u32)>> = vec![Vec::new(); sources];
        for (number, sample) in (0..).zip(&self.samples) {
            for (row, &(word, _)) in (0..).zip(&sample.source) {
                rows[word as usize].push((number, row));
            }
        }
        let mut known = vec![u32::MAX; targets];
        for (word, rows) in (0..).zip(rows) {
            let first = self.pairs.len();
            for (number, row) in rows {
                let sample = &mut self.samples[number as usize];
                let width = sample.target.len();
                let cells = &mut sample.cells[row as usize * width..][..width];
                for (cell, &(other, _)) in cells.iter_mut().zip(&sample.target) {
                    let pair = &mut known[other as usize];
                    if *pair == u32::MAX {
                        *pair = self.pairs.len() as u32;
                        self.pairs.push((word, other));
                    }
                    *cell = *pair;
                }
            }
            for &(_, other) in &self.pairs[first..] {
                known[other as usize] = u32::MAX;
            }
        }
    }
}

/// Each word once, and how often it was there.
fn counted(mut words: Vec<u32>) -> Vec<(u32, f64)> {
    words.sort_unstable();
    let counts = words.chunk_by(|a, b| a == b);
    counts.map(|same| (same[0], same.len() as f64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stand_together_in_two_beads_are_one_pair() {
        let mut together = Together::default();
        together.add((vec![0, 1, 0], vec![2]), 1.0);
        together.add((vec![0], vec![2, 3]), 1.0);
        together.number(2, 4);
        assert_eq!(together.samples[0].source, [(0, 2.0), (1, 1.0)]);
        assert_eq!(together.pairs, [(0, 2), (0, 3), (1, 2)]);
        assert_eq!(together.samples[0].cells, [0, 2]);
        assert_eq!(together.samples[1].cells, [0, 1]);
    }
}
