//! Sentence alignment of a long text and its translation: `cargo bench --bench align -- [SENTENCES]` (10,000 unless said).
//!
//! The pair is made up. Arabic-looking words are drawn by Zipf's law, each with one to three English-looking translations; one in
//! seven is left out, English words without a source are put in, and neighbours change places. Names, one word in
//! twenty, are the same in both scripts; one sentence in eight has a number. Of a hundred sentences four are translated
//! by two, four by half a sentence, two by none, and two of the translation have no source; once in two thousand, thirty
//! sentences in a row are not translated.
//!
//! Strict F1 is over beads with two sides; border recall is the share of the places where a bead begins, on both sides. Beside
//! ours in the same run: an aligner that knows lengths alone (Gale and Church 1993), as translation workbenches have it.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![expect(clippy::cast_precision_loss, reason = "counts of sentences")]

use std::collections::HashSet;
use std::ops::Range;
use std::time::Instant;

use tarjuman::memory::align::{Texts, align};

type Bead = (Range<usize>, Range<usize>);

fn main() {
    let asked = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let mut maker = Maker::new();
    let (texts, gold) = maker.texts(asked.unwrap_or(10_000));
    println!(
        "{} Arabic and {} English sentences, {} beads",
        texts.source.len(),
        texts.target.len(),
        gold.len()
    );
    println!("| aligner | s | strict F1 | border recall |");
    println!("|---|---:|---:|---:|");
    let begin = Instant::now();
    let ours = align(std::slice::from_ref(&texts), &[]).remove(0);
    let took = begin.elapsed().as_secs_f64();
    let ours: Vec<Bead> = ours.into_iter().map(|bead| (bead.source, bead.target)).collect();
    tell("ours", took, &gold, &ours);
    let begin = Instant::now();
    let by_length = gale_church(&texts);
    tell(
        "Gale and Church",
        begin.elapsed().as_secs_f64(),
        &gold,
        &by_length,
    );
}

fn tell(name: &str, took: f64, gold: &[Bead], found: &[Bead]) {
    let strict = |beads: &[Bead]| -> HashSet<Bead> {
        let two_sided = beads
            .iter()
            .filter(|(source, target)| !source.is_empty() && !target.is_empty());
        two_sided.cloned().collect()
    };
    let borders = |beads: &[Bead]| -> HashSet<(usize, usize)> {
        beads
            .iter()
            .map(|(source, target)| (source.start, target.start))
            .collect()
    };
    let (wanted, offered) = (strict(gold), strict(found));
    let right = wanted.intersection(&offered).count() as f64;
    let f1 = 2.0 * right / (wanted.len() + offered.len()) as f64;
    let (wanted, offered) = (borders(gold), borders(found));
    let recall = wanted.intersection(&offered).count() as f64 / wanted.len() as f64;
    println!("| {name} | {took:.2} | {f1:.3} | {recall:.3} |");
}

/// Words of the made-up languages.
const WORDS: usize = 20_000;

struct Maker {
    dice: fastrand::Rng,
    /// Each word, and its translations, the usual one first.
    words: Vec<(String, Vec<String>)>,
    /// The same in both scripts.
    names: Vec<(String, String)>,
}

impl Maker {
    fn new() -> Self {
        let mut dice = fastrand::Rng::with_seed(1_993);
        let words = (0..WORDS).map(|_| {
            let translations = 1 + dice.usize(..3);
            (
                word(&mut dice).0,
                (0..translations).map(|_| word(&mut dice).1).collect(),
            )
        });
        let words = words.collect();
        let names = (0..WORDS / 10).map(|_| word(&mut dice)).collect();
        Self { dice, words, names }
    }

    fn texts(&mut self, sentences: usize) -> (Texts, Vec<Bead>) {
        let mut texts = Texts::default();
        let mut gold = Vec::new();
        while texts.source.len() < sentences {
            let (rows, columns) = (texts.source.len(), texts.target.len());
            let left_out = if self.dice.usize(..2_000) == 0 { 30 } else { 1 };
            let (source, target) = self.sentence();
            match self.dice.usize(..100) {
                _ if left_out > 1 => texts.source.extend((0..left_out).map(|_| self.sentence().0)),
                0 | 1 => texts.source.push(source),
                2 | 3 => texts.target.push(target),
                4..=7 => {
                    texts.source.push(source);
                    texts.target.extend(halves(&target));
                }
                8..=11 => {
                    texts.source.extend(halves(&source));
                    texts.target.push(target);
                }
                _ => {
                    texts.source.push(source);
                    texts.target.push(target);
                }
            }
            // Sentences that have no translation are a bead each.
            if texts.target.len() == columns {
                gold.extend((rows..texts.source.len()).map(|row| (row..row + 1, columns..columns)));
            } else {
                gold.push((rows..texts.source.len(), columns..texts.target.len()));
            }
        }
        (texts, gold)
    }

