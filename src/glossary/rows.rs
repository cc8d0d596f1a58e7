//! The terms of a matcher, each read from its row when a hit first needs it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::packed::{Reader, Writer};
use crate::document::Term;

/// Terms by their number in the index.
#[derive(Default)]
pub(super) struct Rows {
    terms: Vec<OnceLock<Arc<Term>>>,
    /// The number of each term's row in the glossary; [`NO_ROW`] for what stands in none.
    numbers: Vec<u32>,
    read: Option<Box<dyn Fn(usize) -> Term + Send + Sync>>,
}

/// Of a context, which is indexed as terms are and never becomes a hit.
const NO_ROW: u32 = u32::MAX;

impl Rows {
    /// How many terms there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.terms.len()).unwrap_or(u32::MAX)
    }

    /// Adds a term; `row` is its number in the glossary, if it has one.
    pub(super) fn push(&mut self, term: Term, row: Option<usize>) {
        self.terms.push(OnceLock::from(Arc::new(term)));
        let number = row.and_then(|row| u32::try_from(row).ok());
        self.numbers.push(number.unwrap_or(NO_ROW));
    }

    /// The term of this number.
    pub(super) fn term(&self, number: u32) -> &Arc<Term> {
        self.terms[number as usize].get_or_init(|| {
            let read = self.read.as_ref().map(|read| read(self.row(number)));
            Arc::new(read.unwrap_or_default())
        })
    }

    /// The number of a term's row.
    pub(super) fn row(&self, number: u32) -> usize {
        self.numbers[number as usize] as usize
    }

    /// Writes which rows there are, not what they say.
    pub(super) fn pack(&self, out: &mut Writer) {
        out.numbers(self.numbers.iter().copied());
    }

    /// Reads what [`Rows::pack`] wrote; `read` gives the rows.
    pub(super) fn unpack(
        from: &mut Reader,
        read: impl Fn(usize) -> Term + Send + Sync + 'static,
    ) -> Option<Self> {
        let numbers = from.numbers()?;
        Some(Self {
            terms: numbers.iter().map(|_| OnceLock::new()).collect(),
            numbers,
            read: Some(Box::new(read)),
        })
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("numbers", &self.numbers)
            .finish_non_exhaustive()
    }
}
