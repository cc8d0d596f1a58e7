//! The children of a property element (`w:pPr`, `w:rPr`, …), edited one by one and kept in the order that Word insists on.

use std::borrow::Cow;

use crate::format::Error;
use crate::format::tags::{self, Kind, Tags};

/// Children of `w:pPr` that come after `w:bidi` (ECMA-376 part 1, 17.3.1.26).
pub(super) const AFTER_PARAGRAPH_BIDI: &[&str] = &[
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
];
/// Children of `w:tblPr` that come after `w:bidiVisual`.
pub(super) const AFTER_TABLE_BIDI: &[&str] = &[
    "w:tblStyleRowBandSize",
    "w:tblStyleColBandSize",
    "w:tblW",
    "w:jc",
    "w:tblCellSpacing",
    "w:tblInd",
    "w:tblBorders",
    "w:shd",
    "w:tblLayout",
    "w:tblCellMar",
    "w:tblLook",
    "w:tblCaption",
    "w:tblDescription",
    "w:tblPrChange",
];
/// Children of `w:sectPr` that come after `w:bidi`.
pub(super) const AFTER_SECTION_BIDI: &[&str] =
    &["w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange"];

/// Children of `w:rPr`, in order (17.3.2.28).
const RUN: &[&str] = &[
    "w:ins",
    "w:del",
    "w:moveFrom",
    "w:moveTo",
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:i",
    "w:iCs",
    "w:caps",
    "w:smallCaps",
    "w:strike",
    "w:dstrike",
    "w:outline",
    "w:shadow",
    "w:emboss",
    "w:imprint",
    "w:noProof",
    "w:snapToGrid",
    "w:vanish",
    "w:webHidden",
    "w:color",
    "w:spacing",
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:effect",
    "w:bdr",
    "w:shd",
    "w:fitText",
    "w:vertAlign",
    "w:rtl",
    "w:cs",
    "w:em",
    "w:lang",
    "w:eastAsianLayout",
    "w:specVanish",
    "w:oMath",
    "w:rPrChange",
];

/// The children of a property element.
#[derive(Debug, Default, Clone)]
pub(super) struct Properties<'a> {
    /// The start tag as written; empty where there is no element yet.
    start: &'a str,
    children: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Properties<'a> {
    /// The properties written `element`; none when it is empty.
    ///
    /// # Errors
    /// [`Error::Syntax`] where the element is not well-formed.
    pub(super) fn read(element: &'a str) -> Result<Self, Error> {
        let mut tags = Tags::new(element, 0..element.len());
        let mut properties = Self::default();
        let root = tags.next()?;
        if root.kind != Kind::Start {
            properties.start = element;
            return Ok(properties);
        }
        properties.start = &element[root.span];
        loop {
            let tag = tags.next()?;
            match tag.kind {
                Kind::Start | Kind::Empty => {
                    let end = tags.skip(&tag)?;
                    let child = (tag.name.into(), (&element[tag.span.start..end]).into());
                    properties.children.push(child);
                }
                Kind::Text => {}
                Kind::End | Kind::Eof => return Ok(properties),
            }
        }
    }

    /// The child `name` as written.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let child = self.children.iter().find(|(own, _)| own == name);
        child.map(|(_, written)| written.as_ref())
    }

    /// The value (`w:val`) of the child `name`.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        tags::attribute(self.get(name)?, "w:val")
    }

    /// Whether the switch `name` is on, off, or not said.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        let written = self.get(name)?;
        let value = tags::attribute(written, "w:val");
        Some(!matches!(value.as_deref(), Some("0" | "false" | "off")))
    }

    /// Takes the child `name` out.
    pub(super) fn remove(&mut self, name: &str) {
        self.children.retain(|(own, _)| own != name);
    }

    /// Puts the child `name`, written `written`, in the place of the one there is, or before the first of `after`.
    pub(super) fn put(&mut self, name: &'static str, written: impl Into<Cow<'a, str>>, after: &[&str]) {
        let written = written.into();
        if let Some((_, own)) = self.children.iter_mut().find(|(own, _)| own == name) {
            *own = written;
            return;
        }
        let at = self
            .children
            .iter()
            .position(|(own, _)| after.contains(&own.as_ref()));
        self.children
            .insert(at.unwrap_or(self.children.len()), (name.into(), written));
    }

    /// [`Properties::put`] in the order of a run's properties.
    pub(super) fn put_run(&mut self, name: &'static str, written: impl Into<Cow<'a, str>>) {
        let place = RUN
            .iter()
            .position(|own| *own == name)
            .map_or(RUN.len(), |place| place + 1);
        self.put(name, written, &RUN[place..]);
    }

    /// The children as written, one behind the other.
    pub(super) fn inner(&self) -> String {
        self.children
            .iter()
            .map(|(_, written)| written.as_ref())
            .collect()
    }

    /// The children that `keep` picks by name.
    pub(super) fn inner_of(&self, keep: impl Fn(&str) -> bool) -> String {
        let kept = self.children.iter().filter(|(name, _)| keep(name));
        kept.map(|(_, written)| written.as_ref()).collect()
    }

    /// The whole element called `name`; nothing where it would be empty and was not there.
    pub(super) fn element(&self, name: &str) -> String {
        match (self.start, self.children.is_empty()) {
            ("", true) => String::new(),
            ("", false) => format!("<{name}>{}</{name}>", self.inner()),
            (start, true) if start.ends_with("/>") => start.to_owned(),
            (start, _) if start.ends_with("/>") => {
                format!("{}>{}</{name}>", start.trim_end_matches("/>"), self.inner())
            }
            (start, _) => format!("{start}{}</{name}>", self.inner()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_put_where_the_schema_has_it() {
        let mut properties =
            Properties::read("<w:pPr><w:pStyle w:val=\"a\"/><w:jc w:val=\"both\"/></w:pPr>").unwrap();
        properties.put("w:bidi", "<w:bidi/>", AFTER_PARAGRAPH_BIDI);
        assert_eq!(
            properties.element("w:pPr"),
            "<w:pPr><w:pStyle w:val=\"a\"/><w:bidi/><w:jc w:val=\"both\"/></w:pPr>"
        );
    }

    #[test]
    fn a_switch_may_be_off() {
        let properties = Properties::read("<w:rPr><w:b w:val=\"0\"/><w:i/></w:rPr>").unwrap();
        assert_eq!(
            (
                properties.switch("w:b"),
                properties.switch("w:i"),
                properties.switch("w:u")
            ),
            (Some(false), Some(true), None)
        );
    }
}
