//! The skeleton of a source file: its own text, of which only what was translated is replaced.
//!
//! A format that keeps its skeleton reads a document whose blocks know their places, and says for an article which of
//! these places get which text. Everything between stays as it stands, byte for byte; a file of which nothing was
//! translated comes out as it came.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::{Error, Format, ReadOptions, labels, package};
use crate::document::{Article, Content, Document, InlineCode, Segment};

/// Text to stand in the place of stretches of another text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Patches {
    /// By their start: the end, and the text.
    list: BTreeMap<usize, (usize, String)>,
}

impl Patches {
    /// Puts `text` in the place of `span` (bytes), and of whatever was put inside it before.
    pub(super) fn put(&mut self, span: Range<usize>, text: String) {
        let within: Vec<usize> = self.list.range(span.clone()).map(|(start, _)| *start).collect();
        for start in within {
            self.list.remove(&start);
        }
        self.list.insert(span.start, (span.end, text));
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
        self.list.range(span.start..=span.end).next().is_some()
    }

    /// The stretch `span` of `text` with what is to be replaced in it replaced. Time linear in the stretch.
    pub(super) fn applied<'a>(&self, text: &'a str, span: Range<usize>) -> Cow<'a, str> {
        if !self.touch(&span) {
            return Cow::Borrowed(&text[span]);
        }
        let mut out = String::with_capacity(span.len());
        let mut from = span.start;
        for (&start, (end, new)) in self.list.range(span.start..=span.end) {
            if *end <= span.end && start >= from {
                out.push_str(&text[from..start]);
                out.push_str(new);
                from = *end;
            }
        }
        out.push_str(&text[from..span.end]);
        Cow::Owned(out)
    }
}

/// The source file in `bytes`, read in the encoding named `encoding`, as its own translation: with the targets of
/// `article` in the places of their sources. Segments without a target stand as they are.
///
/// # Errors
/// [`Error::NoSkeleton`] for a format that does not keep one; [`Error::Unwritable`] where the file's encoding lacks a
/// character of the translation; what reading the file reports.
pub fn translated(
    format: &dyn Format,
    (bytes, encoding): (&[u8], &str),
    article: &Article,
    options: &ReadOptions,
) -> Result<Vec<u8>, Error> {
    if let Some(text) = package::text(bytes)? {
        let patches = format.translate(&text, article, options)?;
        return package::patched(bytes, &text, &patches);
    }
    let decoded = super::decode(bytes, Some(encoding))?;
    let patches = format.translate(&decoded.text, article, options)?;
    if patches.is_empty() {
        return Ok(bytes.to_vec());
    }
    encoded(
        &patches.applied(&decoded.text, 0..decoded.text.len()),
        encoding,
        bytes,
    )
}

/// `text` in `encoding`, with a byte order mark if `original` begins with one.
fn encoded(text: &str, encoding: &str, original: &[u8]) -> Result<Vec<u8>, Error> {
    let (bytes, lacking) = with_references(text, encoding, original);
    match lacking {
        Some(encoding) => Err(Error::Unwritable { encoding }),
        None => Ok(bytes),
    }
}

/// `text` in `encoding`, UTF-8 where that is no encoding's name, with a byte order mark if `original` begins with one.
/// A character that the encoding lacks becomes a character reference; then the encoding's name comes back as well.
pub(super) fn with_references(
    text: &str,
    encoding: &str,
    original: &[u8],
) -> (Vec<u8>, Option<&'static str>) {
    let known = Encoding::for_label(encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let mark = Encoding::for_bom(original).map_or(0, |(_, length)| length);
    let mut out = original[..mark].to_vec();
    if known == UTF_16LE {
        out.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    } else if known == UTF_16BE {
        out.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    } else {
        let (bytes, _, lost) = known.encode(text);
        out.extend_from_slice(&bytes);
        return (out, lost.then_some(known.name()));
    }
    (out, None)
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
        let source = source.ok_or(Error::OtherText { block: block + 1 })?;
        targets.push((block, joined(source, segments)));
    }
    Ok(targets)
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
    fn a_character_that_the_encoding_lacks_is_told() {
        assert!(encoded("é", "windows-1256", b"").is_ok());
        let told = encoded("漢", "windows-1256", b"").unwrap_err().to_string();
        assert!(told.contains("windows-1256"), "{told}");
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(text in "[a-z\u{627}\u{FEFF}漢\u{10FFFF}]{1,20}") {
            for (name, mark) in [("UTF-16LE", &b"\xFF\xFE"[..]), ("UTF-16BE", b"\xFE\xFF"), ("UTF-8", b"\xEF\xBB\xBF")] {
                let bytes = encoded(&text, name, mark).unwrap();
                prop_assert!(bytes.starts_with(mark));
                let decoded = super::super::decode(&bytes, None).unwrap();
                prop_assert_eq!(&*decoded.text, text.as_str());
            }
        }
    }
}
