//! One expression of a rule, compiled by the engine it needs.

use std::ops::Range;
use std::sync::OnceLock;

use super::dialect::Expression;

/// A compiled expression. `Linear` is matched in linear time; `Bounded` tracks back a bounded number of steps and
/// where they do not suffice matches nothing.
#[derive(Debug)]
pub(super) enum Pattern {
    Linear(regex::Regex),
    Bounded(Box<fancy_regex::Regex>),
}

/// Steps that an expression may take at one place.
const STEPS: usize = 200_000;
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
                .map(|regex| Self::Bounded(Box::new(regex)))
                .map_err(|e| e.to_string());
        }
        let built = regex::RegexBuilder::new(text).size_limit(SIZE).build();
        built.map(Self::Linear).map_err(|error| error.to_string())
    }

    /// The first match in `text` that begins at byte `from` or later.
    pub(super) fn find_at(&self, text: &str, from: usize) -> Option<Range<usize>> {
        match self {
            Self::Linear(regex) => regex.find_at(text, from).map(|found| found.range()),
            Self::Bounded(regex) => regex
                .find_from_pos(text, from)
                .ok()
                .flatten()
                .map(|found| found.range()),
        }
    }
}

/// What must end at a place, its surroundings in view.
#[derive(Debug)]
pub(super) struct Before {
    expression: Expression,
    /// Where a character follows the place; where the text ends there.
    compiled: [OnceLock<Option<Pattern>>; 2],
}

impl Before {
    pub(super) fn new(expression: Expression) -> Self {
        Self {
            expression,
            compiled: [OnceLock::new(), OnceLock::new()],
        }
    }

    /// What matches at least as much and looks at nothing else.
    pub(super) fn wide(&self) -> &str {
        &self.expression.wide
    }

    /// Whether a match that begins in `window` ends at its end.
    pub(super) fn ends_at(&self, text: &str, window: &Range<usize>) -> bool {
        let next = text[window.end..].chars().next();
        let seen = &text[..window.end + next.map_or(0, char::len_utf8)];
        let tail = if next.is_some() { "(?s:.)\\z" } else { "\\z" };
        let pattern = self.compiled[usize::from(next.is_none())].get_or_init(|| {
            let text = format!("(?:{}){tail}", self.expression.exact);
            Pattern::new(&text, self.expression.tracks_back).ok()
        });
        let found = pattern
            .as_ref()
            .and_then(|pattern| pattern.find_at(seen, window.start));
        found.is_some()
    }
}

/// What must begin at a place.
#[derive(Debug)]
pub(super) struct After(Pattern);

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
        Pattern::new(&text, expression.tracks_back).map(|pattern| Some(Self(pattern)))
    }

    /// Whether it begins at byte `at`; what stands before is out of view, as to the engine that these files are
    /// written for.
    pub(super) fn begins_at(&self, text: &str, at: usize) -> bool {
        self.0.find_at(&text[at..], 0).is_some()
    }
}
