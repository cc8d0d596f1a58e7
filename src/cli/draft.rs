//! `tarjuman draft`: a bilingual draft of each file, saved in the workspace and written out for people.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use serde::Serialize;

use crate::document::{Article, Document, Summary};
use crate::draft::{self, Languages, Tools};
use crate::format::{Input, ReadOptions};
use crate::memory::{Memory, VecUnits};
use crate::store::{Original, Store};
use crate::{backend, language, segment};

use super::exit::Exit;
use super::input::{self, Loaded, Reading, STANDARD};
use super::output::Output;
use super::progress::Progress;
use super::session::Session;
use super::shelf::Shelf;
use super::stop::Stop;
use super::termbase::Termbase;
use super::terminal::Terminal;
use super::{counts, output};

/// Draft a translation of each file from memory, glossary and, if configured, a backend.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman draft article.txt                      a page beside the file, to open in a browser
  tarjuman draft article.txt -o article.docx      a two-column Word file
  tarjuman draft --to fr *.txt -o drafts/         several files, one folder
  tarjuman draft - -o - --format tsv < article    from standard input to standard output

Without a backend the draft holds what memory and glossary know; the other targets are empty, with the
renderings of their terms ready to insert. Running again goes on where a stopped run left off, keeps what
people have translated, and drafts only what is missing or out of date.")]
pub(super) struct Arguments {
    /// The articles: plain text, Markdown, HTML or a bilingual file; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Source language; without it, what the file or the configuration says, or else it is detected.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    from: Option<String>,

    /// Target language.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    to: Option<String>,

    /// The backend that fills what memory and glossary leave empty; `tarjuman backend list` shows them.
    #[arg(long, value_name = "NAME")]
    backend: Option<String>,

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

    #[command(flatten)]
    reading: Reading,
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
}

/// Everything one run needs beside the files.
struct Run<'a> {
    arguments: &'a Arguments,
    terminal: &'a Terminal,
    session: Session,
    backend: Box<dyn backend::Backend>,
    output: Output,
    stop: Stop,
    runtime: tokio::runtime::Runtime,
    shelf: Option<Shelf>,
    tools: Option<PairTools>,
}

/// The matcher of the language pair at hand, kept while files of the same pair follow.
struct PairTools {
    from: String,
    to: String,
    matcher: crate::glossary::Matcher,
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
    let mut options = session.settings.backend.clone();
    if let Some(name) = &arguments.backend {
        options.kind.clone_from(name);
    }
    let output = Output::plan(&arguments.output, &arguments.files, &session.settings.format)?;
    if arguments.json && output.is_standard() {
        bail!(
            "the draft and the summary would both go to standard output; name a file with -o, or leave out --json"
        );
    }
    let mut run = Run {
        backend: backend::build(&options)?,
        stop: Stop::on_ctrl_c()?,
        arguments,
        terminal,
        session,
        output,
        runtime: tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?,
        shelf: None,
        tools: None,
    };
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

/// Storage and backend stay as they are for the next file too; a file that cannot be read does not.
fn is_fatal(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.is::<crate::store::Error>() || cause.is::<backend::Error>())
}

