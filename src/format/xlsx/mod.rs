//! Excel workbooks: an article as a review table with locked ids, which comes home corrected, and glossaries.
//!
//! The table has the columns of [`super::rows`] and two more: `comments` holds what was remarked, `note` takes what the
//! reviewer remarks. Beside it stands the sheet `About`, by which the file finds its article again. A right-to-left source
//! makes the sheet run from right to left. Every text is written as text and its cell formatted as such: a spreadsheet makes
//! no number, date or formula of it, when it is opened or when it is edited.
//!
//! Read are the visible sheets of any workbook of ISO/IEC 29500, transitional or strict; of a number what the cell shows
//! where that is a date, a time or leading zeros, and otherwise its value; of a formula its last result. Columns behind the
//! 256th, and in a glossary those without a heading, are not read. What was read is given back in place ([`super::skeleton`]): only cells whose text differs are
//! written, and a workbook in which nothing differs is its own bytes.

mod about;
mod book;
mod number;
mod review;
mod sheet;
mod write;

use std::io::Write;

use super::terms::{Row, Table};
use super::{Error, Format, Input, Part, Patches, ReadOptions, View, WriteOptions};
use crate::document::Article;

/// Excel workbooks (Office Open XML, ISO/IEC 29500).
pub(super) struct Xlsx;

impl Format for Xlsx {
    fn id(&self) -> &'static str {
        "xlsx"
    }

    fn name(&self) -> &'static str {
        "Excel workbook"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xlsx", "xlsm", "xltx"]
    }

    fn recognises(&self, head: &str) -> bool {
        head.starts_with("\0xl/workbook.xml\0")
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn carries(&self) -> &'static [Part] {
        &[
            Part::Untranslated,
            Part::States,
            Part::Origins,
            Part::Codes,
            Part::Comments,
            Part::Terms,
            Part::Findings,
            Part::Title,
        ]
    }

    fn keeps(&self, _: View) -> bool {
        true
    }

    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        Ok(Input::Article(review::read(text, options)?))
    }

    fn patches(&self, text: &str, article: &Article, options: &ReadOptions) -> Result<Patches, Error> {
        review::patches(text, article, options)
    }

    fn write(&self, article: &Article, _: &WriteOptions<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let sheets = [review::sheet(article), about::sheet(article)];
        Ok(out.write_all(&write::workbook(&sheets)?)?)
    }

    fn table(&self) -> Option<&dyn Table> {
        Some(self)
    }
}

impl Table for Xlsx {
    /// The rows of the first visible sheet in which something stands.
    fn rows(&self, text: &str) -> Result<Vec<Row>, Error> {
        let mut book = book::Book::open(text)?;
        for number in 0..book.sheets.len() {
            let rows = book.rows(number)?;
            let Some(width) = rows.first().map(sheet::Row::width) else {
                continue;
            };
            let row = |row: sheet::Row| {
                let row = row.into_row(width);
                book.room.take_cells(row.cells.len())?;
                Ok(row)
            };
            return rows.into_iter().map(row).collect();
        }
        Ok(Vec::new())
    }

    fn write(
        &self,
        rows: &mut dyn Iterator<Item = Vec<String>>,
        languages: (&str, &str),
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        Ok(out.write_all(&write::workbook(&[write::table(rows, languages)])?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_workbook_is_refused_in_words() {
        let read = |text: &str| Xlsx.rows(text).unwrap_err().to_string();
        assert!(read("text").contains("no workbook"), "{}", read("text"));
        let empty = "\0xl/workbook.xml\0<workbook><sheets/></workbook>";
        assert!(Xlsx.rows(empty).unwrap().is_empty());
        let told = Xlsx.read(empty, &ReadOptions::default()).unwrap_err().to_string();
        assert!(told.contains("no column `source`"), "{told}");
    }
}
