//! The form of a source text under which a memory files it.
//!
//! A key is a list of tokens: words, numbers by value, single punctuation marks. Digits and `_` behind a letter of an
//! alphabet with capitals are the word's own (`WinWord6`, `file_name`, as in UAX #29); behind any other they are a number,
//! since a particle may stand there. A key leaves out what writers vary
//! without meaning anything by it: vowel marks, tatweel, bidi controls, compatibility forms, case, the script of
//! digits, the shape of quotes and dashes, the hamza on an alef, final ى and ي, final ة, ه and ا. It goes by
//! characters, not by the language's data file, because keys are stored: whoever changes a rule here raises
//! [`VERSION`], and stores file their units anew.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::number::{digit, number_at};

/// Version of the rules; stored beside the keys.
pub const VERSION: u32 = 2;

/// A text in the form under which a memory files it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Hash of each token.
    tokens: Vec<u32>,
    /// Which tokens are numbers.
    numbers: Vec<bool>,
    /// The tokens, one blank after each.
    text: String,
    hash: u64,
}

impl Key {
    /// The key of `text`; one pass.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let composed = composed(text);
        let mut key = Self {
            tokens: Vec::with_capacity(text.len() / 5),
            numbers: Vec::with_capacity(text.len() / 5),
            text: String::with_capacity(text.len() + text.len() / 5),
            hash: 0,
        };
        let mut rest = &composed[..];
        while let Some(c) = rest.chars().next() {
            if digit(c).is_some() {
                let number = number_at(rest, 0);
                key.text.push_str(&number.value);
                key.end_token(number.value.len(), true);
                rest = &rest[number.span.end..];
            } else if let Some(length) = word_length(rest) {
                key.push_word(&rest[..length]);
                rest = &rest[length..];
            } else {
                if !c.is_whitespace() && !is_ignored(c) {
                    let start = key.text.len();
                    key.text.push(unified(c));
                    key.end_token(key.text.len() - start, false);
                }
                rest = &rest[c.len_utf8()..];
            }
        }
        key
    }

    /// A hash of each token, in order; the same on every machine.
    #[must_use]
    pub fn tokens(&self) -> &[u32] {
        &self.tokens
    }

    /// A hash of the whole key; the same on every machine.
    #[must_use]
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// The tokens as text, a blank after each.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tokens as text.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split_terminator(' ')
    }

    /// Whether `other` differs from this key in the values of numbers alone; also when in nothing.
    pub(super) fn same_but_numbers(&self, other: &Self) -> bool {
        self.numbers == other.numbers
            && (self.words().zip(other.words()).zip(&self.numbers)).all(|((a, b), number)| *number || a == b)
    }

    fn push_word(&mut self, word: &str) {
        let start = self.text.len();
        for c in word.chars().filter(|&c| !is_ignored(c)) {
            match unified(c) {
                c if c.is_ascii() => self.text.push(c.to_ascii_lowercase()),
                c if is_arabic(c) => self.text.push(c),
                c => match digit(c) {
                    Some(digit) => self.text.push(digit),
                    None => self.text.extend(c.to_lowercase()),
                },
            }
        }
        if self.text.len() > start {
            fold_ending(&mut self.text, start);
            self.end_token(self.text.len() - start, false);
        }
    }

    fn end_token(&mut self, length: usize, number: bool) {
        let start = self.text.len() - length;
        let hash = hash(&self.text.as_bytes()[start..]);
        self.tokens.push((hash ^ (hash >> 32)) as u32);
        self.hash = (self.hash.rotate_left(5) ^ hash).wrapping_mul(PRIME);
        self.numbers.push(number);
        self.text.push(' ');
    }
}

/// The characters of `text` that are compared one by one: compatibility forms, vowel marks, tatweel, invisible controls,
/// case and the script of digits set aside, white space as one blank; spelling variants stay apart.
pub(super) fn letters(text: &str) -> Vec<char> {
    let mut letters = Vec::with_capacity(text.len() / 2);
    each_letter(text, |letter| letters.push(letter));
    letters
}

