//! The page's head: how far the article has come, what stands in the way, and what the marks mean.

use std::collections::BTreeMap;

use super::{evidence, pairs};
use crate::document::{Article, State, Summary, TermCounts};
use crate::format::labels;
use crate::format::markup::Markup;

/// Writes the state bar with its legend, the counts where they are known, and the filters.
pub(super) fn write(article: &Article, summary: Option<&Summary>, header: &mut Markup) {
    write_states(article, header);
    if let Some(summary) = summary {
        write_counts(summary, header);
    }
    write_filters(article, header);
}

fn write_counts(summary: &Summary, header: &mut Markup) {
    header.element("dl", &[("class", "tiles")], |tiles| {
        write_tile("Segments", summary.segments, &[], tiles);
        write_tile("Drafted", summary.drafted(), &listed(&summary.origins), tiles);
        write_tile(
            "Empty",
            summary.empty.values().sum(),
            &listed(&summary.empty),
            tiles,
        );
        write_tile("Terms", summary.terms.found, &outcomes(&summary.terms), tiles);
        let findings = summary.findings.values().sum();
        write_tile("Findings", findings, &listed(&summary.findings), tiles);
    });
    header.line();
}

/// A bar of the states, as wide as they are frequent, over a legend that says the same in words.
fn write_states(article: &Article, header: &mut Markup) {
    let count = |state| {
        article
            .segments
            .iter()
            .filter(|s| s.target.state == state)
            .count()
    };
    let counts: Vec<_> = State::ALL
        .into_iter()
        .map(|state| (state, count(state)))
        .filter(|(_, n)| *n > 0)
        .collect();
    header.element("svg", &[("class", "bar"), ("aria-hidden", "true")], |bar| {
        let mut before = 0;
        for &(state, n) in &counts {
            let (x, width) = (share(before, article), share(n, article));
            let attributes = [
                ("class", state.as_str()),
                ("x", &x),
                ("width", &width),
                ("height", "100%"),
            ];
            bar.void("rect", &attributes);
            before += n;
        }
    });
    header.element("ul", &[("class", "legend"), ("aria-label", "States")], |list| {
        for &(state, n) in &counts {
            list.element("li", &[("class", state.as_str())], |item| {
                item.leaf("span", &[("class", "badge")], labels::state(state));
                item.leaf("b", &[], &n.to_string());
                item.leaf("span", &[("class", "meaning")], labels::state_meaning(state));
            });
        }
    });
    header.line();
}

fn share(part: usize, article: &Article) -> String {
    // Hundredths of a percent in whole numbers: the same digits on every machine.
    let hundredths = part * 10_000 / article.segments.len().max(1);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn write_tile(name: &str, count: usize, parts: &[(&str, usize)], tiles: &mut Markup) {
    tiles.element("div", &[("class", "tile")], |tile| {
        tile.leaf("dt", &[], name);
        tile.leaf("dd", &[("class", "count")], &count.to_string());
        for (part, n) in parts {
            tile.element("dd", &[], |line| {
                line.leaf("b", &[], &n.to_string());
                line.text(" ");
                line.leaf("bdi", &[], &labels::inline(part));
            });
        }
    });
}

fn listed(counts: &BTreeMap<String, usize>) -> Vec<(&str, usize)> {
    counts.iter().map(|(name, n)| (name.as_str(), *n)).collect()
}

fn outcomes(terms: &TermCounts) -> Vec<(&'static str, usize)> {
    let all = [
        ("to use", terms.open),
        ("held", terms.held),
        ("as variant", terms.variant),
        ("forbidden", terms.forbidden),
        ("missing", terms.missing),
    ];
    all.into_iter().filter(|(_, n)| *n > 0).collect()
}

/// Radio buttons that the style sheet alone obeys, offered where there is something to choose.
fn write_filters(article: &Article, header: &mut Markup) {
    let count =
        |wanted: fn(&crate::document::Segment) -> bool| article.segments.iter().filter(|s| wanted(s)).count();
    let (open, flagged) = (count(pairs::is_open), count(evidence::is_flagged));
    let filters = [
        ("show-all", "All", article.segments.len()),
        ("show-todo", "To do", open),
        ("show-flagged", "Flagged", flagged),
    ];
    if flagged == 0 && open == article.segments.len() {
        return;
    }
    header.element("fieldset", &[("class", "filters")], |set| {
        set.leaf("legend", &[("class", "unseen")], "Show segments");
        for (index, (id, name, n)) in filters.into_iter().enumerate() {
            let radio = [
                ("type", "radio"),
                ("name", "show"),
                ("id", id),
                ("checked", "checked"),
            ];
            let last = if index == 0 { radio.len() } else { radio.len() - 1 };
            set.void("input", &radio[..last]);
            set.element("label", &[("for", id)], |label| {
                label.text(name);
                label.text(" ");
                label.leaf("b", &[], &n.to_string());
            });
        }
    });
    header.line();
}
