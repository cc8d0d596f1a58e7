//! What a sentence ends in: its mark, others that stand with it, and what closes after them.

use super::marks::{
    Mark, char_start, closes, closes_bracket, closes_quotation, goes_on, in_word, is_invisible, mark,
    only_closes,
};
use super::site::BEFORE;

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

/// A terminal mark with all that belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ending {
    /// What the mark says by itself.
    pub(super) mark: Mark,
    /// What closes after the mark.
    pub(super) closed: Closed,
    /// Whether the mark is all there is between two brackets, as in `(!)`.
    pub(super) bracketed: bool,
    /// Whether the mark stands alone, with one blank and a letter after it: then only the words can tell.
    pub(super) plain: bool,
    /// Byte offset of the end of it all.
    pub(super) end: usize,
}

impl Ending {
    /// The ending whose first character is the terminal mark `sign` at byte `at` of `text`.
    pub(super) fn new(text: &str, at: usize, sign: char, kind: Mark) -> Self {
        let end = at + sign.len_utf8();
        let mut rest = text[end..].chars();
        if rest.next() == Some(' ') && rest.next().is_some_and(in_word) {
            return Self {
                mark: kind,
                closed: Closed::No,
                bracketed: false,
                plain: true,
                end,
            };
        }
        Self::of_several(text, at, run(text, end, kind))
    }

    /// The ending at byte `at` whose run of marks is known by its kind and its end.
    fn of_several(text: &str, at: usize, (mut mark, mark_end): (Mark, usize)) -> Self {
        let (mut closed, mut end) = (Closed::No, mark_end);
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
            (mark, end, closed) = (Mark::Final.max_of(found), end + width, Closed::No);
        }
        let bracketed = mark != Mark::Final
            && text[mark_end..].starts_with(closes_bracket)
            && text[..at].ends_with(['(', '[', '（', '［']);
        Self {
            mark,
            closed,
            bracketed,
            plain: false,
            end,
        }
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

/// The whole run of terminal marks whose first one is a `kind` and ends at byte `end`, spaced ellipses included: its
/// kind and its end.
fn run(text: &str, mut end: usize, mut kind: Mark) -> (Mark, usize) {
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
