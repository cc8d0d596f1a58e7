//! Which words of two languages translate each other, learned from translation units.
//!
//! A word of the target is there for one word of the source, the nearer to its own place the likelier: model 1 of Brown et
//! al. (1993) with the prior of Dyer, Chahuneau and Smith (NAACL 2013), learned by expectation and maximisation. Words are
//! counted without their particles and endings ([`super::stem`]).
//!
//! What a memory teaches at large is learned once and kept ([`Lexicon::pack`]); the units in question are learned over it
//! ([`Lexicon::over`]), whose words it may never have met.

mod packed;

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::text::words;

use crate::document::TranslationUnit;

use super::stem::stem;
use super::{Key, Pair, StoredUnit, Units};

/// Units of a memory at large that a lexicon is learned from.
const AT_LARGE: usize = 10_000;
/// As how many occurrences of a word what is known of it at large counts beside the units in question.
const WEIGHT: f64 = 5.0;
/// How probable words are for each other, where nothing is known of them at large, before units are looked at.
const POSSIBLE: f64 = 0.01;
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
/// How probable a usual rendering is.
const USUAL: f64 = 0.2;
/// By how much more than that, where it may as well belong to another place of the same words.
const SURELY: f64 = 0.05;
/// How sure it must be that a word belongs to a span's counterpart to bear one that does not.
const BELONGS: f64 = 0.4;

/// Probabilities of translations, from the words of one language to those of another.
#[derive(Debug, Default)]
pub struct Lexicon {
    source: FxHashMap<String, u32>,
    target: FxHashMap<String, u32>,
    /// How probable a target word is for a source word, by both their numbers.
    table: FxHashMap<(u32, u32), f64>,
    /// What is known of words of which this one knows nothing.
    base: Option<Arc<Lexicon>>,
}

/// Units as the numbers of their words, source and target.
type Samples = Vec<(Vec<u32>, Vec<u32>)>;

