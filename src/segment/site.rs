//! The place of a possible boundary and the stretch of text that a decision about it may look at.

use std::cell::OnceCell;

use super::marks::{
    Mark, char_start, closes, closes_bracket, closes_quotation, goes_on, in_word, is_bullet, is_dash,
    is_invisible, mark, only_closes, opens,
};

use crate::text::is_small;

/// Bytes before the mark that a decision may look at.
const BEFORE: usize = 240;
/// Bytes after the boundary that a decision may look at.
const AFTER: usize = 160;

/// What stands between a terminal mark and the blank after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    /// Nothing.
    No,
    /// A closing bracket.
    Bracket,
    /// A closing quotation mark.
    Quotation,
}

/// A terminal mark in its surroundings. Deciding about it reads [`Site::before`], the mark and `after`, nothing else,
/// so the same words are cut the same way in any text. What only some rules ask for is found when they ask.
#[derive(Debug)]
pub(super) struct Site<'a> {
    /// What the mark says by itself.
    pub(super) mark: Mark,
    /// The first character of the mark.
    pub(super) sign: char,
    /// Whether the mark is all there is between two brackets, as in `(!)`.
    pub(super) bracketed: bool,
    /// What closes after the mark.
    pub(super) closed: Closed,
    /// Byte offset of the end of the mark and of what closes after it.
    pub(super) end: usize,
    /// Byte offset of the first character after the blanks that follow `end`.
    pub(super) next: usize,
    /// The text from `next` on, at most [`AFTER`] bytes of it.
    pub(super) after: &'a str,
    text: &'a str,
    at: usize,
    word: OnceCell<&'a str>,
}

impl<'a> Site<'a> {
    /// The surroundings of the terminal mark `sign` at byte `at`.
    pub(super) fn new(text: &'a str, at: usize, sign: char, kind: Mark) -> Self {
        let (mut kind, mark_end) = run(text, at, sign, kind);
        let mut end = mark_end;
        let mut closed = Closed::No;
        loop {
            if let Some((width, what)) = closing(text, end) {
                if closed != Closed::Quotation && what != Closed::No {
                    closed = what;
                }
                end += width;
                continue;
            }
            if closed == Closed::No {
                break;
            }
            // A stop after the quotation's own mark, as in `؟».`, ends the sentence around it.
            let Some((found, width)) = outer_mark(&text[end..]) else {
                break;
            };
            (kind, end, closed) = (Mark::Final.max_of(found), end + width, Closed::No);
        }
        let bracketed = kind != Mark::Final
            && text[mark_end..].starts_with(closes_bracket)
            && text[..at].ends_with(['(', '[', '（', '［']);
        let next = end + blanks(&text[end..]);
        Self {
            mark: kind,
            sign,
            bracketed,
            closed,
            end,
            next,
            after: &text[next..char_start(text, (next + AFTER).min(text.len()))],
            text,
            at,
            word: OnceCell::new(),
        }
    }

