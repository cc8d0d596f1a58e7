//! `tarjuman convert`: one format into another, through the same model.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use crate::document::{Article, Document, Summary};
use crate::format::{self, Format, Input, ReadOptions, UNDETERMINED, View};
use crate::{language, segment};

use super::exit::Exit;
use super::input::{self, Loaded, Reading, STANDARD};
use super::long;
use super::output::{self, Written};
use super::session::Session;
use super::srx;
use super::terminal::{Terminal, clean};

/// Convert a bilingual file, or a text to be translated, into another format.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman convert reviewed.xlf reviewed.docx
  tarjuman convert table.tsv memory.tmx
  tarjuman convert article.txt empty.xlf --from ar --to en")]
pub(super) struct Arguments {
    /// The file to read; `-` is standard input.
    input: PathBuf,

    /// The file to write; its extension says the format. `-` is standard output.
    output: PathBuf,

    /// The format to write, where the extension does not say.
    #[arg(long, value_name = "NAME")]
    format: Option<String>,

    /// Source language, where the file does not say.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    from: Option<String>,

    /// Target language, where the file does not say.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    to: Option<String>,

    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let to_standard = arguments.output == Path::new(STANDARD);
    let format = match &arguments.format {
        Some(name) => output::by_name(name)?,
        None if to_standard => bail!("name the format of standard output with --format"),
        None => output::by_path(&arguments.output)?,
    };
    if output::is_same_file(&arguments.input, &arguments.output) {
        bail!(
            "{}: is the file that is read; name another to write",
            arguments.output.display()
        );
    }
    let options = ReadOptions {
        name: arguments
            .input
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        source_language: arguments.from.clone(),
        target_language: arguments.to.clone(),
        ..ReadOptions::default()
    };
    let loaded = input::load(&arguments.input, &arguments.reading, &options, terminal)?;
    object(arguments, &loaded, terminal)?;
    if let Some(bytes) = kept(&loaded, (format, arguments.format.is_some()), &options)? {
        output::bytes(&arguments.output, &bytes)?;
        return Ok(Exit::Done);
    }
    let article = match loaded.input {
        Input::Article(article) if format.id() == loaded.format.id() => article,
        Input::Article(article) => determined(article, workspace)?,
        Input::Document(document) => {
            let session = Session::find(workspace)?;
            {
                let bytes = (&*loaded.bytes, loaded.encoding);
                untranslated(arguments, document, options.name, bytes, (&session, terminal))?
            }
        }
    };
    let summary = Summary::of(&article);
    let written = Written {
        view: View::Bilingual,
        summary: &summary,
        original: None,
        paragraphs: options.paragraphs,
    };
    if to_standard {
        output::to_standard(format, &article, &written)?;
    } else {
        output::to_file(&arguments.output, format, &article, &written)?;
        terminal.say(format!(
            "{}: {} segments as {}",
            arguments.output.display(),
            summary.segments,
            format.name()
        ));
    }
    Ok(Exit::Done)
}

/// Warns of the rules that a bilingual file breaks; it is converted all the same.
fn object(arguments: &Arguments, loaded: &Loaded, terminal: &Terminal) -> anyhow::Result<()> {
    if !loaded.format.keeps(View::Bilingual) {
        return Ok(());
    }
    let decoded = format::decode(&loaded.bytes, Some(loaded.encoding))?;
    let faults = loaded.format.validate(&decoded.text)?;
    let shown = input::shown(&arguments.input);
    for fault in faults.iter().take(SHOWN) {
        terminal.warn(clean(&format!("{shown}:{fault}")));
    }
    if faults.len() > SHOWN {
        let more = faults.len() - SHOWN;
        terminal.warn(format!(
            "{shown}: {more} more of this kind; `tarjuman validate` lists them"
        ));
    }
    Ok(())
}

/// Faults of a file that are shown before it is converted.
const SHOWN: usize = 3;

/// The article with a target language, which another format may have to name.
fn determined(article: Article, workspace: Option<&Path>) -> anyhow::Result<Article> {
    if article.target_language != UNDETERMINED {
        return Ok(article);
    }
    let target_language = Session::find(workspace)?.settings.to;
    Ok(Article {
        target_language,
        ..article
    })
}

/// The file in its own format, if that keeps it: everything in it stays as it is.
fn kept(
    loaded: &Loaded,
    (format, asked): (&dyn Format, bool),
    options: &ReadOptions,
) -> anyhow::Result<Option<Vec<u8>>> {
    let (article, view) = match &loaded.input {
        // A format that is asked for by name is written anew: XLIFF 1.2 becomes 2.1.
        Input::Article(_) if asked && format.is_writable() => return Ok(None),
        Input::Article(article) => (article, View::Bilingual),
        Input::Document(_) => (&Article::default(), View::Target),
    };
    if loaded.format.id() != format.id() || !format.keeps(view) {
        return Ok(None);
    }
    let file = (&*loaded.bytes, loaded.encoding);
    match format::patched(format, file, article, options) {
        Err(format::Error::NotKept { .. }) => Ok(None),
        bytes => Ok(Some(bytes?)),
    }
}

/// A text in one language as an article whose targets are empty.
fn untranslated(
    arguments: &Arguments,
    document: Document,
    name: String,
    bytes: (&[u8], &'static str),
    around: (&Session, &Terminal),
) -> anyhow::Result<Article> {
    let (session, terminal) = around;
    let texts: Vec<&str> = document
        .blocks
        .iter()
        .map(|block| block.content.text.as_str())
        .collect();
    let from = arguments
        .from
        .clone()
        .or_else(|| document.language.clone())
        .or_else(|| language::detect(&texts.join("\n")).map(str::to_owned))
        .ok_or_else(|| {
            anyhow!(
                "{}: its language could not be told; name it with --from",
                arguments.input.display()
            )
        })?;
    let language = language::of(&from);
    let options = srx::options(session, None, &from, terminal)?;
    let segments = segment::segments(&document, language, &options);
    long::File::new(input::shown(&arguments.input), bytes, terminal)
        .tell_all(&document, &segments, language, &options);
    Ok(Article {
        segments,
        blocks: document.blocks.iter().map(|block| block.kind).collect(),
        name,
        title: document.title,
        source_language: from,
        target_language: arguments
            .to
            .clone()
            .unwrap_or_else(|| session.settings.to.clone()),
        ..Article::default()
    })
}
