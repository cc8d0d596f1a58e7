//! Reading TMX, a unit at a time.

use std::collections::VecDeque;
use std::io::BufRead;

use quick_xml::XmlVersion;
use quick_xml::errors::SyntaxError;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::document::TranslationUnit;

use super::Error;
use super::decode::{BadBytes, Decoded, Whole, decoded};
use super::unit::{Unit, Variant};

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
    xml: quick_xml::Reader<Decoded<Whole<R>>>,
    buffer: Vec<u8>,
    wanted: Option<(String, String)>,
    state: Reading,
    ready: VecDeque<TranslationUnit>,
    ended: bool,
}

/// Where in the file we are.
#[derive(Default)]
struct Reading {
    counts: Counts,
    source_language: Option<String>,
    root: bool,
    closed: bool,
    unit: Option<Unit>,
    field: Field,
    /// How many elements deep inside an inline code; its text is not the segment's.
    hidden: usize,
    text: String,
    /// An entity of this unit that is not XML's.
    entity: Option<Error>,
}

/// The element whose text is being gathered.
#[derive(Default, Clone, PartialEq, Eq)]
enum Field {
    #[default]
    None,
    Segment,
    Property(String),
}

impl<R: BufRead> Reader<R> {
    /// Begins to read `input`. Of each unit the variants in the languages `wanted` (source, target; compared by primary
    /// tag) are taken, whichever of them the file calls its source; without a wish, every pair that begins at its
    /// source language.
    ///
    /// # Errors
    /// [`Error::Encoding`], [`Error::Read`].
    pub fn new(input: R, wanted: Option<(&str, &str)>) -> Result<Self, Error> {
        let mut xml = quick_xml::Reader::from_reader(decoded(input)?);
        xml.config_mut().expand_empty_elements = true;
        Ok(Self {
            xml,
            buffer: Vec::new(),
            wanted: wanted.map(|(from, to)| (from.to_owned(), to.to_owned())),
            state: Reading::default(),
            ready: VecDeque::new(),
            ended: false,
        })
    }

