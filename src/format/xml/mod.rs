//! XML as the formats of this room need it: a small tree with places, escaping that cannot produce anything
//! malformed ([`escape`]), and inline text that is patched where it stands ([`inline`]).
//!
//! Of entities those of XML are known and those that a file declares as a few characters ([`entities`]); others are
//! refused, so that entity bombs have nothing to expand. A document type declaration is passed over else, and nothing is ever
//! fetched.

mod atoms;
pub(super) mod doctype;
mod entities;
mod escape;
pub(super) mod inline;
mod model;
mod names;
mod tag;
mod tree;
mod unknown;
pub(super) mod values;

use std::ops::Range;

use quick_xml::NsReader;
use quick_xml::events::{BytesRef, Event};

pub(super) use entities::Entities;
pub(super) use escape::{escaped, forbidden, is_allowed, push_escaped, quoted, reference};
pub(super) use model::{Item, Misplaced};
pub(super) use names::Name;
pub(super) use tag::{attributes, indent, name, root_name};
use tree::Tree;
pub(super) use unknown::unknown;

use super::Error;

/// An element with everything in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Local name.
    pub(super) name: Name,
    /// The namespace it is in.
    pub(super) namespace: Option<Name>,
    /// Its attributes, namespace declarations left out.
    pub(super) attributes: Box<[Attribute]>,
    /// Elements and text in order; comments and processing instructions left out.
    pub(super) children: Box<[Node]>,
    /// Byte offset of its start tag in the file.
    pub(super) at: usize,
    /// Bytes between its start and end tag; empty, behind the tag, where one tag is both.
    pub(super) inner: Range<usize>,
    /// Byte offset behind its end tag.
    pub(super) end: usize,
}

/// An attribute of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribute {
    /// Name as written, with its prefix.
    pub(super) name: Name,
    /// The namespace of its prefix; `None` without one.
    pub(super) namespace: Option<Name>,
    /// Value, references resolved.
    pub(super) value: Box<str>,
}

/// A child of an element.
#[derive(Debug)]
pub(super) enum Node {
    /// An element.
    Element(Box<Element>),
    /// Characters, references resolved.
    Text(Box<str>),
}

/// Attributes on one element at most, namespace declarations among them.
pub(super) const ATTRIBUTES: usize = 1_000;

impl Attribute {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }
}

impl Element {
    /// The attribute written `name`.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| attribute.name == name);
        found.map(|attribute| &*attribute.value)
    }

    /// The attribute called `local` in `namespace`, whatever its prefix.
    pub(super) fn attribute_in(&self, namespace: &str, local: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| {
            attribute.namespace.as_deref() == Some(namespace) && attribute.local() == local
        });
        found.map(|attribute| &*attribute.value)
    }

    /// The bytes of its start tag.
    pub(super) fn start_tag(&self) -> Range<usize> {
        self.at..self.inner.start
    }

    /// The child elements, in order.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(&**element),
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
    grown(text, Tree::new(text), None)
}

/// The root element of a part of a file that declares `entities`.
///
/// # Errors
/// As [`parse`].
pub(super) fn parse_part(text: &str, entities: &Entities) -> Result<Element, Error> {
    grown(text, Tree::new(text), Some(entities))
}

/// The root element of a file without the elements called `name`, each of which is given to `take` when it ends: what a
/// file has many of needs no more memory than the largest of them.
///
/// # Errors
/// What [`parse`] and `take` say.
pub(super) fn each(
    text: &str,
    name: &str,
    take: &mut dyn FnMut(Element) -> Result<(), Error>,
) -> Result<Element, Error> {
    grown(text, Tree::without(text, name, take), None)
}

