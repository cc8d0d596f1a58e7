//! `tarjuman memory align`: translation units out of a text and its translation.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::ValueEnum;
use rustc_hash::FxHashSet;

use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::input::{self, Reading, STANDARD};
use crate::cli::session::Session;
use crate::cli::termbase::Termbase;
use crate::cli::terminal::Terminal;
use crate::document::Tier;
use crate::format::{Input, ReadOptions, decode};
use crate::glossary::Habits;
use crate::language;
use crate::memory::align::{Bead, Texts, align};
use crate::memory::{self, StoredUnit};
use crate::store::{Store, files};

use super::cut::{Said, cut, language_of, parted};
use super::folder::files_below;
use super::{aligned, rendered};

/// Make translation units of a text and its translation.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman memory align article.ar.docx article.en.docx -o article.tmx
  tarjuman memory align --from de --to fr --sentences a.de.txt a.fr.txt -o - | less
  tarjuman memory align --format jsonl article.ar.txt article.en.html
  tarjuman memory align arabic/ english/ -o agency.tmx
  tarjuman memory align a.ar.docx a.en.docx -o pairs.xlf && tarjuman review pairs.xlf

An XLIFF file is put right in the browser, where a sentence of the translation goes to the segment before or after by
keyboard and sources are joined and parted; what is approved there goes into the memory.

With --format jsonl every group of sentences is a line, in order; sentences are numbered from 0, with --sentences by
line, and one side is empty where the other has nothing that corresponds:
  {\"source\":[3],\"target\":[4,5],\"score\":0.97}

Units in TMX bear their score as the property `x-alignment-score`: how likely the pair is, from 0 to 1, as far as the
texts tell. Names are known by the glossaries that hold for the two languages, words by the workspace's memory. Where a
model of the in-process engine is installed for them (`tarjuman model list`), it renders one side and so helps to find the
other; nothing of its translations is written out.

Of two folders, files are paired whose names are alike but for the extension and a language tag before it (2026/a.ar.docx
and 2026/a.en.txt); what one pair teaches of words serves all. JSON lines then name the `file`.")]
pub(in crate::cli) struct Arguments {
    /// The text, in any format that is read, or `-`; or a folder of texts.
    source: PathBuf,

    /// Its translation; or a folder of translations.
    target: PathBuf,

    /// The file to write; `-` is standard output.
    #[arg(short, long, value_name = "OUT", default_value = STANDARD)]
    output: PathBuf,

    /// Pairs as translation units, every group of sentences as a JSON line, or XLIFF to be put right by hand; without it, what
    /// the output's extension says, or else TMX.
    #[arg(long, value_enum)]
    format: Option<Form>,

    /// The files hold one sentence a line: nothing is cut; blank lines are passed over.
    #[arg(long)]
    sentences: bool,

    /// Align by the texts alone, even where a model for the two languages is installed.
    #[arg(long)]
    no_engine: bool,

    /// Language of the text; without it, what the file says, detected, or what its name says (`a.ar.txt`).
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
    Xliff,
}

impl Form {
    fn of(arguments: &Arguments) -> Self {
        let extension = arguments.output.extension().unwrap_or_default();
        arguments
            .format
            .unwrap_or(match extension.to_string_lossy().as_ref() {
                "jsonl" => Self::Jsonl,
                "xlf" | "xliff" => Self::Xliff,
                _ => Self::Tmx,
            })
    }
}

/// One of the two texts.
pub(super) struct Side {
    pub(super) language: String,
    sentences: Vec<String>,
    /// The number of each sentence, as it is written out.
    pub(super) numbers: Vec<usize>,
    /// The paragraph that each is in.
    pub(super) blocks: Vec<usize>,
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
    let (files, alone) = pairs(&arguments.source, &arguments.target)?;
    for path in &alone {
        terminal.warn(format!(
            "{}: has no counterpart in the other folder",
            input::shown(path)
        ));
    }
    let mut pairs = Vec::new();
    for (source, target) in &files {
        let from = (arguments.from.as_deref(), "--from");
        let to = (arguments.to.as_deref(), "--to");
        pairs.push(Pair {
            name: arguments.source.is_dir().then(|| source.display().to_string()),
            source: read(arguments, (source, from), &session, terminal)?,
            target: read(arguments, (target, to), &session, terminal)?,
            beads: Vec::new(),
        });
    }
    let known = known(&session, &pairs)?;
    let mut texts: Vec<Texts> = pairs.iter().map(Pair::texts).collect();
    if let Some(first) = pairs.first().filter(|_| !arguments.no_engine) {
        let languages = (first.source.language.as_str(), first.target.language.as_str());
        rendered::add(&mut texts, languages, &session, terminal)?;
    }
    for (pair, beads) in pairs.iter_mut().zip(align(&texts, &known)) {
        pair.beads = beads;
    }
    let form = Form::of(arguments);
    let write = |out: &mut dyn Write| match (form, &pairs[..]) {
        (Form::Tmx, _) => aligned::units(&pairs, out),
        (Form::Jsonl, _) => pairs.iter().try_for_each(|pair| aligned::lines(pair, out)),
        (Form::Xliff, [pair]) => aligned::article(pair, out),
        (Form::Xliff, _) => bail!("one XLIFF file holds one text; align these two by two, or into TMX"),
    };
    if arguments.output == Path::new(STANDARD) {
        let mut out = BufWriter::new(std::io::stdout().lock());
        write(&mut out)?;
        out.flush()?;
    } else {
        files::replace(&arguments.output, |out| write(out))?;
    }
    let beads: Vec<Bead> = pairs.iter().flat_map(|pair| pair.beads.clone()).collect();
    terminal.say(told(&arguments.output, &beads));
    Ok(if alone.is_empty() {
        Exit::Done
    } else {
        Exit::Incomplete
    })
}

/// A text, its translation, and how they belong together.
pub(super) struct Pair {
    /// The text's file, where there are several.
    pub(super) name: Option<String>,
    pub(super) source: Side,
    pub(super) target: Side,
    pub(super) beads: Vec<Bead>,
}

impl Pair {
    fn texts(&self) -> Texts {
        Texts {
            source: self.source.sentences.clone(),
            target: self.target.sentences.clone(),
            rendered: None,
        }
    }
}

/// The files to align, and those of two folders that have no counterpart.
type Paired = (Vec<(PathBuf, PathBuf)>, Vec<PathBuf>);

/// `source` with `target`; of two folders, the files below them whose names are alike.
fn pairs(source: &Path, target: &Path) -> anyhow::Result<Paired> {
    if !source.is_dir() && !target.is_dir() {
        return Ok((vec![(source.to_owned(), target.to_owned())], Vec::new()));
    }
    if !source.is_dir() || !target.is_dir() {
        bail!("one of these is a folder and the other is not; name two files or two folders");
    }
    let mut translations = BTreeMap::new();
    for path in files_below(target)? {
        let alike = translations.insert(alike(&path, target), path.clone());
        if let Some(other) = alike {
            let (one, other) = (input::shown(&path), input::shown(&other));
            bail!("{one} and {other} have the same name but for language and extension; rename one of them");
        }
    }
    let (mut paired, mut alone) = (Vec::new(), Vec::new());
    for path in files_below(source)? {
        match translations.remove(&alike(&path, source)) {
            Some(translation) => paired.push((path, translation)),
            None => alone.push(path),
        }
    }
    alone.extend(translations.into_values());
    if paired.is_empty() {
        bail!("no file in one folder is named like one in the other but for language and extension");
    }
    Ok((paired, alone))
}

/// What the names of a text and of its translation share: the path below `folder` without extension and language tag.
fn alike(path: &Path, folder: &Path) -> String {
    parted(path.strip_prefix(folder).unwrap_or(path)).0
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

/// Whether it has two sides.
pub(super) fn is_pair(bead: &Bead) -> bool {
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
            blocks: vec![0; sentences.len()],
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
        blocks: segments.iter().map(|segment| segment.block).collect(),
        language,
    })
}

