//! Days of the week and months that have become others.
//!
//! Compared by what they are, so that سبتمبر and أيلول and September agree. A day or month that the source names is objected to
//! where the translation names another in its place; where it names none, the day may be told as *yesterday* or in figures.
//! What a date says in figures is for `numbers`.

use std::borrow::Cow;
use std::ops::Range;

use super::pair::Text;
use super::{Check, Objection, Pair};
use crate::document::Severity;
use crate::language::Named;
use crate::text::Word;

/// See the file's own documentation.
pub(super) struct Dates;

impl Check for Dates {
    fn id(&self) -> &'static str {
        "dates"
    }

    fn about(&self) -> &'static str {
        "A day of the week or a month is another than in the source"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        changed(pair)
            .into_iter()
            .map(|(there, here)| Objection {
                message: format!(
                    "the source says “{}”, not “{}”",
                    &source[there.clone()],
                    &target[here.clone()]
                ),
                at: here,
                source_at: Some(there),
                ..Objection::default()
            })
            .collect()
    }
}

/// The days and months of the source that are others in the translation: where both stand. Linear in the texts.
pub(super) fn changed(pair: &Pair<'_>) -> Vec<(Range<usize>, Range<usize>)> {
    let (there, here) = (named(pair.there()), named(pair.here()));
    let kinds: [fn(&Named) -> bool; 3] = [
        |named| matches!(named, Named::Weekday(_)),
        |named| matches!(named, Named::Month(_)),
        |named| matches!(named, Named::HijriMonth(_)),
    ];
    let beyond =
        |these: &[(Range<usize>, Named)], those: &[(Range<usize>, Named)], of: fn(&Named) -> bool| {
            let mut seen: Vec<Named> = Vec::new();
            let mut open: Vec<Range<usize>> = Vec::new();
            for (at, named) in these.iter().filter(|(_, named)| of(named)) {
                if !seen.contains(named) && those.iter().all(|(_, other)| other != named) {
                    open.push(at.clone());
                }
                seen.push(*named);
            }
            open
        };
    kinds
        .into_iter()
        .flat_map(|kind| {
            beyond(&there, &here, kind)
                .into_iter()
                .zip(beyond(&here, &there, kind))
        })
        .collect()
}

/// The days and months that a text names, and where.
fn named(text: Text<'_>) -> Vec<(Range<usize>, Named)> {
    let calendar = &text.language().calendar;
    if !calendar.is_known() {
        return Vec::new();
    }
    let list = text.words().zip(text.folded());
    let list: Vec<(Word<'_>, Cow<'_, str>)> = list
        .filter(|(word, _)| !text.is_address(word.span.start))
        .map(|(word, folded)| (word, without_apostrophes(folded)))
        .collect();
    let folded: Vec<&str> = list.iter().map(|(_, folded)| &**folded).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < list.len() {
        let first = &list[at].0;
        let small = calendar.capitals && !first.text.starts_with(char::is_uppercase);
        match Some(&folded[at..])
            .filter(|_| !small)
            .and_then(|rest| calendar.read(rest))
        {
            Some((named, count)) => {
                found.push((first.span.start..list[at + count - 1].0.span.end, named));
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

fn without_apostrophes(word: &str) -> Cow<'_, str> {
    if word.contains(['\'', '’']) {
        Cow::Owned(word.replace(['\'', '’'], ""))
    } else {
        Cow::Borrowed(word)
    }
}
