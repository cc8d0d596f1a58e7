//! Runs of digits, and what they may mean with what stands beside them.

use std::ops::Range;

use super::scan::{Lexeme, ONE, Token, Value, is_glue, is_letter, word_end};
use crate::language::Numbers;

/// A run of digits with what stands directly beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::check) struct Digits {
    /// What it may mean: `1,500` is 1500, or one and a half.
    pub(super) readings: Vec<Value>,
    /// Its groups one by one, where there are several: `10.11.2015`.
    pub(super) groups: Vec<Value>,
    /// Whether it belongs to a designation such as `F-16`.
    pub(super) code: bool,
    /// Whether it is no time and no day of a month: `6.4`.
    pub(super) decimal: bool,
    /// Whether a part of it may be the number of a month.
    pub(super) dated: bool,
}

/// The value of a decimal digit of the scripts that newsrooms write: Latin, Arabic, Persian, Devanagari.
pub(in crate::check) fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 5] = ['0', '٠', '۰', '०', '０'];
    ZEROS
        .iter()
        .filter_map(|&zero| u32::from(c).checked_sub(u32::from(zero)))
        .find(|&value| value < 10)
}

/// Marks that may part the digits of one number.
fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '،') || is_grouping(c)
}

/// Marks that part thousands, or a decimal, and nothing else.
fn is_grouping(c: char) -> bool {
    matches!(c, '٫' | '٬' | '\u{2009}' | '\u{202F}' | '\u{A0}' | '\'' | '’')
}

/// Where the number ends that begins at `start`.
pub(super) fn number_end(text: &str, start: usize) -> usize {
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

/// Reads the digits at `at` of `text`; `before` is the token before them.
pub(super) fn digits(text: &str, at: Range<usize>, before: Option<&Token>, numbers: &Numbers) -> Digits {
    let written = &text[at.clone()];
    let (groups, marks) = groups(written);
    let mut digits = Digits {
        readings: readings(&groups, &marks),
        groups: groups.iter().filter_map(|group| whole(group)).collect(),
        ..Digits::default()
    };
    digits.readings.extend(afternoon(&groups, &marks));
    digits.decimal = matches!(&groups[..], [_, last] if last.len() != 2);
    if groups.len() == 1 {
        digits.groups.clear();
        let more = shorthand(text, &at, before, digits.readings.first().copied());
        digits.readings.extend(more);
    }
    let beside = |c: Option<char>| c.is_some_and(|c| matches!(c, '/' | '-' | '.' | '–'));
    if let [group] = &groups[..]
        && let [h1, h2, m1, m2] = group.as_bytes()
        && let is_in_zone = in_zone(&text[at.end..], numbers)
        && (is_in_zone || (*h1 == b'0' && *m1 < b'6'))
    {
        // A time without a colon: 0200, 1430 GMT.
        let two = |a: &u8, b: &u8| Value::from((a - b'0') * 10 + (b - b'0')) * ONE;
        digits.groups = vec![two(h1, h2), two(m1, m2)];
        if is_in_zone {
            digits.readings.clear();
        }
    }
    digits.dated = digits.readings.is_empty()
        || beside(text[..at.start].chars().next_back())
        || beside(text[at.end..].chars().next());
    digits.code = is_code(&text[..at.start], written.len(), numbers);
    digits
}

/// What a full hour after noon that is written with a comma (`14,00`) is on a clock of twelve.
fn afternoon(groups: &[String], marks: &[char]) -> Option<Value> {
    let ([hour, minutes], [',' | '،']) = (groups, marks) else {
        return None;
    };
    let hour = hour
        .parse::<Value>()
        .ok()
        .filter(|hour| (13..24).contains(hour))?;
    (minutes == "00").then_some((hour - 12) * ONE)
}

/// Whether `after` begins with the zone of a time.
fn in_zone(after: &str, numbers: &Numbers) -> bool {
    let after = after.trim_start_matches(' ');
    let word = &after[..word_end(after, 0)];
    matches!(word, "GMT" | "UTC") || numbers.zones.contains(&Numbers::fold(word))
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

/// The quarter of a year that is written as `Q3`.
pub(super) fn quarter(text: &str, at: Range<usize>) -> Option<Lexeme> {
    let place = text[at.clone()]
        .parse::<Value>()
        .ok()
        .filter(|place| (1..5).contains(place))?;
    let before = text[..at.start].strip_suffix('Q')?;
    (!before.ends_with(is_letter)).then_some(Lexeme::Ordinal(place * ONE, None))
}
