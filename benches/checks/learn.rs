//! What `omission` weighs by: how surely good translations tell each word, and by logistic regression over good translations and the
//! same ones spoiled how much each piece of evidence weighs. What words were learned from some articles weighs the others, so that
//! no text is weighed by itself.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::fs;

use tarjuman::check::Pair;
use tarjuman::check::omission::{Evidence, Habits, Told, known_words};
use tarjuman::document::{Article, Content};
use tarjuman::draft::Languages;

use crate::corrupt::{self, Class};
use crate::{Desk, NEWS, Result, Row, TURNS, article, lines, pair};

/// What is learned from.
const LEARNED_FROM: [&str; 5] = [
    NEWS,
    include_str!("registers.ar-en.tsv"),
    include_str!("fresh.ar-en.tsv"),
    include_str!("more.ar-en.tsv"),
    include_str!("agency.ar-en.tsv"),
];
/// How often each text is spoiled to learn from.
const ROUNDS: u64 = 3;
/// In how many parts the articles are, each of which is weighed by what was learned from the others.
const PARTS: usize = 5;
/// Where the words go.
const HABITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check/omission/ar-en.txt");

/// The fewest times a word was said that is listed.
const FEWEST: f64 = 3.0;
/// How a word is told as a rule: by a word of its own, by one that tells another besides, or not; and how often by chance.
const USUAL: [f64; 3] = [0.78, 0.09, 0.13];
const CHANCE: f64 = 0.12;
/// How many times what is usual counts for.
const HELD: [f64; 2] = [4.0, 20.0];
/// How many of those that are told by chance are told by a word of their own.
const ALONE: f64 = 0.6;

/// Steps of gradient descent, and how far each goes.
const STEPS: usize = 3_000;
const RATE: f64 = 0.5;
/// How many good translations in a thousand may be suspected.
const SUSPECTED: [usize; 5] = [2, 3, 4, 6, 8];

/// One translation: its evidence, and whether it was spoiled.
type Sample = (Evidence, bool);

const COUNT: usize = Evidence::NAMES.len();

/// The numbers of a piece of evidence, or a weight for each.
type Numbers = [f64; COUNT];

/// How often a word was told in each way, how often it was looked for beside other sources and found, and how it is written.
#[derive(Debug, Clone, Default)]
struct Count {
    told: [f64; 3],
    chance: [f64; 2],
    word: String,
}

type Counts = HashMap<&'static [u16], Count>;

/// Writes how words are told, and prints the weights that `omission.rs` holds.
pub(crate) fn learn(desk: &Desk) -> Result<()> {
    let mut articles: Vec<Vec<Row>> = Vec::new();
    for text in LEARNED_FROM {
        let rows = lines(text);
        articles.extend(
            rows.chunk_by(|one, next| one.article == next.article)
                .map(<[Row]>::to_vec),
        );
    }
    let counts: Vec<Counts> = (0..PARTS).map(|part| count(desk, &articles, part)).collect();
    let habits: Vec<Habits> = (0..PARTS)
        .map(|part| {
            let others = (0..PARTS).filter(|other| *other != part);
            Habits::read(&listed(others.map(|other| &counts[other])), ("ar", "en"))
        })
        .collect();
    fs::write(HABITS, listed(counts.iter()))?;
    let mut samples: Vec<Sample> = Vec::new();
    for (number, rows) in articles.iter().enumerate() {
        let habits = &habits[number % PARTS];
        let all = evidence(desk, rows, habits, |_| true);
        samples.extend(all.into_iter().map(|evidence| (evidence, false)));
        for seed in 0..ROUNDS {
            let mut dice = fastrand::Rng::with_seed(seed * 10_007 + number as u64);
            for turn in 0..TURNS {
                let spoiled: Vec<(Row, bool)> = rows
                    .iter()
                    .enumerate()
                    .map(|(index, row)| spoiled(row, index % TURNS == turn, &mut dice))
                    .collect();
                let (rows, chosen): (Vec<Row>, Vec<bool>) = spoiled.into_iter().unzip();
                let found = evidence(desk, &rows, habits, |index| chosen[index]);
                samples.extend(found.into_iter().map(|evidence| (evidence, true)));
            }
        }
    }
    report(&samples, articles.iter().map(Vec::len).sum());
    Ok(())
}

