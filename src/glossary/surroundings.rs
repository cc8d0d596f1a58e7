//! What a word stands in: prose, a hashtag, or text that is no language, such as an address or code.

use std::ops::{Range, RangeInclusive};

use memchr::{memchr_iter, memchr3};

/// What surrounds a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Running text.
    Prose,
    /// A hashtag: meant, but part of a made-up word.
    Tag,
    /// An address of the web or of mail, an account's name, a path, a placeholder, or code between backticks.
    Verbatim,
}

/// How far a token is followed, in characters each way.
const REACH: usize = 200;

/// What may surround the words of one text. Most texts hold no sign that makes anything but prose of a word.
pub(super) struct Surroundings<'a> {
    text: &'a str,
    /// Whether some word may stand in anything but prose.
    telling: bool,
}

impl<'a> Surroundings<'a> {
    /// Looks through `text` once.
    pub(super) fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let signs = memchr3(b'@', b'/', b'\\', bytes).or_else(|| memchr3(b'{', b'#', b'`', bytes));
        Self {
            text,
            telling: signs.is_some()
                || memchr_iter(b'.', bytes).any(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)),
        }
    }

    /// Where `word`, bytes of the text, stands. Looks at so many characters at most.
    pub(super) fn of_word(&self, word: &Range<usize>) -> Place {
        if self.telling {
            place(self.text, word)
        } else {
            Place::Prose
        }
    }
}

/// Where `word`, bytes of `text`, stands.
fn place(text: &str, word: &Range<usize>) -> Place {
    let start = text[..word.start]
        .char_indices()
        .rev()
        .take(REACH)
        .take_while(|(_, c)| !c.is_whitespace())
        .last()
        .map_or(word.start, |(at, _)| at);
    let end = text[word.end..]
        .char_indices()
        .take(REACH)
        .take_while(|(_, c)| !c.is_whitespace())
        .last()
        .map_or(word.end, |(at, c)| word.end + at + c.len_utf8());
    let token = &text[start..end];
    let before = &text[start..word.start];
    let plain = !token.contains(['@', '/', '\\', '{', '.', '#']);
    if is_in_code(text, word) || (!plain && is_verbatim(token, before, &text[word.end..end])) {
        Place::Verbatim
    } else if !plain && opened(before).starts_with('#') {
        Place::Tag
    } else {
        Place::Prose
    }
}

/// Whether `at` is only a part of a run of letters from the ranges `runs`.
pub(super) fn cuts_a_run(text: &str, at: &Range<usize>, runs: &[RangeInclusive<char>]) -> bool {
    let runs_on = |c: Option<char>| c.is_some_and(|c| runs.iter().any(|range| range.contains(&c)));
    let inside = &text[at.clone()];
    (runs_on(text[..at.start].chars().next_back()) && runs_on(inside.chars().next()))
        || (runs_on(inside.chars().next_back()) && runs_on(text[at.end..].chars().next()))
}

fn is_verbatim(token: &str, before: &str, after: &str) -> bool {
    let web = token.contains("://") || token.contains("www.");
    let account = opened(before).starts_with('@');
    let placeholder = before.rfind('{').is_some_and(|at| !before[at..].contains('}')) && after.contains('}');
    web || account || placeholder || is_mail(token) || is_path(opened(token)) || is_host(opened(token))
}

/// `token` without the marks that may open a phrase before it.
fn opened(token: &str) -> &str {
    token.trim_start_matches(|c: char| {
        matches!(
            c,
            '(' | '[' | '"' | '\'' | '«' | '“' | '‘' | '\u{200E}' | '\u{200F}' | '\u{2066}'..='\u{2069}'
        )
    })
}

fn is_mail(token: &str) -> bool {
    token
        .split_once('@')
        .is_some_and(|(name, host)| name.ends_with(|c: char| c.is_ascii_alphanumeric()) && host.contains('.'))
}

