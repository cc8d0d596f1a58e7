//! The name ledger: every name of an article, the forms it takes, and whether it has one rendering.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::document::{Outcome, Term, TermUse, Tier};

use super::desk::Open;

/// A name of the article.
#[derive(Debug, Serialize)]
pub(super) struct Name {
    source: String,
    target: String,
    kind: &'static str,
    status: &'static str,
    /// The row as it stands in its file.
    term: Term,
    /// The file it stands in.
    file: Option<String>,
    forms: Vec<Counted>,
    renderings: Vec<Counted>,
    conflict: bool,
}

/// A form or rendering with the segments it stands in.
#[derive(Debug, Clone, Default, Serialize)]
struct Counted {
    text: String,
    count: usize,
    ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
}

/// The names of an article, those with more than one rendering first, then by how often they stand there.
pub(super) fn ledger(open: &Open) -> Vec<Name> {
    let mut names: BTreeMap<(&str, &str), Gathered<'_>> = BTreeMap::new();
    for segment in &open.article.segments {
        let sure = |used: &&TermUse| used.hit.term.kind.is_name() && used.hit.tier != Tier::Possible;
        for used in segment.terms.iter().filter(sure) {
            let term = &used.hit.term;
            let name = names
                .entry((&term.source, &term.target))
                .or_insert_with(|| Gathered {
                    used,
                    forms: BTreeMap::new(),
                    renderings: BTreeMap::new(),
                });
            let id = segment.id.to_string();
            add(
                &mut name.forms,
                (&segment.source.text[used.hit.word.clone()], ""),
                &id,
            );
            let target = &segment.target.content.text;
            let rendering = match &used.outcome {
                Outcome::Open => continue,
                Outcome::Held(at) => (&target[at.clone()], "held"),
                Outcome::Variant(at) => (&target[at.clone()], "variant"),
                Outcome::Forbidden(at) => (&target[at.clone()], "forbidden"),
                Outcome::Wrong(at) => (&target[at.clone()], "wrong"),
                Outcome::Missing => ("", "missing"),
            };
            add(&mut name.renderings, rendering, &id);
        }
    }
    let mut names: Vec<Name> = names.into_values().map(|name| name.told(open)).collect();
    let count = |name: &Name| name.forms.iter().map(|form| form.count).sum::<usize>();
    names.sort_by_key(|name| (!name.conflict, std::cmp::Reverse(count(name))));
    names
}

/// The file of a place such as `people.tsv:12`.
fn file_of(place: &str) -> String {
    place.rsplit_once(':').map_or(place, |(file, _)| file).to_owned()
}

type Counts<'a> = BTreeMap<(&'a str, &'static str), Counted>;

struct Gathered<'a> {
    used: &'a TermUse,
    forms: Counts<'a>,
    renderings: Counts<'a>,
}

fn add<'a>(counts: &mut Counts<'a>, (text, state): (&'a str, &'static str), id: &str) {
    let counted = counts.entry((text, state)).or_insert_with(|| Counted {
        text: text.to_owned(),
        state: Some(state).filter(|state| !state.is_empty()),
        ..Counted::default()
    });
    counted.count += 1;
    if counted.ids.last().is_none_or(|last| last != id) {
        counted.ids.push(id.to_owned());
    }
}

impl Gathered<'_> {
    fn told(self, open: &Open) -> Name {
        let term = &self.used.hit.term;
        let renderings: Vec<Counted> = self.renderings.into_values().collect();
        let wrong = |one: &Counted| matches!(one.state, Some("forbidden" | "wrong" | "missing"));
        Name {
            source: term.source.clone(),
            target: term.target.clone(),
            kind: term.kind.as_str(),
            status: term.status.as_str(),
            file: open.listed(term).map(|place| file_of(&place)),
            term: Term::clone(term),
            forms: self.forms.into_values().collect(),
            conflict: renderings.len() > 1 || renderings.iter().any(wrong),
            renderings,
        }
    }
}
