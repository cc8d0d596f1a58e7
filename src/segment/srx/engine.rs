//! Cutting a text by the rules that an SRX file has for one language.
//!
//! The places where break rules apply, and their order, are those of the Java library `segment`, for which the rule
//! files in the wild are written: each break rule is searched from left to right without overlap and anew after each
//! cut; the first place counts, and of two rules the earlier; an exception holds only against later break rules.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use regex_automata::hybrid::dfa::{Cache, DFA, OverlappingState};
use regex_automata::nfa::thompson;
use regex_automata::{Anchored, Input, MatchKind};
use unicode_segmentation::UnicodeSegmentation;

use super::Error;
use super::dialect::translate;
use super::pattern::{After, Before, Pattern, back};
use super::read::{File, Written};

/// Characters before a place that an exception may look at. The longest of LanguageTool's can match 409.
const REACH: usize = 500;

/// The rules of one language, ready to cut texts.
#[derive(Debug)]
pub(super) struct Rules {
    breaks: Vec<Break>,
    exceptions: Vec<Exception>,
    /// Finds the exceptions that may apply at a place, some too many, reading backwards from it.
    filter: DFA,
    cache: Mutex<Cache>,
}

#[derive(Debug)]
struct Break {
    /// 1-based, of the rule.
    line: usize,
    /// What the text is searched for; nothing for the rule that cuts between the sentences of UAX #29.
    sought: Option<Pattern>,
    /// On which side of it the place lies.
    side: Side,
    after: Option<After>,
    /// How many of the exceptions stand before it.
    exceptions: usize,
}

/// Where a place lies, seen from what is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Behind it: the rule's text before the place is sought, what follows is looked at there.
    End,
    /// In front of it: nothing need stand before the place, so what follows is sought.
    Start,
}

#[derive(Debug)]
struct Exception {
    /// 1-based, of the rule.
    line: usize,
    before: Before,
    after: Option<After>,
}

impl Rules {
    /// Compiles `written`, in their order, under the header of `file`.
    ///
    /// # Errors
    /// The first expression that cannot be compiled, with its line.
    pub(super) fn new<'a>(written: impl Iterator<Item = &'a Written>, file: &File) -> Result<Self, Error> {
        let (mut breaks, mut exceptions) = (Vec::new(), Vec::new());
        for rule in written {
            let said = |text: &str| translate(text, file.meaning).map_err(|reason| rule.error(text, reason));
            let (before, after) = (said(&rule.before)?, said(&rule.after)?);
            let wrong = |reason| rule.error(&rule.after, reason);
            if rule.breaks {
                let front = rule.before.is_empty() && !rule.after.is_empty() && after.exact == after.wide;
                let (sought, side) = if front {
                    (&after, Side::Start)
                } else {
                    (&before, Side::End)
                };
                let pattern = Pattern::new(&sought.exact, sought.tracks_back);
                breaks.push(Break {
                    line: rule.line,
                    sought: Some(pattern.map_err(|reason| rule.error(&rule.before, reason))?),
                    side,
                    after: if front {
                        None
                    } else {
                        After::new(&after).map_err(wrong)?
                    },
                    exceptions: exceptions.len(),
                });
            } else {
                exceptions.push(Exception {
                    line: rule.line,
                    before: Before::new(before),
                    after: After::new(&after).map_err(wrong)?,
                });
            }
        }
        if file.sentences {
            breaks.push(Break {
                line: 0,
                sought: None,
                side: Side::End,
                after: None,
                exceptions: exceptions.len(),
            });
        }
        // What asks for nothing before a place is looked at without the filter, which has a pattern that nothing matches
        // for it: among others an empty pattern has kept a longer one from being reported.
        let wide: Vec<&str> = exceptions
            .iter()
            .map(|e| match e.before.wide() {
                "" => "[a&&b]",
                wide => wide,
            })
            .collect();
        let filter = DFA::builder()
            .configure(
                DFA::config()
                    .match_kind(MatchKind::All)
                    .cache_capacity(1 << 25)
                    .skip_cache_capacity_check(true),
            )
            .thompson(thompson::Config::new().reverse(true).nfa_size_limit(None))
            .build_many(&wide)
            .map_err(|error| Error::TooLarge {
                reason: error.to_string(),
            })?;
        let cache = Mutex::new(filter.create_cache());
        Ok(Self {
            breaks,
            exceptions,
            filter,
            cache,
        })
    }

    /// The lines of the rules with an expression that took too many steps somewhere.
    pub(super) fn given_up(&self) -> impl Iterator<Item = usize> {
        let after = |after: &Option<After>| after.as_ref().is_some_and(After::gave_up);
        let breaks = self
            .breaks
            .iter()
            .filter(move |rule| after(&rule.after) || rule.sought.as_ref().is_some_and(Pattern::gave_up));
        let exceptions = self.exceptions.iter();
        let exceptions = exceptions.filter(move |rule| after(&rule.after) || rule.before.gave_up());
        breaks
            .map(|rule| rule.line)
            .chain(exceptions.map(|rule| rule.line))
    }

    /// The sentences of `text`: byte ranges that tile it. An empty text has none.
    ///
    /// Linear in the text for expressions without look-around.
    pub(super) fn split(&self, text: &str) -> Vec<Range<usize>> {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let mut walks: Vec<Walk> = self.breaks.iter().map(|rule| Walk::new(rule, text)).collect();
        let mut sentences = Vec::new();
        let mut start = 0;
        while start < text.len() {
            walks.retain(|walk| walk.found);
            let Some(first) = walks.iter().min_by_key(|walk| walk.at) else {
                sentences.push(start..text.len());
                break;
            };
            let (end, exceptions) = (first.at, first.rule.exceptions);
            if end > start && !self.is_exception(text, end, exceptions, &mut cache) {
                for walk in walks.iter_mut().filter(|walk| walk.start < end) {
                    walk.restart(end);
                }
                sentences.push(start..end);
                start = end;
            }
            for walk in &mut walks {
                while walk.found && walk.at <= end {
                    walk.advance();
                }
            }
        }
        sentences
    }

    /// Whether one of the first `count` exceptions holds at byte `at`.
    fn is_exception(&self, text: &str, at: usize, count: usize, cache: &mut Cache) -> bool {
        let window = back(text, at, REACH)..at;
        let input = Input::new(text).range(window.clone()).anchored(Anchored::Yes);
        let holds = |exception: &Exception| {
            let after = exception
                .after
                .as_ref()
                .is_none_or(|after| after.begins_at(text, at));
            after && exception.before.ends_at(text, &window)
        };
        let anywhere = |exception: &&Exception| exception.before.wide().is_empty();
        if self.exceptions[..count].iter().filter(anywhere).any(holds) {
            return true;
        }
        let mut state = OverlappingState::start();
        let mut last = None;
        loop {
            if self
                .filter
                .try_search_overlapping_rev(cache, &input, &mut state)
                .is_err()
            {
                return self.exceptions[..count].iter().any(holds);
            }
            let Some(found) = state.get_match().map(|found| found.pattern()) else {
                return false;
            };
            let number = found.as_usize();
            if number < count && last != Some(number) && holds(&self.exceptions[number]) {
                return true;
            }
            last = Some(number);
        }
    }
}

