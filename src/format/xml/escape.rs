//! Text as XML writes it: escaping that cannot produce anything malformed.

/// Whether XML 1.0 can hold `c` at all.
pub(in crate::format) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The first character of `text` that XML 1.0 cannot hold, and where it stands.
pub(in crate::format) fn forbidden(text: &str) -> Option<(usize, char)> {
    // Nearly all files have no such byte, which is told many at a time; U+FFFE and U+FFFF begin with EF.
    let begins = |byte: u8| byte == 0xEF || (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'));
    let suspicious = text.bytes().fold(false, |any, byte| any | begins(byte));
    let mut characters = text.char_indices();
    suspicious
        .then(|| characters.find(|(_, c)| !is_allowed(*c)))
        .flatten()
}

/// Appends `text` as element content; a character that XML cannot hold becomes what `other` makes of it.
pub(in crate::format) fn push_escaped(
    out: &mut String,
    text: &str,
    mut other: impl FnMut(&mut String, char),
) {
    let is_special = |c: char| matches!(c, '&' | '<' | '>' | '\r') || !is_allowed(c);
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        out.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('\r') => out.push_str("&#13;"),
            Some(c) => other(out, c),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
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
