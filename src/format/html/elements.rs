//! What the elements and attributes of HTML are to a translator.

use super::tokens::{Attribute, Tag};
use crate::document::BlockKind;

/// How an element that is left alone stands among words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// It is seen there.
    Code,
    /// It is not.
    Aside,
}

/// Elements whose content is no running text.
const SILENT: &[&str] = &[
    "svg", "math", "canvas", "iframe", "object", "audio", "video", "textarea", "datalist",
];

/// Elements that nobody sees.
const UNSEEN: &[&str] = &["script", "style", "template", "noscript"];

/// Elements inside a line of text, opened and closed.
pub(super) const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Elements inside a line of text that have no content.
pub(super) const SINGLE: &[&str] = &["br", "img", "wbr", "input"];

/// How an element that is not for translation is kept; `None` for one that is read.
pub(super) fn held(tag: &Tag) -> Option<Kept> {
    let name = tag.name.as_str();
    let said = tag
        .value("translate")
        .is_some_and(|value| value.eq_ignore_ascii_case("no"))
        || tag
            .value("class")
            .is_some_and(|names| names.split_whitespace().any(|name| name == "notranslate"));
    match name {
        _ if UNSEEN.contains(&name) => Some(Kept::Aside),
        _ if SILENT.contains(&name) => Some(Kept::Code),
        // The page itself says how it is to be translated; its head is read for that.
        "html" | "body" => None,
        _ if said && !tag.is_whole => Some(Kept::Code),
        _ => None,
    }
}

/// Whether an attribute holds text that people read.
pub(super) fn is_readable(tag: &Tag, attribute: &Attribute) -> bool {
    let named = |name: &str, known: &[&str]| {
        let value = tag.value(name).unwrap_or_default();
        known.iter().any(|known| value.eq_ignore_ascii_case(known))
    };
    let is_text = match (tag.name.as_str(), attribute.name.as_str()) {
        (_, "title" | "alt" | "placeholder" | "aria-label" | "aria-description") => true,
        ("option" | "optgroup" | "track", "label") | ("table", "summary") => true,
        ("input", "value") => named("type", &["button", "submit", "reset"]),
        ("meta", "content") => {
            named("name", &["description", "twitter:title", "twitter:description"])
                || named("property", &["og:title", "og:description", "og:image:alt"])
        }
        _ => false,
    };
    is_text && attribute.value.chars().any(char::is_alphabetic)
}

/// The kind of block that an element makes of the text in it; none for those that say nothing about it.
pub(super) fn kind(name: &str) -> Option<BlockKind> {
    Some(match name {
        "title" => BlockKind::Title,
        "h1" => BlockKind::Heading(1),
        "h2" => BlockKind::Heading(2),
        "h3" => BlockKind::Heading(3),
        "h4" => BlockKind::Heading(4),
        "h5" => BlockKind::Heading(5),
        "h6" => BlockKind::Heading(6),
        "li" | "dt" | "dd" => BlockKind::ListItem,
        "blockquote" => BlockKind::Quote,
        "td" | "th" => BlockKind::Cell,
        "figcaption" | "caption" => BlockKind::Caption,
        "button" | "option" | "legend" | "summary" => BlockKind::Attribute,
        _ => return None,
    })
}
