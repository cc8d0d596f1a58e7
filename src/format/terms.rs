//! Formats of glossaries, beside those of articles.

use std::io::Write;

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
