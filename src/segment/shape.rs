//! What a word looks like: a number, letters with stops, a compound.

use crate::text::{is_capital, is_number, is_small};

/// The number that `word` writes in digits of any script.
pub(super) fn number(word: &str) -> Option<u32> {
    word.chars()
        .map(digit)
        .try_fold(0, |sum, digit| Some(sum * 10 + digit?))
}

/// The value of a digit of a script in use for numbering.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '０'..='９' => '０',
        _ => return c.to_digit(10),
    };
    Some(u32::from(c) - u32::from(zero))
}

/// Whether `word` is a number that can count something.
pub(super) fn is_count(word: &str) -> bool {
    word.chars().all(is_number)
}

/// How many letters and digits `word` has, marks on them not counted.
pub(super) fn letters(word: &str) -> usize {
    let is_mark = unicode_normalization::char::is_combining_mark;
    word.chars()
        .filter(|&c| c.is_alphanumeric() && c != '\u{640}' && !is_mark(c))
        .count()
}

/// Whether `word` is one letter, or letters with a stop after each (`J`, `U.S`, `أ.ف.ب`). In scripts without case
/// such a letter may be spelt by its name (`बी.बी.सी`).
pub(super) fn is_initials(word: &str) -> bool {
    let mut rest = word.chars().filter(|&c| c != '\u{640}').skip(1);
    if rest.next().is_none() {
        return letters(word) == 1;
    }
    if !word.contains(['.', '\u{6D4}']) {
        return false;
    }
    let cased = word.contains(|c: char| is_small(c) || is_capital(c));
    let most = if cased { 1 } else { 3 };
    let is_part = |part: &str| (1..=most).contains(&letters(part)) && !part.contains(is_number);
    word.split(['.', '\u{6D4}']).all(is_part)
}

/// What follows the last hyphen, apostrophe or slash of `word`.
pub(super) fn last_part(word: &str) -> &str {
    word.rsplit(['-', '\'', '’', '/', '‑']).next().unwrap_or(word)
}
