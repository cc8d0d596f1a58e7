//! `tarjuman memory leverage`: how much of a text the memory has already, in the bands that agencies count by.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use serde_json::{Value, json};

use super::cut::cut;
use super::folder::files_below;
use crate::cli::exit::Exit;
use crate::cli::input::{self, Reading};
use crate::cli::session::Session;
use crate::cli::terminal::{Terminal, clean};
use crate::cli::{article, output};
use crate::document::{Band, Leverage, Segment, Volume};
use crate::format::{Input, ReadOptions};
use crate::memory::{Memory, Options, Query};
use crate::store::Sqlite;

/// Count how much of texts the memory has already, by match band.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman memory leverage article.docx
  tarjuman memory leverage --from ar --to en --json incoming/

A segment whose source stood before, in this file or an earlier one, is a repetition; every other stands in the band of
its best match. Words are the source's. Nothing is drafted and nothing is kept.")]
pub(in crate::cli) struct Arguments {
    /// Files, folders (with all below them), or articles of the workspace.
    #[arg(value_name = "FILE|FOLDER|ARTICLE", required = true)]
    texts: Vec<PathBuf>,

    /// Source language; without it, what the file says, that of the configuration, or detected.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    from: Option<String>,

    /// Target language; without it, what the file says or that of the configuration.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    to: Option<String>,

    /// Print JSON.
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    reading: Reading,
}

/// A text to be counted.
struct Text {
    from: String,
    to: String,
    segments: Vec<Segment>,
}

/// What the texts are counted with.
struct Counting<'a> {
    arguments: &'a Arguments,
    session: &'a Session,
    terminal: &'a Terminal,
    store: Option<Sqlite>,
    memory: Option<Memory<Sqlite>>,
    /// Sources that were counted.
    seen: HashSet<String>,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let store = session.existing_store()?;
    let memory = match &store {
        Some(store) => Some(session.memory(store.reader()?)?),
        None => None,
    };
    let mut counting = Counting {
        arguments,
        session: &session,
        terminal,
        store,
        memory,
        seen: HashSet::new(),
    };
    let texts = gathered(&arguments.texts)?;
    let mut counted = Vec::new();
    for (path, given) in &texts {
        match counting.text(path) {
            Ok(text) => counted.push((path, counting.count(&text)?)),
            // A folder may hold what is no text; a file that was named is meant.
            Err(error) if *given => return Err(error),
            Err(error) => terminal.warn(format!("{error}; not counted")),
        }
    }
    if counted.is_empty() {
        bail!("none of these files could be counted");
    }
    let mut total = Leverage::default();
    for (_, leverage) in &counted {
        total.add(leverage);
    }
    if arguments.json {
        let files: Vec<Value> = (counted.iter())
            .map(|(path, leverage)| json!({ "file": path.display().to_string(), "bands": bands(leverage) }))
            .collect();
        output::print_json(&json!({ "files": files, "total": bands(&total) }))?;
    } else {
        let mut out = std::io::stdout().lock();
        if counted.len() > 1 {
            for (path, leverage) in &counted {
                table(&clean(&path.display().to_string()), leverage, &mut out)?;
            }
        }
        let title = match &counted[..] {
            [(path, _)] => clean(&path.display().to_string()),
            several => format!("{} texts", several.len()),
        };
        table(&title, &total, &mut out)?;
    }
    let whole = counted.len() == texts.len();
    Ok(if whole { Exit::Done } else { Exit::Incomplete })
}

impl Counting<'_> {
    /// The file `path`, or the article of that name.
    fn text(&self, path: &Path) -> anyhow::Result<Text> {
        let settings = &self.session.settings;
        let to = || self.arguments.to.clone().unwrap_or_else(|| settings.to.clone());
        if let Some(store) = &self.store
            && !path.exists()
        {
            let article = article::named(store, &path.to_string_lossy())?;
            return Ok(Text {
                from: article.source_language,
                to: article.target_language,
                segments: article.segments,
            });
        }
        let options = ReadOptions {
            source_language: self.arguments.from.clone(),
            target_language: Some(to()),
            paragraphs: settings.paragraphs,
            ..ReadOptions::default()
        };
        let loaded = input::load(path, &self.arguments.reading, &options, self.terminal)?;
        let document = match loaded.input {
            Input::Document(document) => document,
            Input::Article(article) => {
                return Ok(Text {
                    from: article.source_language,
                    to: self.arguments.to.clone().unwrap_or(article.target_language),
                    segments: article.segments,
                });
            }
        };
        let configured =
            Some(settings.from.as_str()).filter(|from| !from.is_empty() && document.language.is_none());
        let said = self.arguments.from.as_deref().or(configured);
        let (from, segments) = cut(&document, path, (said, "--from"), self.session, self.terminal)?;
        Ok(Text {
            from,
            to: to(),
            segments,
        })
    }

    fn count(&mut self, text: &Text) -> anyhow::Result<Leverage> {
        let mut leverage = Leverage::default();
        let source = |at: Option<usize>| {
            let segment = at.and_then(|at| text.segments.get(at));
            segment.map_or("", |segment| segment.source.text.as_str())
        };
        let options = Options {
            limit: 1,
            min_score: 50,
        };
        for at in 0..text.segments.len() {
            let query = Query {
                source: source(Some(at)),
                before: source(at.checked_sub(1)),
                after: source(at.checked_add(1)),
                from: &text.from,
                to: &text.to,
            };
            let band = if self.seen.contains(query.source) {
                Band::Repetition
            } else {
                self.seen.insert(query.source.to_owned());
                let found = match &mut self.memory {
                    Some(memory) => memory.search(&query, &options)?,
                    None => Vec::new(),
                };
                Band::of(found.first().map_or(0, |best| best.score))
            };
            leverage.count(band, query.source);
        }
        Ok(leverage)
    }
}

/// The texts that were named and, of folders, all files below them in order of their names; each with whether it was
/// itself named.
fn gathered(named: &[PathBuf]) -> anyhow::Result<Vec<(PathBuf, bool)>> {
    let mut texts = Vec::new();
    for path in named {
        if path.is_dir() {
            texts.extend(files_below(path)?.into_iter().map(|file| (file, false)));
        } else {
            texts.push((path.clone(), true));
        }
    }
    Ok(texts)
}

fn bands(leverage: &Leverage) -> Value {
    let row = |(band, volume): (Band, Volume)| {
        json!({
            "band": band.as_str(),
            "segments": volume.segments,
            "words": volume.words,
            "characters": volume.characters,
        })
    };
    leverage.bands().map(row).collect()
}

fn table(title: &str, leverage: &Leverage, out: &mut dyn Write) -> std::io::Result<()> {
    let total = leverage.total();
    writeln!(out, "{title}")?;
    writeln!(
        out,
        "  {:<12}{:>10}{:>10}{:>12}{:>8}",
        "match", "segments", "words", "characters", "words %"
    )?;
    let rows = leverage.bands().map(|(band, volume)| (band.as_str(), volume));
    for (name, volume) in rows.chain([("all", total)]) {
        let share = 100.0 * volume.words as f64 / total.words.max(1) as f64;
        writeln!(
            out,
            "  {name:<12}{:>10}{:>10}{:>12}{share:>8.1}",
            volume.segments, volume.words, volume.characters
        )?;
    }
    Ok(())
}
