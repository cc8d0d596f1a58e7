//! Plain text: a document's paragraphs in, the translation's paragraphs out.
//!
//! Reading loses nothing: a block's span is its place in the file, and blocks with the gaps between them are the
//! file. Written is the translation alone, one paragraph a block with an empty line between; a segment without a
//! target shows as its source in white square brackets, `⟦…⟧`, so that a gap is seen and searched for.

use std::io::Write;
use std::ops::Range;

use serde::Deserialize;

use super::skeleton::{self, Patches};
use super::{Error, Format, Input, Part, ReadOptions, View, WriteOptions};
use crate::document::{Article, Block, BlockKind, Content, Document, Segment};

/// Plain text.
pub(super) struct Text;

/// How plain text is cut into paragraphs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paragraphs {
    /// `Line`, unless the file looks hard-wrapped; then `BlankLine`.
    ///
    /// It does when, of the lines directly followed by another one (at least three), three in four end without a
    /// full stop, question mark or the like, and nine in ten are 40 to 100 characters long.
    #[default]
    Auto,
    /// Every line that is not blank is a paragraph.
    Line,
    /// A paragraph ends at a blank line.
    BlankLine,
}

impl Format for Text {
    fn id(&self) -> &'static str {
        "text"
    }

    fn name(&self) -> &'static str {
        "plain text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn carries(&self) -> &'static [Part] {
        &[Part::Untranslated]
    }

    fn keeps(&self, view: View) -> bool {
        view == View::Target
    }

    fn patches(&self, text: &str, article: &Article, options: &ReadOptions) -> Result<Patches, Error> {
        let document = document(text, options.paragraphs);
        let mut patches = Patches::default();
        for (block, target) in skeleton::targets(&document, article)? {
            patches.edit(text, document.blocks[block].span.clone(), target.text);
        }
        Ok(patches)
    }

    /// Never fails: any text is plain text.
    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        Ok(Input::Document(document(text, options.paragraphs)))
    }

    fn write(&self, article: &Article, _options: &WriteOptions, out: &mut dyn Write) -> Result<(), Error> {
        for (i, (_, segments)) in article.by_block().enumerate() {
            if i > 0 {
                out.write_all(b"\n")?;
            }
            writeln!(out, "{}", target_text(segments))?;
        }
        Ok(())
    }
}

fn document(text: &str, rule: Paragraphs) -> Document {
    let block = |span: Range<usize>| Block {
        kind: BlockKind::Paragraph,
        content: Content::plain(&text[span.clone()]),
        span,
    };
    Document {
        blocks: paragraphs(text, rule).into_iter().map(block).collect(),
        ..Document::default()
    }
}

/// The targets of a block as running text: joined by the white space between the sources, an empty one as its
/// source in `⟦…⟧`.
fn target_text(segments: &[Segment]) -> String {
    let mut text = String::new();
    for (i, segment) in segments.iter().enumerate() {
        let target = segment.target.content.text.trim_end();
        if target.is_empty() {
            text.extend(["⟦", &segment.source.text, "⟧"]);
        } else {
            text.push_str(target);
        }
        if i + 1 < segments.len() {
            text.push_str(if segment.gap.is_empty() { " " } else { &segment.gap });
        }
    }
    text
}

/// Where the paragraphs stand, in bytes: from the first to the last character that is not white space.
fn paragraphs(text: &str, rule: Paragraphs) -> Vec<Range<usize>> {
    let lines: Vec<_> = lines(text).collect();
    let by_blank_line = match rule {
        Paragraphs::Auto => is_hard_wrapped(text, &lines),
        Paragraphs::Line => false,
        Paragraphs::BlankLine => true,
    };
    if by_blank_line {
        lines
            .split(Range::is_empty)
            .filter_map(|run| Some(run.first()?.start..run.last()?.end))
            .collect()
    } else {
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

/// The byte offset of the first line end in UTF-8 text: LF, VT, FF, CR, NEL, U+2028 or U+2029.
fn line_end(text: &[u8]) -> Option<usize> {
    // Without a branch between them, the compiler compares all bytes of a stride at once.
    let may_begin = |b: u8| (b.wrapping_sub(0x0A) < 4) | (b == 0xC2) | (b == 0xE2);
    let is_plain = |stride: &[u8; 32]| !stride.iter().fold(false, |any, &b| any | may_begin(b));
    let mut at = 0;
    loop {
        let (strides, _) = text[at..].as_chunks();
        at += 32 * strides.iter().take_while(|stride| is_plain(stride)).count();
        at += text[at..].iter().position(|&b| may_begin(b))?;
        match text[at..] {
            [0x0A..=0x0D, ..] | [0xC2, 0x85, ..] | [0xE2, 0x80, 0xA8 | 0xA9, ..] => return Some(at),
            _ => at += 1,
        }
    }
}

/// The lines without the white space around them; a blank line is an empty range. A line ends at LF, CR, CRLF,
/// a form feed, or Unicode's line and paragraph separators; CRLF leaves no blank line between.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = &text[from..];
        let end = line_end(rest.as_bytes());
        let line = &rest[..end.unwrap_or(rest.len())];
        let start = from + line.len() - line.trim_start().len();
        let span = start..start + line.trim().len();
        match end {
            Some(end) if rest[end..].starts_with("\r\n") => from += end + 2,
            Some(end) => from += end + rest[end..].chars().next().map_or(0, char::len_utf8),
            None => done = true,
        }
        Some(span)
    })
}

