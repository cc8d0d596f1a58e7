//! Formats of glossaries, beside those of articles.

use std::io::Write;

use super::rows::are_segments;
use super::{Error, ReadOptions};
use crate::document::{Term, TermList};

/// A file format that lists terms.
pub trait Terms: Sync {
    /// The terms of a whole file in the languages of `options`, or in those that the file tells.
    ///
    /// # Errors
    /// What is wrong with the file, and where; [`Error::OtherLanguages`] where a language is not in it.
    fn read(&self, text: &str, options: &ReadOptions) -> Result<TermList, Error>;

    /// Writes terms as a whole file.
    ///
    /// # Errors
    /// [`Error::Io`] when `out` takes no more.
    fn write(&self, terms: &TermList, out: &mut dyn Write) -> Result<(), Error>;

    /// What of `term` has no place in such a file, in words.
    fn lost(&self, term: &Term) -> Vec<&'static str>;
}

/// A row of a table, the header row among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file or row of the sheet in which it begins, from 1.
    pub line: usize,
    /// Its cells, from the first column on.
    pub cells: Vec<String>,
}

/// A file format of rows and cells, in which the rows of a glossary may stand as well as the segments of an article.
pub trait Table: Sync {
    /// The rows of a whole file in which something stands.
    ///
    /// # Errors
    /// What is wrong with the file, and where.
    fn rows(&self, text: &str) -> Result<Vec<Row>, Error>;

    /// Whether the rows are the segments of an article, as this program writes them: by the header row.
    fn holds_segments(&self, text: &str) -> bool {
        let rows = self.rows(text).unwrap_or_default();
        rows.first().is_some_and(|row| are_segments(&row.cells))
    }

    /// Writes rows, the first of which is the header, as a whole file. The first column is in the first of the two
    /// `languages` (BCP 47, empty where it is not known), the second in the second.
    ///
    /// # Errors
    /// [`Error::Io`] when `out` takes no more; what the format has no place for.
    fn write(
        &self,
        rows: &mut dyn Iterator<Item = Vec<String>>,
        languages: (&str, &str),
        out: &mut dyn Write,
    ) -> Result<(), Error>;
}
