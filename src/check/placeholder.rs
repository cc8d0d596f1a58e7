//! Placeholders of programs that the translation loses, adds or spoils: `%s`, `%1$d`, `%(name)s`, `{0}`, `{name}`, `${name}`,
//! escapes (`\n`, `\u00e9`), and tags that stand in plain text: `<b>`, `<br/>`.
//!
//! What a program fills in later must come through as it is, in whatever order. A percent sign after a figure is one, and
//! braces with blanks in them are punctuation.

use std::ops::Range;

use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct Placeholder;

impl Check for Placeholder {
    fn id(&self) -> &'static str {
        "placeholder"
    }

    fn about(&self) -> &'static str {
        "A placeholder of the source is missing, or the translation has one that the source has not"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let mut missing = placeholders(source);
        let mut objections = Vec::new();
        for at in placeholders(target) {
            let found = missing
                .iter()
                .position(|there| source[there.clone()] == target[at.clone()]);
            match found {
                Some(place) => {
                    missing.remove(place);
                }
                None => objections.push(Objection {
                    message: format!("the source has no {}", &target[at.clone()]),
                    at,
                    ..Objection::default()
                }),
            }
        }
        objections.extend(missing.into_iter().map(|there| Objection {
            at: target.len()..target.len(),
            message: format!("the placeholder {} is missing", &source[there.clone()]),
            source_at: Some(there),
            ..Objection::default()
        }));
        objections
    }
}

/// The placeholders of `text`, in bytes. Linear in its length.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(['%', '{', '<', '\\']).map(|at| from + at) {
        let len = match text.as_bytes()[at] {
            b'%' => percent(&text[..at], &text[at + 1..]),
            b'<' => tag(&text[at..]),
            b'\\' => escape(&text[at..]),
            _ => braces(&text[at..]),
        };
        let start = at - usize::from(len > 0 && text[..at].ends_with('$'));
        if len > 0 {
            found.push(start..at + len);
        }
        from = at + len.max(1);
    }
    found
}

/// How many bytes a conversion of `printf` takes, from its percent sign; 0 where there is none.
fn percent(before: &str, rest: &str) -> usize {
    if before.ends_with(char::is_numeric) {
        return 0;
    }
    let named = rest.strip_prefix('(').and_then(|rest| {
        rest.find(')')
            .filter(|&end| is_name(&rest[..end]))
            .map(|end| end + 2)
    });
    let place = || {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = digits > 0 && rest[digits..].starts_with('$');
        if numbered { digits + 1 } else { 0 }
    };
    let skip = named.unwrap_or_else(place);
    let mut chars = rest[skip..].chars();
    let converts = chars.next().is_some_and(|c| "sdifuxcg@".contains(c));
    let ends = chars.next().is_none_or(|c| !c.is_alphanumeric());
    if converts && ends { 1 + skip + 1 } else { 0 }
}

/// How many bytes an escape of a program's text takes; 0 for a backslash before a longer word, as in a path.
fn escape(text: &str) -> usize {
    let rest = &text.as_bytes()[1..];
    let hex = |count: usize| rest.len() > count && rest[1..=count].iter().all(u8::is_ascii_hexdigit);
    match rest.first() {
        Some(b'n' | b't' | b'r' | b'"' | b'\\') => 2,
        Some(b'u') if hex(4) => 6,
        Some(b'x') if hex(2) => 4,
        _ => 0,
    }
}

/// How many bytes a name or number in one or two pairs of braces takes.
fn braces(text: &str) -> usize {
    let open = text.bytes().take_while(|&b| b == b'{').count().min(2);
    let close = "}".repeat(open);
    let inside = &text[open..];
    inside
        .find(&close)
        .filter(|&end| is_name(inside[..end].trim()) && inside[..end].len() < 40)
        .map_or(0, |end| open + end + open)
}

/// How many bytes a tag takes, as a browser would read it; 0 for an address in angle brackets or a sign of comparison.
fn tag(text: &str) -> usize {
    let rest = &text[1..];
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let ends = name[length..].starts_with(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
    let end = rest.find(['<', '>']).filter(|&end| rest[end..].starts_with('>'));
    end.filter(|_| begins && ends).map_or(0, |end| end + 2)
}

fn is_name(text: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ':');
    !text.is_empty() && text.chars().all(part)
}
