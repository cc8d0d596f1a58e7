//! Glossary files whatever their format: the home format, CSV, and those of other tools.

use std::borrow::Cow;
use std::path::Path;

use anyhow::bail;

use super::counts::counted;
use super::input::{self, STANDARD};
use super::output;
use super::terminal::{Terminal, clean};
use crate::document::TermList;
use crate::format::{self, Format, ReadOptions, Terms};
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
    /// A row a term, parted by commas.
    Commas,
    /// As another tool does.
    Foreign(&'static dyn Terms),
}

impl Kind {
    fn of(path: &Path, text: &str) -> Self {
        let format = format::recognise(&path.to_string_lossy(), text);
        match (format.terms(), format.id()) {
            (Some(terms), _) => Self::Foreign(terms),
            (None, "csv") => Self::Commas,
            (None, _) => Self::Home,
        }
    }
}

/// The glossary `path` as a file of the home format, each term on the line where it stands.
pub(super) fn home_text(path: &Path, wanted: Wanted<'_>) -> anyhow::Result<String> {
    let text = input::text_file(path)?;
    let named = |error: anyhow::Error| input::flat(error.context(input::shown(path)));
    match Kind::of(path, &text) {
        Kind::Home => Ok(text),
        Kind::Commas => glossary::from_csv(&text).map_err(|error| named(error.into())),
        Kind::Foreign(terms) => {
            let list = terms
                .read(&text, &wanted.options())
                .map_err(|error| named(error.into()))?;
            let rows = list.terms.iter().map(|(line, term)| (*line, term));
            let file = TermFile::of_lines(rows).map_err(|error| named(error.into()))?;
            Ok(file.to_text())
        }
    }
}

/// The terms of the glossary `text`, the file `path`.
pub(super) fn read(path: &Path, text: &str, wanted: Wanted<'_>) -> anyhow::Result<TermList> {
    let named = |error: anyhow::Error| input::flat(error.context(input::shown(path)));
    let home = match Kind::of(path, text) {
        Kind::Foreign(terms) => {
            return terms
                .read(text, &wanted.options())
                .map_err(|error| named(error.into()));
        }
        Kind::Commas => Cow::Owned(glossary::from_csv(text).map_err(|error| named(error.into()))?),
        Kind::Home => Cow::Borrowed(text),
    };
    let file = TermFile::parse(&home).map_err(|error| named(error.into()))?;
    Ok(TermList {
        source_language: wanted.from.unwrap_or_default().to_owned(),
        target_language: wanted.to.unwrap_or_default().to_owned(),
        terms: file.terms().map(|(line, term)| (line, term.clone())).collect(),
        ..TermList::default()
    })
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
        Kind::Commas | Kind::Foreign(_) => bail!(
            "{}: is read here, not changed; `tarjuman glossary import` takes its terms into a glossary of the workspace",
            input::shown(path)
        ),
    }
}

/// Whether a file of `format` that begins with `head` lists terms rather than segments.
pub(super) fn is_glossary(format: &dyn Format, head: &str) -> bool {
    // Our own tables of segments are told by their header row.
    format.terms().is_some() || (is_table(format) && !format.recognises(head))
}

/// Whether the header row of a table has a column that only glossaries have.
pub(super) fn names_terms(text: &str) -> bool {
    let header = text
        .lines()
        .find(|line| !line.starts_with('#') && !line.trim().is_empty());
    let mut cells = header.unwrap_or_default().split(['\t', ',', ';']);
    cells.any(|cell| ["kind", "forms", "variants", "forbidden", "match", "not"].contains(&cell.trim()))
}

/// Whether glossaries of our own are written in this format.
pub(super) fn is_table(format: &dyn Format) -> bool {
    matches!(format.id(), "tsv" | "csv")
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
    let text = if format.id() == "csv" {
        glossary::to_csv(&file)
    } else {
        file.to_text()
    };
    Ok((text.into_bytes(), lost))
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
