//! The in-process engine beside the bare crate: `cargo bench --bench engine -- [ROUNDS]` (3 unless said).
//!
//! The same 200 sentences of news (`tests/samples/news.en.txt`), English to Portuguese, one thread each, by turns of twenty; then names
//! with odd renderings through the built program. The model is the one that `tests/run` puts under `target/models`.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark prints its table, and stops at the first surprise"
)]

#[path = "../tests/engine/names.rs"]
mod names;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fxtranslate::engine::Engine;
use fxtranslate::gemm;
use fxtranslate::shortlist::Shortlist;
use tarjuman::backend::{self, Backend, Means, Pair, Request, Service, Source};
use tarjuman::document::{Content, SegmentId};
use tarjuman::model::ModelStore;

const PAIR: Pair<'static> = Pair { from: "en", to: "pt" };
/// Sentences of one turn.
const TURN: usize = 20;

fn files() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/models/enpt");
    assert!(folder.join("ready").is_file(), "no model; `tests/run` fetches it");
    folder
}

/// Resident memory in MB, at present and at its peak.
fn memory() -> (f64, f64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
        number.unwrap_or_default() / 1024.0
    };
    (field("VmRSS:"), field("VmHWM:"))
}

fn ours(store: &ModelStore, concurrency: i64) -> Box<dyn Backend> {
    let means = Means {
        models: Arc::new(store.clone()),
        ..Means::none()
    };
    let mut service = Service::default();
    service
        .options
        .insert(String::from("concurrency"), concurrency.into());
    let services = BTreeMap::from([(String::from("firefox"), service)]);
    backend::build("firefox", &services, &means).unwrap()
}

fn translate(backend: &dyn Backend, runtime: &tokio::runtime::Runtime, sentences: &[&str]) -> Vec<String> {
    let source = |(number, text): (usize, &&str)| Source {
        id: SegmentId::of(text, number),
        content: Content::plain(*text),
        ..Source::default()
    };
    let request = Request {
        from: String::from(PAIR.from),
        to: String::from(PAIR.to),
        segments: sentences.iter().enumerate().map(source).collect(),
        ..Request::default()
    };
    let reply = runtime.block_on(backend.translate(&request)).unwrap();
    reply
        .answers
        .into_iter()
        .map(|answer| answer.content.text)
        .collect()
}

fn bare() -> Engine {
    let files = files();
    let vocabulary = files.join("vocab.enpt.spm");
    let engine = Engine::load_mmapped(
        files.join("model.enpt.intgemm.alphas.bin"),
        &vocabulary,
        &vocabulary,
    );
    engine
        .unwrap()
        .with_shortlist(Shortlist::load(files.join("lex.50.50.enpt.s2t.bin")).unwrap())
}

/// Processor time of all threads of this process, in seconds, to a hundredth.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begin = Instant::now();
    let done = work();
    (done, begin.elapsed())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Loads the model, checksums and all, as often as `rounds`; the last one loaded.
fn load(store: &ModelStore, runtime: &tokio::runtime::Runtime, rounds: usize) -> Box<dyn Backend> {
    let mut times = Vec::new();
    let (before, _) = memory();
    let mut backend = ours(store, 1);
    let begin = processor();
    for _ in 0..rounds {
        backend = ours(store, 1);
        let (loaded, took) = timed(|| runtime.block_on(backend.prepare(PAIR, &[])));
        loaded.unwrap();
        times.push(took.as_secs_f64());
    }
    let (now, _) = memory();
    println!(
        "load, every file's SHA-256 included: {:.3} s (median of {rounds}), {:.3} s of processor time",
        median(times),
        (processor() - begin) / rounds as f64
    );
    println!("resident memory: {before:.0} MB before, {now:.0} MB loaded");
    backend
}

/// Ours and the bare engine by turns; the ratio of their speeds.
fn race(backend: &dyn Backend, runtime: &tokio::runtime::Runtime, sentences: &[&str], rounds: usize) {
    let (mut ours_took, mut bare_took, mut ratios) = (Duration::ZERO, Duration::ZERO, Vec::new());
    let (mut equal, mut peak) = (0, 0.0);
    // Ours alone first, so that its memory is its own.
    let translated = translate(backend, runtime, sentences);
    let (now, most) = memory();
    println!(
        "resident memory: {now:.0} MB after {} sentences, {most:.0} MB at its peak",
        sentences.len()
    );
    let engine = bare();
    for (sentence, translated) in sentences.iter().zip(&translated) {
        equal += usize::from(engine.translate(sentence) == *translated);
    }
    for round in 0..rounds {
        for (number, turn) in sentences.chunks(TURN).enumerate() {
            let first = (round + number) % 2 == 0;
            let own = || timed(|| translate(backend, runtime, turn)).1;
            let other = || timed(|| turn.iter().map(|text| engine.translate(text)).collect::<Vec<_>>()).1;
            let (a, b) = if first {
                let a = own();
                (a, other())
            } else {
                let b = other();
                (own(), b)
            };
            ours_took += a;
            bare_took += b;
            ratios.push(b.as_secs_f64() / a.as_secs_f64());
        }
        peak = memory().1;
    }
    let words: usize = sentences.iter().map(|text| text.split_whitespace().count()).sum();
    let speed = |took: Duration| (words * rounds) as f64 / took.as_secs_f64();
    println!("equal to the bare crate: {equal} of {}", sentences.len());
    println!(
        "words/s on one thread: ours {:.0}, bare {:.0}; ratio {:.3} in all, {:.3} median of {} turns",
        speed(ours_took),
        speed(bare_took),
        bare_took.as_secs_f64() / ours_took.as_secs_f64(),
        median(ratios.clone()),
        ratios.len()
    );
    println!("resident memory: {peak:.0} MB at its peak with the bare engine beside ours");
}

fn main() {
    let rounds = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(3);
    let folder = tempfile::tempdir().unwrap();
    let store = ModelStore::at(folder.path().join("models"));
    store.add(&files(), (PAIR, "MPL-2.0")).unwrap();
    let text = include_str!("../tests/samples/news.en.txt");
    let sentences: Vec<&str> = text.lines().collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    println!("kernels: {}", gemm::backend());
    let backend = load(&store, &runtime, 5);
    race(backend.as_ref(), &runtime, &sentences, rounds);
    let held = names::held(folder.path(), &|arguments| {
        let status = Command::new(env!("CARGO_BIN_EXE_tarjuman"))
            .current_dir(folder.path())
            .env("TARJUMAN_MODELS", folder.path().join("models"))
            .args(arguments)
            .arg("--quiet")
            .status()
            .unwrap();
        assert!(status.success(), "{arguments:?}");
    });
    println!("{}", held.report());
}
