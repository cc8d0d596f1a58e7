//! `tarjuman glossary history`: who changed the rows of a term, when, and what they said before.
//!
//! What the program changes in a glossary of a workspace, here or from the page, is kept as a line of JSON in `history.jsonl`
//! beside it, so that it travels with it, wherever the configuration has it from. What somebody changes in an editor is not seen
//! when it happens; a row that differs from the last line is said to.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::target_file;
use crate::cli::clock;
use crate::cli::exit::Exit;
use crate::cli::output::is_same_file;
use crate::cli::session::{Session, author};
use crate::cli::terminal::{Terminal, clean};
use crate::document::Term;
use crate::glossary::TermFile;
use crate::store::files;

/// The folder of a workspace whose glossaries have a history, and its file there.
const FOLDER: &str = "glossaries";
const FILE: &str = "history.jsonl";

/// Say who changed the rows of a term, when and how.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary history لافروف
  tarjuman glossary history                     every change, the oldest first

A line for each change: time, who, glossary, source, what it was and what it became. Changes by an editor are not seen when
they happen; a row that was changed so is listed last.")]
pub(in crate::cli) struct Arguments {
    /// The source term, as listed; every term without it.
    #[arg(default_value = "", hide_default_value = true)]
    source: String,

    /// One JSON object a line.
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    place: target_file::Arguments,
}

/// A row that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    /// When, as TMX writes it.
    at: String,
    who: String,
    /// The glossary's file name.
    file: String,
    /// The row as it stood; `None` where it is new.
    old: Option<Term>,
    /// The row as it became; `None` where it went.
    new: Option<Term>,
}

impl Change {
    fn source(&self) -> &str {
        let row = self.new.as_ref().or(self.old.as_ref());
        row.map_or("", |row| row.source.as_str())
    }

    fn told(&self) -> String {
        let said = |row: &Option<Term>| row.as_ref().map_or_else(|| String::from("–"), told);
        format!(
            "{}\t{}\t{}\t{}\t{} → {}",
            self.at,
            self.who,
            self.file,
            self.source(),
            said(&self.old),
            said(&self.new)
        )
    }
}

/// What a row says of its source, the columns that have something in them.
pub(super) fn told(row: &Term) -> String {
    let mut parts = vec![row.target.clone()];
    for (name, list) in [
        ("or", &row.variants),
        ("not", &row.forbidden),
        ("also", &row.forms),
    ] {
        if !list.is_empty() {
            parts.push(format!("{name} {}", list.join(", ")));
        }
    }
    if !row.note.is_empty() {
        parts.push(format!("({})", row.note));
    }
    parts.join("; ")
}

/// Keeps what is different between two states of the glossary at `path`, if it is one of a workspace. Linear in both states.
pub(super) fn keep(
    session: &Session,
    path: &Path,
    (before, after): (&TermFile, &TermFile),
) -> anyhow::Result<()> {
    let changes = differences(path, before, after);
    let folder = folder_of(path);
    let is_kept = folder.ends_with(FOLDER) || configured(session).any(|file| is_same_file(&file, path));
    if changes.is_empty() || !is_kept {
        return Ok(());
    }
    let mut lines = String::new();
    for change in &changes {
        lines.push_str(&serde_json::to_string(change)?);
        lines.push('\n');
    }
    files::update(&folder.join(FILE), |old| {
        anyhow::Ok(Some(format!("{old}{lines}")))
    })
}

/// The glossaries that the configuration has beside those of the workspace's own folder.
fn configured(session: &Session) -> impl Iterator<Item = PathBuf> {
    let folder = session.place().folder().to_owned();
    let files = session.settings.glossary.files.iter();
    files.map(move |file| folder.join(file))
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}

