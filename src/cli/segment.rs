//! `tarjuman segment`: sentences of a text, one a line or as JSON with offsets.

use std::borrow::Cow;
use std::io::{BufWriter, Write};
use std::mem::ManuallyDrop;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use crate::document::Document;
use crate::format::{Input, ReadOptions};
use crate::text::CharOffsets;
use crate::{language, segment};

use super::exit::Exit;
use super::input::{self, Reading};
use super::long;
use super::session::Session;
use super::terminal::Terminal;

/// Part a text into sentences.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman segment article.txt
  tarjuman segment --lang fr --format json report.md
  echo 'قال د. كيري نعم. ثم ذهب.' | tarjuman segment")]
pub(super) struct Arguments {
    /// The text; `-` or nothing reads standard input.
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,

    /// The text's language; without it, it is detected.
    #[arg(long, visible_alias = "from", value_name = "TAG", value_parser = input::language_tag)]
    lang: Option<String>,

    /// Part sentences by the rules of this SRX file instead of the built-in ones.
    #[arg(long, value_name = "FILE")]
    srx: Option<PathBuf>,

    /// Write the workspace's abbreviations to this SRX file, as exceptions for other tools, and part nothing.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["srx", "lang", "format"])]
    export_srx: Option<PathBuf>,

    /// One sentence a line, or JSON lines with byte and character offsets into the block.
    #[arg(long, value_enum, default_value_t = Output::Lines)]
    format: Output,

    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    Lines,
    Json,
}

/// One sentence in machine form. Offsets count from the start of its block; ends are exclusive.
#[derive(Debug, Serialize)]
struct Sentence<'a> {
    block: usize,
    text: &'a str,
    bytes: Range<usize>,
    chars: Range<usize>,
    /// `length` if the length limit, not a sentence's end, ended it.
    #[serde(skip_serializing_if = "Option::is_none")]
    cut: Option<&'static str>,
    /// What that cut runs through: `quotes` or `brackets`.
    #[serde(skip_serializing_if = "Option::is_none")]
    inside: Option<&'static str>,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let settings = &session.settings;
    if let Some(path) = &arguments.export_srx {
        let srx = segment::srx::write(&settings.segment.abbreviations);
        crate::store::files::replace(path, |out| Ok::<_, anyhow::Error>(out.write_all(srx.as_bytes())?))?;
        return Ok(Exit::Done);
    }
    let options = ReadOptions {
        paragraphs: settings.paragraphs,
        ..ReadOptions::default()
    };
    let loaded = input::load(&arguments.file, &arguments.reading, &options, terminal)?;
    let shown = input::shown(&arguments.file);
    // Only the texts of a bilingual file are at hand, not the places where they stand in it.
    let bytes = match &loaded.input {
        Input::Document(_) => &*loaded.bytes,
        Input::Article(_) => &[],
    };
    let mut file = long::File::new(shown, (bytes, loaded.encoding), terminal);
    // The process ends with the last sentence: taking a large document apart first is time lost.
    let document = ManuallyDrop::new(match loaded.input {
        Input::Document(document) => document,
        Input::Article(article) => source_side(&article),
    });
    let tag = arguments
        .lang
        .clone()
        .or_else(|| document.language.clone())
        .or_else(|| language::detect(&joined(&document)).map(str::to_owned))
        .unwrap_or_else(|| String::from("und"));
    let language = language::of(&tag);
    let segmentation = super::srx::options(&session, arguments.srx.as_deref(), &tag, terminal)?;
    let mut written = 0;
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    for (number, block) in document.blocks.iter().enumerate() {
        let text = &block.content.text;
        let offsets = match arguments.format {
            Output::Lines => None,
            Output::Json => Some(CharOffsets::new(text)),
        };
        let (ranges, cuts) = segment::split_noting(text, language, &segmentation);
        let mut cuts = cuts.into_iter().peekable();
        for range in ranges {
            let cut = cuts.next_if(|cut| cut.at == range.end);
            let Some(bytes) = trimmed(text, range) else {
                continue;
            };
            written += 1;
            if let Some(cut) = cut {
                file.tell(block, written, cut);
            }
            match &offsets {
                None => {
                    out.write_all(one_line(&text[bytes]).as_bytes())?;
                    out.write_all(b"\n")?;
                }
                Some(offsets) => {
                    let sentence = Sentence {
                        block: number,
                        text: &text[bytes.clone()],
                        chars: offsets.range(&bytes),
                        bytes,
                        cut: cut.map(|_| "length"),
                        inside: cut.and_then(|cut| cut.inside).map(long::name),
                    };
                    writeln!(out, "{}", serde_json::to_string(&sentence)?)?;
                }
            }
        }
    }
    out.flush()?;
    super::srx::warn_of_slow_rules(&segmentation, terminal);
    Ok(Exit::Done)
}

/// A bilingual file's source texts, each a block of its own.
fn source_side(article: &crate::document::Article) -> Document {
    let blocks = article.segments.iter().map(|segment| crate::document::Block {
        kind: crate::document::BlockKind::Paragraph,
        span: 0..segment.source.text.len(),
        content: segment.source.clone(),
    });
    Document {
        title: article.title.clone(),
        language: Some(article.source_language.clone()),
        blocks: blocks.collect(),
        ..Document::default()
    }
}

fn joined(document: &Document) -> String {
    let texts: Vec<&str> = document
        .blocks
        .iter()
        .map(|block| block.content.text.as_str())
        .collect();
    texts.join("\n")
}

/// The range without white space at either end; nothing if that is all there is.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    let end = range.start + piece.trim_end().len();
    (start < end).then_some(start..end)
}

/// A line break inside a sentence would make two lines of it.
fn one_line(sentence: &str) -> Cow<'_, str> {
    let bytes = sentence.as_bytes();
    let breaks = |at: usize| bytes[at] != 0xE2 || matches!(bytes[at + 1..], [0x80, 0xA8 | 0xA9, ..]);
    if !memchr::memchr3_iter(0xE2, b'\n', b'\r', bytes).any(breaks) {
        return Cow::Borrowed(sentence);
    }
    let line = sentence
        .split(['\n', '\r', '\u{2028}', '\u{2029}'])
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ");
    Cow::Owned(line)
}
