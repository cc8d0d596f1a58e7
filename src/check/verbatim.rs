//! Stretches that no translation changes and no check reads: addresses, handles, hashtags.

use std::ops::Range;

/// The letters of the longest ending that is no name of a machine.
const SHORT: usize = 2;

/// Web and e-mail addresses, handles and hashtags of `text`, in order, in bytes.
///
/// An address is told by `://`, `www.`, an `@` inside a word, or an `@` or `#` before one; a path by a `/`, `~/` or `C:\\` before it
/// and another within.
pub(super) fn verbatim(text: &str) -> Vec<Range<usize>> {
    // Most text has none of the characters that make one.
    let plain = memchr::memchr3(b'@', b'#', b'/', text.as_bytes()).is_none() && !text.contains('\\');
    if plain && !text.contains("www.") {
        return Vec::new();
    }
    text.split_whitespace()
        .filter_map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            address(word).map(|within| start + within.start..start + within.end)
        })
        .collect()
}

/// Whether the byte `at` lies in one of the `spans`, which are in order and do not overlap. Logarithmic in them.
pub(super) fn covers(spans: &[Range<usize>], at: usize) -> bool {
    let next = spans.partition_point(|span| span.end <= at);
    spans.get(next).is_some_and(|span| span.start <= at)
}

/// What `spans` cover, in order and without overlaps.
pub(super) fn merged(spans: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = spans.collect();
    all.sort_unstable_by_key(|span| span.start);
    all.dedup_by(|next, span| {
        let meet = next.start <= span.end;
        if meet {
            span.end = span.end.max(next.end);
        }
        meet
    });
    all
}

fn address(word: &str) -> Option<Range<usize>> {
    if let Some(path) = path(word) {
        return Some(path);
    }
    let first = word.find(|c: char| c.is_alphanumeric() || c == '@' || c == '#')?;
    // What stands before the scheme is no address: `[this](https://example.org)`.
    let scheme = word.find("://").map(|at| {
        word[..at]
            .trim_end_matches(|c: char| c.is_ascii_alphanumeric())
            .len()
    });
    let start = scheme.unwrap_or(first);
    let body = &word[start..];
    let web = body.contains("://") || body.starts_with("www.");
    let is_local = |at: usize| {
        // Spanish writes tod@s for all.
        let letter = |c: char| c.is_ascii_lowercase();
        let name = body[at + 1..].chars().take_while(|c| letter(*c)).count();
        body[..at].ends_with(letter) && name > SHORT
    };
    let mail = body
        .find('@')
        .is_some_and(|at| at > 0 && (body[at..].contains('.') || is_local(at)));
    let tag = body.len() > 1 && body.starts_with(['@', '#']);
    let stays = |c: char| match (web || mail, tag) {
        (true, _) => c.is_ascii_graphic() && !"\"'()<>[]{},;".contains(c),
        (_, true) => c.is_alphanumeric() || "@#_".contains(c),
        _ => false,
    };
    let end = body.find(|c| !stays(c)).unwrap_or(body.len());
    let end = body[..end].trim_end_matches(['.', '!', '?', ':']).len();
    (end > 0).then_some(start..start + end)
}

/// A path to a file within `word`: `/home/user`, `~/notes.txt`, `C:\\Users`.
fn path(word: &str) -> Option<Range<usize>> {
    let start = word.find(|c: char| !"\"'“‘«([".contains(c))?;
    let body = &word[start..];
    let drive = body.starts_with(|c: char| c.is_ascii_alphabetic()) && body[1..].starts_with(":\\");
    let rooted = body.strip_prefix('~').unwrap_or(body);
    let named = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
    let parts = rooted
        .strip_prefix('/')
        .filter(|rest| named(rest) && rest.contains('/'));
    if !drive && parts.is_none() {
        return None;
    }
    let stays = |c: char| c.is_ascii_alphanumeric() || "/\\~._-+:".contains(c);
    let end = body.find(|c| !stays(c)).unwrap_or(body.len());
    let end = body[..end].trim_end_matches(['.', ':']).len();
    (end > 3).then_some(start..start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_before_the_sentence_does() {
        let text = "راجع (https://example.org/a?b=1)، أو info@example.org. #حلب_تحترق!";
        let found: Vec<_> = verbatim(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(
            found,
            ["https://example.org/a?b=1", "info@example.org", "#حلب_تحترق"]
        );
    }

    #[test]
    fn an_address_begins_with_its_scheme() {
        let text = "[this](https://example.org/a) and العنوان:http://example.org.";
        let found: Vec<_> = verbatim(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["https://example.org/a", "http://example.org"]);
    }

    #[test]
    fn a_path_is_one() {
        let text = "Look into “/etc/hosts”, ~/notes/a.txt or C:\\Users\\a, not into either/or, 24/7 or km/h.";
        let found: Vec<_> = verbatim(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["/etc/hosts", "~/notes/a.txt", "C:\\Users\\a"]);
    }

    #[test]
    fn spans_that_overlap_are_one() {
        let spans = merged([7..9, 0..4, 2..3, 4..5].into_iter());
        assert_eq!(spans, [0..5, 7..9]);
        let covered: Vec<usize> = (0..12).filter(|at| covers(&spans, *at)).collect();
        assert_eq!(covered, [0, 1, 2, 3, 4, 7, 8]);
    }

    #[test]
    fn ordinary_words_are_no_addresses() {
        assert!(verbatim("He paid 5% @ 3.5 and/or “none”: well.").is_empty());
    }
}
