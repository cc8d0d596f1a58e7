//! Quotation marks without a counterpart, and quotations that lost their marks.
//!
//! Only the translation is judged. A source with an odd number of marks quotes across segments, and its translation
//! may do so too; a source whose marks face the wrong way is no reason to object. Apostrophes and single marks are
//! left alone. A name may lose its marks (`صحيفة "الحياة"`), a quotation of several words may not.

use std::ops::Range;

use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// The shortest quotation that must stay one, in words.
const QUOTATION: usize = 5;

/// See the file's own documentation.
pub(super) struct UnclosedQuote;

impl Check for UnclosedQuote {
    fn id(&self) -> &'static str {
        "unclosed-quote"
    }

    fn about(&self) -> &'static str {
        "A quotation is opened and not closed, closed and not opened, or lost"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let (there, here) = (marks(source), marks(target));
        if there.len() % 2 != 0 {
            return Vec::new();
        }
        if here.is_empty() {
            return lost(pair, &there).into_iter().collect();
        }
        let alone = unpaired(&here);
        let inches = here.len() % 2 != 0 && here.iter().any(|mark| is_inch(target, mark));
        match alone.last() {
            Some(mark) if !inches => vec![objection(mark, alone.len())],
            _ => Vec::new(),
        }
    }
}

/// A double quotation mark and where it stands, in bytes.
type Mark = (usize, char);

/// The double quotation marks of `text`; one between two letters is part of a word (`צה"ל`).
fn marks(text: &str) -> Vec<Mark> {
    let is_mark = |c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let inside_word = |at: usize| {
        let beside = [text[..at].chars().next_back(), text[at + 1..].chars().next()];
        beside.iter().all(|c| c.is_some_and(char::is_alphabetic))
    };
    text.char_indices()
        .filter(|&(at, c)| is_mark(c) && !(c == '"' && inside_word(at)))
        .collect()
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

fn is_inch(text: &str, &(at, mark): &Mark) -> bool {
    mark == '"' && text[..at].ends_with(|c: char| c.is_ascii_digit())
}

fn objection(&(at, mark): &Mark, alone: usize) -> Objection {
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

/// The first long quotation of the source, when nothing in the target says that it is one.
fn lost(pair: &Pair<'_>, marks: &[Mark]) -> Option<Objection> {
    let text = &pair.source.text;
    let inside = |pair: &[Mark]| -> Range<usize> { pair[0].0 + pair[0].1.len_utf8()..pair[1].0 };
    let long = |span: &Range<usize>| text[span.clone()].split_whitespace().count() >= QUOTATION;
    let span = marks.chunks_exact(2).map(inside).find(long)?;
    let target = &pair.target.text;
    if has_other_marks(target) || !pair.target.codes.is_empty() {
        return None;
    }
    Some(Objection {
        at: target.len()..target.len(),
        source_at: Some(span),
        message: String::from("the source quotes here, the translation has no quotation marks"),
        ..Objection::default()
    })
}

/// Whether `text` quotes with marks that this check does not pair: single ones, corner brackets, italics apart.
fn has_other_marks(text: &str) -> bool {
    let mut previous = ' ';
    text.chars().any(|c| {
        let opens = matches!(c, '\'' | '‘' | '’' | '‚') && !previous.is_alphanumeric();
        previous = c;
        opens || matches!(c, '‹' | '›' | '「' | '『' | '《' | '〈' | '＂' | '״')
    })
}
