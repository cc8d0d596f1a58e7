//! A text as digits and number words, each with all that it may mean.

use std::ops::Range;
use std::sync::Arc;

use super::digits::{Digits, digit, digits, number_end, quarter};
use crate::check::known::Known;
use crate::check::pair::Text;
use crate::check::verbatim::{covers, merged};
use crate::language::Numbers;

/// A number in millionths, so that decimals compare exactly.
pub(super) type Value = u128;

/// One, in millionths.
pub(super) const ONE: Value = 1_000_000;

/// Digits or a word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands, in bytes; letters glued before it left out.
    pub(super) at: Range<usize>,
    /// What it is.
    pub(super) lexeme: Lexeme,
    /// Whether a joiner such as `and` stands before it.
    pub(super) joined: bool,
    /// Whether only blanks and hyphens part it from the token before.
    pub(super) near: bool,
}

/// What a token may be in a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::check) enum Lexeme {
    /// Digits.
    Digits(Digits),
    /// A word for a whole number.
    Cardinal(Value),
    /// A word for a place in a row, and the part of one that it is as well: `third`.
    Ordinal(Value, Option<Value>),
    /// A word that multiplies by a power of ten, and what it means where there is nothing to multiply.
    Scale(u32, Option<Value>),
    /// The same in the plural, a magnitude where there is nothing to multiply.
    Magnitude(u32),
    /// A word for a part of one.
    Fraction(Value),
    /// A word for any of several numbers.
    Readings(Vec<Value>),
    /// A word that counts, for any of several numbers.
    Count(Vec<Value>),
    /// A word that links two numbers.
    Link,
    /// Any other word, folded.
    Word(Arc<str>),
}

/// Placeholders and tags that may have a number in them: `{0}`, `%1$s`, `<h1>`; five percent in Turkish (`%5`) is none.
fn numbered(text: Text<'_>) -> impl Iterator<Item = Range<usize>> {
    let filled = text
        .placeholders()
        .iter()
        .map(|placeholder| placeholder.at.clone());
    let text = text.text();
    filled.filter(|at| text[at.clone()].contains(|c: char| c.is_ascii_alphabetic() || "{$<".contains(c)))
}

/// What is written in figures and tells no number.
const ALWAYS: &str = "24/7";

/// The numbers and words of `read` in order. Linear in its length.
pub(super) fn scan(read: Text<'_>) -> Vec<Token> {
    let (text, numbers) = (read.text(), &read.language().numbers);
    let always = text.match_indices(ALWAYS);
    let always = always.map(|(at, found)| at..at + found.len());
    let addresses = read.addresses().iter().cloned();
    let left_alone = merged(addresses.chain(numbered(read)).chain(always));
    let mut tokens: Vec<Token> = Vec::new();
    let (mut at, mut joined, mut near) = (0, false, false);
    while let Some(c) = text[at..].chars().next() {
        if covers(&left_alone, at) {
            (joined, near) = (false, false);
            at += c.len_utf8();
        } else if digit(c).is_some() {
            let end = number_end(text, at);
            let lexeme = quarter(text, at..end)
                .unwrap_or_else(|| Lexeme::Digits(digits(text, at..end, tokens.last(), numbers)));
            tokens.push(Token {
                at: at..end,
                lexeme,
                joined,
                near,
            });
            (at, joined, near) = (end, false, true);
        } else if is_letter(c) {
            let end = word_end(text, at);
            let word = read.known_at(&(at..end));
            let is_before_digits = text[end..].chars().next().is_some_and(|c| digit(c).is_some());
            let glue = is_before_digits.then(|| Part::glued_to_digits(&word)).flatten();
            match glue.as_ref().unwrap_or_else(|| word.part()) {
                Part::Joiner => joined = true,
                Part::Prefix | Part::Filler => {}
                Part::Lexeme(lexeme, glued) => {
                    let (lexeme, glued) = (lexeme.clone(), *glued);
                    tokens.push(Token {
                        at: at..end,
                        lexeme,
                        joined: joined || glued == Glued::Joiner,
                        near: near && glued != Glued::Preposition,
                    });
                    (joined, near) = (false, true);
                }
            }
            at = end;
        } else {
            if !(c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{640}')) {
                (joined, near) = (false, false);
            }
            at += c.len_utf8();
        }
    }
    tokens
}

pub(super) fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        '\0'..='\x7F' => false,
        // Letters and marks that nearly all Arabic is written in, told without the tables of Unicode.
        '\u{620}'..='\u{65F}' => true,
        c => c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c),
    }
}

pub(super) fn word_end(text: &str, start: usize) -> usize {
    text[start..]
        .find(|c| !is_letter(c))
        .map_or(text.len(), |len| start + len)
}

/// What a word is in a number.
pub(in crate::check) enum Part {
    /// What joins two parts of a number.
    Joiner,
    /// What is glued before a word, alone.
    Prefix,
    /// What adds nothing.
    Filler,
    /// Anything else.
    Lexeme(Lexeme, Glued),
}

/// What is glued before a number word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Glued {
    /// Nothing, or an article.
    Nothing,
    /// What joins it to the number before it.
    Joiner,
    /// What begins another number: الثاني وبعشر, *the second and with ten*.
    Preposition,
}

