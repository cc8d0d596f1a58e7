//! Phrase's inline codes, which stand in the text itself: `{1}` alone, `{1>` and `<1}` around text.
//!
//! Numbers are those of the marks in the unit's metadata; what has no mark there is text. `{b>`, made of the letters of
//! `biu_^`, is formatting and `{j}` joins two segments: both need no mark. Seen in MXLIFF files of Phrase and described by
//! tools that read them; there is no public specification.

use super::xml::{Element, Name};
use crate::document::{CodeKind, Content, InlineCode};
use crate::format::numbering::CodeNumbers;

/// The namespace of Phrase's elements and attributes.
pub(super) const NAMESPACE: &str = "http://www.memsource.com/mxlf/2.0";

/// Bytes of a placeholder's name, at most.
const LONGEST: usize = 8;

/// What a unit's placeholders may be called.
#[derive(Default)]
pub(super) struct Placeholders<'a> {
    is_phrase: bool,
    /// Each mark's id with the markup that it stands for.
    marks: Vec<(&'a str, String)>,
}

/// A placeholder at the beginning of a text.
struct Placeholder<'t> {
    kind: CodeKind,
    name: &'t str,
    /// Its bytes.
    length: usize,
}

impl<'a> Placeholders<'a> {
    /// Those of `unit`; none where it is not of Phrase.
    pub(super) fn of(unit: &'a Element) -> Self {
        let own = |space: &Option<Name>| space.as_deref() == Some(NAMESPACE);
        if !unit.attributes.iter().any(|attribute| own(&attribute.namespace)) {
            return Self::default();
        }
        let metadata = unit.elements().filter(|element| own(&element.namespace));
        let marks = metadata
            .filter(|element| element.name == "tunit-metadata")
            .flat_map(Element::elements)
            .filter_map(|mark| {
                let markup = mark.child("content").map(Element::text).unwrap_or_default();
                Some((mark.attribute("id")?, markup))
            });
        Self {
            is_phrase: true,
            marks: marks.collect(),
        }
    }

    /// The bytes of the placeholder that `text` begins with; none where it begins with none.
    pub(super) fn length(&self, text: &str) -> usize {
        self.at(text).map_or(0, |found| found.length)
    }

    /// Makes inline codes of the placeholders in `content`. Linear in its text and codes.
    pub(super) fn take_out(&self, content: &mut Content, numbers: &mut CodeNumbers) {
        if !self.is_phrase {
            return;
        }
        let old = std::mem::take(content);
        let mut codes = old.codes.into_iter().peekable();
        let mut at = 0;
        while at <= old.text.len() {
            while let Some(code) = codes.next_if(|code| code.at <= at) {
                content.codes.push(InlineCode {
                    at: content.text.len(),
                    ..code
                });
            }
            let rest = &old.text[at..];
            let whole =
                |found: &Placeholder<'_>| codes.peek().is_none_or(|code| code.at >= at + found.length);
            if let Some(found) = self.at(rest).filter(whole) {
                content.codes.push(InlineCode {
                    at: content.text.len(),
                    id: numbers.of(found.name),
                    kind: found.kind,
                    original: self.markup(&found, &rest[..found.length]),
                });
                at += found.length;
                continue;
            }
            let Some(c) = rest.chars().next() else { break };
            content.text.push(c);
            at += c.len_utf8();
        }
    }

    fn at<'t>(&self, text: &'t str) -> Option<Placeholder<'t>> {
        if !self.is_phrase {
            return None;
        }
        let inside = text.strip_prefix(['{', '<'])?;
        let end = inside
            .bytes()
            .take(LONGEST + 1)
            .position(|byte| matches!(byte, b'}' | b'>'))?;
        let name = &inside[..end];
        let kind = match (text.as_bytes()[0], inside.as_bytes()[end]) {
            (b'{', b'}') => CodeKind::Single,
            (b'{', _) => CodeKind::Open,
            (_, b'}') => CodeKind::Close,
            _ => return None,
        };
        let is_formatting = !name.is_empty() && name.bytes().all(|byte| b"biu_^".contains(&byte));
        let is_known = match kind {
            CodeKind::Single => name == "j",
            _ => is_formatting,
        };
        (is_known || self.marks.iter().any(|(id, _)| *id == name)).then_some(Placeholder {
            kind,
            name,
            length: end + 2,
        })
    }

    /// What a placeholder stands for: its mark's markup, where that tells; else as it is `written`.
    fn markup(&self, found: &Placeholder<'_>, written: &str) -> String {
        let mark = self.marks.iter().find(|(id, _)| *id == found.name);
        match mark.filter(|(_, markup)| found.kind != CodeKind::Close && !markup.is_empty()) {
            Some((_, markup)) => markup.clone(),
            None => written.to_owned(),
        }
    }
}
