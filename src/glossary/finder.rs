//! Finding the terms of a glossary in one document, segment after segment.

use super::matcher::Matcher;
use super::memo::Memo;
use super::reading::{Reader, Reading};
use crate::document::{TermHit, Tier};

/// Finds terms in the segments of one document, whose words it remembers: a word met before is not taken apart
/// again. Gives the hits of [`Matcher::hits`]; the memory it takes is bounded (6 MB).
#[derive(Debug)]
pub struct Finder<'a> {
    matcher: &'a Matcher,
    words: Words<'a>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(matcher: &'a Matcher, words: Words<'a>) -> Self {
        Self { matcher, words }
    }

    /// The terms in `text`, as [`Matcher::hits`] gives them. Linear in the text.
    #[must_use]
    pub fn hits(&mut self, text: &str) -> Vec<TermHit> {
        unnumbered(self.matcher.hits_by(text, &mut self.words))
    }

    /// The terms in `text` and what may be one, as [`Matcher::listed`] gives them.
    #[must_use]
    pub fn listed(&mut self, text: &str) -> Vec<TermHit> {
        unnumbered(self.matcher.listed_by(text, &mut self.words))
    }

    /// The hits in `text` that are at least as sure as `weakest`, each with the number of its row among the terms that
    /// the matcher was made of.
    pub fn numbered(&mut self, text: &str, weakest: Tier) -> Vec<(usize, TermHit)> {
        let mut hits = match weakest {
            Tier::Possible => self.matcher.listed_by(text, &mut self.words),
            Tier::Sure | Tier::Likely => self.matcher.hits_by(text, &mut self.words),
        };
        hits.retain(|(_, hit)| hit.tier <= weakest);
        hits
    }
}

/// The hits alone.
pub(super) fn unnumbered(hits: Vec<(usize, TermHit)>) -> Vec<TermHit> {
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// Takes the words of a document apart.
#[derive(Debug)]
pub(super) struct Words<'a> {
    reader: Reader<'a>,
    /// `None` where too few words are read to repeat.
    memo: Option<Memo>,
    folded: String,
    readings: Vec<Reading>,
}

impl<'a> Words<'a> {
    /// Reads every word afresh.
    pub(super) fn afresh(reader: Reader<'a>) -> Self {
        Self {
            reader,
            memo: None,
            folded: String::new(),
            readings: Vec::new(),
        }
    }

    /// Remembers the words that were read.
    pub(super) fn remembered(reader: Reader<'a>) -> Self {
        Self {
            memo: Some(Memo::default()),
            ..Self::afresh(reader)
        }
    }

    /// Every reading of `word`, which is as written; `None` if folding leaves nothing of it.
    pub(super) fn readings(&mut self, word: &str) -> Option<&[Reading]> {
        let Some(memo) = &mut self.memo else {
            let readable = self
                .reader
                .read_written(word, &mut self.folded, &mut self.readings);
            return readable.then_some(&self.readings);
        };
        let hash = Memo::hash(word.as_bytes());
        if let Some(number) = memo.find(word, hash) {
            return memo.readings(number);
        }
        let readable = self
            .reader
            .read_written(word, &mut self.folded, &mut self.readings);
        let readings = readable.then_some(self.readings.as_slice());
        memo.keep(word, hash, readings);
        readings
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::document::{Term, TermKind};
    use crate::glossary::Matcher;
    use crate::language;

    fn person(source: &str) -> Term {
        Term {
            source: source.into(),
            target: "x".into(),
            kind: TermKind::Person,
            ..Term::default()
        }
    }

    proptest! {
        #[test]
        fn a_word_met_before_gives_the_hits_of_a_word_met_first(
            words in proptest::collection::vec("[وفبكل]{0,2}(كيري|جون|علي|الوزير|غزه|غزة|عَلى|ـ|[ا-ي]{1,5})[يهاتن]{0,2}", 1..30),
            joints in proptest::collection::vec("( |، |-|\n)", 30),
        ) {
            let terms = ["كيري", "جون كيري", "علي", "الوزير علي", "غزة", "علي-كيري"].map(person);
            let matcher = Matcher::new(terms, language::of("ar")).unwrap();
            let text: String = words.iter().zip(&joints).flat_map(|(word, joint)| [word.as_str(), joint]).collect();
            let text = format!("{text}\n{text}");
            let habits = matcher.habits(&text);
            let mut finder = matcher.finder(&habits);
            for line in text.lines() {
                prop_assert_eq!(finder.hits(line), matcher.hits(line, &habits));
            }
        }
    }
}
