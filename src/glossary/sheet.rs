//! The text of a glossary file with its rows told apart, each read when it is asked for.

use std::borrow::Cow;
use std::ops::Range;

use super::Error;
use super::tsv::{self, Column};
use crate::document::Term;

/// A glossary file that is searched and not changed. A row costs nothing until it is read.
///
/// ```
/// use tarjuman::glossary::Sheet;
///
/// let sheet = Sheet::new("# names\nكيري\tKerry\n")?;
/// assert_eq!((sheet.rows(), sheet.line(0)), (1, 2));
/// assert_eq!(sheet.term(0)?.target, "Kerry");
/// # Ok::<(), tarjuman::glossary::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Sheet {
    text: Cow<'static, str>,
    columns: Vec<Column>,
    /// The line of each row, from 1, and its bytes.
    rows: Vec<(usize, Range<usize>)>,
}

impl Sheet {
    /// Tells the rows of a glossary file apart. Linear in `text`.
    ///
    /// # Errors
    /// A header that names an unknown column; what is wrong with a row is said when it is read.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Result<Self, Error> {
        let text = text.into();
        let mut columns = tsv::all_columns();
        let mut rows = Vec::new();
        let mut start = text.len() - tsv::after_mark(&text).len();
        let mut first = true;
        for (number, raw) in (1..).zip(text[start..].split_inclusive('\n')) {
            let (line, _) = tsv::part_end(raw);
            if !tsv::is_comment(line) {
                match if first { tsv::header(line, number)? } else { None } {
                    Some(named) => columns = named,
                    None => rows.push((number, start..start + line.len())),
                }
                first = false;
            }
            start += raw.len();
        }
        Ok(Self { text, columns, rows })
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The line of the `row`-th row, from 1; 0 where there is no such row.
    #[must_use]
    pub fn line(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |(line, _)| *line)
    }

    /// The `row`-th row as it is written, without its line end; empty where there is no such row.
    #[must_use]
    pub fn written(&self, row: usize) -> &str {
        let at = self.rows.get(row).map(|(_, at)| at.clone());
        at.and_then(|at| self.text.get(at)).unwrap_or_default()
    }

    /// Reads the `row`-th row.
    ///
    /// # Errors
    /// What is wrong with it, with its line, or that there is no such row.
    pub fn term(&self, row: usize) -> Result<Term, Error> {
        let (line, at) = self.rows.get(row).ok_or_else(|| Error::NoRow {
            source_term: String::new(),
            target: format!(" and number {row}"),
        })?;
        tsv::row(&self.text[at.clone()], &self.columns, *line)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::glossary::TermFile;

    proptest! {
        #[test]
        fn the_rows_are_those_of_the_whole_file(
            text in "(\u{FEFF})?(#x\n|note\tsource\ttarget\n)?(([#a-cكي|]{0,3}\t?){0,4}(\r?\n)?){0,6}",
        ) {
            if let Ok(file) = TermFile::parse(&text) {
                let sheet = Sheet::new(text).unwrap();
                let rows: Vec<_> = (0..sheet.rows()).map(|row| (sheet.line(row), sheet.term(row).unwrap())).collect();
                let whole: Vec<_> = file.terms().map(|(line, term)| (line, term.clone())).collect();
                prop_assert_eq!(rows, whole);
            }
        }
    }
}
