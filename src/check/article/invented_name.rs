//! Names that nothing in the article explains.
//!
//! What no word of its own source explains may stand for *he* or *the city*, where another segment has the name and a source that
//! explains it, or only the source: *Moroccans* for its citizens. Anybody else is unknown to the article. Where the source has a name,
//! too, that nothing tells, `names` speaks of both.

use std::ops::Range;

use rayon::prelude::*;

use super::ArticleCheck;
use crate::check::names::{Reading, without_possessive};
use crate::check::{Objection, Pair};
use crate::document::Severity;
use crate::text::words;

/// How many segments before and behind may explain a name: what is longer than most articles is a collection.
const NEAR: usize = 50;

/// See the file's own documentation.
pub(super) struct InventedName;

impl ArticleCheck for InventedName {
    fn id(&self) -> &'static str {
        "invented-name"
    }

    fn about(&self) -> &'static str {
        "A name that nothing in the article explains"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    /// Linear in the article.
    fn run(&self, pairs: &[Pair<'_>]) -> Vec<(usize, Objection)> {
        let readings: Vec<Option<Reading<'_>>> = pairs.par_iter().map(Reading::of).collect();
        let unexplained = readings.iter().enumerate().flat_map(|(place, reading)| {
            let strangers = reading.as_ref().map(strangers).unwrap_or_default();
            strangers.into_iter().map(move |at| (place, at))
        });
        let is_known = |place: usize, name: &str| {
            let near = place.saturating_sub(NEAR)..pairs.len().min(place + NEAR);
            let mut segments = pairs[near.clone()].iter().zip(&readings[near]);
            segments.any(|(pair, reading)| {
                let told = pair.target.text.contains(name);
                let reading = reading.as_ref();
                reading.is_some_and(|reading| reading.renders(name) || (told && reading.explains(name)))
            })
        };
        let invented = unexplained.filter(|(place, at)| {
            let mut parts = words(&pairs[*place].target.text[at.clone()]);
            !parts.any(|part| is_known(*place, without_possessive(part.text)))
        });
        invented
            .map(|(place, at)| {
                let name = &pairs[place].target.text[at.clone()];
                let message = format!("nothing in the article explains the name “{name}”");
                (
                    place,
                    Objection {
                        at,
                        message,
                        ..Objection::default()
                    },
                )
            })
            .collect()
    }
}

/// The names of a translation that nothing in its source explains, where the source has no name that is left over.
fn strangers(reading: &Reading<'_>) -> Vec<Range<usize>> {
    if reading.unsaid().is_empty() {
        reading.strangers(&[])
    } else {
        Vec::new()
    }
}
