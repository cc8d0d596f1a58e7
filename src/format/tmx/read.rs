//! Reading TMX, a unit at a time, as pairs of texts.

use std::collections::VecDeque;
use std::io::BufRead;

use serde::{Deserialize, Serialize};

use crate::document::TranslationUnit;

use super::cut::{Cutter, Gap, What};
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

/// A place between two units of a file, from which the rest can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Bytes before the first unit: root and header, without which the rest says nothing.
    pub head: u64,
    /// Bytes before the place.
    pub offset: u64,
    /// Ends of lines before the place.
    pub lines: u64,
    /// Of those, how many stand before the first unit.
    pub head_lines: u64,
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
    /// Before and behind the `<tu>` that was read last.
    places: Option<[Place; 2]>,
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
            places: None,
        })
    }

    /// Reads the rest of a file from `place` on; `input` is what stands before its first unit and then what stands behind
    /// `place`. Lines and places are those of the whole file.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn from_place(input: R, wanted: Option<(&str, &str)>, place: Place) -> Result<Self, Error> {
        let mut reader = Self::new(input, wanted)?;
        let bytes = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        reader.file.leave_out(Gap {
            at: bytes(place.head),
            length: bytes(place.offset.saturating_sub(place.head)),
            lines: place.lines.saturating_sub(place.head_lines),
        });
        reader.places = Some([place; 2]);
        Ok(reader)
    }

    /// Behind the units that were given so far, all of a `<tu>` or none; `None` before the first, and where the file's
    /// encoding does not let bytes be counted.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let [before, behind] = self.places.filter(|_| self.file.counts_bytes())?;
        Some(if self.ready.is_empty() { behind } else { before })
    }

    /// Where the file is read on, `first` being the place of its first unit, if that was met.
    fn here(&self, first: Option<Place>) -> Place {
        let (offset, lines) = (self.file.position() as u64, self.file.line() - 1);
        Place {
            offset,
            lines,
            head: first.map_or(offset, |first| first.head),
            head_lines: first.map_or(lines, |first| first.head_lines),
        }
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
            let before = self.here(self.places.map(|[first, _]| first));
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
            let unit = parse::unit(&piece).map_err(|misread| misread.error);
            self.places = Some([before, self.here(Some(before))]);
            let unit = unit?;
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