    /// Where the mark begins, in bytes.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The text before the mark, at most [`BEFORE`] bytes of it.
    fn reach(&self) -> &'a str {
        &self.text[char_start(self.text, self.at.saturating_sub(BEFORE))..self.at]
    }

    /// Whether a character of which `kind` is true stands before the mark.
    pub(super) fn follows(&self, kind: impl Fn(char) -> bool) -> bool {
        self.reach().ends_with(kind)
    }

    /// The text before the mark, at most [`BEFORE`] bytes of it, back to the line break before.
    pub(super) fn before(&self) -> &'a str {
        let reach = self.reach();
        &reach[reach.rfind('\n').map_or(0, |newline| newline + 1)..]
    }

    /// The word that the mark is written onto, inner stops and hyphens included; empty after other signs.
    pub(super) fn word(&self) -> &'a str {
        self.word.get_or_init(|| last_word(self.reach()))
    }

    /// Whether [`Site::before`] reaches back to the beginning of the text or line.
    fn is_from_start(&self) -> bool {
        let reach = self.reach();
        reach.len() == self.at || reach.contains('\n')
    }

    /// Whether a blank stands after the mark.
    pub(super) fn has_blank(&self) -> bool {
        self.next > self.end
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
        let reach = self.reach();
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

impl Mark {
    /// The mark of a run in which `self` and `other` stand together.
    fn max_of(self, other: Self) -> Self {
        match (self, other) {
            (_, Self::Question) | (Self::Question, _) => Self::Question,
            (Self::Final, _) | (_, Self::Final) => Self::Final,
            _ => Self::Ellipsis,
        }
    }
}

/// The word at the end of `before`, inner stops, hyphens and apostrophes included.
pub(super) fn last_word(before: &str) -> &str {
    let mut start = before.len();
    let mut inside = false;
    for (at, c) in before.char_indices().rev() {
        // A straight quote between two letters is a gershayim or an apostrophe, not a quotation.
        let joint = || inside && (c == '"' || is_joint(c)) && before[..at].ends_with(in_word);
        if !(in_word(c) || is_invisible(c) || joint()) {
            break;
        }
        inside = true;
        start = at;
    }
    before[start..].trim_start_matches(is_invisible)
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

/// The whole run of terminal marks at `at`, spaced ellipses included: its kind and its end.
fn run(text: &str, at: usize, sign: char, kind: Mark) -> (Mark, usize) {
    let (mut kind, mut end) = (kind, at + sign.len_utf8());
    loop {
        let rest = &text[end..];
        let tight = rest.trim_start_matches([' ', '\u{A0}']);
        let gap = rest.len() - tight.len();
        let Some((c, found)) = tight.chars().next().and_then(|c| Some((c, mark(c)?))) else {
            break;
        };
        let word_follows = tight[c.len_utf8()..].starts_with(in_word);
        if gap > 1 || (gap == 1 && (found == Mark::Final || word_follows)) {
            break;
        }
        kind = kind.max_of(found);
        end += gap + c.len_utf8();
    }
    (kind, end)
}

/// What closes a sentence at byte `at` of `text`, with its width: a closing mark, also after one blank when it
/// opens nothing there, a footnote mark such as `[1]`, or a character without width.
fn closing(text: &str, at: usize) -> Option<(usize, Closed)> {
    let rest = &text[at..];
    let c = rest.chars().next()?;
    if is_invisible(c) || matches!(c, '*' | '†' | '‡' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹') {
        return Some((c.len_utf8(), Closed::No));
    }
    if let Some(width) = footnote(rest) {
        return Some((width, Closed::No));
    }
    if matches!(c, ' ' | '\u{A0}' | '\u{202F}') {
        let mark = rest[c.len_utf8()..].chars().next().filter(|&c| !in_word(c))?;
        let width = c.len_utf8() + mark.len_utf8();
        let then = text[at + width..].chars().next();
        let alone = then.is_none_or(|c| c.is_whitespace() || c == '.' || goes_on(c));
        let closes_here =
            only_closes(mark) || (alone && (mark == '»' || (mark == '"' && quotation_is_open(text, at))));
        return closes_here.then_some((width, kind_of_closing(mark)));
    }
    if !closes(c) {
        return None;
    }
    let then = rest[c.len_utf8()..]
        .chars()
        .take(6)
        .find(|&c| !closes(c) && !is_invisible(c));
    let closes_here = match c {
        '“' | '‘' | '«' => then.is_none_or(|c| c.is_whitespace() || mark(c).is_some() || goes_on(c)),
        '"' | '\'' => !then.is_some_and(in_word) || quotation_is_open(text, at),
        _ => true,
    };
    closes_here.then_some((c.len_utf8(), kind_of_closing(c)))
}

fn kind_of_closing(c: char) -> Closed {
    if closes_quotation(c) {
        Closed::Quotation
    } else {
        Closed::Bracket
    }
}

/// The mark that `rest` begins with, with its width; also one that stands alone after a blank.
fn outer_mark(rest: &str) -> Option<(Mark, usize)> {
    let bare = rest.strip_prefix(' ').unwrap_or(rest);
    let c = bare.chars().next()?;
    let alone = bare[c.len_utf8()..]
        .chars()
        .next()
        .is_none_or(char::is_whitespace);
    let width = rest.len() - bare.len() + c.len_utf8();
    mark(c)
        .filter(|_| bare.len() == rest.len() || alone)
        .map(|found| (found, width))
}

/// The width of a footnote mark at the beginning of `rest`: `[1]`, also after one blank, or `(1)`.
fn footnote(rest: &str) -> Option<usize> {
    let bare = rest.strip_prefix(' ').unwrap_or(rest);
    let tight = bare.len() == rest.len();
    let (inner, close) = match bare.strip_prefix('[') {
        Some(inner) => (inner, ']'),
        None => (bare.strip_prefix('(').filter(|_| tight)?, ')'),
    };
    let digits = inner.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let then = inner[digits..].strip_prefix(close)?;
    let whole = digits > 0 && !then.starts_with(in_word);
    whole.then(|| rest.len() - then.len())
}

/// Whether a straight quotation mark at `at` would close one: by the side on which the last one before it leans,
/// or where that shows nothing, by their number.
fn quotation_is_open(text: &str, at: usize) -> bool {
    let before = &text[char_start(text, at.saturating_sub(BEFORE))..at];
    let mut marks = before.match_indices('"').filter(|(at, _)| {
        // Between two letters it is a gershayim.
        !(before[..*at].ends_with(in_word) && before[at + 1..].starts_with(in_word))
    });
    let Some((last, _)) = marks.next_back() else {
        return false;
    };
    let blank_before = last == 0 || before[..last].ends_with(char::is_whitespace);
    let blank_after = before[last + 1..].starts_with(char::is_whitespace);
    if blank_before == blank_after {
        marks.count() % 2 == 0
    } else {
        blank_before
    }
}

/// The width of the white space that `rest` begins with, and of characters without width in it.
pub(super) fn blanks(rest: &str) -> usize {
    let tight = rest.trim_start_matches(char::is_whitespace);
    rest.len() - tight.len()
}
