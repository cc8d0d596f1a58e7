//! The whole draft of many articles: `cargo bench --bench pipeline -- [ARTICLES [TERMS [UNITS]]]` (1,000 articles of the
//! sample's size, 100,000 terms and 100,000 units unless said).
//!
//! First every article goes through `draft::run` as the command does it, page and all, and the highest memory in use is
//! read from the kernel on the way. Then the same articles go through the stages one call at a time, into a second
//! database, and each call is timed: the shares are of their sum. `docs/performance.md` says how to read the table.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

mod material;

use std::error::Error;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use material::Material;
use tarjuman::dispatch::{self, Dispatcher, Ledger, Reuse};
use tarjuman::document::{Article, Charge, Segment, SegmentId, Summary, TermHit};
use tarjuman::draft::{self, Desk, Languages, Tools};
use tarjuman::format::{self, Input, ReadOptions, WriteOptions};
use tarjuman::glossary::{Expected, Matcher, TermFile};
use tarjuman::memory::{self, Memory, Query};
use tarjuman::store::{self, Drafted, Original, Sqlite, Stamp, Store};
use tarjuman::{check, language, segment};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const STAMP: Stamp<'static> = Stamp {
    who: "bench",
    at: "2026-01-01T00:00:00Z",
};
const FINGERPRINT: &str = "bench";

/// The database as the pipeline's desk, as the command makes it one.
struct Kept<'a>(&'a mut Sqlite);

impl Desk for Kept<'_> {
    type Error = store::Error;

    fn article(&self, name: &str) -> std::result::Result<Option<Article>, store::Error> {
        self.0.article(name)
    }

    fn pending(&self, name: &str, fingerprint: &str) -> std::result::Result<Vec<SegmentId>, store::Error> {
        self.0.pending(name, fingerprint)
    }

    fn save(
        &mut self,
        name: &str,
        fingerprint: &str,
        segments: &[Segment],
    ) -> std::result::Result<(), store::Error> {
        let drafts: Vec<Drafted> = segments.iter().cloned().map(row).collect();
        self.0.save_drafts(name, fingerprint, &drafts, &STAMP)?;
        Ok(())
    }
}

impl Ledger for Kept<'_> {
    type Error = store::Error;

    fn kept(&self, key: &str) -> std::result::Result<Option<String>, store::Error> {
        self.0.answer(key)
    }

    fn keep(&mut self, key: &str, body: &str) -> std::result::Result<(), store::Error> {
        self.0.save_answer(key, body, STAMP.at)
    }

    fn charge(&mut self, _: &Charge) -> std::result::Result<(), store::Error> {
        Ok(())
    }
}

/// A database with the memory in it, and what the pipeline works with.
struct Bench {
    store: Sqlite,
    memory: Memory<Sqlite>,
    matcher: Matcher,
    dispatcher: Dispatcher,
    options: draft::Options,
    checks: check::Options,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn new(material: &Material) -> Result<Self> {
        let begin = Instant::now();
        let terms = TermFile::parse(&material.glossary)?;
        say("glossary read", begin, terms.terms().count(), "terms/s");
        let begin = Instant::now();
        let matcher = Matcher::new(terms.terms().map(|(_, term)| term.clone()), language::of("ar"))?;
        say("matcher built", begin, terms.terms().count(), "terms/s");
        let folder = tempfile::tempdir()?;
        let mut store = Sqlite::open(&folder.path().join("bench.db"))?;
        let begin = Instant::now();
        store.import_units("bench", &mut material.units.iter().cloned())?;
        say("memory imported", begin, material.units.len(), "units/s");
        let mut bench = Self {
            memory: Memory::new(store.reader()?),
            store,
            matcher,
            dispatcher: Dispatcher::new(
                Vec::new(),
                dispatch::Options::default(),
                Reuse::Kept,
                tokio::sync::watch::channel(false).1,
            ),
            options: draft::Options::default(),
            checks: check::Options::default(),
            _folder: folder,
        };
        let begin = Instant::now();
        bench
            .memory
            .search(&query("وزير", "", ""), &memory::Options::default())?;
        say(
            "first search",
            begin,
            material.units.len(),
            "units/s, reads the index",
        );
        Ok(bench)
    }

