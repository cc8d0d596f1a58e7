//! Markup that stands in plain text, lost, new or half open: BBCode (`[b]…[/b]`) and Markdown (`**bold**`, `*stress*`, `[text](address)`,
//! `[text][reference]`, `` `code` ``).
//!
//! Counted by kind, so that its order may change. Where a link leads within the document (`#top`, `./page`) must stay; an address
//! elsewhere is for `changed-address`, which knows that readers are led to their own language.

use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct LostMarkup;

impl Check for LostMarkup {
    fn id(&self) -> &'static str {
        "lost-markup"
    }

    fn about(&self) -> &'static str {
        "Markup of the source (BBCode, Markdown) is missing, or the translation has more of it"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (mut missing, mut new) = (markup(&pair.source.text), Vec::new());
        for piece in markup(&pair.target.text) {
            match missing.iter().position(|there| *there == piece) {
                Some(place) => drop(missing.remove(place)),
                None => new.push(piece),
            }
        }
        let end = pair.target.text.len();
        let say = |message: String| Objection {
            at: end..end,
            message,
            ..Objection::default()
        };
        let gone = missing
            .into_iter()
            .map(|piece| say(format!("the markup {piece} is missing")));
        let new = new
            .into_iter()
            .map(|piece| say(format!("the source has no {piece}")));
        gone.chain(new).collect()
    }
}

/// What is marked up in `text`, each by its marks.
fn markup(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    // Most text has none of the characters that make some.
    if !text.bytes().any(|byte| b"[*_~`".contains(&byte)) {
        return found;
    }
    brackets(text, &mut found);
    for mark in ["**", "__", "~~", "`"] {
        let pairs = text.matches(mark).count() / 2;
        found.extend(std::iter::repeat_n(format!("{mark}…{mark}"), pairs));
    }
    for mark in ['*', '_'] {
        found.extend(std::iter::repeat_n(
            format!("{mark}…{mark}"),
            stressed(text, mark),
        ));
    }
    found
}

/// How often a single `mark` opens before a word and closes behind one: `*word*`, not `snake_case` or a note's star.
fn stressed(text: &str, mark: char) -> usize {
    let (mut open, mut pairs) = (false, 0);
    for (at, _) in text.match_indices(mark) {
        let (before, after) = (text[..at].chars().next_back(), text[at + 1..].chars().next());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if before == Some(mark) || after == Some(mark) || letter(before) == letter(after) {
            continue;
        }
        pairs += usize::from(open && letter(before));
        open = letter(after);
    }
    pairs
}

/// BBCode, links and references.
fn brackets(text: &str, found: &mut Vec<String>) {
    for (at, _) in text.match_indices('[') {
        let inside = &text[at + 1..];
        let Some(end) = inside
            .find(['[', ']'])
            .filter(|&end| inside[end..].starts_with(']'))
        else {
            continue;
        };
        let (name, after) = (&inside[..end], &inside[end + 1..]);
        let tag = name.split(['=', ' ']).next().unwrap_or_default();
        let is_tag = !tag.is_empty() && tag.bytes().all(|b| b.is_ascii_alphanumeric());
        if is_tag && after.contains(&format!("[/{tag}]")) {
            found.push(format!("[{tag}]…[/{tag}]"));
        } else if let Some(target) = held(after, '(', ')') {
            let within = target.starts_with(['#', '.', '{']);
            found.push(format!("[…]({})", if within { target } else { "…" }));
        } else if let Some(reference) = held(after, '[', ']') {
            found.push(format!("[…][{reference}]"));
        }
    }
}

/// What stands between `open`, with which `text` begins, and `close`; nothing where there are blanks in it.
fn held(text: &str, open: char, close: char) -> Option<&str> {
    let inside = text.strip_prefix(open)?;
    let held = &inside[..inside.find(close)?];
    (!held.is_empty() && !held.contains(char::is_whitespace)).then_some(held)
}
