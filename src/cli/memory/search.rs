//! `tarjuman memory search`: the best matches for each line.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::ValueEnum;
use serde::Serialize;

use crate::cli::exit::Exit;
use crate::cli::input::{self, STANDARD};
use crate::cli::session::Session;
use crate::cli::terminal::{Terminal, clean};
use crate::document::MemoryMatch;
use crate::format;
use crate::language;
use crate::memory::{Memory, Options, Query};
use crate::store::Sqlite;

/// Look segments up in the memory.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman memory search 'قال لافروف لكيري نعم'
  tarjuman memory search --format jsonl --limit 3 --min-score 70 < segments.txt
  tarjuman memory search --memory other/tarjuman.db 'نعم'

With --format jsonl the input holds one segment a line, and so does the output:
  {\"query\":0,\"matches\":[{\"source\":…,\"target\":…,\"score\":100,\"kind\":\"exact\",\"origin\":…}]}")]
pub(in crate::cli) struct Arguments {
    /// The segment; without it, one segment a line from standard input.
    text: Option<String>,

    /// For people, or as JSON lines.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,

    /// Matches for each segment, at most.
    #[arg(long, default_value_t = 5, value_name = "N")]
    limit: usize,

    /// The lowest score wanted, 1 to 101.
    #[arg(long, default_value_t = 50, value_name = "SCORE", value_parser = clap::value_parser!(u8).range(1..=101))]
    min_score: u8,

    /// The language searched; without it, that of the configuration or the segment's own.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    from: Option<String>,

    /// The language wanted.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    to: Option<String>,

    /// The database or workspace folder to search, instead of the workspace's own.
    #[arg(long, value_name = "PATH")]
    memory: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Jsonl,
}

#[derive(Serialize)]
struct Answer<'a> {
    query: usize,
    matches: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    source: &'a str,
    target: &'a str,
    score: u8,
    kind: &'static str,
    origin: &'a str,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let store = open(arguments, &session)?;
    let lines = lines(arguments)?;
    let from = from(arguments, &session, &lines)?;
    let to = arguments.to.as_ref().unwrap_or(&session.settings.to);
    let options = Options {
        limit: arguments.limit,
        min_score: arguments.min_score,
    };
    let mut memory = Memory::new(store);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (number, line) in lines.iter().enumerate() {
        let query = Query {
            source: line,
            from: &from,
            to,
            ..Query::default()
        };
        let matches = memory.search(&query, &options)?;
        match arguments.format {
            Form::Jsonl => writeln!(out, "{}", serde_json::to_string(&answer(number, &matches))?)?,
            Form::Text => print(line, &matches, terminal, &mut out)?,
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn open(arguments: &Arguments, session: &Session) -> anyhow::Result<Sqlite> {
    let path = match &arguments.memory {
        Some(path) if path.is_dir() => path.join(crate::store::workspace::DATABASE),
        Some(path) => path.clone(),
        None => session.place().database(),
    };
    if !path.is_file() {
        return Err(anyhow!(
            "{}: there is no memory here; `tarjuman memory import FILE.tmx` makes one",
            path.display()
        ));
    }
    Ok(Sqlite::open(&path)?)
}

fn lines(arguments: &Arguments) -> anyhow::Result<Vec<String>> {
    if let Some(text) = &arguments.text {
        return Ok(vec![text.clone()]);
    }
    let bytes = input::bytes(Path::new(STANDARD))?;
    let decoded = format::decode(&bytes, None)?;
    Ok(decoded.text.lines().map(str::to_owned).collect())
}

fn from(arguments: &Arguments, session: &Session, lines: &[String]) -> anyhow::Result<String> {
    let settled = Some(session.settings.from.clone()).filter(|from| !from.is_empty());
    arguments
        .from
        .clone()
        .or(settled)
        .or_else(|| language::detect(&lines.join("\n")).map(str::to_owned))
        .ok_or_else(|| anyhow!("the segment's language could not be told; name it with --from"))
}

fn answer(query: usize, matches: &[MemoryMatch]) -> Answer<'_> {
    let found = matches.iter().map(|found| Found {
        source: &found.source,
        target: &found.target,
        score: found.score,
        kind: found.kind.as_str(),
        origin: &found.memory,
    });
    Answer {
        query,
        matches: found.collect(),
    }
}

fn print(
    line: &str,
    matches: &[MemoryMatch],
    terminal: &Terminal,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    if matches.is_empty() {
        terminal.say(format!("nothing alike: {}", clean(line)));
    }
    for found in matches {
        writeln!(
            out,
            "{}\t{}\t{}",
            found.score,
            found.kind.as_str(),
            clean(&found.memory)
        )?;
        writeln!(out, "\t{}", clean(&found.source))?;
        writeln!(out, "\t{}", clean(&found.target))?;
    }
    Ok(())
}
