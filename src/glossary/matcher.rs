//! Finding the terms of a glossary in a text.

use std::ops::Range;
use std::sync::Arc;

use super::casing::Casing;
use super::finder::{Finder, Words};
use super::lexicon::Lexicon;
use super::pattern::Patterns;
use super::pick::pick;
use super::reading::Reader;
use super::rules::{self, Rules};
use super::scan::{Found, scan};
use super::{Error, Habits};
use crate::document::{MatchRule, Term, TermHit, TermStatus, Tier};
use crate::language::Language;

/// The terms of one or more glossaries, ready to be found in texts of one language.
///
/// Finding is linear in the text and does not depend on the number of terms.
///
/// ```
/// use tarjuman::document::{Term, TermKind};
/// use tarjuman::glossary::{Habits, Matcher};
///
/// let kerry = Term { source: "كيري".into(), target: "Kerry".into(), kind: TermKind::Person, ..Term::default() };
/// let matcher = Matcher::new([kerry], tarjuman::language::of("ar"))?;
/// let hits = matcher.hits("قال لكيري وكيربي", &Habits::default());
/// assert_eq!(hits.len(), 1);
/// assert_eq!(hits[0].split, "ل+كيري");
/// # Ok::<(), tarjuman::glossary::Error>(())
/// ```
#[derive(Debug)]
pub struct Matcher {
    terms: Vec<Term>,
    rules: Arc<Rules>,
    lexicon: Lexicon,
    patterns: Patterns,
}

impl Matcher {
    /// Prepares `terms`, which stand in the source language `language`. Of two rows for one form the earlier
    /// wins, so give the project's glossary before the house's. Obsolete terms are left out.
    ///
    /// Linear in the number of forms.
    ///
    /// # Errors
    /// A regular expression that cannot be read, with its term.
    pub fn new(terms: impl IntoIterator<Item = Term>, language: &Language) -> Result<Self, Error> {
        let mut matcher = Self {
            terms: Vec::new(),
            rules: rules::compiled(language),
            lexicon: Lexicon::default(),
            patterns: Patterns::default(),
        };
        for term in terms {
            if term.status != TermStatus::Obsolete {
                matcher.add(term)?;
            }
        }
        matcher.patterns.finish();
        Ok(matcher)
    }

    fn add(&mut self, term: Term) -> Result<(), Error> {
        let index = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        let letters = term.rule == Some(MatchRule::Regex) || self.rules.unspaced;
        if letters || !self.lexicon.add(index, &term, &self.rules) {
            self.patterns.add(index, &term, &self.rules)?;
        }
        self.terms.push(term);
        Ok(())
    }

    /// How the writer of `whole_text`, an article rather than a sentence, spells. One pass.
    #[must_use]
    pub fn habits(&self, whole_text: &str) -> Habits {
        Habits::of(whole_text, &self.rules)
    }

    /// Finds the terms of a document segment by segment, faster than [`Matcher::hits`] since words repeat;
    /// `habits` are those of the document.
    #[must_use]
    pub fn finder<'a>(&'a self, habits: &'a Habits) -> Finder<'a> {
        Finder::new(self, Words::remembered(self.reader(habits)))
    }

    fn reader<'a>(&'a self, habits: &'a Habits) -> Reader<'a> {
        Reader::new(&self.rules, &self.lexicon, habits)
    }

    /// The terms in `text`, in its order and without overlap: of two that overlap the one with more words
    /// stands, then the longer, then the one closer to its listed form, then the earlier row. Nothing is found
    /// inside an address of the web or of mail.
    #[must_use]
    pub fn hits(&self, text: &str, habits: &Habits) -> Vec<TermHit> {
        self.hits_by(text, &mut Words::afresh(self.reader(habits)))
    }

    /// As [`Matcher::hits`], with the words read by `words`.
    pub(super) fn hits_by(&self, text: &str, words: &mut Words) -> Vec<TermHit> {
        pick(self.all_by(text, words))
            .into_iter()
            .map(|found| self.hit(found))
            .collect()
    }

    /// Every hit, overlapping ones included.
    pub(super) fn all(&self, text: &str, habits: &Habits) -> Vec<Found> {
        self.all_by(text, &mut Words::afresh(self.reader(habits)))
    }

    fn all_by(&self, text: &str, words: &mut Words) -> Vec<Found> {
        let mut found = scan(text, &self.rules, &self.lexicon, words);
        self.patterns.scan(text, &self.rules, &mut found);
        found.retain(|hit| self.case_fits(hit, text) && !is_in_address(text, &hit.word));
        found
    }

    fn case_fits(&self, found: &Found, text: &str) -> bool {
        let term = &self.terms[found.term as usize];
        let casing = Casing::of(term, &self.rules);
        let mut forms = std::iter::once(&term.source).chain(&term.forms);
        match casing {
            Casing::Free => true,
            _ if term.rule == Some(MatchRule::Regex) => true,
            Casing::Characters => forms.any(|form| *form == text[found.span.clone()]),
            Casing::Capitals | Casing::Letters => {
                let members: Vec<&str> = found.members.iter().map(|m| &text[m.clone()]).collect();
                forms.any(|form| casing.fits(form, &members, &self.rules))
            }
        }
    }

    fn hit(&self, found: Found) -> TermHit {
        let term = self.terms[found.term as usize].clone();
        let sure = found.sure && term.status == TermStatus::Approved;
        TermHit {
            span: found.span,
            word: found.word,
            split: found.split,
            tier: if sure { Tier::Sure } else { Tier::Likely },
            term,
        }
    }
}

/// Whether `word` stands inside a web or mail address.
fn is_in_address(text: &str, word: &Range<usize>) -> bool {
    const REACH: usize = 200;
    let before = text[..word.start].char_indices().rev().take(REACH);
    let after = text[word.end..].char_indices().take(REACH);
    let start = before
        .take_while(|(_, c)| !c.is_whitespace())
        .last()
        .map_or(word.start, |(at, _)| at);
    let end = after
        .take_while(|(_, c)| !c.is_whitespace())
        .last()
        .map_or(word.end, |(at, c)| word.end + at + c.len_utf8());
    let token = &text[start..end];
    // Every address holds one of these, hardly any other word does.
    if !token.bytes().any(|b| matches!(b, b'/' | b'.' | b'@')) {
        return false;
    }
    let mail = || {
        token.split_once('@').is_some_and(|(name, host)| {
            name.ends_with(|c: char| c.is_ascii_alphanumeric()) && host.contains('.')
        })
    };
    token.contains("://") || token.contains("www.") || mail()
}
