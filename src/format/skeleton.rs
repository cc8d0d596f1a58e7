//! The skeleton of a file: its own text, of which only what the article says otherwise is replaced.
//!
//! A format that keeps its files says for an article which of their places get which text. Everything between stays as it
//! stands, byte for byte; a file in which nothing differs comes out as it came.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::passage::Place;
use super::{Error, Format, ReadOptions, decode, labels, package};
use crate::document::{Article, Content, Document, InlineCode, Segment, SegmentId};

/// Text to stand in the place of stretches of another text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Patches {
    /// By start and end of the stretch, in bytes; an empty one is a place where text is put in.
    list: BTreeMap<(usize, usize), String>,
}

impl Patches {
    /// Puts `text` in the place of `span` (bytes), and of whatever was put inside it before; where nothing is replaced,
    /// behind what was put in at that place before.
    pub(super) fn put(&mut self, span: Range<usize>, text: String) {
        if span.is_empty() {
            self.list
                .entry((span.start, span.end))
                .or_default()
                .push_str(&text);
            return;
        }
        let inside =
            |&&(start, end): &&(usize, usize)| end <= span.end && (start, end) != (span.start, span.start);
        let within = self
            .list
            .range((span.start, 0)..(span.end, 0))
            .map(|(place, _)| place);
        let within: Vec<(usize, usize)> = within.filter(inside).copied().collect();
        for place in within {
            self.list.remove(&place);
        }
        self.list.insert((span.start, span.end), text);
    }

    /// Puts `text` in the place of `span`, unless that is what stands there.
    pub(super) fn edit(&mut self, whole: &str, span: Range<usize>, text: String) {
        if whole.get(span.clone()) != Some(text.as_str()) {
            self.put(span, text);
        }
    }

    /// Whether nothing is to be replaced.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether anything inside `span` is to be replaced.
    pub(super) fn touch(&self, span: &Range<usize>) -> bool {
        self.inside(span).next().is_some()
    }

    /// The stretch `span` of `text` with what is to be replaced in it replaced. Time linear in the stretch.
    pub(super) fn applied<'a>(&self, text: &'a str, span: Range<usize>) -> Cow<'a, str> {
        if !self.touch(&span) {
            return Cow::Borrowed(&text[span]);
        }
        let mut out = String::with_capacity(span.len());
        let mut from = span.start;
        for (&(start, end), new) in self.inside(&span) {
            if end <= span.end && start >= from {
                out.push_str(&text[from..start]);
                out.push_str(new);
                from = end;
            }
        }
        out.push_str(&text[from..span.end]);
        Cow::Owned(out)
    }

    fn inside(&self, span: &Range<usize>) -> impl Iterator<Item = (&(usize, usize), &String)> {
        self.list.range((span.start, 0)..=(span.end, usize::MAX))
    }
}

/// The file in `bytes`, read in the encoding named `encoding`, with the targets of `article` in it: a bilingual file with
/// its targets, a document as its own translation, in which segments without a target stand as they are.
///
/// # Errors
/// [`Error::NotKept`] for a format that does not keep its files; [`Error::OtherText`] where the article has what the file
/// has no place for; [`Error::Unwritable`] where the file's encoding lacks a character of the translation and the format no
/// other way to write it; what reading the file reports.
pub fn patched(
    format: &dyn Format,
    (bytes, encoding): (&[u8], &str),
    article: &Article,
    options: &ReadOptions,
) -> Result<Vec<u8>, Error> {
    if let Some(text) = package::text(bytes)? {
        let patches = format.patches(&text, article, options)?;
        return package::patched(bytes, &text, &patches);
    }
    let decoded = decode::decode(bytes, Some(encoding))?;
    let patches = format.patches(&decoded.text, article, options)?;
    if patches.is_empty() {
        return Ok(bytes.to_vec());
    }
    let text = patches.applied(&decoded.text, 0..decoded.text.len());
    encoded(&text, encoding, bytes, |c| format.escaped(c))
}

/// `text` in `encoding`, UTF-8 where that is no encoding's name, with a byte order mark if `original` begins with one.
/// A character that the encoding lacks is written as `escaped` says.
pub(super) fn encoded(
    text: &str,
    encoding: &str,
    original: &[u8],
    escaped: impl Fn(char) -> Option<String>,
) -> Result<Vec<u8>, Error> {
    let known = Encoding::for_label(encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let mark = Encoding::for_bom(original).map_or(0, |(_, length)| length);
    let mut out = original[..mark].to_vec();
    if known == UTF_16LE {
        out.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        return Ok(out);
    }
    if known == UTF_16BE {
        out.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        return Ok(out);
    }
    let ascii_only = decode::declares_ascii(original);
    let (bytes, _, lost) = known.encode(text);
    let writable = !ascii_only || text.is_ascii();
    if writable && !lost {
        out.extend_from_slice(&bytes);
        return Ok(out);
    }
    let lacks = |c: char| ascii_only || known.encode(c.encode_utf8(&mut [0; 4])).2;
    let mut writable = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() || !lacks(c) {
            writable.push(c);
        } else {
            let encoding = known.name();
            writable.push_str(&escaped(c).ok_or(Error::Unwritable { encoding })?);
        }
    }
    out.extend_from_slice(&known.encode(&writable).0);
    Ok(out)
}

/// The segments of an article, to be taken by the places of a bilingual file.
pub(super) struct Wanted<'a>(HashMap<&'a SegmentId, &'a Segment>);

