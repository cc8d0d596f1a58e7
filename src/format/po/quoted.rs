//! Strings of a PO file, with the escapes that gettext reads and writes.

use std::ops::Range;

use crate::format::Error;

/// The quoted part of a line that begins at `start`: what it says and where it stands.
pub(super) fn read_quoted(text: &str, start: usize, line: &str) -> Result<(String, Range<usize>), Error> {
    let unclosed = || Error::at(text, start, "a quote is not closed on this line");
    let open = line.find('"').ok_or_else(unclosed)?;
    let mut value = String::new();
    let mut characters = line[open + 1..].char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => {
                let close = open + 1 + at;
                if !line[close + 1..].trim().is_empty() {
                    return Err(Error::at(
                        text,
                        start + close,
                        "a quote inside a string is written \\\"",
                    ));
                }
                return Ok((value, start + open..start + close + 1));
            }
            '\\' => match characters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 't')) => value.push('\t'),
                Some((_, 'r')) => value.push('\r'),
                Some((_, c @ ('"' | '\\'))) => value.push(c),
                Some((_, c)) if control(c).is_some() => value.extend(control(c)),
                Some((at, other)) => {
                    let (c, length) = numbered(&line[open + 1 + at..]).unzip();
                    value.extend(c.map_or_else(|| vec!['\\', other], |c| vec![c]));
                    // The first of its characters was taken.
                    for _ in 1..length.unwrap_or(1) {
                        characters.next();
                    }
                }
                None => return Err(unclosed()),
            },
            c => value.push(c),
        }
    }
    Err(unclosed())
}

/// The characters of C's further escapes.
const CONTROLS: &[(char, char)] = &[('a', '\u{7}'), ('b', '\u{8}'), ('f', '\u{C}'), ('v', '\u{B}')];

/// The ASCII character whose number `written` begins with, in octal or behind an `x` in hexadecimal digits, and how long
/// that is. Others are bytes of an encoding that the file need not be in.
fn numbered(written: &str) -> Option<(char, usize)> {
    let (base, begins, most) = if written.starts_with('x') {
        (16, 1, 2)
    } else {
        (8, 0, 3)
    };
    let digits = written[begins..]
        .chars()
        .take(most)
        .take_while(|c| c.is_digit(base))
        .count();
    let number = u8::from_str_radix(&written[begins..begins + digits], base).ok()?;
    (number.is_ascii() && number > 0).then_some((char::from(number), begins + digits))
}

/// The character that is written as a backslash with `letter`.
fn control(letter: char) -> Option<char> {
    let found = CONTROLS.iter().find(|(own, _)| *own == letter);
    found.map(|(_, character)| *character)
}

/// How the file ends its lines.
pub(super) fn line_end(text: &str) -> &'static str {
    match (text.contains("\r\n"), text.contains('\n')) {
        (true, _) => "\r\n",
        (false, false) if text.contains('\r') => "\r",
        _ => "\n",
    }
}

/// A string as gettext lays it out: on one line, or one line of the file for each line of the text.
pub(super) fn quoted(value: &str, line_end: &str) -> String {
    let written = |part: &str| {
        let mut out = String::from("\"");
        for c in part.chars() {
            match c {
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                '\r' => out.push_str("\\r"),
                '"' | '\\' => out.extend(['\\', c]),
                c => match CONTROLS.iter().find(|(_, character)| *character == c) {
                    Some((letter, _)) => out.extend(['\\', *letter]),
                    None => out.push(c),
                },
            }
        }
        out.push('"');
        out
    };
    let lines: Vec<String> = value.split_inclusive('\n').map(written).collect();
    match lines.as_slice() {
        [] => String::from("\"\""),
        [line] => line.clone(),
        several => format!("\"\"{line_end}{}", several.join(line_end)),
    }
}
