//! Characters that end sentences, close or open quotations, or join a sentence to what follows.

use super::list::closes_sign;
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
    // Unicode's tables are most of the cost of a decision: where a range answers, they are not asked.
    is_plainly_in_word(c)
        || !is_plainly_a_sign(c) && (c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c))
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

/// Whether `c` is of a script that parts words by blanks, which Chinese, Japanese and Thai do not.
pub(super) fn is_spaced(c: char) -> bool {
    !matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x9FFF | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

/// The next candidate at or after `from`, with its byte offset: a terminal mark, a bullet, the bracket of a list sign,
/// a line break or a paragraph separator.
///
/// Looks at each byte once, at [`STRIDE`] of them in one go; those that hint at no candidate cost a few instructions
/// together.
pub(super) fn next_candidate(text: &str, from: usize) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let mut hints = match bytes[at..].first_chunk() {
            Some(stride) => hints(stride),
            None => {
                let mut stride = [0; STRIDE + 1];
                stride[..bytes.len() - at].copy_from_slice(&bytes[at..]);
                self::hints(&stride)
            }
        };
        while hints != 0 {
            let start = char_start(text, at + hints.trailing_zeros() as usize);
            let c = text[start..].chars().next()?;
            if is_candidate(text, start, c) {
                return Some((start, c));
            }
            hints &= hints - 1;
        }
        at += STRIDE;
    }
    None
}

/// Whether a sentence or an entry of a list may begin around `c` at byte `at` of `text`.
fn is_candidate(text: &str, at: usize, c: char) -> bool {
    mark(c).is_some() || is_bullet(c) || matches!(c, '\n' | '\u{2029}') || (c == ')' && closes_sign(text, at))
}

/// How many bytes are looked at in one go.
const STRIDE: usize = 32;

/// The bytes that hint at a candidate of which they are part, the first byte as the lowest bit. The last byte of
/// `stride` only follows them.
///
/// A script in which many letters have the first byte of a mark is told by the later bytes of the mark.
fn hints(stride: &[u8; STRIDE + 1]) -> u32 {
    let ascii =
        |byte: u8| (byte == b'.') | (byte == b'!') | (byte == b'?') | (byte == b'\n') | (byte == b')');
    let flags = if stride.is_ascii() {
        flags(stride, |byte, _| ascii(byte))
    } else {
        flags(stride, |byte, next| {
            // Armenian; Ethiopic, Burmese and Khmer with all general punctuation; fullwidth forms.
            let first = (byte.wrapping_sub(0xD5) < 2) | (byte.wrapping_sub(0xE1) < 2) | (byte == 0xEF);
            // `؟` and `۔`; the end of `।` and `॥`; that of `。`.
            let arabic = ((byte == 0xD8) & (next == 0x9F)) | ((byte == 0xDB) & (next == 0x94));
            let hindi = (byte == 0xA5) & (next & 0xFE == 0xA4);
            let wide = (byte == 0x80) & (next == 0x82);
            ascii(byte) | first | arabic | hindi | wide
        })
    };
    if flags == [0; STRIDE] {
        return 0;
    }
    // The product has the eight flags, one a byte, as the bits of its highest byte.
    let (eights, _) = flags.as_chunks();
    let bits = eights
        .iter()
        .map(|&eight| u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56);
    bits.rev().fold(0, |mask, bits| mask << 8 | bits as u32)
}

/// For each byte whether it and the next one are a hint, as 1 or 0.
///
/// As long as `hint` has no branch, the compiler compares all bytes at once.
#[inline]
fn flags(stride: &[u8; STRIDE + 1], hint: impl Fn(u8, u8) -> bool) -> [u8; STRIDE] {
    std::array::from_fn(|i| u8::from(hint(stride[i], stride[i + 1])))
}

/// The beginning of the character that byte `at` is part of.
pub(super) fn char_start(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn the_scan_finds_what_reading_every_character_finds(
            text in "[\\PC\n؟۔ى1) …。।॥クुあ、！.]{0,40}|[a-cتुあ中]{20,60}[؟۔…。।！.•a]{1,2}[a-cتुあ中]{0,60}",
        ) {
            let slow: Vec<_> = text.char_indices().filter(|&(at, c)| is_candidate(&text, at, c)).collect();
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
