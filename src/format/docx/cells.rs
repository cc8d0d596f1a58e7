//! What stands in the cells of a review table: words with changes accepted, tags as inline codes.

use crate::document::{CodeKind, Content, InlineCode};
use crate::format::xml::{Element, Node};

/// All text below an element, changes accepted, a line end after each paragraph but the last.
pub(super) fn plain(element: &Element) -> String {
    let mut pieces = Vec::new();
    gather(element, None, &mut pieces);
    let text: String = pieces.iter().map(|(_, text)| text.as_str()).collect();
    text.trim_end_matches('\n').to_owned()
}

/// The text of the runs in the character style `wanted`.
pub(super) fn styled_text(cell: &Element, wanted: &str) -> String {
    let mut pieces = Vec::new();
    gather(cell, None, &mut pieces);
    let own = pieces
        .iter()
        .filter(|(style, _)| style.as_deref() == Some(wanted));
    own.map(|(_, text)| text.trim()).collect()
}

/// A run's style with its text.
type Styled = (Option<String>, String);

/// The runs below `element` that are there when changes are accepted; only those in paragraphs styled `only`, if that
/// is given.
fn gather(element: &Element, only: Option<&str>, pieces: &mut Vec<Styled>) {
    for child in element.elements() {
        match child.name.as_str() {
            "del" | "moveFrom" | "pPr" | "rPr" | "tcPr" | "sdtPr" | "Fallback" => {}
            "p" if only.is_some_and(|only| style(child, "pPr", "pStyle") != Some(only)) => {}
            "p" => {
                gather(child, only, pieces);
                pieces.push((None, String::from("\n")));
            }
            "r" => pieces.push((style(child, "rPr", "rStyle").map(str::to_owned), run(child))),
            _ => gather(child, only, pieces),
        }
    }
}

fn run(run: &Element) -> String {
    let mut text = String::new();
    for child in run.elements() {
        match child.name.as_str() {
            "t" => child.children.iter().for_each(|node| {
                if let Node::Text(characters) = node {
                    text.push_str(characters);
                }
            }),
            "tab" => text.push('\t'),
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('\u{2011}'),
            "softHyphen" => text.push('\u{AD}'),
            _ => {}
        }
    }
    text
}

/// The words of a cell with its tags as codes.
pub(super) fn content(cell: &Element, tags: &[&str], only: Option<&str>) -> Content {
    let mut pieces = Vec::new();
    gather(cell, only, &mut pieces);
    while pieces
        .last()
        .is_some_and(|(style, text)| style.is_none() && text == "\n")
    {
        pieces.pop();
    }
    let mut content = Content::default();
    let mut tag = String::new();
    for (style, text) in pieces {
        let style = style.as_deref().unwrap_or_default();
        if tags.contains(&style) {
            // A tag may have been saved as several runs.
            tag.push_str(&text);
            while let Some((code, rest)) = code(&tag) {
                push(code, &mut content);
                tag = rest;
            }
            continue;
        }
        if !tag.is_empty() {
            push(unknown(&std::mem::take(&mut tag)), &mut content);
        }
        if style != "PlaceholderText" {
            content.text.push_str(&text);
        }
    }
    if !tag.is_empty() {
        push(unknown(&tag), &mut content);
    }
    content
}

fn push(code: InlineCode, content: &mut Content) {
    content.codes.push(InlineCode {
        at: content.text.len(),
        ..code
    });
}

fn unknown(tag: &str) -> InlineCode {
    InlineCode {
        at: 0,
        id: 0,
        kind: CodeKind::Single,
        original: tag.to_owned(),
    }
}

/// The first whole tag of `written` and what follows it: `⟨1⟩` of this program, `<1>` of Trados, `[1}` and `{1]` of memoQ.
fn code(written: &str) -> Option<(InlineCode, String)> {
    let bare = written.trim_start_matches(['\u{200E}', '\u{200F}']);
    let first = bare.chars().next()?;
    let end = bare.find(['⟩', '>', ']', '}'])?;
    let last = bare[end..].chars().next()?;
    let inside = &bare[first.len_utf8()..end];
    let kind = match (first, last) {
        ('[', '}') => CodeKind::Open,
        ('{', ']') => CodeKind::Close,
        _ if inside.starts_with('/') => CodeKind::Close,
        _ if inside.ends_with('/') || matches!(first, '{' | '[') => CodeKind::Single,
        _ => CodeKind::Open,
    };
    let digits: String = inside.chars().filter(char::is_ascii_digit).take(9).collect();
    let rest = bare[end + last.len_utf8()..].trim_start_matches(['\u{200E}', '\u{200F}']);
    let original = bare[..end + last.len_utf8()].to_owned();
    Some((
        InlineCode {
            at: 0,
            id: digits.parse().unwrap_or(0),
            kind,
            original,
        },
        rest.to_owned(),
    ))
}

/// Numbers the codes of a source that name none: a closing one as the last that is open, any other the next number.
pub(super) fn number(source: &mut Content) {
    let mut last = source.codes.iter().map(|code| code.id).max().unwrap_or(0);
    let mut open = Vec::new();
    for code in source.codes.iter_mut().filter(|code| code.id == 0) {
        code.id = match (code.kind, open.pop()) {
            (CodeKind::Close, Some(id)) => id,
            (_, unused) => {
                open.extend(unused);
                last += 1;
                last
            }
        };
        if code.kind == CodeKind::Open {
            open.push(code.id);
        }
    }
}

/// Gives the codes of a target that have no number the one of the same tag in the source.
pub(super) fn number_alike(source: &Content, target: &mut Content) {
    for code in target.codes.iter_mut().filter(|code| code.id == 0) {
        let same = source.codes.iter().find(|own| own.original == code.original);
        code.id = same.map_or(0, |own| own.id);
    }
}

/// The style named in the properties of a paragraph or run.
pub(super) fn style<'a>(element: &'a Element, properties: &str, name: &str) -> Option<&'a str> {
    element.child(properties)?.child(name)?.attribute("w:val")
}

/// The language that most letters of a cell are marked with.
pub(super) fn tag_in(cell: &Element) -> Option<String> {
    let own = cell
        .child("lang")
        .and_then(|lang| lang.attribute("w:val").or_else(|| lang.attribute("w:bidi")));
    own.map(str::to_owned).or_else(|| {
        let skipped =
            |child: &&Element| style(child, "pPr", "pStyle").is_none_or(|style| style.starts_with("Segment"));
        cell.elements().filter(skipped).find_map(tag_in)
    })
}
