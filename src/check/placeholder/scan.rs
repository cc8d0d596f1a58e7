//! Where the placeholders of a text stand.

use std::ops::Range;

use super::{braces, percent};

/// What a program fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::check) struct Placeholder {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// What it is compared by: blanks and what may be translated left out.
    pub key: String,
    /// How a program tells which value belongs here.
    pub place: Place,
}

/// How a placeholder is told from its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Place {
    /// By its name or number.
    Named,
    /// By how many stand before it: `%s`, `{}`.
    Counted,
    /// By its name, in a choice of several texts, each of which may have it: `{count, plural, …}`.
    Chosen,
}

/// The placeholders of `text`, in order. Linear in its length but for braces, which are looked for no farther than they are long.
pub(in crate::check) fn placeholders(text: &str) -> Vec<Placeholder> {
    const BEGIN: [char; 8] = ['%', '{', '<', '\\', '&', '$', '@', '#'];
    let mut found = Vec::new();
    let mut nesting = braces::Nesting::default();
    let mut from = 0;
    while let Some(at) = text[from..]
        .find(|c| BEGIN.contains(&c) || (c == '}' && nesting.is_open()))
        .map(|at| from + at)
    {
        let (len, place) = match text.as_bytes()[at] {
            b'%' => percent::conversion(&text[..at], &text[at..]),
            b'<' => (tag(&text[at..]), Place::Named),
            b'\\' => (escape(&text[at..]), Place::Named),
            b'&' => (entity(&text[at..]), Place::Named),
            b'$' => (dollar(&text[at..]), Place::Named),
            b'@' => (link(&text[..at], &text[at..]), Place::Named),
            b'#' => (between(&text[at..], '#'), Place::Named),
            _ => nesting.read(&text[..at], &text[at..]),
        };
        if len > 0 && &text[at..at + len] != "%%" {
            // `${name}` and `#{name}` are one.
            let start = at - usize::from(text[at..].starts_with('{') && text[..at].ends_with(['$', '#']));
            found.push(Placeholder {
                key: key(&text[start..at + len]),
                at: start..at + len,
                place,
            });
        }
        from = at + len.max(1);
    }
    found
}

fn key(text: &str) -> String {
    if text.starts_with('<') {
        return tag_key(text);
    }
    // `%'d` groups thousands as the language does, and `{0:dd/MM}` writes a date so.
    let grouped = text.starts_with('%');
    let written = text
        .find(':')
        .filter(|&at| is_numbered(&text[..at]) && text[at + 1..].starts_with(char::is_alphabetic));
    let kept = written.map_or(text, |at| &text[..at]);
    kept.chars()
        .filter(|c| !(c.is_whitespace() || (grouped && *c == '\'')))
        .collect()
}

/// Whether `text` is the beginning of a numbered placeholder in braces: `{0`, `{1,5`.
fn is_numbered(text: &str) -> bool {
    let inside = text.strip_prefix('{').unwrap_or_default();
    !inside.is_empty() && inside.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '-')
}

/// A tag's name and what it is given: of what a reader is told (`alt`, `title`), that it is; nothing of its language.
fn tag_key(tag: &str) -> String {
    const TOLD: [&str; 4] = ["alt=", "title=", "aria-label=", "placeholder="];
    const OF_LANGUAGE: [&str; 4] = ["lang=", "xml:lang=", "xml-lang=", "dir="];
    let inner = tag.trim_start_matches('<').trim_end_matches(['>', '/']);
    let mut parts: Vec<&str> = Vec::new();
    let mut quote = None;
    let split = |c: char| {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        quote.is_none() && c.is_whitespace()
    };
    parts.extend(inner.split(split).filter(|part| !part.is_empty()));
    let name = parts.first().copied().unwrap_or_default().to_owned();
    let close = if tag.starts_with("</") { "</" } else { "<" };
    let mut given: Vec<&str> = parts.into_iter().skip(1).collect();
    given.retain(|part| !OF_LANGUAGE.iter().any(|language| part.starts_with(language)));
    for part in &mut given {
        *part = TOLD
            .into_iter()
            .find(|told| part.starts_with(told))
            .unwrap_or(part);
    }
    given.sort_unstable();
    format!("{close}{} {}", name.trim_start_matches('/'), given.join(" ")).replace('\'', "\"")
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

/// How many bytes a tag takes, as a browser would read it; 0 for an address in angle brackets or a sign of comparison.
fn tag(text: &str) -> usize {
    let rest = &text[1..];
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let length = name
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'_'))
        .count();
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let ends = name[length..].starts_with(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
    let end = rest.find(['<', '>']).filter(|&end| rest[end..].starts_with('>'));
    end.filter(|_| begins && ends).map_or(0, |end| end + 2)
}

