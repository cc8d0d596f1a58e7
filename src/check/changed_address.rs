//! Web and e-mail addresses that are not those of the source.
//!
//! An address is copied, never translated: one letter off leads readers elsewhere. A hashtag or a handle may be
//! translated, and case does not count but in a path, on a site or on a disk.

use std::ops::Range;

use super::verbatim::verbatim;
use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// See the file's own documentation.
pub(super) struct ChangedAddress;

impl Check for ChangedAddress {
    fn id(&self) -> &'static str {
        "changed-address"
    }

    fn about(&self) -> &'static str {
        "A web or e-mail address is missing, changed or new"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let (missing, new) = (beyond(source, target), beyond(target, source));
        if missing.len() == new.len() {
            return missing
                .into_iter()
                .zip(new)
                .map(|(m, n)| changed(source, m, target, n))
                .collect();
        }
        let missing = missing.into_iter().map(|at| Objection {
            message: format!("“{}” is in the source but not here", &source[at.clone()]),
            at: target.len()..target.len(),
            source_at: Some(at),
            ..Objection::default()
        });
        let new = new.into_iter().map(|at| Objection {
            message: format!("“{}” is here but not in the source", &target[at.clone()]),
            at,
            ..Objection::default()
        });
        new.chain(missing).collect()
    }
}

fn changed(source: &str, there: Range<usize>, target: &str, here: Range<usize>) -> Objection {
    Objection {
        message: format!(
            "“{}” is here, the source has “{}”",
            &target[here.clone()],
            &source[there.clone()]
        ),
        fix: Some(Edit {
            at: here.clone(),
            text: source[there.clone()].to_owned(),
        }),
        at: here,
        source_at: Some(there),
        ..Objection::default()
    }
}

/// The addresses of `text` that `other` has not, in bytes.
fn beyond(text: &str, other: &str) -> Vec<Range<usize>> {
    let mut spans = verbatim(text);
    if spans.is_empty() {
        return spans;
    }
    let folded = other.to_lowercase();
    let is_address = |address: &str| !address.starts_with(['@', '#']);
    let stands = |address: &str| folded.contains(&address.to_lowercase()) && other.contains(path(address));
    spans.retain(|span| is_address(&text[span.clone()]) && !stands(&text[span.clone()]));
    spans
}

/// The path in `address`, where case counts: what follows the name of the site, or all of the path of a file.
fn path(address: &str) -> &str {
    let site = address.find("://").map_or(0, |at| at + 3);
    address[site..].find('/').map_or("", |at| &address[site + at..])
}
