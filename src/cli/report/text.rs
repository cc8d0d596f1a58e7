//! Findings, one line each: article, segment number, severity, check, message, and the words it is about.

use std::io::Write;

use crate::cli::terminal::clean;
use crate::document::{Article, Finding, Segment};

pub(super) fn print(article: &Article, out: &mut dyn Write) -> anyhow::Result<()> {
    for (index, segment) in article.segments.iter().enumerate() {
        for finding in segment.findings.iter().filter(|finding| finding.is_open()) {
            let line = format!(
                "{}:{}: {}: {} [{}]{}",
                article.name,
                index + 1,
                finding.severity.as_str(),
                finding.message,
                finding.check,
                quoted(segment, finding)
            );
            writeln!(out, "{}", clean(&line))?;
        }
    }
    Ok(())
}

/// The words the finding is about, in the target or else in the source.
fn quoted(segment: &Segment, finding: &Finding) -> String {
    let target = segment
        .target
        .content
        .text
        .get(finding.at.clone())
        .unwrap_or_default();
    let source = finding
        .source_at
        .clone()
        .and_then(|at| segment.source.text.get(at))
        .unwrap_or_default();
    let words = if target.is_empty() { source } else { target };
    match words.split_whitespace().collect::<Vec<_>>().join(" ") {
        words if words.is_empty() => String::new(),
        words if words.chars().count() > 40 => format!(" “{}…”", words.chars().take(40).collect::<String>()),
        words => format!(" “{words}”"),
    }
}