    fn tools(&self) -> Tools<'_> {
        Tools {
            matcher: &self.matcher,
            languages: Languages {
                lexicon: None,
                source: language::of("ar"),
                target: language::of("en"),
            },
            options: &self.options,
            checks: &self.checks,
        }
    }

    /// The draft of one article from bytes to page, as the command makes it. Its bytes.
    fn draft(
        &mut self,
        runtime: &tokio::runtime::Runtime,
        name: &str,
        text: &str,
    ) -> Result<(Summary, usize)> {
        let document = read(text)?;
        let article = article(name, document);
        self.store.open_article(&article, &original(text))?;
        let tools = Tools {
            matcher: &self.matcher,
            languages: Languages::of(&article),
            options: &self.options,
            checks: &self.checks,
        };
        let mut desk = Kept(&mut self.store);
        let mut on = |_| ControlFlow::Continue(());
        let run = draft::run(
            (&mut desk, &mut self.memory, &mut self.dispatcher),
            name,
            FINGERPRINT,
            &tools,
            &mut on,
        );
        let article = runtime.block_on(run)?.ok_or("stopped by nobody")?;
        let page = page(&article)?;
        Ok((Summary::of(&article), page.len()))
    }
}

/// The stages of the pipeline with the time each took.
#[derive(Default)]
struct Stages(Vec<(&'static str, Duration)>);

impl Stages {
    fn time<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let begin = Instant::now();
        let made = work();
        let took = begin.elapsed();
        match self.0.iter_mut().find(|(name, _)| *name == stage) {
            Some((_, sum)) => *sum += took,
            None => self.0.push((stage, took)),
        }
        made
    }

    /// One article through the calls that [`Bench::draft`] makes, into the empty database `store`.
    fn walk(&mut self, bench: &mut Bench, store: &mut Sqlite, name: &str, text: &str) -> Result<()> {
        let drafted = bench.store.article(name)?.ok_or("not drafted")?;
        let document = self.time("read", || read(text))?;
        let article = self.time("segment", || article(name, document));
        self.time("open", || {
            store.open_article(&article, &original(text))?;
            store.pending(name, FINGERPRINT)?;
            store.article(name)
        })?;
        let hits: Vec<Vec<TermHit>> = self.time("match terms", || {
            let whole: Vec<&str> = article
                .segments
                .iter()
                .map(|segment| segment.source.text.as_str())
                .collect();
            let habits = bench.matcher.habits(&whole.join("\n"));
            let each = |segment: &Segment| bench.matcher.hits(&segment.source.text, &habits);
            article.segments.iter().map(each).collect()
        });
        self.time("search memory", || search(&mut bench.memory, &article))?;
        let tools = bench.tools();
        let targets = drafted.segments.clone();
        let segments: Vec<Segment> = self.time("verify", || {
            let expected = Expected::of(hits.iter().flatten(), tools.languages.target);
            let pairs = targets.into_iter().zip(hits);
            pairs
                .map(|(segment, hits)| {
                    draft::verified(segment, (hits, &expected), None, tools.languages, tools.checks)
                })
                .collect()
        });
        let drafts: Vec<Drafted> = segments.into_iter().map(row).collect();
        self.time("save", || {
            let batches = drafts.chunks(tools.options.batch);
            batches
                .map(|batch| store.save_drafts(name, FINGERPRINT, batch, &STAMP))
                .collect::<std::result::Result<Vec<_>, _>>()
        })?;
        self.time("export", || page(&drafted))?;
        Ok(())
    }

    fn print(&self, segments: usize) {
        let sum: Duration = self.0.iter().map(|(_, took)| *took).sum();
        println!("\n{:<16}{:>8}{:>16}", "stage", "share", "µs a segment");
        for (stage, took) in &self.0 {
            let share = took.as_secs_f64() / sum.as_secs_f64() * 100.0;
            println!("{stage:<16}{share:>7.1}%{:>16.1}", micros(*took, segments));
        }
        println!("{:<16}{:>7.1}%{:>16.1}", "all", 100.0, micros(sum, segments));
    }
}

fn micros(took: Duration, segments: usize) -> f64 {
    took.as_secs_f64() * 1e6 / segments as f64
}

fn say(what: &str, begin: Instant, count: usize, unit: &str) {
    let seconds = begin.elapsed().as_secs_f64();
    println!(
        "{what:<16}{seconds:>8.3} s {:>12.0} {unit}",
        count as f64 / seconds
    );
}

fn read(text: &str) -> Result<tarjuman::document::Document> {
    let decoded = format::decode(text.as_bytes(), None)?;
    match format::recognise("article.txt", &decoded.text).read(&decoded.text, &ReadOptions::default())? {
        Input::Document(document) => Ok(document),
        Input::Article(_) => Err("plain text has one language".into()),
    }
}

fn article(name: &str, document: tarjuman::document::Document) -> Article {
    let segments = segment::segments(&document, language::of("ar"), &segment::Options::default());
    Article {
        name: name.to_owned(),
        title: document.title,
        source_language: "ar".into(),
        target_language: "en".into(),
        blocks: document.blocks.iter().map(|block| block.kind).collect(),
        segments,
        ..Article::default()
    }
}

fn original(text: &str) -> Original {
    Original {
        bytes: text.as_bytes().to_vec(),
        format_id: "text".into(),
        encoding: "utf-8".into(),
    }
}

fn query<'a>(source: &'a str, before: &'a str, after: &'a str) -> Query<'a> {
    Query {
        source,
        before,
        after,
        from: "ar",
        to: "en",
    }
}

