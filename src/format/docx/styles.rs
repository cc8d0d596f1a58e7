//! What the styles of a Word document say of paragraphs: what they are, and which way they run.

use std::collections::HashMap;

use super::properties::Properties;
use crate::document::BlockKind;
use crate::format::tags::{Kind, Tags, attribute};
use crate::format::{Error, package};

/// The paragraph styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    list: HashMap<String, Style>,
    default: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    parent: Option<String>,
    rtl: Option<bool>,
}

/// What a paragraph's properties say of its style.
#[derive(Debug, Default)]
pub(super) struct Styled {
    /// The style's id.
    pub(super) id: Option<String>,
    /// What the paragraph is, if that is said.
    pub(super) kind: Option<BlockKind>,
}

/// Styles based on one another at most; a ring of them ends there.
const CHAIN: usize = 32;

impl Styles {
    /// The styles of the package whose text is `text`.
    ///
    /// # Errors
    /// [`Error::Syntax`] where the part is not well-formed XML.
    pub(super) fn read(text: &str) -> Result<Self, Error> {
        let mut styles = Self::default();
        let parts = package::parts(text);
        let Some((_, span)) = parts.into_iter().find(|(name, _)| *name == "word/styles.xml") else {
            return Ok(styles);
        };
        let mut tags = Tags::new(text, span);
        loop {
            let tag = tags.next()?;
            match (tag.kind, tag.name) {
                (Kind::Eof, _) => return Ok(styles),
                (Kind::Start, "w:style") => {
                    let written = &text[tag.span.clone()];
                    let (id, sort) = (attribute(written, "w:styleId"), attribute(written, "w:type"));
                    let default = attribute(written, "w:default").is_some_and(|value| value != "0");
                    let end = tags.skip(&tag)?;
                    if let (Some(id), Some("paragraph")) = (id, sort.as_deref()) {
                        let style = Style::read(&text[tag.span.start..end])?;
                        if default {
                            styles.default = Some(id.clone());
                        }
                        styles.list.insert(id, style);
                    }
                }
                _ => {}
            }
        }
    }

    /// What the `w:pPr` written `properties` says of its paragraph.
    ///
    /// # Errors
    /// [`Error::Syntax`] where it is not well-formed.
    pub(super) fn of_paragraph(&self, properties: &str) -> Result<Styled, Error> {
        let properties = Properties::read(properties)?;
        let id = properties.value("w:pStyle");
        // The id of a built-in style is in the language of the program that wrote the file; its name is not.
        let name = id
            .as_ref()
            .map(|id| self.list.get(id).map_or(id.as_str(), |style| &style.name));
        let kind = name
            .and_then(kind)
            .or_else(|| properties.get("w:numPr").map(|_| BlockKind::ListItem));
        Ok(Styled { id, kind })
    }

    /// Whether a paragraph of style `id`, or of none, runs from right to left if it says nothing itself.
    pub(super) fn is_rtl(&self, id: Option<&str>) -> bool {
        let mut next = id.or(self.default.as_deref());
        for _ in 0..CHAIN {
            let Some(style) = next.and_then(|id| self.list.get(id)) else {
                break;
            };
            if let Some(rtl) = style.rtl {
                return rtl;
            }
            next = style.parent.as_deref();
        }
        false
    }
}

impl Style {
    fn read(element: &str) -> Result<Self, Error> {
        let properties = Properties::read(element)?;
        let paragraph = Properties::read(properties.get("w:pPr").unwrap_or_default())?;
        Ok(Self {
            name: properties.value("w:name").unwrap_or_default(),
            parent: properties.value("w:basedOn"),
            rtl: paragraph.switch("w:bidi"),
        })
    }
}

fn kind(name: &str) -> Option<BlockKind> {
    let name = name.to_ascii_lowercase().replace(' ', "");
    match name.as_str() {
        "title" => Some(BlockKind::Title),
        "caption" => Some(BlockKind::Caption),
        "quote" | "intensequote" => Some(BlockKind::Quote),
        _ => {
            let level = name.strip_prefix("heading")?;
            Some(BlockKind::Heading(level.parse().unwrap_or(1).clamp(1, 6)))
        }
    }
}
