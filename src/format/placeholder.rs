//! Inline codes as text that people can see, move and type: `{1}` opens, `{/1}` closes, `{1/}` stands alone.
//!
//! A `{` or a `\` of the text itself is written `\{` and `\\`. Read back, a code has its number and kind; its
//! original markup is in the article it came from.

use crate::document::{CodeKind, Content, InlineCode};

/// The content with its codes visible.
pub(super) fn shown(content: &Content) -> String {
    let mut out = String::with_capacity(content.text.len());
    for (text, code) in content.pieces() {
        for c in text.chars() {
            if matches!(c, '{' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
        if let Some(code) = code {
            let id = code.id.to_string();
            match code.kind {
                CodeKind::Open => out.extend(["{", &id, "}"]),
                CodeKind::Close => out.extend(["{/", &id, "}"]),
                CodeKind::Single => out.extend(["{", &id, "/}"]),
            }
        }
    }
    out
}

/// The content behind text that [`shown`] made or a person typed; what is no code is text.
pub(super) fn parsed(text: &str) -> Content {
    if memchr::memchr2(b'{', b'\\', text.as_bytes()).is_none() {
        return Content::plain(text);
    }
    let mut content = Content::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((code, length)) = code(rest) {
            content.codes.push(InlineCode {
                at: content.text.len(),
                ..code
            });
            rest = &rest[length..];
            continue;
        }
        let escaped = rest
            .strip_prefix('\\')
            .filter(|next| next.starts_with(['{', '\\']));
        let (c, after) = match escaped {
            Some(next) => (next.as_bytes().first().map_or(c, |b| char::from(*b)), &next[1..]),
            None => (c, &rest[c.len_utf8()..]),
        };
        content.text.push(c);
        rest = after;
    }
    content
}

/// The code that `text` begins with, and its length in bytes.
fn code(text: &str) -> Option<(InlineCode, usize)> {
    let inside = text.strip_prefix('{')?;
    let inside = &inside[..inside.find('}')?];
    let (kind, digits) = match (inside.strip_prefix('/'), inside.strip_suffix('/')) {
        (Some(digits), _) => (CodeKind::Close, digits),
        (_, Some(digits)) => (CodeKind::Single, digits),
        _ => (CodeKind::Open, inside),
    };
    let id = digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| digits.parse().ok())??;
    let code = InlineCode {
        at: 0,
        id,
        kind,
        original: String::new(),
    };
    Some((code, inside.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brace_of_the_text_is_not_a_code() {
        let content = Content::plain(r"a {1} \{ {x}");
        assert_eq!(shown(&content), r"a \{1} \\\{ \{x}");
        assert_eq!(parsed(&shown(&content)), content);
    }

    #[test]
    fn what_a_person_types_is_read() {
        let content = parsed(r"{1}bold{/1}{2/} {name} C:\dir");
        assert_eq!(content.text, r"bold {name} C:\dir");
        let kinds: Vec<_> = content
            .codes
            .iter()
            .map(|code| (code.at, code.id, code.kind))
            .collect();
        assert_eq!(
            kinds,
            [
                (0, 1, CodeKind::Open),
                (4, 1, CodeKind::Close),
                (4, 2, CodeKind::Single)
            ]
        );
    }
}