impl Part {
    /// Finds out what `word` is.
    pub(in crate::check) fn of(word: &Known) -> Self {
        if let Some(value) = roman(word.text()) {
            return Self::Lexeme(Lexeme::Ordinal(value, None), Glued::Nothing);
        }
        let (folded, numbers) = (word.folded(), &word.language().numbers);
        let is_in = |list: &[String]| list.iter().any(|listed| **listed == **folded);
        if is_in(&numbers.joiners) {
            return Self::Joiner;
        }
        if let Some((lexeme, glued)) = unglued(folded, &numbers.glued, numbers) {
            return Self::Lexeme(lexeme, glued);
        }
        match () {
            () if is_in(&numbers.fillers) || folded.is_empty() => Self::Filler,
            () if is_glue(folded, &numbers.glued) => Self::Prefix,
            () if is_in(&numbers.links) => Self::Lexeme(Lexeme::Link, Glued::Nothing),
            () => Self::Lexeme(Lexeme::Word(Arc::clone(folded)), Glued::Nothing),
        }
    }

    /// What `word` is before digits, where it may be glued before words; nothing where it may not.
    fn glued_to_digits(word: &Known) -> Option<Self> {
        let (folded, numbers) = (word.folded(), &word.language().numbers);
        let begins = |joiner: &String| folded.starts_with(joiner.as_str());
        let is_glued = roman(word.text()).is_none() && is_glue(folded, &numbers.glued);
        is_glued.then(|| match numbers.joiners.iter().any(begins) {
            true => Self::Joiner,
            false => Self::Prefix,
        })
    }
}

/// The value of a Roman numeral as kings, wars and games have it: two letters at least, below forty.
fn roman(written: &str) -> Option<Value> {
    let tens = written.trim_start_matches('X');
    let unit = match tens {
        "" => 0,
        "I" => 1,
        "II" => 2,
        "III" => 3,
        "IV" => 4,
        "V" => 5,
        "VI" => 6,
        "VII" => 7,
        "VIII" => 8,
        "IX" => 9,
        _ => return None,
    };
    let count = written.len() - tens.len();
    ((2..=8).contains(&written.len()) && count < 4).then(|| Value::from(10 * count as u64 + unit) * ONE)
}

/// Whether `word` is nothing but letters that are glued before another word.
pub(super) fn is_glue(word: &str, slots: &[Vec<String>]) -> bool {
    word.is_empty()
        || slots.split_first().is_some_and(|(slot, rest)| {
            let with = |glue: &String| {
                word.strip_prefix(glue.as_str())
                    .is_some_and(|left| is_glue(left, rest))
            };
            slot.iter().any(with) || is_glue(word, rest)
        })
}

/// The number word that is left of `word` without what is glued to it, and what was; the last of the `slots` is for articles.
fn unglued(word: &str, slots: &[Vec<String>], numbers: &Numbers) -> Option<(Lexeme, Glued)> {
    if let Some(lexeme) = lexeme(word, numbers) {
        return Some((lexeme, Glued::Nothing));
    }
    let (slot, rest) = slots.split_first()?;
    let found = slot.iter().find_map(|glue| {
        let (lexeme, glued) = unglued(word.strip_prefix(glue.as_str())?, rest, numbers)?;
        let glued = match glued {
            Glued::Preposition => Glued::Preposition,
            _ if numbers.joiners.contains(glue) => Glued::Joiner,
            Glued::Nothing if !rest.is_empty() => Glued::Preposition,
            glued => glued,
        };
        Some((lexeme, glued))
    });
    found.or_else(|| unglued(word, rest, numbers))
}

fn lexeme(word: &str, numbers: &Numbers) -> Option<Lexeme> {
    if !numbers.has(word) {
        return None;
    }
    let value = |value: &u64| Value::from(*value) * ONE;
    if let Some(&power) = numbers.magnitudes.get(word) {
        return Some(Lexeme::Magnitude(power));
    }
    if let Some(&power) = numbers.scales.get(word) {
        return Some(Lexeme::Scale(power, numbers.cardinals.get(word).map(value)));
    }
    if let Some(readings) = numbers.readings.get(word) {
        return Some(Lexeme::Readings(readings.iter().map(value).collect()));
    }
    if let Some(readings) = numbers.counts.get(word) {
        return Some(Lexeme::Count(readings.iter().map(value).collect()));
    }
    let share = numbers.fractions.get(word).map(|percent| value(percent) / 100);
    let cardinal = numbers.cardinals.get(word).map(|v| Lexeme::Cardinal(value(v)));
    let ordinal = || {
        numbers
            .ordinals
            .get(word)
            .map(|v| Lexeme::Ordinal(value(v), share))
    };
    cardinal.or_else(ordinal).or_else(|| share.map(Lexeme::Fraction))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_told_without_tables_are_letters() {
        let by_tables = |c: char| {
            c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) || c == '\u{640}'
        };
        assert!(('\0'..=char::MAX).all(|c| is_letter(c) == by_tables(c)));
    }
}
