//! What the pipeline costs around a backend: `cargo bench --bench backend -- [SEGMENTS [MILLISECONDS]]` (1,000 segments
//! at 20 ms each unless said, which is faster than the quickest server that the tests run).
//!
//! The built program drafts one article by a server on this machine that speaks as LibreTranslate does and does nothing
//! but wait, with an empty cache and the starter glossaries. The server notes for how long at least one request was with it;
//! whatever else passes from the start of the process to its end is the pipeline's: reading, cutting, terms, packing,
//! judging answers, checks, database and output.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![expect(
    clippy::disallowed_methods,
    reason = "its own files, in a folder that goes with it"
)]

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SAMPLE: &str = include_str!("../tests/samples/kerry-lavrov.ar.txt");
const WORDS: [&str; 8] = ["the", "minister", "said", "that", "talks", "would", "go", "on"];

/// The waiting server.
struct Slow {
    wait: Duration,
    busy: Mutex<Busy>,
}

/// For how long requests were under way.
#[derive(Default)]
struct Busy {
    under_way: usize,
    first: Option<Instant>,
    last: Option<Instant>,
    since: Option<Instant>,
    sum: Duration,
    requests: usize,
}

impl Slow {
    fn enter(&self) {
        if let Ok(mut busy) = self.busy.lock() {
            let now = Instant::now();
            busy.requests += 1;
            busy.under_way += 1;
            busy.first.get_or_insert(now);
            busy.since.get_or_insert(now);
        }
    }

    fn leave(&self) {
        if let Ok(mut busy) = self.busy.lock() {
            busy.under_way -= 1;
            if busy.under_way == 0 {
                let since = busy.since.take();
                busy.sum += since.map_or(Duration::ZERO, |since| since.elapsed());
                busy.last = Some(Instant::now());
            }
        }
    }
}

fn main() -> Result<()> {
    let mut numbers = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok());
    let segments: usize = numbers.next().unwrap_or(1_000);
    let wait = Duration::from_millis(numbers.next().unwrap_or(20) as u64);
    let server = Arc::new(Slow {
        wait,
        busy: Mutex::default(),
    });
    let runtime = tokio::runtime::Runtime::new()?;
    let port = runtime.block_on(serve(&server))?;
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("article.txt"), article(segments))?;
    std::fs::write(
        folder.path().join("config.toml"),
        format!("[backends.libretranslate]\nurl = \"http://127.0.0.1:{port}\"\n"),
    )?;
    draft(folder.path(), "none")?;
    let alone = draft(folder.path(), "none")?;
    let begin = Instant::now();
    let whole = draft(folder.path(), "libretranslate")?;
    let busy = server.busy.lock().map_err(|_| "the server broke")?;
    let around = whole.saturating_sub(busy.sum);
    println!(
        "{segments} segments, {} requests, {} ms a segment",
        busy.requests,
        wait.as_millis()
    );
    let (Some(first), Some(last)) = (busy.first, busy.last) else {
        return Err("the server was not asked".into());
    };
    let before = first.saturating_duration_since(begin);
    let after = whole.saturating_sub(last.saturating_duration_since(begin));
    let rows = [
        ("a draft without a backend", alone),
        ("a draft with it", whole),
        ("the backend's own time", busy.sum),
        ("before the first request", before),
        ("between requests", around.saturating_sub(before + after)),
        ("after the last one", after),
    ];
    for (row, time) in rows {
        println!("{row:<40}{:>9.3} s", time.as_secs_f64());
    }
    println!(
        "{:<40}{:>9.3} s {:>7.2} %",
        "the pipeline around it",
        around.as_secs_f64(),
        around.as_secs_f64() / busy.sum.as_secs_f64() * 100.0
    );
    Ok(())
}

/// Starts the server. Its port.
async fn serve(server: &Arc<Slow>) -> Result<u16> {
    let router = Router::new()
        .route("/languages", get(languages))
        .route(
            "/frontend/settings",
            get(|| async { Json(json!({ "charLimit": 100_000 })) }),
        )
        .route("/translate", post(translate))
        .with_state(Arc::clone(server));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(port)
}

async fn languages() -> Json<Value> {
    Json(json!([{ "code": "ar", "name": "Arabic", "targets": ["en"] }]))
}

async fn translate(State(server): State<Arc<Slow>>, Json(body): Json<Value>) -> Json<Value> {
    server.enter();
    let texts: Vec<&str> = body["q"]
        .as_array()
        .map_or_else(Vec::new, |list| list.iter().filter_map(Value::as_str).collect());
    tokio::time::sleep(server.wait * u32::try_from(texts.len()).unwrap_or(u32::MAX)).await;
    let answers: Vec<String> = texts.iter().map(|text| answer(text)).collect();
    server.leave();
    Json(json!({ "translatedText": answers }))
}

/// As many words as `text` has, and its figures.
fn answer(text: &str) -> String {
    let mut answer = String::from("Yesterday");
    for (at, word) in text.split_whitespace().enumerate() {
        let figures: String = word.chars().filter(char::is_ascii_digit).collect();
        let word = if figures.is_empty() {
            WORDS[at % WORDS.len()]
        } else {
            &figures
        };
        let _ = write!(answer, " {word}");
    }
    answer + "."
}

/// An article of `segments` sentences, no two alike, made of the sample's words.
fn article(segments: usize) -> String {
    let words: Vec<&str> = SAMPLE
        .split_whitespace()
        .map(|word| word.trim_matches(edge))
        .collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let sentence = |number: usize| {
        let begin = number * 13;
        let chosen: Vec<&str> = (begin..begin + 18).map(|at| words[at % words.len()]).collect();
        format!("{} {}.\n", chosen.join(" "), number + 1)
    };
    (0..segments).map(sentence).collect()
}

fn edge(c: char) -> bool {
    !c.is_alphabetic()
}

/// How long the program takes to draft the article anew.
fn draft(folder: &Path, backend: &str) -> Result<Duration> {
    let _ = std::fs::remove_file(folder.join("tarjuman.db"));
    let begin = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_tarjuman"))
        .args(["draft", "article.txt", "--backend", backend, "-o", "draft.xlf"])
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .stdin(Stdio::null())
        .output()?;
    let took = begin.elapsed();
    // 2: some segments are empty, as they are without a backend.
    if output.status.success() || output.status.code() == Some(2) && backend == "none" {
        Ok(took)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
    }
}
