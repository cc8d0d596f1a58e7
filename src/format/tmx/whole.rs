//! A TMX file that is in memory as a whole, with errors that say line and column.

use super::cut::{Cutter, Piece, What};
use super::decode;
use super::frame::Frame;
use super::parse::Misread;
use crate::format::Error;
use crate::format::xml::forbidden;

/// The file.
pub(super) struct Whole<'a> {
    text: &'a str,
}

impl<'a> Whole<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text }
    }

    /// Calls `each` for every unit; what stands around them.
    pub(super) fn each(
        &self,
        mut each: impl FnMut(&Piece<'_>) -> Result<(), Misread>,
    ) -> Result<Frame, Error> {
        let mut file = Cutter::new(decode::text(self.text));
        let mut frame = Frame::default();
        let mut at = 0;
        loop {
            let line = file.line();
            let piece = file.next().map_err(|error| self.wrong(Misread { at, error }))?;
            let Some(piece) = piece else {
                let finished = frame.finish(line);
                finished.map_err(|error| self.wrong(Misread { at, error }))?;
                return Ok(frame);
            };
            at = piece.at;
            if let Some((inside, c)) = forbidden(piece.text) {
                let message = format!(
                    "not well-formed XML: U+{:04X} may not stand in a file",
                    u32::from(c)
                );
                return Err(Error::at(self.text, at + inside, message));
            }
            let taken = match piece.what {
                What::Unit => frame.takes(piece.line).and_then(|()| {
                    // The error of a unit knows its own place.
                    each(&piece).map_err(|misread| {
                        at = misread.at;
                        misread.error
                    })
                }),
                What::Frame => frame.take(&piece),
            };
            taken.map_err(|error| self.wrong(Misread { at, error }))?;
            if let Some(message) = frame.objection {
                return Err(Error::at(self.text, at, message));
            }
        }
    }

    /// The error with its place, which it says in lines alone.
    fn wrong(&self, misread: Misread) -> Error {
        let said = misread.error.to_string();
        let what = match said.strip_prefix("line ").and_then(|rest| rest.split_once(": ")) {
            Some((_, what)) => what,
            None => &said,
        };
        Error::at(self.text, misread.at, what)
    }
}
