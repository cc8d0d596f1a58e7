//! All alignments of two texts, weighed by their probability.

use std::ops::Range;

use rayon::prelude::*;

use super::Bead;
use super::lengths::Measured;
use super::lexicon::Gains;
use super::words::Side;

/// Sentences of one side in a bead, at most.
pub(super) const MOST: usize = 4;

/// Beads by source and target sentences.
const SHAPES: [(usize, usize); 12] = [
    (1, 1),
    (1, 0),
    (0, 1),
    (1, 2),
    (2, 1),
    (2, 2),
    (1, 3),
    (3, 1),
    (1, 4),
    (4, 1),
    (2, 3),
    (3, 2),
];

/// How common beads of each shape are.
#[derive(Debug, Clone)]
pub(super) struct Shapes([f64; SHAPES.len()]);

impl Shapes {
    /// What is supposed before anything is counted: sentences in proportion to those of both texts.
    pub(super) fn usual(pairs: &[(Side, Side)]) -> Self {
        let sentences =
            |side: &dyn Fn(&(Side, Side)) -> usize| pairs.iter().map(side).sum::<usize>().max(1) as f64;
        let ratio = sentences(&|pair| pair.1.len()) / sentences(&|pair| pair.0.len());
        let mut shapes = Self([0.0; SHAPES.len()]);
        for (weight, (source, target)) in shapes.0.iter_mut().zip(SHAPES) {
            *weight = match (source, target) {
                (0, _) | (_, 0) => 0.02,
                _ => {
                    let off = ((target as f64 / source as f64) / ratio).ln();
                    0.5_f64.powi((source + target - 2) as i32) * (-off * off).exp()
                }
            };
        }
        shapes.smoothed()
    }

    /// What is supposed, as if so many beads had been counted: a short text teaches little about shapes.
    pub(super) fn times(&self, beads: f64) -> Self {
        Self(self.0.map(|weight| weight.exp() * beads))
    }

    /// As probabilities, none of them naught.
    pub(super) fn smoothed(&self) -> Self {
        let all: f64 = self.0.iter().sum::<f64>().max(1e-9);
        Self(
            self.0
                .map(|weight| (0.97 * weight / all + 0.03 / SHAPES.len() as f64).ln()),
        )
    }
}

/// For each source sentence, and behind the last, the places between target sentences that are considered.
#[derive(Debug)]
pub(super) struct Band(Vec<Range<usize>>);

/// What a range is before anything was put into it.
const NOTHING: Range<usize> = Range {
    start: usize::MAX,
    end: 0,
};
/// Sentences to either side of the diagonal, at most: with it the work grows with the length of the texts, not its square.
const WIDEST: usize = 200;
/// Sentences beside an alignment of which the next round may choose another.
const BESIDE: usize = 12;

impl Band {
    /// Around the line on which both texts are equally far in letters: a tenth of the target and forty sentences to both
    /// sides, and never more than [`WIDEST`].
    pub(super) fn diagonal(source: &Side, target: &Side) -> Self {
        let columns = target.len();
        let width = (40 + columns / 10).min(WIDEST);
        let mut ranges: Vec<Range<usize>> = (0..=source.len())
            .map(|row| {
                let line = target.place(source.share(row));
                line.saturating_sub(width)..(line + width).min(columns) + 1
            })
            .collect();
        ranges[0].start = 0;
        ranges[source.len()].end = columns + 1;
        // One sentence beside very many leaves a gap, over which no alignment would lead.
        for row in 0..source.len() {
            ranges[row].end = ranges[row].end.max(ranges[row + 1].start + 1);
        }
        Self(ranges)
    }

    /// Around `beads`.
    pub(super) fn around(beads: &[Bead], rows: usize, columns: usize) -> Self {
        let mut ranges = vec![NOTHING; rows + 1];
        for bead in beads {
            for range in &mut ranges[bead.source.start..=bead.source.end] {
                range.start = range.start.min(bead.target.start);
                range.end = range.end.max(bead.target.end);
            }
        }
        ranges[0].start = 0;
        let mut before = 0;
        for range in &mut ranges {
            range.start = range.start.min(columns).max(before);
            range.end = range.end.max(range.start);
            before = range.start;
        }
        Self(
            ranges
                .into_iter()
                .map(|range| range.start.saturating_sub(BESIDE)..(range.end + BESIDE).min(columns) + 1)
                .collect(),
        )
    }

    /// The target sentences considered beside the source sentence `row`.
    pub(super) fn of(&self, row: usize) -> Range<usize> {
        let end = self.0.last().map_or(0, |last| last.end.saturating_sub(1));
        let (from, to) = (&self.0[row], &self.0[(row + MOST).min(self.0.len() - 1)]);
        from.start.min(end)..(to.end).min(end)
    }

    /// The same from the side of the target.
    pub(super) fn turned(&self, columns: usize) -> Self {
        let mut ranges = vec![NOTHING; columns + 1];
        for (row, range) in self.0.iter().enumerate() {
            for turned in &mut ranges[range.start..range.end] {
                turned.start = turned.start.min(row);
                turned.end = turned.end.max(row + 1);
            }
        }
        Self(ranges)
    }
}

/// The bead with which the best way on from a place begins.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// What all beads from here on are worth.
    total: f64,
    /// How likely this one is.
    likely: f32,
    /// Its place in [`SHAPES`].
    shape: u8,
}

impl Step {
    const NONE: Self = Self {
        total: f64::NEG_INFINITY,
        likely: 0.0,
        shape: 0,
    };
}

/// What beads of each shape are worth that begin at a place.
type Weights = [f32; SHAPES.len()];

