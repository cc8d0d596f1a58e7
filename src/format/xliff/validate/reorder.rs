//! Codes that may not be reordered: sequences that begin with `firstNo` and go on with `no`.

use super::Document;
use super::codes::{Sides, is_code, permission};
use crate::format::fault::Report;
use crate::format::xml::Element;

/// A code of a sequence, or the end of one that has others of the sequence in it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Code(String),
    End(String),
}

/// Holds sources to the form of sequences, and targets to the sequences of their sources.
pub(super) fn check(document: &Document<'_>, report: &mut Report) {
    document.walk(|_, element| {
        if is_code(element)
            && document.is(element, &element.name)
            && permission(element, "canReorder") != "yes"
            && !(permission(element, "canCopy") == "no" && permission(element, "canDelete") == "no")
        {
            let message = "a code that may not be reordered needs canCopy=\"no\" and canDelete=\"no\"";
            report.error(element, "core-reorder", message);
        }
    });
    for file in document.files() {
        for unit in document.units(file) {
            let sides = Sides::of(document, unit);
            let sources = sequences(&sides.sources, report);
            let targets = sequences(&sides.targets, report);
            for (start, steps) in &targets {
                let kept = sources
                    .iter()
                    .any(|(_, source)| source == steps || (!sides.whole && source.starts_with(steps)));
                let known = sources.iter().any(|(_, source)| source.first() == steps.first());
                if !kept && known {
                    let message =
                        "codes from here on are in another order than in the source, and may not be";
                    report.error(start, "core-reorder", message);
                }
            }
        }
    }
}

/// The sequences of one side, each with its first code.
fn sequences<'a>(sides: &[&'a Element], report: &mut Report) -> Vec<(&'a Element, Vec<Step>)> {
    let mut reading = Reading {
        found: Vec::new(),
        open: false,
        report,
    };
    for side in sides {
        reading.down(side);
    }
    reading.found
}

struct Reading<'a, 'r> {
    found: Vec<(&'a Element, Vec<Step>)>,
    /// Whether the last sequence may go on.
    open: bool,
    report: &'r mut Report,
}

impl<'a> Reading<'a, '_> {
    fn down(&mut self, parent: &'a Element) {
        for element in parent.elements() {
            if is_code(element) {
                self.code(element);
            }
            let (sequence, length) = (self.found.len(), self.length());
            self.down(element);
            let grew = self.found.len() == sequence && self.length() > length;
            let bound = element.name == "pc" && permission(element, "canReorder") != "yes";
            if self.open
                && grew
                && bound
                && let Some((_, steps)) = self.found.last_mut()
            {
                steps.push(Step::End(id(element)));
            }
        }
    }

    fn length(&self) -> usize {
        self.found.last().map_or(0, |(_, steps)| steps.len())
    }

    fn code(&mut self, code: &'a Element) {
        match permission(code, "canReorder") {
            "firstNo" => {
                self.open = true;
                self.found.push((code, vec![Step::Code(id(code))]));
            }
            // The end of a code that was begun is no step of its own.
            "no" if code.name == "ec" => {}
            "no" => match self.found.last_mut() {
                Some((_, steps)) if self.open => steps.push(Step::Code(id(code))),
                _ => {
                    let message =
                        "canReorder=\"no\" goes on with a sequence, and none stands before this code";
                    self.report.error(code, "core-reorder", message);
                }
            },
            _ => self.open = false,
        }
    }
}

fn id(code: &Element) -> String {
    code.attribute("id")
        .or_else(|| code.attribute("startRef"))
        .unwrap_or_default()
        .to_owned()
}
