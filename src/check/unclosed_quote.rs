//! Quotation marks without a counterpart.
//!
//! Only the translation is judged. A source with an odd number of marks quotes across segments, and its translation
//! may do so too; a source whose marks face the wrong way is no reason to object. Apostrophes and single marks are
//! left alone.

use super::quotes::{Mark, marks};
use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// See the file's own documentation.
pub(super) struct UnclosedQuote;

impl Check for UnclosedQuote {
    fn id(&self) -> &'static str {
        "unclosed-quote"
    }

    fn about(&self) -> &'static str {
        "A quotation is opened and not closed, or closed and not opened"
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
        let alone = unpaired(&here);
        let inches = here.len() % 2 != 0 && here.iter().any(|mark| is_inch(target, mark));
        match alone.last() {
            Some(mark) if !inches => vec![objection(mark, alone.len())],
            _ => Vec::new(),
        }
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
