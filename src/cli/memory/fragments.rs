//! `tarjuman memory search --fragments`: the parts of a segment that memory and glossary have, put together.

use std::io::Write;

use serde::Serialize;

use super::concordance::marked;
use crate::cli::lexicons::Lexicons;
use crate::cli::session::Session;
use crate::cli::termbase::Termbase;
use crate::cli::terminal::{Terminal, clean};
use crate::draft::{Part, Provenance, assembled, put_together};
use crate::glossary::Matcher;
use crate::language;
use crate::memory::{Memory, Pair};
use crate::store::Sqlite;
use crate::text::CharOffsets;

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
    lexicons: Lexicons,
}

impl Assembly {
    pub(super) fn new(session: &Session, pair: &Pair) -> anyhow::Result<Self> {
        let termbase = Termbase::gather(session, &[], &pair.from, &pair.to)?;
        Ok(Self {
            pair: pair.clone(),
            matcher: termbase.matcher(language::of(&pair.from))?,
            lexicons: Lexicons::default(),
        })
    }

    /// The parts of `text` in its order: what the memory has of it, and terms where it has nothing.
    pub(super) fn parts(&self, memory: &mut Memory<Sqlite>, text: &str) -> anyhow::Result<Vec<Part>> {
        let lexicon = self.lexicons.of(&memory.all_units(), &self.pair)?;
        Ok(assembled(memory, (&self.matcher, &lexicon), &self.pair, text)?)
    }
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
    let proposal = (!parts.is_empty()).then(|| put_together(text, parts));
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
    writeln!(out, "{}", clean(&put_together(text, parts)))?;
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
        if let Some((unit, source, target)) = &part.unit {
            writeln!(out, "\t\t{}", clean(&marked(&unit.source, Some(source))))?;
            writeln!(out, "\t\t{}", clean(&marked(&unit.target, Some(target))))?;
        }
    }
    Ok(())
}
