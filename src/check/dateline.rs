//! Datelines that are not written as English agencies do: `القاهرة (رويترز) -` is `CAIRO (Reuters) -`.
//!
//! Off until wanted. A dateline is a place, an agency in brackets and a dash at the beginning of the source.

use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// See the file's own documentation.
pub(super) struct Dateline;

impl Check for Dateline {
    fn id(&self) -> &'static str {
        "dateline"
    }

    fn about(&self) -> &'static str {
        "The source begins with a dateline, and the translation has none in capitals"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let target = &pair.target.text;
        let place = match (dateline(&pair.source.text), dateline(target)) {
            (None, _) => return Vec::new(),
            // BEIRUT, Lebanon (AFP) -, BAGHDAD, May 12 (Reuters) -
            (_, Some(line)) => line.place.split(',').next().unwrap_or_default(),
            (Some(_), None) => "",
        };
        let letters = |c: &char| c.is_alphabetic();
        if !place.is_empty() && place.chars().filter(letters).all(char::is_uppercase) {
            return Vec::new();
        }
        let fix = Edit {
            at: 0..place.len(),
            text: place.to_uppercase(),
        };
        vec![Objection {
            at: 0..place.len(),
            message: String::from("a dateline is written as in “CAIRO (Reuters) -”"),
            fix: (!place.is_empty()).then_some(fix),
            ..Objection::default()
        }]
    }
}

/// A place with the agency that reports from there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) place: &'a str,
    pub(super) agency: &'a str,
}

/// The dateline that `text` begins with.
pub(super) fn dateline(text: &str) -> Option<Line<'_>> {
    let (place, rest) = text.split_once('(')?;
    let (agency, rest) = rest.split_once(')')?;
    let short = place.split_whitespace().count() <= 4 && agency.split_whitespace().count() <= 4;
    let dash = rest.trim_start().starts_with(['-', '–', '—', 'ـ']);
    let place = place.trim_end();
    (short && dash && !place.trim().is_empty()).then_some(Line { place, agency })
}
