//! A TMX file cut at its units: the one pass over the file on which everything stands that reads TMX.
//!
//! Units never nest, and outside comments, CDATA sections and processing instructions `<` begins markup wherever it stands
//! (XML 1.0, 2.4). So a unit's end is found by a scan for `<`, and what is inside is read ([`super::parse`]) by whoever wants
//! it. What stands around units comes a piece of markup at a time. Takes time linear in the file, and memory for one
//! unit.

use std::io::BufRead;
use std::ops::Range;

use memchr::memchr;
use memchr::memmem::find;

use super::Error;
use super::decode::{BadBytes, Decoded};
use crate::format::xml::{Entities, doctype};

/// A part of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) what: What,
    pub(super) text: &'a str,
    /// Where it begins, in bytes of the file as UTF-8.
    pub(super) at: usize,
    /// The line it begins in, from 1.
    pub(super) line: u64,
    /// What the file has declared up to here.
    pub(super) entities: &'a Entities,
}

/// What a part of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A `<tu>` element; without its end, if the file or the next unit ends it.
    Unit,
    /// A piece of markup beside units with the text before it.
    Frame,
}

/// Cuts a file.
pub(super) struct Cutter<R> {
    input: Decoded<R>,
    /// What was decoded; up to `from` it is cut.
    text: String,
    from: usize,
    /// Where `text` begins in the file.
    base: usize,
    /// The line in which `text[from..]` begins.
    line: u64,
    entities: Entities,
    /// What is left out of the file, if that is still to come.
    gap: Option<Gap>,
}

/// A part of a file that is not read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    /// Where it begins, in bytes.
    pub(super) at: usize,
    pub(super) length: usize,
    /// Ends of lines in it.
    pub(super) lines: u64,
}

/// Bytes of a unit, or of a piece of markup, at most.
const MOST: usize = 16 << 20;

/// A piece of markup, from its `<`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Markup {
    /// The start tag of a unit; whether it is the whole of it.
    UnitStart(bool),
    UnitEnd,
    Other,
}

impl Piece<'_> {
    /// The line of byte `at` of the piece.
    pub(super) fn line_of(&self, at: usize) -> u64 {
        self.line + lines(&self.text.as_bytes()[..at.min(self.text.len())])
    }
}

impl<R: BufRead> Cutter<R> {
    pub(super) fn new(input: Decoded<R>) -> Self {
        Self {
            input,
            text: String::new(),
            from: 0,
            base: 0,
            line: 1,
            entities: Entities::default(),
            gap: None,
        }
    }

    /// Counts what follows as if `gap` stood before it, a place where a part of the file ends.
    pub(super) fn leave_out(&mut self, gap: Gap) {
        self.gap = Some(gap);
    }

    /// The byte that comes next, of the file as UTF-8.
    pub(super) fn position(&self) -> usize {
        self.base + self.from
    }

    /// Whether bytes are counted as the file has them.
    pub(super) fn counts_bytes(&self) -> bool {
        self.input.is_verbatim()
    }

    /// The line that comes next, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The next part of the file; `None` at its end.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'_>>, Error> {
        if let Some(gap) = self.gap.take_if(|gap| gap.at == self.base + self.from) {
            self.base += gap.length;
            self.line += gap.lines;
        }
        let line = self.line;
        let (what, span) = loop {
            let (what, found) = self.part();
            if let Some(span) = found {
                break (what, span);
            }
            if self.text.len() - self.from > MOST {
                let what = format!("a <tu> or tag of more than {} MB", MOST >> 20);
                return Err(Error::Malformed { line, what });
            }
            if !self.refill()? {
                if self.from == self.text.len() {
                    return Ok(None);
                }
                break (what, self.from..self.text.len());
            }
        };
        // Blanks before a unit are no part of it.
        let line = line + lines(&self.text.as_bytes()[self.from..span.start]);
        self.line = line + lines(&self.text.as_bytes()[span.clone()]);
        self.from = span.end;
        let text = &self.text[span.clone()];
        let doctype = text
            .trim_start()
            .strip_prefix("<!DOCTYPE")
            .filter(|_| what == What::Frame);
        if let Some(Ok(declared)) = doctype.map(Entities::of) {
            self.entities = declared;
        }
        Ok(Some(Piece {
            what,
            at: self.base + span.start,
            text,
            line,
            entities: &self.entities,
        }))
    }

    /// What the next part is, and its span, if all of it was decoded.
    fn part(&self) -> (What, Option<Range<usize>>) {
        let rest = &self.text.as_bytes()[self.from..];
        let Some(first) = memchr(b'<', rest) else {
            return (What::Frame, None);
        };
        let (what, length) = match markup(&rest[first..]) {
            Some((Markup::UnitStart(is_whole), length)) if rest[..first].trim_ascii().is_empty() => {
                let length = match is_whole {
                    true => Some(length),
                    false => unit(&rest[first..], length),
                };
                let span = length.map(|length| self.from + first..self.from + first + length);
                return (What::Unit, span);
            }
            // The text before it is a part by itself.
            Some((Markup::UnitStart(_), _)) => (What::Frame, Some(first)),
            Some((_, length)) => (What::Frame, Some(first + length)),
            None => (What::Frame, None),
        };
        (what, length.map(|length| self.from..self.from + length))
    }

    fn refill(&mut self) -> Result<bool, Error> {
        self.text.drain(..self.from);
        self.base += self.from;
        self.from = 0;
        self.input.more(&mut self.text).map_err(|source| {
            let line = self.line + lines(self.text.as_bytes());
            let bad = source
                .get_ref()
                .and_then(|inner| inner.downcast_ref::<BadBytes>());
            match bad {
                Some(&BadBytes(encoding)) => Error::BadBytes { line, encoding },
                None => Error::Read { line, source },
            }
        })
    }
}

