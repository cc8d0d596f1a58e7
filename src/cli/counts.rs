//! A summary in words: figures that add up, one thought a line.

use std::collections::BTreeMap;

use crate::document::{Band, Effort, Summary};

use super::terminal::Terminal;

/// Says the figures of `articles` articles.
pub(super) fn say(summary: &Summary, articles: usize, terminal: &Terminal) {
    for line in lines(summary, articles) {
        terminal.say(line);
    }
}

/// Says what people did to the drafts; nothing where nobody has begun.
pub(super) fn say_effort(effort: &Effort, terminal: &Terminal) {
    if effort.drafts.is_empty() {
        return;
    }
    terminal.say(format!("Review: {} of work", duration(effort.seconds)));
    for (origin, fate) in &effort.drafts {
        let percent = (100 * fate.distance)
            .checked_div(fate.characters)
            .unwrap_or_default();
        terminal.say(format!(
            "  {origin}: {} kept, {} edited, {percent} % of the characters changed",
            fate.kept, fate.edited
        ));
    }
    if effort.terms_changed > 0 {
        terminal.say(format!(
            "  {} rendered otherwise than drafted",
            counted(effort.terms_changed, "term")
        ));
    }
}

/// `1 h 5 min`, `40 s`.
fn duration(seconds: u64) -> String {
    match (seconds / 3_600, seconds / 60 % 60) {
        (0, 0) => format!("{seconds} s"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

fn lines(summary: &Summary, articles: usize) -> Vec<String> {
    let empty: usize = summary.empty.values().sum();
    let mut lines = vec![format!(
        "{}{}: {} drafted, {empty} empty",
        if articles == 1 {
            String::new()
        } else {
            format!("{articles} articles, ")
        },
        counted(summary.segments, "segment"),
        summary.drafted()
    )];
    if !summary.origins.is_empty() {
        lines.push(format!("  drafted from  {}", listed(&summary.origins)));
    }
    if !summary.empty.is_empty() {
        lines.push(format!("  empty because {}", listed(&summary.empty)));
    }
    if summary.leverage.keys().any(|band| band != Band::New.as_str()) {
        let bands = Band::ALL
            .iter()
            .filter_map(|band| summary.leverage.get_key_value(band.as_str()));
        let parts: Vec<String> = bands.map(|(band, count)| format!("{count} {band}")).collect();
        lines.push(format!("  leverage      {}", parts.join(", ")));
    }
    let terms = &summary.terms;
    if terms.found > 0 {
        let mut parts = Vec::new();
        for (count, what) in [
            (terms.held, "held"),
            (terms.variant, "held by a variant"),
            (terms.forbidden, "rendered in a forbidden way"),
            (terms.missing, "missing in the target"),
            (terms.open, "ready to insert in empty segments"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {what}"));
            }
        }
        if terms.placed > 0 {
            let held = terms.held + terms.variant;
            parts.push(format!(
                "{} of those put in place ({} before, {held} after)",
                terms.placed,
                held - terms.placed
            ));
        }
        lines.push(format!(
            "  terms         {} found: {}",
            terms.found,
            parts.join(", ")
        ));
    }
    if !summary.findings.is_empty() {
        lines.push(format!("  findings      {}", listed(&summary.findings)));
    }
    lines
}

fn listed(counts: &BTreeMap<String, usize>) -> String {
    let parts: Vec<String> = counts
        .iter()
        .map(|(what, count)| format!("{count} {what}"))
        .collect();
    parts.join(", ")
}

/// A count with its noun: `1 segment`, `2 segments`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
