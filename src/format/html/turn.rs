//! A page's languages and directions, turned to those of its translation.

use std::fmt::Write;
use std::ops::Range;

use super::read::Page;
use super::tokens::{Attribute, Tag};
use crate::document::{Article, CodeKind, Content, InlineCode};
use crate::format::passage::Place;
use crate::format::skeleton::Patches;
use crate::format::xml::{self, quoted};
use crate::language::{self, Direction};

/// Turns the tags of a page of `text`: what says the source's language says the target's; where the direction changes, so
/// do `dir`, `align` and the styles written in tags. An element in a third language keeps both, and so does what holds one
/// of the blocks `untranslated`, which says the source's where it did not; a block beside others gets an element of its own.
pub(super) fn page(
    text: &str,
    page: &Page,
    (article, untranslated): (&Article, &[&Place]),
    patches: &mut Patches,
) {
    let (source, target) = (&article.source_language, &article.target_language);
    let (from, to) = (language::of(source).direction, language::of(target).direction);
    let mut kept: Vec<Range<usize>> = Vec::new();
    let stays = (source.as_str(), Some(from).filter(|from| *from != to));
    for place in untranslated {
        let block = place.block.span.clone();
        match &place.holder {
            Some(holder) => {
                keep(text, page, holder, stays, patches);
                kept.push(holder.start..block.end);
            }
            None if !place.is_value && nests(&place.block.content) => {
                let says = said(page, stays, |_| false);
                patches.put(block.start..block.start, format!("<span{says}>"));
                patches.put(block.end..block.end, String::from("</span>"));
                kept.push(block);
            }
            None => {}
        }
    }
    kept.sort_by_key(|span| span.start);
    let is_kept = |tag: &Tag| {
        let after = kept.partition_point(|span| span.start <= tag.span.start);
        kept[..after].last().is_some_and(|span| tag.span.start < span.end)
    };
    for tag in page.directed.iter().filter(|tag| !is_kept(tag)) {
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

/// The tag `holder` of a block without a translation says the source's language and direction.
fn keep(
    text: &str,
    page: &Page,
    holder: &Range<usize>,
    stays: (&str, Option<Direction>),
    patches: &mut Patches,
) {
    let tag = page.directed.iter().find(|tag| tag.span == *holder);
    let has = |name: &str| tag.is_some_and(|tag| tag.attribute(name).is_some());
    let name = xml::name(&text[holder.clone()]).len();
    let at = holder.start + 1 + name;
    patches.put(at..at, said(page, stays, has));
}

/// The attributes that say a language and a direction, but for those that the tag `has`.
fn said(page: &Page, (language, direction): (&str, Option<Direction>), has: impl Fn(&str) -> bool) -> String {
    let mut said = String::new();
    if !has("lang") && !has("xml:lang") {
        let names = if page.is_xml {
            &["lang", "xml:lang"][..]
        } else {
            &["lang"]
        };
        for name in names {
            let _ = write!(said, " {name}=\"{}\"", quoted(language));
        }
    }
    if let Some(direction) = direction.filter(|_| !has("dir")) {
        let _ = write!(said, " dir=\"{}\"", direction.as_str());
    }
    said
}

/// Whether an element around all of it would nest with the codes in it.
fn nests(content: &Content) -> bool {
    let mut open = Vec::new();
    let closes = |code: &InlineCode| match code.kind {
        CodeKind::Single => true,
        CodeKind::Open => {
            open.push(code.id);
            true
        }
        CodeKind::Close => open.pop() == Some(code.id),
    };
    content.codes.iter().all(closes) && open.is_empty()
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
