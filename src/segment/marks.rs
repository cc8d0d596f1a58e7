//! Characters that end sentences, close or open quotations, or join a sentence to what follows.

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
pub(super) fn in_word(c: char) -> bool {
    // The table look-ups below are most of the cost of a decision; these ranges hold only letters, marks and digits.
    is_plainly_in_word(c) || c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

fn is_plainly_in_word(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}'
        | '\u{410}'..='\u{44F}' | '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{669}' | '\u{671}'..='\u{6D3}'
        | '\u{900}'..='\u{963}' | '\u{966}'..='\u{96F}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}'
        | '\u{4E00}'..='\u{9FFF}')
}

/// Whether `c` is of a script that parts words by blanks, which Chinese, Japanese and Thai do not.
pub(super) fn is_spaced(c: char) -> bool {
    !matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x9FFF | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

/// The next candidate at or after `from`, with its byte offset: a terminal mark, a bullet, a line break or a
/// paragraph separator.
///
/// Looks at each byte once; bytes that begin no candidate cost a table look-up.
pub(super) fn next_candidate(text: &str, from: usize) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|&b| HINTS[usize::from(b)])?;
        match (bytes[at], at.checked_sub(1).map(|before| bytes[before])) {
            (0x9F, Some(0xD8)) => return Some((at - 1, '\u{61F}')),
            (0x94, Some(0xDB)) => return Some((at - 1, '\u{6D4}')),
            (0x9F | 0x94, _) => at += 1,
            // These begin every letter of Hindi and of kana, but few marks.
            (0xE0, _) if !matches!(bytes[at + 1..], [0xA5, 0xA4 | 0xA5, ..]) => at += 3,
            (0xE3, _) if bytes[at + 1..at + 3] != [0x80, 0x82] => at += 3,
            _ => {
                let c = text[at..].chars().next()?;
                if mark(c).is_some() || is_bullet(c) || matches!(c, '\n' | '\u{2029}') {
                    return Some((at, c));
                }
                at += c.len_utf8();
            }
        }
    }
}

/// Bytes that hint at a candidate: the first of its UTF-8 sequence, but for `؟` and `۔` the second, because
/// their first byte also begins every other letter of an Arabic text.
const HINTS: [bool; 256] = {
    let mut hints = [false; 256];
    let list = b".!?\n\x9F\x94\xD5\xD6\xE0\xE1\xE2\xE3\xEF";
    let mut i = 0;
    while i < list.len() {
        hints[list[i] as usize] = true;
        i += 1;
    }
    hints
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_plainly_in_a_word_is_so_by_the_tables() {
        let slow = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
        assert_eq!(
            ('\0'..=char::MAX).find(|&c| is_plainly_in_word(c) && !slow(c)),
            None
        );
    }

    proptest! {
        #[test]
        fn the_scan_finds_what_reading_every_character_finds(text in "[\\PC\n؟۔ى…。।॥クुあ、！.]{0,40}") {
            let wanted = |c: char| mark(c).is_some() || is_bullet(c) || matches!(c, '\n' | '\u{2029}');
            let slow: Vec<_> = text.char_indices().filter(|&(_, c)| wanted(c)).collect();
            let mut fast = Vec::new();
            let mut from = 0;
            while let Some((at, c)) = next_candidate(&text, from) {
                fast.push((at, c));
                from = at + c.len_utf8();
            }
            prop_assert_eq!(fast, slow);
        }
    }
}
