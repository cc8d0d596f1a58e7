//! Placeholders and tags in the strings of programs, as inline codes.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{CodeKind, Content, InlineCode};

/// A tag of HTML; `{{name}}`, `{name}`, `{0}`, `${name}`, `#{name}`; `%{name}`, `%(name)s`, `%1$s`, `%-5.2f`, `%@`;
/// `$t(key)`, `@:key`.
static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) <(?<close>/)?(?<name>[A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*?)?(?<whole>/)?>
        | \{\{\s*[A-Za-z0-9_.:-]+\s*\}\} | [$\#]?\{\s*[A-Za-z0-9_.:-]+\s*\} | %\{[A-Za-z0-9_.-]+\} | %\([A-Za-z0-9_.-]+\)[a-zA-Z]
        | %(?:[0-9]+\$)?[-+0\#]*[0-9]*(?:\.[0-9]+)?(?:l{1,2}|h{1,2}|z)?[sdifuxXeEgGc@] | \$t\([^()]*\) | @:[A-Za-z0-9_.]+",
    )
    .ok()
});

/// Tags without content.
const VOID: &[&str] = &["br", "hr", "img", "input", "wbr"];

/// Strings whose tags are paired, in bytes, at most: looking for partners takes time with the square of their length.
const LONG: usize = 20_000;

/// The content that `text` says.
pub(super) fn content(text: &str) -> Content {
    let mut content = Content::default();
    let mut open: Vec<(&str, u32)> = Vec::new();
    let pairs = text.len() <= LONG;
    let (mut from, mut last) = (0, 0);
    for found in PATTERN.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let Some(whole) = found.get(0) else { continue };
        content.text.push_str(&text[from..whole.start()]);
        from = whole.end();
        let name = found.name("name").map(|name| name.as_str());
        let closes = found.name("close").is_some();
        let opened = name.and_then(|name| open.iter().rposition(|(own, _)| *own == name));
        let (kind, id) = match (name, closes, opened) {
            (Some(_), true, Some(at)) => (CodeKind::Close, open.remove(at).1),
            (name, ..) => {
                last += 1;
                let opens = name.filter(|name| {
                    let is_whole = found.name("whole").is_some() || VOID.contains(name);
                    pairs && !closes && !is_whole && text[from..].contains(&format!("</{name}>"))
                });
                match opens.filter(|_| open.len() < 64) {
                    Some(name) => {
                        open.push((name, last));
                        (CodeKind::Open, last)
                    }
                    None => (CodeKind::Single, last),
                }
            }
        };
        content.codes.push(InlineCode {
            at: content.text.len(),
            id,
            kind,
            original: whole.as_str().to_owned(),
        });
    }
    content.text.push_str(&text[from..]);
    content
}

/// `target` with the codes of `source` as it writes them; one that it does not have is left out.
pub(super) fn written(source: &Content, target: &Content) -> String {
    let mut out = String::with_capacity(target.text.len());
    for (words, code) in target.pieces() {
        out.push_str(words);
        let own = code.and_then(|code| {
            let same = |own: &&InlineCode| (own.id, own.kind) == (code.id, code.kind);
            source.codes.iter().find(same)
        });
        out.push_str(own.map_or("", |own| &own.original));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn placeholders_are_codes() {
        let told = |text: &str| {
            let content = content(text);
            let codes: Vec<_> = content.codes.into_iter().map(|code| code.original).collect();
            (content.text, codes.join(" "))
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            told("Hi {name}, {{ n }} of %d"),
            pair("Hi ,  of ", "{name} {{ n }} %d")
        );
        assert_eq!(
            told("%1$s %(a)s %{b} ${c} %@ 5.2%"),
            pair("     5.2%", "%1$s %(a)s %{b} ${c} %@")
        );
        assert_eq!(told("<b>x</b><br>1 < 2"), pair("x1 < 2", "<b> </b> <br>"));
        assert_eq!(
            told("{count, plural, one {a}}"),
            pair("{count, plural, one }", "{a}")
        );
    }

    proptest! {
        #[test]
        fn what_is_read_is_written(text in "(<b>|</b>|<br/>|\\{a\\}|%s|%%|[a {}<>%$]){0,12}|\\PC{0,40}") {
            let content = content(&text);
            prop_assert_eq!(written(&content, &content), text);
        }
    }
}