/// A sentence without the line breaks within it.
fn one_line(sentence: &str) -> String {
    let lines: Vec<&str> = sentence.lines().map(str::trim).collect();
    lines.join(" ")
}

/// What glossaries and memory know of the words in the texts: names and terms with their renderings, and units.
fn known(session: &Session, pairs: &[Pair]) -> anyhow::Result<Vec<(String, String)>> {
    let Some(first) = pairs.first() else {
        return Ok(Vec::new());
    };
    let (from, to) = (&first.source.language, &first.target.language);
    let termbase = Termbase::gather(session, &[], from, to)?;
    let matcher = termbase.matcher(language::of(from))?;
    let habits = Habits::default();
    let mut finder = matcher.finder(&habits);
    let mut known = FxHashSet::default();
    for sentence in pairs.iter().flat_map(|pair| &pair.source.sentences) {
        for hit in finder.hits(sentence) {
            if hit.tier == Tier::Sure {
                known.insert((sentence[hit.span.clone()].to_owned(), hit.term.target.clone()));
            }
        }
    }
    if let Some(store) = session.existing_store()? {
        let pair = memory::Pair::new(from, to);
        store.export_units(None, Some(&pair), &mut |StoredUnit { unit, .. }| {
            known.insert((unit.source, unit.target));
            match known.len() {
                UNITS.. => ControlFlow::Break(()),
                _ => ControlFlow::Continue(()),
            }
        })?;
    }
    let mut known: Vec<(String, String)> = known.into_iter().collect();
    known.sort();
    Ok(known)
}

/// Units of the memory that words are learned from: more take longer than the alignment itself.
const UNITS: usize = 10_000;

impl Side {
    pub(super) fn joined(&self, places: std::ops::Range<usize>) -> String {
        let unspaced = language::of(&self.language).morphology.unspaced;
        self.sentences[places].join(if unspaced { "" } else { " " })
    }
}
