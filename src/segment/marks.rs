//! Characters that end sentences, close or open quotations, or join a sentence to what follows.

use crate::text::is_caseless;

/// What a terminal mark says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A full stop that may also belong to an abbreviation or a number.
    Stop,
    /// A mark that always ends a sentence, such as `。` or `।`.
    Final,
    /// A question or exclamation mark.
    Question,
    /// Two or more stops, or `…`.
    Ellipsis,
}

/// The terminal mark that `c` is, if it is one (Unicode `Sentence_Terminal`, without marks of scripts that are
/// not in daily use).
pub(super) fn mark(c: char) -> Option<Mark> {
    match c {
        '.' | '．' | '\u{6D4}' => Some(Mark::Stop),
        '!' | '?' | '\u{61F}' | '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' | '‽' | '\u{55C}' | '\u{55E}' => {
            Some(Mark::Question)
        }
        '…' => Some(Mark::Ellipsis),
        '。' | '｡' | '\u{964}' | '\u{965}' | '\u{589}' | '\u{1362}' | '\u{1367}' | '\u{104A}'
        | '\u{104B}' | '\u{17D4}' | '\u{17D5}' => Some(Mark::Final),
        _ => None,
    }
}

/// Whether a sentence may end at this mark though no blank follows it.
pub(super) fn needs_no_blank(c: char) -> bool {
    matches!(
        c,
        '。' | '｡' | '！' | '？' | '\u{964}' | '\u{965}' | '\u{61F}' | '\u{17D4}' | '\u{104B}' | '\u{1362}'
    )
}

/// A mark that closes what another one opened. Straight quotes and `’` do both and are counted here too.
pub(super) fn closes(c: char) -> bool {
    closes_bracket(c) || closes_quotation(c)
}

/// A closing bracket.
pub(super) fn closes_bracket(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '）' | '］' | '｝' | '〉' | '》' | '】' | '〕' | '\u{FD3E}'
    )
}

/// A closing quotation mark; guillemets and `“` close in some languages and open in others.
pub(super) fn closes_quotation(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '«'
            | '›'
            | '‹'
            | '“'
            | '‘'
            | '」'
            | '』'
            | '｣'
            | '〞'
            | '〟'
            | '＂'
            | '❞'
    )
}

/// A closing mark that never opens anything, so that it belongs to the text before it even after a blank.
pub(super) fn only_closes(c: char) -> bool {
    closes_bracket(c) || matches!(c, '”' | '」' | '』' | '｣')
}

/// A mark that stands before the first word of a sentence.
pub(super) fn opens(c: char) -> bool {
    closes_quotation(c)
        || is_dash(c)
        || is_bullet(c)
        || is_invisible(c)
        || matches!(
            c,
            '(' | '['
                | '{'
                | '（'
                | '［'
                | '「'
                | '『'
                | '《'
                | '〈'
                | '【'
                | '〔'
                | '„'
                | '‚'
                | '‟'
                | '¿'
                | '¡'
                | '\u{FD3F}'
                | '*'
                | '_'
                | '#'
                | '@'
                | '~'
        )
}

/// A dash or a hyphen used as one.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−')
}

/// The sign before an entry of a list.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '‣' | '⁃' | '▪' | '●' | '◦' | '■' | '►' | '➢' | '✓')
}

/// A character without width that says how the text around it runs or joins.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{61C}' | '\u{FEFF}')
}

/// Punctuation after which the sentence is not over, though a terminal mark stands before it.
pub(super) fn goes_on(c: char) -> bool {
    matches!(
        c,
        ',' | ';'
            | ':'
            | '\u{60C}'
            | '\u{61B}'
            | '、'
            | '，'
            | '；'
            | '：'
            | '/'
            | '='
            | '%'
            | '&'
            | '+'
            | '~'
            | '\\'
    )
}

/// A letter, a digit or a mark on one.
#[inline]
pub(super) fn in_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    is_plainly_in_word(c) || in_word_by_tables(c)
}

/// Unicode's tables are most of the cost of a decision: where a range answers, they are not asked.
#[cold]
fn in_word_by_tables(c: char) -> bool {
    !is_plainly_a_sign(c) && (c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c))
}

#[inline]
fn is_plainly_in_word(c: char) -> bool {
    is_caseless(c)
        || matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{24F}' | '\u{400}'..='\u{481}' | '\u{64B}'..='\u{669}' | '\u{900}'..='\u{963}'
        | '\u{966}'..='\u{96F}')
}

/// Punctuation and blanks of Latin-1, Arabic, Hindi and of all scripts, and the fullwidth ones of Chinese.
fn is_plainly_a_sign(c: char) -> bool {
    matches!(c, '\u{A0}'..='\u{A9}' | '\u{AB}' | '\u{BB}' | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{6D4}'
        | '\u{964}'..='\u{965}' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}'
        | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}')
}

/// Whether `c` is of a script that parts words by blanks, which Chinese, Japanese and Thai do not.
pub(super) fn is_spaced(c: char) -> bool {
    !matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x9FFF | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

/// The beginning of the character that byte `at` is part of.
pub(super) fn char_start(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_ranges_say_the_tables_say() {
        let by_tables = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
        assert_eq!(('\0'..=char::MAX).find(|&c| in_word(c) != by_tables(c)), None);
    }

    #[test]
    fn what_opens_a_sentence_is_never_in_a_word() {
        let both = |c: char| (opens(c) || c.is_whitespace()) && in_word(c);
        assert_eq!(('\0'..=char::MAX).find(|&c| both(c)), None);
    }
}