/// `row` with a clause left out, if it is wanted and has one, and whether it was.
fn spoiled(row: &Row, wanted: bool, dice: &mut fastrand::Rng) -> (Row, bool) {
    let target = wanted.then(|| corrupt::spoiled(Class::Omission, (&row.source, &row.target), dice));
    match target.flatten() {
        Some(target) => (
            Row {
                target,
                ..row.clone()
            },
            true,
        ),
        None => (row.clone(), false),
    }
}

/// The evidence of those segments of an article that are `chosen`.
fn evidence(desk: &Desk, rows: &[Row], habits: &Habits, chosen: impl Fn(usize) -> bool) -> Vec<Evidence> {
    let article = desk.checked(article(rows));
    let pairs = pairs(&article);
    let places = (0..pairs.len()).filter(|place| chosen(*place));
    places
        .filter_map(|place| Evidence::among(&pairs, place, habits))
        .collect()
}

fn pairs(article: &Article) -> Vec<Pair<'_>> {
    let languages = Languages::of(article);
    article
        .segments
        .iter()
        .map(|segment| pair(segment, languages))
        .collect()
}

/// How the words of every article of one part are told, and how often beside sources of others.
fn count(desk: &Desk, articles: &[Vec<Row>], part: usize) -> Counts {
    let mut counts = Counts::new();
    let others: Vec<&Row> = articles.iter().flatten().collect();
    let mut dice = fastrand::Rng::with_seed(part as u64);
    for rows in articles.iter().skip(part).step_by(PARTS) {
        let article = desk.checked(article(rows));
        let languages = Languages::of(&article);
        for (index, segment) in article.segments.iter().enumerate() {
            for (word, entries, told) in known_words(&pair(segment, languages)) {
                let count = counts.entry(entries).or_default();
                count.told[told as usize] += 1.0;
                if count.word.is_empty() || word.len() < count.word.len() {
                    word.clone_into(&mut count.word);
                }
            }
            let near = [1, 2].map(|step| &rows[(index + step) % rows.len()]);
            let far = [0, 1].map(|_| others[dice.usize(..others.len())]);
            for other in near
                .into_iter()
                .chain(far)
                .filter(|other| other.source != rows[index].source)
            {
                let target = Content::plain(&other.target);
                let texts = (&segment.source, &target);
                let pair = Pair::new(texts, (languages.source, languages.target), &segment.terms);
                for (_, entries, told) in known_words(&pair) {
                    let count = counts.entry(entries).or_default();
                    count.chance[usize::from(told != Told::Not)] += 1.0;
                }
            }
        }
    }
    counts
}

/// The list that [`Habits::read`] reads.
fn listed<'c>(counts: impl Iterator<Item = &'c Counts>) -> String {
    let mut all = Counts::new();
    for (entries, count) in counts.flatten() {
        let sum = all.entry(entries).or_insert_with(|| Count {
            word: count.word.clone(),
            ..Count::default()
        });
        (0..3).for_each(|at| sum.told[at] += count.told[at]);
        (0..2).for_each(|at| sum.chance[at] += count.chance[at]);
        if !count.word.is_empty()
            && (sum.word.is_empty() || (count.word.len(), &count.word) < (sum.word.len(), &sum.word))
        {
            sum.word.clone_from(&count.word);
        }
    }
    let mut lines: BTreeMap<(i32, i32), Vec<String>> = BTreeMap::new();
    for count in all.into_values() {
        let said: f64 = count.told.iter().sum();
        if said < FEWEST {
            continue;
        }
        let rate = |at: usize| (count.told[at] + HELD[0] * USUAL[at]) / (said + HELD[0]);
        let chance = (count.chance[1] + HELD[1] * CHANCE) / (count.chance.iter().sum::<f64>() + HELD[1]);
        let tenths = |likelier: f64| (likelier.ln() * 2.0).round() as i32 * 5;
        let key = (tenths((1.0 - chance) / rate(2)), tenths(chance * ALONE / rate(0)));
        lines.entry(key).or_default().push(count.word);
    }
    let mut text = String::from("# Made by `cargo bench --bench checks -- --learn`: see habits.rs.\n");
    for ((untold, told), mut words) in lines {
        words.sort_unstable();
        let _ = writeln!(text, "{untold} {told} {}", words.join(" "));
    }
    text
}

