//! The place of a possible boundary and the stretch of text that a decision about it may look at.

use std::cell::OnceCell;

use super::ending::Ending;
use super::marks::{
    Mark, char_start, closes, goes_on, in_word, is_bullet, is_dash, is_invisible, mark, opens,
};
use crate::text::is_small;

/// Bytes before the mark that a decision may look at.
pub(super) const BEFORE: usize = 240;
/// Bytes after the boundary that a decision may look at.
const AFTER: usize = 160;

/// A terminal mark in its surroundings. Deciding about it reads [`Site::before`], the mark and `after`, nothing else,
/// so the same words are cut the same way in any text. What only some rules ask for is found when they ask.
#[derive(Debug)]
pub(super) struct Site<'a> {
    /// The mark and what belongs to it.
    pub(super) ending: Ending,
    /// The first character of the mark.
    pub(super) sign: char,
    /// Byte offset of the first character after the blanks that follow the ending.
    pub(super) next: usize,
    /// The text from `next` on, at most [`AFTER`] bytes of it.
    pub(super) after: &'a str,
    /// The text before the mark, at most [`BEFORE`] bytes of it.
    reach: &'a str,
    at: usize,
    /// The word before the mark, and whether it has inner signs.
    word: OnceCell<(&'a str, bool)>,
}

impl<'a> Site<'a> {
    /// The surroundings of the terminal mark `sign` at byte `at`.
    pub(super) fn new(text: &'a str, at: usize, sign: char, kind: Mark) -> Self {
        let ending = Ending::new(text, at, sign, kind);
        let next = ending.end + blanks(&text[ending.end..]);
        Self {
            ending,
            sign,
            next,
            after: &text[next..char_start(text, (next + AFTER).min(text.len()))],
            reach: &text[char_start(text, at.saturating_sub(BEFORE))..at],
            at,
            word: OnceCell::new(),
        }
    }

    /// Where the mark begins, in bytes.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Whether a character of which `kind` is true stands before the mark.
    pub(super) fn follows(&self, kind: impl Fn(char) -> bool) -> bool {
        self.reach.ends_with(kind)
    }

