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
    // Unicode's tables are most of the cost of a decision: where a range answers, they are not asked.
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    if is_plainly_in_word(c) {
        return true;
    }
    !is_plainly_a_sign(c) && (c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c))
}

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

/// Letters without case of the scripts that are read most: neither small nor capital nor a number.
fn is_caseless(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{64A}' | '\u{671}'..='\u{6D3}' | '\u{904}'..='\u{939}'
        | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}')
}

/// [`char::is_lowercase`], at once for scripts without case.
pub(super) fn is_small(c: char) -> bool {
    !is_caseless(c) && c.is_lowercase()
}

/// [`char::is_uppercase`], at once for scripts without case.
pub(super) fn is_capital(c: char) -> bool {
    !is_caseless(c) && c.is_uppercase()
}

/// [`char::is_numeric`], at once for most letters.
pub(super) fn is_number(c: char) -> bool {
    !is_caseless(c) && c.is_numeric()
}

/// Whether `c` is of a script that parts words by blanks, which Chinese, Japanese and Thai do not.
pub(super) fn is_spaced(c: char) -> bool {
    !matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x9FFF | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

/// The next candidate at or after `from`, with its byte offset: a terminal mark, a bullet, a line break or a
/// paragraph separator.
///
/// Looks at each byte once, at [`STRIDE`] of them in one go; those that hold no candidate cost a few instructions
/// together.
pub(super) fn next_candidate(text: &str, from: usize) -> Option<(usize, char)> {
    let mut at = from;
    while let Some(stride) = text.as_bytes()[at..].first_chunk() {
        if !may_hold_candidate(stride) {
            at += STRIDE;
            continue;
        }
        let end = at + stride.len();
        match candidate_before(text, char_start(text, at), end) {
            Some(found) => return Some(found),
            None => at = char_start(text, end),
        }
    }
    candidate_before(text, char_start(text, at), text.len())
}

/// The beginning of the character that byte `at` is part of.
pub(super) fn char_start(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// How many bytes are looked at in one go; the one behind them is read too.
const STRIDE: usize = 32;

/// Whether a candidate may begin among the first [`STRIDE`] bytes, or before them and reach into them.
///
/// Without a branch, so that the compiler compares all bytes at once. Scripts of three bytes are told by the later
/// bytes of their marks, since the first is that of every letter.
fn may_hold_candidate(stride: &[u8; STRIDE + 1]) -> bool {
    let mut may = false;
    for i in 0..STRIDE {
        let (byte, next) = (stride[i], stride[i + 1]);
        may |= (byte == b'.') | (byte == b'!') | (byte == b'?') | (byte == b'\n');
        // The first bytes of Armenian, of Ethiopic and general punctuation, of fullwidth forms.
        may |= (byte.wrapping_sub(0xD5) < 2) | (byte.wrapping_sub(0xE1) < 2) | (byte == 0xEF);
        // `؟`, `۔`, `।` and `॥`, `。`.
        may |= ((byte == 0xD8) & (next == 0x9F)) | ((byte == 0xDB) & (next == 0x94));
        may |= ((byte == 0xA5) & (next & 0xFE == 0xA4)) | ((byte == 0x80) & (next == 0x82));
    }
    may
}

/// The first candidate of which a byte that hints at it is in `from..to`.
fn candidate_before(text: &str, from: usize, to: usize) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += bytes.get(at..to)?.iter().position(|&b| HINTS[usize::from(b)])?;
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
    fn what_the_ranges_say_the_tables_say() {
        let by_tables = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
        let differs = |c: char| {
            in_word(c) != by_tables(c)
                || is_small(c) != c.is_lowercase()
                || is_capital(c) != c.is_uppercase()
                || is_number(c) != c.is_numeric()
        };
        assert_eq!(('\0'..=char::MAX).find(|&c| differs(c)), None);
    }

    #[test]
    fn what_opens_a_sentence_is_never_in_a_word() {
        let both = |c: char| (opens(c) || c.is_whitespace()) && in_word(c);
        assert_eq!(('\0'..=char::MAX).find(|&c| both(c)), None);
    }

    proptest! {
        #[test]
        fn the_scan_finds_what_reading_every_character_finds(
            text in "[\\PC\n؟۔ى…。।॥クुあ、！.]{0,40}|[a-cتुあ中]{20,60}[؟۔…。।！.•a]{1,2}[a-cتुあ中]{0,60}",
        ) {
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
