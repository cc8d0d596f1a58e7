//! Segments of a document: its blocks cut into sentences, with every inline code kept in one of them.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Options, Splitter};
use crate::document::{CodeKind, Content, Document, InlineCode, Segment, SegmentId, Target};
use crate::language::Language;

/// The segments of a document, in reading order, without translations.
///
/// A segment's source has no white space around it; what followed it is its `gap`. Blank blocks give no segment.
/// An inline code between two segments goes with the text it belongs to: a closing one with the segment before,
/// any other with the segment after. A segment's id is that of its text and of how often the same text came before.
#[must_use]
pub fn segments(document: &Document, language: &Language, options: &Options) -> Vec<Segment> {
    let splitter = Splitter::new(language, options);
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    let mut segments = Vec::new();
    for (block, content) in document.blocks.iter().map(|block| &block.content).enumerate() {
        if content.is_blank() {
            continue;
        }
        let spans: Vec<_> = splitter
            .split(&content.text)
            .0
            .into_iter()
            .map(|span| trimmed(&content.text, span))
            .collect();
        let ends = spans
            .iter()
            .skip(1)
            .map(|next| next.start)
            .chain([content.text.len()]);
        for ((source, span), end) in sources(content, &spans).into_iter().zip(&spans).zip(ends) {
            let occurrence = seen
                .entry(source.text.split_whitespace().collect::<Vec<_>>().join(" "))
                .or_default();
            segments.push(Segment {
                id: SegmentId::of(&source.text, *occurrence),
                block,
                gap: content.text[span.end..end].to_owned(),
                source,
                target: Target::default(),
                terms: Vec::new(),
                matches: Vec::new(),
                findings: Vec::new(),
            });
            *occurrence += 1;
        }
    }
    segments
}

/// `span` without the white space at its ends.
fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let part = &text[span.clone()];
    let start = span.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

/// The parts of `content` at `spans`, each inline code in exactly one of them and in the order it stood.
pub(super) fn sources(content: &Content, spans: &[Range<usize>]) -> Vec<Content> {
    let mut sources: Vec<_> = spans
        .iter()
        .map(|span| Content::plain(&content.text[span.clone()]))
        .collect();
    let mut current = 0;
    for code in &content.codes {
        // Never back to an earlier segment: an empty pair in a gap would be torn and turned round.
        while current + 1 < spans.len() && belongs_after(code, &spans[current], &spans[current + 1]) {
            current += 1;
        }
        let span = &spans[current];
        let at = code.at.clamp(span.start, span.end) - span.start;
        sources[current].codes.push(InlineCode { at, ..code.clone() });
    }
    sources
}

fn belongs_after(code: &InlineCode, span: &Range<usize>, next: &Range<usize>) -> bool {
    match code.kind {
        CodeKind::Close => code.at > next.start,
        CodeKind::Open | CodeKind::Single => code.at >= span.end,
    }
}
