//! A proposal put together from parts, where the memory has nothing like the whole segment: what units have of it, and terms
//! where they have nothing.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::document::{Tier, TranslationUnit};
use crate::glossary::{Habits, Matcher};
use crate::memory::{Lexicon, Memory, Pair, Query, Units};

/// Where a part of a proposal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// A unit of a memory.
    Memory,
    /// A term.
    Glossary,
}

/// A part of a segment with its rendering. All spans are in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it stands in the segment.
    pub span: Range<usize>,
    /// Its rendering.
    pub target: String,
    /// What kind of thing knows it.
    pub from: Provenance,
    /// The memory's name, or the term as it is listed.
    pub origin: String,
    /// The unit with the part's places in its source and target; of a term nothing.
    pub unit: Option<(TranslationUnit, Range<usize>, Range<usize>)>,
}

/// The parts of `text` in its order: what `memory` has of it, and terms where it has nothing. `lexicon` is what the memory's
/// words are known to mean at large.
///
/// # Errors
/// What the memory's store reports.
pub fn assembled<U: Units>(
    memory: &mut Memory<U>,
    (matcher, lexicon): (&Matcher, &Arc<Lexicon>),
    pair: &Pair,
    text: &str,
) -> Result<Vec<Part>, U::Error> {
    let query = Query {
        source: text,
        from: &pair.from,
        to: &pair.to,
        ..Query::default()
    };
    let fragments = memory.fragments(&query)?;
    let mut parts = Vec::new();
    if !fragments.is_empty() {
        let near: Vec<_> = fragments.iter().map(|fragment| &fragment.unit).collect();
        let lexicon = Lexicon::over(lexicon, &near);
        for fragment in fragments {
            let (unit, place) = (fragment.unit.unit, fragment.place);
            if let Some(its) = lexicon.counterpart(&unit.source, place.clone(), &unit.target) {
                parts.push(Part {
                    span: fragment.span,
                    target: unit.target[its.clone()].to_owned(),
                    from: Provenance::Memory,
                    origin: fragment.unit.memory,
                    unit: Some((unit, place, its)),
                });
            }
        }
    }
    let habits = Habits::default();
    for hit in matcher.finder(&habits).hits(text) {
        let mut others = parts.iter().map(|part| &part.span);
        let free = others.all(|span| span.end <= hit.span.start || span.start >= hit.span.end);
        if free && hit.tier == Tier::Sure {
            parts.push(Part {
                span: hit.span,
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

/// The renderings of `parts` in the order of the source; what nothing is known of stands as it is, between brackets.
#[must_use]
pub fn put_together(text: &str, parts: &[Part]) -> String {
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