/// The names of characters that may be written in capitals.
const CHARACTERS: [&str; 6] = ["AMP", "LT", "GT", "QUOT", "COPY", "REG"];

/// How many bytes the name of a text takes that a program puts here (`&brandShortName;`); 0 for a character by its name.
fn entity(text: &str) -> usize {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let length = text[1..].find(|c| !name(c)).unwrap_or_default();
    let inside = &text[1..=length];
    let own = inside.starts_with(|c: char| c.is_ascii_lowercase())
        && (has_hump(inside) || inside.contains(['.', '_', '-']));
    let capitals = inside.len() > 1
        && inside.starts_with(|c: char| c.is_ascii_uppercase())
        && !inside.contains(|c: char| c.is_ascii_lowercase())
        && !CHARACTERS.contains(&inside);
    if (own || capitals) && text[1 + length..].starts_with(';') {
        length + 2
    } else {
        0
    }
}

/// Whether a capital follows a small letter within `name`: `brandName`.
fn has_hump(name: &str) -> bool {
    let mut pairs = name.as_bytes().windows(2);
    pairs.any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}

/// How many bytes `$name$`, `$(name)`, `$[name]`, `$t(name)` or `$userName` take; 0 for money.
fn dollar(text: &str) -> usize {
    let rest = &text[1..];
    let called = rest.strip_prefix('t').unwrap_or(rest);
    for (open, close) in [("(^", ')'), ("(", ')'), ("[", ']')] {
        if let Some(inside) = called.strip_prefix(open) {
            let skipped = text.len() - inside.len();
            return inside
                .find(close)
                .filter(|&end| braces::is_name(inside[..end].trim()))
                .map_or(0, |end| skipped + end + 1);
        }
    }
    let name = rest
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_')
        .count();
    let own = rest.starts_with(|c: char| c.is_ascii_lowercase())
        && rest[..name].contains(|c: char| c.is_ascii_uppercase() || c == '_');
    let is_named = name > 1 && rest.starts_with(|c: char| c.is_ascii_alphabetic());
    if own || (is_named && has_hump(&rest[..name])) {
        name + 1
    } else if is_named && rest[name..].starts_with('$') {
        name + 2
    } else {
        0
    }
}

/// How many bytes a name in capitals between two `sign`s takes: `@NAME@`.
fn between(text: &str, sign: char) -> usize {
    let rest = &text[1..];
    let name = rest
        .bytes()
        .take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_')
        .count();
    let named = name > 1 && rest.starts_with(|c: char| c.is_ascii_uppercase());
    if named && rest[name..].starts_with(sign) {
        name + 2
    } else {
        0
    }
}

/// How many bytes `@:other.message` or `@NAME@` take; 0 for an address or a handle.
fn link(before: &str, text: &str) -> usize {
    if before.ends_with(char::is_alphanumeric) {
        return 0;
    }
    let rest = &text[1..];
    let changed = rest.strip_prefix('.').map_or(rest, |rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_lowercase())
    });
    let Some(name) = changed.strip_prefix(':') else {
        return between(text, '@');
    };
    let stays = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '/' | '(' | ')');
    let end = name.find(|c| !stays(c)).unwrap_or(name.len());
    let end = name[..end].trim_end_matches(['.', '-']).len();
    if end > 0 { text.len() - name.len() + end } else { 0 }
}
