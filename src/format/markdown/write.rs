//! An article as Markdown.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::document::{Article, BlockKind, Content, Origin, Outcome, Segment, Severity, Summary, TermUse};
use crate::language;

/// Two columns side by side, then terms, findings and the summary. Inline markup is left out.
pub(super) fn bilingual(article: &Article, summary: Option<&Summary>) -> String {
    let source = language::of(&article.source_language);
    let target = language::of(&article.target_language);
    let mut out = format!(
        "# {}\n\n",
        escaped(article.title.as_ref().unwrap_or(&article.name))
    );
    let _ = writeln!(
        out,
        "| # | {} | {} | state |\n|---:|---|---|---|",
        source.name, target.name
    );
    for (i, segment) in article.segments.iter().enumerate() {
        let source = cell(&article.source_language, &segment.source.text);
        let target = match &segment.target.reason {
            Some(reason) if segment.target.content.is_blank() => format!("*{}*", escaped(reason)),
            _ => cell(&article.target_language, &segment.target.content.text),
        };
        let _ = writeln!(out, "| {} | {source} | {target} | {} |", i + 1, state(segment));
    }
    push_terms(&mut out, article);
    push_findings(&mut out, article);
    if let Some(summary) = summary {
        push_summary(&mut out, summary);
    }
    out
}

/// A text in an element with its language and direction; one line, as a table cell must be.
fn cell(language: &str, text: &str) -> String {
    let direction = language::of(language).direction.as_str();
    let line = escaped(text.trim()).replace(['\n', '\r'], " ");
    let language: String = language
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    format!("<div dir=\"{direction}\" lang=\"{language}\">{line}</div>")
}

fn state(segment: &Segment) -> String {
    let state = segment.target.state.as_str();
    match &segment.target.origin {
        Some(Origin::Memory { score, .. }) => format!("{state}, memory {score}"),
        Some(Origin::Glossary) => format!("{state}, glossary"),
        Some(Origin::Repeat) => format!("{state}, repeat"),
        Some(Origin::Backend { name, .. }) => format!("{state}, {}", escaped(name)),
        Some(Origin::Person | Origin::File) | None => state.to_owned(),
    }
}

/// Each term once, with the segments it stands in; those not held in a target are marked.
fn push_terms(out: &mut String, article: &Article) {
    let mut places: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for (i, segment) in article.segments.iter().enumerate() {
        for term in &segment.terms {
            let key = (term.hit.term.source.as_str(), term.hit.term.target.as_str());
            places.entry(key).or_default().push(place(i + 1, term));
        }
    }
    if places.is_empty() {
        return;
    }
    out.push_str("\n## Terms\n\n| source | target | segments |\n|---|---|---|\n");
    for ((source, target), places) in places {
        let source = cell(&article.source_language, source);
        let target = cell(&article.target_language, target);
        let _ = writeln!(out, "| {source} | {target} | {} |", places.join(", "));
    }
}

fn place(number: usize, term: &TermUse) -> String {
    match term.outcome {
        Outcome::Held(_) | Outcome::Open => number.to_string(),
        Outcome::Variant(_) => format!("{number} (variant)"),
        Outcome::Forbidden(_) => format!("{number} (forbidden)"),
        Outcome::Wrong(_) => format!("{number} (wrong)"),
        Outcome::Missing => format!("{number} (missing)"),
    }
}

fn push_findings(out: &mut String, article: &Article) {
    let mut heading = "\n## Findings\n\n";
    for (i, segment) in article.segments.iter().enumerate() {
        for finding in segment.open_findings() {
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            out.push_str(std::mem::take(&mut heading));
            let _ = writeln!(
                out,
                "- {}: {severity}, {}: {}",
                i + 1,
                finding.check,
                escaped(&finding.message)
            );
        }
    }
}

fn push_summary(out: &mut String, summary: &Summary) {
    out.push_str("\n## Summary\n\n| what | segments |\n|---|---:|\n");
    let _ = writeln!(out, "| all | {} |", summary.segments);
    for (origin, count) in &summary.origins {
        let _ = writeln!(out, "| {} | {count} |", escaped(origin));
    }
    for (reason, count) in &summary.empty {
        let _ = writeln!(out, "| empty: {} | {count} |", escaped(reason));
    }
    let terms = &summary.terms;
    let _ = writeln!(
        out,
        "\nTerms: {} found, {} held, {} by a variant, {} forbidden, {} missing, {} in empty segments.",
        terms.found, terms.held, terms.variant, terms.forbidden, terms.missing, terms.open
    );
}

/// The translation alone, block by block, with the markup of its codes. A segment without a target stands as
/// its source in `⟦…⟧`.
pub(super) fn target(article: &Article) -> String {
    let direction = language::of(&article.target_language).direction;
    let rtl = direction == language::Direction::Rtl;
    let mut out = String::new();
    if rtl {
        out.push_str("<div dir=\"rtl\">\n\n");
    }
    let mut before = None;
    for (kind, segments) in article.by_block() {
        let in_list = kind == BlockKind::ListItem && before == Some(BlockKind::ListItem);
        if before.is_some() && !in_list {
            out.push('\n');
        }
        before = Some(kind);
        let (first, next) = prefix(kind);
        let text = block(segments);
        for (i, line) in text.lines().enumerate() {
            let _ = writeln!(out, "{}{line}", if i == 0 { &first } else { next });
        }
    }
    if rtl {
        out.push_str("\n</div>\n");
    }
    out
}

/// What begins the first and the following lines of a block.
fn prefix(kind: BlockKind) -> (String, &'static str) {
    match kind {
        BlockKind::Title => (String::from("# "), ""),
        BlockKind::Heading(level) => (format!("{} ", "#".repeat(usize::from(level.clamp(1, 6)))), ""),
        BlockKind::ListItem => (String::from("- "), "  "),
        BlockKind::Quote => (String::from("> "), "> "),
        BlockKind::Paragraph | BlockKind::Cell | BlockKind::Caption | BlockKind::Attribute => {
            (String::new(), "")
        }
    }
}

fn block(segments: &[Segment]) -> String {
    let mut text = String::new();
    for (i, segment) in segments.iter().enumerate() {
        let target = &segment.target.content;
        if target.is_blank() {
            text.extend(["⟦", &marked_up(&segment.source), "⟧"]);
        } else {
            text.push_str(&marked_up(target));
        }
        if i + 1 < segments.len() {
            text.push_str(if segment.gap.contains('\n') { "\n" } else { " " });
        }
    }
    text
}

pub(super) fn marked_up(content: &Content) -> String {
    let pieces = content.pieces();
    pieces
        .flat_map(|(text, code)| {
            [
                escaped(text),
                code.map_or(String::new(), |code| code.original.clone()),
            ]
        })
        .collect()
}

/// Text in which Markdown and HTML see nothing to interpret.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut line_start = true;
    for c in text.chars() {
        let special = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~'
        );
        if special || (line_start && matches!(c, '#' | '-' | '+' | '=')) {
            out.push('\\');
        }
        out.push(c);
        line_start = c == '\n' || (line_start && c == ' ');
    }
    out
}
