//! XML as a row of tags with their places, for formats that patch a file and leave the rest of it alone.
//!
//! Nothing is built, so a long document costs its own text and no more. Document types that declare entities
//! are refused as in [`super::xml`]; so is nesting beyond [`DEPTH`].

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Error;
use super::xml::{ATTRIBUTES, doctype};

/// Elements inside one another at most: text boxes in tables in text boxes stay far below.
pub(super) const DEPTH: usize = 256;

/// What stands at a place of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A start tag.
    Start,
    /// A tag that is an element of its own: `<w:tab/>`.
    Empty,
    /// An end tag.
    End,
    /// Characters, references among them as written.
    Text,
    /// The end of the stretch.
    Eof,
}

/// A tag or characters.
#[derive(Debug, Clone)]
pub(super) struct Tag<'a> {
    /// What it is.
    pub(super) kind: Kind,
    /// The element's name with its prefix; empty for characters.
    pub(super) name: &'a str,
    /// Where it stands in the whole text, in bytes.
    pub(super) span: Range<usize>,
}

/// The tags of a stretch of text.
pub(super) struct Tags<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    base: usize,
    depth: usize,
}

impl<'a> Tags<'a> {
    /// The tags of the stretch `span` of `text`.
    pub(super) fn new(text: &'a str, span: Range<usize>) -> Self {
        let part = &text[span.clone()];
        let mark = part.len() - part.trim_start_matches('\u{FEFF}').len();
        let mut reader = Reader::from_str(&part[mark..]);
        reader.config_mut().check_end_names = true;
        Self {
            text,
            reader,
            base: span.start + mark,
            depth: 0,
        }
    }

    /// Refuses a tag with more attributes than any program writes: reading them takes quadratic time.
    fn limited(&self, start: &BytesStart<'_>, from: usize) -> Result<(), Error> {
        // A shorter tag has no room for so many.
        let is_long = start.len() > ATTRIBUTES * " a=''".len();
        if is_long && start.attributes().with_checks(false).nth(ATTRIBUTES).is_some() {
            let message = "more than 1,000 attributes on one element";
            return Err(Error::at(self.text, from, message));
        }
        Ok(())
    }

    /// The next tag or characters; comments, declarations and processing instructions are passed over.
    ///
    /// # Errors
    /// [`Error::Syntax`] where the stretch is not well-formed or nests too deep.
    pub(super) fn next(&mut self) -> Result<Tag<'a>, Error> {
        loop {
            let from = self.at();
            let event = self.reader.read_event();
            let event =
                event.map_err(|error| Error::at(self.text, from, format!("not well-formed XML: {error}")))?;
            if let Event::Start(start) | Event::Empty(start) = &event {
                self.limited(start, from)?;
            }
            let kind = match event {
                Event::Start(_) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(Error::at(
                            self.text,
                            from,
                            format!("more than {DEPTH} elements inside one another"),
                        ));
                    }
                    Kind::Start
                }
                Event::Empty(_) => Kind::Empty,
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Kind::End
                }
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => Kind::Text,
                Event::Eof if self.depth > 0 => {
                    return Err(Error::at(
                        self.text,
                        from,
                        "an element is never closed; the file seems to be cut off",
                    ));
                }
                Event::Eof => Kind::Eof,
                Event::DocType(declared) => match doctype::objection(&declared) {
                    Some(message) => return Err(Error::at(self.text, from, message)),
                    None => continue,
                },
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            let span = from..self.at();
            let name = match kind {
                Kind::Text | Kind::Eof => "",
                _ => name_of(&self.text[span.clone()]),
            };
            return Ok(Tag { kind, name, span });
        }
    }

    /// Passes over everything up to the end of the element that `start` began; where the element ends.
    ///
    /// # Errors
    /// As [`Tags::next`].
    pub(super) fn skip(&mut self, start: &Tag<'a>) -> Result<usize, Error> {
        if start.kind != Kind::Start {
            return Ok(start.span.end);
        }
        let outside = self.depth - 1;
        loop {
            let tag = self.next()?;
            if self.depth == outside || tag.kind == Kind::Eof {
                return Ok(tag.span.end);
            }
        }
    }

    /// The characters of the element that `start` began, references resolved, and where the element ends.
    ///
    /// # Errors
    /// As [`Tags::next`].
    pub(super) fn characters(&mut self, start: &Tag<'a>) -> Result<(String, usize), Error> {
        let mut characters = String::new();
        if start.kind != Kind::Start {
            return Ok((characters, start.span.end));
        }
        let outside = self.depth - 1;
        loop {
            let tag = self.next()?;
            match tag.kind {
                Kind::Text => characters.push_str(&resolved(&self.text[tag.span])),
                _ if self.depth == outside || tag.kind == Kind::Eof => return Ok((characters, tag.span.end)),
                _ => {}
            }
        }
    }

    fn at(&self) -> usize {
        self.base + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}

