//! The form of a source text under which a memory files it.
//!
//! A key is a list of tokens: words, numbers by value, single punctuation marks. Digits and `_` behind a letter of an
//! alphabet with capitals, or behind more letters than a particle has, are the word's own (`WinWord6`, `file_name`, `وورد97`,
//! as in UAX #29); behind few letters of another they are a number (`ب25`). A key leaves out what writers vary
//! without meaning anything by it: vowel marks, tatweel, bidi controls, compatibility forms, case, the script of
//! digits, the shape of quotes and dashes, the hamza on an alef, final ى and ي, final ة, ه and ا. It goes by
//! characters, not by the language's data file, because keys are stored: whoever changes a rule here raises
//! [`VERSION`], and stores file their units anew.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::characters::{Facts, Kind, is_ignored};
use super::number::number_at;

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
        Self::of_composed(&composed(text))
    }

    /// The key of a text, how many [`letters`] it has, and the letters themselves for `each` if they are no more than
    /// `most`.
    pub(super) fn with_letters(text: &str, most: usize, each: impl FnMut(char)) -> (Self, usize) {
        let composed = composed(text);
        let letters = letters_of(&composed).count();
        if letters <= most {
            letters_of(&composed).for_each(each);
        }
        (Self::of_composed(&composed), letters)
    }

    fn of_composed(text: &str) -> Self {
        let mut key = Self {
            tokens: Vec::with_capacity(text.len() / 5),
            numbers: Vec::with_capacity(text.len() / 5),
            text: String::with_capacity(text.len() + text.len() / 5),
            hash: 0,
        };
        let facts = Facts::get();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let fact = facts.of(c);
            let length = match fact.kind {
                Kind::Digit => {
                    let number = number_at(rest, 0);
                    key.text.push_str(&number.value);
                    key.end_token(number.value.len(), true);
                    number.span.end
                }
                Kind::Letter | Kind::Cased | Kind::Alone => key.take_word(rest, facts),
                Kind::Line if begins_word(rest, facts) => key.take_word(rest, facts),
                Kind::Blank | Kind::Ignored => c.len_utf8(),
                Kind::Line | Kind::Sign => {
                    key.text.push(fact.folded());
                    key.end_token(fact.folded().len_utf8(), false);
                    c.len_utf8()
                }
            };
            rest = &rest[length..];
        }
        key
    }

    /// A hash of each token, in order; the same on every machine.
    #[must_use]
    pub fn tokens(&self) -> &[u32] {
        &self.tokens
    }

    pub(super) fn into_tokens(self) -> Vec<u32> {
        self.tokens
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

    /// Takes in the word at the start of `text`; its bytes. Scripts written without blanks have words of one character.
    fn take_word(&mut self, text: &str, facts: &Facts) -> usize {
        let start = self.text.len();
        let (mut length, mut letters, mut takes_digits) = (0, 0, false);
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            let fact = facts.of(c);
            match fact.kind {
                Kind::Alone if length > 0 => break,
                Kind::Alone | Kind::Ignored => {}
                Kind::Letter => {
                    letters += 1;
                    takes_digits = letters > PARTICLE;
                }
                Kind::Cased | Kind::Line => takes_digits = true,
                Kind::Digit if takes_digits => {}
                Kind::Sign
                    if is_joint(c)
                        && chars
                            .clone()
                            .next()
                            .is_some_and(|next| facts.of(next).is_letter()) => {}
                Kind::Digit | Kind::Sign | Kind::Blank => break,
            }
            if fact.kind != Kind::Ignored {
                self.text.push(fact.folded());
            }
            length += c.len_utf8();
            if fact.kind == Kind::Alone {
                break;
            }
        }
        fold_ending(&mut self.text, start);
        self.end_token(self.text.len() - start, false);
        length
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
    letters_of(&composed(text)).collect()
}

/// The [`letters`] of a composed text.
fn letters_of(composed: &str) -> impl Iterator<Item = char> {
    let facts = Facts::get();
    let (mut begun, mut blank) = (false, false);
    composed.chars().map(|c| facts.of(c)).flat_map(move |fact| {
        let pair = match fact.kind {
            Kind::Blank => {
                blank = begun;
                [None, None]
            }
            Kind::Ignored => [None, None],
            _ => {
                begun = true;
                [std::mem::take(&mut blank).then_some(' '), Some(fact.plain())]
            }
        };
        pair.into_iter().flatten()
    })
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

/// `text` in NFKC, but for the order of marks that are ignored. Only the characters that are not composed whatever stands
/// beside them are looked at, each with its neighbours up to where no mark can join: ﷺ stands in long texts.
fn composed(text: &str) -> Cow<'_, str> {
    let facts = Facts::get();
    let loose = |c: char| !facts.of(c).is_composed;
    let begins = |c: char| {
        let fact = facts.of(c);
        fact.is_composed && fact.kind != Kind::Ignored
    };
    let mut out = String::new();
    // Up to where the text is in `out`, and up to where it was looked at.
    let (mut taken, mut seen) = (0, 0);
    while let Some(at) = text[seen..].find(loose).map(|at| seen + at) {
        let before = text[seen..at].char_indices().rev().find(|&(_, c)| begins(c));
        let start = seen + before.map_or(0, |(start, _)| start);
        seen = text[at..].find(begins).map_or(text.len(), |length| at + length);
        let piece = &text[start..seen];
        if is_nfkc_quick(piece.chars()) != IsNormalized::Yes {
            out.reserve(text.len() - taken);
            out.push_str(&text[taken..start]);
            out.extend(piece.nfkc());
            taken = seen;
        }
    }
    if taken == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[taken..]);
    Cow::Owned(out)
}

/// Letters that a particle has at most.
const PARTICLE: usize = 3;

/// Whether a letter follows the `_` that `text` begins with.
fn begins_word(text: &str, facts: &Facts) -> bool {
    let next = text.chars().find(|&c| c != '_');
    next.is_some_and(|next| facts.of(next).is_letter())
}

fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// Folds the last letter of the Arabic word that begins at byte `start`: ة as ه, and in words of four letters or
/// more ا too (سوريا, سورية). Shorter words are left apart: لا is not له.
fn fold_ending(text: &mut String, start: usize) {
    let more_than = match text.chars().next_back() {
        Some('ة') => 2,
        Some('ا') => 3,
        _ => return,
    };
    if text[start..].chars().count() > more_than {
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

    proptest! {
        #[test]
        fn composing_piece_by_piece_is_composing(
            text in "[ﷺاأآلكﻻa-cé\u{301}\u{327}\u{653}\u{654}\u{655}\u{64E}\u{651}\u{640}\u{200F} .،]{0,14}|\\PC{0,14}",
        ) {
            let inked = |text: &str| text.chars().filter(|&c| !is_ignored(c)).collect::<String>();
            let whole: String = text.nfkc().collect();
            prop_assert_eq!(inked(&composed(&text)), inked(&whole));
        }

        #[test]
        fn any_text_has_as_many_tokens_as_words(text in any::<String>()) {
            let key = Key::of(&text);
            prop_assert_eq!(key.words().count(), key.tokens().len());
        }
    }
}
