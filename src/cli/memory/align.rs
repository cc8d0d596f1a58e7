//! `tarjuman memory align`: translation units out of a text and its translation.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::ValueEnum;
use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::input::{self, Reading, STANDARD};
use crate::cli::session::Session;
use crate::cli::termbase::Termbase;
use crate::cli::terminal::Terminal;
use crate::document::{Tier, TranslationUnit};
use crate::format::{Input, ReadOptions, decode, tmx};
use crate::glossary::Habits;
use crate::language;
use crate::memory::align::{Bead, Texts, align};
use crate::store::files;

use super::cut::{Said, cut, language_of};

/// Make translation units of a text and its translation.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman memory align article.ar.docx article.en.docx -o article.tmx
  tarjuman memory align --from de --to fr --sentences a.de.txt a.fr.txt -o - | less
  tarjuman memory align --format jsonl article.ar.txt article.en.html

With --format jsonl every group of sentences is a line, in order; sentences are numbered from 0, with --sentences by
line, and one side is empty where the other has nothing that corresponds:
  {\"source\":[3],\"target\":[4,5],\"score\":0.97}

Units in TMX bear their score as the property `x-alignment-score`: how likely the pair is, from 0 to 1, as far as the
texts tell. Names are known by the glossaries that hold for the two languages.")]
pub(in crate::cli) struct Arguments {
    /// The text, in any format that is read, or `-`.
    source: PathBuf,

    /// Its translation.
    target: PathBuf,

    /// The file to write; `-` is standard output.
    #[arg(short, long, value_name = "OUT", default_value = STANDARD)]
    output: PathBuf,

    /// Pairs as translation units, or every group of sentences as a JSON line.
    #[arg(long, value_enum, default_value_t = Form::Tmx)]
    format: Form,

    /// The files hold one sentence a line: nothing is cut; blank lines are passed over.
    #[arg(long)]
    sentences: bool,

    /// Language of the text; without it, what the file says, or detected.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    from: Option<String>,

    /// Language of the translation; likewise.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    to: Option<String>,

    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Tmx,
    Jsonl,
}

/// One of the two texts.
struct Side {
    language: String,
    sentences: Vec<String>,
    /// The number of each sentence, as it is written out.
    numbers: Vec<usize>,
}

#[derive(Serialize)]
struct Group<'a> {
    source: &'a [usize],
    target: &'a [usize],
    score: f64,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    if arguments.source == Path::new(STANDARD) && arguments.target == Path::new(STANDARD) {
        bail!(
            "the text and its translation cannot both come from standard input; name a file for one of them"
        );
    }
    let session = Session::find(workspace)?;
    let source = read(
        arguments,
        (&arguments.source, (arguments.from.as_deref(), "--from")),
        &session,
        terminal,
    )?;
    let target = read(
        arguments,
        (&arguments.target, (arguments.to.as_deref(), "--to")),
        &session,
        terminal,
    )?;
    let known = known(&session, &source, &target)?;
    let texts = Texts {
        source: source.sentences.clone(),
        target: target.sentences.clone(),
    };
    let beads = align(&[texts], &known).pop().unwrap_or_default();
    let write = |out: &mut dyn Write| match arguments.format {
        Form::Tmx => units(&beads, &source, &target, out),
        Form::Jsonl => lines(&beads, &source, &target, out),
    };
    if arguments.output == Path::new(STANDARD) {
        let mut out = BufWriter::new(std::io::stdout().lock());
        write(&mut out)?;
        out.flush()?;
    } else {
        files::replace(&arguments.output, |out| write(out))?;
    }
    terminal.say(told(&arguments.output, &beads));
    Ok(Exit::Done)
}

/// What came out of it, in words.
fn told(output: &Path, beads: &[Bead]) -> String {
    let pairs = beads.iter().filter(|bead| is_pair(bead)).count();
    let alone =
        |side: fn(&Bead) -> usize| -> usize { beads.iter().filter(|bead| !is_pair(bead)).map(side).sum() };
    let (source, target) = (alone(|bead| bead.source.len()), alone(|bead| bead.target.len()));
    let place = if output == Path::new(STANDARD) {
        String::from("standard output")
    } else {
        input::shown(output)
    };
    format!(
        "{place}: {}; {} of the text and {} of the translation without a counterpart",
        counted(pairs, "pair"),
        counted(source, "sentence"),
        counted(target, "sentence")
    )
}

