//! XML as the formats of this room need it: a small tree with places, and escaping that cannot produce
//! anything malformed.
//!
//! Only the five predefined entities and character references are known. A document type declaration that only names
//! its file is passed over and nothing is ever fetched; one that declares anything itself is refused, so that
//! entity bombs have nothing to expand.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use super::Error;

/// An element with everything in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Local name.
    pub(super) name: String,
    /// Attributes by their name as written, with its prefix.
    pub(super) attributes: Vec<(String, String)>,
    /// Elements and text in order; comments and processing instructions left out.
    pub(super) children: Vec<Node>,
    /// Byte offset in the file.
    pub(super) at: usize,
}

/// A child of an element.
#[derive(Debug)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Characters, references resolved.
    Text(String),
}

/// Elements inside one another at most; deeper files are refused.
const DEPTH: usize = 128;
/// Attributes on one element at most.
const ATTRIBUTES: usize = 1_000;

impl Element {
    /// The attribute written `name`.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(written, _)| written == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The child elements, in order.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child element called `name`.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// All characters in it, in order.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }

    fn push_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(characters) => text.push_str(characters),
                Node::Element(element) if element.name == "cp" => text.extend(code_point(element)),
                Node::Element(element) => element.push_text(text),
            }
        }
    }
}

/// The character an XLIFF 2 `cp` element stands for: one that XML cannot hold.
pub(super) fn code_point(element: &Element) -> Option<char> {
    char::from_u32(u32::from_str_radix(element.attribute("hex")?, 16).ok()?)
}

/// The root element of a file.
///
/// # Errors
/// [`Error::Syntax`] at the place where the file stops being well-formed, nests deeper than 128 elements or uses
/// an entity of its own.
pub(super) fn parse(text: &str) -> Result<Element, Error> {
    let mut reader = NsReader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        let at = position(reader.buffer_position());
        let (namespace, event) = reader
            .read_resolved_event()
            .map_err(|error| Error::at(text, at, format!("not well-formed XML: {error}")))?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                open.push(element(text, at, &namespace, &start)?);
                if open.len() > DEPTH {
                    return Err(Error::at(text, at, "more than 128 elements inside one another"));
                }
                if empty {
                    close(&mut open);
                }
            }
            Event::End(_) => close(&mut open),
            Event::Text(characters) => push_text(&mut open, &characters.xml10_content()),
            Event::CData(characters) => push_text(&mut open, &characters.xml10_content()),
            Event::GeneralRef(reference) => push_text(&mut open, resolve(text, at, &reference)?.as_str()),
            Event::Eof => break,
            Event::DocType(declared) if declared.contains('[') => {
                let message = "this file has a DOCTYPE with declarations of its own, which is not accepted";
                return Err(Error::at(text, at, message));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if let [_, .., unclosed] = &open[..] {
        let message = format!(
            "<{}> is never closed; the file seems to be cut off",
            unclosed.name
        );
        return Err(Error::at(text, unclosed.at, message));
    }
    let root = open
        .pop()
        .into_iter()
        .flat_map(|root| root.children)
        .find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        });
    root.ok_or_else(|| Error::at(text, text.len(), "no XML element in the file"))
}

fn element(
    text: &str,
    at: usize,
    namespace: &ResolveResult<'_>,
    start: &BytesStart<'_>,
) -> Result<Element, Error> {
    let malformed =
        |error: &dyn std::fmt::Display| Error::at(text, at, format!("not well-formed XML: {error}"));
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        if attributes.len() == ATTRIBUTES {
            return Err(Error::at(text, at, "more than 1,000 attributes on one element"));
        }
        let attribute = attribute.map_err(|error| malformed(&error))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| malformed(&error))?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    if let ResolveResult::Unknown(prefix) = namespace {
        return Err(malformed(&format!("the prefix `{prefix}` is not declared")));
    }
    Ok(Element {
        name: start.local_name().as_ref().to_owned(),
        attributes,
        children: Vec::new(),
        at,
    })
}

fn close(open: &mut Vec<Element>) {
    if let Some(done) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(Node::Element(done));
    }
}

fn push_text(open: &mut [Element], characters: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(characters),
        _ => parent.children.push(Node::Text(characters.to_owned())),
    }
}

fn resolve(text: &str, at: usize, reference: &BytesRef<'_>) -> Result<String, Error> {
    let malformed =
        |error: &dyn std::fmt::Display| Error::at(text, at, format!("not well-formed XML: {error}"));
    if let Some(character) = reference.resolve_char_ref().map_err(|error| malformed(&error))? {
        return Ok(character.to_string());
    }
    let name: &str = reference;
    quick_xml::escape::resolve_xml_entity(name)
        .map(str::to_owned)
        .ok_or_else(|| {
            Error::at(
                text,
                at,
                format!("the entity &{name}; is not one of XML's own; write the character"),
            )
        })
}

fn position(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// Whether XML 1.0 can hold `c` at all.
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Appends `text` as element content; a character that XML cannot hold becomes what `other` makes of it.
pub(super) fn push_escaped(out: &mut String, text: &str, mut other: impl FnMut(&mut String, char)) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            c if is_allowed(c) => out.push(c),
            c => other(out, c),
        }
    }
}

/// `text` as element content, with U+FFFD for what XML cannot hold.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text, |out, _| out.push('\u{FFFD}'));
    out
}

/// `text` as the value of an attribute in double quotes, with U+FFFD for what XML cannot hold.
pub(super) fn quoted(text: &str) -> String {
    escaped(text)
        .replace('"', "&quot;")
        .replace('\t', "&#9;")
        .replace('\n', "&#10;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn message(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_broken_file_is_refused_with_its_place() {
        assert!(message("<a>\n <b>\n</a>").starts_with("line 3, column 1: not well-formed XML"));
        assert!(message("<a>\n <b>").starts_with("line 2, column 2: <b> is never closed"));
        assert!(message("").ends_with("no XML element in the file"));
        assert!(message("<a><x:b/></a>").contains("prefix"));
    }

    #[test]
    fn an_entity_of_the_file_is_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"boom\">]>\n<a>&b;</a>";
        assert!(message(bomb).contains("DOCTYPE"));
        assert!(message("<!DOCTYPE a SYSTEM \"a.dtd\"><a>&b;</a>").contains("&b;"));
        assert_eq!(
            parse("<!DOCTYPE a SYSTEM \"a.dtd\"><a>&lt;&#65;</a>")
                .unwrap()
                .text(),
            "<A"
        );
    }

    #[test]
    fn attributes_are_limited() {
        let many: String = (0..80_000).map(|number| format!(" a{number}=\"\"")).collect();
        assert!(message(&format!("<a{many}/>")).contains("1,000 attributes"));
    }

    #[test]
    fn depth_is_limited() {
        assert!(message(&"<a>".repeat(100_000)).contains("128"));
    }

    proptest! {
        #[test]
        fn escaping_comes_back_whole(text in "\\PC{0,40}|[&<>\"'\\r\\n\\t\u{1}\u{FFFE}a]{0,40}") {
            let held: String = text.chars().map(|c| if is_allowed(c) { c } else { '\u{FFFD}' }).collect();
            let file = format!("<a b=\"{}\">{}</a>", quoted(&text), escaped(&text));
            let read = parse(&file).unwrap();
            prop_assert_eq!(read.attribute("b"), Some(held.as_str()));
            prop_assert_eq!(read.text(), held);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[<>/a-c&;!\\[\\]\"= -]{0,60}|\\PC{0,60}") {
            let _ = parse(&text);
        }
    }
}