impl Run<'_> {
    /// Drafts one file; `None` when the person stopped the run.
    fn file(&mut self, path: &Path, progress: &Progress) -> anyhow::Result<Option<Drafted>> {
        let options = ReadOptions {
            name: name_of(path, &self.session),
            source_language: self.arguments.from.clone(),
            target_language: self.arguments.to.clone(),
            paragraphs: self.session.settings.paragraphs,
        };
        let loaded = input::load(path, &self.arguments.reading, &options, self.terminal)?;
        let original = Original {
            bytes: loaded.bytes.clone(),
            format_id: loaded.format.id().to_owned(),
            encoding: loaded.encoding.to_owned(),
        };
        let article = self.article(path, loaded, options.name)?;
        self.prepare(&article)?;
        let article = if self.arguments.dry_run {
            self.rehearse(article)?
        } else {
            match self.draft(&article, &original, progress)? {
                Some(article) => article,
                None => return Ok(None),
            }
        };
        let summary = Summary::of(&article);
        let output = if self.arguments.dry_run {
            None
        } else {
            self.output.write(path, &article, &summary)?
        };
        Ok(Some(Drafted {
            from: article.source_language.clone(),
            to: article.target_language.clone(),
            article: article.name,
            output,
            summary,
        }))
    }

    /// The file as an article with its languages settled and its text in segments.
    fn article(&self, path: &Path, loaded: Loaded, name: String) -> anyhow::Result<Article> {
        let settings = &self.session.settings;
        let document = match loaded.input {
            Input::Article(article) => return Ok(Article { name, ..article }),
            Input::Document(document) => document,
        };
        let from = self.source_language(path, &document)?;
        let to = self.arguments.to.clone().unwrap_or_else(|| settings.to.clone());
        if language::primary(&from) == language::primary(&to) {
            bail!(
                "{}: is in `{from}`, which is the target language too; name another with --to",
                input::shown(path)
            );
        }
        let segments = segment::segments(&document, language::of(&from), &settings.segment);
        Ok(Article {
            name,
            title: document.title,
            source_language: from,
            target_language: to,
            blocks: document.blocks.iter().map(|block| block.kind).collect(),
            segments,
        })
    }

    fn source_language(&self, path: &Path, document: &Document) -> anyhow::Result<String> {
        let settled = Some(self.session.settings.from.clone()).filter(|from| !from.is_empty());
        if let Some(tag) = self
            .arguments
            .from
            .clone()
            .or_else(|| document.language.clone())
            .or(settled)
        {
            return Ok(tag);
        }
        let texts: Vec<&str> = document
            .blocks
            .iter()
            .map(|block| block.content.text.as_str())
            .collect();
        let detected = language::detect(&texts.join("\n"));
        let tag = detected.ok_or_else(|| {
            anyhow!(
                "{}: its language could not be told; name it with --from",
                input::shown(path)
            )
        })?;
        self.terminal
            .detail(format!("{}: {}", input::shown(path), language::of(tag).name));
        Ok(tag.to_owned())
    }

    /// Makes the matcher for the article's pair, unless the last file left the right one.
    fn prepare(&mut self, article: &Article) -> anyhow::Result<()> {
        let (from, to) = (&article.source_language, &article.target_language);
        if self
            .tools
            .as_ref()
            .is_some_and(|tools| tools.from == *from && tools.to == *to)
        {
            return Ok(());
        }
        let termbase = Termbase::gather(&self.session, &self.arguments.glossary, from, to)?;
        self.terminal.detail(format!(
            "{} terms in {} glossaries",
            termbase.terms().count(),
            termbase.sources.len()
        ));
        self.tools = Some(PairTools {
            from: from.clone(),
            to: to.clone(),
            matcher: termbase.matcher(language::of(from))?,
            fingerprint: termbase.fingerprint(),
        });
        Ok(())
    }

    fn tools(&self, article: &Article) -> anyhow::Result<(Tools<'_>, &str)> {
        let pair = self
            .tools
            .as_ref()
            .context("the matcher is made before it is used")?;
        let tools = Tools {
            matcher: &pair.matcher,
            backend: self.backend.as_ref(),
            languages: Languages::of(article),
            options: &self.session.settings.draft,
            checks: &self.session.settings.check,
        };
        Ok((tools, &pair.fingerprint))
    }

    fn draft(
        &mut self,
        article: &Article,
        original: &Original,
        progress: &Progress,
    ) -> anyhow::Result<Option<Article>> {
        let mut shelf = match self.shelf.take() {
            Some(shelf) => shelf,
            None => {
                self.session.announce(self.terminal);
                Shelf::open(&self.session)?
            }
        };
        shelf.desk.store.open_article(article, original)?;
        let (tools, glossaries) = self.tools(article)?;
        let state = format!("{glossaries} {}", shelf.desk.store.memory_generation()?);
        let fingerprint = draft::fingerprint(&tools, &state);
        let mut listener = |event| {
            progress.on(&event);
            self.stop.flow()
        };
        let desk = (&mut shelf.desk, &mut shelf.memory);
        let work = draft::run(desk, &article.name, &fingerprint, &tools, &mut listener);
        let drafted = self.runtime.block_on(work).map_err(unwrapped)?;
        self.shelf = Some(shelf);
        Ok(drafted)
    }

    /// What drafting would give, saved nowhere.
    fn rehearse(&self, article: Article) -> anyhow::Result<Article> {
        let (tools, _) = self.tools(&article)?;
        match self.session.existing_store()? {
            Some(store) => Ok(draft::rehearse(&mut Memory::new(store), article, &tools)?),
            None => Ok(draft::rehearse(
                &mut Memory::new(VecUnits::default()),
                article,
                &tools,
            )?),
        }
    }

    fn report(&self, drafted: &[Drafted]) -> anyhow::Result<()> {
        let mut total = Summary::default();
        for one in drafted {
            total.add(&one.summary);
        }
        if self.arguments.json {
            let value = serde_json::json!({ "articles": drafted, "total": total });
            return output::print_json(&value);
        }
        if self.stop.is_asked() {
            self.terminal
                .say("stopped; what was finished is saved, and running the same again goes on from there");
        }
        if drafted.is_empty() {
            return Ok(());
        }
        counts::say(&total, drafted.len(), self.terminal);
        if let [one] = drafted {
            self.next_steps(one);
        } else if let Some(folder) = self.output.folder() {
            self.terminal.say(format!("Drafts are in {}", folder.display()));
        }
        Ok(())
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
    }

    fn exit(&self, drafted: &[Drafted]) -> Exit {
        let asked = self.arguments.strict || self.backend.capabilities().segments > 0;
        let empty = drafted.iter().any(|one| !one.summary.empty.is_empty());
        if asked && empty {
            Exit::Incomplete
        } else {
            Exit::Done
        }
    }
}

/// The cause itself, so that its exit code is found.
fn unwrapped(error: draft::Error<crate::store::Error>) -> anyhow::Error {
    match error {
        draft::Error::Desk(error) => error.into(),
        draft::Error::Backend(error) => error.into(),
        missing @ draft::Error::NoArticle { .. } => missing.into(),
    }
}

/// An article's name: its path within the workspace, or the file's name outside it.
fn name_of(path: &Path, session: &Session) -> String {
    if path == Path::new(STANDARD) {
        return String::from("standard-input");
    }
    let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let base = session.place().folder().canonicalize().ok();
    let inside = base.and_then(|base| absolute.strip_prefix(base).ok().map(Path::to_owned));
    let name = inside.unwrap_or_else(|| path.file_name().map(PathBuf::from).unwrap_or_default());
    name.to_string_lossy().replace('\\', "/")
}
