//! Double quotation marks, and what stands between them.

use std::ops::Range;

/// A double quotation mark and where it stands, in bytes.
pub(super) type Mark = (usize, char);

/// The double quotation marks of `text`; one between two Hebrew letters is part of a word (`צה"ל`).
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let is_mark = |c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‟' | '＂');
    let hebrew = |c: Option<char>| c.is_some_and(|c| ('\u{5D0}'..='\u{5EA}').contains(&c));
    let inside_word =
        |at: usize| hebrew(text[..at].chars().next_back()) && hebrew(text[at + 1..].chars().next());
    text.char_indices()
        .filter(|&(at, c)| is_mark(c) && !(c == '"' && inside_word(at)))
        .collect()
}

/// What stands between the first mark and the second, the third and the fourth, and so on, in bytes: quotations that are
/// not nested, whichever way their marks face.
pub(super) fn quoted(marks: &[Mark]) -> impl Iterator<Item = Range<usize>> + '_ {
    marks
        .chunks_exact(2)
        .map(|pair| pair[0].0 + pair[0].1.len_utf8()..pair[1].0)
}

/// Whether `text` quotes with other marks than double ones: single ones, corner brackets.
pub(super) fn has_other_marks(text: &str) -> bool {
    let mut previous = ' ';
    text.chars().any(|c| {
        let opens = matches!(c, '\'' | '‘' | '’' | '‚') && !previous.is_alphanumeric();
        previous = c;
        opens || matches!(c, '‹' | '›' | '「' | '『' | '《' | '〈' | '״')
    })
}
