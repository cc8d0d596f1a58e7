//! Terms: precision, recall and F1 by set, recall by class and kind.
//!
//! A hit is right when an occurrence of the same term overlaps it, one to one: occurrences in their order, each
//! takes the hit that overlaps it most, then the one whose ends are nearest. Hits on `ignore` spans of the term
//! and second hits on one occurrence do not count; `nested` occurrences (a word inside a phrase that is a term
//! too) neither help nor hurt. The lines of a set are one document, as they are for `tarjuman glossary match`:
//! the spelling habits are taken from all of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use serde::Deserialize;
use tarjuman::document::{Term, TermKind};
use tarjuman::glossary::Matcher;
use tarjuman::language;
use tarjuman::text::CharOffsets;

use super::table::{Counts, Table, examples, figure};
use super::{Result, read, stem};

/// The classes in the order of the table.
const CLASSES: [&str; 5] = ["bare", "clitic", "variant", "inflected", "multiword"];

#[derive(Deserialize)]
struct Set {
    meta: Meta,
    terms: Vec<Listed>,
    sentences: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Meta {
    lang: String,
}

#[derive(Deserialize)]
struct Listed {
    id: usize,
    source: String,
    kind: Kind,
}

/// What a term of a set is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    /// A proper name.
    Name,
    /// A common noun.
    Common,
    /// A phrase.
    Multiword,
    /// A name that never occurs as a word of the text.
    Distractor,
}

#[derive(Deserialize)]
struct Sentence {
    text: String,
    gold: Vec<Occurrence>,
    ignore: Vec<Place>,
    #[serde(default)]
    fold_traps: Vec<Place>,
}

/// An occurrence of a term; the span is without what is glued to it, the word with it.
#[derive(Deserialize)]
struct Occurrence {
    #[serde(flatten)]
    place: Place,
    word: (usize, usize),
    class: String,
    #[serde(default)]
    nested: bool,
}

#[derive(Clone, Copy, Deserialize)]
struct Place {
    term_id: usize,
    start: usize,
    end: usize,
}

impl Place {
    fn overlaps(&self, hit: &Hit) -> bool {
        self.term_id == hit.term && hit.start < self.end && self.start < hit.end
    }

    /// How much of the hit lies in the place, then how near their ends are; the greater the better.
    fn likeness(&self, hit: &Hit) -> (usize, Reverse<usize>) {
        let common = hit.end.min(self.end).saturating_sub(hit.start.max(self.start));
        let apart = hit.start.abs_diff(self.start) + hit.end.abs_diff(self.end);
        (common, Reverse(apart))
    }
}

/// A hit of the matcher, in code points of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    start: usize,
    end: usize,
    term: usize,
}

/// The counts of one set.
#[derive(Default)]
struct Score {
    all: Counts,
    by_class: BTreeMap<String, Counts>,
    by_kind: BTreeMap<Kind, Counts>,
    fold_traps: usize,
    missed: Vec<String>,
    wrong: Vec<String>,
}

impl Score {
    fn by_kind(&self, kind: Kind) -> Counts {
        self.by_kind.get(&kind).copied().unwrap_or_default()
    }

    fn add(&mut self, kind: Kind, counts: Counts) {
        self.all += counts;
        *self.by_kind.entry(kind).or_default() += counts;
    }
}

/// The tables of all `files`, then up to `most` errors of each kind.
pub(super) fn report(files: &[PathBuf], most: usize) -> Result<String> {
    let mut sets = Table::new(&[
        "set",
        "occurrences",
        "P",
        "R",
        "F1",
        "F1, names and phrases alone",
        "false hits",
        "of distractors",
        "by folding",
    ]);
    let mut recall = Table::new(&[
        "set",
        "bare",
        "clitic",
        "variant",
        "inflected",
        "multiword",
        "name",
        "common",
        "phrase",
    ]);
    let mut shown = String::new();
    for file in files {
        let set: Set = read(file)?;
        let name = stem(file);
        let all = score(&set, |_| true)?;
        let names = score(&set, |kind| kind != Kind::Common)?;
        sets.push(&[
            name.clone(),
            all.all.wanted().to_string(),
            figure(all.all.precision()),
            figure(all.all.recall()),
            figure(all.all.f1()),
            figure(names.all.f1()),
            all.all.wrong.to_string(),
            all.by_kind(Kind::Distractor).wrong.to_string(),
            all.fold_traps.to_string(),
        ]);
        recall.push(&recalls(&name, &all));
        shown += &examples(&format!("{name}, missed"), &all.missed, most);
        shown += &examples(&format!("{name}, false hits"), &all.wrong, most);
    }
    Ok(format!(
        "### Terms\n\n{}\nRecall by class and by kind, with the number of occurrences:\n\n{}{shown}",
        sets.finish(),
        recall.finish()
    ))
}

