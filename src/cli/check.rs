//! `tarjuman check`: what the checks object to in an article or a bilingual file.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::document::{Article, Summary};
use crate::draft::{self, Languages, Tools};
use crate::language;

use super::exit::Exit;
use super::report::{self, FailOn, Form};
use super::session::Session;
use super::termbase::Termbase;
use super::terminal::Terminal;
use super::{article, counts};

/// Check the translations of an article of the workspace, or of a bilingual file.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman check kerry-lavrov
  tarjuman check translated.xlf --glossary names.tsv --fail-on warning
  tarjuman check kerry-lavrov --format sarif > findings.sarif

Each line is `article:segment: severity: message [check] “words”`. The exit code is 2 when there are findings
at the level of --fail-on.")]
pub(super) struct Arguments {
    /// An article's name (or the beginning of it), or a bilingual file: XLIFF, TSV, CSV, JSON.
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
    let languages = (arguments.from.clone(), arguments.to.clone());
    let article = article::named_or_file(&arguments.article, languages, &session, terminal)?;
    let article = checked(article, &session, &arguments.glossary)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    report::print(&article, &session.settings.check, arguments.format, &mut out)?;
    out.flush()?;
    let summary = Summary::of(&article);
    let ignored = match summary.ignored.values().sum() {
        0 => String::new(),
        ignored => format!(", {} that a person ignores", counts::counted(ignored, "more")),
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

/// The article with terms and findings as they are now.
pub(super) fn checked(
    article: Article,
    session: &Session,
    glossaries: &[PathBuf],
) -> anyhow::Result<Article> {
    let termbase = Termbase::gather(
        session,
        glossaries,
        &article.source_language,
        &article.target_language,
    )?;
    let matcher = termbase.matcher(language::of(&article.source_language))?;
    let tools = Tools {
        matcher: &matcher,
        languages: Languages::of(&article),
        options: &session.settings.draft,
        checks: session.checks()?,
    };
    Ok(draft::checked(article, &tools))
}