fn grown<'a>(text: &'a str, mut tree: Tree<'a>, entities: Option<&Entities>) -> Result<Element, Error> {
    if let Some((at, c)) = forbidden(text) {
        let message = format!(
            "not well-formed XML: U+{:04X} may not stand in a file",
            u32::from(c)
        );
        return Err(Error::at(text, at, message));
    }
    // The parser would pass a byte order mark over without counting it.
    let mark = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut reader = NsReader::from_str(&text[mark..]);
    reader.config_mut().check_comments = true;
    let mut declared = Entities::default();
    loop {
        let at = mark + position(reader.buffer_position());
        let event = reader.read_event().map_err(|error| malformed(text, at, &error))?;
        let end = mark + position(reader.buffer_position());
        match event {
            Event::Start(start) => tree.open(&reader, entities.unwrap_or(&declared), &start, at..end)?,
            Event::Empty(start) => {
                tree.open(&reader, entities.unwrap_or(&declared), &start, at..end)?;
                tree.close(end..end)?;
            }
            Event::End(_) => tree.close(at..end)?,
            Event::Text(characters) => {
                if let Some(wrong) = text[at..end].find("]]>") {
                    return Err(malformed(
                        text,
                        at + wrong,
                        &"`]]>` may not stand in text; write `]]&gt;`",
                    ));
                }
                tree.text(at, &characters.xml10_content())?;
            }
            Event::CData(characters) => tree.text(at, &characters.xml10_content())?,
            Event::GeneralRef(reference) => {
                let entities = entities.unwrap_or(&declared);
                tree.text(at, &resolve(text, at, &reference, entities)?)?;
            }
            Event::Eof => break,
            Event::DocType(doctype) => {
                declared = Entities::of(&doctype).map_err(|message| Error::at(text, at, message))?;
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    tree.root()
}

fn malformed(text: &str, at: usize, what: &dyn std::fmt::Display) -> Error {
    Error::at(text, at, format!("not well-formed XML: {what}"))
}

fn resolve(text: &str, at: usize, reference: &BytesRef<'_>, entities: &Entities) -> Result<String, Error> {
    if let Some(character) = reference
        .resolve_char_ref()
        .map_err(|error| malformed(text, at, &error))?
    {
        return match is_allowed(character) {
            true => Ok(character.to_string()),
            false => Err(malformed(
                text,
                at,
                &format!("U+{:04X} may not stand in a file", u32::from(character)),
            )),
        };
    }
    let name: &str = reference;
    entities.resolve(name).map(str::to_owned).ok_or_else(|| {
        let message = format!(
            "the entity &{name}; is none of XML, and none that the file may declare; write the character"
        );
        Error::at(text, at, message)
    })
}

fn position(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
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
    fn an_entity_of_the_file_is_a_few_characters_or_refused() {
        let own = "<!DOCTYPE a [<!ENTITY b \"&#160;x\">]>\n<a b=\"&b;\">&b;<c/>&b;</a>";
        let root = parse(own).unwrap();
        assert_eq!(
            (root.attribute("b"), &*root.text()),
            (Some("\u{A0}x"), "\u{A0}x\u{A0}x")
        );
        let bomb = "<!DOCTYPE a [<!ENTITY b \"boom\"><!ENTITY c \"&b;&b;\">]>\n<a>&c;</a>";
        assert!(message(bomb).contains("DOCTYPE"));
        assert!(message("<!DOCTYPE a SYSTEM \"a.dtd\"><a>&b;</a>").contains("&b;"));
        assert!(parse("<!DOCTYPE a [<!ELEMENT a ANY><!-- ]> -->]><a/>").is_ok());
        assert_eq!(
            parse("<!DOCTYPE a SYSTEM \"a.dtd\"><a>&lt;&#65;</a>")
                .unwrap()
                .text(),
            "<A"
        );
    }

    /// As some programs write the parts of a package.
    #[test]
    fn places_count_a_byte_order_mark() {
        let text = "\u{FEFF}<?xml version='1.0'?>\r\n<a>نعم\tلا</a>";
        let root = parse(text).unwrap();
        assert_eq!(
            (&text[root.start_tag()], &text[root.inner.clone()]),
            ("<a>", "نعم\tلا")
        );
        assert!(message("\u{FEFF}<a>نعم").ends_with("<a> is never closed; the file seems to be cut off"));
    }

    #[test]
    fn attributes_are_limited() {
        let many: String = (0..80_000).map(|number| format!(" a{number}=\"\"")).collect();
        assert!(message(&format!("<a{many}/>")).contains("1,000 attributes"));
    }

    #[test]
    fn elements_of_a_name_are_given_away_one_by_one() {
        let mut given = Vec::new();
        let root = each("<a>\n<b>1</b><c/><b>2<b>3</b></b></a>", "b", &mut |element| {
            given.push((element.at, element.text()));
            Ok(())
        });
        assert_eq!(root.unwrap().elements().count(), 1);
        let given: Vec<_> = given.iter().map(|(at, text)| (*at, text.as_str())).collect();
        assert_eq!(given, [(4, "1"), (20, "3"), (16, "2")]);
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
        fn what_xml_cannot_hold_is_found(text in "[a\u{0}\u{1f}\t\u{FFFD}\u{FFFE}\u{FFFF}\u{FDFA}ق]{0,20}") {
            prop_assert_eq!(forbidden(&text), text.char_indices().find(|(_, c)| !is_allowed(*c)));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[<>/a-c&;!\\[\\]\"= -]{0,60}|\\PC{0,60}") {
            let _ = parse(&text);
        }
    }
}