/// Calls `each` for every one of [`letters`].
pub(super) fn each_letter(text: &str, mut each: impl FnMut(char)) {
    let (mut begun, mut blank) = (false, false);
    for c in composed(text).chars() {
        if c.is_whitespace() {
            blank = begun;
            continue;
        }
        if is_ignored(c) {
            continue;
        }
        if blank {
            each(' ');
        }
        (begun, blank) = (true, false);
        match c {
            c if c.is_ascii() => each(c.to_ascii_lowercase()),
            c if is_arabic(c) => each(c),
            c => match digit(c) {
                Some(digit) => each(digit),
                None => c.to_lowercase().for_each(&mut each),
            },
        }
    }
}

/// Whether two texts are the same to a reader: compatibility forms, vowel marks, tatweel, invisible controls and
/// the amount of white space set aside, letters, case, digits and punctuation as they are.
pub(super) fn same_text(a: &str, b: &str) -> bool {
    a == b || visible(a) == visible(b)
}

fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in composed(text).split_whitespace() {
        out.extend(word.chars().filter(|&c| !is_ignored(c)));
        out.push(' ');
    }
    out
}

fn composed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_composed) || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfkc().collect())
    }
}

/// Bytes of the word at the start of `text`, or `None` when no word begins there. Scripts written without blanks
/// have words of one character.
fn word_length(text: &str) -> Option<usize> {
    let mut chars = text.chars().peekable();
    let first = *chars.peek()?;
    let underscored = first == '_' && text.trim_start_matches('_').starts_with(is_letter);
    if !is_letter(first) && !underscored {
        return None;
    }
    let mut length = 0;
    // Whether digits that follow are part of the word.
    let mut takes_digits = false;
    while let Some(c) = chars.next() {
        if length > 0 && stands_alone(c) {
            break;
        }
        let joins =
            matches!(c, '\'' | '\u{2019}') && length > 0 && chars.peek().is_some_and(|&next| is_letter(next));
        if is_vowel_mark(c) || is_letter(c) || c == '_' {
            takes_digits = is_cased(c) || c == '_';
        } else if !(is_ignored(c) || joins || takes_digits && digit(c).is_some()) {
            break;
        }
        length += c.len_utf8();
        if stands_alone(c) {
            break;
        }
    }
    Some(length)
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    is_arabic(c)
        || (c.is_alphanumeric() && digit(c).is_none())
        || unicode_normalization::char::is_combining_mark(c)
}

/// The letters of Latin, Greek and Cyrillic, whose words have no particles written to them.
fn is_cased(c: char) -> bool {
    c.is_ascii_alphabetic() || (matches!(u32::from(c), 0xC0..=0x24F | 0x370..=0x52F) && c.is_alphabetic())
}

/// The letters of Arabic, told without the tables of Unicode.
fn is_arabic(c: char) -> bool {
    ('\u{620}'..='\u{64A}').contains(&c)
}

/// Characters that are composed whatever stands beside them, told without the tables of Unicode; not all of those.
fn is_composed(c: char) -> bool {
    c.is_ascii()
        || is_arabic(c)
        || is_vowel_mark(c)
        || matches!(c, '،' | '؛' | '؟' | '٠'..='٩' | '“' | '”' | '«' | '»')
}

/// Arabic vowel marks and Quranic signs that join with no letter into another character. Composing might change their order,
/// which does not matter, since they are left out.
fn is_vowel_mark(c: char) -> bool {
    matches!(c, '\u{64B}'..='\u{652}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{200E}' | '\u{200F}')
}