/// The top-level domains that are no word of a language: a sentence may begin without a blank before it.
const DOMAINS: [&str; 10] = [
    "biz", "com", "edu", "gov", "info", "int", "mil", "net", "org", "tv",
];

/// `example.com`, `news.example.co.uk:80`.
fn is_host(token: &str) -> bool {
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let host = token.trim_end_matches(|c: char| !c.is_alphanumeric());
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let labels: Vec<&str> = host.split('.').collect();
    let is_known = match labels.as_slice() {
        [_, .., second, top] if top.len() == 2 => DOMAINS.contains(second) || matches!(*second, "ac" | "co"),
        [_, .., top] => DOMAINS.contains(top),
        _ => false,
    };
    is_known && labels.into_iter().all(is_label)
}

/// `/usr/share/x`, `~/x`, `./x`, `C:\x`: a slash between two words is none.
fn is_path(token: &str) -> bool {
    let rooted = ["~/", "./", "../"].iter().any(|root| token.starts_with(root));
    let absolute = token.starts_with('/') && token[1..].contains('/');
    let drive = token.get(1..3) == Some(":\\") && token.starts_with(|c: char| c.is_ascii_alphabetic());
    rooted || absolute || drive
}

/// Whether `word` stands between backticks as code does: the nearest ones before and after it touch what they
/// enclose and are equally many. Some writers use them as quotes, and close those with another sign.
fn is_in_code(text: &str, word: &Range<usize>) -> bool {
    let after = text[word.end..].chars().take(REACH);
    let Some(closing) = ticks(after, text[word.start..word.end].chars().next_back()) else {
        return false;
    };
    let before = text[..word.start].chars().rev().take(REACH);
    ticks(before, text[word.start..].chars().next()) == Some(closing)
}

/// How many backticks stand at the first place of a line that has any, if the character met before them, at
/// first `last`, is no blank, and the one after them no letter.
fn ticks(chars: impl Iterator<Item = char>, last: Option<char>) -> Option<usize> {
    let mut chars = chars.take_while(|c| *c != '\n').peekable();
    let mut last = last;
    while let Some(c) = chars.next_if(|c| *c != '`') {
        last = Some(c);
    }
    let mut count = 0;
    while chars.next_if_eq(&'`').is_some() {
        count += 1;
    }
    let touches = last.is_some_and(|c| !c.is_whitespace());
    let ends = chars.peek().is_none_or(|c| !c.is_alphanumeric());
    (count > 0 && touches && ends).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_kerry(text: &str) -> Place {
        let at = text.find("Kerry").unwrap();
        place(text, &(at..at + "Kerry".len()))
    }

    #[test]
    fn text_that_is_no_language_holds_no_terms() {
        for text in [
            "see https://x.org/Kerry now",
            "www.Kerry.com",
            "on Kerry.com, he said",
            "(shop.Kerry.co.uk)",
            "to John.Kerry@state.gov",
            "asked @Kerry2020",
            "in /home/Kerry/a.txt",
            "in C:\\Kerry\\a",
            "Dear {Kerry},",
            "set `user = Kerry` here",
        ] {
            assert_eq!(of_kerry(text), Place::Verbatim, "{text}");
        }
    }

    #[test]
    fn marks_of_prose_hide_nothing() {
        for text in [
            "Kerry/Lavrov",
            "(Kerry)",
            "a 5% Kerry.",
            "Kerry ` and x",
            "`a` Kerry `b`",
            "``Kerry\" met ``Lavrov\"",
            "`Kerry' and `x`",
            "Kerry.",
            "Kerry {x}",
            "met Kerry.the talks",
        ] {
            assert_eq!(of_kerry(text), Place::Prose, "{text}");
        }
    }

    #[test]
    fn a_hashtag_is_told_apart() {
        assert_eq!(of_kerry("news #John_Kerry today"), Place::Tag);
        assert_eq!(of_kerry("(#Kerry)"), Place::Tag);
    }
}
