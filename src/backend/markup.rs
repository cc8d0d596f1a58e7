//! Inline codes as tags in the text, for backends that take tags through.

use crate::document::{CodeKind, Content, InlineCode};

/// The text of `content` with its codes as `<x1>…</x1>` and `<x2/>`; plain text where it has none.
pub(super) fn tagged(content: &Content) -> String {
    if content.codes.is_empty() {
        return content.text.clone();
    }
    let mut out = String::new();
    for (text, code) in content.pieces() {
        out.push_str(&escaped(text));
        if let Some(code) = code {
            out.push_str(&tag(code));
        }
    }
    out
}

/// What came back for `source`: with its codes where each tag is there once, else plain text for others to put them
/// back.
pub(super) fn untagged(answer: &str, source: &Content) -> Content {
    if source.codes.is_empty() {
        return Content::plain(answer);
    }
    let mut content = Content::default();
    let mut rest = answer;
    while let Some(at) = rest.find('<') {
        content.text.push_str(&unescaped(&rest[..at]));
        let found = source
            .codes
            .iter()
            .find(|code| rest[at..].starts_with(&tag(code)));
        let Some(code) = found else {
            content.text.push('<');
            rest = &rest[at + 1..];
            continue;
        };
        content.codes.push(InlineCode {
            at: content.text.len(),
            ..code.clone()
        });
        rest = &rest[at + tag(code).len()..];
    }
    content.text.push_str(&unescaped(rest));
    let same = |code: &InlineCode| {
        content
            .codes
            .iter()
            .filter(|c| (c.id, c.kind) == (code.id, code.kind))
            .count()
            == 1
    };
    if content.codes.len() != source.codes.len() || !source.codes.iter().all(same) {
        content.codes.clear();
    }
    content
}

fn tag(code: &InlineCode) -> String {
    match code.kind {
        CodeKind::Open => format!("<x{}>", code.id),
        CodeKind::Close => format!("</x{}>", code.id),
        CodeKind::Single => format!("<x{}/>", code.id),
    }
}

/// `text` as it stands beside tags.
pub(super) fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;")
}

/// What [`escaped`] was made from, or a service that escapes more than that.
pub(super) fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bold() -> Content {
        let code = |at, kind| InlineCode {
            at,
            id: 1,
            kind,
            original: String::from("**"),
        };
        Content {
            text: String::from("a < b and c"),
            codes: vec![code(4, CodeKind::Open), code(5, CodeKind::Close)],
        }
    }

    #[test]
    fn codes_go_out_as_tags_and_come_home() {
        assert_eq!(tagged(&bold()), "a &lt; <x1>b</x1> and c");
        assert_eq!(untagged(&tagged(&bold()), &bold()), bold());
    }

    #[test]
    fn lost_tags_leave_plain_text() {
        let content = untagged("a &lt; <x1>b and c", &bold());
        assert_eq!((content.text.as_str(), content.codes.len()), ("a < b and c", 0));
    }

    #[test]
    fn without_codes_nothing_is_touched() {
        let plain = Content::plain("a < b &amp; c");
        assert_eq!(tagged(&plain), plain.text);
        assert_eq!(untagged("a < b &amp; c", &plain), plain);
    }
}
