//! A text as digits and number words, each with all that it may mean.

use std::ops::Range;

use crate::check::placeholder::placeholders;
use crate::check::verbatim;
use crate::language::{Language, Numbers};

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
pub(super) enum Lexeme {
    /// Digits.
    Digits(Digits),
    /// A word for a whole number.
    Cardinal(Value),
    /// A word for a place in a row.
    Ordinal(Value),
    /// A word that multiplies by a power of ten, and what it means where there is nothing to multiply.
    Scale(u32, Option<Value>),
    /// A word for a part of one.
    Fraction(Value),
    /// A word for any of several numbers.
    Readings(Vec<Value>),
    /// A word that links two numbers.
    Link,
    /// Any other word, folded.
    Word(String),
}

/// A run of digits with what stands directly beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Digits {
    /// What it may mean: `1,500` is 1500, or one and a half.
    pub(super) readings: Vec<Value>,
    /// Its groups one by one, where there are several: `10.11.2015`.
    pub(super) groups: Vec<Value>,
    /// Whether it belongs to a designation such as `F-16`.
    pub(super) code: bool,
    /// Whether a part of it may be the number of a month.
    pub(super) dated: bool,
}

/// Placeholders and tags that may have a number in them: `{0}`, `%1$s`, `<h1>`; five percent in Turkish (`%5`) is none.
fn numbered(text: &str) -> impl Iterator<Item = Range<usize>> {
    let filled = placeholders(text).into_iter().map(|placeholder| placeholder.at);
    filled.filter(|at| text[at.clone()].contains(|c: char| c.is_ascii_alphabetic() || "{$<".contains(c)))
}

/// The numbers and words of `text` in order. Linear in its length.
pub(super) fn scan(text: &str, language: &Language) -> Vec<Token> {
    let mut verbatim = verbatim::verbatim(text);
    verbatim.extend(numbered(text));
    let mut tokens: Vec<Token> = Vec::new();
    let (mut at, mut joined, mut near) = (0, false, false);
    while let Some(c) = text[at..].chars().next() {
        if verbatim::covers(&verbatim, at) {
            (joined, near) = (false, false);
            at += c.len_utf8();
        } else if digit(c).is_some() {
            let end = number_end(text, at);
            let lexeme = Lexeme::Digits(digits(text, at..end, tokens.last(), &language.numbers));
            tokens.push(Token {
                at: at..end,
                lexeme,
                joined,
                near,
            });
            (at, joined, near) = (end, false, true);
        } else if is_letter(c) {
            let end = word_end(text, at);
            let glued_to_digits = text[end..].chars().next().is_some_and(|c| digit(c).is_some());
            match read_word(&text[at..end], glued_to_digits, &language.numbers) {
                Word::Joiner => joined = true,
                Word::Prefix | Word::Filler => {}
                Word::Lexeme(lexeme, with_joiner) => {
                    let joined_here = joined || with_joiner;
                    tokens.push(Token {
                        at: at..end,
                        lexeme,
                        joined: joined_here,
                        near,
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

/// The value of a decimal digit of the scripts that newsrooms write: Latin, Arabic, Persian, Devanagari.
pub(super) fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 5] = ['0', '٠', '۰', '०', '０'];
    ZEROS
        .iter()
        .filter_map(|&zero| u32::from(c).checked_sub(u32::from(zero)))
        .find(|&value| value < 10)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) || c == '\u{640}'
}

fn word_end(text: &str, start: usize) -> usize {
    text[start..]
        .find(|c| !is_letter(c))
        .map_or(text.len(), |len| start + len)
}

/// Marks that may part the digits of one number.
fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '،') || is_grouping(c)
}

/// Marks that part thousands, or a decimal, and nothing else.
fn is_grouping(c: char) -> bool {
    matches!(c, '٫' | '٬' | '\u{2009}' | '\u{202F}' | '\u{A0}' | '\'' | '’')
}

fn number_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let next = chars.peek().and_then(|&(_, c)| digit(c));
        if digit(c).is_none() && !(is_separator(c) && next.is_some() && joins(text, start + offset, c)) {
            break;
        }
        end = start + offset + c.len_utf8();
    }
    end
}

