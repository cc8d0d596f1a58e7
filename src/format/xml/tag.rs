//! Edits to the bytes of a file: ranges replaced, attributes set; everything else stays as it is.

use std::ops::Range;

use super::{Element, quoted};

/// Replacements of byte ranges in one text, which do not overlap.
#[derive(Debug, Default)]
pub(in crate::format) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Whether nothing changes.
    pub(in crate::format) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts `with` in the place of the bytes `range`; an empty range inserts.
    pub(in crate::format) fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.0.push((range, with.into()));
    }

    /// Sets the attribute written `name` of `element` to `value`, or takes it away.
    pub(in crate::format) fn attribute(
        &mut self,
        text: &str,
        element: &Element,
        name: &str,
        value: Option<&str>,
    ) {
        let tag = element.start_tag();
        let found =
            attributes(&text[tag.clone()]).find(|(written, _)| &text[tag.start..][written.clone()] == name);
        match (found, value) {
            (Some((_, held)), Some(value)) => {
                self.replace(tag.start + held.start..tag.start + held.end, quoted(value));
            }
            (Some((written, held)), None) => {
                let before = text[tag.start..tag.start + written.start].trim_end().len();
                self.replace(tag.start + before..tag.start + held.end + 1, "");
            }
            (None, Some(value)) => {
                let inside = text[tag.clone()]
                    .trim_end_matches('>')
                    .trim_end_matches('/')
                    .trim_end();
                let at = tag.start + inside.len();
                self.replace(at..at, format!(" {name}=\"{}\"", quoted(value)));
            }
            (None, None) => {}
        }
    }

    /// The text with everything replaced. Time linear in the text beside sorting the edits.
    pub(in crate::format) fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out =
            String::with_capacity(text.len() + self.0.iter().map(|(_, with)| with.len()).sum::<usize>());
        let mut from = 0;
        for (range, with) in &self.0 {
            out.push_str(&text[from..range.start.max(from)]);
            out.push_str(with);
            from = range.end.max(from);
        }
        out.push_str(&text[from..]);
        out
    }
}

/// The local name of a file's first element, as far as `head`, its beginning, shows it.
pub(in crate::format) fn root_name(head: &str) -> Option<&str> {
    let mut rest = head.trim_start();
    loop {
        let ending = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            // Declarations of its own are refused by the reader, which has to be found for that.
            _ if declares(rest) => "]",
            _ if rest.starts_with("<!") => ">",
            _ => break,
        };
        rest = rest.split_once(ending)?.1.trim_start();
        if ending == "]" {
            rest = rest.strip_prefix('>')?.trim_start();
        }
    }
    let name = name(rest.strip_prefix('<').map(|_| rest)?);
    name.rsplit(':').next().filter(|name| !name.is_empty())
}

/// Whether a file goes on with a DOCTYPE that has declarations in brackets.
fn declares(rest: &str) -> bool {
    let end = rest.find(['[', '>']);
    rest.starts_with("<!DOCTYPE") && end.is_some_and(|end| rest[end..].starts_with('['))
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
        let mut edits = Edits::default();
        edits.attribute(text, &root, name, value);
        edits.apply(text)
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
            root("<!DOCTYPE x [<!ENTITY e 'v'> ] >\n<!-- [>] --><xliff>"),
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
