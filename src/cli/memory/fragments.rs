//! `tarjuman memory search --fragments`: the parts of a segment that memory and glossary have, put together.

use std::io::Write;
use std::ops::Range;

use serde::Serialize;

use super::concordance::marked;
use super::learned::lexicon;
use crate::cli::session::Session;
use crate::cli::termbase::Termbase;
use crate::cli::terminal::{Terminal, clean};
use crate::document::Tier;
use crate::glossary::{Habits, Matcher};
use crate::language;
use crate::memory::{Memory, Pair, Query};
use crate::store::Sqlite;
use crate::text::CharOffsets;

/// Where a part of a proposal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Provenance {
    Memory,
    Glossary,
}

/// A part of a segment with its rendering.
pub(super) struct Part {
    span: Range<usize>,
    target: String,
    from: Provenance,
    /// The memory, or the term as it is listed.
    origin: String,
    /// The unit's source and target with the part between brackets; of a term nothing.
    unit: Option<(String, String)>,
}

#[derive(Serialize)]
struct Told<'a> {
    start: usize,
    end: usize,
    source: &'a str,
    target: &'a str,
    from: Provenance,
    origin: &'a str,
}

/// What assembles proposals for a pair of languages.
pub(super) struct Assembly {
    pair: Pair,
    matcher: Matcher,
}

impl Assembly {
    pub(super) fn new(session: &Session, pair: &Pair) -> anyhow::Result<Self> {
        let termbase = Termbase::gather(session, &[], &pair.from, &pair.to)?;
        Ok(Self {
            pair: pair.clone(),
            matcher: termbase.matcher(language::of(&pair.from))?,
        })
    }

    /// The parts of `text` in its order: what the memory has of it, and terms where it has nothing.
    pub(super) fn parts(&self, memory: &mut Memory<Sqlite>, text: &str) -> anyhow::Result<Vec<Part>> {
        let query = Query {
            source: text,
            from: &self.pair.from,
            to: &self.pair.to,
            ..Query::default()
        };
        let fragments = memory.fragments(&query)?;
        let mut parts = Vec::new();
        if !fragments.is_empty() {
            let near: Vec<_> = fragments.iter().map(|fragment| &fragment.unit).collect();
            let lexicon = lexicon(&memory.all_units(), &self.pair, &near)?;
            for fragment in &fragments {
                let unit = &fragment.unit.unit;
                let found = lexicon.counterpart(&unit.source, fragment.place.clone(), &unit.target);
                if let Some(its) = found {
                    parts.push(Part {
                        span: fragment.span.clone(),
                        target: unit.target[its.clone()].to_owned(),
                        from: Provenance::Memory,
                        origin: fragment.unit.memory.clone(),
                        unit: Some((
                            marked(&unit.source, Some(&fragment.place)),
                            marked(&unit.target, Some(&its)),
                        )),
                    });
                }
            }
        }
        let habits = Habits::default();
        for hit in self.matcher.finder(&habits).hits(text) {
            let free = parts
                .iter()
                .all(|part: &Part| part.span.end <= hit.span.start || part.span.start >= hit.span.end);
            if free && hit.tier == Tier::Sure {
                parts.push(Part {
                    span: hit.span.clone(),
                    target: hit.term.target.clone(),
                    from: Provenance::Glossary,
                    origin: hit.term.source.clone(),
                    unit: None,
                });
            }
        }
        parts.sort_by_key(|part| part.span.start);
        Ok(parts)
    }
}

/// The renderings in the order of the source; what nothing is known of stands as it is, between brackets.
fn proposal(text: &str, parts: &[Part]) -> String {
    let mut pieces = Vec::new();
    let mut done = 0;
    let gap = |from: usize, to: usize| {
        let gap = text[from..to].trim();
        gap.chars().any(char::is_alphanumeric).then(|| format!("⟦{gap}⟧"))
    };
    for part in parts {
        pieces.extend(gap(done, part.span.start));
        pieces.push(part.target.clone());
        done = part.span.end;
    }
    pieces.extend(gap(done, text.len()));
    pieces.join(" ")
}

/// The parts and the proposal as one JSON line.
pub(super) fn line(number: usize, text: &str, parts: &[Part], out: &mut dyn Write) -> anyhow::Result<()> {
    let offsets = CharOffsets::new(text);
    let told: Vec<Told<'_>> = parts
        .iter()
        .map(|part| Told {
            start: offsets.of(part.span.start),
            end: offsets.of(part.span.end),
            source: &text[part.span.clone()],
            target: &part.target,
            from: part.from,
            origin: &part.origin,
        })
        .collect();
    let proposal = (!parts.is_empty()).then(|| proposal(text, parts));
    let line = serde_json::json!({ "query": number, "parts": told, "proposal": proposal });
    writeln!(out, "{line}")?;
    Ok(())
}

/// The proposal for people, then where each part of it comes from.
pub(super) fn print(
    text: &str,
    parts: &[Part],
    terminal: &Terminal,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    if parts.is_empty() {
        terminal.say(format!("nothing of it is known: {}", clean(text)));
        return Ok(());
    }
    writeln!(out, "{}", clean(&proposal(text, parts)))?;
    for part in parts {
        let source = clean(&text[part.span.clone()]);
        let from = match part.from {
            Provenance::Memory => "memory",
            Provenance::Glossary => "glossary",
        };
        writeln!(
            out,
            "\t{source} → {}\t{from}: {}",
            clean(&part.target),
            clean(&part.origin)
        )?;
        if let Some((source, target)) = &part.unit {
            writeln!(out, "\t\t{}", clean(source))?;
            writeln!(out, "\t\t{}", clean(target))?;
        }
    }
    Ok(())
}
