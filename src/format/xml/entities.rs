//! Entities that a document type declares of itself: names for a few characters, such as `&nbsp;`.
//!
//! Only text is accepted: no markup, no reference to another entity, nothing that stands in another file, so that none
//! can be fetched and none grows from within. How much a file grows by the references to its own is bounded.

use std::cell::Cell;
use std::collections::HashMap;

use memchr::memmem::find;
use quick_xml::escape::resolve_predefined_entity;

use super::is_allowed;

/// Bytes that one entity stands for, at most.
const LONGEST: usize = 1_000;
/// Entities of one file, at most: HTML has 253 names for characters.
const MOST: usize = 1_000;
/// Bytes by which a file may grow, at most.
const GROWTH: usize = 4 << 20;

/// Why a file is not read.
const REFUSED: &str = "this file has a DOCTYPE that declares entities which are more than a few characters, or stand in \
                       another file; that is not accepted, write the characters";

/// The entities that a file declares, and those of XML.
#[derive(Debug, Default)]
pub(in crate::format) struct Entities {
    values: HashMap<String, String>,
    grown: Cell<usize>,
}

impl Entities {
    /// Those that the document type declaration `declared` has in its brackets, the first of each name.
    ///
    /// # Errors
    /// Why the file is not read, if one is no plain text.
    pub(in crate::format) fn of(declared: &str) -> Result<Self, &'static str> {
        let mut entities = Self::default();
        // Old tools declare elements and attributes, which changes nothing in how a file is read here.
        if declared.contains("<!ENTITY") {
            entities.declare(declared).ok_or(REFUSED)?;
        }
        Ok(entities)
    }

    /// Takes in the declarations; `None` where one is not accepted.
    fn declare(&mut self, declared: &str) -> Option<()> {
        let mut rest = &declared[opened(declared)?..];
        loop {
            rest = rest.trim_start();
            rest = match rest {
                _ if rest.starts_with(']') => return Some(()),
                _ if rest.starts_with("<!--") => behind(rest, "-->")?,
                _ if rest.starts_with("<?") => behind(rest, "?>")?,
                _ if rest.starts_with("<!ENTITY") => self.entity(&rest["<!ENTITY".len()..])?,
                _ if rest.starts_with("<!") => &rest[ends(rest)?..],
                _ => return None,
            };
        }
    }

    /// Takes in ` name "value">`, and says what stands behind it.
    fn entity<'t>(&mut self, declaration: &'t str) -> Option<&'t str> {
        let inside = declaration.strip_prefix(char::is_whitespace)?.trim_start();
        let (name, rest) = inside.split_once(char::is_whitespace)?;
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (written, rest) = rest[1..].split_once(quote)?;
        let rest = rest.trim_start().strip_prefix('>')?;
        if resolve_predefined_entity(name).is_none() {
            let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
            let value = plain(written).filter(|_| is_name && self.values.len() < MOST)?;
            self.values.entry(name.to_owned()).or_insert(value);
        }
        Some(rest)
    }

    /// What `&name;` stands for; `None` for a name that is not declared, and where the file has grown too far.
    pub(in crate::format) fn resolve(&self, name: &str) -> Option<&str> {
        if let Some(own) = resolve_predefined_entity(name) {
            return Some(own);
        }
        let value = self.values.get(name)?;
        let growth = value.len().saturating_sub(name.len() + "&;".len());
        self.grown.set(self.grown.get() + growth);
        (self.grown.get() <= GROWTH).then_some(value)
    }
}

/// Where the declarations of a document type begin, behind its bracket.
fn opened(declared: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in declared.char_indices() {
        match (c, quote) {
            (_, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('[', None) => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn behind<'t>(text: &'t str, end: &str) -> Option<&'t str> {
    find(text.as_bytes(), end.as_bytes()).map(|at| &text[at + end.len()..])
}

/// The bytes of the declaration that begins `text`.
fn ends(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (c, quote) {
            (_, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('>', None) => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The characters that the value of an entity stands for; `None` if they are more, or markup, or refer to another.
fn plain(written: &str) -> Option<String> {
    if written.len() > LONGEST || written.contains(['<', '%']) {
        return None;
    }
    // No entity is known within one.
    let value = quick_xml::escape::unescape_with(written, |_| None).ok()?;
    let is_plain = !value.contains(['<', '&']) && value.chars().all(is_allowed);
    is_plain.then(|| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_for_characters_are_known() {
        let declared = "tmx SYSTEM \"a[.dtd\" [<!-- <!ENTITY c 'x'> ' --> <!ELEMENT a (b)> <?x ]?>\n<!ENTITY nbsp \"&#160;\" >\
                        <!ENTITY nbsp 'second'><!ENTITY who 'Acme \"Ltd\"'><!ENTITY lt '&#38;#60;'> ]";
        let entities = Entities::of(declared).unwrap();
        assert_eq!(entities.resolve("nbsp"), Some("\u{A0}"));
        assert_eq!(entities.resolve("who"), Some("Acme \"Ltd\""));
        assert_eq!(entities.resolve("lt"), Some("<"));
        assert_eq!(entities.resolve("c"), None);
    }

    #[test]
    fn what_is_more_than_characters_is_refused() {
        for declared in [
            "<!ENTITY e SYSTEM 'file:///etc/passwd'>",
            "<!ENTITY e PUBLIC 'x' 'y'>",
            "<!ENTITY % p 'x'>",
            "%p;<!ENTITY e 'x'>",
            "<!ENTITY e '%p;'>",
            "<!ENTITY a 'x'><!ENTITY e '&a;'>",
            "<!ENTITY e '&#38;a;'>",
            "<!ENTITY e '<b/>'>",
            "<!ENTITY e '&#60;b/>'>",
            "<!ENTITY e '&#0;'>",
            "<!ENTITY e 'x' NDATA gif>",
            "<!ENTITY e 'x",
        ] {
            assert!(Entities::of(&format!("x [{declared}]")).is_err(), "{declared}");
        }
        let long = format!("x [<!ENTITY e '{}'>]", "x".repeat(LONGEST + 1));
        assert!(Entities::of(&long).is_err());
    }

    #[test]
    fn a_file_grows_no_further_than_it_may() {
        let entities = Entities::of(&format!("x [<!ENTITY e '{}'>]", "x".repeat(LONGEST))).unwrap();
        let times = (0..GROWTH)
            .take_while(|_| entities.resolve("e").is_some())
            .count();
        assert_eq!(times, GROWTH / (LONGEST - 3));
    }

    proptest! {
        #[test]
        fn any_declaration_is_read_or_refused(declared in "(<!ENTITY|[a-c&%;'\"<>\\[\\]!# -]|\\PC){0,30}") {
            let _ = Entities::of(&declared);
        }
    }
}
