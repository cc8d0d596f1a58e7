//! Finding the terms of a glossary in a text.

use std::ops::Range;
use std::sync::Arc;

use super::casing::Casing;
use super::context::{self, Contexts};
use super::finder::{Finder, Words, unnumbered};
use super::guess::{Guess, Guesses};
use super::lexicon::Lexicon;
use super::packed::{Reader as PackedReader, Writer};
use super::pattern::Patterns;
use super::pick::{Picked, pick};
use super::reading::Reader;
use super::rows::Rows;
use super::rules::{self, Rules};
use super::scan::{Found, Trail, scan};
use super::spellings::Spellings;
use super::surroundings::{Place, Surroundings, cuts_a_run};
use super::{Error, Habits};
use crate::document::{Alternative, MatchRule, Term, TermHit, TermStatus, Tier};
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
    rows: Rows,
    /// What is asked of the hits of each term.
    demands: Vec<Demands>,
    rules: Arc<Rules>,
    lexicon: Lexicon,
    patterns: Patterns,
    spellings: Spellings,
    contexts: Contexts,
    guesses: Guesses,
}

/// What is asked of a term's hits, so that the term itself is looked at only when one stands.
#[derive(Debug, Clone, Copy)]
struct Demands {
    casing: Casing,
    is_name: bool,
}

impl Demands {
    fn of(term: &Term, rules: &Rules) -> Self {
        let expression = term.rule == Some(MatchRule::Regex);
        Self {
            casing: if expression {
                Casing::Free
            } else {
                Casing::asked(term, rules)
            },
            is_name: term.kind.is_name(),
        }
    }

    fn bits(self) -> u8 {
        (self.casing as u8) << 1 | u8::from(self.is_name)
    }

