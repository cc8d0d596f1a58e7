//! Tags where they stand: what they are called, their attributes, and setting one.

use std::ops::Range;

use super::{doctype, quoted};
use crate::format::skeleton::Patches;

impl Patches {
    /// Sets the attribute written `name` of the start tag at `tag` to `value`, or takes it away.
    pub(in crate::format) fn attribute(
        &mut self,
        text: &str,
        tag: Range<usize>,
        name: &str,
        value: Option<&str>,
    ) {
        let found =
            attributes(&text[tag.clone()]).find(|(written, _)| &text[tag.start..][written.clone()] == name);
        match (found, value) {
            (Some((_, held)), Some(value)) => {
                self.put(tag.start + held.start..tag.start + held.end, quoted(value));
            }
            (Some((written, held)), None) => {
                let before = text[tag.start..tag.start + written.start].trim_end().len();
                self.put(tag.start + before..tag.start + held.end + 1, String::new());
            }
            (None, Some(value)) => {
                let inside = text[tag.clone()]
                    .trim_end_matches('>')
                    .trim_end_matches('/')
                    .trim_end();
                let at = tag.start + inside.len();
                self.put(at..at, format!(" {name}=\"{}\"", quoted(value)));
            }
            (None, None) => {}
        }
    }
}

/// The local name of a file's first element, as far as `head`, its beginning, shows it.
pub(in crate::format) fn root_name(head: &str) -> Option<&str> {
    let mut rest = head.trim_start();
    loop {
        let length = match rest {
            _ if rest.starts_with("<?") => rest.find("?>")? + 2,
            _ if rest.starts_with("<!--") => rest.find("-->")? + 3,
            _ if rest.starts_with("<!") => doctype::length(rest.as_bytes())?,
            _ => break,
        };
        rest = rest[length..].trim_start();
    }
    let name = name(rest.strip_prefix('<').map(|_| rest)?);
    name.rsplit(':').next().filter(|name| !name.is_empty())
}

/// The name in a start tag, with its prefix.
pub(in crate::format) fn name(tag: &str) -> &str {
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
    tag[..end.unwrap_or(tag.len())].trim_start_matches('<')
}

/// The names and values (without quotes) of a well-formed start tag's attributes, as ranges in it.
pub(in crate::format) fn attributes(tag: &str) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let name_ends = |c: char| c.is_whitespace() || matches!(c, '=' | '/' | '>');
    let mut at = tag.find(name_ends).unwrap_or(tag.len());
    std::iter::from_fn(move || {
        let start = at + tag[at..].find(|c: char| !c.is_whitespace())?;
        let length = tag[start..].find(name_ends)?;
        let equals = start + length + tag[start + length..].find('=')?;
        let quote_at = equals + tag[equals..].find(['"', '\''])?;
        let quote = tag[quote_at..].chars().next()?;
        let end = quote_at + 1 + tag[quote_at + 1..].find(quote)?;
        at = end + 1;
        (length > 0).then_some((start..start + length, quote_at + 1..end))
    })
}

/// The line break and white space that stand before byte `at`, to be repeated before what is put beside it; empty where
/// `at` does not begin its line.
pub(in crate::format) fn indent(text: &str, at: usize) -> &str {
    let blank = text[..at].trim_end_matches([' ', '\t']);
    if !blank.ends_with('\n') {
        return "";
    }
    let start = blank.len() - if blank.ends_with("\r\n") { 2 } else { 1 };
    &text[start..at]
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn with(text: &str, name: &str, value: Option<&str>) -> String {
        let root = parse(text).unwrap();
        let mut patches = Patches::default();
        patches.attribute(text, root.start_tag(), name, value);
        patches.applied(text, 0..text.len()).into_owned()
    }

    #[test]
    fn a_file_is_known_behind_declarations_of_its_own() {
        let root = |head| root_name(head);
        assert_eq!(
            root("<?xml version='1.0'?><!DOCTYPE tmx SYSTEM 't'><tmx>"),
            Some("tmx")
        );
        assert_eq!(
            root("<!DOCTYPE x [<!ENTITY e 'v'>]><x:xliff a='b'>"),
            Some("xliff")
        );
        assert_eq!(
            root("<!DOCTYPE x [<!ENTITY e 'v'><!-- don't ]> --> ] >\n<!-- [>] --><xliff>"),
            Some("xliff")
        );
        assert_eq!(root("text <xliff>"), None);
    }

    #[test]
    fn an_attribute_is_set_where_it_stands() {
        let file = "<a\n  state = 'new'\tb=\"x>y\"  />";
        assert_eq!(
            with(file, "state", Some("a&b")),
            "<a\n  state = 'a&amp;b'\tb=\"x>y\"  />"
        );
        assert_eq!(
            with(file, "c", Some("1")),
            "<a\n  state = 'new'\tb=\"x>y\" c=\"1\"  />"
        );
        assert_eq!(with(file, "state", None), "<a\tb=\"x>y\"  />");
        assert_eq!(with("<a></a>", "c", Some("\"")), "<a c=\"&quot;\"></a>");
    }

    #[test]
    fn the_first_element_is_found_behind_the_prolog() {
        assert_eq!(
            root_name("<?xml version='1.0'?>\n<!-- <a> --><!DOCTYPE tmx>\n<x:tmx a=''>"),
            Some("tmx")
        );
        assert_eq!(root_name("<!-- cut"), None);
        assert_eq!(root_name("text <a>"), None);
    }

    #[test]
    fn indentation_is_the_white_space_of_the_line() {
        assert_eq!(indent("x\r\n  <a/>", 5), "\r\n  ");
        assert_eq!(indent("x <a/>", 2), "");
    }
}