/// Letters of scripts that put no blanks between words: Han, kana, Thai, Lao, Khmer, Burmese.
fn stands_alone(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Arabic and Hebrew vowel marks, Quranic signs, tatweel, joiners, bidi controls, soft hyphen, byte order mark.
fn is_ignored(c: char) -> bool {
    !c.is_ascii()
        && matches!(u32::from(c), 0x00AD | 0x0591..=0x05BD | 0x05BF | 0x05C1 | 0x05C2 | 0x0610..=0x061A | 0x061C | 0x0640
        | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x06DF..=0x06E4 | 0x06E7 | 0x06E8 | 0x06EA..=0x06ED
        | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFEFF)
}

/// The character that stands for all of its kind.
fn unified(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'İ' | 'ı' => 'i',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‹' | '›' | '′' | '`' => '\'',
        '‐'..='―' | '−' => '-',
        '،' | '、' => ',',
        '؛' => ';',
        '؟' => '?',
        '٪' => '%',
        '۔' | '。' => '.',
        other => other,
    }
}

/// Folds the last letter of the Arabic word that begins at byte `start`: ة as ه, and in words of four letters or
/// more ا too (سوريا, سورية). Shorter words are left apart: لا is not له.
fn fold_ending(text: &mut String, start: usize) {
    let letters = text[start..].chars().count();
    let folds = match text.chars().next_back() {
        Some('ة') => letters > 2,
        Some('ا') => letters > 3,
        _ => false,
    };
    if folds {
        text.pop();
        text.push('ه');
    }
}

/// The multiplier of FNV.
const PRIME: u64 = 0x0100_0000_01b3;

/// FNV-1a, 64 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>. Not `std`'s hash, which may change.
fn hash(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(of: &str) -> String {
        Key::of(of).text().trim_end().to_owned()
    }

    #[test]
    fn spelling_variants_share_a_key() {
        for (a, b) in [
            ("سوريا", "سورية"),
            ("إسرائيل", "اسرائيل"),
            ("قُتِلَ ١٣ شخصاً", "قتل 13 شخصا"),
            ("الموسيقى", "الموسيقي"),
            ("«نعم»، قالـــت", "\"نعم\", قالت"),
            ("Kerry’s VISIT – 1,250", "kerry's visit - 1250"),
        ] {
            assert_eq!(text(a), text(b));
        }
    }

    #[test]
    fn short_words_and_other_numbers_stay_apart() {
        assert_ne!(text("لا"), text("له"));
        assert_ne!(text("قتل 13 شخصا"), text("قتل 31 شخصا"));
    }

    #[test]
    fn a_number_is_a_token_of_its_own_even_behind_a_particle() {
        assert_eq!(text("بـ25% و13."), "ب 25 % و 13 .");
    }

    #[test]
    fn digits_behind_a_letter_with_capitals_are_the_words_own() {
        assert_eq!(
            text("WinWord6 file_name _ملف F١٦ 5km __ _"),
            "winword6 file_name _ملف f16 5 km _ _ _"
        );
    }

    #[test]
    fn scripts_without_blanks_have_a_token_a_character() {
        assert_eq!(text("叙利亚 ok"), "叙 利 亚 ok");
    }

    #[test]
    fn marks_alone_change_nothing_to_a_reader_but_letters_do() {
        assert!(same_text("قُتِلَ  شخص", "قتل شخص"));
        assert!(!same_text("سوريا", "سورية"));
        assert!(!same_text("Yes", "yes"));
    }

    #[test]
    fn what_is_told_without_tables_agrees_with_them() {
        for c in '\u{0}'..=char::MAX {
            assert!(
                !is_arabic(c) || c.is_alphabetic() && c.to_lowercase().eq([c]),
                "{c:?}"
            );
            assert!(
                !is_composed(c) || is_nfkc_quick([c].into_iter()) == IsNormalized::Yes,
                "{c:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_has_as_many_tokens_as_words(text in any::<String>()) {
            let key = Key::of(&text);
            prop_assert_eq!(key.words().count(), key.tokens().len());
        }
    }
}
