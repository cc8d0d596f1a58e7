//! What stands around the units of a file: its root, its header, its body.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::format::xml::{ATTRIBUTES, Entities};

use super::Error;
use super::cut::Piece;

/// What was read of the file beside its units.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// Names of the elements that are open, the root first.
    open: Vec<String>,
    is_closed: bool,
    /// The `version` of the root.
    pub(super) version: String,
    /// Where the root begins, in bytes of the file.
    pub(super) root: Option<usize>,
    /// Where the header begins.
    pub(super) header: Option<usize>,
    /// The `srclang` of the header.
    pub(super) source_language: Option<String>,
    pub(super) has_body: bool,
    /// Why a file with this document type is not read as a whole.
    pub(super) objection: Option<&'static str>,
    /// Elements that TMX does not have here, by name.
    pub(super) unknown: BTreeMap<String, usize>,
    /// The element within which nothing is known, by its depth.
    beyond: Option<usize>,
}

/// Elements inside one another at most.
const DEPTH: usize = 128;

impl Frame {
    /// The source language of the whole file, if it has one.
    pub(super) fn declared(&self) -> Option<&str> {
        let declared = self.source_language.as_deref();
        declared.filter(|language| !language.is_empty() && *language != "*all*")
    }

    /// Whether units may stand here; else what is wrong.
    pub(super) fn takes(&self, line: u64) -> Result<(), Error> {
        match self.open.is_empty() {
            true => Err(self.not_tmx("tu", line)),
            false => Ok(()),
        }
    }

    fn not_tmx(&self, found: &str, line: u64) -> Error {
        let found = found.to_owned();
        match self.is_closed {
            true => Error::Malformed {
                line,
                what: format!("<{found}> behind </tmx>"),
            },
            false => Error::NotTmx { line, found },
        }
    }

    /// Takes in a part of the file that is no unit.
    pub(super) fn take(&mut self, piece: &Piece<'_>) -> Result<(), Error> {
        let mut xml = Reader::from_str(piece.text);
        let config = xml.config_mut();
        // Tags are open from piece to piece.
        (config.check_end_names, config.allow_unmatched_ends) = (false, true);
        loop {
            let at = usize::try_from(xml.buffer_position()).unwrap_or(usize::MAX);
            let line = piece.line_of(at);
            let malformed = |what: String| Error::Malformed { line, what };
            match xml.read_event() {
                Ok(Event::Start(tag)) => {
                    self.start(&tag, piece.at + at, line)?;
                    self.open.push(tag.local_name().as_ref().to_owned());
                }
                Ok(Event::Empty(tag)) => {
                    self.start(&tag, piece.at + at, line)?;
                    self.is_closed |= self.open.is_empty();
                    self.leave();
                }
                Ok(Event::End(tag)) => self.end(tag.local_name().as_ref(), line)?,
                Ok(Event::DocType(declared)) => self.objection = Entities::of(&declared).err(),
                Ok(Event::Text(text)) if self.is_closed && !text.trim().is_empty() => {
                    return Err(malformed(String::from("text behind </tmx>")));
                }
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
                Err(quick_xml::Error::Syntax(_)) => {
                    let line = piece.line_of(piece.text.len());
                    return Err(Error::Truncated { line });
                }
                Err(error) => return Err(malformed(error.to_string())),
            }
        }
    }

    /// Ends the file at `line`.
    pub(super) fn finish(&self, line: u64) -> Result<(), Error> {
        match (self.is_closed, self.root) {
            (true, _) => Ok(()),
            (false, Some(_)) => Err(Error::Truncated { line }),
            (false, None) => Err(Error::Empty),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, at: usize, line: u64) -> Result<(), Error> {
        let name = tag.local_name();
        let name = name.as_ref();
        let malformed = |what: String| Error::Malformed { line, what };
        match (name, self.open.len()) {
            ("tmx", 0) if !self.is_closed => self.root = Some(at),
            (other, 0) => return Err(self.not_tmx(other, line)),
            (_, DEPTH..) => {
                return Err(malformed(format!(
                    "more than {DEPTH} elements inside one another"
                )));
            }
            ("tu", _) => return Err(malformed(String::from("a <tu> with a prefix; write it without"))),
            ("header", _) => self.header = Some(at),
            ("body", _) => self.has_body = true,
            (other, depth) if self.beyond.is_none() => {
                *self.unknown.entry(format!("<{other}>")).or_default() += 1;
                self.beyond = Some(depth);
            }
            _ => {}
        }
        for (number, attribute) in tag.attributes().enumerate() {
            if number == ATTRIBUTES {
                return Err(malformed(format!(
                    "more than {ATTRIBUTES} attributes on one element"
                )));
            }
            let attribute = attribute.map_err(|error| malformed(error.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| malformed(error.to_string()))?;
            match (name, attribute.key.as_ref()) {
                ("tmx", "version") => self.version = value.into_owned(),
                ("header", "srclang") => self.source_language = Some(value.into_owned()),
                _ => {}
            }
        }
        Ok(())
    }

    fn end(&mut self, name: &str, line: u64) -> Result<(), Error> {
        let malformed = |what: String| Error::Malformed { line, what };
        match self.open.pop() {
            Some(open) if open == name => {
                self.is_closed = self.open.is_empty();
                self.leave();
                Ok(())
            }
            Some(open) => Err(malformed(format!(
                "ill-formed document: expected `</{open}>`, but `</{name}>` was found"
            ))),
            None => Err(malformed(format!("`</{name}>` ends nothing"))),
        }
    }

    /// Notes that what was unknown may have ended.
    fn leave(&mut self) {
        self.beyond = self.beyond.filter(|&depth| depth < self.open.len());
    }
}