/// Whether the mark `c` at `at` joins digits: a blank only before exactly three of them.
fn joins(text: &str, at: usize, c: char) -> bool {
    let after = text[at + c.len_utf8()..]
        .chars()
        .take_while(|&c| digit(c).is_some())
        .count();
    c == '٫' || !is_grouping(c) || after == 3
}

fn digits(text: &str, at: Range<usize>, before: Option<&Token>, numbers: &Numbers) -> Digits {
    let written = &text[at.clone()];
    let (groups, marks) = groups(written);
    let mut digits = Digits {
        readings: readings(&groups, &marks),
        groups: groups.iter().filter_map(|group| whole(group)).collect(),
        ..Digits::default()
    };
    if groups.len() == 1 {
        digits.groups.clear();
        let more = shorthand(text, &at, before, digits.readings.first().copied());
        digits.readings.extend(more);
    }
    let beside = |c: Option<char>| c.is_some_and(|c| matches!(c, '/' | '-' | '.' | '–'));
    let bare = &text[at.end..].trim_start_matches(' ');
    if groups.len() == 1
        && bare.starts_with("GMT")
        && let [h1, h2, m1, m2] = groups[0].as_bytes()
    {
        // A time without a colon: 0200 GMT.
        let two = |a: &u8, b: &u8| Value::from((a - b'0') * 10 + (b - b'0')) * ONE;
        digits.groups = vec![two(h1, h2), two(m1, m2)];
        digits.readings.clear();
    }
    digits.dated = digits.readings.is_empty()
        || beside(text[..at.start].chars().next_back())
        || beside(text[at.end..].chars().next());
    digits.code = is_code(&text[..at.start], written.len(), numbers);
    digits
}

/// The runs of digits of a number, as ASCII, and the marks between them.
fn groups(written: &str) -> (Vec<String>, Vec<char>) {
    let (mut groups, mut marks) = (vec![String::new()], Vec::new());
    for c in written.chars() {
        match (
            digit(c).and_then(|value| char::from_digit(value, 10)),
            groups.last_mut(),
        ) {
            (Some(ascii), Some(group)) => group.push(ascii),
            _ => {
                marks.push(c);
                groups.push(String::new());
            }
        }
    }
    (groups, marks)
}

/// `group` as a number; `None` for one too long to be an amount.
fn whole(group: &str) -> Option<Value> {
    (group.len() <= 18).then(|| group.parse::<Value>().ok().map(|value| value * ONE))?
}

fn readings(groups: &[String], marks: &[char]) -> Vec<Value> {
    let mut readings = Vec::new();
    let thousands = |groups: &[String], marks: &[char]| {
        let even = groups[1..].iter().all(|group| group.len() == 3) && groups[0].len() <= 3;
        let same = marks.iter().all(|&mark| mark == marks[0] && mark != '٫');
        (groups.len() == 1 || (even && same)).then(|| whole(&groups.concat()))?
    };
    readings.extend(thousands(groups, marks));
    if let ([whole_part @ .., fraction], [parts @ .., point]) = (groups, marks) {
        let is_point = matches!(point, '.' | ',' | '،' | '٫') && !parts.contains(point);
        if is_point && fraction.len() <= 6 {
            let padded = format!("{fraction:0<6}");
            let value = thousands(whole_part, parts).zip(padded.parse::<Value>().ok());
            readings.extend(value.map(|(whole, fraction)| whole + fraction));
        }
    }
    readings
}

/// What else a plain run of digits means beside other signs: `'80s`, `2015-16`, `20:00`.
fn shorthand(text: &str, at: &Range<usize>, before: Option<&Token>, value: Option<Value>) -> Vec<Value> {
    let Some(value) = value else { return Vec::new() };
    let (previous, next) = (
        text[..at.start].chars().next_back(),
        text[at.end..].chars().next(),
    );
    let plain = value / ONE;
    let mut more = Vec::new();
    let two = text[at.clone()].chars().count() == 2;
    if two && previous.is_some_and(|c| matches!(c, '\'' | '’' | '‘' | '/' | '-' | '–')) {
        let year = before.filter(|token| token.at.end + 3 >= at.start);
        let century = year.and_then(|token| match &token.lexeme {
            Lexeme::Digits(digits) => digits.readings.first().map(|year| year / ONE / 100),
            _ => None,
        });
        let centuries = [19, 20].into_iter().chain(century.filter(|&century| century > 9));
        more.extend(centuries.map(|century| (century * 100 + plain) * ONE));
    }
    if next == Some('s') {
        more.extend([(plain % 100) * ONE, (1900 + plain % 100) * ONE]);
    }
    let minutes = text[at.end..].strip_prefix(':');
    if plain <= 24 && minutes.is_some_and(|rest| rest.starts_with(|c| digit(c).is_some())) {
        more.push((if plain > 12 { plain - 12 } else { plain + 12 }) * ONE);
    }
    more
}

