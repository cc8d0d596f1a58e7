//! Quotation marks without a counterpart.
//!
//! Only the translation is judged. A quotation may go over several segments: a source with an odd number of marks says so, or
//! the mark's counterpart in a segment near by, or a mark at the very beginning or end of a translation whose source quotes
//! without marks. A source whose marks face the wrong way is no reason to object. Apostrophes and single marks are left alone.

use super::ArticleCheck;
use crate::check::quotes::{Mark, marks};
use crate::check::{Objection, Pair};
use crate::document::{Edit, Severity};

/// How many segments a quotation may go over.
const SPAN: usize = 4;

/// See the file's own documentation.
pub(super) struct UnclosedQuote;

impl ArticleCheck for UnclosedQuote {
    fn id(&self) -> &'static str {
        "unclosed-quote"
    }

    fn about(&self) -> &'static str {
        "A quotation is opened and not closed, or closed and not opened"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    /// Linear in the article.
    fn run(&self, pairs: &[Pair<'_>]) -> Vec<(usize, Objection)> {
        let alone: Vec<Vec<Mark>> = pairs
            .iter()
            .map(|pair| unpaired(&marks(&pair.target.text)))
            .collect();
        let facing = |place: usize| match alone[place][..] {
            [mark] => Facing::of(&pairs[place].target.text, mark),
            _ => Facing::Both,
        };
        let goes_on = |place: usize| match facing(place) {
            Facing::Opens => (place + 1..pairs.len())
                .take(SPAN)
                .find(|&next| !alone[next].is_empty())
                .is_some_and(|next| facing(next) == Facing::Closes),
            Facing::Closes => (0..place)
                .rev()
                .take(SPAN)
                .find(|&before| !alone[before].is_empty())
                .is_some_and(|before| facing(before) == Facing::Opens),
            Facing::Both => false,
        };
        let mut objections = Vec::new();
        for (place, pair) in pairs.iter().enumerate() {
            let there = marks(&pair.source.text);
            let Some(&mark) = alone[place].last() else {
                continue;
            };
            let excused = !there.len().is_multiple_of(2)
                || has_inch(&pair.target.text)
                || (there.is_empty() && stands_outside(&pair.target.text, mark, facing(place)))
                || goes_on(place);
            if !excused {
                objections.push((place, objection(mark, alone[place].len())));
            }
        }
        objections
    }
}

/// Which way a mark without a counterpart faces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Facing {
    Opens,
    Closes,
    Both,
}

impl Facing {
    fn of(text: &str, (at, mark): Mark) -> Self {
        let before = text[..at].chars().next_back();
        let after = text[at + mark.len_utf8()..].chars().next();
        let free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "([—–-".contains(c));
        match (free(before), after.is_none_or(|c| !c.is_alphanumeric())) {
            (true, false) => Self::Opens,
            (false, true) => Self::Closes,
            _ => Self::Both,
        }
    }
}

/// Whether the mark stands where a quotation that spans segments has it: at the very beginning, or behind the end of a sentence
/// or clause.
fn stands_outside(text: &str, (at, _): Mark, facing: Facing) -> bool {
    let before = text[..at].trim_end();
    match facing {
        Facing::Opens => before.is_empty(),
        Facing::Closes => before.ends_with(['.', ',', '!', '?', '…', '-', '—']),
        Facing::Both => false,
    }
}

/// The marks that have no counterpart of their kind.
fn unpaired(marks: &[Mark]) -> Vec<Mark> {
    let mut open: Vec<Mark> = Vec::new();
    for &(at, mark) in marks {
        if open.last().is_some_and(|&(_, top)| closes(mark, top)) {
            open.pop();
        } else {
            open.push((at, mark));
        }
    }
    open
}

/// Whether `mark` closes what `open` opened: “English”, «French», „German“, „Polish”, ”Swedish”, »Danish«, "typed".
fn closes(mark: char, open: char) -> bool {
    matches!(
        (open, mark),
        ('"', '"') | ('“' | '„' | '”', '”') | ('„', '“') | ('«', '»') | ('»', '«' | '»')
    )
}

/// Whether one of an odd number of marks stands for inches.
fn has_inch(text: &str) -> bool {
    let marks = marks(text);
    let is_inch = |&(at, mark): &Mark| mark == '"' && text[..at].ends_with(|c: char| c.is_ascii_digit());
    !marks.len().is_multiple_of(2) && marks.iter().any(is_inch)
}

fn objection((at, mark): Mark, alone: usize) -> Objection {
    let at = at..at + mark.len_utf8();
    let message = match mark {
        '"' => String::from("this \" has no counterpart"),
        '“' if alone == 2 => String::from("“ stands where ” closes the quotation"),
        '“' | '„' | '«' => format!("{mark} is opened but not closed"),
        _ => format!("{mark} is closed but not opened"),
    };
    let turned = (mark == '“' && alone == 2).then(|| Edit {
        at: at.clone(),
        text: String::from("”"),
    });
    Objection {
        at,
        message,
        fix: turned,
        ..Objection::default()
    }
}
