//! Numbers of the source that are missing from the translation, and numbers that it adds.
//!
//! A wrong figure is the costliest mistake in news copy. Numbers are compared by value: `١٣` and `13`, `3 ملايين`
//! and `3,000,000`, `خمسة وعشرون` and `25` agree. Only digits are objected to; words serve to explain the digits
//! of the other side. Months by name, the number of a designation such as `F-16`, and one of anything are left alone.

mod compose;
mod figures;
mod scan;

use std::ops::Range;

use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};
use compose::Figure;
use figures::Figures;

/// See the file's own documentation.
pub(super) struct Numbers;

impl Check for Numbers {
    fn id(&self) -> &'static str {
        "numbers"
    }

    fn about(&self) -> &'static str {
        "A number of the source is missing, or the translation has one that the source has not"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let (there, here) = (Figures::of(source, pair.from), Figures::of(target, pair.to));
        let (missing, added) = (unexplained(&there, &here), unexplained(&here, &there));
        if missing.len() == added.len() {
            let pairs = missing.iter().zip(&added);
            return pairs
                .map(|(m, a)| changed(pair, m.at.clone(), a.at.clone()))
                .collect();
        }
        let added = added.iter().map(|figure| Objection {
            at: figure.at.clone(),
            message: format!("{} is here but not in the source", &target[figure.at.clone()]),
            ..Objection::default()
        });
        let missing = missing.iter().map(|figure| Objection {
            at: target.len()..target.len(),
            source_at: Some(figure.at.clone()),
            message: format!("{} is in the source but not here", &source[figure.at.clone()]),
            ..Objection::default()
        });
        added.chain(missing).collect()
    }
}

/// The written numbers of `these` that `those` do not explain, each value once.
///
/// A designation may be said in words, so one counts only against another.
fn unexplained<'a>(these: &'a Figures, those: &Figures) -> Vec<&'a Figure> {
    let open = |mine: &'a Figures, other: &Figures| -> Vec<&'a Figure> {
        mine.list
            .iter()
            .filter(|figure| figure.written && !other.explain(figure))
            .collect()
    };
    let answered = those
        .list
        .iter()
        .any(|figure| figure.code && !these.explain(figure));
    let mut found: Vec<&Figure> = Vec::new();
    for figure in open(these, those) {
        let repeated = found
            .iter()
            .any(|seen| seen.readings == figure.readings && seen.parts == figure.parts);
        if !repeated && (!figure.code || answered) {
            found.push(figure);
        }
    }
    found
}

/// The number at `there` in the source has become the one at `here`.
fn changed(pair: &Pair<'_>, there: Range<usize>, here: Range<usize>) -> Objection {
    let (source, target) = (&pair.source.text[there.clone()], &pair.target.text[here.clone()]);
    let ascii = |text: &str| {
        text.chars()
            .map(|c| char::from_digit(scan::digit(c)?, 10))
            .collect::<Option<String>>()
    };
    let fix = ascii(source).filter(|_| target.bytes().all(|b| b.is_ascii_digit()));
    Objection {
        at: here.clone(),
        source_at: Some(there),
        message: format!("{source} is in the source but not here, which has {target}"),
        fix: fix.map(|text| Edit { at: here, text }),
        ..Objection::default()
    }
}