/// The folders that hold the histories of the glossaries that are meant: of every one of the workspace, or of the file that is named.
fn folders(place: &target_file::Arguments, session: &Session) -> Vec<PathBuf> {
    let mut folders = vec![folder_of(&place.path(session))];
    if place.file.is_none() {
        let known = |folders: &[PathBuf], folder: &Path| folders.iter().any(|one| is_same_file(one, folder));
        for folder in configured(session).map(|file| folder_of(&file)) {
            if !known(&folders, &folder) {
                folders.push(folder);
            }
        }
    }
    folders
}

/// The rows that only one of two states has; two of one source are one row that changed.
fn differences(path: &Path, before: &TermFile, after: &TermFile) -> Vec<Change> {
    let mut counts: BTreeMap<&str, (Vec<&Term>, Vec<&Term>)> = BTreeMap::new();
    for (_, row) in before.terms() {
        counts.entry(&row.source).or_default().0.push(row);
    }
    for (_, row) in after.terms() {
        counts.entry(&row.source).or_default().1.push(row);
    }
    let (at, who) = (clock::now(), author(None));
    let file = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut changes = Vec::new();
    for (mut old, mut new) in counts.into_values() {
        let both: Vec<&Term> = old.iter().copied().filter(|row| new.contains(row)).collect();
        old.retain(|row| !both.contains(row));
        new.retain(|row| !both.contains(row));
        for place in 0..old.len().max(new.len()) {
            changes.push(Change {
                at: at.clone(),
                who: who.clone(),
                file: file.clone(),
                old: old.get(place).map(|row| (*row).clone()),
                new: new.get(place).map(|row| (*row).clone()),
            });
        }
    }
    changes
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let meant = |change: &Change| arguments.source.is_empty() || change.source() == arguments.source;
    let (mut changes, mut outside) = (Vec::new(), Vec::new());
    for folder in folders(&arguments.place, &session) {
        let mut own = read(&folder.join(FILE))?;
        own.retain(meant);
        outside.extend(edited(&own, &folder)?);
        changes.extend(own);
    }
    changes.sort_by(|a, b| a.at.cmp(&b.at));
    let mut out = BufWriter::new(std::io::stdout().lock());
    for change in &changes {
        let line = if arguments.json {
            serde_json::to_string(change)?
        } else {
            clean(&change.told())
        };
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    for change in outside {
        terminal.say(format!(
            "{}: {} was changed outside since {}",
            change.file,
            change.source(),
            change.at
        ));
    }
    if changes.is_empty() {
        terminal.say(format!(
            "no change is known; {FILE} beside the glossaries keeps those from now on"
        ));
    }
    Ok(Exit::Done)
}

#[expect(clippy::disallowed_methods, reason = "`cli` reads the disk")]
fn text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

fn read(path: &Path) -> anyhow::Result<Vec<Change>> {
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let text = text(path)?;
    let lines = text.lines().enumerate();
    lines
        .map(|(number, line)| {
            serde_json::from_str(line)
                .with_context(|| format!("{}:{}: this is no change of a term", path.display(), number + 1))
        })
        .collect()
}

/// The last changes of rows that say something else by now.
fn edited(changes: &[Change], folder: &Path) -> anyhow::Result<Vec<Change>> {
    let mut last: BTreeMap<(&str, &str), &Change> = BTreeMap::new();
    for change in changes {
        last.insert((change.file.as_str(), change.source()), change);
    }
    let mut files: BTreeMap<&str, TermFile> = BTreeMap::new();
    for (file, _) in last.keys() {
        let path = folder.join(file);
        if !files.contains_key(file) && path.is_file() {
            let text = text(&path)?;
            files.insert(
                file,
                TermFile::parse(&text).with_context(|| path.display().to_string())?,
            );
        }
    }
    let stands = |change: &&Change| {
        let Some(file) = files.get(change.file.as_str()) else {
            return change.new.is_none();
        };
        let mut rows = file.terms().filter(|(_, row)| row.source == change.source());
        match &change.new {
            Some(new) => rows.any(|(_, row)| row == new),
            None => rows.next().is_none(),
        }
    };
    let edited = last.into_values().filter(|change| !stands(change));
    Ok(edited.cloned().collect())
}
