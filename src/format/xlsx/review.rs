//! The review table: written, read, and brought up to date where it stands.

use super::about;
use super::book::Book;
use super::sheet::{self, Row};
use super::write::{Cell, Sheet, Style, TOO_LONG, fits};
use crate::document::{Article, Comment, Content, Segment, SegmentId, State};
use crate::format::rows::{self, COLUMNS, Columns, Rows};
use crate::format::skeleton::Wanted;
use crate::format::{Error, Patches, ReadOptions, labels, placeholder, xml};
use crate::language::{self, Direction};

/// What the sheet is called.
const NAME: &str = "Review";
/// The columns behind those of [`rows`].
const COMMENTS: &str = "comments";
const NOTE: &str = "note";
/// Widths of all columns, in digits of the normal font.
const WIDTHS: &[u32] = &[12, 6, 60, 60, 14, 16, 30, 36, 30, 30];

/// The table of an article: ids, sources and what is known of them locked, targets, states and notes open.
pub(super) fn sheet(article: &Article) -> Sheet {
    let head = COLUMNS.into_iter().chain([COMMENTS, NOTE]);
    let head = head.map(|name| Cell::new(name, Style::Head)).collect();
    let source = language::of(&article.source_language).direction;
    let target = language::of(&article.target_language).direction;
    let row = |segment: &Segment| {
        let said: Vec<String> = article
            .comments_on(Some(&segment.id))
            .map(labels::comment)
            .collect();
        let cells = rows::cells(segment).into_iter();
        let cells = cells.chain([said.join("\n"), String::new()]);
        let styled = cells.enumerate().map(|(column, text)| {
            let style = match column {
                2 => Style::Fixed(source),
                3 if segment.target.state == State::Locked => Style::Fixed(target),
                3 => Style::Open(target),
                4 | 9 => Style::Open(Direction::Ltr),
                _ => Style::Aside,
            };
            // What is only shown may be cut to what a cell holds.
            Cell {
                is_evidence: column > 4,
                ..Cell::new(text, style)
            }
        });
        styled.collect()
    };
    Sheet {
        name: NAME,
        direction: source,
        widths: WIDTHS,
        rows: std::iter::once(head)
            .chain(article.segments.iter().map(row))
            .collect(),
        states: Some(4),
    }
}

/// The table of a workbook that has a column `source`.
struct Table {
    /// The sheet's number and name.
    number: usize,
    name: String,
    header: Row,
    columns: Columns,
    /// The rows with a segment, and the article that these make.
    rows: Vec<Row>,
    read: Rows,
}

/// The first table of segments in the visible sheets of a workbook.
fn table(book: &mut Book<'_>, options: &ReadOptions) -> Result<Table, Error> {
    for number in 0..book.sheets.len() {
        let name = book.sheets[number].name.clone();
        let mut all = book.rows(number)?.into_iter();
        let Some(header) = all.next() else { continue };
        let names = (0..header.width()).map(|column| header.text(column).unwrap_or_default());
        let Some(columns) = Columns::of(names) else {
            continue;
        };
        let (mut rows, mut read) = (Vec::new(), Rows::new(options));
        for row in all {
            let cells = columns.cells(|column| row.text(column));
            let [id, _, source, target, ..] = cells;
            if [id, source, target].iter().all(|text| text.is_empty()) {
                continue;
            }
            let wrong = |message| Error::Cell {
                cell: format!("{name}!{}", sheet::reference(row.number, 0)),
                message,
            };
            read.push(cells).map_err(wrong)?;
            rows.push(row);
        }
        return Ok(Table {
            number,
            name,
            header,
            columns,
            rows,
            read,
        });
    }
    let first = book.sheets.first().map_or("", |sheet| &sheet.name);
    Err(Error::Cell {
        cell: format!("{first}!A1"),
        message: rows::no_source(),
    })
}

