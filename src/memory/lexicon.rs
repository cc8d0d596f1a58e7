//! Which words of two languages translate each other, learned from translation units.
//!
//! A word of the target is there for one word of the source, the nearer to its own place the likelier: model 1 of Brown et
//! al. (1993) with the prior of Dyer, Chahuneau and Smith (NAACL 2013), learned by expectation and maximisation. Words are
//! counted without their particles and endings ([`super::stem`]).

use std::ops::{ControlFlow, Range};

use rustc_hash::FxHashMap;

use crate::text::words;

use super::stem::stem;
use super::{Key, Pair, StoredUnit, Units};

/// Units of a memory at large that a lexicon is learned from, beside those in question.
const AT_LARGE: usize = 5000;
/// Rounds of expectation and maximisation.
const ROUNDS: usize = 8;
/// Words of a side beyond which a unit teaches little and takes long.
const LONGEST: usize = 60;
/// How much a word prefers the place that is as far into its sentence as its own: little, since an Arabic verb stands first
/// and an English one behind its subject.
const DIAGONAL: f64 = 1.0;
/// The share of words that are there for no word of the other side.
const NONE: f64 = 0.08;
/// How probable a word is of which nothing is known.
const UNKNOWN: f64 = 1e-4;
/// How sure it must be that a word belongs to a span's counterpart to bear one that does not.
const BELONGS: f64 = 0.4;

/// Probabilities of translations, from the words of one language to those of another.
#[derive(Debug, Default)]
pub struct Lexicon {
    source: FxHashMap<String, u32>,
    target: FxHashMap<String, u32>,
    /// How probable a target word is for a source word, by both their numbers.
    table: FxHashMap<(u32, u32), f64>,
}

/// A word with its place in the text, in bytes.
struct Spot {
    span: Range<usize>,
    stem: String,
}

fn spots(text: &str) -> Vec<Spot> {
    let spot = |span: Range<usize>, word: &str| {
        let key = Key::of(word);
        let stem = stem(key.text().trim_end()).to_owned();
        Spot { span, stem }
    };
    words(text).map(|word| spot(word.span, word.text)).collect()
}

impl Lexicon {
    /// Learns from the source and target of units. Time and memory grow with the pairs of words in them: about a second
    /// for 10,000 sentences.
    pub fn learn<'a>(units: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut lexicon = Self::default();
        let mut samples: Vec<(Vec<u32>, Vec<u32>)> = Vec::new();
        for (source, target) in units {
            let source = numbered(&mut lexicon.source, &spots(source));
            let target = numbered(&mut lexicon.target, &spots(target));
            if (1..=LONGEST).contains(&source.len()) && (1..=LONGEST).contains(&target.len()) {
                samples.push((source, target));
            }
        }
        for round in 0..ROUNDS {
            lexicon.table = lexicon.counted(&samples, round == 0);
        }
        lexicon
    }

    /// Learns from `near`, units in question, and from others of the pair in `stores`, which teach what else stands in them.
    /// Takes about a second at most, however large the stores are.
    ///
    /// # Errors
    /// What a store reports.
    pub fn around<U: Units>(stores: &[&U], pair: &Pair, near: &[&StoredUnit]) -> Result<Self, U::Error> {
        let mut others = Vec::new();
        for store in stores {
            if others.len() < AT_LARGE {
                store.every(pair, &mut |stored| {
                    others.push((stored.unit.source, stored.unit.target));
                    match others.len() {
                        AT_LARGE.. => ControlFlow::Break(()),
                        _ => ControlFlow::Continue(()),
                    }
                })?;
            }
        }
        let near = near.iter().map(|near| (&*near.unit.source, &*near.unit.target));
        Ok(Self::learn(near.chain(
            others.iter().map(|(source, target)| (&**source, &**target)),
        )))
    }

    /// Whether nothing was learned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// One round: what each word is there for, counted over all samples.
    fn counted(&self, samples: &[(Vec<u32>, Vec<u32>)], first: bool) -> FxHashMap<(u32, u32), f64> {
        let mut counts: FxHashMap<(u32, u32), f64> = FxHashMap::default();
        let mut totals = vec![0.0; self.source.len()];
        let mut shares = Vec::new();
        for (source, target) in samples {
            for (j, &to) in target.iter().enumerate() {
                shares.clear();
                shares.extend(source.iter().enumerate().map(|(i, &from)| {
                    let known = match first {
                        true => 1.0,
                        false => self.table.get(&(from, to)).copied().unwrap_or(0.0),
                    };
                    known * prior((i, source.len()), (j, target.len()))
                }));
                let none = NONE * if first { 1.0 } else { UNKNOWN };
                let all = none + shares.iter().sum::<f64>();
                for (&from, share) in source.iter().zip(&shares) {
                    let share = share / all;
                    if share > 1e-3 {
                        *counts.entry((from, to)).or_default() += share;
                        totals[from as usize] += share;
                    }
                }
            }
        }
        // Half a count for no word at all, so that what was met once is not certain.
        for ((from, _), count) in &mut counts {
            *count /= totals[*from as usize] + 0.5;
        }
        counts
    }

    /// How probable it is that each word of `target` is there for each word of `source`: a row for each target word.
    fn links(&self, source: &[Spot], target: &[Spot]) -> Vec<Vec<f64>> {
        let number = |known: &FxHashMap<String, u32>, spot: &Spot| known.get(&spot.stem).copied();
        let source: Vec<(Option<u32>, &str)> = (source.iter())
            .map(|spot| (number(&self.source, spot), &*spot.stem))
            .collect();
        let mut rows = Vec::with_capacity(target.len());
        for (j, spot) in target.iter().enumerate() {
            let to = number(&self.target, spot);
            let mut row: Vec<f64> = (source.iter().enumerate())
                .map(|(i, (from, stem))| {
                    let learned = from.zip(to).and_then(|pair| self.table.get(&pair)).copied();
                    // What stands the same on both sides, a number or a name, needs no learning.
                    let known = if *stem == spot.stem { 0.5 } else { 0.0 };
                    learned.unwrap_or(0.0).max(known).max(UNKNOWN)
                        * prior((i, source.len()), (j, target.len()))
                })
                .collect();
            let all = NONE * 0.01 + row.iter().sum::<f64>();
            row.iter_mut().for_each(|share| *share /= all);
            rows.push(row);
        }
        rows
    }

    /// Where the words of `source` in `span` (bytes) stand in its translation `target`: the run of words that is most
    /// surely theirs. `None` when no word is.
    #[must_use]
    pub fn counterpart(&self, source: &str, span: Range<usize>, target: &str) -> Option<Range<usize>> {
        let (source, target) = (spots(source), spots(target));
        let inside = |spot: &Spot| spot.span.start < span.end && spot.span.end > span.start;
        let gains: Vec<f64> = (self.links(&source, &target).iter())
            .map(|row| {
                let theirs = source.iter().zip(row).filter(|(spot, _)| inside(spot));
                theirs.map(|(_, share)| share).sum::<f64>() - BELONGS
            })
            .collect();
        densest(&gains).map(|run| target[run.start].span.start..target[run.end - 1].span.end)
    }

    /// Where the words of `target` in `span` (bytes) come from in `source`.
    #[must_use]
    pub fn origin(&self, source: &str, target: &str, span: Range<usize>) -> Option<Range<usize>> {
        let (source, target) = (spots(source), spots(target));
        let inside = |spot: &Spot| spot.span.start < span.end && spot.span.end > span.start;
        let mut theirs = vec![0.0; source.len()];
        let mut all = vec![1e-9; source.len()];
        for (spot, row) in target.iter().zip(self.links(&source, &target)) {
            for (at, share) in row.into_iter().enumerate() {
                all[at] += share;
                theirs[at] += if inside(spot) { share } else { 0.0 };
            }
        }
        let gains: Vec<f64> = theirs
            .iter()
            .zip(&all)
            .map(|(part, all)| part / all.max(0.5) - BELONGS)
            .collect();
        densest(&gains).map(|run| source[run.start].span.start..source[run.end - 1].span.end)
    }
}

