//! One row a segment for spreadsheets and scripts: TSV and CSV ([`super::rows`] says what the columns hold).
//!
//! Cells are quoted as in RFC 4180 where they hold a quote, a line break or the separator; [`super::cells`] says which are
//! read so. CSV begins with a byte order mark, by which Excel knows UTF-8.
//!
//! A cell that a spreadsheet would run as a formula has an apostrophe in front ([`crate::text::guarded`]).

use std::io::Write;

use super::cells::{Line, Lines, comma_separated, tab_separated};
use super::rows::{self, COLUMNS, Columns, Rows};
use super::terms::{Row, Table};
use super::{Error, Format, InParts, Input, Part, ReadOptions, WriteOptions};
use crate::document::Article;
use crate::text::{guarded, unguarded};

/// Tab-separated values.
pub(super) struct Tsv;

/// Comma-separated values.
pub(super) struct Csv;

impl Format for Tsv {
    fn id(&self) -> &'static str {
        "tsv"
    }

    fn name(&self) -> &'static str {
        "TSV"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tsv", "tab"]
    }

    fn recognises(&self, head: &str) -> bool {
        head.starts_with("id\tblock\tsource\ttarget")
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn carries(&self) -> &'static [Part] {
        rows::CARRIED
    }

    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        read(text, tab_separated(text), options)
    }

    fn write(&self, article: &Article, _options: &WriteOptions, out: &mut dyn Write) -> Result<(), Error> {
        write(self.in_parts(out)?, article)
    }

    fn in_parts<'a>(&self, out: &'a mut dyn Write) -> Result<Option<Box<dyn InParts + 'a>>, Error> {
        Written::begin(b'\t', out)
    }
}

impl Format for Csv {
    fn id(&self) -> &'static str {
        "csv"
    }

    fn name(&self) -> &'static str {
        "CSV"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn recognises(&self, head: &str) -> bool {
        head.starts_with("id,block,source,target") || head.starts_with("id;block;source;target")
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn carries(&self) -> &'static [Part] {
        rows::CARRIED
    }

    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        read(text, comma_separated(text, separator(text)), options)
    }

    fn write(&self, article: &Article, _options: &WriteOptions, out: &mut dyn Write) -> Result<(), Error> {
        write(self.in_parts(out)?, article)
    }

    fn in_parts<'a>(&self, out: &'a mut dyn Write) -> Result<Option<Box<dyn InParts + 'a>>, Error> {
        write!(out, "{MARK}")?;
        Written::begin(b',', out)
    }

    fn table(&self) -> Option<&dyn Table> {
        Some(self)
    }
}

impl Table for Csv {
    fn rows(&self, text: &str) -> Result<Vec<Row>, Error> {
        let body = text.strip_prefix(MARK).unwrap_or(text);
        let (mut found, mut line, mut from) = (Vec::new(), 1, 0);
        for row in comma_separated(body, separator(body)) {
            let Line { at, cells } = row?;
            line += body[from..at].matches('\n').count();
            from = at;
            found.push(Row {
                line,
                cells: cells.iter().map(|cell| unguarded(cell).to_owned()).collect(),
            });
        }
        Ok(found)
    }

    fn write(
        &self,
        rows: &mut dyn Iterator<Item = Vec<String>>,
        _: (&str, &str),
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        write!(out, "{MARK}")?;
        let mut lines = csv::Writer::from_writer(out);
        for row in rows {
            lines.write_record(row.into_iter().map(guarded)).map_err(io)?;
        }
        Ok(lines.flush()?)
    }
}

/// By which Excel knows UTF-8.
const MARK: char = '\u{FEFF}';

/// Excel writes semicolons where the comma is the decimal sign; the header row tells.
fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let semicolons = header.matches(';').count() > header.matches(',').count();
    if semicolons { b';' } else { b',' }
}

/// Writes the whole of `article`.
fn write(lines: Option<Box<dyn InParts + '_>>, article: &Article) -> Result<(), Error> {
    let Some(mut lines) = lines else { return Ok(()) };
    lines.part(article)?;
    lines.finish()
}

