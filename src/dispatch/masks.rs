//! Invented names that stand for terms while a backend that knows no terms translates around them.
//!
//! Which ones a backend leaves as they are is not guessed but asked: an invented, capitalised, Latin name survives
//! nearly always where digits, braces and tags never do, and real names are translated.

use std::ops::Range;

use crate::backend::{Backend, Pair, Request, Source, Usage};
use crate::document::{Content, SegmentId};

use super::Work;

/// The candidates, the best first.
pub(super) const CANDIDATES: &[&str] = &[
    "Kwpxq",
    "Zorvath",
    "Vrtzh",
    "Melkan",
    "Zlmbd",
    "Dravic",
    "Quillbrand",
    "Tolvik",
];

/// Where `mask` stands in `text`, whatever its letters' case: a backend that writes it in capitals has kept it. Bytes of the text.
#[must_use]
pub fn places_of(mask: &str, text: &str) -> Vec<Range<usize>> {
    let (text, mask) = (text.to_ascii_lowercase(), mask.to_ascii_lowercase());
    let places = text.match_indices(&mask);
    places.map(|(at, mask)| at..at + mask.len()).collect()
}

/// The masks that stand in `text`, in their order there.
#[must_use]
pub fn masks_in(text: &str) -> Vec<&'static str> {
    let place = |mask: &&'static str| text.find(mask).map(|at| (at, *mask));
    let mut found: Vec<_> = CANDIDATES.iter().filter_map(place).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, mask)| mask).collect()
}

/// The key under which the masks of a backend are kept.
pub(super) fn key(shape: &str, pair: Pair<'_>) -> String {
    format!("masks {shape} {} {} {}", pair.from, pair.to, CANDIDATES.join(" "))
}

/// Answers that must have lost their masks, and none kept them, before the masks are given up.
const ENOUGH: u32 = 3;

/// How a backend has treated masks within sentences. Asking for them alone can be answered by an echo, which says
/// nothing; this tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Experience {
    kept: u32,
    lost: u32,
}

impl Experience {
    /// Takes note of what became of the masks of `sent`, if it had any.
    pub(super) fn note(&mut self, sent: &str, answer: &str) {
        let masks = masks_in(sent);
        if masks.is_empty() {
            return;
        }
        if masks.iter().all(|mask| !places_of(mask, answer).is_empty()) && sent.trim() != answer.trim() {
            self.kept += 1;
        } else {
            self.lost += 1;
        }
    }

    /// Whether masks have proved to be of use.
    pub(super) fn is_good(self) -> bool {
        self.kept > 0
    }

    /// Whether masks are of no use with this backend after all.
    pub(super) fn is_bad(self) -> bool {
        self.kept == 0 && self.lost >= ENOUGH
    }
}

/// Those of [`CANDIDATES`] that `backend` gives back letter by letter, if need be in another case, and what asking cost. None when it cannot
/// be asked at all.
pub(super) async fn kept(backend: &dyn Backend, work: &dyn Work) -> (Vec<&'static str>, Usage) {
    let most = backend.capabilities().segments;
    let (mut kept, mut usage) = (Vec::new(), Usage::default());
    for masks in CANDIDATES.chunks(most.max(1)) {
        let source = |(number, mask): (usize, &&str)| Source {
            id: SegmentId::of(mask, number),
            content: Content::plain(*mask),
            ..Source::default()
        };
        let request = Request {
            from: work.pair().from.to_owned(),
            to: work.pair().to.to_owned(),
            segments: masks.iter().enumerate().map(source).collect(),
            ..Request::default()
        };
        let Ok(reply) = backend.translate(&request).await else {
            continue;
        };
        usage.add(&reply.usage);
        for (number, mask) in masks.iter().enumerate() {
            let id = SegmentId::of(mask, number);
            let answer = reply.answers.iter().find(|answer| answer.id == id);
            if answer.is_some_and(|answer| !places_of(mask, &answer.content.text).is_empty()) {
                kept.push(*mask);
            }
        }
    }
    (kept, usage)
}
