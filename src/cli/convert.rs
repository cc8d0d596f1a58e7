//! `tarjuman convert`: one format into another, through the same model.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use crate::document::{Article, Document, Summary, TermList};
use crate::format::{self, Format, Input, Lost, Paragraphs, ReadOptions, UNDETERMINED, View};
use crate::{language, segment};

use super::check;
use super::counts;
use super::exit::Exit;
use super::input::{self, Loaded, Reading, STANDARD};
use super::large;
use super::long;
use super::output::{self, Written};
use super::report::{self, FailOn, Form};
use super::session::Session;
use super::srx;
use super::termbase;
use super::terminal::{Terminal, clean};
use super::terms::{self, Wanted};

/// Convert a bilingual file, a glossary, or a text to be translated, into another format.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman convert reviewed.xlf reviewed.docx
  tarjuman convert table.tsv memory.tmx
  tarjuman convert terms.tbx terms.tsv --from ar --to en
  tarjuman convert article.txt empty.xlf --from ar --to en
  tarjuman convert delivered.xlf memory.tmx --check --fail-on warning

What the format that is written has no place for is named: segments without a target, states, comments, codes…")]
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

    /// Check the translations on the way, and print what the checks object to.
    #[arg(long)]
    check: bool,

    /// With --check, the level at which findings make the exit code 2.
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "LEVEL", requires = "check")]
    fail_on: FailOn,

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
    let session = Session::find(workspace)?;
    let name = arguments.input.file_name().unwrap_or_default();
    let options = ReadOptions {
        name: name.to_string_lossy().into_owned(),
        source_language: arguments.from.clone(),
        target_language: arguments.to.clone(),
        expected: session.expected(&arguments.input),
        ..ReadOptions::default()
    };
    if !arguments.check && arguments.reading.encoding.is_none() && large::is_large(&arguments.input) {
        // As in `kept`: a format that is asked for by name is written anew.
        let kept = format.id() == "tmx" && arguments.format.is_none();
        let paths = (&*arguments.input, &*arguments.output);
        if let Some(done) = large::convert(paths, (format, kept), &options)? {
            if !kept {
                say(
                    arguments,
                    (format, &done.lost),
                    (done.segments, done.passed_over),
                    terminal,
                );
            }
            return Ok(Exit::Done);
        }
    }
    let bytes = input::bytes(&arguments.input)?;
    if let Some(list) = listed(arguments, &bytes, (format, workspace))? {
        terms::say_left(&input::shown(&arguments.input), &list, terminal);
        terms::put(&arguments.output, &list, format, terminal)?;
        return Ok(Exit::Done);
    }
    let loaded = input::understood(&arguments.input, bytes, (&arguments.reading, &options), terminal)?;
    object(arguments, &loaded, terminal)?;
    let whole = kept(&loaded, (format, arguments.format.is_some()), &options)?;
    if let Some(bytes) = &whole {
        output::bytes(&arguments.output, bytes)?;
        if !arguments.check {
            return Ok(Exit::Done);
        }
    }
    let article = match loaded.input {
        Input::Article(article) if format.id() == loaded.format.id() => article,
        Input::Article(article) => determined(article, &session),
        Input::Document(document) => {
            let bytes = (&*loaded.bytes, loaded.encoding);
            untranslated(arguments, document, options.name, bytes, (&session, terminal))?
        }
    };
    let exit = if arguments.check {
        let checked = check::checked(article.clone(), &session, &[])?;
        findings(arguments, &checked, &session)?
    } else {
        Exit::Done
    };
    if whole.is_none() {
        let passed_over = passed_over((&loaded.bytes, loaded.encoding), loaded.format, &article)?;
        put(arguments, &article, (format, passed_over), terminal)?;
    }
    Ok(exit)
}

/// Writes the article and says what of it, and of the file it was read from, the format had no place for.
fn put(
    arguments: &Arguments,
    article: &Article,
    (format, passed_over): (&dyn Format, Vec<String>),
    terminal: &Terminal,
) -> anyhow::Result<()> {
    let summary = Summary::of(article);
    let written = Written {
        view: View::Bilingual,
        summary: &summary,
        original: None,
        paragraphs: Paragraphs::default(),
    };
    if arguments.output == Path::new(STANDARD) {
        output::to_standard(format, article, &written)?;
    } else {
        output::to_file(&arguments.output, format, article, &written)?;
    }
    let mut lost = Lost::in_format(format);
    lost.note(article);
    say(
        arguments,
        (format, &lost),
        (article.segments.len(), passed_over),
        terminal,
    );
    Ok(())
}

