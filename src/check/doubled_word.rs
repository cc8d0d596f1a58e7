//! The same word twice in a row.
//!
//! Left alone: numbers, words parted by more than blanks and tags of format, words that the language may double (its data file says
//! which), capitals after a capital (`Boutros Boutros-Ghali`), and whatever the source doubles itself.

use super::pair::Text;
use super::verbatim::covers;
use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};
use crate::text::Word;

/// See the file's own documentation.
pub(super) struct DoubledWord;

impl Check for DoubledWord {
    fn id(&self) -> &'static str {
        "doubled-word"
    }

    fn about(&self) -> &'static str {
        "A word stands twice in a row"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        if !doubled(pair.there()).is_empty() {
            return Vec::new();
        }
        let legitimate = |word: &str| pair.to.punctuation.doubles.iter().any(|double| double == word);
        doubled(pair.here())
            .into_iter()
            .filter(|(first, second)| {
                !legitimate(&second.text.to_lowercase()) && !is_name(&pair.target.text, first, second)
            })
            .map(|(first, second)| Objection {
                at: first.span.start..second.span.end,
                message: format!("“{}” stands twice", second.text),
                fix: Some(Edit {
                    at: kept(&pair.target.text, &first, &second)..second.span.end,
                    text: String::new(),
                }),
                ..Objection::default()
            })
            .collect()
    }
}

/// Where what stands between two words ends that stays when the second one goes, in bytes.
fn kept(text: &str, first: &Word<'_>, second: &Word<'_>) -> usize {
    let between = &text[first.span.end..second.span.start];
    first.span.end
        + between
            .trim_end_matches(|c: char| c.is_whitespace() || c == '\'')
            .len()
}

/// Neighbours that are the same word but for case, parted by blanks and tags of format only.
fn doubled(read: Text<'_>) -> Vec<(Word<'_>, Word<'_>)> {
    let text = read.text();
    let tags: Vec<_> = read
        .placeholders()
        .iter()
        .map(|found| found.at.clone())
        .filter(|at| is_inline(&text[at.clone()]))
        .collect();
    let list: Vec<_> = read
        .words()
        .filter(|word| !covers(&tags, word.span.start))
        .collect();
    let same = |pair: &&[Word<'_>]| {
        let (first, second) = (&pair[0], &pair[1]);
        let gap = first.span.end..second.span.start;
        let mut between = text[gap.clone()].char_indices();
        let is_clipped = || text[..first.span.start].ends_with('\'') && text[gap.clone()].ends_with('\'');
        let parts = |(at, c): (usize, char)| {
            !(c.is_whitespace() || covers(&tags, gap.start + at) || (c == '\'' && is_clipped()))
        };
        is_same(first.text, second.text)
            && first.text.contains(char::is_alphabetic)
            && text[gap.clone()].contains(char::is_whitespace)
            && !between.any(parts)
            // Jae-in in Seoul.
            && !text[..first.span.start].ends_with('-')
    };
    list.windows(2)
        .filter(same)
        .map(|pair| (pair[0].clone(), pair[1].clone()))
        .collect()
}

/// Whether `tag` formats words within their line, so that it parts none.
fn is_inline(tag: &str) -> bool {
    const INLINE: [&str; 14] = [
        "a", "b", "code", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "tt", "u",
    ];
    let name = tag.trim_start_matches(['<', '/']);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    tag.starts_with('<') && INLINE.contains(&name[..end].to_ascii_lowercase().as_str())
}

/// Whether both are the same word but for case.
fn is_same(first: &str, second: &str) -> bool {
    let (mut first, mut second) = (first.chars(), second.chars());
    loop {
        match (first.next(), second.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || a.to_lowercase().eq(b.to_lowercase()) => {}
            _ => return false,
        }
    }
}

/// Whether both words begin with a capital, or the first one inside a sentence: `Duran Duran`, *Edward Said said*.
fn is_name(text: &str, first: &Word<'_>, second: &Word<'_>) -> bool {
    let before = text[..first.span.start].trim_end();
    let is_inside = before.ends_with(|c: char| c.is_alphanumeric() || c == ',');
    first.text.starts_with(char::is_uppercase) && (second.text.starts_with(char::is_uppercase) || is_inside)
}