    /// What was met so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.state.counts
    }

    /// The line that is being read, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.xml.get_ref().line()
    }

    /// Reads on until units are ready or the file ends.
    fn advance(&mut self) -> Result<(), Error> {
        while self.ready.is_empty() && !self.ended {
            self.buffer.clear();
            let line = self.xml.get_ref().line();
            let event = match self.xml.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => {
                    let now = self.xml.get_ref().line();
                    return Err(fault(error, line, now));
                }
            };
            let Some(unit) = self.state.take(&event, line)? else {
                self.ended = matches!(event, Event::Eof);
                continue;
            };
            if let Some(error) = self.state.entity.take() {
                return Err(error);
            }
            let wanted = self.wanted.as_ref().map(|(from, to)| (&**from, &**to));
            let pairs = unit.pairs(wanted, self.state.source_language.as_deref())?;
            self.state.counts.unmatched += u64::from(pairs.is_empty());
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

impl Reading {
    /// Takes in the event that began in `line`; a unit when one is complete.
    fn take(&mut self, event: &Event<'_>, line: u64) -> Result<Option<Unit>, Error> {
        match event {
            Event::Start(start) => self.start(start, line)?,
            Event::End(end) => return Ok(self.end(end.local_name().as_ref())),
            Event::Text(text) => self.push(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(data) => self.push(&data.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => {
                let name = reference.xml_content(XmlVersion::Implicit1_0);
                let character = reference.resolve_char_ref().map_err(|error| Error::Malformed {
                    line,
                    what: error.to_string(),
                })?;
                match (character, resolve_predefined_entity(&name)) {
                    (Some(character), _) => self.push(character.encode_utf8(&mut [0; 4])),
                    (None, Some(text)) => self.push(text),
                    (None, None) if self.field != Field::None && self.hidden == 0 => {
                        let name = name.into_owned();
                        self.entity.get_or_insert(Error::Entity { line, name });
                    }
                    (None, None) => {}
                }
            }
            Event::Eof if !self.root => return Err(Error::Empty),
            Event::Eof if !self.closed => return Err(Error::Truncated { line }),
            _ => {}
        }
        Ok(None)
    }

    fn start(&mut self, element: &BytesStart<'_>, line: u64) -> Result<(), Error> {
        let name = element.local_name();
        let name = name.as_ref();
        if !self.root {
            if name != "tmx" {
                let found = name.to_owned();
                return Err(Error::NotTmx { line, found });
            }
            self.root = true;
            return Ok(());
        }
        if self.field == Field::Segment || self.hidden > 0 {
            self.counts.codes += 1;
            // `hi` marks text that is the segment's own; the text inside every other element is not.
            if self.hidden > 0 || name != "hi" {
                self.hidden += 1;
            }
            return Ok(());
        }
        match (name, &mut self.unit) {
            ("header", None) => {
                each_attribute(element, line, |name, value| {
                    if name == "srclang" && value != "*all*" {
                        self.source_language = Some(value.to_owned());
                    }
                })?;
            }
            ("tu", None) => {
                self.counts.units += 1;
                let mut unit = Unit {
                    line,
                    ..Unit::default()
                };
                each_attribute(element, line, |name, value| match name {
                    "srclang" if value != "*all*" => unit.source_language = Some(value.to_owned()),
                    _ => unit.authorship.note(name, value),
                })?;
                self.unit = Some(unit);
            }
            ("tuv", Some(unit)) => {
                let mut variant = Variant::default();
                each_attribute(element, line, |name, value| match name {
                    // 1.1 wrote `lang`, without the prefix.
                    "xml:lang" | "lang" => variant.language = Some(value.to_owned()),
                    _ => variant.authorship.note(name, value),
                })?;
                unit.variants.push(variant);
            }
            ("seg", Some(_)) => self.begin(Field::Segment),
            ("note", Some(_)) => self.begin(Field::Property(String::from("note"))),
            ("prop", Some(_)) => {
                let mut kind = String::from("prop");
                each_attribute(element, line, |name, value| {
                    if name == "type" {
                        value.clone_into(&mut kind);
                    }
                })?;
                self.begin(Field::Property(kind));
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, field: Field) {
        self.field = field;
        self.text.clear();
    }

    fn push(&mut self, text: &str) {
        if self.field != Field::None && self.hidden == 0 {
            self.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Option<Unit> {
        if self.hidden > 0 {
            self.hidden -= 1;
            return None;
        }
        match name {
            "seg" | "prop" | "note" => self.end_field(),
            "tmx" => self.closed = true,
            "tu" => return self.unit.take(),
            _ => {}
        }
        None
    }

    fn end_field(&mut self) {
        let text = std::mem::take(&mut self.text);
        let Some(unit) = &mut self.unit else { return };
        match std::mem::take(&mut self.field) {
            Field::None => {}
            Field::Property(name) => unit.properties().push((name, text)),
            Field::Segment => {
                if let Some(variant) = unit.variants.last_mut() {
                    variant.text = Some(text);
                }
            }
        }
    }
}

fn each_attribute(
    element: &BytesStart<'_>,
    line: u64,
    mut each: impl FnMut(&str, &str),
) -> Result<(), Error> {
    let malformed = |what: String| Error::Malformed { line, what };
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| malformed(error.to_string()))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| malformed(error.to_string()))?;
        each(attribute.key.as_ref(), &value);
    }
    Ok(())
}

/// The parser's error about the event that began in `line` and was read up to line `now`.
fn fault(error: quick_xml::Error, line: u64, now: u64) -> Error {
    match error {
        quick_xml::Error::Io(source) => {
            let bad = source
                .get_ref()
                .and_then(|inner| inner.downcast_ref::<BadBytes>());
            match bad {
                Some(&BadBytes(encoding)) => Error::BadBytes { line: now, encoding },
                None => Error::Read {
                    line: now,
                    source: std::io::Error::new(source.kind(), source),
                },
            }
        }
        quick_xml::Error::Syntax(kind) if kind != SyntaxError::InvalidBangMarkup => {
            Error::Truncated { line: now }
        }
        other => Error::Malformed {
            line,
            what: other.to_string(),
        },
    }
}
