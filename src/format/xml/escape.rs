//! Text as XML writes it: escaping that cannot produce anything malformed.

/// Whether XML 1.0 can hold `c` at all.
pub(in crate::format) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Appends `text` as element content; a character that XML cannot hold becomes what `other` makes of it.
pub(in crate::format) fn push_escaped(
    out: &mut String,
    text: &str,
    mut other: impl FnMut(&mut String, char),
) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            c if is_allowed(c) => out.push(c),
            c => other(out, c),
        }
    }
}

/// `text` as element content, with U+FFFD for what XML cannot hold.
pub(in crate::format) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text, |out, _| out.push('\u{FFFD}'));
    out
}

/// The character reference of `c`.
pub(in crate::format) fn reference(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// `text` as the value of an attribute in double quotes, with U+FFFD for what XML cannot hold.
pub(in crate::format) fn quoted(text: &str) -> String {
    escaped(text)
        .replace('"', "&quot;")
        .replace('\t', "&#9;")
        .replace('\n', "&#10;")
}
