//! Clauses that the translation leaves out.
//!
//! A stretch of the source none of whose known words is told anywhere in the translation, in a translation that is shorter
//! than its source lets expect, has most likely been left out. Words are known by the lexicon of the two languages, by
//! glossary terms, as names that sound like one of the translation, and as foreign ones by their spelling. What is told elsewhere, or freely in other words, keeps the stretch short, and so does
//! every word that is told within it. The best stretch is found by Kadane's algorithm, so the check is linear in the texts.

use std::ops::Range;

use super::length::extents;
use super::lost_acronym::foreign_acronyms;
use super::missing_term::is_told;
use super::names::{Sounds, lore};
use super::{Check, Objection, Pair};
use crate::document::{Outcome, Severity, TermUse};
use crate::language::bridge;
use crate::text::words;

/// What a known word that is not told adds to a stretch, and what one that is told takes from it.
const UNTOLD: f32 = 1.0;
const TOLD: f32 = -1.6;
/// What one adds that often goes unsaid.
const SELDOM_TOLD: f32 = 0.2;
/// How many untold words make a stretch that was left out, in a translation that is just short enough to be judged.
const ENOUGH: f32 = 5.5;
/// How many fewer do for each factor of *e* that it is shorter.
const SLOPE: f32 = 12.0;
/// How few are never enough.
const FEWEST: f32 = 3.0;
/// The share of the source's words that must be known, for a text on matters that the lexicon knows.
const KNOWN: f32 = 0.35;
/// How short that is: the logarithm of the length that the languages let expect over the length that is there.
const LEAST: f32 = 0.3;

/// How foreign a word that nobody knows must look to be a name, which would be told: see [`crate::language::foreignness`].
const FOREIGN: f32 = 2.5;

/// The id of the check.
pub(super) const ID: &str = "omission";

/// See the file's own documentation.
pub(super) struct Omission;

impl Check for Omission {
    fn id(&self) -> &'static str {
        ID
    }

    fn about(&self) -> &'static str {
        "A clause of the source is told nowhere in the translation"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let short = shortfall(pair);
        if short < LEAST {
            return Vec::new();
        }
        let enough = (ENOUGH - SLOPE * (short - LEAST)).max(FEWEST) + abbreviated(pair);
        let found =
            |is_usual: &dyn Fn(&str) -> bool| untold(pair, is_usual).filter(|(_, score)| *score >= enough);
        // The memory is asked for every word, so it is asked last.
        let found = found(&|_| false).and_then(|found_by_lists| match pair.renderings {
            None => Some(found_by_lists),
            Some(_) => found(&|word| pair.has_usual(word)),
        });
        let Some((stretch, _)) = found else {
            return Vec::new();
        };
        let end = pair.target.text.len();
        vec![Objection {
            at: end..end,
            message: format!(
                "“{}” is told nowhere in the translation",
                &pair.source.text[stretch.clone()]
            ),
            source_at: Some(stretch),
            ..Objection::default()
        }]
    }
}

/// How many words the acronyms of the translation may tell, one for each letter.
fn abbreviated(pair: &Pair<'_>) -> f32 {
    // A segment is short.
    foreign_acronyms(pair)
        .map(|word| f32::from(u8::try_from(word.len()).unwrap_or(u8::MAX)))
        .sum()
}

/// The logarithm of the length that the source lets expect over that of the translation; 0 where that is not known.
pub(super) fn shortfall(pair: &Pair<'_>) -> f32 {
    extents(pair).map_or(0.0, |(there, here)| (there / here.max(1.0)).ln())
}

/// The stretch of the source that is least told, and how many words of it are not; a word that `is_usual` is told.
fn untold(pair: &Pair<'_>, is_usual: &dyn Fn(&str) -> bool) -> Option<(Range<usize>, f32)> {
    let bridge = bridge(pair.from, pair.to)?;
    let here = bridge.told(&pair.target.text);
    let names = Sounds::of(pair);
    let mut best: Option<(Range<usize>, f32)> = None;
    let (mut from, mut sum) = (0, 0.0);
    let (mut all, mut known) = (0.0, 0.0);
    for word in words(&pair.source.text) {
        let lore = lore(word.text, pair, bridge);
        // Of dates and figures their own checks speak: سبتمبر may well be 9, and السادسة 6.
        if lore.is_small || lore.is_date || lore.is_number {
            continue;
        }
        all += 1.0;
        let entries = lore.entries;
        let told = match term_at(pair, &word.span) {
            Some(told) => told,
            None if entries.is_empty() => match names.tell_of(&lore) {
                false if lore.foreignness <= FOREIGN => continue,
                told => told,
            },
            None => entries.iter().any(|entry| here.contains(entry)) || is_usual(word.text),
        };
        known += 1.0;
        if sum <= 0.0 {
            (from, sum) = (word.span.start, 0.0);
        }
        sum += match (told, bridge.goes_unsaid(entries)) {
            (true, _) => TOLD,
            (false, false) => UNTOLD,
            (false, true) => SELDOM_TOLD,
        };
        if best.as_ref().is_none_or(|(_, most)| sum > *most) {
            best = Some((from..word.span.end, sum));
        }
    }
    best.filter(|_| known >= KNOWN * all)
}

/// Whether the term that the word belongs to is told; `None` where it belongs to none.
fn term_at(pair: &Pair<'_>, span: &Range<usize>) -> Option<bool> {
    let mut here = pair
        .terms
        .iter()
        .filter(|used| used.hit.span.start < span.end && span.start < used.hit.span.end);
    let first = here.next()?;
    let told =
        |used: &TermUse| used.outcome != Outcome::Missing || is_told(&used.hit.term, &pair.target.text);
    Some(told(first) || here.any(told))
}