/// Characters as written in a file, with the references in them resolved and line ends made line feeds. What is no
/// reference stays as it is.
pub(super) fn resolved(written: &str) -> String {
    let inside = written
        .strip_prefix("<![CDATA[")
        .and_then(|rest| rest.strip_suffix("]]>"));
    let ends = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
    match inside {
        Some(literal) => ends(literal),
        None => match quick_xml::escape::unescape(&ends(written)) {
            Ok(text) => text.into_owned(),
            Err(_) => ends(written),
        },
    }
}

/// The value of the attribute `name` of the tag written `tag`, references resolved.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let inside = tag.strip_prefix('<')?.trim_end_matches('>').trim_end_matches('/');
    let start = BytesStart::from_content(inside, name_of(tag).len());
    let found = start
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name)?;
    Some(resolved(&found.value))
}

fn name_of(tag: &str) -> &str {
    let inside = tag.trim_start_matches('<').trim_start_matches('/');
    let end = inside.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'));
    &inside[..end.unwrap_or(inside.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_know_their_places() {
        let text = "\u{FEFF}<?xml version='1.0'?><a x=\"1 &gt; 0\"><b/>t&amp;<c>u</c></a>";
        let mut tags = Tags::new(text, 0..text.len());
        let mut seen = Vec::new();
        loop {
            let tag = tags.next().unwrap();
            if tag.kind == Kind::Eof {
                break;
            }
            seen.push(&text[tag.span]);
        }
        assert_eq!(seen.concat(), text[text.find("<a").unwrap()..]);
        assert_eq!(attribute(seen[0], "x").as_deref(), Some("1 > 0"));
    }

    #[test]
    fn an_element_is_passed_over_or_read() {
        let text = "<a><b><b>x</b>y&#65;</b><c/></a>";
        for reads in [true, false] {
            let mut tags = Tags::new(text, 0..text.len());
            tags.next().unwrap();
            let b = tags.next().unwrap();
            if reads {
                assert_eq!(tags.characters(&b).unwrap(), (String::from("xyA"), 24));
            } else {
                assert_eq!(tags.skip(&b).unwrap(), 24);
            }
            assert_eq!(tags.next().unwrap().name, "c");
        }
    }

    #[test]
    fn depth_width_and_cut_files_are_refused() {
        let deep = "<a>".repeat(DEPTH + 1);
        let mut tags = Tags::new(&deep, 0..deep.len());
        let told = loop {
            if let Err(error) = tags.next() {
                break error.to_string();
            }
        };
        assert!(told.contains("inside one another"), "{told}");
        let many: String = (0..=ATTRIBUTES).map(|at| format!(" a{at}=''")).collect();
        let wide = format!("<a{many}/>");
        let told = Tags::new(&wide, 0..wide.len()).next().unwrap_err().to_string();
        assert!(told.contains("1,000 attributes"), "{told}");
        let mut cut = Tags::new("<a><b>", 0..6);
        let told = loop {
            if let Err(error) = cut.next() {
                break error.to_string();
            }
        };
        assert!(told.contains("never closed"), "{told}");
    }
}