/// The length of the unit that begins `rest` with a start tag of `tag` bytes: up to its end tag, or to the next unit's
/// start.
fn unit(rest: &[u8], tag: usize) -> Option<usize> {
    let mut at = tag;
    loop {
        at += memchr(b'<', &rest[at..])?;
        match markup(&rest[at..])? {
            (Markup::UnitEnd, length) => return Some(at + length),
            (Markup::UnitStart(_), _) => return Some(at),
            (Markup::Other, length) => at += length,
        }
    }
}

/// The piece of markup at the beginning of `rest`, and its bytes; `None` if it does not end there.
fn markup(rest: &[u8]) -> Option<(Markup, usize)> {
    let other = |length| Some((Markup::Other, length));
    let up_to = |end: &[u8]| find(rest, end).map(|at| at + end.len());
    let name = |at: usize| rest.get(at).copied();
    match name(1)? {
        b'?' => other(up_to(b"?>")?),
        b'!' if rest.starts_with(b"<!--") => other(4 + find(&rest[4..], b"-->")? + 3),
        b'!' if rest.starts_with(b"<![CDATA[") => other(up_to(b"]]>")?),
        b'!' if rest.len() < 9 => None,
        b'!' => other(doctype::length(rest)?),
        b'/' => {
            let end = memchr(b'>', rest)? + 1;
            let inside = rest[2..end - 1].trim_ascii_end();
            Some((
                if inside == b"tu" {
                    Markup::UnitEnd
                } else {
                    Markup::Other
                },
                end,
            ))
        }
        b't' if name(2)? == b'u' && matches!(name(3)?, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n') => {
            let end = tag(rest)?;
            Some((Markup::UnitStart(rest[end - 2] == b'/'), end))
        }
        _ => other(tag(rest)?),
    }
}

/// The bytes of the start tag that begins `rest`. A quoted value may hold `>`; none holds `<`, so a tag that was never
/// closed ends there.
fn tag(rest: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, &byte) in rest.iter().enumerate().skip(1) {
        match (byte, quote) {
            (b'<', _) => return Some(at),
            (b'>', None) => return Some(at + 1),
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<(What, String, u64)> {
        let mut cutter = Cutter::new(decode::text(text));
        let mut pieces = Vec::new();
        while let Some(piece) = cutter.next().unwrap() {
            pieces.push((piece.what, piece.text.to_owned(), piece.line));
        }
        pieces
    }

    fn units(text: &str) -> Vec<(String, u64)> {
        let units = cut(text).into_iter().filter(|(what, ..)| *what == What::Unit);
        units.map(|(_, text, line)| (text, line)).collect()
    }

    #[test]
    fn a_unit_ends_at_its_own_end_tag() {
        let whole = "<tu a='</tu>'><!-- </tu> --><tuv><![CDATA[</tu>]]><?x </tu>?></tuv></tu >";
        let whole = whole.replace("'</tu>'", "'/>'");
        let text = format!("<tmx><tux/>\n{whole}\n<tu/><tu>x\n<tu>y</tu>");
        let expected = [(&*whole, 2), ("<tu/>", 3), ("<tu>x\n", 3), ("<tu>y</tu>", 4)];
        assert_eq!(units(&text), expected.map(|(text, line)| (text.to_owned(), line)));
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_before_units_is_left_out(text in "(<tu>|</tu>|<tuv a=\">\">|<!-- <tu> -->|<!|<\\?|[a-z<>\"'\n ]){0,12}") {
            let pieces: String = cut(&text).into_iter().map(|(_, text, _)| text).collect();
            let inked = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(inked(&pieces), inked(&text));
        }
    }
}
