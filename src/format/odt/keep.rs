//! Paragraphs of an OpenDocument text that are not translated while others are: each gets a style that says the direction
//! and the side that it has in the source, whatever its own style is turned to.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::format::passage::Place;
use crate::format::skeleton::Patches;
use crate::format::tags::{Kind, Tags, attribute};
use crate::format::xml::quoted;
use crate::format::{Error, package};
use crate::language::Direction;

/// A paragraph style of the file.
#[derive(Debug, Default)]
struct Style {
    /// Its element, where it stands.
    span: Range<usize>,
    /// The tag of its paragraph properties.
    properties: Option<Range<usize>>,
    parent: Option<String>,
    mode: Option<String>,
    align: Option<String>,
    is_automatic: bool,
}

/// The styles of a part, and where further ones go.
#[derive(Debug, Default)]
struct Part {
    span: Range<usize>,
    styles: HashMap<String, Style>,
    /// Where the end tag of the automatic styles stands, or the empty one.
    automatic: Option<Range<usize>>,
}

/// Gives the paragraphs of `places` styles that keep the direction `from` of the source. Linear in the file.
///
/// # Errors
/// [`Error::Syntax`] where a part is not well-formed.
pub(super) fn paragraphs(
    text: &str,
    places: &[&Place],
    from: Direction,
    patches: &mut Patches,
) -> Result<(), Error> {
    let mut parts = Vec::new();
    for (_, span) in package::parts(text) {
        parts.push(Part::read(text, span)?);
    }
    let mut taken: HashSet<String> = parts
        .iter()
        .flat_map(|part| part.styles.keys().cloned())
        .collect();
    let mut made: HashMap<(usize, String), String> = HashMap::new();
    for place in places {
        let Some(tag) = place.holder.clone() else { continue };
        let Some(number) = parts.iter().position(|part| part.span.contains(&tag.start)) else {
            continue;
        };
        if parts[number].automatic.is_none() {
            continue;
        }
        let own = attribute(&text[tag.clone()], "text:style-name").unwrap_or_default();
        let key = (number, own);
        if !made.contains_key(&key) {
            let mut name = format!("{}_source", if key.1.is_empty() { "P" } else { &key.1 });
            while !taken.insert(name.clone()) {
                name.push('_');
            }
            let written = written(text, &parts, (number, &key.1), (&name, from));
            parts[number].add(text, written, patches);
            made.insert(key.clone(), name);
        }
        patches.attribute(text, tag, "text:style-name", made.get(&key).map(String::as_str));
    }
    Ok(())
}

impl Part {
    fn read(text: &str, span: Range<usize>) -> Result<Self, Error> {
        let mut part = Self {
            span: span.clone(),
            ..Self::default()
        };
        let mut tags = Tags::new(text, span);
        let mut is_automatic = false;
        let mut open: Option<(String, Style)> = None;
        loop {
            let tag = tags.next()?;
            let written = &text[tag.span.clone()];
            match (tag.kind, tag.name) {
                (Kind::Eof, _) => return Ok(part),
                (Kind::Start, "office:automatic-styles") => is_automatic = true,
                (Kind::Empty | Kind::End, "office:automatic-styles") => {
                    is_automatic = false;
                    part.automatic = Some(tag.span);
                }
                (Kind::Start | Kind::Empty, "style:style" | "style:default-style") => {
                    let style = Style {
                        span: tag.span.clone(),
                        parent: attribute(written, "style:parent-style-name"),
                        is_automatic,
                        ..Style::default()
                    };
                    // The default has no name.
                    let name = attribute(written, "style:name").unwrap_or_default();
                    if attribute(written, "style:family").as_deref() != Some("paragraph") {
                        continue;
                    }
                    match tag.kind {
                        Kind::Empty => drop(part.styles.insert(name, style)),
                        _ => open = Some((name, style)),
                    }
                }
                (Kind::End, "style:style" | "style:default-style") => {
                    if let Some((name, mut style)) = open.take() {
                        style.span.end = tag.span.end;
                        part.styles.insert(name, style);
                    }
                }
                (Kind::Start | Kind::Empty, "style:paragraph-properties") => {
                    if let Some((_, style)) = &mut open {
                        style.mode = attribute(written, "style:writing-mode");
                        style.align = attribute(written, "fo:text-align");
                        style.properties = Some(tag.span);
                    }
                }
                _ => {}
            }
        }
    }

    /// Puts a style among the automatic ones.
    fn add(&self, text: &str, style: String, patches: &mut Patches) {
        let Some(tag) = &self.automatic else { return };
        if text[tag.clone()].starts_with("</") {
            patches.put(tag.start..tag.start, style);
            return;
        }
        // One tag that is both is opened behind itself: an empty list of them, and one that is not.
        patches.put(
            tag.end..tag.end,
            format!("<office:automatic-styles>{style}</office:automatic-styles>"),
        );
    }
}

/// The style `name` for paragraphs of the style `own` of a part.
fn written(
    text: &str,
    parts: &[Part],
    (number, own): (usize, &str),
    (name, from): (&str, Direction),
) -> String {
    let find = |name: &str| {
        let here = parts[number].styles.get(name);
        here.or_else(|| parts.iter().find_map(|part| part.styles.get(name)))
    };
    let said = |what: fn(&Style) -> Option<&String>| -> Option<String> {
        let mut style = find(own);
        for _ in 0..CHAIN {
            let Some(own) = style else { break };
            if let Some(value) = what(own) {
                return Some(value.clone());
            }
            style = own.parent.as_deref().and_then(find);
        }
        find("").and_then(what).cloned()
    };
    let usual = match from {
        Direction::Rtl => "rl-tb",
        Direction::Ltr => "lr-tb",
    };
    let mode = said(|style| style.mode.as_ref()).filter(|mode| mode != "page");
    let mode = mode.unwrap_or_else(|| usual.to_owned());
    let align = said(|style| style.align.as_ref()).unwrap_or_else(|| String::from("start"));
    let properties = format!(
        "<style:paragraph-properties style:writing-mode=\"{}\" fo:text-align=\"{}\"/>",
        quoted(&mode),
        quoted(&align)
    );
    let automatic = parts[number].styles.get(own).filter(|style| style.is_automatic);
    let Some(style) = automatic else {
        let parent = if own.is_empty() { "Standard" } else { own };
        return format!(
            "<style:style style:name=\"{}\" style:family=\"paragraph\" style:parent-style-name=\"{}\">{properties}</style:style>",
            quoted(name),
            quoted(parent)
        );
    };
    // An automatic style is nobody's parent: it is copied.
    let mut copy = Patches::default();
    let head = style.span.start..style.span.start + text[style.span.clone()].find('>').map_or(0, |at| at + 1);
    copy.attribute(text, head.clone(), "style:name", Some(name));
    if let Some(tag) = &style.properties {
        copy.attribute(text, tag.clone(), "style:writing-mode", Some(&mode));
        copy.attribute(text, tag.clone(), "fo:text-align", Some(&align));
    } else if text[head.clone()].ends_with("/>") {
        copy.put(head.end - 2..head.end, format!(">{properties}</style:style>"));
    } else {
        copy.put(head.end..head.end, properties);
    }
    copy.applied(text, style.span.clone()).into_owned()
}

/// Styles that are based on one another, at most.
const CHAIN: usize = 32;
