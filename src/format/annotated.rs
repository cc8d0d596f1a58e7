//! Text cut at the places something is to be shown: terms, findings, inline codes.
//!
//! The pieces are flat, so that marks may overlap in any way and a writer needs no nesting.

use std::ops::Range;

use crate::document::{CodeKind, Content, InlineCode};

/// A stretch of an annotated text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Characters, with the indices of the marks that cover them, in the order the marks were given.
    Text(&'a str, Vec<usize>),
    /// An inline code that stands here.
    Code(&'a InlineCode),
}

/// `content` cut at the ends of `marks` (bytes of its text) and at its codes; pieces join to the whole text.
///
/// A range that does not lie on character boundaries inside the text, or is empty, marks nothing. Time grows
/// with the text and with the product of marks and pieces, both of which a segment keeps small.
pub(super) fn pieces<'a>(content: &'a Content, marks: &[Range<usize>]) -> Vec<Piece<'a>> {
    let text = content.text.as_str();
    let valid = |mark: &Range<usize>| text.get(mark.clone()).is_some_and(|marked| !marked.is_empty());
    let mut cuts = vec![0, text.len()];
    cuts.extend(
        marks
            .iter()
            .filter(|mark| valid(mark))
            .flat_map(|m| [m.start, m.end]),
    );
    cuts.extend(content.codes.iter().map(|code| anchor(text, code)));
    cuts.sort_unstable();
    cuts.dedup();

    let mut pieces = Vec::new();
    for (index, &from) in cuts.iter().enumerate() {
        let here = content.codes.iter().filter(|code| anchor(text, code) == from);
        pieces.extend(here.map(Piece::Code));
        let Some(&to) = cuts.get(index + 1) else { break };
        let covers = |mark: &Range<usize>| valid(mark) && mark.start <= from && to <= mark.end;
        let covering = (0..marks.len()).filter(|&mark| covers(&marks[mark]));
        pieces.push(Piece::Text(&text[from..to], covering.collect()));
    }
    pieces
}

/// How an inline code is shown to a person: `⟨1⟩`, `⟨/1⟩`, `⟨1/⟩`.
pub(super) fn placeholder(code: &InlineCode) -> String {
    match code.kind {
        CodeKind::Open => format!("⟨{}⟩", code.id),
        CodeKind::Close => format!("⟨/{}⟩", code.id),
        CodeKind::Single => format!("⟨{}/⟩", code.id),
    }
}

/// Where the code stands, moved to the text's end if it is not on a character boundary of it.
fn anchor(text: &str, code: &InlineCode) -> usize {
    if text.is_char_boundary(code.at) {
        code.at
    } else {
        text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn joined(pieces: &[Piece<'_>]) -> String {
        let texts = pieces.iter().filter_map(|piece| match piece {
            Piece::Text(text, _) => Some(*text),
            Piece::Code(_) => None,
        });
        texts.collect()
    }

    #[test]
    fn overlapping_marks_share_a_piece() {
        let content = Content::plain("one two three");
        assert_eq!(
            pieces(&content, &[0..7, 4..13]),
            [
                Piece::Text("one ", vec![0]),
                Piece::Text("two", vec![0, 1]),
                Piece::Text(" three", vec![1]),
            ]
        );
    }

    #[test]
    fn a_code_stands_between_the_pieces() {
        let code = |at, kind| InlineCode {
            at,
            id: 1,
            kind,
            original: String::from("<b>"),
        };
        let content = Content {
            text: String::from("a bold"),
            codes: vec![code(2, CodeKind::Open), code(6, CodeKind::Close)],
        };
        let shown: String = pieces(&content, &[])
            .iter()
            .map(|piece| match piece {
                Piece::Text(text, _) => (*text).to_owned(),
                Piece::Code(code) => placeholder(code),
            })
            .collect();
        assert_eq!(shown, "a ⟨1⟩bold⟨/1⟩");
    }

    #[test]
    fn a_range_inside_a_character_marks_nothing() {
        let content = Content::plain("كيري");
        assert_eq!(pieces(&content, &[1..3, 2..99]), [Piece::Text("كيري", vec![])]);
    }

    proptest! {
        #[test]
        fn pieces_join_to_the_text(text in any::<String>(), ends in prop::collection::vec((0..80_usize, 0..80_usize), 0..6)) {
            let marks: Vec<_> = ends.into_iter().map(|(start, end)| start..end).collect();
            let content = Content::plain(text);
            prop_assert_eq!(joined(&pieces(&content, &marks)), content.text);
        }
    }
}