    /// The text before the mark, at most [`BEFORE`] bytes of it, back to the line break before.
    pub(super) fn before(&self) -> &'a str {
        let reach = self.reach;
        &reach[reach.rfind('\n').map_or(0, |newline| newline + 1)..]
    }

    /// The word that the mark is written onto, inner stops and hyphens included; empty after other signs.
    pub(super) fn word(&self) -> &'a str {
        self.word.get_or_init(|| word_and_joints(self.reach)).0
    }

    /// Whether [`Site::word`] has signs within, such as stops or hyphens.
    pub(super) fn word_is_joined(&self) -> bool {
        self.word.get_or_init(|| word_and_joints(self.reach)).1
    }

    /// Whether [`Site::before`] reaches back to the beginning of the text or line.
    fn is_from_start(&self) -> bool {
        let reach = self.reach;
        reach.len() == self.at || reach.contains('\n')
    }

    /// Whether a blank stands after the mark.
    pub(super) fn has_blank(&self) -> bool {
        self.next > self.ending.end
    }

    /// Whether the bracket that closes after the mark was opened inside a sentence, as in `He came (at last!) late`.
    pub(super) fn bracket_stands_inside(&self) -> bool {
        let opened = self.before().rfind(['(', '[', '（', '［']);
        opened.is_some_and(|at| {
            let before = self.before()[..at].trim_end_matches(|c: char| opens(c) || c.is_whitespace());
            before.ends_with(|c| in_word(c) || goes_on(c))
        })
    }

    /// The text before [`Site::word`].
    pub(super) fn before_word(&self) -> &'a str {
        let before = self.before();
        &before[..before.len() - self.word().len()]
    }

    /// Whether a stop and a blank stand before [`Site::word`].
    pub(super) fn follows_stop(&self) -> bool {
        let reach = self.reach;
        let before = &reach[..reach.len() - self.word().len()];
        before.ends_with(char::is_whitespace) && before.trim_end().ends_with(['.', '\u{6D4}'])
    }

    /// Whether [`Site::word`] is the first of its text, line, sentence or list entry.
    pub(super) fn opens_sentence(&self) -> bool {
        let before = self.before_word().trim_end_matches(opens);
        let bare = before.trim_end();
        if bare.is_empty() {
            return self.is_from_start();
        }
        let after_mark = bare
            .trim_end_matches(closes)
            .ends_with(|c| mark(c).is_some() || c == ':');
        bare.len() < before.len() && (after_mark || bare.ends_with(|c| is_dash(c) || is_bullet(c)))
    }

    /// The first word after the boundary.
    pub(super) fn next_word(&self) -> &'a str {
        self.words().next().unwrap_or_default()
    }

    /// The words after the boundary up to the next sign, without the signs that open them.
    pub(super) fn words(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let text = self
            .after
            .trim_start_matches(|c: char| opens(c) || c.is_whitespace());
        let mut rest = Some(text);
        let mut parts = std::iter::from_fn(move || {
            let text = rest?;
            let end = text.find(|c: char| !is_in_token(c)).unwrap_or(text.len());
            rest = text[end..].strip_prefix(' ');
            Some(text[..end].trim_matches(|c| !in_word(c)))
        });
        std::iter::from_fn(move || parts.find(|word| !word.is_empty()))
    }

    /// The first character after the blanks, if any.
    pub(super) fn first(&self) -> Option<char> {
        self.after.chars().find(|&c| !is_invisible(c))
    }

    /// The first letter or digit of the next sentence.
    pub(super) fn first_letter(&self) -> Option<char> {
        // Letters first: what opens a sentence is none.
        let mut first = self
            .after
            .chars()
            .filter(|&c| in_word(c) || !(opens(c) || c.is_whitespace()));
        first.next().filter(|&c| in_word(c))
    }

    /// Whether the next sentence would begin with a small letter; an address such as `http://` has no case.
    pub(super) fn small_letter_follows(&self) -> bool {
        self.first_letter().is_some_and(is_small)
            && !["http", "www."].iter().any(|start| self.after.starts_with(start))
    }

    /// Whether the number of a list entry follows: `4. `.
    pub(super) fn list_number_follows(&self) -> bool {
        let bare = self.after.trim_start_matches(char::is_numeric);
        let digits = self.after[..self.after.len() - bare.len()].chars().count();
        (1..=2).contains(&digits) && (bare.starts_with(". ") || bare.starts_with(") "))
    }

    /// The characters written onto the mark, before it and after it, up to the blanks.
    pub(super) fn token(&self) -> (&'a str, &'a str) {
        let before = self
            .before()
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default();
        let after = if self.has_blank() { "" } else { self.after };
        (
            before,
            after.split(char::is_whitespace).next().unwrap_or_default(),
        )
    }
}

/// The word at the end of `before`, inner stops, hyphens and apostrophes included.
pub(super) fn last_word(before: &str) -> &str {
    word_and_joints(before).0
}

/// The word at the end of `before`, and whether it has inner signs.
fn word_and_joints(before: &str) -> (&str, bool) {
    let (mut start, mut joined) = (before.len(), false);
    for (at, c) in before.char_indices().rev() {
        if !(in_word(c) || is_invisible(c)) {
            // A straight quote between two letters is a gershayim or an apostrophe, not a quotation.
            let inside = start < before.len() && before[..at].ends_with(in_word);
            if !(inside && (c == '"' || is_joint(c))) {
                break;
            }
            joined = true;
        }
        start = at;
    }
    (before[start..].trim_start_matches(is_invisible), joined)
}

fn is_joint(c: char) -> bool {
    matches!(
        c,
        '.' | '-' | '\'' | '’' | '״' | '׳' | ',' | '٫' | '٬' | '/' | '‑' | '\u{6D4}'
    )
}

fn is_in_token(c: char) -> bool {
    in_word(c) || is_joint(c) || is_invisible(c)
}

/// The width of the white space that `rest` begins with, and of characters without width in it.
pub(super) fn blanks(rest: &str) -> usize {
    let tight = rest.trim_start_matches(char::is_whitespace);
    rest.len() - tight.len()
}
