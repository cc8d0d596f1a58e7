//! Checks on good translations and on the same with one thing spoiled in each: `cargo bench --bench checks -- [FILE] [--bare]
//! [--show] [--clean] [--everything] [--only CLASS] [--times] [--segments N] [--learn] [--seed N] [--words DICTIONARY]`.
//!
//! FILE is Arabic and English, as TMX or as lines of source, tabulator, target, with an empty line between articles; without
//! it `news.ar-en.tsv` is read, which the checks were tuned on. `registers.ar-en.tsv` was written after them, `fresh.ar-en.tsv`,
//! `more.ar-en.tsv` and `agency.ar-en.tsv` by writers who had not seen them. A segment is spoiled by `corrupt.rs`, one thing in each, for every
//! class in turn, and is caught when a check says something of it that it did not say before. All checks run as
//! `tarjuman check` runs them, with the starter glossaries (none with `--bare`). `--show` prints what is said of the clean text
//! and which spoiled segments pass, and measures no time; `--clean` spoils nothing and measures none either, nor does
//! `--only`, which spoils one class, such as `Negation`; `--times` does nothing else. Times are
//! those of 10,000 or N segments by the checks that are on by default, and by everything: matters of style, rules of a desk, and spelling where
//! `--words` is the path of a Hunspell dictionary of English without its ending; what all these say is counted and shown with
//! `--everything`. `--learn` prints the weights that `omission` has, and writes how its words are told, learned
//! from all the texts beside this file.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark reads its texts and prints its table"
)]

mod corrupt;
mod learn;
mod turned;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::BufReader;
use std::time::Instant;

use corrupt::Class;
use tarjuman::check;
use tarjuman::document::{
    Article, BlockKind, Content, Segment, SegmentId, State, Target, Term, TranslationUnit,
};
use tarjuman::draft::{self, Languages, Tools};
use tarjuman::format::tmx;
use tarjuman::glossary::{Matcher, TermFile};
use tarjuman::language;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A segment.
#[derive(Debug, Clone)]
struct Row {
    /// The number of its article.
    article: usize,
    source: String,
    target: String,
}

const NEWS: &str = include_str!("news.ar-en.tsv");
/// How many segments the checks are timed on.
const TIMED: usize = 10_000;
/// How many checks are listed by the time they take.
const SLOWEST: usize = 15;
/// One segment in so many is spoiled at a time, so that checks of articles see good segments around it.
const TURNS: usize = 5;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let has = |flag: &str| arguments.iter().any(|a| a == flag);
    let value = |flag: &str| {
        let at = arguments.iter().position(|a| a == flag)?;
        arguments.get(at + 1).cloned()
    };
    let seed = value("--seed").map_or(Ok(1), |seed| seed.parse())?;
    let file = arguments.first().filter(|first| !first.starts_with("--"));
    if has("--learn") {
        return learn::learn(&Desk::new(has("--bare"))?);
    }
    let rows = rows(file.map(String::as_str))?;
    let mut desk = Desk::new(has("--bare"))?;
    if has("--times") {
        let many = many(
            &rows,
            value("--segments").map_or(Ok(TIMED), |count| count.parse())?,
        );
        desk.time(&many, "by default");
        desk.wish_for_everything(value("--words").as_deref())?;
        desk.time(&many, "everything");
        desk.time_each(&many);
        return Ok(());
    }
    if has("--everything") {
        desk.wish_for_everything(value("--words").as_deref())?;
    }
    let clean = desk.said(&rows);
    report_clean(&rows, &clean, has("--show"));
    if has("--clean") {
        return Ok(());
    }
    println!("{:<14}{:>9}{:>9}{:>9}  by", "spoiled", "segments", "caught", "%");
    let only = value("--only");
    let is_wanted = |class: &&Class| only.as_ref().is_none_or(|only| *only == format!("{class:?}"));
    for class in Class::ALL.iter().filter(is_wanted) {
        desk.spoil(*class, &rows, &clean, (seed, has("--show")));
    }
    if has("--show") || only.is_some() {
        return Ok(());
    }
    let many = many(&rows, TIMED);
    desk.time(&many, "by default");
    desk.wish_for_everything(value("--words").as_deref())?;
    desk.time(&many, "everything");
    Ok(())
}

