//! A page's languages and directions, turned to those of its translation.

use super::tokens::{Attribute, Tag};
use crate::document::Article;
use crate::format::skeleton::Patches;
use crate::format::xml::quoted;
use crate::language::{self, Direction};

/// Turns the tags `directed` of the page `text`: what says the source's language says the target's; where the direction
/// changes, so do `dir`, `align` and the styles written in tags. An element in a third language keeps both.
pub(super) fn page(text: &str, directed: &[Tag], article: &Article, patches: &mut Patches) {
    let (source, target) = (&article.source_language, &article.target_language);
    let (from, to) = (language::of(source).direction, language::of(target).direction);
    for tag in directed {
        let is_root = tag.name == "html";
        let languages = ["lang", "xml:lang"].map(|name| tag.attribute(name));
        let is_ours = |own: &Attribute| is_root || language::primary(&own.value) == language::primary(source);
        let said = languages.iter().flatten();
        for own in said.clone().filter(|own| is_ours(own)) {
            put(text, own, target, patches);
        }
        let is_foreign = said.clone().any(|own| !is_ours(own));
        if is_root {
            root(text, tag, (target, to), patches);
        }
        if from == to || is_foreign {
            continue;
        }
        if let Some(own) = tag
            .attribute("dir")
            .filter(|own| own.value.eq_ignore_ascii_case(from.as_str()))
        {
            put(text, own, to.as_str(), patches);
        }
        for name in ["align", "style"] {
            if let Some(own) = tag.attribute(name) {
                put(text, own, &mirrored(name, &own.value), patches);
            }
        }
    }
}

/// The page's own element says the language, and the direction unless that is the one of a page that says none.
fn root(text: &str, tag: &Tag, (language, direction): (&str, Direction), patches: &mut Patches) {
    let at = tag.span.start + 1 + tag.name.len();
    if tag.attribute("lang").is_none() && tag.attribute("xml:lang").is_none() {
        patches.put(at..at, format!(" lang=\"{}\"", quoted(language)));
    }
    match tag.attribute("dir") {
        Some(own) => put(text, own, direction.as_str(), patches),
        None if direction == Direction::Rtl => patches.put(at..at, String::from(" dir=\"rtl\"")),
        None => {}
    }
}

/// Writes a value, unless it is what stands there, in the quotes that stand there.
fn put(text: &str, attribute: &Attribute, value: &str, patches: &mut Patches) {
    if attribute.value == value {
        return;
    }
    let quote = match text[attribute.place.clone()].starts_with('\'') {
        true => '\'',
        false => '"',
    };
    let value = quoted(value).replace('\'', "&#39;");
    patches.put(attribute.place.clone(), format!("{quote}{value}{quote}"));
}

/// The value of `align`, or a style, with left and right in the place of one another where they say a direction or the
/// side that text begins on.
fn mirrored(name: &str, value: &str) -> String {
    if name == "align" {
        return other_side(value).unwrap_or(value).to_owned();
    }
    let declarations = value.split(';').map(|declaration| {
        let Some((property, held)) = declaration.split_once(':') else {
            return declaration.to_owned();
        };
        let is_side = matches!(
            property.trim().to_ascii_lowercase().as_str(),
            "direction" | "text-align" | "float" | "clear"
        );
        let (word, rest) = match held.trim().split_once(char::is_whitespace) {
            Some((word, rest)) => (word, format!(" {rest}")),
            None => (held.trim(), String::new()),
        };
        match other_side(word).filter(|_| is_side) {
            Some(other) => {
                let blank = &held[..held.len() - held.trim_start().len()];
                format!("{property}:{blank}{other}{rest}")
            }
            None => declaration.to_owned(),
        }
    });
    declarations.collect::<Vec<_>>().join(";")
}

fn other_side(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "left" => "right",
        "right" => "left",
        "rtl" => "ltr",
        "ltr" => "rtl",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_change_sides() {
        let style = "color: red;TEXT-ALIGN: right !important; direction:rtl;margin-left:1px;";
        let turned = "color: red;TEXT-ALIGN: left !important; direction:ltr;margin-left:1px;";
        assert_eq!(mirrored("style", style), turned);
        assert_eq!(mirrored("align", "Right"), "left");
        assert_eq!(mirrored("align", "center"), "center");
    }
}