    fn sentence(&mut self) -> (String, String) {
        let (mut source, mut target) = (Vec::new(), Vec::new());
        for _ in 0..6 + self.dice.usize(..30) {
            if self.dice.usize(..20) == 0 {
                let (arabic, roman) = self.names[zipf(&mut self.dice, self.names.len())].clone();
                source.push(arabic);
                target.push(roman);
                continue;
            }
            let (word, translations) = &self.words[zipf(&mut self.dice, self.words.len())];
            source.push(word.clone());
            match self.dice.usize(..7) {
                0 => {}
                1 => target.push(translations[translations.len() - 1].clone()),
                _ => target.push(translations[0].clone()),
            }
            if self.dice.usize(..4) == 0 {
                target.push(["the", "of", "that", "is"][self.dice.usize(..4)].to_owned());
            }
        }
        if self.dice.usize(..8) == 0 {
            let number = (1 + self.dice.usize(..3_000)).to_string();
            let at = self.dice.usize(..source.len());
            source.insert(at, number.clone());
            target.insert(at.min(target.len()), number);
        }
        for at in 1..target.len() {
            if self.dice.usize(..5) == 0 {
                target.swap(at - 1, at);
            }
        }
        (source.join(" ") + ".", target.join(" ") + ".")
    }
}

/// Cut between two words about the middle.
fn halves(sentence: &str) -> [String; 2] {
    let words: Vec<&str> = sentence.split(' ').collect();
    let (first, second) = words.split_at(words.len() / 2);
    [first.join(" "), second.join(" ")]
}

/// A place below `size`, small ones more often: its logarithm is uniform.
fn zipf(dice: &mut fastrand::Rng, size: usize) -> usize {
    ((size as f64).powf(dice.f64()) as usize).clamp(1, size) - 1
}

/// A word of two to four syllables, in both scripts.
fn word(dice: &mut fastrand::Rng) -> (String, String) {
    const CONSONANTS: [(char, char); 14] = [
        ('ب', 'b'),
        ('ت', 't'),
        ('د', 'd'),
        ('ر', 'r'),
        ('ز', 'z'),
        ('س', 's'),
        ('ف', 'f'),
        ('ق', 'k'),
        ('ك', 'k'),
        ('ل', 'l'),
        ('م', 'm'),
        ('ن', 'n'),
        ('ه', 'h'),
        ('ج', 'j'),
    ];
    const VOWELS: [(&str, char); 4] = [("ا", 'a'), ("ي", 'i'), ("و", 'u'), ("", 'e')];
    let (mut arabic, mut roman) = (String::new(), String::new());
    for _ in 0..2 + dice.usize(..3) {
        let (consonant, vowel) = (CONSONANTS[dice.usize(..14)], VOWELS[dice.usize(..4)]);
        arabic.push(consonant.0);
        arabic.push_str(vowel.0);
        roman.push(consonant.1);
        roman.push(vowel.1);
    }
    (arabic, roman)
}

/// Beads as Gale and Church have them, and how probable each is.
const SHAPES: [(usize, usize, f64); 6] = [
    (1, 1, 0.89),
    (1, 0, 0.0099),
    (0, 1, 0.0099),
    (2, 1, 0.0445),
    (1, 2, 0.0445),
    (2, 2, 0.011),
];
/// Target sentences to either side of the diagonal that are looked at.
const BAND: usize = 500;

/// The cheapest way through both texts by their lengths in letters.
fn gale_church(texts: &Texts) -> Vec<Bead> {
    let (source, target) = (sums(&texts.source), sums(&texts.target));
    let (rows, columns) = (texts.source.len(), texts.target.len());
    let ratio = target[columns] / source[rows];
    let band = |row: usize| {
        let line = row * columns / rows;
        line.saturating_sub(BAND)..(line + BAND).min(columns) + 1
    };
    let mut best: Vec<Vec<(f64, u8)>> = (0..=rows)
        .map(|row| vec![(f64::INFINITY, 0); band(row).len()])
        .collect();
    best[0][0].0 = 0.0;
    for row in 0..=rows {
        for column in band(row) {
            for (number, &(height, width, common)) in (0..).zip(&SHAPES) {
                let (Some(from), Some(at)) = (row.checked_sub(height), column.checked_sub(width)) else {
                    continue;
                };
                if !band(from).contains(&at) {
                    continue;
                }
                let lengths = (source[row] - source[from], target[column] - target[at]);
                let cost = best[from][at - band(from).start].0 + length_cost(lengths, ratio) - common.ln();
                let here = &mut best[row][column - band(row).start];
                if cost < here.0 {
                    *here = (cost, number);
                }
            }
        }
    }
    let (mut row, mut column) = (rows, columns);
    let mut beads = Vec::new();
    while (row, column) != (0, 0) {
        let (height, width, _) = SHAPES[usize::from(best[row][column - band(row).start].1)];
        beads.push((row - height..row, column - width..column));
        (row, column) = (row - height, column - width);
    }
    beads.reverse();
    beads
}

/// Letters before each sentence, and of all.
fn sums(sentences: &[String]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut sums = vec![sum];
    for sentence in sentences {
        sum += sentence.chars().count() as f64;
        sums.push(sum);
    }
    sums
}

/// How improbable it is that lengths differ by so much, by their normal distribution with a variance of 6.8 a letter.
fn length_cost((source, target): (f64, f64), ratio: f64) -> f64 {
    let mean = f64::midpoint(source, target / ratio);
    let off = ((target - source * ratio) / (6.8 * mean).sqrt()).abs();
    // The tail of the normal distribution, by Abramowitz and Stegun 26.2.17.
    let t = 1.0 / (1.0 + 0.231_641_9 * off);
    let series = t
        * (0.319_381_530
            + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let tail = 2.0 * series * (-off * off / 2.0).exp() / std::f64::consts::TAU.sqrt();
    -tail.max(1e-300).ln()
}
