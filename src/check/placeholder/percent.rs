//! Placeholders that begin with a percent sign: those of `printf` and its many kin.

use super::braces::is_name;
use super::scan::Place;

/// How many bytes the conversion takes that `text` begins with, and how its value is told; none where it is a percent sign.
pub(super) fn conversion(before: &str, text: &str) -> (usize, Place) {
    let rest = &text[1..];
    if rest.starts_with('%') {
        return (2, Place::Named);
    }
    if before.ends_with(char::is_numeric) {
        return (0, Place::Named);
    }
    let named = |skipped: usize| (skipped, Place::Named);
    match rest.as_bytes().first() {
        Some(b'(') => named(within(rest, '(', ')', true)),
        Some(b'<') => named(within(rest, '<', '>', true)),
        Some(b'+' | b'-' | b'.' | b'0') if shaped(rest) > 0 => named(shaped(rest)),
        Some(b'{') => named(within(rest, '{', '}', false)),
        _ => [variable(rest), numbered(rest), qt(rest)]
            .into_iter()
            .find(|&len| len > 0)
            .map_or_else(|| counted(rest), |len| named(len + 1)),
    }
}

/// `%(name)s`, `%<name>s`, `%{name}`, with their percent sign.
fn within(rest: &str, open: char, close: char, converts: bool) -> usize {
    let inside = rest.strip_prefix(open).unwrap_or_default();
    let Some(end) = inside.find(close).filter(|&end| is_name(&inside[..end])) else {
        return 0;
    };
    let after = &inside[end + 1..];
    end + 3
        + if converts {
            letter(after).unwrap_or_default()
        } else {
            0
        }
}

/// `%+.2<name>f`, with its percent sign.
fn shaped(rest: &str) -> usize {
    let name = rest.trim_start_matches(|c: char| "+-.".contains(c) || c.is_ascii_digit());
    let skipped = rest.len() - name.len();
    let found = if name.starts_with('<') {
        within(name, '<', '>', true)
    } else {
        0
    };
    if found > 0 { found + skipped } else { 0 }
}

/// `%name%`, and `%#@name@` of a table of plurals, without their first sign.
fn variable(rest: &str) -> usize {
    if let Some(inside) = rest.strip_prefix("#@") {
        return inside.find('@').map_or(0, |end| end + 3);
    }
    let name = rest
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_')
        .count();
    let closed = rest[name..].starts_with('%') && !rest[name..].starts_with("%%");
    // `%PRODUCTNAME`
    let is_word = name > 3 && rest.starts_with(|c: char| c.is_ascii_uppercase());
    if !closed && is_word && rest[..name].bytes().all(|b| b.is_ascii_uppercase() || b == b'_') {
        return name;
    }
    // `%1%` has a number, `%d%` is a conversion and a slip of the pen.
    let named = name > 1 || rest.starts_with(|c: char| c.is_ascii_digit());
    if name > 0 && named && closed { name + 1 } else { 0 }
}

/// `%1$s`, and `%0:s` as Pascal writes it, without their sign.
fn numbered(rest: &str) -> usize {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest[digits..].strip_prefix(['$', ':']).filter(|_| digits > 0);
    after.and_then(letter).map_or(0, |len| digits + 1 + len)
}

/// `%1`, `%L2`, `%Ln` without their sign: one digit, so that a share written `%25` is none.
fn qt(rest: &str) -> usize {
    let local = usize::from(rest.starts_with('L'));
    let after = &rest[local..];
    let one =
        after.starts_with(|c: char| c.is_ascii_digit() && c != '0') || (local > 0 && after.starts_with('n'));
    let goes_on = |text: &str| {
        let mut chars = text.chars();
        match chars.next() {
            Some('.' | ',' | '٫') => chars.next().is_some_and(char::is_numeric),
            Some(c) => c.is_alphanumeric() || c == '$',
            None => false,
        }
    };
    if one && !goes_on(&after[1..]) {
        local + 1
    } else {
        0
    }
}

/// `%s`, `%-5.2f`, `%lld`, `%@`.
fn counted(rest: &str) -> (usize, Place) {
    let Some(len) = letter(rest) else {
        return (0, Place::Named);
    };
    let last = rest.as_bytes()[len - 1];
    // `%ds` is a number of seconds; any other letter before a letter is a slip of the pen in prose.
    let ends = matches!(last, b's' | b'd' | b'@') || !rest[len..].starts_with(char::is_alphanumeric);
    if ends {
        (len + 1, Place::Counted)
    } else {
        (0, Place::Named)
    }
}

/// Flags, width, precision, length and the letter of a conversion: how many bytes they take.
fn letter(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let run = |from: usize, wanted: fn(&u8) -> bool| bytes[from..].iter().take_while(|b| wanted(b)).count();
    let mut at = run(0, |b| matches!(b, b'-' | b'+' | b'#' | b'0' | b'\'' | b','));
    at += run(at, |b| b.is_ascii_digit() || *b == b'*');
    if bytes.get(at) == Some(&b'.') {
        at += 1 + run(at + 1, |b| b.is_ascii_digit() || *b == b'*');
    }
    at += run(at, |b| {
        matches!(b, b'h' | b'l' | b'L' | b'q' | b'j' | b'z' | b't')
    });
    let converts = bytes
        .get(at)
        .is_some_and(|b| b"diouxXeEfFgGaAcCsSpn@".contains(b));
    converts.then_some(at + 1)
}
