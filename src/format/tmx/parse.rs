//! Reading one unit: the events of its XML, each element by what TMX has it for.
//!
//! The entities of XML are known and those that the file declares as a few characters. However deep elements stand in one another,
//! none costs more than the bytes it is written with.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::format::xml::ATTRIBUTES;

use super::Error;
use super::cut::Piece;
use super::unit::{Code, Place, Property, Text, Unit, Variant};

/// What is wrong with a unit, and at which byte of the file.
#[derive(Debug)]
pub(super) struct Misread {
    pub(super) at: usize,
    pub(super) error: Error,
}

/// Reads the unit that `piece` is.
pub(super) fn unit(piece: &Piece<'_>) -> Result<Unit, Misread> {
    let mut xml = Reader::from_str(piece.text);
    xml.config_mut().expand_empty_elements = true;
    Parser { piece, xml, at: 0 }.unit()
}

struct Parser<'a> {
    piece: &'a Piece<'a>,
    xml: Reader<&'a [u8]>,
    /// Where the latest event begins, in bytes of the piece.
    at: usize,
}

impl<'a> Parser<'a> {
    /// The next event but comments and the like.
    fn next(&mut self) -> Result<Event<'a>, Misread> {
        self.at = self.position();
        match self.xml.read_event() {
            Ok(Event::Eof) => Err(self.truncated()),
            Ok(event) => Ok(event),
            Err(quick_xml::Error::Syntax(_)) => Err(self.truncated()),
            Err(error) => Err(self.malformed(error.to_string())),
        }
    }

    fn unit(mut self) -> Result<Unit, Misread> {
        let mut unit = Unit {
            line: self.piece.line,
            ..Unit::default()
        };
        loop {
            match self.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "tu" => self.each_attribute(&tag, |name, value| match name {
                        "tuid" if !value.is_empty() => unit.id = Some(value.into_owned()),
                        "srclang" if value != "*all*" => unit.source_language = Some(value.into_owned()),
                        _ => unit.authorship.note(name, &value),
                    })?,
                    "tuv" => {
                        let variant = self.variant(&tag, &mut unit.unknown)?;
                        unit.variants.push(variant);
                    }
                    "prop" | "note" => unit.properties.push(self.property(&tag)?),
                    other => {
                        unit.unknown.push(other.to_owned());
                        self.characters(&mut String::new())?;
                    }
                },
                Event::End(_) => return Ok(unit),
                _ => {}
            }
        }
    }

    fn variant(&mut self, tag: &BytesStart<'a>, unknown: &mut Vec<String>) -> Result<Variant, Misread> {
        let mut variant = Variant {
            place: self.begun(),
            ..Variant::default()
        };
        self.each_attribute(tag, |name, value| match name {
            "xml:lang" => {
                (variant.language, variant.is_old) = (Some(value.into_owned()), false);
            }
            // 1.1 wrote `lang`, without the prefix.
            "lang" if variant.language.is_none() => {
                (variant.language, variant.is_old) = (Some(value.into_owned()), true);
            }
            _ => variant.authorship.note(name, &value),
        })?;
        loop {
            match self.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "seg" if variant.segment.is_none() => variant.segment = Some(self.segment(unknown)?),
                    "prop" | "note" => variant.properties.push(self.property(&tag)?),
                    other => {
                        unknown.push(other.to_owned());
                        self.characters(&mut String::new())?;
                    }
                },
                Event::End(_) => break,
                _ => {}
            }
        }
        self.end(&mut variant.place);
        Ok(variant)
    }

    fn property(&mut self, tag: &BytesStart<'a>) -> Result<Property, Misread> {
        let is_note = tag.local_name().as_ref() == "note";
        let mut property = Property {
            name: String::from(if is_note { "note" } else { "prop" }),
            is_note,
            place: self.begun(),
            ..Property::default()
        };
        if !is_note {
            self.each_attribute(tag, |name, value| {
                if name == "type" {
                    property.name = value.into_owned();
                }
            })?;
        }
        self.characters(&mut property.value)?;
        self.end(&mut property.place);
        Ok(property)
    }

    /// Text inside `hi`, and inside what TMX does not have here, is the segment's own.
    fn segment(&mut self, unknown: &mut Vec<String>) -> Result<Text, Misread> {
        let mut segment = Text {
            place: self.begun(),
            ..Text::default()
        };
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                Event::Start(tag) => {
                    segment.elements += 1;
                    match tag.local_name().as_ref() {
                        "bpt" | "ept" | "it" | "ph" | "ut" => {
                            let code = self.code(&tag, segment.text.len())?;
                            segment.codes.push(code.0);
                            segment.elements += code.1;
                        }
                        name => {
                            depth += 1;
                            if !matches!(name, "hi" | "sub") {
                                unknown.push(name.to_owned());
                            }
                        }
                    }
                }
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                event => self.push(&event, &mut segment.text)?,
            }
        }
        self.end(&mut segment.place);
        Ok(segment)
    }

    /// A code that stands at byte `at` of the text, and the elements in it.
    fn code(&mut self, tag: &BytesStart<'a>, at: usize) -> Result<(Code, u64), Misread> {
        let mut code = Code {
            at,
            element: tag.local_name().as_ref().to_owned(),
            i: None,
            x: None,
            position: None,
            original: String::new(),
        };
        self.each_attribute(tag, |name, value| {
            let field = match name {
                "i" => &mut code.i,
                "x" => &mut code.x,
                "pos" => &mut code.position,
                _ => return,
            };
            *field = Some(value.into_owned());
        })?;
        let elements = self.characters(&mut code.original)?;
        Ok((code, elements))
    }

    /// Puts all characters up to the end of the element behind `text`; how many elements are in it.
    fn characters(&mut self, text: &mut String) -> Result<u64, Misread> {
        let (mut depth, mut elements) = (0_usize, 0);
        loop {
            match self.next()? {
                Event::Start(_) => {
                    depth += 1;
                    elements += 1;
                }
                Event::End(_) if depth == 0 => return Ok(elements),
                Event::End(_) => depth -= 1,
                event => self.push(&event, text)?,
            }
        }
    }

    /// Puts what characters `event` has behind `text`.
    fn push(&self, event: &Event<'_>, text: &mut String) -> Result<(), Misread> {
        match event {
            Event::Text(characters) => text.push_str(&characters.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(characters) => text.push_str(&characters.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => self.refer(reference, text)?,
            _ => {}
        }
        Ok(())
    }

    fn refer(&self, reference: &BytesRef<'_>, text: &mut String) -> Result<(), Misread> {
        let character = reference
            .resolve_char_ref()
            .map_err(|error| self.malformed(error.to_string()))?;
        let name = reference.xml_content(XmlVersion::Implicit1_0);
        match (character, self.piece.entities.resolve(&name)) {
            (Some(character), _) => text.push(character),
            (None, Some(known)) => text.push_str(known),
            (None, None) => {
                let (line, name) = (self.line(), name.into_owned());
                return Err(self.wrong(Error::Entity { line, name }));
            }
        }
        Ok(())
    }

    fn each_attribute<'t>(
        &self,
        tag: &'t BytesStart<'_>,
        mut each: impl FnMut(&str, Cow<'t, str>),
    ) -> Result<(), Misread> {
        for (number, attribute) in tag.attributes().enumerate() {
            if number == ATTRIBUTES {
                return Err(self.malformed(format!("more than {ATTRIBUTES} attributes on one element")));
            }
            let attribute = attribute.map_err(|error| self.malformed(error.to_string()))?;
            let value = attribute
                .normalized_value_with(XmlVersion::Implicit1_0, 1, |name| {
                    self.piece.entities.resolve(name)
                })
                .map_err(|error| self.malformed(error.to_string()))?;
            each(attribute.key.as_ref(), value);
        }
        Ok(())
    }

    /// The place of the element whose start tag was read last, as far as it is known.
    fn begun(&self) -> Place {
        let behind = self.piece.at + self.position();
        Place {
            at: self.piece.at + self.at,
            inner: behind..behind,
            end: behind,
        }
    }

    /// Notes the end tag that was read last.
    fn end(&self, place: &mut Place) {
        place.inner.end = self.piece.at + self.at;
        place.end = self.piece.at + self.position();
    }

    fn position(&self) -> usize {
        usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX)
    }

    fn line(&self) -> u64 {
        self.piece.line_of(self.at)
    }

    fn malformed(&self, what: String) -> Misread {
        let line = self.line();
        self.wrong(Error::Malformed { line, what })
    }

    fn truncated(&self) -> Misread {
        let line = self.piece.line_of(self.piece.text.len());
        self.wrong(Error::Truncated { line })
    }

    fn wrong(&self, error: Error) -> Misread {
        let at = self.piece.at + self.at;
        Misread { at, error }
    }
}