/// Says what was written, and what there was no place for: in the article of so many segments, and in its file.
fn say(
    arguments: &Arguments,
    (format, lost): (&dyn Format, &Lost<'_>),
    (all, passed_over): (usize, Vec<String>),
    terminal: &Terminal,
) {
    let shown = input::shown(&arguments.output);
    let left_out = lost.segments();
    if left_out > 0 {
        terminal.warn(format!(
            "{shown}: {left_out} of {all} segments have no target and are left out"
        ));
    }
    for (file, what) in [
        (input::shown(&arguments.input), passed_over),
        (shown.clone(), lost.words()),
    ] {
        if !what.is_empty() {
            let message = format!("{file}: {} has no place for {}", format.name(), what.join(", "));
            terminal.warn(clean(&message));
        }
    }
    if arguments.output != Path::new(STANDARD) {
        let segments = counts::counted(all - left_out, "segment");
        terminal.say(format!("{shown}: {segments} as {}", format.name()));
    }
}

/// What stands in the bilingual file in `bytes`, of the format `read`, and is no part of the article.
fn passed_over(
    (bytes, encoding): (&[u8], &str),
    read: &dyn Format,
    article: &Article,
) -> anyhow::Result<Vec<String>> {
    if !read.keeps(View::Bilingual) {
        return Ok(Vec::new());
    }
    let decoded = format::decode(bytes, Some(encoding))?;
    let found = read.passed_over(&decoded.text, article)?;
    Ok(found
        .iter()
        .map(|(what, times)| format!("{times} × {what}"))
        .collect())
}

/// Prints what the checks object to; standard output may be taken by the file.
fn findings(arguments: &Arguments, article: &Article, session: &Session) -> anyhow::Result<Exit> {
    let (mut out, mut errors);
    let to: &mut dyn Write = if arguments.output == Path::new(STANDARD) {
        errors = std::io::stderr().lock();
        &mut errors
    } else {
        out = std::io::stdout().lock();
        &mut out
    };
    report::print(
        article,
        &session.settings.check,
        (Form::Text, &report::File::default()),
        to,
    )?;
    to.flush()?;
    let failed = arguments.fail_on.is_met(article);
    Ok(if failed { Exit::Incomplete } else { Exit::Done })
}

/// The terms of the input, if it is a glossary and is to be one in another format.
fn listed(
    arguments: &Arguments,
    bytes: &[u8],
    (format, workspace): (&dyn Format, Option<&Path>),
) -> anyhow::Result<Option<TermList>> {
    if format.terms().is_none() && !terms::is_table(format) {
        return Ok(None);
    }
    let Ok(decoded) = format::decode(bytes, arguments.reading.encoding.as_deref()) else {
        return Ok(None);
    };
    let path = &arguments.input;
    let read = format::recognise(&path.to_string_lossy(), &decoded.text);
    let is_glossary = if terms::is_table(read) && terms::is_table(format) {
        terms::names_terms(read, &decoded.text)
    } else {
        // A file in its own format comes back as it was.
        read.id() != format.id() && terms::is_glossary(read, &decoded.text)
    };
    if !is_glossary {
        return Ok(None);
    }
    let settings = Session::find(workspace)?.settings;
    let named = termbase::told(path);
    let told = |side: fn(&(String, String)) -> &String| named.as_ref().map(side).cloned();
    let configured = Some(settings.from).filter(|from| !from.is_empty());
    let from = arguments
        .from
        .clone()
        .or_else(|| told(|pair| &pair.0))
        .or(configured);
    let to = arguments.to.clone().or_else(|| told(|pair| &pair.1));
    let to = to.unwrap_or(settings.to);
    let wanted = Wanted {
        from: from.as_deref(),
        to: Some(&to),
    };
    let mut list = terms::read(path, &decoded.text, wanted)?;
    if list.source_language.is_empty() && format.terms().is_some() {
        let sources: Vec<&str> = list.terms.iter().map(|(_, term)| term.source.as_str()).collect();
        let detected = language::detect(&sources.join("\n"));
        list.source_language = detected.map(str::to_owned).ok_or_else(|| {
            anyhow!(
                "{}: the language of its terms could not be told; name it with --from",
                input::shown(path)
            )
        })?;
    }
    Ok(Some(list))
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
fn determined(article: Article, session: &Session) -> Article {
    if article.target_language != UNDETERMINED {
        return article;
    }
    Article {
        target_language: session.settings.to.clone(),
        ..article
    }
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
        comments: document.remarks(&segments),
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