/// The search for the places of one break rule.
struct Walk<'a> {
    rule: &'a Break,
    text: &'a str,
    /// Where the sentences of UAX #29 end, the last first, for the rule that cuts there.
    ends: Vec<usize>,
    /// Where the text begins for this search; what stands before is out of view.
    base: usize,
    /// Where the search goes on.
    from: usize,
    /// Whether there is a place; the next two tell where.
    found: bool,
    /// Where the text before the place begins.
    start: usize,
    /// The place.
    at: usize,
}

impl<'a> Walk<'a> {
    fn new(rule: &'a Break, text: &'a str) -> Self {
        let mut walk = Self {
            rule,
            text,
            ends: match rule.sought {
                Some(_) => Vec::new(),
                None => sentence_ends(text),
            },
            base: 0,
            from: 0,
            found: false,
            start: 0,
            at: 0,
        };
        walk.advance();
        walk
    }

    fn restart(&mut self, at: usize) {
        (self.base, self.from) = (at, at);
        self.advance();
    }

    fn advance(&mut self) {
        self.found = false;
        let Some(sought) = &self.rule.sought else {
            while !self.found
                && let Some(end) = self.ends.pop()
            {
                self.found = end > self.from;
                (self.start, self.at) = (end, end);
            }
            return;
        };
        let seen = &self.text[self.base..];
        while !self.found && self.from <= self.text.len() {
            let Some(found) = sought.find_at(seen, self.from - self.base) else {
                return;
            };
            self.start = self.base + found.start;
            self.at = match self.rule.side {
                Side::End => self.base + found.end,
                Side::Start => self.start,
            };
            let step = self.text[self.at..].chars().next().map_or(1, char::len_utf8);
            self.from = self.at + if self.at == self.start { step } else { 0 };
            let after = self.rule.after.as_ref();
            self.found = after.is_none_or(|after| after.begins_at(self.text, self.at));
        }
    }
}

/// Where the sentences of UAX #29 end, before the white space between two of them, the last first.
fn sentence_ends(text: &str) -> Vec<usize> {
    let begins = text.split_sentence_bound_indices().skip(1);
    let mut ends: Vec<usize> = begins.map(|(begin, _)| text[..begin].trim_end().len()).collect();
    ends.dedup();
    ends.reverse();
    ends
}
