//! `tarjuman draft`: a bilingual draft of each file, saved in the workspace and written out for people.

mod file;
mod update;

pub(super) use file::name_of;
use update::Update;

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use serde::Serialize;

use crate::backend;
use crate::dispatch::{Closed, Dispatcher, Forecast, Reuse};
use crate::document::Summary;
use crate::glossary::Matcher;

use super::exit::Exit;
use super::input::{self, Reading};
use super::lexicons::Lexicons;
use super::output::Output;
use super::progress::Progress;
use super::session::Session;
use super::shelf::Shelf;
use super::stop::Stop;
use super::terminal::Terminal;
use super::{bill, chain, counts, model, output};

/// Draft a translation of each file from memory, glossary and, if configured, a backend.
#[derive(Debug, Default, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman draft article.txt                      a page beside the file, to open in a browser
  tarjuman draft article.txt -o article.docx      a two-column Word file
  tarjuman draft https://example.org/news/1       the article of a web page
  tarjuman draft --to fr *.txt -o drafts/         several files, one folder
  tarjuman draft - -o - --format tsv < article    from standard input to standard output

Without a backend the draft holds what memory and glossary know; the other targets are empty, with the
renderings of their terms ready to insert. Running again goes on where a stopped run left off, keeps what
people have translated, and drafts only what is missing or out of date.")]
pub(super) struct Arguments {
    /// The articles: plain text, Word, OpenDocument, EPUB, Markdown, HTML, subtitles or a bilingual file, or the address
    /// of a web page, whose article is taken; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Part sentences by the rules of this SRX file instead of the built-in ones.
    #[arg(long, value_name = "FILE")]
    srx: Option<PathBuf>,

    /// Source language; without it, what the file or the configuration says, or else it is detected.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    from: Option<String>,

    /// Target language.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    to: Option<String>,

    /// The backend that fills what memory and glossary leave empty; given again, the next one to ask.
    /// `tarjuman backend list` shows them.
    #[arg(long, value_name = "NAME")]
    backend: Vec<String>,

    /// Ask backends anew, even for what they were paid for before.
    #[arg(long)]
    fresh: bool,

    /// A glossary to search before the workspace's own; may be given several times.
    #[arg(long, value_name = "FILE")]
    glossary: Vec<PathBuf>,

    #[command(flatten)]
    output: output::Arguments,

    /// Show what would be drafted from where; save and write nothing.
    #[arg(long)]
    dry_run: bool,

    /// Print the summary as JSON on standard output.
    #[arg(long)]
    json: bool,

    /// Count any empty segment as unfinished (exit code 2), even where no backend was asked to fill it.
    #[arg(long)]
    strict: bool,

    /// Fetch web pages from this machine and its network as well.
    #[arg(long)]
    allow_private_addresses: bool,

    #[command(flatten)]
    reading: Reading,

    /// The article's name, where it is not the file's.
    #[arg(skip)]
    name: Option<String>,
}

/// What came of one file, in machine form.
#[derive(Debug, Serialize)]
struct Drafted {
    article: String,
    from: String,
    to: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<PathBuf>,
    summary: Summary,
    /// Numbers of the segments without a target, from 1.
    empty: Vec<usize>,
    /// What changed, where the article was issued again.
    #[serde(skip_serializing_if = "Option::is_none")]
    update: Option<Update>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    forecast: Vec<Forecast>,
}

/// Everything one run needs beside the files.
struct Run<'a> {
    arguments: &'a Arguments,
    terminal: &'a Terminal,
    session: Session,
    dispatcher: Dispatcher,
    output: Output,
    stop: Stop,
    runtime: tokio::runtime::Runtime,
    shelf: Option<Shelf>,
    tools: Option<PairTools>,
    lexicons: Lexicons,
}

/// The matcher of the language pair at hand, kept while files of the same pair follow.
struct PairTools {
    from: String,
    to: String,
    matcher: Matcher,
    fingerprint: String,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = if arguments.dry_run {
        Session::find(workspace)?
    } else {
        Session::find_or_make(workspace)?
    };
    let output = Output::plan(&arguments.output, &arguments.files, &session.settings.format)?;
    if arguments.json && output.is_standard() {
        bail!(
            "the draft and the summary would both go to standard output; name a file with -o, or leave out --json"
        );
    }
    let mut run = Run::new((arguments, terminal), session, output, Stop::on_ctrl_c()?)?;
    let progress = Progress::new(arguments.files.len(), terminal);
    let mut drafted = Vec::new();
    let mut failed = None;
    for file in &arguments.files {
        match run.file(file, &progress) {
            Ok(Some(one)) => drafted.push(one),
            Ok(None) => break,
            Err(error) if arguments.files.len() == 1 || is_fatal(&error) => return Err(error),
            Err(error) => {
                terminal.error(&error);
                failed = Some(anyhow!("some files were not drafted; each is named above"));
            }
        }
    }
    progress.finish();
    run.report(&drafted)?;
    match failed {
        _ if run.stop.is_asked() => Ok(Exit::Stopped),
        Some(error) => Err(error),
        None => Ok(run.exit(&drafted)),
    }
}

/// A file for the workspace alone.
pub(super) struct Taken<'a> {
    /// The file.
    pub(super) file: &'a Path,
    /// The article's name, where it is not the file's.
    pub(super) name: Option<&'a str>,
    /// Source language, where it is known.
    pub(super) from: Option<&'a str>,
    /// Target language, where it is not the configured one.
    pub(super) to: Option<&'a str>,
}

