//! Terms that words cannot index: regular expressions, signs, scripts without blanks.

use aho_corasick::{AhoCorasick, MatchKind};
use regex::{Regex, RegexBuilder};

use super::Error;
use super::rules::Rules;
use super::scan::Found;
use crate::document::{CaseRule, MatchRule, Term};

/// The terms of a glossary that are found letter by letter.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    expressions: Vec<(u32, Regex)>,
    letters: Vec<(u32, String)>,
    automaton: Option<AhoCorasick>,
    /// The terms that were added, in that order.
    terms: Vec<u32>,
}

/// Reads a term's regular expression: Rust `regex` syntax, linear time, letter case counts unless `case` is
/// `ignore`.
///
/// # Errors
/// The expression's own complaint, in one line.
pub(super) fn expression(source: &str, case: Option<CaseRule>) -> Result<Regex, String> {
    RegexBuilder::new(source)
        .case_insensitive(case == Some(CaseRule::Ignore))
        .size_limit(1 << 20)
        .build()
        .map_err(|error| {
            let text = error.to_string();
            text.lines()
                .last()
                .unwrap_or_default()
                .trim_start_matches("error: ")
                .to_owned()
        })
}

impl Patterns {
    /// Adds the `index`-th term, as an expression or as plain letters.
    ///
    /// # Errors
    /// An expression that cannot be read.
    pub(super) fn add(&mut self, index: u32, term: &Term, rules: &Rules) -> Result<(), Error> {
        self.terms.push(index);
        for form in std::iter::once(&term.source).chain(&term.forms) {
            if term.rule == Some(MatchRule::Regex) {
                let regex = expression(form, term.case).map_err(|reason| Error::Regex {
                    source_term: form.clone(),
                    reason,
                })?;
                self.expressions.push((index, regex));
            } else {
                let folded = rules.folder.fold(form).text;
                if !folded.is_empty() {
                    self.letters.push((index, folded));
                }
            }
        }
        Ok(())
    }

    /// The terms that were added, in that order. Expressions and automata are made anew, not kept.
    pub(super) fn terms(&self) -> &[u32] {
        &self.terms
    }

    /// Builds the automaton once every term is added; a glossary too large for one is searched without it.
    pub(super) fn finish(&mut self) {
        if !self.letters.is_empty() {
            self.automaton = AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(self.letters.iter().map(|(_, letters)| letters))
                .ok();
        }
    }

    /// Adds every hit in `text` to `found`.
    pub(super) fn scan(&self, text: &str, rules: &Rules, found: &mut Vec<Found>) {
        for (term, regex) in &self.expressions {
            let hits = regex.find_iter(text).filter(|hit| !hit.is_empty());
            found.extend(hits.map(|hit| Found::plain(*term, hit.range())));
        }
        if let Some(automaton) = &self.automaton {
            let folded = rules.folder.fold(text);
            for hit in automaton.find_iter(&folded.text) {
                let range = folded.original(&hit.range());
                let (term, _) = self.letters[hit.pattern().as_usize()];
                if !range.is_empty() && !cuts_a_latin_word(&folded.text, &hit.range()) {
                    found.push(Found::plain(term, range));
                }
            }
        }
    }
}

/// Whether a letter or digit of an alphabet stands on both sides of an end of `hit`.
fn cuts_a_latin_word(text: &str, hit: &std::ops::Range<usize>) -> bool {
    let alphabetic = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c < '\u{E00}');
    let inside = &text[hit.clone()];
    (alphabetic(text[..hit.start].chars().next_back()) && alphabetic(inside.chars().next()))
        || (alphabetic(inside.chars().next_back()) && alphabetic(text[hit.end..].chars().next()))
}
