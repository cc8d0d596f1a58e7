//! Subtitles, SubRip and WebVTT: the text of each cue is translated; numbers, times, settings and notes stay as they are.
//!
//! A cue is a line with `-->` and the lines below it up to a blank one. Tags (`<i>`, `{\an8}`) are inline codes. A
//! translation is set in as many lines as its source had, broken between words where they come out most alike.

use std::ops::Range;

use super::skeleton::{self, Patches};
use super::{Error, Format, Input, ReadOptions, View};
use crate::document::{Article, Block, BlockKind, CodeKind, Content, Document, InlineCode};

/// SubRip.
pub(super) struct Srt;

/// WebVTT.
pub(super) struct Vtt;

impl Format for Srt {
    fn id(&self) -> &'static str {
        "srt"
    }

    fn name(&self) -> &'static str {
        "SubRip subtitles"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["srt"]
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn keeps(&self, view: View) -> bool {
        view == View::Target
    }

    fn read(&self, text: &str, _: &ReadOptions) -> Result<Input, Error> {
        Ok(Input::Document(document(text, Escapes::None)))
    }

    fn patches(&self, text: &str, article: &Article, _: &ReadOptions) -> Result<Patches, Error> {
        patches(text, article, Escapes::None)
    }
}

impl Format for Vtt {
    fn id(&self) -> &'static str {
        "vtt"
    }

    fn name(&self) -> &'static str {
        "WebVTT subtitles"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["vtt"]
    }

    fn recognises(&self, head: &str) -> bool {
        head.starts_with("WEBVTT")
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn keeps(&self, view: View) -> bool {
        view == View::Target
    }

    fn read(&self, text: &str, _: &ReadOptions) -> Result<Input, Error> {
        Ok(Input::Document(document(text, Escapes::Html)))
    }

    fn patches(&self, text: &str, article: &Article, _: &ReadOptions) -> Result<Patches, Error> {
        patches(text, article, Escapes::Html)
    }
}

/// How characters of markup are written in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escapes {
    /// As they are.
    None,
    /// `&`, `<` and `>` as entities (WebVTT, 6.4 "cue text parsing rules").
    Html,
}

const ENTITIES: &[(&str, &str)] = &[
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", "\u{A0}"),
    ("&lrm;", "\u{200E}"),
    ("&rlm;", "\u{200F}"),
    ("&amp;", "&"),
];

fn document(text: &str, escapes: Escapes) -> Document {
    let block = |span: Range<usize>| Block {
        kind: BlockKind::Caption,
        content: content(&text[span.clone()], escapes),
        span,
    };
    let blocks = cues(text)
        .into_iter()
        .map(block)
        .filter(|block| !block.content.is_blank());
    Document {
        blocks: blocks.collect(),
        ..Document::default()
    }
}

fn patches(text: &str, article: &Article, escapes: Escapes) -> Result<Patches, Error> {
    let document = document(text, escapes);
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut patches = Patches::default();
    for (block, target) in skeleton::targets(&document, article)? {
        let span = document.blocks[block].span.clone();
        let lines = text[span.clone()].lines().count();
        let written = set(&written(&target, escapes), lines).join(end);
        patches.edit(text, span, written);
    }
    Ok(patches)
}

/// Where the texts of the cues stand, without the line end after the last line.
fn cues(text: &str) -> Vec<Range<usize>> {
    let mut cues = Vec::new();
    let mut cue: Option<Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        if bare.contains("-->") {
            // A cue without a blank line before the next one's time.
            cues.extend(cue.take().filter(|cue| !cue.is_empty()));
            cue = Some(at + line.len()..at + line.len());
        } else if bare.trim().is_empty() {
            cues.extend(cue.take().filter(|cue| !cue.is_empty()));
        } else if let Some(cue) = &mut cue {
            cue.end = at + bare.len();
        }
        at += line.len();
    }
    cues.extend(cue.filter(|cue| !cue.is_empty()));
    cues
}

