//! Names that have changed sides: اتهمت إيران إسرائيل, *Israel accused Iran*.
//!
//! Judged where the source has a verb of the news, then who does it and to whom, nothing between them, and the translation has that
//! verb between the same two names. The verbs are in `exchanged_names.toml`. Names are those that `changed-speaker` compares. From
//! Arabic to English.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::changed_speaker::Named;
use super::exchanged_numbers::swapped;
use super::known::Known;
use super::pair::Text;
use super::{Check, Objection, Pair};
use crate::document::Severity;
use crate::language::{Numbers, unglued};
use crate::text::words;

/// See the file's own documentation.
pub(super) struct ExchangedNames;

impl Check for ExchangedNames {
    fn id(&self) -> &'static str {
        "exchanged-names"
    }

    fn about(&self) -> &'static str {
        "Who does it and to whom have changed places in the translation"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let there = Verb::all(pair.there());
        if there.is_empty() {
            return Vec::new();
        }
        let here = Verb::all(pair.here());
        let same = |one: &Verb, other: &Verb| one.meanings.iter().any(|verb| other.meanings.contains(verb));
        let both = there.iter().flat_map(|said| {
            let told = here.iter().filter(move |told| same(said, told));
            told.map(move |told| (said, told))
        });
        let both: Vec<(&Verb, &Verb)> = both.collect();
        // A verb that stands twice on a side may have other names the other time.
        let [(said, told)] = both[..] else {
            return Vec::new();
        };
        exchanged(pair, &said.at, &told.at).into_iter().collect()
    }
}

/// What to say of the names beside a verb, which stands at `said` and at `told`.
fn exchanged(pair: &Pair<'_>, said: &Range<usize>, told: &Range<usize>) -> Option<Objection> {
    let (source, target) = (&pair.source.text, &pair.target.text);
    let named = Named::of(pair);
    let doer = right_behind(pair, &named, said.end)?;
    let other = right_behind(pair, &named, doer.end)?;
    let told_where = |is_there: &dyn Fn(&Range<usize>) -> bool| {
        let mut here = named.list.iter().map(|(_, here)| here.clone());
        here.find(|at| is_there(at))
    };
    let before = told_where(&|at| target[..told.start].trim_end().len() == at.end)?;
    let behind = told_where(&|at| {
        let between = target.get(told.end..at.start).map(str::trim);
        between.is_some_and(|between| {
            between.is_empty() || pair.to.placing.definite.iter().any(|the| the == between)
        })
    })?;
    let is = |here: &Range<usize>, there: &Range<usize>| {
        let text = &source[there.clone()];
        let mut same = named.list.iter().filter(|(at, _)| source[at.clone()] == *text);
        same.any(|(_, at)| target[at.clone()] == target[here.clone()])
    };
    let is_exchanged =
        is(&before, &other) && is(&behind, &doer) && !is(&before, &doer) && !is(&behind, &other);
    // What is Kerry's is not Kerry.
    let apostrophes = ['\'', '’'];
    let is_of = target[behind.clone()].contains(apostrophes) || target[behind.end..].starts_with(apostrophes);
    (is_exchanged && !is_of).then(|| Objection {
        at: before.start..behind.end,
        source_at: Some(said.start..other.end),
        message: format!(
            "“{}” says of “{}” what the source says of “{}”",
            &target[before.start..behind.end],
            &target[before.clone()],
            &source[doer.clone()]
        ),
        fix: Some(swapped(target, &before, &behind)),
        severity: None,
    })
}

/// Where the name of the source stands that the next word behind `end` is, but for what is glued before it. Who stands behind a
/// conjunction does the same and suffers nothing: زار ترامب وبوتين.
fn right_behind(pair: &Pair<'_>, named: &Named, end: usize) -> Option<Range<usize>> {
    let rest = &pair.source.text[end..];
    let word = words(rest)
        .next()
        .filter(|word| rest[..word.span.start].trim().is_empty())?;
    let word = end + word.span.start..end + word.span.end;
    let (at, _) = named.list.iter().find(|(at, _)| word.contains(&at.start))?;
    let in_term = pair.terms.iter().any(|used| used.hit.span.start == at.start);
    let glued = &pair.source.text[if in_term { word.start..at.start } else { word }];
    let mut joiners = pair.from.morphology.proclitics.first().into_iter().flatten();
    (!joiners.any(|joiner| glued.starts_with(joiner.as_str()))).then(|| at.clone())
}

/// A verb of the table.
struct Verb {
    at: Range<usize>,
    /// The lines of the table that it stands in.
    meanings: &'static [usize],
}

impl Verb {
    /// Those of `text`. Linear in its length.
    fn all(text: Text<'_>) -> Vec<Self> {
        let verbs = text.words().zip(text.known()).map(|(word, known)| Self {
            at: word.span,
            meanings: known.meanings(),
        });
        verbs.filter(|verb| !verb.meanings.is_empty()).collect()
    }
}

/// The lines of the table that `word` stands in, whatever is glued before it.
pub(super) fn meanings(word: &Known) -> &'static [usize] {
    let Some(verbs) = VERBS.get(&word.language().tag) else {
        return &[];
    };
    let forms = unglued(word.folded(), &word.language().morphology);
    forms
        .iter()
        .find_map(|form| verbs.get(*form))
        .map_or(&[], Vec::as_slice)
}

/// `exchanged_names.toml`: each verb by the tags of its languages.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    verbs: Vec<FxHashMap<String, Vec<String>>>,
}

/// The lines of the table that each form of a verb stands in, by language.
static VERBS: LazyLock<FxHashMap<String, FxHashMap<String, Vec<usize>>>> = LazyLock::new(|| {
    // The file is part of the program, and a test reads it.
    let table: Table = toml::from_str(include_str!("exchanged_names.toml")).unwrap_or_default();
    let mut all: FxHashMap<String, FxHashMap<String, Vec<usize>>> = FxHashMap::default();
    for (meaning, languages) in table.verbs.into_iter().enumerate() {
        for (tag, forms) in languages {
            let verbs = all.entry(tag).or_default();
            for form in forms {
                verbs.entry(Numbers::fold(&form)).or_default().push(meaning);
            }
        }
    }
    all
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let table: Table = toml::from_str(include_str!("exchanged_names.toml")).unwrap();
        assert!(!table.verbs.is_empty());
        for languages in &table.verbs {
            assert!(languages.contains_key("ar") && languages.contains_key("en"));
        }
    }
}
