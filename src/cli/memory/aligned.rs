//! Aligned texts, as they are written out.

use std::io::Write;
use std::ops::Range;

use serde::Serialize;

use super::align::{Pair, is_pair};
use crate::cli::output;
use crate::document::{Article, BlockKind, Content, Origin, Segment, SegmentId, Target, TranslationUnit};
use crate::format::{self, View, WriteOptions, tmx};

#[derive(Serialize)]
struct Group<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    source: &'a [usize],
    target: &'a [usize],
    score: f64,
}

/// Every bead as a JSON line.
pub(super) fn lines(pair: &Pair, out: &mut dyn Write) -> anyhow::Result<()> {
    for bead in &pair.beads {
        let group = Group {
            file: pair.name.as_deref(),
            source: &pair.source.numbers[bead.source.clone()],
            target: &pair.target.numbers[bead.target.clone()],
            score: f64::from(bead.confidence) / 100.0,
        };
        writeln!(out, "{}", serde_json::to_string(&group)?)?;
    }
    Ok(())
}

/// The beads with two sides as TMX.
pub(super) fn units(pairs: &[Pair], out: &mut dyn Write) -> anyhow::Result<()> {
    let mut writer = tmx::Writer::new(out)?;
    for pair in pairs {
        for bead in pair.beads.iter().filter(|bead| is_pair(bead)) {
            let score = format!("{:.2}", f64::from(bead.confidence) / 100.0);
            writer.write(&TranslationUnit {
                source: pair.source.joined(bead.source.clone()),
                target: pair.target.joined(bead.target.clone()),
                source_language: pair.source.language.clone(),
                target_language: pair.target.language.clone(),
                properties: vec![(String::from("x-alignment-score"), score)],
                ..TranslationUnit::default()
            })?;
        }
    }
    writer.finish()?;
    Ok(())
}

/// The beads as an article to be put right by hand: each with a source is a segment, and what nothing in the source
/// corresponds to stands with the translation before it, or at the beginning with the first.
pub(super) fn article(pair: &Pair, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut spans: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for bead in &pair.beads {
        match spans.last_mut() {
            Some((_, target)) if bead.source.is_empty() => target.end = bead.target.end,
            Some((source, target)) if Range::is_empty(source) => {
                *source = bead.source.clone();
                target.end = bead.target.end;
            }
            _ => spans.push((bead.source.clone(), bead.target.clone())),
        }
    }
    let segment = |(number, (source, target)): (usize, (Range<usize>, Range<usize>))| {
        let text = pair.source.joined(source.clone());
        Segment {
            id: SegmentId::of(&text, number),
            block: pair.source.blocks[source.start],
            source: Content::plain(text),
            gap: String::from(" "),
            target: match target.is_empty() {
                true => Target::empty("nothing in the translation corresponds to it"),
                false => Target::draft(Content::plain(pair.target.joined(target)), Origin::File),
            },
            terms: Vec::new(),
            matches: Vec::new(),
            findings: Vec::new(),
        }
    };
    let segments: Vec<Segment> = spans.into_iter().enumerate().map(segment).collect();
    let last = segments.last().map_or(0, |segment| segment.block);
    let article = Article {
        source_language: pair.source.language.clone(),
        target_language: pair.target.language.clone(),
        blocks: vec![BlockKind::Paragraph; last + 1],
        segments,
        ..Article::default()
    };
    let options = WriteOptions {
        view: View::Bilingual,
        summary: None,
    };
    let format = output::by_name("xliff")?;
    Ok(format::written(format, &article, None, &options, out)?)
}