/// The rule of [`Paragraphs::Auto`]. A list of headlines is not wrapped: its lines are of any length, or blank lines
/// part them.
fn is_hard_wrapped(text: &str, lines: &[Range<usize>]) -> bool {
    let followed = lines
        .windows(2)
        .filter(|pair| !pair[0].is_empty() && !pair[1].is_empty())
        .map(|pair| &text[pair[0].clone()]);
    let (mut all, mut open, mut full) = (0_usize, 0_usize, 0_usize);
    for line in followed {
        all += 1;
        open += usize::from(!ends_a_sentence(line));
        full += usize::from((40..=100).contains(&line.chars().count()));
    }
    all >= 3 && open * 4 >= all * 3 && full * 10 >= all * 9
}

fn ends_a_sentence(line: &str) -> bool {
    let closing = ['"', '\'', ')', ']', '»', '”', '’'];
    line.trim_end_matches(closing)
        .ends_with(['.', '!', '?', '؟', '۔', '…', '。', '！', '？', ':', '؛'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str, rule: Paragraphs) -> Vec<&str> {
        paragraphs(text, rule)
            .into_iter()
            .map(|span| &text[span])
            .collect()
    }

    #[test]
    fn each_line_of_a_news_text_is_a_paragraph() {
        assert_eq!(
            cut("واحد.\nاثنان.\n\nثلاثة", Paragraphs::Auto),
            ["واحد.", "اثنان.", "ثلاثة"]
        );
    }

    #[test]
    fn line_ends_of_every_system_are_understood() {
        assert_eq!(
            cut("\r\n  a \r\n\r\nb\rc\u{C}d\u{2029}e", Paragraphs::Line),
            ["a", "b", "c", "d", "e"]
        );
        assert_eq!(cut("a\r\nb\r\n\r\nc", Paragraphs::BlankLine), ["a\r\nb", "c"]);
    }

    #[test]
    fn a_hard_wrapped_file_is_cut_at_blank_lines() {
        let line = "the quick brown fox jumps over the lazy dog and runs on and";
        let text = format!("{line}\n{line}\n{line}\nend.\n\n{line}\n{line}\nend.\n");
        assert_eq!(cut(&text, Paragraphs::Auto).len(), 2);
        assert_eq!(cut(&text, Paragraphs::Line).len(), 7);
    }

    #[test]
    fn long_lines_without_a_full_stop_stay_paragraphs() {
        let line = "headline of some length that is not wrapped at all since it runs past every usual width of a line \
                    on paper";
        let text = format!("{line}\n{line}\n{line}\n{line}\n");
        assert_eq!(cut(&text, Paragraphs::Auto).len(), 4);
    }

    proptest! {
        #[test]
        fn the_first_line_end_is_found_wherever_it_stands(text in "[a-z\u{627}\u{AB}–]{0,80}[\n\r\u{B}\u{C}\u{85}\u{2028}\u{2029}]?[ab]{0,40}") {
            let ends = ['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
            prop_assert_eq!(line_end(text.as_bytes()), text.find(ends));
        }

        #[test]
        fn blocks_and_gaps_are_the_text(text in "[ab.\u{627} \t\r\n\u{C}\u{2028}]{0,60}|\\PC{0,60}") {
            for rule in [Paragraphs::Auto, Paragraphs::Line, Paragraphs::BlankLine] {
                let mut end = 0;
                for span in paragraphs(&text, rule) {
                    prop_assert!(text[end..span.start].trim().is_empty());
                    prop_assert!(!text[span.clone()].trim().is_empty());
                    prop_assert_eq!(text[span.clone()].trim(), &text[span.clone()]);
                    end = span.end;
                }
                prop_assert!(text[end..].trim().is_empty());
            }
        }
    }
}
