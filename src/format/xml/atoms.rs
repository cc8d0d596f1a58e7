//! Inline text cut into what an edit keeps or replaces, each with its bytes.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::inline::{DELETED, Dialect, Role};
use super::position;

/// The smallest thing that is kept or replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    pub(super) span: Range<usize>,
    pub(super) what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Character(char),
    /// A code; whether its tag is half of a pair.
    Code(Half),
    /// Not part of the text: an annotation's tag, a comment, a processing instruction.
    Aside(Half),
}

/// Which half of an element a tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Start,
    End,
    Whole,
}

impl What {
    pub(super) fn is_visible(self) -> bool {
        !matches!(self, Self::Aside(_))
    }
}

/// The atoms of the bytes `inner` of a well-formed file.
pub(super) fn atoms(text: &str, inner: Range<usize>, dialect: &Dialect<'_>) -> Vec<Atom> {
    let raw = &text[inner.clone()];
    // Here the parser would take for a mark, and not count, what is a character.
    let marks = raw.len() - raw.trim_start_matches('\u{FEFF}').len();
    let start = inner.start + marks;
    let mut reader = Reader::from_str(&raw[marks..]);
    reader.config_mut().check_end_names = false;
    let mut atoms = Atoms::default();
    atoms.characters(text, inner.start..start);
    loop {
        let from = position(reader.buffer_position());
        let Ok(event) = reader.read_event() else { break };
        let span = start + from..start + position(reader.buffer_position());
        if matches!(event, Event::Eof) {
            break;
        }
        atoms.take(text, &event, span, dialect);
    }
    joined(atoms.found, dialect)
}

/// Characters of a placeholder, at most.
const LONGEST: usize = 16;

/// The atoms with the characters of each placeholder as one code.
fn joined(found: Vec<Atom>, dialect: &Dialect<'_>) -> Vec<Atom> {
    let mut joined = Vec::with_capacity(found.len());
    let mut at = 0;
    while let Some(atom) = found.get(at) {
        let begins = matches!(atom.what, What::Character('{' | '<'));
        let ahead = found[at..].iter().take(if begins { LONGEST } else { 0 });
        let written: String = ahead
            .map_while(|atom| match atom.what {
                What::Character(c) => Some(c),
                _ => None,
            })
            .collect();
        let length = if begins {
            (dialect.placeholder)(&written)
        } else {
            0
        };
        let characters = written[..length].chars().count().max(1);
        let end = found[at + characters - 1].span.end;
        joined.push(Atom {
            span: atom.span.start..end,
            what: if length > 0 {
                What::Code(Half::Whole)
            } else {
                atom.what
            },
        });
        at += characters;
    }
    joined
}

/// Atoms while they are found.
#[derive(Default)]
struct Atoms {
    found: Vec<Atom>,
    /// The roles of what is open.
    open: Vec<Role>,
    /// Where the element began whose content is being passed over, how deep that is, and what it is.
    code: Option<(usize, usize, What)>,
}

impl Atoms {
    fn push(&mut self, span: Range<usize>, what: What) {
        self.found.push(Atom { span, what });
    }

    fn take(&mut self, text: &str, event: &Event<'_>, span: Range<usize>, dialect: &Dialect<'_>) {
        if let Some((start, depth, what)) = self.code {
            match event {
                Event::Start(_) => self.code = Some((start, depth + 1, what)),
                Event::End(_) if depth == 1 => {
                    self.code = None;
                    self.push(start..span.end, what);
                }
                Event::End(_) => self.code = Some((start, depth - 1, what)),
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, span, dialect),
            Event::Empty(tag) => match (dialect.role)(tag.local_name().as_ref()) {
                Role::Code => self.push(span, What::Code(Half::Whole)),
                Role::Character => self.push(span, What::Character('\u{FFFD}')),
                Role::Annotation => self.push(span, What::Aside(Half::Whole)),
                // One tag that is both halves: two codes in the same bytes.
                Role::Pair => {
                    self.push(span.clone(), What::Code(Half::Start));
                    self.push(span, What::Code(Half::End));
                }
            },
            Event::End(_) => match self.open.pop() {
                Some(Role::Pair) => self.push(span, What::Code(Half::End)),
                _ => self.push(span, What::Aside(Half::End)),
            },
            Event::Text(_) => self.characters(text, span),
            Event::CData(data) => {
                for c in data.xml10_content().chars() {
                    self.push(span.clone(), What::Character(c));
                }
            }
            Event::GeneralRef(reference) => {
                let name: &str = reference;
                let character = reference.resolve_char_ref().ok().flatten();
                let predefined =
                    || quick_xml::escape::resolve_xml_entity(name).and_then(|text| text.chars().next());
                if let Some(c) = character.or_else(predefined) {
                    self.push(span, What::Character(c));
                }
            }
            _ => self.push(span, What::Aside(Half::Whole)),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, span: Range<usize>, dialect: &Dialect<'_>) {
        match (dialect.role)(tag.local_name().as_ref()) {
            Role::Annotation if is_deleted(tag) => {
                self.code = Some((span.start, 1, What::Aside(Half::Whole)));
            }
            Role::Code | Role::Character => self.code = Some((span.start, 1, What::Code(Half::Whole))),
            Role::Pair => {
                self.open.push(Role::Pair);
                self.push(span, What::Code(Half::Start));
            }
            Role::Annotation => {
                self.open.push(Role::Annotation);
                self.push(span, What::Aside(Half::Start));
            }
        }
    }

    /// A line end is one character, however it is written.
    fn characters(&mut self, text: &str, span: Range<usize>) {
        let mut characters = text[span.clone()].char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let start = span.start + at;
            let length = match (c, characters.peek()) {
                ('\r', Some((_, '\n'))) => {
                    characters.next();
                    2
                }
                _ => c.len_utf8(),
            };
            let c = if c == '\r' { '\n' } else { c };
            self.push(start..start + length, What::Character(c));
        }
    }
}

fn is_deleted(tag: &BytesStart<'_>) -> bool {
    let mut attributes = tag.attributes();
    let mut named = attributes.with_checks(false).flatten();
    named.any(|own| own.key.as_ref() == "mtype" && &*own.value == DELETED)
}

/// Whether the tags of a fragment nest.
pub(super) fn is_well_formed(fragment: &str) -> bool {
    let mut reader = Reader::from_str(fragment);
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}
