//! Words as runs of letters, marks and digits.

use std::ops::Range;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// The characters as written.
    pub text: &'a str,
}

/// The words of `text`, in order: maximal runs of letters, digits and combining marks, with an apostrophe,
/// a zero-width joiner or non-joiner between two letters counted as part of the word, and so are the straight
/// quote and the gershayim between two Hebrew letters.
///
/// One pass, nothing allocated.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(is_word_char)?;
        let end = word_end(text, start);
        rest = end;
        Some(Word {
            span: start..end,
            text: &text[start..end],
        })
    })
}

fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    loop {
        end += plain(&text.as_bytes()[end..]);
        let mut chars = text[end..].chars();
        let Some(c) = chars.next() else { return end };
        let mut joins = || {
            let before = text[start..end].chars().next_back();
            before.is_some_and(|before| is_joint(before, c)) && chars.next().is_some_and(char::is_alphabetic)
        };
        if !is_word_char(c) && !joins() {
            return end;
        }
        end += c.len_utf8();
    }
}

/// How many bytes at the beginning of `text` are ASCII letters and digits and characters that [`is_arabic`] tells,
/// read without decoding them.
fn plain(text: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += match text[at..] {
            [byte, ..] if byte.is_ascii_alphanumeric() => 1,
            [0xD8, 0xA0..=0xBF, ..] | [0xD9, 0x80..=0xA9, ..] => 2,
            _ => return at,
        }
    }
}

fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    is_arabic(c) || c.is_alphanumeric() || is_mark(c)
}

/// The letters, marks and digits that nearly all Arabic text is made of, told without the tables of Unicode.
fn is_arabic(c: char) -> bool {
    ('\u{620}'..='\u{669}').contains(&c)
}

fn is_joint(before: char, c: char) -> bool {
    match c {
        '\'' | '\u{2019}' | '\u{200C}' | '\u{200D}' | '\u{05F3}' | '\u{05F4}' => true,
        '"' => ('\u{5D0}'..='\u{5EA}').contains(&before),
        _ => false,
    }
}

/// Combining marks that `char::is_alphabetic` does not count as letters.
fn is_mark(c: char) -> bool {
    // General punctuation holds no marks and is what stands between words most often.
    !('\u{2000}'..='\u{206F}').contains(&c) && unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<&str> {
        words(text).map(|w| w.text).collect()
    }

    #[test]
    fn punctuation_and_blanks_part_words() {
        assert_eq!(
            list("قال كيري: “نعم”، ثم ذهب."),
            ["قال", "كيري", "نعم", "ثم", "ذهب"]
        );
        assert_eq!(list("سبتمبر/أيلول"), ["سبتمبر", "أيلول"]);
    }

    #[test]
    fn the_range_of_arabic_holds_letters_digits_and_marks_only() {
        let is_part = |c: char| c.is_alphanumeric() || is_mark(c);
        assert!(('\u{0}'..=char::MAX).all(|c| !is_arabic(c) || is_part(c)));
    }

    #[test]
    fn what_is_read_without_decoding_is_what_is_told_by_its_character() {
        for c in '\u{0}'..=char::MAX {
            let read = plain(c.encode_utf8(&mut [0; 4]).as_bytes());
            let told = c.is_ascii_alphanumeric() || is_arabic(c);
            assert_eq!(read, if told { c.len_utf8() } else { 0 }, "{c:?}");
        }
    }

    #[test]
    fn vowel_marks_stay_inside_their_word() {
        assert_eq!(list("كَتَبَ الوَلَدُ"), ["كَتَبَ", "الوَلَدُ"]);
    }

    #[test]
    fn a_straight_quote_joins_hebrew_letters_only() {
        assert_eq!(
            list("ח\"כ בח\"ל, \"שלום\" a\"b"),
            ["ח\"כ", "בח\"ל", "שלום", "a", "b"]
        );
    }

    #[test]
    fn an_apostrophe_joins_letters_only() {
        assert_eq!(
            list("Kerry's 'own' rock ’n’ roll’"),
            ["Kerry's", "own", "rock", "n", "roll"]
        );
    }
}
