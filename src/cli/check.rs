//! `tarjuman check`: what the checks object to in an article or a bilingual file.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail, ensure};

use crate::check;
use crate::document::{Article, Ignored, Summary};
use crate::format;
use crate::store::Remarks;

use super::exit::Exit;
use super::input::Reading;
use super::judge::Judge;
use super::report::{self, FailOn, Form};
use super::session::{Session, author};
use super::terminal::Terminal;
use super::{article, clock, counts, input};

/// Check the translations of an article of the workspace, or of a bilingual file.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman check kerry-lavrov
  tarjuman check translated.xlf --glossary names.tsv --fail-on warning
  tarjuman check kerry-lavrov --format sarif > findings.sarif
  tarjuman check - --read-as tsv < pairs.tsv
  tarjuman check kerry-lavrov --ignore names:12 --reason \"he is called so on the radio\"

Each line is `article:segment: severity: message [check] “words”`. The exit code is 2 when there are findings
at the level of --fail-on.")]
pub(super) struct Arguments {
    /// An article's name (or the beginning of it), or a bilingual file: XLIFF, TSV, CSV, XLSX, a Word review table,
    /// a review page, TMX, PO, JSON; `-` is standard input.
    #[arg(value_name = "ARTICLE|FILE")]
    article: PathBuf,

    /// How the findings are printed.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,

    /// The level at which findings make the exit code 2.
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "LEVEL")]
    fail_on: FailOn,

    /// A glossary to search before the workspace's own; may be given several times.
    #[arg(long, value_name = "FILE")]
    glossary: Vec<PathBuf>,

    /// Ignore what a check says of a segment of an article: its id and the segment's number; may be given several times.
    #[arg(long, value_name = "CHECK:SEGMENT", requires = "reason", value_parser = place)]
    ignore: Vec<(String, usize)>,

    /// Why it is ignored.
    #[arg(long, value_name = "TEXT", requires = "ignore", value_parser = reason)]
    reason: Option<String>,

    /// Heed again what was ignored; may be given several times.
    #[arg(long, value_name = "CHECK:SEGMENT", value_parser = place)]
    heed: Vec<(String, usize)>,

    /// A file's source language, where the file does not say; without it, what its name, config.toml or its text tells.
    #[arg(long, value_name = "TAG", value_parser = super::input::language_tag)]
    from: Option<String>,

    /// A file's target language, likewise.
    #[arg(long, value_name = "TAG", value_parser = super::input::language_tag)]
    to: Option<String>,

    /// The file's format, such as `tsv`; without it, its content or its name says.
    #[arg(long, value_name = "FORMAT", value_parser = input::readable)]
    read_as: Option<&'static str>,

    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let article = if arguments.ignore.is_empty() && arguments.heed.is_empty() {
        let reading = arguments.reading.of_format(arguments.read_as);
        let languages = (arguments.from.clone(), arguments.to.clone());
        let article = article::named_or_file((&arguments.article, &reading), languages, &session, terminal)?;
        checked(article, &session, &arguments.glossary)?
    } else {
        decided(arguments, &session)?
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let file = file(&arguments.article, &article, &session);
    report::print(
        &article,
        &session.settings.check,
        (arguments.format, &file),
        &mut out,
    )?;
    out.flush()?;
    let summary = Summary::of(&article);
    let ignored = match summary.ignored.values().sum() {
        0 => String::new(),
        ignored => format!(", {ignored} more that a person ignores"),
    };
    terminal.say(format!(
        "{} in {}{ignored}",
        counts::counted(summary.findings.values().sum(), "finding"),
        counts::counted(article.segments.len(), "segment")
    ));
    Ok(if arguments.fail_on.is_met(&article) {
        Exit::Incomplete
    } else {
        Exit::Done
    })
}

