//! Findings as one JSON object; offsets count code points, ends are exclusive.

use std::io::Write;
use std::ops::Range;

use serde::Serialize;

use crate::document::{Article, Edit, Finding, Segment, Severity};
use crate::text::CharOffsets;

#[derive(Serialize)]
struct Report<'a> {
    article: &'a str,
    source_language: &'a str,
    target_language: &'a str,
    segments: usize,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    segment: usize,
    id: &'a str,
    check: &'a str,
    severity: Severity,
    message: &'a str,
    target_range: Range<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_range: Option<Range<usize>>,
    source: &'a str,
    target: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Edit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ignored: Option<&'a str>,
}

pub(super) fn print(article: &Article, out: &mut dyn Write) -> anyhow::Result<()> {
    let entries = article.segments.iter().enumerate().flat_map(|(index, segment)| {
        let entry = move |finding| entry(index + 1, segment, finding);
        segment.findings.iter().map(entry)
    });
    let report = Report {
        article: &article.name,
        source_language: &article.source_language,
        target_language: &article.target_language,
        segments: article.segments.len(),
        findings: entries.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)?;
    Ok(())
}

fn entry<'a>(number: usize, segment: &'a Segment, finding: &'a Finding) -> Entry<'a> {
    let target = CharOffsets::new(&segment.target.content.text);
    let source = CharOffsets::new(&segment.source.text);
    Entry {
        segment: number,
        id: segment.id.as_str(),
        check: &finding.check,
        severity: finding.severity,
        message: &finding.message,
        target_range: target.range(&finding.at),
        source_range: finding.source_at.as_ref().map(|at| source.range(at)),
        source: &segment.source.text,
        target: &segment.target.content.text,
        fix: finding.fix.as_ref().map(|fix| Edit {
            at: target.range(&fix.at),
            text: fix.text.clone(),
        }),
        ignored: finding.excuse(),
    }
}
