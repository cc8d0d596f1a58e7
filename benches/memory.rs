//! Import and look-up of a translation memory: `cargo bench --bench memory -- [UNITS]` (100,000 unless said).
//!
//! The units are made up: words drawn by Zipf's law from 40,000 Arabic-looking ones, 4 to 40 to a segment, one in twenty of
//! them 150 words long, one in four with a number. Every second query is a unit with up to four words changed, the
//! others are exact, respelt, other numbers, or unlike everything.
//!
//! Beside it in the same run: SQLite's own full-text search (FTS5, the 50 best by bm25 of those that share a word, put in order
//! by likeness), as an indexed peer, and a look at every unit (bit-parallel, by letters, limited by the best so far), as what
//! an exact search costs without an index.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use tarjuman::document::TranslationUnit;
use tarjuman::format::tmx;
use tarjuman::memory::{Memory, Options, Query};
use tarjuman::store::{Sqlite, Store};
use tarjuman::text::{Pattern, likeness};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A query, and how like it the best is that ours offers, in thousandths of its letters.
type Asked<'a> = (&'a String, Option<u16>);

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

/// The median and the two quantiles, in milliseconds.
fn quantiles(mut times: Vec<Duration>) -> String {
    times.sort();
    let at = |part: usize| times[times.len() * part / 100].as_secs_f64() * 1000.0;
    format!("p50 {:.3}  p95 {:.3}  p99 {:.3} ms", at(50), at(95), at(99))
}

/// Searches for `queries`; the first of them, with the likeness by letters of the best that is offered.
fn searched<'a>(store: &Sqlite, queries: &'a [String]) -> Result<Vec<Asked<'a>>> {
    let mut memory = Memory::new(store.reader()?);
    let mut best = Vec::new();
    for min_score in [70, 50] {
        let options = Options { limit: 5, min_score };
        let mut times = Vec::new();
        let mut found = 0;
        for source in queries {
            let begin = Instant::now();
            let query = Query {
                source,
                from: "ar",
                to: "en",
                ..Query::default()
            };
            let matches = memory.search(&query, &options)?;
            times.push(begin.elapsed());
            found += usize::from(!matches.is_empty());
            if min_score == 70 && best.len() < COMPARED {
                let likest = matches
                    .iter()
                    .map(|match_| likeness(source, &match_.source))
                    .max();
                best.push((source, likest.filter(|&likest| likest >= 700)));
            }
        }
        let first = times[0].as_secs_f64() * 1000.0;
        println!(
            "search >= {min_score}      {}; the first (reads the index) {first:.1} ms; {found} of 1000 answered",
            quantiles(times)
        );
    }
    Ok(best)
}

/// Full-text search over the same units: how often its best is as like the query as `best`, that of ours.
fn full_text(path: &Path, units: &[TranslationUnit], queries: &[Asked<'_>]) -> Result<()> {
    let begin = Instant::now();
    let mut connection = rusqlite::Connection::open(path)?;
    connection.execute_batch("CREATE VIRTUAL TABLE text USING fts5(source)")?;
    let transaction = connection.transaction()?;
    for unit in units {
        transaction
            .prepare_cached("INSERT INTO text (source) VALUES (?1)")?
            .execute([&unit.source])?;
    }
    transaction.commit()?;
    println!(
        "FTS5 filled       {:>10} units/s, {} MB on disk, sources alone",
        per_second(units.len(), begin.elapsed()),
        megabytes(path)?
    );
    let (mut times, mut reached, mut asked) = (Vec::new(), 0, 0);
    let mut find =
        connection.prepare("SELECT source FROM text WHERE text MATCH ?1 ORDER BY rank LIMIT 50")?;
    for (query, best) in queries {
        let begin = Instant::now();
        let any: Vec<String> = query.split(' ').map(|word| format!("\"{word}\"")).collect();
        let rows = find.query_map([any.join(" OR ")], |row| row.get::<_, String>(0))?;
        let likest = rows.flatten().map(|source| likeness(query, &source)).max();
        times.push(begin.elapsed());
        asked += usize::from(best.is_some());
        reached += usize::from(best.is_some() && likest >= *best);
    }
    println!(
        "FTS5, 50 in order {}; the best found by letters {reached} of {asked}",
        quantiles(times)
    );
    Ok(())
}

/// A look at every unit, for the one that is nearest by letters.
fn look_at_all(units: &[TranslationUnit], queries: &[Asked<'_>]) {
    let texts: Vec<Vec<char>> = units.iter().map(|unit| unit.source.chars().collect()).collect();
    let mut times = Vec::new();
    for (query, _) in queries {
        let begin = Instant::now();
        let letters: Vec<char> = query.chars().collect();
        let pattern = Pattern::new(&letters);
        let mut nearest = letters.len();
        for text in &texts {
            if let Some(distance) = pattern.distance(text, nearest) {
                nearest = distance;
            }
        }
        std::hint::black_box(nearest);
        times.push(begin.elapsed());
    }
    println!("every unit        {} for {} units", quantiles(times), texts.len());
}

/// A database on the disk, with the log of what it has not taken in yet.
fn megabytes(path: &Path) -> Result<u64> {
    let log = path.with_extension("db-wal");
    let log = if log.is_file() { log.metadata()?.len() } else { 0 };
    Ok((path.metadata()?.len() + log) / 1_000_000)
}

fn per_second(count: usize, took: Duration) -> usize {
    (count as f64 / took.as_secs_f64()) as usize
}

/// Queries that the others are asked too: full-text search takes seconds for a long one among a million.
const COMPARED: usize = 25;
/// Units that are looked at one by one, at most: what it takes grows with them.
const LOOKED_AT: usize = 100_000;

fn main() -> Result<()> {
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
        megabytes(&path)?
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
    let best = searched(&store, &queries)?;
    full_text(&folder.path().join("text.db"), &units, &best)?;
    look_at_all(&units[..units.len().min(LOOKED_AT)], &best);
    Ok(())
}
