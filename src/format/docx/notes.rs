//! Small print under source and target: term renderings, state and origin, comments, findings, memory matches.

use super::runs::{self, Look};
use crate::document::{Article, Outcome, Segment, Severity, TermUse, Tier};
use crate::format::labels;
use crate::format::markup::Markup;
use crate::language::{self, Direction};

/// Between the parts of a note; the left-to-right marks keep Arabic parts from running together.
const DOT: &str = "\u{200E}  ·  \u{200E}";
const ARROW: &str = "\u{200E} → \u{200E}";

/// The renderings of a segment that has no target yet, for the source cell: one a line, since a right-to-left
/// form that breaks over two lines of a left-to-right list comes out in the wrong order.
pub(super) fn write_terms(article: &Article, segment: &Segment, cell: &mut Markup) {
    let mut open: Vec<&TermUse> = Vec::new();
    for used in segment.terms.iter().filter(|used| used.outcome == Outcome::Open) {
        if !open.iter().any(|other| other.hit.term == used.hit.term) {
            open.push(used);
        }
    }
    let source = language::of(&article.source_language).direction;
    for used in open {
        runs::remark(source, cell, |note| write_pair(segment, used, note));
    }
}

/// Everything that stands under the target.
pub(super) fn write(article: &Article, segment: &Segment, cell: &mut Markup) {
    let target = language::of(&article.target_language).direction;
    let (origin, reason) = (&segment.target.origin, &segment.target.reason);
    if origin.is_some() || reason.is_some() {
        runs::remark(target, cell, |note| {
            let parts = [
                origin.as_ref().map(labels::origin),
                reason.as_deref().map(labels::inline),
            ];
            let parts: Vec<_> = parts.into_iter().flatten().collect();
            say(&parts.join(DOT), note);
        });
    }
    let relied_on = |used: &&TermUse| used.hit.tier != Tier::Possible;
    for used in segment.terms.iter().filter(relied_on) {
        write_amiss(segment, used, target, cell);
    }
    for comment in article.comments_on(Some(&segment.id)) {
        runs::remark(target, cell, |note| {
            say(&labels::inline(&labels::comment(comment)), note)
        });
    }
    for finding in segment.open_findings() {
        runs::remark(target, cell, |note| {
            let style = match finding.severity {
                Severity::Error => "Alert",
                Severity::Warning => "Rendering",
            };
            styled(style, finding.severity.as_str(), note);
            say(
                &format!(
                    " {}{DOT}{}",
                    labels::inline(&finding.message),
                    labels::inline(&finding.check)
                ),
                note,
            );
        });
    }
    write_matches(article, segment, cell);
}

fn write_amiss(segment: &Segment, used: &TermUse, beside: Direction, cell: &mut Markup) {
    let wrong = match &used.outcome {
        Outcome::Missing => None,
        Outcome::Forbidden(span) | Outcome::Wrong(span) => segment.target.content.text.get(span.clone()),
        Outcome::Open | Outcome::Held(_) | Outcome::Variant(_) => return,
    };
    runs::remark(beside, cell, |note| {
        styled("Alert", labels::outcome(&used.outcome), note);
        say(" ", note);
        if let Some(wrong) = wrong {
            styled("TermForbidden", &labels::inline(wrong), note);
            say(DOT, note);
        }
        write_pair(segment, used, note);
    });
}

/// A term as it stands in the source, and its rendering.
fn write_pair(segment: &Segment, used: &TermUse, note: &mut Markup) {
    say(&labels::inline(labels::form(&segment.source.text, used)), note);
    say(ARROW, note);
    styled("Rendering", &labels::inline(&used.hit.term.target), note);
    if used.hit.tier != Tier::Sure {
        say(&format!(" ({})", used.hit.tier.as_str()), note);
    }
}

fn write_matches(article: &Article, segment: &Segment, cell: &mut Markup) {
    let tag = article.target_language.as_str();
    let direction = language::of(tag).direction;
    for found in segment
        .matches
        .iter()
        .filter(|m| m.target != segment.target.content.text)
    {
        runs::remark(direction, cell, |note| {
            styled("Rendering", &labels::score_of(found.score, found.kind), note);
            say(&format!("{DOT}{}", labels::inline(&found.memory)), note);
        });
        let look = Look {
            language: Some((tag, direction)),
            ..Look::default()
        };
        runs::paragraph("MatchText", direction, cell, |text| {
            runs::write(&found.target, direction, &look, text)
        });
    }
}

fn say(text: &str, note: &mut Markup) {
    runs::write(text, Direction::Ltr, &Look::default(), note);
}

fn styled(style: &'static str, text: &str, note: &mut Markup) {
    let look = Look {
        style: Some(style),
        ..Look::default()
    };
    runs::write(text, Direction::Ltr, &look, note);
}
