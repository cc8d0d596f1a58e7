//! What a key makes of single characters.

use std::ops::Range;
use std::sync::LazyLock;

use super::number::digit;

/// What a character is to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A letter, or a mark that stays with one.
    Letter,
    /// A letter of Latin, Greek or Cyrillic, whose words have no particles written to them.
    Cased,
    /// A letter of a script that puts no blanks between words.
    Alone,
    /// A decimal digit.
    Digit,
    /// The low line, which joins parts of a word.
    Line,
    /// White space.
    Blank,
    /// A vowel mark or an invisible control.
    Ignored,
    /// Anything else, a token by itself.
    Sign,
}

/// What is known of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) kind: Kind,
    /// Whether it is composed whatever stands beside it; not said of every character that is.
    pub(super) is_composed: bool,
    folded: u32,
    plain: u32,
}

impl Fact {
    fn slow(c: char) -> Self {
        let kind = match c {
            '_' => Kind::Line,
            c if digit(c).is_some() => Kind::Digit,
            c if is_ignored(c) => Kind::Ignored,
            c if c.is_whitespace() => Kind::Blank,
            c if !is_letter(c) => Kind::Sign,
            c if stands_alone(c) => Kind::Alone,
            c if is_cased(c) => Kind::Cased,
            _ => Kind::Letter,
        };
        // No character but İ has more than one in lower case.
        let small = |c: char| digit(c).or_else(|| c.to_lowercase().next()).unwrap_or(c);
        Self {
            kind,
            is_composed: is_composed(c),
            folded: small(unified(c)).into(),
            plain: small(c).into(),
        }
    }

    /// The character that stands for it in a key.
    pub(super) fn folded(self) -> char {
        char::from_u32(self.folded).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// The character in lower case; a digit in ASCII.
    pub(super) fn plain(self) -> char {
        char::from_u32(self.plain).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    pub(super) fn is_letter(self) -> bool {
        matches!(self.kind, Kind::Letter | Kind::Cased | Kind::Alone)
    }
}

/// What is known of the characters up to the end of the Arabic block, and of those of general punctuation, ready; of others on
/// demand.
#[derive(Debug)]
pub(super) struct Facts(Vec<Fact>);

/// Letters, and quotes and dashes.
const READY: [Range<char>; 2] = ['\0'..'\u{700}', '\u{2000}'..'\u{2070}'];

static FACTS: LazyLock<Facts> =
    LazyLock::new(|| Facts(READY.into_iter().flatten().map(Fact::slow).collect()));

impl Facts {
    #[inline]
    pub(super) fn get() -> &'static Self {
        &FACTS
    }

    #[inline]
    pub(super) fn of(&self, c: char) -> Fact {
        let [letters, marks] = READY;
        let code = c as usize;
        let place = match c {
            c if c < letters.end => code,
            c if marks.contains(&c) => code - marks.start as usize + letters.end as usize,
            _ => usize::MAX,
        };
        match self.0.get(place) {
            Some(&fact) => fact,
            None => Fact::slow(c),
        }
    }
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
pub(super) fn is_ignored(c: char) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::{IsNormalized, is_nfkc_quick};

    #[test]
    fn what_is_told_without_tables_agrees_with_them() {
        for c in '\0'..=char::MAX {
            assert_eq!(Facts::get().of(c), Fact::slow(c), "{c:?}");
            assert!(
                !is_arabic(c) || c.is_alphabetic() && c.to_lowercase().eq([c]),
                "{c:?}"
            );
            assert!(
                !is_composed(c) || is_nfkc_quick([c].into_iter()) == IsNormalized::Yes,
                "{c:?}"
            );
            assert!(c == 'İ' || c.to_lowercase().count() == 1, "{c:?}");
        }
    }
}