fn rows(file: Option<&str>) -> Result<Vec<Row>> {
    match file {
        None => Ok(lines(NEWS)),
        Some(path) if path.ends_with(".tmx") => {
            let reader = tmx::Reader::new(BufReader::new(fs::File::open(path)?), Some(("ar", "en")))?;
            let units = reader.collect::<std::result::Result<Vec<_>, _>>()?;
            let row = |unit: TranslationUnit| Row {
                article: 0,
                source: unit.source,
                target: unit.target,
            };
            Ok(units.into_iter().map(row).collect())
        }
        Some(path) => Ok(lines(&fs::read_to_string(path)?)),
    }
}

/// As many rows as `count`, those of a text again and again.
fn many(rows: &[Row], count: usize) -> Vec<Row> {
    rows.iter().cycle().take(count).cloned().collect()
}

fn lines(text: &str) -> Vec<Row> {
    let mut article = 0;
    let row = |line: &str| {
        article += usize::from(line.is_empty());
        let (source, target) = line.split_once('\t')?;
        Some(Row {
            article,
            source: source.to_owned(),
            target: target.to_owned(),
        })
    };
    text.lines().filter_map(row).collect()
}

/// What is said of each segment: the check and its message.
type Said = Vec<Vec<(String, String)>>;

fn report_clean(rows: &[Row], clean: &Said, show: bool) {
    let mut by_check: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, said) in rows.iter().zip(clean) {
        for (check, message) in said {
            *by_check.entry(check).or_default() += 1;
            if show {
                println!("{check}: {message}\n  > {}\n  < {}", row.source, row.target);
            }
        }
    }
    let total: usize = by_check.values().sum();
    println!(
        "clean: {} segments, {total} findings, {:.2} in 100 segments {by_check:?}",
        rows.len(),
        100.0 * total as f64 / rows.len().max(1) as f64
    );
}

/// The checks with what they need.
struct Desk {
    matcher: Matcher,
    options: draft::Options,
    checks: check::Options,
}

