//! Import and look-up of a translation memory: `cargo bench --bench memory -- [UNITS]` (100,000 unless said).
//!
//! The units are made up: words drawn by Zipf's law from 40,000 Arabic-looking ones, 4 to 40 to a segment, one in twenty of
//! them 150 words long, one in four with a number. Every second query is a unit with up to four words changed, the
//! others are exact, respelt, other numbers, or unlike everything.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::io::BufReader;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use tarjuman::document::TranslationUnit;
use tarjuman::format::tmx;
use tarjuman::memory::{Memory, Options, Query};
use tarjuman::store::{Sqlite, Store};

/// Marsaglia's xorshift: the same units in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or_default()
    }

    fn word(&mut self) -> String {
        const LETTERS: [char; 24] = [
            'ا', 'ب', 'ت', 'ج', 'ح', 'د', 'ر', 'ز', 'س', 'ش', 'ص', 'ط', 'ع', 'غ', 'ف', 'ق', 'ك', 'ل', 'م',
            'ن', 'ه', 'و', 'ي', 'ة',
        ];
        let scale = self.roll(16) + 1;
        let mut rank = self.roll(1 << scale).min(40_000) + 1;
        let mut word = String::new();
        while rank > 0 {
            word.push(LETTERS[rank % 24]);
            rank /= 24;
        }
        word
    }

    fn segment(&mut self) -> String {
        let words = if self.roll(20) == 0 {
            150
        } else {
            4 + self.roll(37)
        };
        let mut words: Vec<String> = (0..words).map(|_| self.word()).collect();
        if self.roll(4) == 0 {
            let at = self.roll(words.len());
            words[at] = (self.roll(5000) + 1).to_string();
        }
        words.join(" ") + "."
    }

    fn query(&mut self, unit: &TranslationUnit) -> String {
        let mut words: Vec<String> = unit.source.split(' ').map(str::to_owned).collect();
        match self.roll(8) {
            0 => {}
            1 => words.iter_mut().for_each(|word| *word = word.replace('ا', "أ")),
            2 => words
                .iter_mut()
                .filter(|word| word.parse::<u32>().is_ok())
                .for_each(|word| word.push('7')),
            3 => words.iter_mut().for_each(|word| *word = self.word()),
            _ => {
                for _ in 0..=self.roll(4) {
                    let at = self.roll(words.len());
                    words[at] = self.word();
                }
            }
        }
        words.join(" ")
    }
}

fn per_second(count: usize, took: Duration) -> usize {
    (count as f64 / took.as_secs_f64()) as usize
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let asked = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let size: usize = asked.unwrap_or(100_000);
    let mut dice = Dice(88_172_645_463_325_252);
    let unit = |source: String| TranslationUnit {
        target: source.chars().rev().collect(),
        source,
        source_language: "ar".into(),
        target_language: "en".into(),
        ..TranslationUnit::default()
    };
    let units: Vec<_> = (0..size).map(|_| unit(dice.segment())).collect();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("memory.db");
    let mut store = Sqlite::open(&path)?;

    let begin = Instant::now();
    let mut writer = tmx::Writer::new(Vec::new())?;
    for unit in &units {
        writer.write(unit)?;
    }
    let file = writer.finish()?;
    println!(
        "TMX written       {:>10} units/s, {} MB",
        per_second(size, begin.elapsed()),
        file.len() / 1_000_000
    );

    let begin = Instant::now();
    let read = tmx::Reader::new(BufReader::new(&file[..]), Some(("ar", "en")))?
        .flatten()
        .count();
    println!(
        "TMX read          {:>10} units/s",
        per_second(read, begin.elapsed())
    );

    let begin = Instant::now();
    let reader = tmx::Reader::new(BufReader::new(&file[..]), Some(("ar", "en")))?;
    store.import_units("bench", &mut reader.flatten())?;
    println!(
        "TMX imported      {:>10} units/s, {} MB on disk",
        per_second(size, begin.elapsed()),
        std::fs::metadata(&path)?.len() / 1_000_000
    );
    let begin = Instant::now();
    store.export_units(None, None, &mut |_| ControlFlow::Continue(()))?;
    println!(
        "exported          {:>10} units/s",
        per_second(size, begin.elapsed())
    );

    let queries: Vec<String> = (0..1000)
        .map(|_| dice.query(&units[dice.0 as usize % size]))
        .collect();
    let mut memory = Memory::new(store.reader()?);
    for min_score in [70, 50] {
        let options = Options { limit: 5, min_score };
        let mut times = Vec::new();
        let mut found = 0;
        for source in &queries {
            let begin = Instant::now();
            let query = Query {
                source,
                from: "ar",
                to: "en",
                ..Query::default()
            };
            found += usize::from(!memory.search(&query, &options)?.is_empty());
            times.push(begin.elapsed());
        }
        let first = times[0];
        times.sort();
        let at = |part: usize| times[times.len() * part / 100].as_secs_f64() * 1000.0;
        println!(
            "search >= {min_score}      p50 {:.3}  p95 {:.3}  p99 {:.3} ms; the first (reads the index) {:.1} ms; {found} of 1000 answered",
            at(50),
            at(95),
            at(99),
            first.as_secs_f64() * 1000.0
        );
    }
    Ok(())
}
