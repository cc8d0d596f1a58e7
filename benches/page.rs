//! What the server does until the first row of an article stands in the review page: `cargo bench --bench page --
//! [SEGMENTS [ROUNDS]]` (2,000 segments and 50 rounds unless said).
//!
//! The built program serves an article that was drafted without a backend. In each round the page is asked for, then what the
//! page asks for before it can draw rows: what an article is made of, and the texts of the first rows. Each answer stands
//! beside one of the same length out of memory, by the same web server with nothing behind it, asked in the same way:
//! one connection a request. What a browser makes of it is in `docs/performance.md`.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![expect(
    clippy::disallowed_methods,
    reason = "its own files, in a folder that goes with it"
)]

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::Path as Asked;
use axum::routing::get;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SAMPLE: &str = include_str!("../tests/samples/kerry-lavrov.ar.txt");
/// Rows that the page asks for at once.
const ROWS: usize = 100;

/// The program, serving; ended with the value.
struct Server {
    child: Child,
    port: u16,
    cookie: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn main() -> Result<()> {
    let mut numbers = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok());
    let segments: usize = numbers.next().unwrap_or(2_000);
    let rounds: usize = numbers.next().unwrap_or(50).max(1);
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("article.txt"), article(segments))?;
    let drafted = program(folder.path())
        .args(["draft", "article.txt", "--backend", "none"])
        .output()?;
    // 2: some segments are empty, as they are without a backend.
    if !matches!(drafted.status.code(), Some(0 | 2)) {
        return Err(String::from_utf8_lossy(&drafted.stderr).into_owned().into());
    }
    let begin = Instant::now();
    let server = serve(folder.path())?;
    println!(
        "{segments} segments; the server answers {:.0} ms after its start",
        begin.elapsed().as_secs_f64() * 1e3
    );
    let runtime = tokio::runtime::Runtime::new()?;
    let static_port = runtime.block_on(serve_bytes())?;
    println!(
        "| asked for | bytes | first, ms | median, ms | p95, ms | as many bytes from memory, median, ms |"
    );
    println!("|---|---:|---:|---:|---:|---:|");
    let paths = [
        ("the page", String::from("/")),
        (
            "what the article is made of",
            String::from("/api/article?name=article.txt"),
        ),
        (
            "its first rows",
            format!("/api/segments?article=article.txt&start=0&count={ROWS}"),
        ),
    ];
    let (mut whole, mut plain) = (Duration::ZERO, Duration::ZERO);
    for (name, path) in paths {
        let mut length = 0;
        let mut times = Vec::new();
        for _ in 0..rounds {
            let begin = Instant::now();
            length = asked(server.port, &path, &server.cookie)?;
            times.push(begin.elapsed());
        }
        let mut beside = Vec::new();
        for _ in 0..rounds {
            let begin = Instant::now();
            asked(static_port, &format!("/{length}"), "")?;
            beside.push(begin.elapsed());
        }
        let first = times[0];
        times.sort();
        beside.sort();
        let (median, static_median) = (times[rounds / 2], beside[rounds / 2]);
        whole += median;
        plain += static_median;
        println!(
            "| {name} | {length} | {:.2} | {:.2} | {:.2} | {:.2} |",
            milliseconds(first),
            milliseconds(median),
            milliseconds(times[rounds * 95 / 100]),
            milliseconds(static_median)
        );
    }
    println!(
        "| together | | | {:.2} | | {:.2} |",
        milliseconds(whole),
        milliseconds(plain)
    );
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tarjuman"));
    command
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .stdin(Stdio::null());
    command
}

/// Starts the review server, and a session with it.
fn serve(folder: &Path) -> Result<Server> {
    let mut child = program(folder)
        .args(["review", "--no-open", "--port", "0", "article.txt"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let said = child.stderr.take().ok_or("the server says nothing")?;
    let mut said = BufReader::new(said).lines();
    let address = said
        .by_ref()
        .map_while(std::result::Result::ok)
        .find_map(|line| {
            line.split_whitespace()
                .find(|word| word.starts_with("http://"))
                .map(str::to_owned)
        })
        .ok_or("the server ended before it said where it is")?;
    // Else the program would be stopped by what it says to nobody.
    std::thread::spawn(move || said.for_each(drop));
    let port = address.split([':', '/']).nth(4).ok_or("no port")?.parse()?;
    let token = address
        .split("token=")
        .nth(1)
        .and_then(|rest| rest.split('&').next());
    let body = format!(r#"{{"token":"{}"}}"#, token.ok_or("no token")?);
    let answer = exchange(
        port,
        &format!(
            "POST /api/session HTTP/1.1\r\nX-Tarjuman: page\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
            body.len()
        ),
        &body,
    )?;
    let cookie = answer
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .starts_with("set-cookie: ")
                .then(|| line[12..].to_owned())
        })
        .ok_or("no cookie")?;
    Ok(Server {
        child,
        port,
        cookie: cookie.split(';').next().unwrap_or_default().to_owned(),
    })
}

/// Bytes of the answer's body to a request for `path`.
fn asked(port: u16, path: &str, cookie: &str) -> Result<usize> {
    let head = format!("GET {path} HTTP/1.1\r\nX-Tarjuman: page\r\nCookie: {cookie}\r\n");
    let answer = exchange(port, &head, "")?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("half an answer")?;
    match head.split(' ').nth(1) {
        Some("200") => Ok(body.len()),
        _ => Err(format!("{path}: {head}").into()),
    }
}

/// What comes back on a connection of its own.
fn exchange(port: u16, head: &str, body: &str) -> Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    let rest = format!("Host: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n{body}");
    stream.write_all((head.to_owned() + &rest).as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// A server that gives as many bytes as it is asked for. Its port.
async fn serve_bytes() -> Result<u16> {
    let bytes = |Asked(length): Asked<usize>| async move { "x".repeat(length) };
    let router = Router::new().route("/{length}", get(bytes));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(port)
}

/// An article of `segments` sentences, no two alike, made of the sample's words.
fn article(segments: usize) -> String {
    let words: Vec<&str> = SAMPLE
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()))
        .filter(|word| !word.is_empty())
        .collect();
    let sentence = |number: usize| {
        let chosen: Vec<&str> = (number * 13..number * 13 + 18)
            .map(|at| words[at % words.len()])
            .collect();
        format!("{} {}.\n", chosen.join(" "), number + 1)
    };
    (0..segments).map(sentence).collect()
}
