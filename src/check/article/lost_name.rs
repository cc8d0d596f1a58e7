//! Names that the rest of the article tells and one segment does not.
//!
//! An article teaches its names: a word of the source that sounds like the same word of the translation in several segments is a
//! name, whether or not any list knows it. Where it stands again and nothing sounds like it, it is left out or is another. Told by a
//! part of it, as a surname tells the whole, it is told; but who is named in full for the first time has a first name in the article.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ArticleCheck;
use crate::check::names::{Half, Named, halves, is_spelled, named, told_words};
use crate::check::stand_in::{is_told_by_kind, is_told_by_pronoun};
use crate::check::{Objection, Pair};
use crate::document::{Severity, TermKind};
use crate::language::bare;

/// The shortest form that is compared, in letters; shorter ones are other words by chance.
const SHORTEST: usize = 4;

/// In how many segments a name must be told for all others to tell it too.
const USUAL: usize = 2;

/// See the file's own documentation.
pub(super) struct LostName;

impl ArticleCheck for LostName {
    fn id(&self) -> &'static str {
        "lost-name"
    }

    fn about(&self) -> &'static str {
        "A name that the article tells elsewhere, or a part of one that it tells nowhere, is missing"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    /// Linear in the article.
    fn run(&self, pairs: &[Pair<'_>]) -> Vec<(usize, Objection)> {
        let found: Vec<Vec<Named>> = pairs.par_iter().map(named).collect();
        let mut known: FxHashMap<&str, Telling<'_>> = FxHashMap::default();
        for (place, pair) in pairs.iter().enumerate() {
            for name in &found[place] {
                for form in forms(name, pair) {
                    known.entry(form).or_default().add(place, name);
                }
            }
        }
        let mut objections = Vec::new();
        for (place, pair) in pairs.iter().enumerate() {
            let lost = found[place]
                .iter()
                .filter(|name| name.told.is_none() && !name.in_part);
            let mut lost = lost.filter_map(|name| {
                let telling = forms(name, pair).find_map(|form| known.get(form)?.usual(name, pair))?;
                (!is_spelled(&name.span, pair)).then_some((name, telling))
            });
            objections.extend(
                lost.next()
                    .map(|(name, (told, there))| (place, objection(pair, name, told, there))),
            );
        }
        objections.extend(lost_halves(pairs));
        objections.sort_by_key(|(place, _)| *place);
        objections
    }
}

/// Parts of names that no segment tells, one a segment: a first name of somebody whose surname none before has told, and a surname. Linear
/// in the article.
fn lost_halves(pairs: &[Pair<'_>]) -> Vec<(usize, Objection)> {
    let found: Vec<Vec<Half>> = pairs.par_iter().map(halves).collect();
    let Some(first) = pairs
        .first()
        .filter(|_| found.iter().any(|halves| !halves.is_empty()))
    else {
        return Vec::new();
    };
    let plain = |word: &str| {
        let forms = bare(word, &first.from.morphology);
        forms.into_iter().map(String::from).collect::<Vec<_>>()
    };
    // Every word that a name of the translation tells, with the first segment where it does.
    let mut told: FxHashMap<String, usize> = FxHashMap::default();
    for (place, pair) in pairs.iter().enumerate() {
        for form in told_words(pair).flat_map(plain) {
            told.entry(form).or_insert(place);
        }
    }
    let lost = |(place, halves): (usize, Vec<Half>)| {
        let is_new = |surname: &str| {
            let forms = plain(surname);
            forms
                .iter()
                .all(|form| told.get(form).is_none_or(|first| *first == place))
        };
        let is_lost = |half: &Half| {
            let is_nowhere = plain(&half.lost).iter().all(|form| !told.contains_key(form));
            is_nowhere && half.surname.as_deref().is_none_or(is_new)
        };
        let half = halves.into_iter().find(is_lost)?;
        let (source, end) = (&pairs[place].source.text, pairs[place].target.text.len());
        let name = &source[half.span.clone()];
        let objection = Objection {
            at: end..end,
            message: format!("“{name}” is named in the source, nobody here sounds like it"),
            source_at: Some(half.span),
            ..Objection::default()
        };
        Some((place, objection))
    };
    found.into_iter().enumerate().filter_map(lost).collect()
}

/// What is left of a name without what may be glued before it.
fn forms<'a>(name: &'a Named, pair: &Pair<'_>) -> impl Iterator<Item = &'a str> {
    let forms = bare(&name.folded, &pair.from.morphology);
    forms.into_iter().filter(|form| form.chars().count() >= SHORTEST)
}

/// How a word of the source is told in an article.
#[derive(Default)]
struct Telling<'a> {
    /// The words of the translation that it sounds like, each with the first segment that has it and how many have.
    by: FxHashMap<&'a str, (usize, usize)>,
    /// How many segments do not tell it.
    untold: usize,
}

impl<'a> Telling<'a> {
    fn add(&mut self, place: usize, name: &'a Named) {
        match &name.told {
            Some(told) => self.by.entry(told).or_insert((place, 0)).1 += 1,
            None => self.untold += 1,
        }
    }

    /// The word that tells it nearly always, and the first segment that has it, for who asks of `name`, which `pair` does not tell; as
    /// often as not, where no pronoun and no office may tell it there.
    fn usual(&self, name: &Named, pair: &Pair<'_>) -> Option<(&'a str, usize)> {
        let (told, (place, count)) = self
            .by
            .iter()
            .max_by_key(|(_, (place, count))| (*count, std::cmp::Reverse(*place)))?;
        let is_usual = *count >= USUAL && self.untold * 2 <= *count;
        let stands_for =
            || is_told_by_pronoun(name.span.start, pair) || is_told_by_kind(TermKind::Person, pair);
        let may_be = || !name.is_word && self.untold <= *count && !stands_for();
        (is_usual || may_be()).then_some((*told, *place))
    }
}

fn objection(pair: &Pair<'_>, name: &Named, told: &str, there: usize) -> Objection {
    let end = pair.target.text.len();
    Objection {
        at: end..end,
        message: format!(
            "“{}” is named in the source, nobody here sounds like it; segment {} has “{told}”",
            &pair.source.text[name.span.clone()],
            there + 1,
        ),
        source_at: Some(name.span.clone()),
        ..Objection::default()
    }
}
