//! What stands beside a target: state and origin, term renderings, findings, memory matches.

use crate::document::{Article, Outcome, Segment, State, TermUse, Tier};
use crate::format::labels;
use crate::format::markup::Markup;
use crate::language;

/// The classes of a row that the page's filters look for.
pub(super) fn flags(segment: &Segment) -> &'static str {
    match (super::pairs::is_open(segment), is_flagged(segment)) {
        (true, true) => "todo flagged",
        (true, false) => "todo",
        (false, true) => "flagged",
        (false, false) => "",
    }
}

/// Whether something objects to the target: a finding, a forbidden or a missing term.
pub(super) fn is_flagged(segment: &Segment) -> bool {
    let amiss = |used: &TermUse| used.outcome.is_amiss();
    segment.open_findings().next().is_some() || segment.terms.iter().any(amiss)
}

/// How a term was found and what it becomes, as a tooltip: `ل+كيري → Kerry`.
pub(super) fn explain(used: &TermUse) -> String {
    let (hit, term) = (&used.hit, &used.hit.term);
    // Tooltips are plain text: only the isolating characters keep the arrow where it belongs.
    let isolated = |text: &str| format!("\u{2068}{}\u{2069}", labels::inline(text));
    let mut text = format!("{} → {}", isolated(&hit.split), isolated(&term.target));
    for variant in &term.variants {
        text.push_str(" / ");
        text.push_str(&isolated(variant));
    }
    text.push_str(&format!(
        " ({}, {})",
        term.kind.as_str(),
        labels::outcome(&used.outcome)
    ));
    if !term.note.is_empty() {
        text.push_str(": ");
        text.push_str(&isolated(&term.note));
    }
    for other in &hit.also {
        let (split, target) = (isolated(&other.split), isolated(&other.target));
        text.push_str(&format!("; or {split} → {target}"));
    }
    text
}

/// What a segment's source was before the article was issued again, and how that was translated.
pub(super) fn write_predecessor(article: &Article, segment: &Segment, cell: &mut Markup) {
    let Some(was) = article.predecessor(&segment.id) else {
        return;
    };
    cell.element("div", &[("class", "was")], |cell| {
        for (label, tag, text) in [
            ("source was", &article.source_language, &was.source),
            ("target was", &article.target_language, &was.target.content.text),
        ] {
            if !text.is_empty() {
                let dir = language::of(tag).direction.as_str();
                cell.leaf("span", &[("class", "kind"), ("dir", "ltr")], label);
                cell.leaf("p", &[("lang", tag), ("dir", dir)], text);
            }
        }
    });
}

/// State and origin of the target, and why there is none.
pub(super) fn write_state(segment: &Segment, cell: &mut Markup) {
    let target = &segment.target;
    cell.element("p", &[("class", "meta")], |line| {
        line.leaf(
            "span",
            &[("class", "badge"), ("dir", "ltr")],
            labels::state(target.state),
        );
        if let Some(origin) = &target.origin {
            line.leaf(
                "span",
                &[("class", "origin"), ("dir", "ltr")],
                &labels::origin(origin),
            );
        }
        if let Some(reason) = &target.reason {
            line.leaf(
                "span",
                &[("class", "reason"), ("dir", "auto")],
                &labels::inline(reason),
            );
        }
    });
}

/// The terms a person has to see: all of them while there is no target, afterwards those that are amiss, guesses
/// left out.
pub(super) fn write_terms(article: &Article, segment: &Segment, cell: &mut Markup) {
    let mut shown: Vec<&TermUse> = Vec::new();
    for used in &segment.terms {
        let settled = matches!(used.outcome, Outcome::Held(_) | Outcome::Variant(_));
        let same = |other: &&TermUse| other.hit.term == used.hit.term && other.outcome == used.outcome;
        let idle = used.hit.tier == Tier::Possible && used.outcome != Outcome::Open;
        if !settled && !idle && !shown.iter().any(same) {
            shown.push(used);
        }
    }
    if shown.is_empty() {
        return;
    }
    let label = if segment.target.state == State::Empty {
        "Terms to use"
    } else {
        "Terms amiss"
    };
    cell.element("ul", &[("class", "chips"), ("aria-label", label)], |list| {
        for used in shown {
            write_chip(article, segment, used, list);
        }
    });
}

