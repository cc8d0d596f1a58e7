//! One expression of a rule, compiled by the engine it needs.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::dialect::Expression;

/// A compiled expression. `Linear` is matched in linear time; `Bounded` tracks back a bounded number of steps, where
/// they do not suffice matches nothing, and after some such places is no longer tried.
#[derive(Debug)]
pub(super) enum Pattern {
    Linear(regex::Regex),
    Bounded(Box<fancy_regex::Regex>, AtomicUsize),
}

/// Steps that an expression may take at one place.
const STEPS: usize = 100_000;
/// Places at which the steps may fall short.
const STRIKES: usize = 16;
/// Bytes that an expression may look at behind a place: without a limit a text of opening brackets only would be read
/// to its end at each of them.
const AHEAD: usize = 1000;
/// Bytes that a compiled expression may take.
const SIZE: usize = 1 << 27;

impl Pattern {
    /// Compiles `text`, an expression in our syntax.
    ///
    /// # Errors
    /// The engine's complaint.
    pub(super) fn new(text: &str, tracks_back: bool) -> Result<Self, String> {
        if tracks_back {
            let built = fancy_regex::RegexBuilder::new(text)
                .backtrack_limit(STEPS)
                .build();
            return built
                .map(|regex| Self::Bounded(Box::new(regex), AtomicUsize::new(0)))
                .map_err(|e| e.to_string());
        }
        let built = regex::RegexBuilder::new(text).size_limit(SIZE).build();
        built.map(Self::Linear).map_err(|error| error.to_string())
    }

    /// The first match in `text` that begins at byte `from` or later.
    pub(super) fn find_at(&self, text: &str, from: usize) -> Option<Range<usize>> {
        match self {
            Self::Linear(regex) => regex.find_at(text, from).map(|found| found.range()),
            Self::Bounded(_, strikes) if strikes.load(Ordering::Relaxed) >= STRIKES => None,
            Self::Bounded(regex, strikes) => match regex.find_from_pos(text, from) {
                Ok(found) => found.map(|found| found.range()),
                Err(_) => {
                    strikes.fetch_add(1, Ordering::Relaxed);
                    None
                }
            },
        }
    }

    /// Whether the steps fell short somewhere.
    pub(super) fn gave_up(&self) -> bool {
        matches!(self, Self::Bounded(_, strikes) if strikes.load(Ordering::Relaxed) > 0)
    }
}

/// What must end at a place, its surroundings in view.
#[derive(Debug)]
pub(super) struct Before {
    expression: Expression,
    exact: Ending,
    limited: Ending,
}

/// An expression that ends where a character follows, and one that ends with the text; compiled when first needed.
type Ending = [OnceLock<Option<Pattern>>; 2];

/// Characters before a place within which no expression can exceed its limits.
const NEAR: usize = 100;

impl Before {
    pub(super) fn new(expression: Expression) -> Self {
        Self {
            expression,
            exact: Ending::default(),
            limited: Ending::default(),
        }
    }

    /// What matches at least as much and looks at nothing else.
    pub(super) fn wide(&self) -> &str {
        &self.expression.wide
    }

    /// Whether the steps fell short somewhere.
    pub(super) fn gave_up(&self) -> bool {
        let tried = self.exact.iter().chain(&self.limited);
        tried
            .filter_map(|pattern| pattern.get()?.as_ref())
            .any(Pattern::gave_up)
    }

    /// Whether a match that begins in `window` ends at its end and repeats nothing more often than LanguageTool's
    /// engine would.
    pub(super) fn ends_at(&self, text: &str, window: &Range<usize>) -> bool {
        let near = back(text, window.end, NEAR).max(window.start)..window.end;
        let ends = |ending, expression, range| self.ends(ending, expression, text, range);
        ends(&self.exact, &self.expression.exact, &near).unwrap_or(false)
            || near.start > window.start
                && ends(&self.exact, &self.expression.exact, window).unwrap_or(false)
                && (self.expression.limited == self.expression.exact
                    || ends(&self.limited, &self.expression.limited, window).unwrap_or(true))
    }

    /// Whether a match of `expression` that begins in `window` ends at its end; `None` if it is too large to be
    /// compiled.
    fn ends(&self, ending: &Ending, expression: &str, text: &str, window: &Range<usize>) -> Option<bool> {
        let next = text[window.end..].chars().next();
        let seen = &text[..window.end + next.map_or(0, char::len_utf8)];
        let tail = if next.is_some() { "(?s:.)\\z" } else { "\\z" };
        let pattern = ending[usize::from(next.is_none())].get_or_init(|| {
            let text = format!("(?:{expression}){tail}");
            Pattern::new(&text, self.expression.tracks_back).ok()
        });
        let pattern = pattern.as_ref()?;
        Some(pattern.find_at(seen, window.start).is_some())
    }
}

/// Where the `count` characters before byte `at` begin.
pub(super) fn back(text: &str, at: usize, count: usize) -> usize {
    let begins = |at: &usize| text.is_char_boundary(*at);
    (0..at).rev().filter(begins).take(count).last().unwrap_or(at)
}

/// What must begin at a place.
#[derive(Debug)]
pub(super) struct After {
    pattern: Pattern,
    /// Whether it may ask for the text's end.
    to_the_end: bool,
}

impl After {
    /// Compiles `expression`; an empty one asks for nothing.
    ///
    /// # Errors
    /// The engine's complaint.
    pub(super) fn new(expression: &Expression) -> Result<Option<Self>, String> {
        if expression.exact.is_empty() {
            return Ok(None);
        }
        // An engine that begins its search at a place looks no further when nothing can match there.
        let text = format!("\\A(?:{})", expression.exact);
        let pattern = Pattern::new(&text, expression.tracks_back)?;
        Ok(Some(Self {
            pattern,
            to_the_end: expression.exact.contains("\\z"),
        }))
    }

    /// Whether it begins at byte `at`; what stands before is out of view, as to the engine that these files are
    /// written for.
    pub(super) fn begins_at(&self, text: &str, at: usize) -> bool {
        let mut end = text.len().min(at + AHEAD);
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let found = self.pattern.find_at(&text[at..end], 0);
        let cut_off = |found: &Range<usize>| self.to_the_end && end < text.len() && at + found.end == end;
        found.is_some_and(|found| !cut_off(&found))
    }

    /// Whether the steps fell short somewhere.
    pub(super) fn gave_up(&self) -> bool {
        self.pattern.gave_up()
    }
}