impl<'a> Wanted<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        let segments = article.segments.iter();
        Self(segments.map(|segment| (&segment.id, segment)).collect())
    }

    /// The segment with this id, once.
    pub(super) fn take(&mut self, id: &SegmentId) -> Option<&'a Segment> {
        self.0.remove(id)
    }

    /// # Errors
    /// [`Error::OtherText`] where nobody took a segment, such as the halves of a sentence that was parted.
    pub(super) fn finish(self) -> Result<(), Error> {
        match self.0.into_keys().min() {
            None => Ok(()),
            Some(id) => Err(Error::OtherText {
                place: format!("segment {}", id.as_str()),
            }),
        }
    }
}

/// Whether a target is to be written anew: white space alone is no target, and what stands there stays.
pub(super) fn differ(old: &Content, new: &Content) -> bool {
    let says_nothing = |content: &Content| content.is_blank() && content.codes.is_empty();
    old != new && !(says_nothing(old) && says_nothing(new))
}

/// The blocks of `document` that have a translation in `article`, with it: by the block's number, in order.
///
/// A segment without a target among others that have one stands as its source.
///
/// # Errors
/// [`Error::OtherText`] where a block of the article is not the document's.
pub(super) fn targets(document: &Document, article: &Article) -> Result<Vec<(usize, Content)>, Error> {
    let mut targets = Vec::new();
    for segments in article.segments.chunk_by(|a, b| a.block == b.block) {
        let block = segments[0].block;
        if segments.iter().all(|segment| segment.target.content.is_blank()) {
            continue;
        }
        let source = document.blocks.get(block).map(|block| &block.content);
        let source = source.filter(|source| is_same(&source.text, segments));
        let source = source.ok_or_else(|| Error::OtherText {
            place: format!("block {}", block + 1),
        })?;
        targets.push((block, joined(source, segments)));
    }
    Ok(targets)
}

/// The places of a document that are not among the `targets`; what has no letters is in no language, and not among them.
pub(super) fn untranslated<'a>(places: &'a [Place], targets: &[(usize, Content)]) -> Vec<&'a Place> {
    let translated: HashSet<usize> = targets.iter().map(|(block, _)| *block).collect();
    let is_left = |(number, place): &(usize, &Place)| {
        !translated.contains(number) && place.block.content.text.chars().any(char::is_alphabetic)
    };
    let left = places.iter().enumerate().filter(is_left);
    left.map(|(_, place)| place).collect()
}

/// Whether the segments' sources are the text, white space apart.
fn is_same(text: &str, segments: &[Segment]) -> bool {
    let inked = |text: &'_ str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let sources = segments.iter().map(|segment| inked(&segment.source.text));
    sources.collect::<String>() == inked(text)
}

/// The targets of a block's segments as one content, with the white space around and between that the source has.
fn joined(source: &Content, segments: &[Segment]) -> Content {
    let before = source.text.len() - source.text.trim_start().len();
    let mut whole = Content::plain(&source.text[..before]);
    for (index, segment) in segments.iter().enumerate() {
        let blank = segment.target.content.is_blank();
        let content = if blank {
            &segment.source
        } else {
            &segment.target.content
        };
        let at = whole.text.len();
        whole.codes.extend(content.codes.iter().map(|code| InlineCode {
            at: at + code.at,
            ..code.clone()
        }));
        whole.text.push_str(&content.text);
        let last = index + 1 == segments.len();
        whole.text.push_str(if last {
            &segment.gap
        } else {
            labels::between(segment)
        });
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_outer_patch_takes_in_what_was_put_inside_it() {
        let text = "<a><b>c</b></a>";
        let mut patches = Patches::default();
        patches.put(6..7, String::from("C"));
        let inner = patches.applied(text, 3..11).into_owned();
        assert_eq!(inner, "<b>C</b>");
        patches.put(3..11, format!("[{inner}]"));
        assert_eq!(patches.applied(text, 0..text.len()), "<a>[<b>C</b>]</a>");
    }

    #[test]
    fn what_is_put_in_at_one_place_stands_in_order_before_what_replaces_there() {
        let mut patches = Patches::default();
        patches.put(3..5, String::from(">x</a>"));
        patches.put(3..3, String::from(" b=''"));
        patches.put(3..3, String::from(" c=''"));
        patches.put(3..5, String::from(">y</a>"));
        assert_eq!(patches.applied("<a />", 0..5), "<a  b='' c=''>y</a>");
    }

    #[test]
    fn a_character_that_the_encoding_lacks_is_escaped_or_told() {
        let none = |_| None;
        assert!(encoded("é", "windows-1256", b"", none).is_ok());
        let told = encoded("漢", "windows-1256", b"", none).unwrap_err().to_string();
        assert!(told.contains("windows-1256"), "{told}");
        let escaped = |c| Some(super::super::xml::reference(c));
        assert_eq!(
            encoded("é漢", "windows-1256", b"", escaped).unwrap(),
            b"\xE9&#28450;"
        );
        let file = b"<?xml version='1.0' encoding='US-ASCII'?><a/>";
        assert_eq!(encoded("é", "windows-1252", file, escaped).unwrap(), b"&#233;");
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(text in "[a-z\u{627}\u{FEFF}漢\u{10FFFF}]{1,20}") {
            for (name, mark) in [("UTF-16LE", &b"\xFF\xFE"[..]), ("UTF-16BE", b"\xFE\xFF"), ("UTF-8", b"\xEF\xBB\xBF")] {
                let bytes = encoded(&text, name, mark, |_| None).unwrap();
                prop_assert!(bytes.starts_with(mark));
                let decoded = super::super::decode(&bytes, None).unwrap();
                prop_assert_eq!(&*decoded.text, text.as_str());
            }
        }
    }
}