fn numbered(known: &mut FxHashMap<String, u32>, spots: &[Spot]) -> Vec<u32> {
    let number = |spot: &Spot| {
        let next = known.len() as u32;
        *known.entry(spot.stem.clone()).or_insert(next)
    };
    spots.iter().map(number).collect()
}

/// How probable it is that the word `j` of `m` is there for the word `i` of `n`, words aside.
fn prior((i, n): (usize, usize), (j, m): (usize, usize)) -> f64 {
    let place = |at: usize, of: usize| (at as f64 + 0.5) / of as f64;
    (-DIAGONAL * (place(i, n) - place(j, m)).abs()).exp()
}

/// The run of `gains` with the largest sum (Kadane), if that is above none.
fn densest(gains: &[f64]) -> Option<Range<usize>> {
    let (mut best, mut run) = (0.0, None);
    let (mut sum, mut start) = (0.0, 0);
    for (at, gain) in gains.iter().enumerate() {
        if sum <= 0.0 {
            (sum, start) = (0.0, at);
        }
        sum += gain;
        if sum > best {
            (best, run) = (sum, Some(start..at + 1));
        }
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNITS: [(&str, &str); 8] = [
        ("قال لافروف نعم", "Lavrov said yes"),
        ("قال كيري لا", "Kerry said no"),
        ("وصل لافروف إلى موسكو", "Lavrov arrived in Moscow"),
        ("وصل كيري إلى جنيف", "Kerry arrived in Geneva"),
        ("غادر الوزير جنيف", "The minister left Geneva"),
        ("غادر لافروف موسكو", "Lavrov left Moscow"),
        ("زار وزير الخارجية موسكو", "The foreign minister visited Moscow"),
        ("قال وزير الخارجية نعم", "The foreign minister said yes"),
    ];

    fn lexicon() -> Lexicon {
        Lexicon::learn(UNITS)
    }

    #[test]
    fn the_counterpart_of_a_word_is_found_whatever_is_written_to_it() {
        let (source, target) = (
            "وصل وزير الخارجية إلى جنيف",
            "The foreign minister arrived in Geneva",
        );
        let lexicon = lexicon();
        let of = |word: &str| {
            let start = source.find(word).unwrap();
            let span = lexicon.counterpart(source, start..start + word.len(), target);
            span.map(|span| &target[span])
        };
        assert_eq!(of("جنيف"), Some("Geneva"));
        assert_eq!(of("وزير الخارجية"), Some("The foreign minister"));
    }

    #[test]
    fn a_word_of_the_target_leads_back_to_the_source() {
        let (source, target) = ("غادر كيري موسكو", "Kerry left Moscow");
        let span = lexicon().origin(source, target, 0.."Kerry".len()).unwrap();
        assert_eq!(&source[span], "كيري");
    }

    #[test]
    fn where_nothing_is_known_numbers_still_find_each_other() {
        let empty = Lexicon::learn([]);
        let (source, target) = ("قتل 13 شخصا", "13 people were killed");
        let start = source.find("13").unwrap();
        let span = empty.counterpart(source, start..start + 2, target).unwrap();
        assert_eq!(&target[span], "13");
        assert!(empty.is_empty());
    }
}
