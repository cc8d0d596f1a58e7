//! Words left in the letters of the source.
//!
//! Only where the two languages have no letters in common. Latin words are at home in text of every script
//! (`BBC`, `iPhone`), so from a Latin source only a run of several small words that stands there word for word
//! is objected to. A translation that is the source as a whole is for `same-as-source`.

use std::ops::Range;

use super::scripts::{differ, letters_of};
use super::{Check, Objection, Pair};
use crate::document::Severity;
use crate::text::{Word, words};

/// See the file's own documentation.
pub(super) struct SourceScript;

impl Check for SourceScript {
    fn id(&self) -> &'static str {
        "source-script"
    }

    fn about(&self) -> &'static str {
        "Words are left in the letters of the source"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        if !differ(pair.from, pair.to) || source.trim() == target.trim() {
            return Vec::new();
        }
        runs(pair)
            .into_iter()
            .filter(|run| pair.from.script != "Latn" || is_left_over(&target[run.clone()], source))
            .map(|run| Objection {
                message: format!("“{}” is still in {}", &target[run.clone()], pair.from.name),
                source_at: source.find(&target[run.clone()]).map(|at| at..at + run.len()),
                at: run,
                ..Objection::default()
            })
            .collect()
    }
}

/// Stretches of neighbouring words with letters of the source's script.
fn runs(pair: &Pair<'_>) -> Vec<Range<usize>> {
    let here = pair.here();
    let is_letter = letters_of(pair.from);
    let may_be_ascii = is_letter('a');
    let foreign = |word: &Word<'_>| {
        (may_be_ascii || !word.text.is_ascii())
            && word.text.contains(&is_letter)
            && !here.is_address(word.span.start)
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut carries_on = false;
    for word in here.words() {
        let is_foreign = foreign(&word);
        match runs.last_mut() {
            Some(run) if is_foreign && carries_on => run.end = word.span.end,
            _ if is_foreign => runs.push(word.span),
            _ => {}
        }
        carries_on = is_foreign;
    }
    runs
}

/// Whether a run of Latin words is untranslated rather than a name.
fn is_left_over(run: &str, source: &str) -> bool {
    let small = |word: &Word<'_>| word.text.starts_with(char::is_lowercase);
    source.contains(run) && words(run).filter(small).count() > 2
}
