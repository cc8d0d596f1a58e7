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
            (terms.open, "ready to insert in empty segments"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {what}"));
            }
        }
        if terms.wrong > 0 {
            parts.push(format!("{} in a spelling that is not listed", terms.wrong));
        }
        parts.extend(missing(summary));
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
    if !summary.ignored.is_empty() {
        lines.push(format!("  ignored       {}", listed(&summary.ignored)));
    }
    lines
}

/// The terms that are missing, and in how many findings they are named: mentions in one sentence share one, and some of the rows
/// that the program carries are nobody's wish.
fn missing(summary: &Summary) -> Option<String> {
    let missing = Some(summary.terms.missing).filter(|count| *count > 0)?;
    let named = summary.findings.get("missing-term").copied().unwrap_or_default();
    let shared = if named == missing + summary.terms.wrong {
        String::new()
    } else {
        format!(
            " ({} of missing-term; mentions of a term share one, words of the program's own lists may be free)",
            counted(named, "finding")
        )
    };
    Some(format!("{missing} missing in the target{shared}"))
}

fn listed(counts: &BTreeMap<String, usize>) -> String {
    let parts: Vec<String> = counts
        .iter()
        .map(|(what, count)| format!("{count} {what}"))
        .collect();
    parts.join(", ")
}

/// Rising numbers as people write them: `1, 4–6 and 9`.
pub(super) fn ranges(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let run = |(first, last): &(usize, usize)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    };
    let runs: Vec<String> = runs.iter().map(run).collect();
    match runs.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => runs.concat(),
    }
}

/// A count with its noun: `1 segment`, `2 segments`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_one_range() {
        assert_eq!(ranges(&[1, 4, 5, 6, 9]), "1, 4–6 and 9");
        assert_eq!(ranges(&[2, 3]), "2, 3");
        assert_eq!(ranges(&[7]), "7");
        assert_eq!(ranges(&[]), "");
    }

    #[test]
    fn missing_terms_and_their_findings_are_told_apart() {
        let mut summary = Summary::default();
        (summary.terms.found, summary.terms.missing) = (3, 3);
        summary.findings.insert(String::from("missing-term"), 2);
        assert!(lines(&summary, 1)[1].ends_with("3 missing in the target (2 findings of missing-term; mentions of a term share one, words of the program's own lists may be free)"));
        summary.findings.insert(String::from("missing-term"), 3);
        assert!(lines(&summary, 1)[1].ends_with("3 missing in the target"));
    }
}
