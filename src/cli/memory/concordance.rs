//! `tarjuman memory search --concordance`: a word or a phrase wherever it stands, with what it became.

use std::io::Write;
use std::ops::Range;

use anyhow::anyhow;
use clap::ValueEnum;
use serde::Serialize;

use crate::cli::lexicons::Lexicons;
use crate::cli::terminal::{Terminal, clean};
use crate::document::TranslationUnit;
use crate::memory::{Lexicon, Memory, Pair, Phrase, StoredUnit};
use crate::store::Sqlite;
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
    (memory, lexicons): (&mut Memory<Sqlite>, &Lexicons),
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
    if units.is_empty() && side != Side::Source {
        for store in memory.all_units() {
            units.extend(phrase.in_targets(store, pair, limit - units.len())?);
        }
    }
    let near: Vec<&StoredUnit> = units.iter().collect();
    let lexicon = Lexicon::over(&lexicons.of(&memory.all_units(), pair)?, &near);
    let hit = |StoredUnit { memory, unit, .. }: StoredUnit| {
        let places = match side {
            Side::Target => phrase.places_in_target(&unit.source, &unit.target, &lexicon),
            Side::Either | Side::Source => phrase.places(&unit.source, &unit.target, &lexicon),
        };
        let (source, target) = places.unwrap_or_default();
        Hit {
            unit,
            memory,
            source,
            target,
        }
    };
    Ok(units.into_iter().map(hit).collect())
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
