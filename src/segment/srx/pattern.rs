//! One expression of a rule, compiled by the engine it needs.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use super::dialect::Expression;

/// A compiled expression.
#[derive(Debug)]
pub(super) enum Pattern {
    /// Matched in linear time.
    Linear(regex::Regex),
    /// Matched by tracking back.
    Bounded(Box<Bounded>),
}

/// An expression that tracks back, for a bounded number of steps at a place and a bounded time in all. Where the steps do not suffice
/// it matches nothing; after some such places, and when its time is up, it is no longer tried.
#[derive(Debug)]
pub(super) struct Bounded {
    regex: fancy_regex::Regex,
    /// Places at which the steps fell short.
    strikes: AtomicUsize,
    /// Nanoseconds that it has taken.
    spent: AtomicU64,
    /// Nanoseconds that it may take for what it has been given so far.
    granted: AtomicU64,
}

/// Steps that an expression may take at one place.
const STEPS: usize = 100_000;
/// Places at which the steps may fall short.
const STRIKES: usize = 16;
/// Nanoseconds that an expression may take in all, and further ones for each place and for each byte that it has passed.
/// Rules in the wild stay below a tenth of them; what takes more would take minutes for a book.
const GRANTED: [u64; 3] = [500_000_000, 3_000, 10];
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
                .map(|regex| Self::Bounded(Box::new(Bounded::new(regex))))
                .map_err(|e| e.to_string());
        }
        let built = regex::RegexBuilder::new(text).size_limit(SIZE).build();
        built.map(Self::Linear).map_err(|error| error.to_string())
    }

    /// The first match in `text` that begins at byte `from` or later.
    pub(super) fn find_at(&self, text: &str, from: usize) -> Option<Range<usize>> {
        match self {
            Self::Linear(regex) => regex.find_at(text, from).map(|found| found.range()),
            Self::Bounded(bounded) => bounded.find_at(text, from),
        }
    }

    /// Whether steps or time fell short.
    pub(super) fn gave_up(&self) -> bool {
        match self {
            Self::Linear(_) => false,
            Self::Bounded(bounded) => bounded.strikes.load(Ordering::Relaxed) > 0 || bounded.is_late(),
        }
    }
}

impl Bounded {
    fn new(regex: fancy_regex::Regex) -> Self {
        Self {
            regex,
            strikes: AtomicUsize::new(0),
            spent: AtomicU64::new(0),
            granted: AtomicU64::new(GRANTED[0]),
        }
    }

    fn is_late(&self) -> bool {
        self.spent.load(Ordering::Relaxed) > self.granted.load(Ordering::Relaxed)
    }

    fn find_at(&self, text: &str, from: usize) -> Option<Range<usize>> {
        if self.is_late() || self.strikes.load(Ordering::Relaxed) >= STRIKES {
            return None;
        }
        let begun = Instant::now();
        let found = self.regex.find_from_pos(text, from);
        let took = u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
        let found = found.unwrap_or_else(|_| {
            self.strikes.fetch_add(1, Ordering::Relaxed);
            None
        });
        let passed = found.as_ref().map_or(text.len(), |found| found.end()) - from;
        let [_, place, byte] = GRANTED;
        self.spent.fetch_add(took, Ordering::Relaxed);
        self.granted
            .fetch_add(place + byte * passed as u64, Ordering::Relaxed);
        found.map(|found| found.range())
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

    /// Whether steps or time fell short.
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

    /// Whether steps or time fell short.
    pub(super) fn gave_up(&self) -> bool {
        self.pattern.gave_up()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_that_is_slow_everywhere_and_never_out_of_steps_is_given_up() {
        let slow = Pattern::new("(?=(.*a){20})b", true).unwrap();
        let text = "aa a. ".repeat(80);
        let asked = (0..100_000).take_while(|_| {
            slow.find_at(&text, 0);
            !slow.gave_up()
        });
        assert!(asked.count() < 99_999);
        let quick = Pattern::new("(?=a)a", true).unwrap();
        assert!((0..10_000).all(|_| quick.find_at(&text, 0).is_some()));
        assert!(!quick.gave_up());
    }
}
