//! `tarjuman memory search --concordance`: a word or a phrase wherever it stands, with what it became.

use std::collections::VecDeque;
use std::io::Write;
use std::ops::{ControlFlow, Range};

use anyhow::anyhow;
use clap::ValueEnum;
use serde::Serialize;

use super::learned::lexicon;
use crate::cli::terminal::{Terminal, clean};
use crate::document::TranslationUnit;
use crate::memory::{Memory, Pair, Phrase, StoredUnit};
use crate::store::{Sqlite, Store};
use crate::text::CharOffsets;

/// Where a phrase is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Side {
    /// In sources; if none has it, in targets.
    Either,
    /// In sources, by the index.
    Source,
    /// In targets, which are all read.
    Target,
}

/// A unit that holds the phrase.
pub(super) struct Hit {
    unit: TranslationUnit,
    memory: String,
    source: Option<Range<usize>>,
    target: Option<Range<usize>>,
}

#[derive(Serialize)]
struct Told<'a> {
    source: &'a str,
    target: &'a str,
    origin: &'a str,
    source_span: Option<[usize; 2]>,
    target_span: Option<[usize; 2]>,
}

/// The latest `limit` units that hold `text`, each with where it stands and where its counterpart does.
pub(super) fn hits(
    memory: &mut Memory<Sqlite>,
    pair: &Pair,
    text: &str,
    side: Side,
    limit: usize,
) -> anyhow::Result<Vec<Hit>> {
    let phrase = Phrase::of(text).ok_or_else(|| anyhow!("`{text}` has no word to be looked for"))?;
    let mut units = Vec::new();
    if side != Side::Target {
        units = memory.holding(&phrase, pair, limit)?;
    }
    let in_source = !units.is_empty();
    if !in_source && side != Side::Source {
        for store in memory.all_units() {
            units.extend(in_targets(store, &phrase, pair, limit - units.len())?);
        }
    }
    let near: Vec<&StoredUnit> = units.iter().collect();
    let lexicon = lexicon(&memory.all_units(), pair, &near)?;
    let hit = |stored: StoredUnit| {
        let unit = stored.unit;
        let (source, target) = if in_source {
            let span = phrase.find(&unit.source);
            let its = span
                .clone()
                .and_then(|span| lexicon.counterpart(&unit.source, span, &unit.target));
            (span, its)
        } else {
            let span = phrase.find(&unit.target);
            let its = span
                .clone()
                .and_then(|span| lexicon.origin(&unit.source, &unit.target, span));
            (its, span)
        };
        Hit {
            unit,
            memory: stored.memory,
            source,
            target,
        }
    };
    Ok(units.into_iter().map(hit).collect())
}

/// The latest units whose target holds `phrase`; linear in the units of the pair.
fn in_targets(store: &Sqlite, phrase: &Phrase, pair: &Pair, limit: usize) -> anyhow::Result<Vec<StoredUnit>> {
    let mut found = VecDeque::new();
    store.export_units(None, Some(pair), &mut |stored| {
        if limit > 0 && phrase.find(&stored.unit.target).is_some() {
            found.truncate(limit - 1);
            found.push_front(stored);
        }
        ControlFlow::Continue(())
    })?;
    Ok(found.into())
}

/// The hits as one JSON line.
pub(super) fn line(number: usize, hits: &[Hit], out: &mut dyn Write) -> anyhow::Result<()> {
    let told: Vec<Told<'_>> = hits.iter().map(Hit::told).collect();
    let line = serde_json::json!({ "query": number, "hits": told });
    writeln!(out, "{line}")?;
    Ok(())
}

/// The hits for people, what was found and its counterpart between brackets.
pub(super) fn print(
    text: &str,
    hits: &[Hit],
    terminal: &Terminal,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    if hits.is_empty() {
        terminal.say(format!("found nowhere: {}", clean(text)));
    }
    for hit in hits {
        writeln!(out, "{}", clean(&hit.memory))?;
        writeln!(out, "\t{}", clean(&marked(&hit.unit.source, hit.source.as_ref())))?;
        writeln!(out, "\t{}", clean(&marked(&hit.unit.target, hit.target.as_ref())))?;
    }
    Ok(())
}

/// `text` with the part in `span` between brackets.
pub(super) fn marked(text: &str, span: Option<&Range<usize>>) -> String {
    match span {
        Some(span) => format!(
            "{}⟦{}⟧{}",
            &text[..span.start],
            &text[span.clone()],
            &text[span.end..]
        ),
        None => text.to_owned(),
    }
}

impl Hit {
    fn told(&self) -> Told<'_> {
        let points = |text: &str, span: &Option<Range<usize>>| {
            let span = span.clone()?;
            let offsets = CharOffsets::new(text);
            Some([offsets.of(span.start), offsets.of(span.end)])
        };
        Told {
            source: &self.unit.source,
            target: &self.unit.target,
            origin: &self.memory,
            source_span: points(&self.unit.source, &self.source),
            target_span: points(&self.unit.target, &self.target),
        }
    }
}
