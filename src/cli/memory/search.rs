//! `tarjuman memory search`: the best matches for each line.

use std::io::{BufRead, BufReader, BufWriter, Read, Stdin, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::ValueEnum;
use serde::Serialize;

use super::concordance::{self, Side};
use super::fragments::{self, Assembly};
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::lexicons::Lexicons;
use crate::cli::memories::opened;
use crate::cli::session::Session;
use crate::cli::terminal::{Terminal, clean};
use crate::document::MemoryMatch;
use crate::format;
use crate::language::{self, primary};
use crate::memory::{Memory, Options, Pair, Query};
use crate::store::{Sqlite, Store};

/// Look segments up in the memory.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman memory search 'قال لافروف لكيري نعم'
  tarjuman memory search --format jsonl --limit 3 --min-score 70 < segments.txt
  tarjuman memory search --memory other/tarjuman.db 'نعم'
  tarjuman memory search --concordance 'وزير الخارجية'
  tarjuman memory search --fragments 'وقال وزير الخارجية الروسي إن المحادثات ستستأنف'

With --format jsonl the input holds one segment a line, and so does the output:
  {\"query\":0,\"matches\":[{\"source\":…,\"target\":…,\"score\":100,\"kind\":\"exact\",\"origin\":…}]}
with --concordance (spans in code points, null where no counterpart is known):
  {\"query\":0,\"hits\":[{\"source\":…,\"target\":…,\"origin\":…,\"source_span\":[0,5],\"target_span\":[3,9]}]}
with --fragments:
  {\"query\":0,\"parts\":[{\"start\":0,\"end\":5,\"source\":…,\"target\":…,\"from\":\"memory\",\"origin\":…}],\"proposal\":…}")]
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

    /// The language searched; without it, the memory's only one, that of the configuration, or the segment's own.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    from: Option<String>,

    /// The language wanted.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    to: Option<String>,

    /// Look for units that hold the words, in any form, and mark what they became.
    #[arg(long, conflicts_with_all = ["min_score", "fragments"])]
    concordance: bool,

    /// With --concordance: the side that is looked through.
    #[arg(long, value_enum, default_value_t = Side::Either, requires = "concordance")]
    side: Side,

    /// Put the segment together from parts that memory and glossary have.
    #[arg(long, conflicts_with_all = ["min_score", "limit"])]
    fragments: bool,

    /// The database, workspace folder or TMX file to search, instead of the workspace's own memory.
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
    let store = match &arguments.memory {
        Some(path) => opened(path)?,
        None => opened(&session.place().database())?,
    };
    let mut lines = Lines::of(arguments)?;
    let Some(mut line) = lines.next().transpose()? else {
        return Ok(Exit::Done);
    };
    let pair = pair(arguments, &session, &store, &line)?;
    let options = Options {
        limit: arguments.limit,
        min_score: arguments.min_score,
    };
    let mut memory = match arguments.memory {
        Some(_) => Memory::new(store),
        None => session.memory(store)?,
    };
    let assembly = match arguments.fragments {
        true => Some(Assembly::new(&session, &pair)?),
        false => None,
    };
    let lexicons = Lexicons::default();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for number in 0.. {
        if arguments.concordance {
            let hits = concordance::hits(
                (&mut memory, &lexicons),
                &pair,
                &line,
                arguments.side,
                arguments.limit,
            )?;
            match arguments.format {
                Form::Jsonl => concordance::line(number, &hits, &mut out)?,
                Form::Text => concordance::print(&line, &hits, terminal, &mut out)?,
            }
        } else if let Some(assembly) = &assembly {
            let parts = assembly.parts(&mut memory, &line)?;
            match arguments.format {
                Form::Jsonl => fragments::line(number, &line, &parts, &mut out)?,
                Form::Text => fragments::print(&line, &parts, terminal, &mut out)?,
            }
        } else {
            let query = Query {
                source: &line,
                from: &pair.from,
                to: &pair.to,
                ..Query::default()
            };
            let matches = memory.search(&query, &options)?;
            match arguments.format {
                Form::Jsonl => writeln!(out, "{}", serde_json::to_string(&answer(number, &matches))?)?,
                Form::Text => print(&line, &matches, terminal, &mut out)?,
            }
        }
        // Whoever asks line by line waits for this one.
        out.flush()?;
        match lines.next().transpose()? {
            Some(next) => line = next,
            None => break,
        }
    }
    Ok(Exit::Done)
}

/// The segments asked for, each read when it is its turn.
enum Lines {
    Given(std::vec::IntoIter<String>),
    Read(BufReader<Stdin>),
}

impl Lines {
    fn of(arguments: &Arguments) -> anyhow::Result<Self> {
        if let Some(text) = &arguments.text {
            return Ok(Self::Given(vec![text.clone()].into_iter()));
        }
        let mut input = BufReader::new(std::io::stdin());
        // Two bytes to a character: no line can be told from its bytes alone.
        if input.fill_buf()?.contains(&0) {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes)?;
            let lines: Vec<String> = format::decode(&bytes, None)?
                .text
                .lines()
                .map(str::to_owned)
                .collect();
            return Ok(Self::Given(lines.into_iter()));
        }
        Ok(Self::Read(input))
    }
}

impl Iterator for Lines {
    type Item = anyhow::Result<String>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Given(lines) => lines.next().map(Ok),
            Self::Read(input) => {
                let mut bytes = Vec::new();
                match input.read_until(b'\n', &mut bytes) {
                    Ok(0) => None,
                    Ok(_) => {
                        let length = bytes.trim_ascii_end().len();
                        let line = match std::str::from_utf8(&bytes[..length]) {
                            Ok(line) => Ok(line.trim_start_matches('\u{FEFF}').to_owned()),
                            Err(_) => format::decode(&bytes[..length], None)
                                .map(|decoded| decoded.text.into_owned()),
                        };
                        Some(line.map_err(anyhow::Error::from))
                    }
                    Err(error) => Some(Err(error.into())),
                }
            }
        }
    }
}

/// The languages: as said, else those of the only pair there is, else as configured, else the segment's own.
fn pair(arguments: &Arguments, session: &Session, store: &Sqlite, line: &str) -> anyhow::Result<Pair> {
    let pairs = store.language_pairs()?;
    let fits = |pair: &Pair| {
        let as_said =
            |said: &Option<String>, is: &str| said.as_deref().is_none_or(|said| primary(said) == is);
        as_said(&arguments.from, &pair.from) && as_said(&arguments.to, &pair.to)
    };
    if let [only] = &pairs[..]
        && fits(only)
    {
        return Ok(only.clone());
    }
    let settled = Some(session.settings.from.clone()).filter(|from| !from.is_empty());
    let from = (arguments.from.clone())
        .or(settled)
        .or_else(|| language::detect(line).map(str::to_owned))
        .ok_or_else(|| anyhow!("the segment's language could not be told; name it with --from"))?;
    let to = arguments.to.as_ref().unwrap_or(&session.settings.to);
    Ok(Pair::new(&from, to))
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
