//! One name of the source that is spelled in two ways.
//!
//! Source mentions are clustered by what is left of them without the particles glued before them (كيري, لكيري), and each is
//! tied to the word of its translation that sounds like it. Two spellings of one cluster are compared where both may be the
//! same person: what stands before and after them in the name sounds alike or is left out. The rarer spelling is reported.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ArticleCheck;
use crate::check::names::{Mention, mentions, sound_alike};
use crate::check::{Objection, Pair};
use crate::document::{Edit, Severity};
use crate::language::{Names, bare};

/// The shortest name that is compared, in letters; shorter ones differ by chance.
const SHORTEST: usize = 4;

/// See the file's own documentation.
pub(super) struct NameSpelling;

impl ArticleCheck for NameSpelling {
    fn id(&self) -> &'static str {
        "name-spelling"
    }

    fn about(&self) -> &'static str {
        "A name is spelled differently elsewhere in the article"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    /// Linear in the article, and quadratic in the mentions of one name.
    fn run(&self, pairs: &[Pair<'_>]) -> Vec<(usize, Objection)> {
        let found: Vec<(usize, Mention)> = pairs
            .par_iter()
            .enumerate()
            .filter(|(_, pair)| !pair.target.is_blank())
            .flat_map_iter(|(place, pair)| mentions(pair).into_iter().map(move |mention| (place, mention)))
            .collect();
        // Two forms of a name have something in common once what is glued before them is gone.
        let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
        let mut clusters: Vec<Vec<Spelled<'_>>> = Vec::new();
        for (place, mention) in &found {
            let pair = &pairs[*place];
            let mut forms = bare(&mention.source, &pair.from.morphology);
            forms.retain(|form| form.chars().count() >= SHORTEST - 1 && is_stem(form, &mention.source));
            let cluster = forms
                .iter()
                .find_map(|form| seen.get(form))
                .copied()
                .unwrap_or(clusters.len());
            if cluster == clusters.len() {
                clusters.push(Vec::new());
            }
            for form in forms {
                seen.entry(form).or_insert(cluster);
            }
            clusters[cluster].push(Spelled {
                place: *place,
                at: mention.at.clone(),
                plain: Names::plain(&pair.target.text[mention.at.clone()]),
                written: &pair.target.text[mention.at.clone()],
                mention,
            });
        }
        let mut objections: Vec<(usize, Objection)> =
            clusters.iter().flat_map(|cluster| odd(cluster)).collect();
        objections.sort_by_key(|(place, objection)| (*place, objection.at.start));
        objections.dedup_by_key(|(place, objection)| (*place, objection.at.start));
        objections
    }
}

/// Whether `form` may be all of the name that `source` has: a name of three letters is not cut.
fn is_stem(form: &str, source: &str) -> bool {
    form.len() == source.len() || form.chars().count() >= SHORTEST
}

/// A mention with how it is spelled.
struct Spelled<'a> {
    place: usize,
    at: Range<usize>,
    plain: String,
    written: &'a str,
    mention: &'a Mention,
}

/// The mentions of a cluster that are spelled in a rarer way than one they may be the same as.
fn odd(cluster: &[Spelled<'_>]) -> Vec<(usize, Objection)> {
    let count = |plain: &str| cluster.iter().filter(|other| other.plain == plain).count();
    let stands_at = |place: usize, plain: &str| {
        let mut here = cluster.iter().filter(|spelled| spelled.place == place);
        here.any(|spelled| spelled.plain == plain)
    };
    let rank = |spelled: &Spelled<'_>| (count(&spelled.plain), std::cmp::Reverse(spelled.place));
    cluster
        .iter()
        .filter_map(|mine| {
            let other = cluster
                .iter()
                .filter(|other| other.plain != mine.plain && rank(other) > rank(mine))
                .filter(|other| mine.plain.len().min(other.plain.len()) >= SHORTEST)
                .filter(|other| !stands_at(mine.place, &other.plain) && mine.mention.may_be(other.mention))
                .filter(|other| sound_alike(&mine.plain, &other.plain))
                .max_by_key(|other| rank(other))?;
            let spelling = other.written.trim_end_matches("'s").trim_end_matches("’s");
            let end = mine.at.start + mine.written.trim_end_matches("'s").trim_end_matches("’s").len();
            let objection = Objection {
                at: mine.at.start..end,
                message: format!("“{spelling}” is the spelling in segment {}", other.place + 1),
                fix: Some(Edit {
                    at: mine.at.start..end,
                    text: spelling.to_owned(),
                }),
                ..Objection::default()
            };
            Some((mine.place, objection))
        })
        .collect()
}