/// Drafts a file into the workspace and writes nothing for people; the article's name.
pub(super) fn take_in(
    taken: &Taken<'_>,
    stop: Stop,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<String> {
    let session = Session::find_or_make(workspace)?;
    let name = taken
        .name
        .map_or_else(|| name_of(taken.file, &session), str::to_owned);
    let arguments = Arguments {
        files: vec![taken.file.to_owned()],
        from: taken.from.map(str::to_owned),
        to: taken.to.map(str::to_owned),
        name: Some(name.clone()),
        ..Arguments::default()
    };
    let mut run = Run::new((&arguments, terminal), session, Output::none(), stop)?;
    let progress = Progress::new(1, terminal);
    let drafted = run.file(taken.file, &progress)?;
    progress.finish();
    drafted
        .map(|one| one.article)
        .with_context(|| format!("{name}: stopped before it was drafted"))
}

/// Storage and backend stay as they are for the next file too; a file that cannot be read does not.
fn is_fatal(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.is::<crate::store::Error>() || cause.is::<backend::Error>())
}

impl<'a> Run<'a> {
    fn new(
        (arguments, terminal): (&'a Arguments, &'a Terminal),
        session: Session,
        output: Output,
        stop: Stop,
    ) -> anyhow::Result<Self> {
        let stations = chain::stations(&session, &arguments.backend)?;
        for warning in stations.iter().filter_map(|station| station.backend.warning()) {
            terminal.warn(warning);
        }
        let reuse = if arguments.fresh {
            Reuse::Fresh
        } else {
            Reuse::Kept
        };
        Ok(Self {
            dispatcher: Dispatcher::new(stations, session.settings.backend.clone(), reuse, stop.watch()),
            stop,
            arguments,
            terminal,
            session,
            output,
            // Requests are under way on a thread of their own, while this one makes drafts of what they bring.
            runtime: tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()?,
            shelf: None,
            lexicons: Lexicons::default(),
            tools: None,
        })
    }
}

impl Run<'_> {
    fn report(&self, drafted: &[Drafted]) -> anyhow::Result<()> {
        let mut total = Summary::default();
        for one in drafted {
            total.add(&one.summary);
        }
        let spending = self.dispatcher.spending();
        if self.arguments.json {
            let value = serde_json::json!({ "articles": drafted, "total": total, "spending": spending });
            return output::print_json(&value);
        }
        if self.stop.is_asked() {
            self.terminal
                .say("stopped; what was finished is saved, and running the same again goes on from there");
        }
        if drafted.is_empty() {
            return Ok(());
        }
        for one in drafted {
            if let Some(update) = &one.update {
                update.say(&one.article, self.terminal);
            }
        }
        counts::say(&total, drafted.len(), self.terminal);
        if self.arguments.dry_run {
            drafted
                .iter()
                .for_each(|one| bill::foretell(&one.forecast, self.terminal));
            return Ok(());
        }
        bill::say(&spending, self.terminal);
        if !self.dispatcher.is_mute() {
            drafted.iter().for_each(|one| self.left_empty(one));
        }
        if let [one] = drafted {
            self.next_steps(one);
        } else if let Some(folder) = self.output.folder() {
            self.terminal.say(format!("Drafts are in {}", folder.display()));
        }
        Ok(())
    }

    /// Which segments no backend could fill, and what can be done about it.
    fn left_empty(&self, one: &Drafted) {
        if !one.empty.is_empty() {
            let (numbers, article) = (counts::ranges(&one.empty), &one.article);
            let (segments, them) = match one.empty.len() {
                1 => ("segment", "it"),
                _ => ("segments", "them"),
            };
            self.terminal.say(format!(
                "  still empty   {segments} {numbers} of {article}: run again to ask once more, or translate {them} in \
                 `tarjuman review {article}`"
            ));
        }
    }

    fn next_steps(&self, one: &Drafted) {
        let Some(path) = &one.output else { return };
        let terminal = self.terminal;
        terminal.say(format!("\nThe draft is {}", path.display()));
        terminal.say("Next:");
        if path
            .extension()
            .is_some_and(|extension| extension == "html" || extension == "docx")
        {
            terminal.say(format!(
                "  open {} to read source and target side by side",
                path.display()
            ));
        }
        terminal.say(format!(
            "  tarjuman export {} -o draft.docx    for Word or LibreOffice (also xlf, tsv, md, …)",
            one.article
        ));
        terminal.say(format!(
            "  tarjuman check {}                   what the checks object to",
            one.article
        ));
        if self.dispatcher.is_mute() && !one.summary.empty.is_empty() {
            model::suggest(&one.from, &one.to, terminal);
        }
    }

    fn exit(&self, drafted: &[Drafted]) -> Exit {
        let asked = self.arguments.strict || !self.dispatcher.is_mute();
        let empty = drafted.iter().any(|one| !one.summary.empty.is_empty());
        let closed = self.dispatcher.closed();
        if !(asked && empty) {
            return Exit::Done;
        }
        match closed.last() {
            Some(Closed::Unusable(_)) => Exit::Unusable,
            Some(Closed::Exhausted(_)) => Exit::Exhausted,
            None => Exit::Incomplete,
        }
    }
}
