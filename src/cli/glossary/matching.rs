//! `tarjuman glossary match`: every term in a text, with how its word was taken apart.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::ValueEnum;
use serde::Serialize;

use crate::cli::exit::Exit;
use crate::cli::input::{self, STANDARD};
use crate::cli::session::Session;
use crate::cli::termbase::Termbase;
use crate::cli::terminal::{Terminal, clean};
use crate::document::{Alternative, TermHit, Tier};
use crate::text::CharOffsets;
use crate::{format, language};

/// Find the terms of the glossaries in a text, one sentence a line.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary match article.txt
  tarjuman glossary match article.txt --tier sure
  echo 'قال لافروف لكيري' | tarjuman glossary match --glossary names.tsv --format jsonl

With --format jsonl each hit is one line; offsets count code points within the input line, ends are exclusive:
  {\"line\":0,\"start\":12,\"end\":16,\"term\":\"كيري\",\"target\":\"Kerry\",\"form\":\"لكيري\",\"split\":\"ل+كيري\",\"tier\":\"sure\",\"listed\":\"names.tsv:2\"}
Where another row would have taken the same place, `also` holds it.")]
pub(in crate::cli) struct Arguments {
    /// The text; `-` or nothing reads standard input.
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,

    /// Search this glossary only; may be given several times, the most important first.
    #[arg(long, value_name = "FILE")]
    glossary: Vec<PathBuf>,

    /// The text's language; without it, it is detected.
    #[arg(long, visible_alias = "from", value_name = "TAG", value_parser = input::language_tag)]
    lang: Option<String>,

    /// The glossaries' target language, where the workspace has several.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    to: Option<String>,

    /// The weakest hits to print: sure ones go into drafts, likely ones are offered, possible ones (a term as a part
    /// of a compound, or in what may be its plural) are only listed, as here.
    #[arg(long, value_name = "TIER", value_parser = tier, default_value = "possible")]
    tier: Tier,

    /// For people, or as JSON lines.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Jsonl,
}

#[derive(Serialize)]
struct Hit<'a> {
    line: usize,
    start: usize,
    end: usize,
    term: &'a str,
    target: &'a str,
    form: &'a str,
    split: &'a str,
    tier: Tier,
    #[serde(skip_serializing_if = "Option::is_none")]
    listed: Option<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    also: &'a [Alternative],
}

fn tier(name: &str) -> Result<Tier, String> {
    Tier::named(name).ok_or_else(|| String::from("write one of sure, likely, possible"))
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let bytes = input::bytes(&arguments.file)?;
    let text = format::decode(&bytes, None)
        .map_err(|error| named(error, &arguments.file))?
        .text;
    let tag = match &arguments.lang {
        Some(tag) => tag.as_str(),
        None => language::detect(&text)
            .ok_or_else(|| anyhow!("the text's language could not be told; name it with --lang"))?,
    };
    let to = arguments.to.as_ref().unwrap_or(&session.settings.to);
    let termbase = if arguments.glossary.is_empty() {
        Termbase::gather(&session, &[], tag, to)?
    } else {
        Termbase::named(&arguments.glossary, (tag, to))?
    };
    let matcher = termbase.matcher(language::of(tag))?;
    let habits = matcher.habits(&text);
    let mut finder = matcher.finder(&habits);
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut found = 0;
    for (number, line) in text.lines().enumerate() {
        let hits = finder.numbered(line, arguments.tier);
        found += hits.len();
        match arguments.format {
            Form::Jsonl => print_json((number, line), &hits, &termbase, &mut out)?,
            Form::Text => print_text(number, line, &hits, &mut out)?,
        }
    }
    out.flush()?;
    if found == 0 {
        terminal.say(nothing(tag, termbase.rows()));
    }
    Ok(Exit::Done)
}

/// Why nothing was printed.
fn nothing(tag: &str, rows: usize) -> String {
    let language = &language::of(tag).name;
    match rows {
        0 => format!(
            "no glossary at hand translates from {language}, which the text was read as; name the text's language \
             with --lang, or a glossary with --glossary"
        ),
        rows => format!("none of {rows} terms stands in the text, which was read as {language}"),
    }
}

fn named(error: format::Error, file: &Path) -> anyhow::Error {
    let shown = if file == Path::new(STANDARD) {
        String::from("standard input")
    } else {
        file.display().to_string()
    };
    input::flat(anyhow::Error::new(error).context(shown))
}

fn print_json(
    (number, line): (usize, &str),
    hits: &[(usize, TermHit)],
    termbase: &Termbase,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    if hits.is_empty() {
        return Ok(());
    }
    let offsets = CharOffsets::new(line);
    for (row, hit) in hits {
        let chars = offsets.range(&hit.span);
        let row = Hit {
            line: number,
            start: chars.start,
            end: chars.end,
            term: &hit.term.source,
            target: &hit.term.target,
            form: &line[hit.word.clone()],
            split: &hit.split,
            tier: hit.tier,
            listed: termbase.listed(*row),
            also: &hit.also,
        };
        serde_json::to_writer(&mut *out, &row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn print_text(
    number: usize,
    line: &str,
    hits: &[(usize, TermHit)],
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    for (_, hit) in hits {
        let form = &line[hit.word.clone()];
        let split = if hit.split == form {
            String::new()
        } else {
            format!("  ({})", hit.split)
        };
        let row = format!(
            "{}\t{form} → {}{split}  {}",
            number + 1,
            hit.term.target,
            hit.tier.as_str()
        );
        writeln!(out, "{}", clean(&row))?;
    }
    Ok(())
}