fn recalls(name: &str, score: &Score) -> Vec<String> {
    let cell = |counts: Counts| match counts.recall() {
        Some(recall) => format!("{} ({})", figure(Some(recall)), counts.wanted()),
        None => figure(None),
    };
    let by_class = CLASSES.map(|class| score.by_class.get(class).copied().unwrap_or_default());
    let by_kind = [Kind::Name, Kind::Common, Kind::Multiword].map(|kind| score.by_kind(kind));
    let cells = by_class.into_iter().chain(by_kind).map(cell);
    std::iter::once(name.to_owned()).chain(cells).collect()
}

/// Searches for the terms whose kind is `wanted` and compares with their occurrences.
fn score(set: &Set, wanted: impl Fn(Kind) -> bool) -> Result<Score> {
    let listed: HashMap<&str, &Listed> = set
        .terms
        .iter()
        .filter(|term| wanted(term.kind))
        .map(|term| (term.source.as_str(), term))
        .collect();
    let by_id: HashMap<usize, &Listed> = listed.values().map(|term| (term.id, *term)).collect();
    // In the order of the set, since the earlier row wins a tie.
    let rows = set
        .terms
        .iter()
        .filter(|term| by_id.contains_key(&term.id))
        .map(row);
    let matcher = Matcher::new(rows, language::of(&set.meta.lang))?;
    let lines: Vec<String> = set.sentences.iter().map(|s| s.text.replace('\n', " ")).collect();
    let habits = matcher.habits(&lines.join("\n"));
    let mut score = Score::default();
    for (sentence, line) in set.sentences.iter().zip(&lines) {
        let offsets = CharOffsets::new(line);
        let hits: BTreeSet<Hit> = matcher
            .listed(line, &habits)
            .into_iter()
            .filter_map(|hit| {
                let chars = offsets.range(&hit.span);
                Some(Hit {
                    start: chars.start,
                    end: chars.end,
                    term: listed.get(hit.term.source.as_str())?.id,
                })
            })
            .collect();
        compare(sentence, hits.into_iter().collect(), &by_id, &mut score);
    }
    Ok(score)
}

fn row(term: &Listed) -> Term {
    Term {
        source: term.source.clone(),
        target: format!("T{}", term.id),
        kind: match term.kind {
            Kind::Name | Kind::Distractor => TermKind::Name,
            Kind::Common => TermKind::Term,
            Kind::Multiword => TermKind::Phrase,
        },
        ..Term::default()
    }
}

/// Adds what the hits of one sentence, in order, got right and wrong.
fn compare(sentence: &Sentence, mut hits: Vec<Hit>, terms: &HashMap<usize, &Listed>, score: &mut Score) {
    let gold = || {
        sentence
            .gold
            .iter()
            .filter_map(|g| Some((g, *terms.get(&g.place.term_id)?)))
    };
    for (occurrence, term) in gold() {
        let best = hits
            .iter()
            .enumerate()
            .filter(|(_, hit)| occurrence.place.overlaps(hit))
            .max_by_key(|&(index, hit)| (occurrence.place.likeness(hit), Reverse(index)))
            .map(|(index, _)| index);
        if let Some(index) = best {
            hits.remove(index);
        }
        if occurrence.nested {
            continue;
        }
        let counts = Counts {
            right: usize::from(best.is_some()),
            missed: usize::from(best.is_none()),
            wrong: 0,
        };
        score.add(term.kind, counts);
        *score.by_class.entry(occurrence.class.clone()).or_default() += counts;
        if best.is_none() {
            let word = chars(&sentence.text, occurrence.word.0, occurrence.word.1);
            score
                .missed
                .push(format!("{} in {word} ({})", term.source, occurrence.class));
        }
    }
    for hit in hits {
        let known = sentence
            .ignore
            .iter()
            .chain(gold().map(|(g, _)| &g.place))
            .any(|place| place.overlaps(&hit));
        let Some(term) = terms.get(&hit.term).filter(|_| !known) else {
            continue;
        };
        score.add(
            term.kind,
            Counts {
                wrong: 1,
                ..Counts::default()
            },
        );
        score.fold_traps += usize::from(sentence.fold_traps.iter().any(|trap| trap.overlaps(&hit)));
        let around = chars(&sentence.text, hit.start.saturating_sub(8), hit.end + 8);
        score.wrong.push(format!("{} in {around}", term.source));
    }
}

/// The text between two places counted in code points.
fn chars(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}