/// The text of a cue with its tags as codes; a closing tag has the number of the last one open of its name.
fn content(written: &str, escapes: Escapes) -> Content {
    let mut content = Content::default();
    let mut open: Vec<(&str, u32)> = Vec::new();
    let (mut rest, mut last) = (written, 0);
    while let Some(c) = rest.chars().next() {
        if let Some(tag) = tag(rest) {
            let name = tag[1..].trim_start_matches('/').trim_end_matches('>');
            let name = name.split([' ', '.', '\t', '=']).next().unwrap_or_default();
            let closes = tag
                .starts_with("</")
                .then(|| open.iter().rposition(|(own, _)| *own == name));
            let (id, kind) = match closes {
                Some(Some(index)) => (open.remove(index).1, CodeKind::Close),
                _ => {
                    last += 1;
                    let end = format!("</{name}>");
                    let pairs = tag.starts_with('<') && closes.is_none() && rest.contains(&end);
                    if pairs {
                        open.push((name, last));
                    }
                    (last, if pairs { CodeKind::Open } else { CodeKind::Single })
                }
            };
            let at = content.text.len();
            content.codes.push(InlineCode {
                at,
                id,
                kind,
                original: tag.to_owned(),
            });
            rest = &rest[tag.len()..];
            continue;
        }
        let entity = ENTITIES
            .iter()
            .find(|(entity, _)| escapes == Escapes::Html && rest.starts_with(entity));
        if let Some((entity, character)) = entity {
            content.text.push_str(character);
            rest = &rest[entity.len()..];
        } else {
            if c != '\r' {
                content.text.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    content
}

/// The tag that `rest` begins with: `<b>`, `</i>`, `<00:01.000>`, `{\an8}`.
fn tag(rest: &str) -> Option<&str> {
    let (end, inside) = match rest.as_bytes() {
        [b'<', ..] => (rest.find('>')?, &rest[1..]),
        [b'{', b'\\', ..] => (rest.find('}')?, &rest[2..]),
        _ => return None,
    };
    let begins = inside.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
    (begins && !rest[..end].contains('\n')).then(|| &rest[..=end])
}

fn written(content: &Content, escapes: Escapes) -> String {
    let mut out = String::new();
    for (text, code) in content.pieces() {
        for c in text.chars() {
            match (escapes, c) {
                (Escapes::Html, '&') => out.push_str("&amp;"),
                (Escapes::Html, '<') => out.push_str("&lt;"),
                (Escapes::Html, '>') => out.push_str("&gt;"),
                (_, c) => out.push(c),
            }
        }
        out.extend(code.map(|code| code.original.as_str()));
    }
    // A blank line would end the cue, an arrow begin another.
    let lines: Vec<&str> = out
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n").replace("-->", "→")
}

/// The text in `lines` lines; where it has line ends of its own, in those.
fn set(text: &str, lines: usize) -> Vec<String> {
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    if lines < 2 || text.contains('\n') || words.len() < lines {
        return text.lines().map(str::to_owned).collect();
    }
    let share = text.chars().count().div_ceil(lines);
    let mut set = vec![String::new()];
    let mut sum = 0;
    for word in words {
        let length = word.chars().count();
        let made = set.len();
        // A word goes where most of it stands.
        if made < lines && sum + length / 2 >= share * made && set.last().is_some_and(|line| !line.is_empty())
        {
            set.push(String::new());
        }
        if let Some(line) = set.last_mut() {
            line.push_str(word);
        }
        sum += length;
    }
    set.into_iter().map(|line| line.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SRT: &str = "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>قال كيري</i>\r\nإن الاتفاق\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000 X1:1\r\n{\\an8}نعم\r\n";
    const VTT: &str = "WEBVTT - title\n\nNOTE\na --- note\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v.loud Kerry>Q&amp;A</v>\n";

    #[test]
    fn cues_are_blocks_and_tags_codes() {
        let read = document(SRT, Escapes::None);
        let texts: Vec<_> = read
            .blocks
            .iter()
            .map(|block| block.content.text.as_str())
            .collect();
        assert_eq!(texts, ["قال كيري\nإن الاتفاق", "نعم"]);
        let codes: Vec<_> = read.blocks[0]
            .content
            .codes
            .iter()
            .map(|code| (code.id, code.kind))
            .collect();
        assert_eq!(codes, [(1, CodeKind::Open), (1, CodeKind::Close)]);
        let read = document(VTT, Escapes::Html);
        assert_eq!(read.blocks.len(), 1);
        assert_eq!(read.blocks[0].content.text, "Q&A");
        assert_eq!(
            written(&read.blocks[0].content, Escapes::Html),
            "<v.loud Kerry>Q&amp;A</v>"
        );
    }

    #[test]
    fn a_translation_has_as_many_lines_as_its_source() {
        assert_eq!(
            set("Kerry said the deal is near", 2),
            ["Kerry said the", "deal is near"]
        );
        assert_eq!(set("Yes", 2), ["Yes"]);
    }

    proptest! {
        #[test]
        fn cues_lie_in_the_file_and_never_overlap(text in "(-->|<i>|</i>|\\{\\\\a\\}|a|ب|\n|\r\n|&amp;|<|\\{| ){0,40}") {
            let mut end = 0;
            for span in cues(&text) {
                prop_assert!(span.start >= end && span.end <= text.len());
                prop_assert!(!text[span.clone()].contains("-->"));
                let read = content(&text[span.clone()], Escapes::None);
                prop_assert!(read.codes.iter().all(|code| read.text.is_char_boundary(code.at)));
                end = span.end;
            }
        }
    }
}