fn write_chip(article: &Article, segment: &Segment, used: &TermUse, list: &mut Markup) {
    let outcome = labels::outcome(&used.outcome);
    let unsure = if used.hit.tier == Tier::Sure {
        ""
    } else {
        " unsure"
    };
    let (source, target) = (&article.source_language, &article.target_language);
    let dir = |tag| language::of(tag).direction.as_str();
    let class = format!("chip {outcome}{unsure}");
    list.element("li", &[("class", &class), ("title", &explain(used))], |chip| {
        match &used.outcome {
            Outcome::Forbidden(span) | Outcome::Wrong(span) => {
                chip.leaf("span", &[("class", "verdict")], outcome);
                let wrong = segment.target.content.text.get(span.clone()).unwrap_or_default();
                chip.leaf(
                    "del",
                    &[("lang", target), ("dir", dir(target))],
                    &labels::inline(wrong),
                );
            }
            Outcome::Missing => chip.leaf("span", &[("class", "verdict")], "missing"),
            _ => {}
        }
        let rendering = labels::inline(&used.hit.term.target);
        chip.leaf("b", &[("lang", target), ("dir", dir(target))], &rendering);
        let form = labels::inline(labels::form(&segment.source.text, used));
        chip.leaf(
            "span",
            &[("class", "form"), ("lang", source), ("dir", dir(source))],
            &form,
        );
        if used.hit.tier != Tier::Sure {
            chip.leaf("span", &[("class", "verdict")], used.hit.tier.as_str());
        }
    });
}

/// What the checks object to.
pub(super) fn write_findings(segment: &Segment, cell: &mut Markup) {
    if segment.open_findings().next().is_none() {
        return;
    }
    cell.element(
        "ul",
        &[("class", "findings"), ("aria-label", "Findings")],
        |list| {
            for finding in segment.open_findings() {
                let severity = finding.severity.as_str();
                list.element("li", &[("class", severity), ("dir", "ltr")], |item| {
                    item.leaf("span", &[("class", "verdict")], severity);
                    // Said in English, even where a quoted term comes first.
                    item.leaf("span", &[("dir", "ltr")], &labels::inline(&finding.message));
                    item.leaf("code", &[], &labels::inline(&finding.check));
                });
            }
        },
    );
}

/// What the memory offered, best first, with the source each match was stored for where it differs.
pub(super) fn write_matches(article: &Article, segment: &Segment, cell: &mut Markup) {
    let (source, target) = (&article.source_language, &article.target_language);
    let offered = segment
        .matches
        .iter()
        .filter(|found| found.target != segment.target.content.text);
    let offered: Vec<_> = offered.collect();
    if offered.is_empty() {
        return;
    }
    cell.element(
        "ul",
        &[("class", "matches"), ("aria-label", "Memory matches")],
        |list| {
            for found in offered {
                list.element("li", &[], |item| {
                    item.leaf(
                        "span",
                        &[("class", "score"), ("dir", "ltr")],
                        &labels::score_of(found.score, found.kind),
                    );
                    item.leaf("bdi", &[("class", "memory")], &labels::inline(&found.memory));
                    let dir = language::of(target).direction.as_str();
                    item.leaf(
                        "p",
                        &[("class", "offer"), ("lang", target), ("dir", dir)],
                        &found.target,
                    );
                    if found.source != segment.source.text {
                        let dir = language::of(source).direction.as_str();
                        item.leaf(
                            "p",
                            &[("class", "stored"), ("lang", source), ("dir", dir)],
                            &found.source,
                        );
                    }
                });
            }
        },
    );
}
