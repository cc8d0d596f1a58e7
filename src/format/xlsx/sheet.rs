//! A sheet: rows of cells, what stands in them, and where; and cells as they are written.

use std::ops::Range;

use super::book::Shared;
use super::number::Shown;
use crate::format::xml::{self, Element};
use crate::format::{Error, terms};

/// A row in which something stands.
#[derive(Debug)]
pub(super) struct Row {
    /// Its number, from 1.
    pub(super) number: usize,
    /// Where its start tag stands, and what is between it and its end tag.
    pub(super) tag: Range<usize>,
    pub(super) inner: Range<usize>,
    /// Its cells, by rising column.
    pub(super) cells: Vec<Cell>,
}

/// A cell, empty or not.
#[derive(Debug)]
pub(super) struct Cell {
    /// Its column, from 0.
    pub(super) column: usize,
    /// What it shows.
    pub(super) text: String,
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// Whether its text is the result of a formula.
    pub(super) is_formula: bool,
}

/// The number of the last row that a sheet can have.
const LAST: usize = 1 << 20;
/// Columns that are read.
const COLUMNS: usize = 256;

impl Row {
    /// The cell in a column, from 0.
    pub(super) fn cell(&self, column: usize) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column);
        at.ok().map(|at| &self.cells[at])
    }

    /// What stands in a column.
    pub(super) fn text(&self, column: usize) -> Option<&str> {
        self.cell(column).map(|cell| cell.text.as_str())
    }

    /// How many columns reach to the last cell in which something stands.
    pub(super) fn width(&self) -> usize {
        let last = self.cells.iter().rev().find(|cell| !cell.text.is_empty());
        last.map_or(0, |cell| cell.column + 1)
    }

    /// The texts of its first `width` columns, as far as something stands in them.
    pub(super) fn into_row(self, width: usize) -> terms::Row {
        let width = width.min(self.width());
        let mut cells = vec![String::new(); width];
        for cell in self.cells {
            if let Some(place) = cells.get_mut(cell.column) {
                *place = cell.text;
            }
        }
        terms::Row {
            line: self.number,
            cells,
        }
    }
}

/// Room for what is read of a workbook.
#[derive(Debug)]
pub(super) struct Room {
    /// Bytes of text: a string of a megabyte may stand in a million cells.
    text: usize,
    /// Cells.
    cells: usize,
    /// Rows in which something stands.
    rows: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            text: 64 << 20,
            cells: 2_000_000,
            rows: 400_000,
        }
    }
}

impl Room {
    fn take(room: &mut usize, wanted: usize) -> Result<(), Error> {
        *room = room.checked_sub(wanted).ok_or(Error::Package {
            why: "its sheets hold more than 400,000 rows, two million cells or 64 MB of text; part the table",
        })?;
        Ok(())
    }

    /// Takes the room of so many further cells.
    pub(super) fn take_cells(&mut self, cells: usize) -> Result<(), Error> {
        Self::take(&mut self.cells, cells)
    }
}

/// The rows of the sheet that stands at byte `start` of its package. Time linear in the sheet; memory in what stands in it.
///
/// # Errors
/// [`Error::Syntax`] where the sheet is not well-formed; [`Error::Package`] where there is no room.
pub(super) fn rows(sheet: &str, start: usize, shared: &Shared, room: &mut Room) -> Result<Vec<Row>, Error> {
    let mut rows: Vec<Row> = Vec::new();
    let mut last = 0;
    xml::each(sheet, "row", &mut |element| {
        let named = element.attribute("r").and_then(|number| number.parse().ok());
        let number: usize = named.unwrap_or(last + 1).min(LAST);
        last = number;
        let cells = cells(&element, start, shared, room)?;
        if cells.iter().any(|cell| !cell.text.trim().is_empty()) {
            Room::take(&mut room.rows, 1)?;
            rows.push(Row {
                number,
                tag: moved(element.start_tag(), start),
                inner: moved(element.inner, start),
                cells,
            });
        }
        Ok(())
    })?;
    Ok(rows)
}

fn cells(row: &Element, start: usize, shared: &Shared, room: &mut Room) -> Result<Vec<Cell>, Error> {
    let mut cells: Vec<Cell> = Vec::new();
    for element in row.elements().filter(|element| element.name == "c") {
        let next = cells.last().map_or(0, |cell| cell.column + 1);
        let named = element.attribute("r").and_then(place);
        let column = named.map_or(next, |(_, column)| column);
        // Cells out of order are a fault that no spreadsheet makes.
        if column < next || column >= COLUMNS {
            continue;
        }
        let text = shown(element, shared);
        Room::take(&mut room.text, text.len())?;
        room.take_cells(1)?;
        cells.push(Cell {
            column,
            text,
            span: moved(element.at..element.end, start),
            is_formula: element.child("f").is_some(),
        });
    }
    Ok(cells)
}

