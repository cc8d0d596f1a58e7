//! Reading TMX, a unit at a time, as pairs of texts.

use std::collections::VecDeque;
use std::io::BufRead;

use crate::document::TranslationUnit;

use super::cut::{Cutter, What};
use super::decode::{Rejoined, decoded};
use super::frame::Frame;
use super::{Error, parse};

/// What was met so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// `<tu>` elements.
    pub units: u64,
    /// Of these, those without the pair of languages asked for.
    pub unmatched: u64,
    /// Inline codes left out of the texts.
    pub codes: u64,
}

/// The units of a TMX file, in the order of the file.
///
/// After an error of one unit ([`Error::is_of_one_unit`]) the next unit follows; after any other nothing does.
pub struct Reader<R> {
    file: Cutter<Rejoined<R>>,
    frame: Frame,
    wanted: Option<(String, String)>,
    counts: Counts,
    ready: VecDeque<TranslationUnit>,
    ended: bool,
}

impl<R: BufRead> Reader<R> {
    /// Begins to read `input`. Of each unit the variants in the languages `wanted` (source, target; compared by primary
    /// tag) are taken, whichever of them the file calls its source; without a wish, every pair that begins at its
    /// source language.
    ///
    /// # Errors
    /// [`Error::Encoding`], [`Error::Read`].
    pub fn new(input: R, wanted: Option<(&str, &str)>) -> Result<Self, Error> {
        Ok(Self {
            file: Cutter::new(decoded(input)?),
            frame: Frame::default(),
            wanted: wanted.map(|(from, to)| (from.to_owned(), to.to_owned())),
            counts: Counts::default(),
            ready: VecDeque::new(),
            ended: false,
        })
    }

    /// What was met so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The line that comes next, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.file.line()
    }

    /// Reads on until units are ready or the file ends.
    fn advance(&mut self) -> Result<(), Error> {
        while self.ready.is_empty() && !self.ended {
            let Some(piece) = self.file.next()? else {
                self.ended = true;
                return self.frame.finish(self.file.line());
            };
            if piece.what == What::Frame {
                self.frame.take(&piece)?;
                continue;
            }
            self.frame.takes(piece.line)?;
            self.counts.units += 1;
            let unit = parse::unit(&piece).map_err(|misread| misread.error)?;
            self.counts.codes += unit.elements();
            let wanted = self.wanted.as_ref().map(|(from, to)| (&**from, &**to));
            let pairs = unit.pairs(wanted, self.frame.declared())?;
            self.counts.unmatched += u64::from(pairs.is_empty());
            self.ready.extend(pairs);
        }
        Ok(())
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<TranslationUnit, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Err(error) = self.advance() {
            self.ended = !error.is_of_one_unit();
            return Some(Err(error));
        }
        self.ready.pop_front().map(Ok)
    }
}
