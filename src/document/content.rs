//! Text with inline codes kept beside it, so that everything that reads text reads text only.

use serde::{Deserialize, Serialize};

/// A stretch of text and the inline codes anchored in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The characters a reader sees, without any markup.
    pub text: String,
    /// Inline codes in the order they stand; several may share one offset.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<InlineCode>,
}

/// Markup inside a segment (bold, a link, a line break) that must come through translation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InlineCode {
    /// Where it stands: byte offset into [`Content::text`], on a character boundary.
    pub at: usize,
    /// Number within the block, from 1; the two halves of a pair share it.
    pub id: u32,
    /// Opening, closing or standing alone.
    pub kind: CodeKind,
    /// The markup as the original file writes it.
    pub original: String,
}

/// What an inline code does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeKind {
    /// Starts a span that a `Close` with the same id ends.
    Open,
    /// Ends a span.
    Close,
    /// Stands for itself.
    Single,
}

impl Content {
    /// Text without inline codes.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            codes: Vec::new(),
        }
    }

    /// Whether there is nothing to read: no text but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The part of the text in the byte range `span`, with the codes anchored in it.
    ///
    /// A code on a border goes with the text it belongs to: an opening code with what follows, a closing code
    /// with what precedes, so that cutting a text at `a..b` and `b..c` loses no code and doubles none.
    #[must_use]
    pub fn slice(&self, span: std::ops::Range<usize>) -> Self {
        let last = span.end == self.text.len();
        let inside = |code: &&InlineCode| match code.kind {
            CodeKind::Close => (span.start < code.at || code.at == 0) && code.at <= span.end,
            _ => span.start <= code.at && (code.at < span.end || (last && code.at == span.end)),
        };
        let codes = self.codes.iter().filter(inside).map(|code| InlineCode {
            at: code.at - span.start,
            ..code.clone()
        });
        Self {
            text: self.text[span.clone()].to_owned(),
            codes: codes.collect(),
        }
    }

    /// The text cut at its codes: each piece is text, then the code that follows it, if any.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Option<&InlineCode>)> {
        let mut from = 0;
        let ends = self.codes.iter().map(Some).chain([None]);
        ends.map(move |code| {
            let to = code.map_or(self.text.len(), |code| code.at);
            let text = &self.text[from..to];
            from = to;
            (text, code)
        })
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(at: usize, id: u32, kind: CodeKind) -> InlineCode {
        InlineCode {
            at,
            id,
            kind,
            original: String::new(),
        }
    }

    #[test]
    fn cutting_keeps_each_code_once() {
        let content = Content {
            text: String::from("One. Two."),
            codes: vec![
                code(0, 1, CodeKind::Open),
                code(5, 1, CodeKind::Close),
                code(5, 2, CodeKind::Open),
                code(9, 2, CodeKind::Close),
            ],
        };
        let (first, second) = (content.slice(0..5), content.slice(5..9));
        assert_eq!(
            first.codes,
            [code(0, 1, CodeKind::Open), code(5, 1, CodeKind::Close)]
        );
        assert_eq!(
            second.codes,
            [code(0, 2, CodeKind::Open), code(4, 2, CodeKind::Close)]
        );
    }

    #[test]
    fn pieces_join_to_the_text() {
        let content = Content {
            text: String::from("a bold word"),
            codes: vec![code(2, 1, CodeKind::Open), code(6, 1, CodeKind::Close)],
        };
        let texts: Vec<_> = content.pieces().map(|(text, _)| text).collect();
        assert_eq!(texts, ["a ", "bold", " word"]);
    }
}
