//! What a validator objects to in a file.

use std::fmt;

use super::xml::Element;
use crate::document::Severity;

/// A rule of its format that a file breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// An error makes the file invalid; a warning says what other tools may stumble on.
    pub severity: Severity,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The way to the element: `/xliff/file/unit[2]/segment/source/ph`; empty where the file cannot be read that far.
    pub path: String,
    /// The rule's id, stable for scripts: `core-id`.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{} [{}]", self.message, self.rule)
    }
}

/// Faults while they are found.
#[derive(Debug, Default)]
pub(super) struct Report {
    found: Vec<(usize, Severity, &'static str, String)>,
}

impl Report {
    /// Notes an error at `element`.
    pub(super) fn error(&mut self, element: &Element, rule: &'static str, message: impl Into<String>) {
        self.found
            .push((element.at, Severity::Error, rule, message.into()));
    }

    /// Notes a warning at `element`.
    pub(super) fn warning(&mut self, element: &Element, rule: &'static str, message: impl Into<String>) {
        self.found
            .push((element.at, Severity::Warning, rule, message.into()));
    }

    /// The faults in the order of the file. One pass over the text, and one way down the tree a fault.
    pub(super) fn faults(mut self, text: &str, root: &Element) -> Vec<Fault> {
        self.found
            .sort_by_key(|(at, severity, ..)| (*at, *severity != Severity::Error));
        self.found.dedup();
        let (mut line, mut start, mut from) = (1, 0, 0);
        let place = |(at, severity, rule, message): (usize, Severity, &'static str, String)| {
            for (offset, _) in text[from..at].match_indices('\n') {
                line += 1;
                start = from + offset + 1;
            }
            from = at;
            Fault {
                severity,
                line,
                column: text[start..at].chars().count() + 1,
                path: path(root, at),
                rule,
                message,
            }
        };
        self.found.into_iter().map(place).collect()
    }
}

/// The way from the root to the element that begins at byte `at`. Elements of which there are several beside each other are
/// numbered from 1.
fn path(root: &Element, at: usize) -> String {
    let mut path = format!("/{}", root.name);
    let mut here = root;
    while here.at < at {
        let Some(next) = here
            .elements()
            .find(|element| element.at <= at && at < element.end)
        else {
            break;
        };
        let alike = || here.elements().filter(|element| element.name == next.name);
        path.push('/');
        path.push_str(&next.name);
        if alike().nth(1).is_some() {
            let number = alike().take_while(|element| element.at <= next.at).count();
            path.push_str(&format!("[{number}]"));
        }
        here = next;
    }
    path
}
