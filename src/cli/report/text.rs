//! Findings, one line each: article, segment number, severity, check, message, and the words it is about. What a person
//! ignores in a segment stands among them with the reason.

use std::io::Write;

use crate::cli::terminal::clean;
use crate::document::{Article, Finding, Segment};

pub(super) fn print(article: &Article, out: &mut dyn Write) -> anyhow::Result<()> {
    for (index, segment) in article.segments.iter().enumerate() {
        let shown = |finding: &&Finding| finding.is_open() || finding.ignored.is_some();
        for finding in segment.findings.iter().filter(shown) {
            let reason = finding.ignored.as_deref();
            let line = format!(
                "{}:{}: {}: {} [{}]{}{}",
                article.name,
                index + 1,
                reason.map_or(finding.severity.as_str(), |_| "ignored"),
                finding.message,
                finding.check,
                quoted(segment, finding),
                reason.map(|reason| format!(" ({reason})")).unwrap_or_default()
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
