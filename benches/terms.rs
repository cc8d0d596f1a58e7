//! Finding terms beside plain automata: `cargo bench --bench terms -- [GLOSSARY.tsv TEXT.txt]` (made-up names and
//! articles unless said; a text without a glossary is no choice).
//!
//! One table for 1,000, 10,000 and 97,000 terms over one text. The automata find letters wherever they stand, inside
//! other words too, and know no clitics: they are a measure of speed, not of the same work. Every figure is the best of
//! [`RUNS`]; on a busy machine the ratios of one run are what to compare.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

#[expect(dead_code, reason = "this benchmark needs no memory")]
mod material;

use std::error::Error;
use std::time::{Duration, Instant};

use aho_corasick::AhoCorasick;
use daachorse::{CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use material::Material;
use tarjuman::document::Term;
use tarjuman::glossary::{Habits, Matcher, TermFile};
use tarjuman::language;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SIZES: [usize; 3] = [1_000, 10_000, 97_000];
const RUNS: usize = 5;
const ARTICLES: usize = 600;

fn main() -> Result<()> {
    let (glossary, text) = material()?;
    let begin = Instant::now();
    let file = TermFile::parse(&glossary)?;
    let read = begin.elapsed();
    let terms: Vec<Term> = file.terms().map(|(_, term)| term.clone()).collect();
    let size = text.len() as f64 / 1e6;
    println!(
        "{size:.1} MB of text; {} terms read in {:.3} s",
        terms.len(),
        read.as_secs_f64()
    );
    println!(
        "{:>8}  {:<32}{:>9}{:>9}{:>10}{:>11}",
        "terms", "", "ready s", "MB/s", "hits", "/daachorse"
    );
    for count in SIZES.into_iter().filter(|&count| count <= terms.len()) {
        let rows = compare(&terms[..count], &text)?;
        let rate = |row: &Row| size / row.took.as_secs_f64();
        let unit = rows.last().map_or(1.0, rate);
        for row in &rows {
            println!(
                "{count:>8}  {:<32}{:>9.3}{:>9.1}{:>10}{:>11.2}",
                row.what,
                row.ready.as_secs_f64(),
                rate(row),
                row.hits,
                rate(row) / unit
            );
        }
    }
    Ok(())
}

struct Row {
    what: &'static str,
    ready: Duration,
    took: Duration,
    hits: usize,
}

/// The matcher, as made and as read back, then the automata, daachorse last.
fn compare(terms: &[Term], text: &str) -> Result<Vec<Row>> {
    let mut forms: Vec<&str> = terms.iter().map(|term| term.source.as_str()).collect();
    forms.sort_unstable();
    forms.dedup();
    let begin = Instant::now();
    let matcher = Matcher::new(terms.iter().cloned(), language::of("ar"))?;
    let ready = begin.elapsed();
    let habits = matcher.habits(text);
    let ours = row("tarjuman, clitics and endings", ready, || {
        hits(&matcher, &habits, text)
    });
    let (packed, rows) = (matcher.pack(), terms.to_vec());
    let begin = Instant::now();
    let matcher = Matcher::unpack(&packed, move |row| rows[row].clone(), language::of("ar"))
        .ok_or("the packed index cannot be read")?;
    let kept = row("tarjuman, its index unpacked", begin.elapsed(), || {
        hits(&matcher, &habits, text)
    });
    let begin = Instant::now();
    let automaton = AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(&forms)?;
    let aho = row("aho-corasick leftmost-longest", begin.elapsed(), || {
        text.lines().map(|line| automaton.find_iter(line).count()).sum()
    });
    let begin = Instant::now();
    let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build::<_, _, u32>(&forms)
        .map_err(|error| error.to_string())?;
    let daachorse = row("daachorse charwise", begin.elapsed(), || {
        text.lines()
            .map(|line| automaton.leftmost_find_iter(line).count())
            .sum()
    });
    Ok(vec![ours, kept, aho, daachorse])
}

fn hits(matcher: &Matcher, habits: &Habits, text: &str) -> usize {
    let mut finder = matcher.finder(habits);
    text.lines().map(|line| finder.hits(line).len()).sum()
}

/// The best of [`RUNS`].
fn row(what: &'static str, ready: Duration, mut find: impl FnMut() -> usize) -> Row {
    let mut best = Row {
        what,
        ready,
        took: Duration::MAX,
        hits: 0,
    };
    for _ in 0..RUNS {
        let begin = Instant::now();
        best.hits = find();
        best.took = best.took.min(begin.elapsed());
    }
    best
}

/// A glossary's file and a text: those named, or made-up ones.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads its own material")]
fn material() -> Result<(String, String)> {
    let named: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    if let [glossary, text] = named.as_slice() {
        return Ok((std::fs::read_to_string(glossary)?, std::fs::read_to_string(text)?));
    }
    let made = Material::new(ARTICLES, SIZES[2], 0);
    Ok((made.glossary, made.articles.join("\n")))
}