impl Desk {
    fn new(bare: bool) -> Result<Self> {
        let mut terms: Vec<Term> = Vec::new();
        for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/glossaries"))? {
            let path = entry?.path();
            if !bare && path.extension().is_some_and(|extension| extension == "tsv") {
                let text = fs::read_to_string(&path)?;
                let file = TermFile::parse(&text)?;
                let carried = file.terms().map(|(_, term)| Term {
                    carried: true,
                    ..term.clone()
                });
                terms.extend(carried);
            }
        }
        Ok(Self {
            matcher: Matcher::new(terms, language::of("ar"))?,
            options: draft::Options::default(),
            checks: check::Options::default(),
        })
    }

    /// Switches on all matters of style, the rules of a desk and, with a dictionary, spelling.
    fn wish_for_everything(&mut self, words: Option<&str>) -> Result<()> {
        const RULES: &str = r#"
            rules = [
                { id = "loaded-term", source = "ما يسم[ىي]", wanted = "(?i)so-called", message = "“$0” must be “so-called” here" },
                { id = "written-honorific", to = "en", target = '\b(Mr|Mrs|Ms|Dr)\.? (\p{Lu})', message = "without “$1”", fix = "$2" },
                { id = "too-long", target = "^.{400,}", message = "too long for a column" },
            ]
        "#;
        self.checks = toml::from_str(RULES)?;
        let entries = check::entries(&self.checks).into_iter();
        self.checks.on = entries
            .filter(|entry| entry.is_optional)
            .map(|entry| entry.id)
            .collect();
        if let Some(path) = words {
            let part = |ending: &str| fs::read_to_string(format!("{path}.{ending}"));
            let dictionary = check::Dictionary::new(&part("aff")?, &part("dic")?)?;
            self.checks.words.insert(String::from("en"), dictionary.into());
        }
        Ok(())
    }

    fn checked(&self, article: Article) -> Article {
        let tools = Tools {
            matcher: &self.matcher,
            languages: Languages::of(&article),
            options: &self.options,
            checks: &self.checks,
        };
        draft::checked(article, &tools)
    }

    fn said(&self, rows: &[Row]) -> Said {
        let said = |segment: &Segment| {
            let findings = segment.findings.iter();
            findings
                .map(|f| (f.check.to_string(), f.message.clone()))
                .collect()
        };
        let articles = rows.chunk_by(|one, next| one.article == next.article);
        articles
            .flat_map(|rows| {
                self.checked(article(rows))
                    .segments
                    .iter()
                    .map(said)
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    /// What is said of each spoiled segment among good ones: one in so many is spoiled at a time.
    fn said_of_some(&self, rows: &[Row], spoiled: &[Row]) -> Said {
        let mut said = vec![Vec::new(); rows.len()];
        for turn in 0..TURNS {
            let is_spoiled = |index: usize| index % TURNS == turn;
            let mixed = rows.iter().zip(spoiled).enumerate();
            let mixed = mixed.map(|(index, (good, bad))| if is_spoiled(index) { bad } else { good });
            let here = self.said(&mixed.cloned().collect::<Vec<_>>());
            let fresh = here
                .into_iter()
                .enumerate()
                .filter(|(index, _)| is_spoiled(*index));
            fresh.for_each(|(index, here)| said[index] = here);
        }
        said
    }

    fn spoil(&self, class: Class, rows: &[Row], clean: &Said, (seed, show): (u64, bool)) {
        let mut dice = fastrand::Rng::with_seed(seed);
        let mut spoiled = rows.to_vec();
        let mut touched = Vec::new();
        for (index, row) in spoiled.iter_mut().enumerate() {
            if let Some(target) = corrupt::spoiled(class, (&row.source, &row.target), &mut dice) {
                row.target = target;
                touched.push(index);
            }
        }
        let said = self.said_of_some(rows, &spoiled);
        let (mut caught, mut by_check) = (0, BTreeMap::<&str, usize>::new());
        for &index in &touched {
            let fresh: Vec<_> = said[index]
                .iter()
                .filter(|one| !clean[index].contains(one))
                .collect();
            caught += usize::from(!fresh.is_empty());
            let mut checks: Vec<&str> = fresh.iter().map(|(check, _)| check.as_str()).collect();
            checks.dedup();
            checks
                .into_iter()
                .for_each(|check| *by_check.entry(check).or_default() += 1);
            if show && fresh.is_empty() {
                println!(
                    "{class:?} passes\n  > {}\n  < {}",
                    rows[index].source, spoiled[index].target
                );
            }
        }
        let share = 100.0 * f64::from(caught as u32) / touched.len().max(1) as f64;
        println!(
            "{:<14}{:>9}{caught:>9}{share:>9.1}  {by_check:?}",
            format!("{class:?}"),
            touched.len()
        );
    }

    fn time(&self, rows: &[Row], what: &str) {
        let article = self.checked(article(rows));
        let (alone, findings) = judged(&article, &self.checks);
        let begin = Instant::now();
        self.checked(article);
        println!(
            "{} segments, {what}: checks {alone:.2} s ({findings} findings), with terms looked up {:.2} s",
            rows.len(),
            begin.elapsed().as_secs_f64()
        );
    }

    /// What each check of segments takes alone, the slowest ones.
    fn time_each(&self, rows: &[Row]) {
        let article = self.checked(article(rows));
        let ids: Vec<String> = check::entries(&self.checks)
            .into_iter()
            .map(|entry| entry.id)
            .collect();
        let alone = |id: &String| {
            let off = ids.iter().filter(|other| *other != id).cloned().collect();
            let on = [id.clone()].into_iter().collect();
            let options = check::Options {
                off,
                on,
                ..self.checks.clone()
            };
            (judged(&article, &options).0, id.clone())
        };
        let mut times: Vec<(f64, String)> = ids.iter().map(alone).collect();
        times.sort_by(|one, other| other.0.total_cmp(&one.0));
        times
            .iter()
            .take(SLOWEST)
            .for_each(|(seconds, id)| println!("{id:<22}{seconds:.3} s"));
    }
}

/// How long the checks of segments take, in seconds, on one thread, and how many findings they have.
fn judged(article: &Article, checks: &check::Options) -> (f64, usize) {
    let begin = Instant::now();
    let languages = Languages::of(article);
    let findings = article
        .segments
        .iter()
        .map(|segment| check::run(&pair(segment, languages), checks).len());
    let findings = findings.sum();
    (begin.elapsed().as_secs_f64(), findings)
}

fn pair<'a>(segment: &'a Segment, languages: Languages<'a>) -> check::Pair<'a> {
    check::Pair::new(
        (&segment.source, &segment.target.content),
        (languages.source, languages.target),
        &segment.terms,
    )
}

fn article(rows: &[Row]) -> Article {
    let segments = rows.iter().enumerate().map(|(index, row)| Segment {
        id: SegmentId::of(&row.source, index),
        block: index,
        source: Content::plain(&row.source),
        gap: String::new(),
        target: Target {
            content: Content::plain(&row.target),
            state: State::Translated,
            ..Target::default()
        },
        terms: Vec::new(),
        matches: Vec::new(),
        findings: Vec::new(),
    });
    Article {
        name: String::from("news"),
        source_language: String::from("ar"),
        target_language: String::from("en"),
        blocks: vec![BlockKind::Paragraph; rows.len()],
        segments: segments.collect(),
        ..Article::default()
    }
}
