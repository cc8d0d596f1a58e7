//! `tarjuman check`: what the checks object to in an article or a bilingual file.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use crate::check;
use crate::document::{Article, Ignored, Summary};
use crate::store::Remarks;

use super::exit::Exit;
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
  tarjuman check kerry-lavrov --ignore names:12 --reason \"he is called so on the radio\"

Each line is `article:segment: severity: message [check] “words”`. The exit code is 2 when there are findings
at the level of --fail-on.")]
pub(super) struct Arguments {
    /// An article's name (or the beginning of it), or a bilingual file: XLIFF, TSV, CSV, XLSX, JSON.
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
    #[arg(long, value_name = "TEXT", requires = "ignore")]
    reason: Option<String>,

    /// Heed again what was ignored; may be given several times.
    #[arg(long, value_name = "CHECK:SEGMENT", value_parser = place)]
    heed: Vec<(String, usize)>,

    /// A file's source language, where neither the file nor its text tells.
    #[arg(long, value_name = "TAG", value_parser = super::input::language_tag)]
    from: Option<String>,

    /// A file's target language, where neither the file nor its text tells.
    #[arg(long, value_name = "TAG", value_parser = super::input::language_tag)]
    to: Option<String>,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    decide(arguments, &session)?;
    let languages = (arguments.from.clone(), arguments.to.clone());
    let article = article::named_or_file(&arguments.article, languages, &session, terminal)?;
    let article = checked(article, &session, &arguments.glossary)?;
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
    report::File {
        path: if named.is_file() && named.is_relative() {
            named.to_string_lossy().replace('\\', "/")
        } else {
            article.name.clone()
        },
        text: path.and_then(|path| input::text_file(&path).ok()),
    }
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

/// Keeps what is to be ignored, and takes back what is to be heeded.
fn decide(arguments: &Arguments, session: &Session) -> anyhow::Result<()> {
    if arguments.ignore.is_empty() && arguments.heed.is_empty() {
        return Ok(());
    }
    let mut store = session.store()?;
    let article = article::named(&store, &arguments.article.to_string_lossy())?;
    let known = check::entries(&session.settings.check);
    let segment = |check: &str, number: usize| {
        if !known.iter().any(|entry| entry.id == check) {
            bail!("there is no check called `{check}`; docs/checks.md lists them");
        }
        let segment = article.segments.get(number - 1);
        segment.map(|segment| segment.id.clone()).ok_or_else(|| {
            anyhow!(
                "`{}` has {} segments and no segment {number}",
                article.name,
                article.segments.len()
            )
        })
    };
    for (check, number) in &arguments.ignore {
        store.ignore(
            &article.name,
            &Ignored {
                segment: segment(check, *number)?,
                check: check.clone(),
                reason: arguments.reason.clone().unwrap_or_default(),
                who: author(None),
                at: clock::now(),
            },
        )?;
    }
    for (check, number) in &arguments.heed {
        store.heed(&article.name, &segment(check, *number)?, check)?;
    }
    Ok(())
}

/// The article with terms and findings as they are now.
pub(super) fn checked(
    article: Article,
    session: &Session,
    glossaries: &[PathBuf],
) -> anyhow::Result<Article> {
    Judge::with(session, glossaries).checked(article)
}