/// Whether digits of `len` bytes after `before` belong to a designation: letters, perhaps a hyphen, then digits.
fn is_code(before: &str, len: usize, numbers: &Numbers) -> bool {
    let hyphen = before.ends_with('-');
    let letters = before.strip_suffix('-').unwrap_or(before);
    let start = letters.len()
        - letters
            .chars()
            .rev()
            .take_while(|&c| is_letter(c))
            .map(char::len_utf8)
            .sum::<usize>();
    let word = Numbers::fold(&letters[start..]);
    // "mid-2016" is no designation, and glue may be nothing at all.
    !(is_glue(&word, &numbers.glued) || (hyphen && len > 3))
}

enum Word {
    Joiner,
    Prefix,
    Filler,
    Lexeme(Lexeme, bool),
}

fn read_word(written: &str, glued_to_digits: bool, numbers: &Numbers) -> Word {
    let word = Numbers::fold(written);
    if numbers.joiners.contains(&word) {
        return Word::Joiner;
    }
    if glued_to_digits && is_glue(&word, &numbers.glued) {
        let joiner = numbers
            .joiners
            .iter()
            .any(|joiner| word.starts_with(joiner.as_str()));
        return if joiner { Word::Joiner } else { Word::Prefix };
    }
    if let Some((lexeme, joined)) = unglued(&word, &numbers.glued, numbers) {
        return Word::Lexeme(lexeme, joined);
    }
    match word {
        word if numbers.fillers.contains(&word) || word.is_empty() => Word::Filler,
        word if is_glue(&word, &numbers.glued) => Word::Prefix,
        word if numbers.links.contains(&word) => Word::Lexeme(Lexeme::Link, false),
        word => Word::Lexeme(Lexeme::Word(word), false),
    }
}

/// Whether `word` is nothing but letters that are glued before another word.
fn is_glue(word: &str, slots: &[Vec<String>]) -> bool {
    word.is_empty()
        || slots.split_first().is_some_and(|(slot, rest)| {
            let with = |glue: &String| {
                word.strip_prefix(glue.as_str())
                    .is_some_and(|left| is_glue(left, rest))
            };
            slot.iter().any(with) || is_glue(word, rest)
        })
}

/// The number word that is left of `word` without what is glued to it, and whether a joiner was.
fn unglued(word: &str, slots: &[Vec<String>], numbers: &Numbers) -> Option<(Lexeme, bool)> {
    if let Some(lexeme) = lexeme(word, numbers) {
        return Some((lexeme, false));
    }
    let (slot, rest) = slots.split_first()?;
    let found = slot.iter().find_map(|glue| {
        let (lexeme, joined) = unglued(word.strip_prefix(glue.as_str())?, rest, numbers)?;
        Some((lexeme, joined || numbers.joiners.contains(glue)))
    });
    found.or_else(|| unglued(word, rest, numbers))
}

fn lexeme(word: &str, numbers: &Numbers) -> Option<Lexeme> {
    let value = |value: &u64| Value::from(*value) * ONE;
    if let Some(&power) = numbers.scales.get(word) {
        return Some(Lexeme::Scale(power, numbers.cardinals.get(word).map(value)));
    }
    if let Some(readings) = numbers.readings.get(word) {
        return Some(Lexeme::Readings(readings.iter().map(value).collect()));
    }
    let cardinal = numbers.cardinals.get(word).map(|v| Lexeme::Cardinal(value(v)));
    let ordinal = || numbers.ordinals.get(word).map(|v| Lexeme::Ordinal(value(v)));
    let fraction = || {
        numbers
            .fractions
            .get(word)
            .map(|v| Lexeme::Fraction(value(v) / 100))
    };
    cardinal.or_else(ordinal).or_else(fraction)
}
