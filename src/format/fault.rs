//! What a validator objects to in a file.

use std::collections::HashMap;
use std::fmt;
use std::iter::Peekable;

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

impl Fault {
    /// A fault at byte `at` of `text`.
    pub(super) fn at(
        (text, at): (&str, usize),
        path: &str,
        (severity, rule): (Severity, &'static str),
        message: String,
    ) -> Self {
        let (line, column) = super::error::place(text, at);
        Self {
            severity,
            line,
            column,
            path: path.to_owned(),
            rule,
            message,
        }
    }

    /// The fault of a part of a file that begins in `line` behind `column` characters.
    pub(super) fn below(mut self, line: u64, column: usize) -> Self {
        (self.line, self.column) = super::error::below((self.line, self.column), line, column);
        self
    }
}

/// Faults while they are found.
#[derive(Debug, Default)]
pub(super) struct Report {
    found: Vec<(usize, Severity, &'static str, String)>,
    /// How many were found beyond [`MOST`].
    more: usize,
}

/// Faults of one file that are listed; a file has more of them only where one mistake is made everywhere.
pub(super) const MOST: usize = 10_000;

impl Report {
    /// Notes an error at `element`.
    pub(super) fn error(&mut self, element: &Element, rule: &'static str, message: impl Into<String>) {
        self.note(element, (Severity::Error, rule), message);
    }

    /// Notes a warning at `element`.
    pub(super) fn warning(&mut self, element: &Element, rule: &'static str, message: impl Into<String>) {
        self.note(element, (Severity::Warning, rule), message);
    }

    fn note(
        &mut self,
        element: &Element,
        (severity, rule): (Severity, &'static str),
        message: impl Into<String>,
    ) {
        if self.found.len() < MOST {
            self.found.push((element.at, severity, rule, message.into()));
        } else {
            self.more += 1;
        }
    }

    /// The faults in the order of the file. One pass over the text and one over the tree.
    pub(super) fn faults(mut self, text: &str, root: &Element) -> Vec<Fault> {
        self.found
            .sort_by_key(|(at, severity, ..)| (*at, *severity != Severity::Error));
        self.found.dedup();
        if self.more > 0 {
            let message = format!("{} more faults are not listed", self.more);
            self.found.push((text.len(), Severity::Warning, "more", message));
        }
        let mut paths = Paths {
            places: self.found.iter().map(|(at, ..)| *at).peekable(),
            found: Vec::with_capacity(self.found.len()),
        };
        paths.below(root, format!("/{}", root.name));
        let paths = paths.found.into_iter().chain(std::iter::repeat(String::new()));
        let (mut line, mut column, mut from) = (1, 1, 0);
        let faults = self
            .found
            .iter()
            .zip(paths)
            .map(|((at, severity, rule, message), path)| {
                for c in text[from..*at].chars() {
                    (line, column) = if c == '\n' {
                        (line + 1, 1)
                    } else {
                        (line, column + 1)
                    };
                }
                from = *at;
                Fault {
                    severity: *severity,
                    line,
                    column,
                    path,
                    rule,
                    message: message.clone(),
                }
            });
        faults.collect()
    }
}

/// The ways from the root to places of the file, which come in its order.
struct Paths<I: Iterator<Item = usize>> {
    places: Peekable<I>,
    found: Vec<String>,
}

impl<I: Iterator<Item = usize>> Paths<I> {
    /// Finds the ways to the places within `element`, to which `path` leads. Elements of which there are several beside each
    /// other are numbered from 1.
    fn below(&mut self, element: &Element, path: String) {
        self.take(element.at + 1, &path);
        if self.places.peek().is_none_or(|at| *at >= element.end) {
            return;
        }
        let mut all: HashMap<&str, usize> = HashMap::new();
        for child in element.elements() {
            *all.entry(&child.name).or_default() += 1;
        }
        let mut met: HashMap<&str, usize> = HashMap::new();
        for child in element.elements() {
            let number = met.entry(&child.name).or_default();
            *number += 1;
            if self.places.peek().is_some_and(|at| *at < child.end) {
                let several = all.get(child.name.as_str()).is_some_and(|all| *all > 1);
                let number = if several {
                    format!("[{number}]")
                } else {
                    String::new()
                };
                self.below(child, format!("{path}/{}{number}", child.name));
            }
        }
        self.take(element.end, &path);
    }

    /// Gives `path` to the places before byte `end`.
    fn take(&mut self, end: usize, path: &str) {
        while self.places.next_if(|at| *at < end).is_some() {
            self.found.push(path.to_owned());
        }
    }
}
