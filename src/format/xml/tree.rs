//! The tree of a file while it is read.

use std::ops::Range;

use quick_xml::events::BytesStart;
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use super::entities::Entities;
use super::names::{Name, Names};
use super::{ATTRIBUTES, Attribute, Element, Node, malformed};
use crate::format::Error;

/// Elements inside one another at most; deeper files are refused.
const DEPTH: usize = 128;
/// Elements, attributes and stretches of text in one file at most: each takes up to 150 bytes of memory, ten times what it
/// takes in the file.
const NODES: usize = 2_500_000;
/// The tree while it grows.
pub(super) struct Tree<'a> {
    source: &'a str,
    /// What is open, the outermost first, each with how many of `children` are those of elements around it.
    open: Vec<(Element, usize)>,
    /// The children of all that is open, which become a list of their own when it ends.
    children: Vec<Node>,
    /// The text that the latest of them would be, while it grows.
    text: String,
    /// Elements, attributes and stretches of text so far.
    nodes: usize,
    /// Each name and each namespace once.
    names: Names,
    /// Room for the attributes of an element that opens.
    attributes: Vec<Attribute>,
    /// The elements that are given away, by name.
    away: Option<Away<'a>>,
}

/// Elements that are given away when they end.
struct Away<'a> {
    name: &'a str,
    take: &'a mut dyn FnMut(Element) -> Result<(), Error>,
    /// How many nodes there were before each of those that are open.
    before: Vec<usize>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            open: Vec::new(),
            children: Vec::new(),
            text: String::new(),
            nodes: 0,
            names: Names::default(),
            attributes: Vec::new(),
            away: None,
        }
    }

    /// A tree of all but the elements called `name`, which `take` gets.
    pub(super) fn without(
        source: &'a str,
        name: &'a str,
        take: &'a mut dyn FnMut(Element) -> Result<(), Error>,
    ) -> Self {
        let before = Vec::new();
        Self {
            away: Some(Away { name, take, before }),
            ..Self::new(source)
        }
    }

    pub(super) fn open(
        &mut self,
        reader: &NsReader<&[u8]>,
        entities: &Entities,
        start: &BytesStart<'_>,
        tag: Range<usize>,
    ) -> Result<(), Error> {
        let (source, at) = (self.source, tag.start);
        if self.open.len() == DEPTH {
            return Err(Error::at(source, at, "more than 128 elements inside one another"));
        }
        if self.open.is_empty() && !self.children.is_empty() {
            return Err(malformed(
                source,
                at,
                &"a second element behind the end of the first",
            ));
        }
        named(source, at, start.name().as_ref())?;
        let (namespace, local) = reader.resolver().resolve_element(start.name());
        let namespace = self.namespace(at, &namespace)?;
        if let Some(away) = self.away.as_mut().filter(|away| away.name == local.as_ref()) {
            away.before.push(self.nodes);
        }
        for (number, attribute) in start.attributes().enumerate() {
            if number == ATTRIBUTES {
                return Err(Error::at(source, at, "more than 1,000 attributes on one element"));
            }
            let attribute = attribute.map_err(|error| malformed(source, at, &error))?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            named(source, at, attribute.key.as_ref())?;
            if attribute.value.contains('<') {
                return Err(malformed(
                    source,
                    at,
                    &"`<` in the value of an attribute; write `&lt;`",
                ));
            }
            let (space, _) = reader.resolver().resolve_attribute(attribute.key);
            let value = attribute
                .normalized_value_with(XmlVersion::Implicit1_0, 1, |name| entities.resolve(name))
                .map_err(|error| malformed(source, at, &error))?;
            self.count(at)?;
            let attribute = Attribute {
                name: self.names.of(attribute.key.as_ref()),
                namespace: self.namespace(at, &space)?,
                value: value.into(),
            };
            self.attributes.push(attribute);
        }
        self.count(at)?;
        self.end_text();
        let element = Element {
            name: self.names.of(local.as_ref()),
            namespace,
            attributes: self.attributes.drain(..).collect(),
            at,
            inner: tag.end..tag.end,
            ..Element::default()
        };
        self.open.push((element, self.children.len()));
        Ok(())
    }

    /// Counts one more thing that is kept.
    fn count(&mut self, at: usize) -> Result<(), Error> {
        self.nodes += 1;
        if self.nodes > NODES {
            let message = "more than 2,500,000 elements, attributes and texts; part the file, or import a memory with \
                           `tarjuman memory import`, which reads a unit at a time";
            return Err(Error::at(self.source, at, message));
        }
        Ok(())
    }

    fn namespace(&mut self, at: usize, resolved: &ResolveResult<'_>) -> Result<Option<Name>, Error> {
        match resolved {
            ResolveResult::Unbound => Ok(None),
            ResolveResult::Unknown(prefix) => {
                let message = format!("the prefix `{prefix}` is not declared");
                Err(malformed(self.source, at, &message))
            }
            ResolveResult::Bound(namespace) => Ok(Some(self.names.of(namespace.as_ref()))),
        }
    }

    pub(super) fn close(&mut self, tag: Range<usize>) -> Result<(), Error> {
        self.end_text();
        if let Some((mut done, from)) = self.open.pop() {
            done.children = self.children.drain(from..).collect();
            done.inner.end = tag.start;
            done.end = tag.end;
            if let Some(away) = self.away.as_mut().filter(|away| done.name == away.name) {
                self.nodes = away.before.pop().unwrap_or(self.nodes);
                return (away.take)(done);
            }
            self.children.push(Node::Element(Box::new(done)));
        }
        Ok(())
    }

    pub(super) fn text(&mut self, at: usize, characters: &str) -> Result<(), Error> {
        if self.open.is_empty() {
            return match characters.trim().is_empty() {
                true => Ok(()),
                false => Err(malformed(self.source, at, &"text outside the file's element")),
            };
        }
        let begins = self.text.is_empty() && !characters.is_empty();
        self.text.push_str(characters);
        if begins { self.count(at) } else { Ok(()) }
    }

    /// Makes a child of the text so far.
    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.children.push(Node::Text(self.text.as_str().into()));
            self.text.clear();
        }
    }

    pub(super) fn root(mut self) -> Result<Element, Error> {
        if let Some((unclosed, _)) = self.open.last() {
            let message = format!(
                "<{}> is never closed; the file seems to be cut off",
                unclosed.name
            );
            return Err(Error::at(self.source, unclosed.at, message));
        }
        match self.children.pop() {
            Some(Node::Element(root)) => Ok(*root),
            _ => Err(Error::at(
                self.source,
                self.source.len(),
                "no XML element in the file",
            )),
        }
    }
}

/// Whether `name` begins as a name may; the rest of it the parser has seen to.
fn named(text: &str, at: usize, name: &str) -> Result<(), Error> {
    match name.chars().next() {
        Some(c) if c.is_alphabetic() || c == '_' || c == ':' || !c.is_ascii() => Ok(()),
        _ => Err(malformed(text, at, &format!("`{name}` is no name"))),
    }
}
