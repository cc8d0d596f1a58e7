//! The evidence for segments, wherever they stand in an article: what the glossary knows in them, what the memory offers.

use crate::document::{Article, MemoryMatch, TermHit};
use crate::glossary::Finder;
use crate::memory::{self, Memory, Query, Units};

use super::{Plan, Tools};

/// Finds the evidence for one segment after the other.
pub(super) struct Scout<'a, U: Units> {
    memory: &'a mut Memory<U>,
    finder: Finder<'a>,
    options: memory::Options,
}

/// What is known about a segment.
pub(super) struct Found {
    /// The glossary's hits in its source.
    pub(super) hits: Vec<TermHit>,
    /// What the memory offers, best first.
    pub(super) matches: Vec<MemoryMatch>,
}

impl<'a, U: Units> Scout<'a, U> {
    pub(super) fn new(memory: &'a mut Memory<U>, plan: &'a Plan, tools: &'a Tools<'a>) -> Self {
        Self {
            memory,
            finder: tools.matcher.finder(&plan.habits),
            options: memory::Options {
                limit: tools.options.matches,
                min_score: tools.options.offer_from.min(tools.options.fill_from),
            },
        }
    }

    /// Adds to `found` the evidence for the first of `batch` (indices into `article`) that it lacks, if it lacks any.
    pub(super) fn step(
        &mut self,
        article: &Article,
        batch: &[usize],
        found: &mut Vec<Found>,
    ) -> Result<(), U::Error> {
        if let Some(&index) = batch.get(found.len()) {
            found.push(Found {
                hits: self.finder.listed(&article.segments[index].source.text),
                matches: self.memory.search(&query(article, index), &self.options)?,
            });
        }
        Ok(())
    }

    /// Adds to `found` the evidence for all of `batch` that it lacks.
    pub(super) fn complete(
        &mut self,
        article: &Article,
        batch: &[usize],
        found: &mut Vec<Found>,
    ) -> Result<(), U::Error> {
        while found.len() < batch.len() {
            self.step(article, batch, found)?;
        }
        Ok(())
    }
}

fn query(article: &Article, index: usize) -> Query<'_> {
    let text = |index: Option<usize>| {
        let segment = index.and_then(|index| article.segments.get(index));
        segment.map_or("", |segment| segment.source.text.as_str())
    };
    Query {
        source: text(Some(index)),
        before: text(index.checked_sub(1)),
        after: text(index.checked_add(1)),
        from: &article.source_language,
        to: &article.target_language,
    }
}
