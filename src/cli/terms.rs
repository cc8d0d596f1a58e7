//! Glossary files whatever their format: the home format, tables of other programs, and formats of other tools.

use std::path::Path;

use anyhow::bail;

use super::counts::counted;
use super::input::{self, STANDARD};
use super::output;
use super::terminal::{Terminal, clean};
use crate::document::TermList;
use crate::format::{self, Format, ReadOptions, Table, Terms};
use crate::glossary::{self, TermFile};

/// The pair of languages a glossary is wanted in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted<'a> {
    /// Source language; `None` takes what the file tells.
    pub(super) from: Option<&'a str>,
    /// Target language, likewise.
    pub(super) to: Option<&'a str>,
}

/// How a file holds terms.
enum Kind {
    /// A row a term, parted by tabs.
    Home,
    /// A row a term, as spreadsheets have it.
    Table(&'static dyn Table),
    /// As another tool does.
    Foreign(&'static dyn Terms),
}

impl Kind {
    fn of(path: &Path, text: &str) -> Self {
        let format = format::recognise(&path.to_string_lossy(), text);
        match (format.terms(), format.table()) {
            (Some(terms), _) => Self::Foreign(terms),
            (None, Some(table)) => Self::Table(table),
            (None, None) => Self::Home,
        }
    }
}

/// The glossary `path` as a file of the home format, each term on the line where it stands.
pub(super) fn home_text(path: &Path, wanted: Wanted<'_>) -> anyhow::Result<String> {
    let text = input::text_file(path)?;
    let home = match Kind::of(path, &text) {
        Kind::Home => Ok(text),
        Kind::Table(table) => of_cells(table, &text),
        Kind::Foreign(terms) => {
            let list = terms.read(&text, &wanted.options())?;
            let rows = list.terms.iter().map(|(line, term)| (*line, term));
            TermFile::of_lines(rows)
                .map(|file| file.to_text())
                .map_err(anyhow::Error::from)
        }
    };
    home.map_err(|error| named(path, error))
}

/// The terms of the glossary `text`, the file `path`.
pub(super) fn read(path: &Path, text: &str, wanted: Wanted<'_>) -> anyhow::Result<TermList> {
    let read = match Kind::of(path, text) {
        Kind::Foreign(terms) => terms.read(text, &wanted.options()).map_err(anyhow::Error::from),
        Kind::Table(table) => of_cells(table, text).and_then(|home| listed(&home, wanted)),
        Kind::Home => listed(text, wanted),
    };
    read.map_err(|error| named(path, error))
}

/// A table as a file of the home format.
fn of_cells(table: &dyn Table, text: &str) -> anyhow::Result<String> {
    let rows = table.rows(text)?.into_iter();
    Ok(glossary::from_cells(rows.map(|row| (row.line, row.cells))))
}

/// The terms of a file of the home format.
fn listed(home: &str, wanted: Wanted<'_>) -> anyhow::Result<TermList> {
    let file = TermFile::parse(home)?;
    Ok(TermList {
        source_language: wanted.from.unwrap_or_default().to_owned(),
        target_language: wanted.to.unwrap_or_default().to_owned(),
        terms: file.terms().map(|(line, term)| (line, term.clone())).collect(),
        ..TermList::default()
    })
}

/// What is wrong, with the file that it is wrong with.
fn named(path: &Path, error: anyhow::Error) -> anyhow::Error {
    input::flat(error.context(input::shown(path)))
}

impl Wanted<'_> {
    fn options(&self) -> ReadOptions {
        ReadOptions {
            source_language: self.from.map(str::to_owned),
            target_language: self.to.map(str::to_owned),
            ..ReadOptions::default()
        }
    }
}

/// Whether a glossary was refused because it has other languages.
pub(super) fn lacks_languages(error: &anyhow::Error) -> bool {
    let of_languages = |cause: &format::Error| matches!(cause, format::Error::OtherLanguages { .. });
    error
        .chain()
        .any(|cause| cause.downcast_ref().is_some_and(of_languages))
}

/// An error if `path` is a glossary that is read and not changed: what is to be done with it.
pub(super) fn refuse_foreign(path: &Path, text: &str) -> anyhow::Result<()> {
    match Kind::of(path, text) {
        Kind::Home => Ok(()),
        Kind::Table(_) | Kind::Foreign(_) => bail!(
            "{}: is read here, not changed; `tarjuman glossary import` takes its terms into a glossary of the workspace",
            input::shown(path)
        ),
    }
}

/// Whether the file `text` of `format` lists terms rather than segments.
pub(super) fn is_glossary(format: &dyn Format, text: &str) -> bool {
    // Our own tables of segments are told by their header row.
    let holds_segments = match format.table() {
        Some(table) => table.holds_segments(text),
        None => format.recognises(text),
    };
    format.terms().is_some() || (is_table(format) && !holds_segments)
}

/// Whether the header row of the table `text` has a column that only glossaries have.
pub(super) fn names_terms(format: &dyn Format, text: &str) -> bool {
    let is_own =
        |cell: &str| ["kind", "forms", "variants", "forbidden", "match", "not"].contains(&cell.trim());
    if let Some(table) = format.table() {
        let rows = table.rows(text).unwrap_or_default();
        return rows
            .first()
            .is_some_and(|row| row.cells.iter().any(|cell| is_own(cell)));
    }
    let header = text
        .lines()
        .find(|line| !line.starts_with('#') && !line.trim().is_empty());
    header.unwrap_or_default().split('\t').any(is_own)
}

/// Whether glossaries of our own are written in this format.
pub(super) fn is_table(format: &dyn Format) -> bool {
    format.id() == "tsv" || format.table().is_some()
}

/// `list` as a file of `format`, with what it could not hold.
fn bytes(list: &TermList, format: &dyn Format) -> anyhow::Result<(Vec<u8>, Vec<String>)> {
    let mut lost = Vec::new();
    if let Some(terms) = format.terms() {
        if list.terms.is_empty() {
            bail!(
                "there is no term to write, and a {} file holds at least one",
                format.name()
            );
        }
        let mut counts = TermList::default();
        for (_, term) in &list.terms {
            terms.lost(term).into_iter().for_each(|what| counts.leave(what));
        }
        lost.extend(
            counts
                .left
                .iter()
                .map(|(what, times)| format!("{times} × {what}")),
        );
        let mut out = Vec::new();
        terms.write(list, &mut out)?;
        return Ok((out, lost));
    }
    let (file, refused) = TermFile::of_terms(list.terms.iter().map(|(_, term)| term));
    lost.extend(refused.iter().map(|error| format!("one term: {error}")));
    let Some(table) = format.table() else {
        return Ok((file.to_text().into_bytes(), lost));
    };
    let rows = file.terms().map(|(_, term)| TermFile::cells(term));
    let mut rows = std::iter::once(TermFile::header_cells())
        .chain(rows)
        .map(Vec::from);
    let mut out = Vec::new();
    table.write(
        &mut rows,
        (&list.source_language, &list.target_language),
        &mut out,
    )?;
    Ok((out, lost))
}

/// Says what of a file has no place in a term.
pub(super) fn say_left(shown: &str, list: &TermList, terminal: &Terminal) {
    if list.left.is_empty() {
        return;
    }
    let left: Vec<String> = list
        .left
        .iter()
        .map(|(what, times)| format!("{times} × {what}"))
        .collect();
    terminal.warn(clean(&format!(
        "{shown}: has no place in a glossary row and is left out: {}",
        left.join(", ")
    )));
}

/// Writes `list` to `path` as a file of `format`, and says what that could not hold.
pub(super) fn put(
    path: &Path,
    list: &TermList,
    format: &dyn Format,
    terminal: &Terminal,
) -> anyhow::Result<()> {
    let shown = input::shown(path);
    let (bytes, lost) = bytes(list, format)?;
    output::bytes(path, &bytes)?;
    for what in lost {
        terminal.warn(clean(&format!(
            "{shown}: {} has no place for {what}",
            format.name()
        )));
    }
    if path != Path::new(STANDARD) {
        terminal.say(format!(
            "{shown}: {} as {}",
            counted(list.terms.len(), "term"),
            format.name()
        ));
    }
    Ok(())
}
