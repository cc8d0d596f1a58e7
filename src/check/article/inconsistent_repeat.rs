//! The same source, translated differently in two places.
//!
//! Vowel marks, letter case and punctuation make no difference on either side. The rendering that stands most often is
//! the right one, the first of several; the others are reported.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{ArticleCheck, are_forms, gist};
use crate::check::{Objection, Pair};
use crate::document::{Edit, Severity};

/// See the file's own documentation.
pub(super) struct InconsistentRepeat;

impl ArticleCheck for InconsistentRepeat {
    fn id(&self) -> &'static str {
        "inconsistent-repeat"
    }

    fn about(&self) -> &'static str {
        "The same source is translated differently elsewhere in the article"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    /// Linear in the article.
    fn run(&self, pairs: &[Pair<'_>]) -> Vec<(usize, Objection)> {
        let mut repeats: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let sources: Vec<String> = pairs.par_iter().map(|pair| gist(pair.there())).collect();
        for (place, (pair, source)) in pairs.iter().zip(sources).enumerate() {
            let is_form = place > 0 && are_forms(&pairs[place - 1], pair);
            if !pair.target.is_blank() && source.contains(char::is_alphabetic) && !is_form {
                repeats.entry(source).or_default().push(place);
            }
        }
        let mut objections: Vec<(usize, Objection)> = Vec::new();
        for places in repeats.into_values().filter(|places| places.len() > 1) {
            let renderings: Vec<String> = places.iter().map(|&place| gist(pairs[place].here())).collect();
            let count = |rendering: &String| renderings.iter().filter(|other| *other == rendering).count();
            let most = renderings.iter().map(count).max().unwrap_or_default();
            let Some(first) = renderings.iter().position(|rendering| count(rendering) == most) else {
                continue;
            };
            let others = places
                .iter()
                .zip(&renderings)
                .filter(|(_, other)| **other != renderings[first]);
            objections.extend(others.map(|(&place, _)| (place, objection(pairs, place, places[first]))));
        }
        objections.sort_by_key(|(place, _)| *place);
        objections
    }
}

fn objection(pairs: &[Pair<'_>], place: usize, first: usize) -> Objection {
    let (here, there) = (pairs[place].target, pairs[first].target);
    let whole = 0..here.text.len();
    let plain = here.codes.is_empty() && there.codes.is_empty();
    Objection {
        at: whole.clone(),
        message: format!(
            "the same source reads “{}” in segment {}",
            there.text.trim(),
            first + 1
        ),
        fix: plain.then(|| Edit {
            at: whole,
            text: there.text.clone(),
        }),
        ..Objection::default()
    }
}