/// The article in the review table of a workbook.
///
/// # Errors
/// [`Error::Cell`] where there is no such table or a row of it is wrong; what [`Book::open`] says;
/// [`Error::UnknownLanguage`].
pub(super) fn read(text: &str, options: &ReadOptions) -> Result<Article, Error> {
    let mut book = Book::open(text)?;
    let mut table = table(&mut book, options)?;
    let mut comments = Vec::new();
    let note = table.header.cells.iter().find(|cell| cell.text.trim() == NOTE);
    let note = note.map(|cell| cell.column);
    let remarks = book.remarks(table.number)?;
    for (row, segment) in table.rows.iter().zip(table.read.segments()) {
        let noted = note
            .and_then(|column| row.text(column))
            .map(|text| (String::from("reviewer"), text.trim().to_owned()))
            .filter(|(_, text)| !text.is_empty());
        let first = remarks.partition_point(|remark| remark.row < row.number);
        let on_cells = remarks[first..]
            .iter()
            .take_while(|remark| remark.row == row.number)
            .map(|remark| (remark.who.clone(), remark.text.clone()));
        let said = |(who, text)| comment(&segment.id, who, text);
        comments.extend(noted.into_iter().chain(on_cells).map(said));
    }
    table.read.article().comments = comments;
    about::take(&mut book, table.read.article())?;
    table.read.finish(options)
}

fn comment(segment: &SegmentId, who: String, text: String) -> Comment {
    Comment {
        number: 0,
        segment: Some(segment.clone()),
        text,
        who,
        at: String::new(),
        resolved: None,
    }
}

/// What is to be replaced in a workbook so that its table holds the targets and states of `article`. A table without a
/// column for targets gets one.
///
/// # Errors
/// [`Error::Cell`] where a formula makes what is to be replaced, or a text is longer than a cell holds;
/// [`Error::OtherText`] for a segment without a row; what [`read`] says.
pub(super) fn patches(text: &str, article: &Article, options: &ReadOptions) -> Result<Patches, Error> {
    let table = table(&mut Book::open(text)?, options)?;
    let mut wanted = Wanted::of(article);
    let mut edit = Edit {
        text,
        sheet: &table.name,
        patches: Patches::default(),
    };
    let beyond = table.header.cells.last().map_or(0, |cell| cell.column + 1);
    let column = table.columns.target().unwrap_or(beyond);
    for (row, own) in table.rows.iter().zip(table.read.segments()) {
        let Some(segment) = wanted.take(&own.id) else {
            continue;
        };
        let (old, new) = (&own.target, &segment.target);
        if !is_alike(&old.content, &new.content) {
            edit.set(row, column, &placeholder::shown(&new.content))?;
        }
        if let Some(column) = table.columns.state().filter(|_| old.state != new.state) {
            edit.set(row, column, new.state.as_str())?;
        }
    }
    wanted.finish()?;
    if table.columns.target().is_none() && !edit.patches.is_empty() {
        edit.set(&table.header, beyond, COLUMNS[3])?;
    }
    Ok(edit.patches)
}

/// Whether two contents look alike in a cell, which shows no markup of codes.
fn is_alike(old: &Content, new: &Content) -> bool {
    placeholder::shown(old) == placeholder::shown(new)
}

/// A sheet that is being edited.
struct Edit<'a> {
    text: &'a str,
    sheet: &'a str,
    patches: Patches,
}

impl Edit<'_> {
    /// Sets the text of a cell, which keeps its style; a row that has no such cell gets one.
    fn set(&mut self, row: &Row, column: usize, text: &str) -> Result<(), Error> {
        let reference = sheet::reference(row.number, column);
        let wrong = |message: &str| Error::Cell {
            cell: format!("{}!{reference}", self.sheet),
            message: message.to_owned(),
        };
        let cell = row.cell(column);
        if cell.is_some_and(|cell| cell.is_formula) {
            return Err(wrong(
                "a formula makes this text; put its value in its place, then export again",
            ));
        }
        if !fits(text) {
            return Err(wrong(TOO_LONG));
        }
        let style = cell.and_then(|cell| {
            let tag = &self.text[cell.span.clone()];
            let mut named = xml::attributes(tag);
            let (_, value) = named.find(|(name, _)| &tag[name.clone()] == "s")?;
            Some(format!(" s=\"{}\"", &tag[value]))
        });
        let tag = xml::name(&self.text[row.tag.clone()]);
        let prefix = tag.strip_suffix("row").unwrap_or_default();
        let written = format!(
            "<{prefix}c r=\"{reference}\"{} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{}</{prefix}t>\
             </{prefix}is></{prefix}c>",
            style.unwrap_or_default(),
            xml::escaped(&sheet::held(text))
        );
        let after = row.cells.iter().find(|cell| cell.column > column);
        let span = match (cell, after) {
            (Some(cell), _) => cell.span.clone(),
            (None, Some(after)) => after.span.start..after.span.start,
            (None, None) => {
                let last = row.cells.last().map_or(row.inner.start, |cell| cell.span.end);
                last..last
            }
        };
        self.patches.edit(self.text, span, written);
        Ok(())
    }
}