fn is_pair(bead: &Bead) -> bool {
    !bead.source.is_empty() && !bead.target.is_empty()
}

/// Reads one side: its file, and its language as said.
fn read(
    arguments: &Arguments,
    (path, said): (&Path, Said<'_>),
    session: &Session,
    terminal: &Terminal,
) -> anyhow::Result<Side> {
    if arguments.sentences {
        let bytes = input::bytes(path)?;
        let decoded = decode(&bytes, arguments.reading.encoding.as_deref())
            .with_context(|| input::shown(path))
            .map_err(input::flat)?;
        let lines = decoded.text.lines().map(str::trim).enumerate();
        let (numbers, sentences): (Vec<usize>, Vec<String>) = lines
            .filter(|(_, line)| !line.is_empty())
            .map(|(number, line)| (number, line.to_owned()))
            .unzip();
        if sentences.is_empty() {
            bail!(
                "{}: the file is empty, there is nothing to align",
                input::shown(path)
            );
        }
        return Ok(Side {
            language: language_of(path, said, None, &|| sentences.join("\n"))?,
            sentences,
            numbers,
        });
    }
    let options = ReadOptions {
        paragraphs: session.settings.paragraphs,
        ..ReadOptions::default()
    };
    let document = match input::load(path, &arguments.reading, &options, terminal)?.input {
        Input::Document(document) => document,
        Input::Article(_) => bail!(
            "{}: holds both languages already; `tarjuman convert` makes TMX of it",
            input::shown(path)
        ),
    };
    let (language, segments) = cut(&document, path, said, session, terminal)?;
    Ok(Side {
        sentences: segments
            .iter()
            .map(|segment| one_line(&segment.source.text))
            .collect(),
        numbers: (0..segments.len()).collect(),
        language,
    })
}

/// A sentence without the line breaks within it.
fn one_line(sentence: &str) -> String {
    let lines: Vec<&str> = sentence.lines().map(str::trim).collect();
    lines.join(" ")
}

/// What the glossaries know of the names and terms in the text, with their renderings. Linear in the text.
fn known(session: &Session, source: &Side, target: &Side) -> anyhow::Result<Vec<(String, String)>> {
    let termbase = Termbase::gather(session, &[], &source.language, &target.language)?;
    let matcher = termbase.matcher(language::of(&source.language))?;
    let habits = Habits::default();
    let mut finder = matcher.finder(&habits);
    let mut known = FxHashSet::default();
    for sentence in &source.sentences {
        for hit in finder.hits(sentence) {
            if hit.tier == Tier::Sure {
                known.insert((sentence[hit.span.clone()].to_owned(), hit.term.target.clone()));
            }
        }
    }
    let mut known: Vec<(String, String)> = known.into_iter().collect();
    known.sort();
    Ok(known)
}

/// Every bead as a JSON line.
fn lines(beads: &[Bead], source: &Side, target: &Side, out: &mut dyn Write) -> anyhow::Result<()> {
    for bead in beads {
        let group = Group {
            source: &source.numbers[bead.source.clone()],
            target: &target.numbers[bead.target.clone()],
            score: f64::from(bead.confidence) / 100.0,
        };
        writeln!(out, "{}", serde_json::to_string(&group)?)?;
    }
    Ok(())
}

/// The beads with two sides as TMX.
fn units(beads: &[Bead], source: &Side, target: &Side, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut writer = tmx::Writer::new(out)?;
    for bead in beads.iter().filter(|bead| is_pair(bead)) {
        let score = format!("{:.2}", f64::from(bead.confidence) / 100.0);
        writer.write(&TranslationUnit {
            source: source.joined(bead.source.clone()),
            target: target.joined(bead.target.clone()),
            source_language: source.language.clone(),
            target_language: target.language.clone(),
            properties: vec![(String::from("x-alignment-score"), score)],
            ..TranslationUnit::default()
        })?;
    }
    writer.finish()?;
    Ok(())
}

impl Side {
    fn joined(&self, places: std::ops::Range<usize>) -> String {
        let unspaced = language::of(&self.language).morphology.unspaced;
        self.sentences[places].join(if unspaced { "" } else { " " })
    }
}