fn moved(span: Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

/// What a cell shows (ISO/IEC 29500-1 18.18.11).
fn shown(cell: &Element, shared: &Shared) -> String {
    let value = || cell.child("v").map(Element::text).unwrap_or_default();
    match cell.attribute("t").unwrap_or("n") {
        "s" => {
            let number = value().trim().parse::<usize>().ok();
            let string = number.and_then(|number| shared.strings.get(number));
            string.cloned().unwrap_or_default()
        }
        "inlineStr" => cell.child("is").map(rich_text).unwrap_or_default(),
        "str" => unescaped(&value()),
        "b" => String::from(if value().trim() == "1" { "TRUE" } else { "FALSE" }),
        "n" => {
            let style = cell.attribute("s").and_then(|style| style.parse::<usize>().ok());
            let style = shared.shown.get(style.unwrap_or(0));
            style
                .copied()
                .unwrap_or(Shown::Plain)
                .text(&value(), shared.from_1904)
        }
        _ => value(),
    }
}

/// The text of a string with or without formatted runs; how it is pronounced is left out.
pub(super) fn rich_text(item: &Element) -> String {
    let mut text = String::new();
    for child in item.elements() {
        match child.name.as_str() {
            "t" => text.push_str(&child.text()),
            "r" => text.extend(child.child("t").map(Element::text)),
            _ => {}
        }
    }
    unescaped(&text)
}

/// Row (from 1) and column (from 0) of a reference such as `D5`.
pub(super) fn place(reference: &str) -> Option<(usize, usize)> {
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = reference.split_at(digits);
    let mut column = 0_usize;
    for letter in letters.bytes() {
        if !letter.is_ascii_uppercase() || column > 1 << 20 {
            return None;
        }
        column = column * 26 + usize::from(letter - b'A') + 1;
    }
    Some((number.parse().ok()?, column.checked_sub(1)?))
}

/// The reference of a cell: row from 1, column from 0.
pub(super) fn reference(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    letters.into_iter().collect::<String>() + &row.to_string()
}

/// The text of a string as workbooks hold it: characters that XML does not carry as `_x000D_` (ISO/IEC 29500-1 22.9.2.19).
pub(super) fn held(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let is_escaped = |c: char| c == '\r' || !xml::is_allowed(c);
    // What is escaped begins with the sign that would end an escape: `_xAA0A` before a line end.
    let ends = |text: &str| text.starts_with(|c| c == '_' || is_escaped(c));
    for (at, c) in text.char_indices() {
        if is_escaped(c) || (c == '_' && digits(&text[at..]).is_some_and(|_| ends(&text[at + 6..]))) {
            out.push_str(&format!("_x{:04X}_", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// The text that [`held`] wrote.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        match escape(found) {
            Some(c) => {
                out.push(c);
                rest = &found[7..];
            }
            None => {
                out.push('_');
                rest = &found[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The character whose escape `text` begins with.
fn escape(text: &str) -> Option<char> {
    let digits = digits(text).filter(|_| text[6..].starts_with('_'));
    char::from_u32(u32::from_str_radix(digits?, 16).ok()?)
}

/// The digits of the escape that `text` begins with, but for its end.
fn digits(text: &str) -> Option<&str> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    digits
        .bytes()
        .all(|digit| digit.is_ascii_hexdigit())
        .then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_reference_names_row_and_column() {
        assert_eq!(place("A1"), Some((1, 0)));
        assert_eq!(place("XFD1048576"), Some((1_048_576, 16_383)));
        assert_eq!(place("1"), None);
        assert_eq!(place("AAAAAAAAAAAAAAAAAAAAAAA1"), None);
        for column in [0, 25, 26, 701, 702, 16_383] {
            assert_eq!(place(&reference(7, column)), Some((7, column)));
        }
    }

    #[test]
    fn an_escape_ends_no_other() {
        assert_eq!(unescaped(&held("_xAA0A\r")), "_xAA0A\r");
    }

    proptest! {
        #[test]
        fn every_text_is_held(text in "[_x0-9A-F\u{1}\r\n\u{FFFE}ا]{0,24}") {
            let written = held(&text);
            prop_assert!(written.chars().all(|c| xml::is_allowed(c) && c != '\r'));
            prop_assert_eq!(unescaped(&written), text);
        }
    }
}