/// Everything that weighs a bead.
pub(super) struct Lattice<'a> {
    pub(super) band: &'a Band,
    pub(super) lengths: Measured<'a>,
    pub(super) shapes: &'a Shapes,
    /// What the words say, by each way of looking at them.
    pub(super) gains: &'a [Gains],
    pub(super) rows: usize,
    pub(super) columns: usize,
}

impl Lattice<'_> {
    /// The alignment whose beads are likeliest one by one; adds to `counted` how often each shape is expected.
    pub(super) fn best(&self, counted: &mut Shapes) -> Vec<Bead> {
        let rows = (0..=self.rows).into_par_iter();
        let weights: Vec<Vec<Weights>> = rows.map(|row| self.weights(row)).collect();
        let forward = self.forward(&weights);
        let all = forward[self.rows].last().copied().unwrap_or_default();
        let mut backward: Vec<Vec<f64>> = self.room(f64::NEG_INFINITY);
        let mut best: Vec<Vec<Step>> = self.room(Step::NONE);
        for row in (0..=self.rows).rev() {
            for at in (0..best[row].len()).rev() {
                let mut ways = [f64::NEG_INFINITY; SHAPES.len()];
                let mut step = Step::NONE;
                if (row, at + 1) == (self.rows, best[row].len()) {
                    (step.total, ways[0]) = (0.0, 0.0);
                }
                for (shape, (height, width)) in SHAPES.into_iter().enumerate() {
                    let Some((to, there)) = self.end(row, self.band.0[row].start + at, shape) else {
                        continue;
                    };
                    ways[shape] = backward[to][there] + f64::from(weights[row][at][shape]);
                    let likely = exponential(forward[row][at] + ways[shape] - all);
                    counted.0[shape] += likely;
                    // Beads with a side empty find nothing; they count a little, so that they are taken when they must be.
                    let worth = if height * width == 0 { 0.3 * likely } else { likely };
                    let total = worth + best[to][there].total;
                    if total > step.total {
                        step = Step {
                            total,
                            likely: likely as f32,
                            shape: shape as u8,
                        };
                    }
                }
                backward[row][at] = sum(&ways);
                best[row][at] = step;
            }
        }
        self.path(&best)
    }

    /// A value for each place in the band.
    fn room<T: Clone>(&self, value: T) -> Vec<Vec<T>> {
        let ranges = self.band.0.iter();
        ranges.map(|range| vec![value.clone(); range.len()]).collect()
    }

    /// What all ways to each place are worth.
    fn forward(&self, weights: &[Vec<Weights>]) -> Vec<Vec<f64>> {
        let mut forward: Vec<Vec<f64>> = self.room(f64::NEG_INFINITY);
        for row in 0..=self.rows {
            for (at, column) in self.band.0[row].clone().enumerate() {
                let mut ways = [f64::NEG_INFINITY; SHAPES.len()];
                if (row, column) == (0, 0) {
                    ways[0] = 0.0;
                }
                for (shape, (way, (height, width))) in ways.iter_mut().zip(SHAPES).enumerate() {
                    let (Some(from), Some(begin)) = (row.checked_sub(height), column.checked_sub(width))
                    else {
                        continue;
                    };
                    let range = &self.band.0[from];
                    if range.contains(&begin) {
                        let begin = begin - range.start;
                        *way = forward[from][begin] + f64::from(weights[from][begin][shape]);
                    }
                }
                forward[row][at] = sum(&ways);
            }
        }
        forward
    }

    fn path(&self, best: &[Vec<Step>]) -> Vec<Bead> {
        let (mut row, mut column) = (0, 0);
        let mut beads = Vec::new();
        while (row, column) != (self.rows, self.columns) {
            let step = best[row][column - self.band.0[row].start];
            let (height, width) = SHAPES[usize::from(step.shape)];
            beads.push(Bead {
                source: row..row + height,
                target: column..column + width,
                confidence: (100.0 * step.likely).round().clamp(0.0, 100.0) as u8,
            });
            (row, column) = (row + height, column + width);
        }
        beads
    }

    /// Where a bead that begins at `row` and `column` ends, if that is in the band.
    fn end(&self, row: usize, column: usize, shape: usize) -> Option<(usize, usize)> {
        let (height, width) = SHAPES[shape];
        let range = self.band.0.get(row + height)?;
        let column = column + width;
        range
            .contains(&column)
            .then(|| (row + height, column - range.start))
    }

    /// What the beads that begin in `row` are worth, by the places of the band.
    fn weights(&self, row: usize) -> Vec<Weights> {
        let columns = self.band.0[row].clone();
        let weights = columns.map(|column| {
            let mut weights = [f32::NEG_INFINITY; SHAPES.len()];
            for (shape, weight) in weights.iter_mut().enumerate() {
                if self.end(row, column, shape).is_some() {
                    *weight = self.weight((row, column), shape) as f32;
                }
            }
            weights
        });
        weights.collect()
    }

    fn weight(&self, place: (usize, usize), shape: usize) -> f64 {
        let common = self.shapes.0[shape];
        let (height, width) = SHAPES[shape];
        if height == 0 || width == 0 {
            return common;
        }
        let words = self.gains.iter().map(|gains| gains.of(place, (height, width)));
        common + self.lengths.gain(place, (height, width)) + words.sum::<f64>()
    }
}

/// Below that, numbers given by their logarithms add nothing to a sum.
const NOTHING_MORE: f64 = -37.0;

/// The logarithm of the sum of numbers given by theirs.
fn sum(logarithms: &[f64]) -> f64 {
    let most = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    let parts = logarithms.iter().map(|logarithm| exponential(logarithm - most));
    most + parts.sum::<f64>().ln()
}

/// The exponential function, naught where that makes no difference to a sum of probabilities.
fn exponential(logarithm: f64) -> f64 {
    if logarithm < NOTHING_MORE {
        0.0
    } else {
        logarithm.exp()
    }
}