/// Prints the weights, and what is enough of `good` translations.
fn report(samples: &[Sample], good: usize) {
    let rows: Vec<(Numbers, bool)> = samples
        .iter()
        .map(|(evidence, spoiled)| (evidence.values().map(f64::from), *spoiled))
        .collect();
    let weights = weights(&rows);
    for (name, weight) in Evidence::NAMES.iter().zip(weights) {
        println!("{name:<10}{weight:>8.3}");
    }
    let weigh = |wanted: bool| {
        let those = rows.iter().filter(move |(_, spoiled)| *spoiled == wanted);
        let mut found: Vec<f64> = those.map(|(row, _)| dot(row, &weights)).collect();
        found.sort_by(|one, other| other.total_cmp(one));
        found
    };
    let (innocent, spoiled) = (weigh(false), weigh(true));
    for suspected in SUSPECTED {
        let enough = innocent.get(good * suspected / 1000).copied().unwrap_or_default();
        let caught = spoiled.iter().filter(|weight| **weight > enough).count();
        println!(
            "enough    {enough:>8.3} suspects {suspected} of 1000 good ones and catches {:.1} % of {}",
            100.0 * caught as f64 / spoiled.len().max(1) as f64,
            spoiled.len()
        );
    }
}

/// What each number weighs, by gradient descent over numbers of one scale.
fn weights(rows: &[(Numbers, bool)]) -> Numbers {
    let count = rows.len() as f64;
    let mean = sums(rows.iter().map(|(row, _)| *row)).map(|sum| sum / count);
    let off = |row: &Numbers| each(|at| row[at] - mean[at]);
    let spread = sums(rows.iter().map(|(row, _)| off(row).map(|x| x * x))).map(|sum| (sum / count).sqrt());
    let scaled: Vec<(Numbers, f64)> = rows
        .iter()
        .map(|(row, spoiled)| {
            let row = off(row);
            (each(|at| row[at] / spread[at]), f64::from(u8::from(*spoiled)))
        })
        .collect();
    let (mut weights, mut bias) = ([0.0; COUNT], 0.0);
    for _ in 0..STEPS {
        let errors: Vec<f64> = scaled
            .iter()
            .map(|(row, spoiled)| spoiled - 1.0 / (1.0 + (-bias - dot(row, &weights)).exp()))
            .collect();
        let slopes = sums(
            scaled
                .iter()
                .zip(&errors)
                .map(|((row, _), error)| row.map(|x| x * error)),
        );
        bias += RATE * errors.iter().sum::<f64>() / count;
        weights = each(|at| weights[at] + RATE * slopes[at] / count);
    }
    each(|at| weights[at] / spread[at])
}

fn each(number: impl Fn(usize) -> f64) -> Numbers {
    std::array::from_fn(number)
}

fn sums(rows: impl Iterator<Item = Numbers>) -> Numbers {
    rows.fold([0.0; COUNT], |sum, row| each(|at| sum[at] + row[at]))
}

fn dot(row: &Numbers, weights: &Numbers) -> f64 {
    row.iter()
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum()
}