fn search(memory: &mut Memory<Sqlite>, article: &Article) -> Result<()> {
    let text = |at: usize| {
        article
            .segments
            .get(at)
            .map_or("", |segment| segment.source.text.as_str())
    };
    let draft = draft::Options::default();
    let options = memory::Options {
        limit: draft.matches,
        min_score: draft.offer_from.min(draft.fill_from),
    };
    for at in 0..article.segments.len() {
        memory.search(&query(text(at), text(at.wrapping_sub(1)), text(at + 1)), &options)?;
    }
    Ok(())
}

fn row(segment: Segment) -> Drafted {
    Drafted {
        id: segment.id,
        target: segment.target,
        terms: segment.terms,
        matches: segment.matches,
        findings: segment.findings,
    }
}

fn page(article: &Article) -> Result<Vec<u8>> {
    let summary = Summary::of(article);
    let options = WriteOptions {
        summary: Some(&summary),
        ..WriteOptions::default()
    };
    let mut bytes = Vec::new();
    format::by_extension("html")
        .ok_or("no such format")?
        .write(article, &options, &mut bytes)?;
    Ok(bytes)
}

/// The most memory this process had in use so far, in MB; `None` where the kernel does not say.
#[expect(
    clippy::disallowed_methods,
    reason = "the kernel's own file about this process"
)]
fn kernel(line: &str) -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let value = status.lines().find_map(|row| row.strip_prefix(line))?;
    value
        .trim()
        .strip_suffix(" kB")?
        .trim()
        .parse::<usize>()
        .ok()
        .map(|kilobytes| kilobytes / 1024)
}

/// Memory in use, and the most that was in use so far; the set-up may hold the peak.
fn show_memory(when: &str) {
    if let Some((now, peak)) = kernel("VmRSS:").zip(kernel("VmHWM:")) {
        println!("memory {when:<23}{now:>6} MB, at most {peak} MB");
    }
}

/// Seconds of a plain automaton over the same text with the same terms: what matching would cost without Arabic.
fn automaton(material: &Material) -> Result<f64> {
    let automaton = aho_corasick::AhoCorasick::new(&material.terms)?;
    let begin = Instant::now();
    let found: usize = material
        .articles
        .iter()
        .map(|text| automaton.find_overlapping_iter(text).count())
        .sum();
    let took = begin.elapsed();
    println!("plain automaton over the same text: {found} hits");
    Ok(took.as_secs_f64())
}

fn main() -> Result<()> {
    let asked: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let size = |at: usize, usual: usize| asked.get(at).copied().unwrap_or(usual);
    let material = Material::new(size(0, 1000), size(1, 100_000), size(2, 100_000));
    show_memory("with the material");
    let mut bench = Bench::new(&material)?;
    show_memory("when ready");
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let (mut total, mut bytes, mut took) = (Summary::default(), 0, Duration::ZERO);
    for (number, text) in (1..).zip(&material.articles) {
        let begin = Instant::now();
        let (summary, page) = bench.draft(&runtime, &format!("{number:06}.txt"), text)?;
        took += begin.elapsed();
        total.add(&summary);
        bytes += page;
        if [10, 100, 1000, 10_000].contains(&number) {
            show_memory(&format!("at {number} articles"));
        }
    }
    let segments = total.segments;
    println!(
        "draft::run and page: {segments} segments in {:.2} s, {:.0} segments/s, {:.1} MB of pages",
        took.as_secs_f64(),
        segments as f64 / took.as_secs_f64(),
        bytes as f64 / 1e6
    );
    println!("targets by origin: {:?}", total.origins);
    let folder = tempfile::tempdir()?;
    let mut second = Sqlite::open(&folder.path().join("stages.db"))?;
    let mut stages = Stages::default();
    for (number, text) in (1..).zip(&material.articles) {
        stages.walk(&mut bench, &mut second, &format!("{number:06}.txt"), text)?;
    }
    stages.print(segments);
    let plain = automaton(&material)?;
    let matching = stages
        .0
        .iter()
        .find(|(stage, _)| *stage == "match terms")
        .map_or(0.0, |(_, took)| took.as_secs_f64());
    println!(
        "matching terms takes {:.1} times a plain automaton",
        matching / plain
    );
    Ok(())
}