/// A table while it is written.
struct Written<'a>(csv::Writer<&'a mut dyn Write>);

impl<'a> Written<'a> {
    fn begin(separator: u8, out: &'a mut dyn Write) -> Result<Option<Box<dyn InParts + 'a>>, Error> {
        let mut lines = csv::WriterBuilder::new().delimiter(separator).from_writer(out);
        lines.write_record(COLUMNS).map_err(io)?;
        Ok(Some(Box::new(Self(lines))))
    }
}

impl InParts for Written<'_> {
    fn part(&mut self, part: &Article) -> Result<(), Error> {
        let mut cells = part.segments.iter().map(rows::cells);
        cells.try_for_each(|cells| self.0.write_record(cells.map(guarded)).map_err(io))
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        Ok(self.0.flush()?)
    }
}

fn io(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Error::Io(error),
        other => Error::Io(std::io::Error::other(format!("{other:?}"))),
    }
}

fn read(text: &str, mut lines: Lines<'_>, options: &ReadOptions) -> Result<Input, Error> {
    let header = lines
        .next()
        .transpose()?
        .map(|line| line.cells)
        .unwrap_or_default();
    let columns =
        Columns::of(header.iter().map(AsRef::as_ref)).ok_or_else(|| Error::at(text, 0, rows::no_source()))?;
    let mut rows = Rows::new(options);
    for line in lines {
        let Line { at, cells } = line?;
        if cells.len() != header.len() {
            let message = format!(
                "{} cells where the header has {}; look for a missing separator or an unclosed quote",
                cells.len(),
                header.len()
            );
            return Err(Error::at(text, at, message));
        }
        let cells = columns.cells(|column| cells.get(column).map(|cell| unguarded(cell)));
        rows.push(cells).map_err(|message| Error::at(text, at, message))?;
    }
    Ok(Input::Article(rows.finish(options)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::State;

    #[test]
    fn a_broken_row_is_named() {
        let read = |text: &str| Tsv.read(text, &ReadOptions::default()).unwrap_err().to_string();
        assert!(read("a\tb\nc\td\n").starts_with("line 1, column 1: no column `source`"));
        assert!(
            read("id\tsource\nx\ty\nz\n").starts_with("line 3, column 1: 1 cells where the header has 2")
        );
        assert!(read("source\tstate\ny\tdone\n").starts_with("line 2, column 1: state `done` is not known"));
        assert!(
            read("id\tsource\nx\ty\nx\ty\n").starts_with("line 3, column 1: id `x` stands in a row above")
        );
    }

    #[test]
    fn a_table_with_two_columns_is_enough() {
        let text = "target;source\nPeace;سلام\n";
        let options = ReadOptions {
            source_language: Some(String::from("ar")),
            target_language: Some(String::from("en")),
            ..ReadOptions::default()
        };
        let Input::Article(article) = Csv.read(text, &options).unwrap() else {
            panic!()
        };
        assert_eq!(article.segments[0].source.text, "سلام");
        assert_eq!(article.segments[0].target.state, State::Translated);
    }

    #[test]
    fn rows_stay_on_their_lines_and_come_back() {
        let text = "source;target;note\r\nكيري;Kerry;\"two\nlines\"\r\n=1;'=2;\"a;b\"\r\n";
        let rows = Csv.rows(text).unwrap();
        let lines: Vec<_> = rows.iter().map(|row| (row.line, row.cells[1].as_str())).collect();
        assert_eq!(lines, [(1, "target"), (2, "Kerry"), (4, "=2")]);
        let mut out = Vec::new();
        let mut cells = rows.iter().map(|row| row.cells.clone());
        Table::write(&Csv, &mut cells, ("ar", "en"), &mut out).unwrap();
        assert_eq!(Csv.rows(&String::from_utf8(out).unwrap()).unwrap(), rows);
    }
}