/// The file that holds `article`: the one that was named, or the article's own in the workspace.
fn file(named: &Path, article: &Article, session: &Session) -> report::File {
    let own = session
        .workspace
        .as_ref()
        .map(|workspace| workspace.folder().join(&article.name));
    let path = [Some(named.to_owned()), own]
        .into_iter()
        .flatten()
        .find(|path| path.is_file());
    let Some(path) = path else {
        return report::File {
            path: article.name.clone(),
            text: None,
        };
    };
    // The lines of a part of a package are no lines of the file.
    let bytes = input::bytes(&path)
        .ok()
        .filter(|bytes| !bytes.starts_with(b"PK\x03\x04"));
    let decoded = bytes.and_then(|bytes| {
        let decoded = format::decode(&bytes, None).ok()?;
        Some(decoded.text.into_owned())
    });
    report::File {
        path: from_here(&path),
        text: decoded,
    }
}

/// `path` from the working folder, or whole if it is not in there; with `/`.
fn from_here(path: &Path) -> String {
    let whole = path.parent().and_then(|folder| {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    });
    let whole = whole.unwrap_or_else(|| path.to_owned());
    let here = Path::new(".").canonicalize().unwrap_or_default();
    let shown = whole.strip_prefix(&here).unwrap_or(&whole).to_string_lossy();
    shown.trim_start_matches(r"\\?\").replace('\\', "/")
}

/// The id of a check and the number of a segment, from 1, as in `names:12`.
fn place(text: &str) -> Result<(String, usize), String> {
    let parted = text.rsplit_once(':');
    let number = parted
        .and_then(|(_, number)| number.parse().ok())
        .filter(|number| *number > 0);
    match (parted, number) {
        (Some((check, _)), Some(number)) => Ok((check.to_owned(), number)),
        _ => Err(String::from("write a check and a segment, as in `names:12`")),
    }
}

/// The article of the workspace, checked, once what is to be ignored is kept and what is to be heeded is taken back.
fn decided(arguments: &Arguments, session: &Session) -> anyhow::Result<Article> {
    let mut store = session.store()?;
    let article = article::named(&store, &arguments.article.to_string_lossy())?;
    let article = checked(article, session, &arguments.glossary)?;
    let known = check::entries(&session.settings.check);
    let segment = |check: &str, number: usize| {
        if !known.iter().any(|entry| entry.id == check) {
            bail!("there is no check called `{check}`; docs/checks.md lists them");
        }
        article.segments.get(number - 1).ok_or_else(|| {
            anyhow!(
                "`{}` has {} segments and no segment {number}",
                article.name,
                article.segments.len()
            )
        })
    };
    let ignore = |(check, number): &(String, usize)| {
        let segment = segment(check, *number)?;
        let about = Ignored::concerns(segment, check).ok_or_else(|| {
            anyhow!("`{check}` objects to nothing in segment {number}, so there is nothing to ignore")
        })?;
        Ok(Ignored {
            segment: segment.id.clone(),
            check: check.clone(),
            about: Some(about),
            reason: arguments.reason.clone().unwrap_or_default(),
            who: author(None),
            at: clock::now(),
        })
    };
    // All of them are looked at before the first is kept.
    let ignored: Vec<Ignored> = arguments
        .ignore
        .iter()
        .map(ignore)
        .collect::<anyhow::Result<_>>()?;
    for (check, number) in &arguments.heed {
        let id = &segment(check, *number)?.id;
        let is_it = |one: &Ignored| one.segment == *id && one.check == *check;
        ensure!(
            article.ignored.iter().any(is_it),
            "`{check}` is not ignored in segment {number}, so there is nothing to heed; what is ignored everywhere is in config.toml, under [check]"
        );
    }
    for ignored in &ignored {
        store.ignore(&article.name, ignored)?;
    }
    for (check, number) in &arguments.heed {
        store.heed(&article.name, &segment(check, *number)?.id, check)?;
    }
    let ignored = article::named(&store, &article.name)?.ignored;
    Ok(Article { ignored, ..article }.with_excuses())
}

/// Why a finding is ignored, in some words.
fn reason(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err(String::from("say in a few words why it is ignored")),
        reason => Ok(reason.to_owned()),
    }
}

/// The article with terms and findings as they are now.
pub(super) fn checked(
    article: Article,
    session: &Session,
    glossaries: &[PathBuf],
) -> anyhow::Result<Article> {
    Judge::with(session, glossaries).checked(article)
}