/// What is known of the words of samples before they are looked at.
#[derive(Default)]
struct Known {
    /// How probable a target word is for a source word.
    pairs: FxHashMap<(u32, u32), f64>,
    /// Whether anything is known of each source word.
    words: Vec<bool>,
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
        let samples = lexicon.samples(units);
        for round in 0..ROUNDS {
            lexicon.table = lexicon.counted(&samples, &Known::default(), round == 0);
        }
        lexicon
    }

    /// Learns from some thousand units of the pair that are spread over `stores`. Takes about a second, however large they
    /// are.
    ///
    /// # Errors
    /// What a store reports.
    pub fn at_large<U: Units>(stores: &[&U], pair: &Pair) -> Result<Self, U::Error> {
        let mut units = Vec::new();
        let share = AT_LARGE / stores.len().max(1);
        for store in stores {
            units.extend(spread(*store, pair, share)?);
        }
        Ok(Self::learn(
            units.iter().map(|(source, target)| (&**source, &**target)),
        ))
    }

    /// Learns from `near`, units in question, what `base` does not know. Grows with them alone.
    #[must_use]
    pub fn over(base: &Arc<Self>, near: &[&StoredUnit]) -> Self {
        let mut lexicon = Self::default();
        let near = near.iter().map(|near| (&*near.unit.source, &*near.unit.target));
        let samples = lexicon.samples(near);
        let known = lexicon.known(&samples, base);
        for (from, to) in &samples {
            for pair in from.iter().flat_map(|&from| to.iter().map(move |&to| (from, to))) {
                let possible = known.pairs.get(&pair).copied().unwrap_or(0.0).max(POSSIBLE);
                lexicon.table.insert(pair, possible);
            }
        }
        for _ in 0..ROUNDS {
            lexicon.table = lexicon.counted(&samples, &known, false);
        }
        lexicon.base = Some(Arc::clone(base));
        lexicon
    }

    /// Whether a word of `target` is what `word` became in a fifth of its occurrences and more. Linear in the target.
    #[must_use]
    pub fn renders(&self, word: &str, target: &str) -> bool {
        let base = self.base.as_ref();
        let number = |known: &FxHashMap<String, u32>, spot: &Spot| known.get(&spot.stem).copied();
        let Some(word) = spots(word).first().and_then(|spot| number(&self.source, spot)) else {
            return base.is_some_and(|base| base.renders(word, target));
        };
        let spots = spots(target);
        let mut here = spots.iter().filter_map(|spot| number(&self.target, spot));
        here.any(|other| {
            self.table
                .get(&(word, other))
                .is_some_and(|known| *known >= USUAL)
        })
    }

    /// Whether nothing was learned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty() && self.base.as_ref().is_none_or(|base| base.is_empty())
    }

    /// The words of units, numbered.
    fn samples<'a>(&mut self, units: impl IntoIterator<Item = (&'a str, &'a str)>) -> Samples {
        let mut samples = Samples::new();
        for (source, target) in units {
            let source = numbered(&mut self.source, &spots(source));
            let target = numbered(&mut self.target, &spots(target));
            if (1..=LONGEST).contains(&source.len()) && (1..=LONGEST).contains(&target.len()) {
                samples.push((source, target));
            }
        }
        samples
    }

    /// What `base` knows of the words of `samples`.
    fn known(&self, samples: &Samples, base: &Self) -> Known {
        let of_base = |own: &FxHashMap<String, u32>, theirs: &FxHashMap<String, u32>| {
            let mut numbers = vec![None; own.len()];
            for (word, &number) in own {
                numbers[number as usize] = theirs.get(word).copied();
            }
            numbers
        };
        let (source, target) = (
            of_base(&self.source, &base.source),
            of_base(&self.target, &base.target),
        );
        let mut known = Known {
            words: source.iter().map(Option::is_some).collect(),
            ..Known::default()
        };
        for (from, to) in samples {
            for (&from, &to) in from.iter().flat_map(|from| to.iter().map(move |to| (from, to))) {
                let pair = source[from as usize].zip(target[to as usize]);
                if let Some(&likely) = pair.and_then(|pair| base.table.get(&pair)) {
                    known.pairs.insert((from, to), likely);
                }
            }
        }
        known
    }

    /// One round: what each word is there for, counted over all samples beside what is known already.
    fn counted(&self, samples: &Samples, known: &Known, first: bool) -> FxHashMap<(u32, u32), f64> {
        let mut counts: FxHashMap<(u32, u32), f64> = FxHashMap::default();
        let mut totals = vec![0.0; self.source.len()];
        let mut shares = Vec::new();
        for (source, target) in samples {
            for (j, &to) in target.iter().enumerate() {
                shares.clear();
                shares.extend(source.iter().enumerate().map(|(i, &from)| {
                    let likely = match first {
                        true => 1.0,
                        false => self.table.get(&(from, to)).copied().unwrap_or(0.0),
                    };
                    likely * prior((i, source.len()), (j, target.len()))
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
        for (pair, count) in &mut counts {
            let from = pair.0 as usize;
            let weight = match known.words.get(from) {
                Some(true) => WEIGHT,
                _ => 0.0,
            };
            *count += weight * known.pairs.get(pair).copied().unwrap_or(0.0);
            *count /= totals[from] + weight + 0.5;
        }
        counts
    }

    /// How probable it is that each word of `target` is there for each word of `source`: a row for each target word.
    fn links(&self, source: &[Spot], target: &[Spot]) -> Vec<Vec<f64>> {
        // A word has a number here and one in what this was learned over.
        let lexicons = [Some(self), self.base.as_deref()];
        let numbers = |spot: &Spot, side: fn(&Self) -> &FxHashMap<String, u32>| {
            lexicons.map(|lexicon| side(lexicon?).get(&spot.stem).copied())
        };
        let source: Vec<([Option<u32>; 2], &str)> = (source.iter())
            .map(|spot| (numbers(spot, |lexicon| &lexicon.source), &*spot.stem))
            .collect();
        let mut rows = Vec::with_capacity(target.len());
        for (j, spot) in target.iter().enumerate() {
            let to = numbers(spot, |lexicon| &lexicon.target);
            let mut row: Vec<f64> = (source.iter().enumerate())
                .map(|(i, (from, stem))| {
                    let learned =
                        (0..2).find_map(|at| lexicons[at]?.table.get(&(from[at]?, to[at]?)).copied());
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
    /// surely theirs. Words that stand elsewhere in the source too share what they became, so if no run is surely theirs, it
    /// is one of those of all places, that which lies about as far into the target. `None` when there is none.
    #[must_use]
    pub fn counterpart(&self, source: &str, span: Range<usize>, target: &str) -> Option<Range<usize>> {
        let (source, target) = (spots(source), spots(target));
        let inside = |spot: &Spot| spot.span.start < span.end && spot.span.end > span.start;
        let links = self.links(&source, &target);
        let gains = |belongs: &dyn Fn(&Spot) -> bool| -> Vec<f64> {
            let share = |row: &Vec<f64>| -> f64 {
                let theirs = source.iter().zip(row).filter(|(spot, _)| belongs(spot));
                theirs.map(|(_, share)| share).sum()
            };
            links.iter().map(|row| share(row) - BELONGS).collect()
        };
        let anywhere = || {
            let own: Vec<&Spot> = source.iter().filter(|spot| inside(spot)).collect();
            let all = gains(&|spot| own.iter().any(|own| own.stem == spot.stem));
            let first = source.iter().position(inside)?;
            nearest(&all, (2 * first + own.len()) as f64 / (2 * source.len()) as f64)
        };
        let run = densest(&gains(&inside)).or_else(anywhere)?;
        Some(target[run.start].span.start..target[run.end - 1].span.end)
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

/// The texts of at most `most` units of the pair, from all over the store.
fn spread<U: Units>(store: &U, pair: &Pair, most: usize) -> Result<Vec<(String, String)>, U::Error> {
    let newest = store.newest()?;
    let step = newest / most.max(1) as u64;
    let mut texts = Vec::new();
    if step > 1 {
        for number in (1..=newest).step_by(usize::try_from(step).unwrap_or(usize::MAX)) {
            let unit = store.unit(number)?.map(|stored| stored.unit);
            let is_of =
                |unit: &TranslationUnit| Pair::new(&unit.source_language, &unit.target_language) == *pair;
            texts.extend(unit.filter(is_of).map(|unit| (unit.source, unit.target)));
        }
    }
    // A small store, or one in which the pair is rare.
    if texts.len() < most / 10 {
        texts.clear();
        store.every(pair, &mut |stored| {
            texts.push((stored.unit.source, stored.unit.target));
            match texts.len() < most {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        })?;
    }
    texts.truncate(most);
    Ok(texts)
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

/// The run of `gains` with the largest sum, if that is above none.
fn densest(gains: &[f64]) -> Option<Range<usize>> {
    let runs = runs(gains).into_iter();
    Some(
        runs.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.start.cmp(&a.1.start)))?
            .1,
    )
}

/// Of the runs of `gains` whose sum is not much smaller than the largest, the one whose middle lies nearest to `place`, as a
/// part of the whole.
fn nearest(gains: &[f64], place: f64) -> Option<Range<usize>> {
    let mut runs = runs(gains);
    let most = runs.iter().map(|(sum, _)| *sum).fold(0.0, f64::max);
    runs.retain(|(sum, _)| *sum >= (most / 2.0).max(SURELY));
    let far = |run: &Range<usize>| {
        let middle = (run.start + run.end) as f64 / (2 * gains.len()) as f64;
        (middle - place).abs()
    };
    runs.into_iter()
        .map(|(_, run)| run)
        .min_by(|a, b| far(a).total_cmp(&far(b)))
}

/// The runs of `gains` with the largest sums, none of which would gain by being joined with the next; with their sums, all
/// above none (after Kadane).
fn runs(gains: &[f64]) -> Vec<(f64, Range<usize>)> {
    let mut runs: Vec<(f64, Range<usize>)> = Vec::new();
    let (mut sum, mut start, mut open) = (0.0, 0, false);
    for (at, gain) in gains.iter().enumerate() {
        if sum <= 0.0 {
            (sum, start, open) = (0.0, at, false);
        }
        sum += gain;
        match runs.last_mut().filter(|_| open) {
            Some(best) if sum > best.0 => *best = (sum, start..at + 1),
            None if sum > 0.0 => {
                runs.push((sum, start..at + 1));
                open = true;
            }
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::VecUnits;

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
    fn a_usual_rendering_is_known_in_any_form_and_another_is_none() {
        let lexicon = lexicon();
        assert!(lexicon.renders("لكيري", "It was Kerry's plan"));
        assert!(!lexicon.renders("كيري", "It was Moscow's plan"));
        assert!(!lexicon.renders("شتاينماير", "Steinmeier"), "it never occurred");
    }

    #[test]
    fn a_word_of_the_target_leads_back_to_the_source() {
        let (source, target) = ("غادر كيري موسكو", "Kerry left Moscow");
        let span = lexicon().origin(source, target, 0.."Kerry".len()).unwrap();
        assert_eq!(&source[span], "كيري");
    }

    #[test]
    fn a_word_that_stands_several_times_has_a_counterpart_at_each_place() {
        let (source, target) = ("قال كيري لا قال لافروف نعم", "Kerry said no Lavrov said yes");
        let lexicon = lexicon();
        let of = |start: usize| {
            lexicon
                .counterpart(source, start..start + "قال".len(), target)
                .unwrap()
        };
        assert_eq!(of(0), 6..10);
        assert_eq!(
            of(source.rfind("قال").unwrap()),
            target.rfind("said").unwrap()..25
        );
    }

    fn stored(source: &str, target: &str) -> StoredUnit {
        StoredUnit {
            number: 1,
            memory: String::new(),
            unit: TranslationUnit {
                source: source.into(),
                target: target.into(),
                ..TranslationUnit::default()
            },
        }
    }

    #[test]
    fn units_in_question_teach_words_that_the_memory_at_large_lacks_and_unteach_none() {
        let base = Arc::new(lexicon());
        let unit = stored("غادر شتاينماير جنيف", "Steinmeier left Geneva");
        let (source, target) = (&*unit.unit.source, &*unit.unit.target);
        let over = Lexicon::over(&base, &[&unit]);
        let of = |lexicon: &Lexicon, word: &str| {
            let start = source.find(word).unwrap();
            let span = lexicon.counterpart(source, start..start + word.len(), target);
            span.map(|span| target[span].to_owned())
        };
        assert_eq!(of(&over, "شتاينماير").as_deref(), Some("Steinmeier"));
        assert_eq!(of(&over, "جنيف").as_deref(), Some("Geneva"));
        // What no unit in question has is known from the memory at large.
        let (source, target) = ("وصل كيري إلى موسكو", "Kerry arrived in Moscow");
        let start = source.find("موسكو").unwrap();
        let span = over.counterpart(source, start..source.len(), target).unwrap();
        assert_eq!(&target[span], "Moscow");
    }

    #[test]
    fn a_memory_at_large_is_learned_from_all_over() {
        let unit = |source: &str, target: &str, to: &str| TranslationUnit {
            source_language: "ar".into(),
            target_language: to.into(),
            ..stored(source, target).unit
        };
        let mut units: Vec<_> = UNITS
            .iter()
            .map(|(source, target)| unit(source, target, "en"))
            .collect();
        units.push(unit("قال نعم", "Er sagte ja", "de"));
        let store = VecUnits::new("m", units);
        let learned = Lexicon::at_large(&[&store], &Pair::new("ar", "en")).unwrap();
        assert_eq!(learned.table, lexicon().table);
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