    /// The demands that [`Demands::bits`] gave.
    fn list(bits: &[u8]) -> Option<Vec<Self>> {
        let casing = |bits: u8| Casing::ALL.into_iter().find(|casing| *casing as u8 == bits >> 1);
        let demands = bits.iter().map(|&bits| {
            let is_name = bits & 1 != 0;
            casing(bits).map(|casing| Self { casing, is_name })
        });
        demands.collect()
    }
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
        let rules = rules::compiled(language);
        let mut matcher = Self {
            rows: Rows::default(),
            demands: Vec::new(),
            spellings: Spellings::new(language, &rules),
            rules,
            lexicon: Lexicon::default(),
            patterns: Patterns::default(),
            contexts: Contexts::default(),
            guesses: Guesses::new(language),
        };
        for (number, term) in terms.into_iter().enumerate() {
            if term.status != TermStatus::Obsolete {
                matcher.add_row(term, number)?;
            }
        }
        matcher.patterns.finish();
        Ok(matcher)
    }

    /// Adds the row of this number and its contexts.
    fn add_row(&mut self, term: Term, number: usize) -> Result<(), Error> {
        let contexts: Vec<Term> = context::terms(&term).collect();
        let row = self.rows.len();
        self.guesses.add(row, &term, &self.rules);
        self.add(term, Some(number))?;
        for context in contexts {
            self.contexts.list(self.rows.len(), row);
            self.add(context, None)?;
        }
        Ok(())
    }

    fn add(&mut self, term: Term, row: Option<usize>) -> Result<(), Error> {
        let index = self.rows.len();
        let letters = term.rule == Some(MatchRule::Regex) || self.rules.unspaced;
        if letters || !self.lexicon.add(index, &term, &self.rules) {
            self.patterns.add(index, &term, &self.rules)?;
        }
        let spellings = self.spellings.of(&term, &self.rules);
        if !spellings.is_empty() && !letters {
            let written_otherwise = Term {
                forms: spellings,
                ..term.clone()
            };
            self.lexicon.add(index, &written_otherwise, &self.rules);
        }
        self.demands.push(Demands::of(&term, &self.rules));
        self.rows.push(term, row);
        Ok(())
    }

    /// The index as bytes, for [`Matcher::unpack`] of the same program: what the rows say is not in it. Its form is no
    /// one's business and changes with any version.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut out = Writer::default();
        self.rows.pack(&mut out);
        let demands: Vec<u8> = self.demands.iter().map(|demands| demands.bits()).collect();
        out.bytes(&demands);
        self.lexicon.pack(&mut out);
        self.contexts.pack(&mut out);
        self.guesses.pack(&mut out);
        out.numbers(self.patterns.terms().iter().copied());
        out.finish()
    }

    /// The matcher that was packed; `row` reads the rows it was made of, by their numbers in order. `None` if the bytes
    /// are not what [`Matcher::pack`] gave.
    ///
    /// Linear in the bytes; of the rows only regular expressions, and terms of scripts without blanks, are read.
    #[must_use]
    pub fn unpack(
        bytes: &[u8],
        row: impl Fn(usize) -> Term + Send + Sync + 'static,
        language: &Language,
    ) -> Option<Self> {
        let rules = rules::compiled(language);
        let mut from = PackedReader::new(bytes);
        let mut matcher = Self {
            rows: Rows::unpack(&mut from, row)?,
            demands: Demands::list(from.bytes()?)?,
            lexicon: Lexicon::unpack(&mut from)?,
            contexts: Contexts::unpack(&mut from)?,
            guesses: Guesses::new(language),
            patterns: Patterns::default(),
            spellings: Spellings::new(language, &rules),
            rules,
        };
        matcher.guesses.unpack(&mut from)?;
        for term in from.numbers()? {
            let row = matcher.row(term)?;
            matcher.patterns.add(term, &row, &matcher.rules).ok()?;
        }
        matcher.patterns.finish();
        from.is_done().then_some(matcher)
    }

    /// What was indexed under this number: a row, or one of the contexts that follow their row.
    fn row(&self, number: u32) -> Option<Arc<Term>> {
        match self.contexts.owner(number) {
            Some(owner) => {
                let before = number.checked_sub(owner + 1)?;
                let context = context::terms(self.rows.term(owner)).nth(before as usize);
                context.map(Arc::new)
            }
            None => Some(Arc::clone(self.rows.term(number))),
        }
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

    pub(super) fn reader<'a>(&'a self, habits: &'a Habits) -> Reader<'a> {
        Reader::new(&self.rules, &self.lexicon, habits)
    }

    /// The terms in `text`, in its order and without overlap: of two that overlap the one with more words
    /// stands, then the longer, then the one closer to its listed form, then the earlier row. Nothing is found
    /// inside addresses, paths, placeholders and code; in a hashtag a hit is likely at best.
    #[must_use]
    pub fn hits(&self, text: &str, habits: &Habits) -> Vec<TermHit> {
        unnumbered(self.hits_by(text, &mut Words::afresh(self.reader(habits))))
    }

    /// As [`Matcher::hits`], with the words read by `words`; each hit with the number of its row.
    pub(super) fn hits_by(&self, text: &str, words: &mut Words) -> Vec<(usize, TermHit)> {
        let (found, trail) = self.all_by(text, words);
        pick(found)
            .into_iter()
            .map(|picked| (self.rows.row(picked.hit.term), self.hit(picked, &trail, text)))
            .collect()
    }

    /// As [`Matcher::hits`], and with them, as [`Tier::Possible`], words that no hit stands in but that may hold a
    /// term: as part of a compound, or in a plural made from within. For lists, not for decisions.
    #[must_use]
    pub fn listed(&self, text: &str, habits: &Habits) -> Vec<TermHit> {
        unnumbered(self.listed_by(text, &mut Words::afresh(self.reader(habits))))
    }

    /// As [`Matcher::listed`], with the words read by `words`; each hit with the number of its row.
    pub(super) fn listed_by(&self, text: &str, words: &mut Words) -> Vec<(usize, TermHit)> {
        let mut hits = self.hits_by(text, words);
        let taken: Vec<_> = hits.iter().map(|(_, hit)| hit.word.clone()).collect();
        let surroundings = Surroundings::of(text);
        let free = |guess: &Guess| {
            let overlaps = |at: &Range<usize>| at.start < guess.word.end && guess.word.start < at.end;
            !taken.iter().any(overlaps) && surroundings.of_word(&guess.word) != Place::Verbatim
        };
        let guesses = self.guesses.scan(text, &self.rules);
        let possible = guesses.into_iter().filter(free).map(|guess| {
            let hit = TermHit {
                split: parted(text, &guess),
                term: Arc::clone(self.rows.term(guess.term)),
                span: guess.span,
                word: guess.word,
                tier: Tier::Possible,
                also: Vec::new(),
            };
            (self.rows.row(guess.term), hit)
        });
        hits.extend(possible);
        hits.sort_by_key(|(_, hit)| hit.word.start);
        hits
    }

    /// Every hit, overlapping ones included.
    pub(super) fn all_by(&self, text: &str, words: &mut Words) -> (Vec<Found>, Trail) {
        let (mut found, trail) = scan(text, &self.rules, &self.lexicon, words);
        self.patterns.scan(text, &self.rules, &mut found);
        let surroundings = Surroundings::of(text);
        found.retain_mut(|hit| {
            let place = surroundings.of_word(&hit.word);
            hit.sure &= place == Place::Prose;
            place != Place::Verbatim && self.case_fits(hit, &trail, text) && self.stands_apart(hit, text)
        });
        self.contexts.apply(&mut found);
        (found, trail)
    }

    fn case_fits(&self, found: &Found, trail: &Trail, text: &str) -> bool {
        let casing = self.demands[found.term as usize].casing;
        if casing == Casing::Free {
            return true;
        }
        let term = self.rows.term(found.term);
        let mut forms = std::iter::once(&term.source).chain(&term.forms);
        if casing == Casing::Characters {
            return forms.any(|form| *form == text[found.span.clone()]);
        }
        let members = trail.members(found);
        let members: Vec<&str> = members.into_iter().map(|at| &text[at]).collect();
        forms.any(|form| casing.fits(form, &members, &self.rules))
            || self
                .other_spellings(term)
                .any(|form| casing.fits(&form, &members, &self.rules))
    }

    /// Whether a name is no part of a run of letters that is one word.
    fn stands_apart(&self, found: &Found, text: &str) -> bool {
        let is_name = || self.demands[found.term as usize].is_name;
        self.rules.runs.is_empty() || !is_name() || !cuts_a_run(text, &found.word, &self.rules.runs)
    }

    /// The ways to write `term` that are not listed: joined at its hyphens, and those of [`Spellings`].
    fn other_spellings<'a>(&'a self, term: &'a Term) -> impl Iterator<Item = String> + 'a {
        let forms = std::iter::once(&term.source).chain(&term.forms);
        let joined = forms
            .filter(|form| form.contains('-'))
            .map(|form| form.replace('-', ""));
        let others = std::iter::once_with(|| self.spellings.of(term, &self.rules));
        joined.chain(others.flatten())
    }

    fn hit(&self, picked: Picked, trail: &Trail, text: &str) -> TermHit {
        let Picked { hit: found, losers } = picked;
        let term = Arc::clone(self.rows.term(found.term));
        let sure = found.sure && term.status == TermStatus::Approved;
        TermHit {
            split: trail.split(&found, text, &self.rules),
            also: self.readings(&found, &losers, |loser| trail.split(loser, text, &self.rules)),
            tier: if sure { Tier::Sure } else { Tier::Likely },
            span: found.span,
            word: found.word,
            term,
        }
    }

    /// What the `losers` of a place would have made of it, each rendering once.
    fn readings(
        &self,
        winner: &Found,
        losers: &[Found],
        split: impl Fn(&Found) -> String,
    ) -> Vec<Alternative> {
        let won = self.rows.term(winner.term);
        let mut readings: Vec<Alternative> = Vec::new();
        for loser in losers.iter().filter(|loser| loser.term != winner.term) {
            let Term { source, target, .. } = &**self.rows.term(loser.term);
            let told = (&won.source, &won.target) == (source, target)
                || readings
                    .iter()
                    .any(|r| (&r.source, &r.target) == (source, target));
            if !told && readings.len() < TermHit::ALSO {
                readings.push(Alternative {
                    source: source.clone(),
                    target: target.clone(),
                    split: split(loser),
                });
            }
        }
        readings
    }
}

/// A guess as its word taken apart, such as `Außenminister+treffen`.
fn parted(text: &str, guess: &Guess) -> String {
    let (word, own) = (&guess.word, &guess.span);
    let parts = [word.start..own.start, own.clone(), own.end..word.end].map(|at| &text[at]);
    let written: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    written.join("+")
}
