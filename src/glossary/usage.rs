//! How often terms occur, and how often their rendering is kept.

use std::collections::BTreeMap;

use crate::document::{Article, Outcome, Term, Tier};

/// What became of one term in the articles that were counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Articles that have it.
    pub articles: usize,
    /// Occurrences, those without a target included.
    pub occurrences: usize,
    /// Occurrences whose target has the preferred rendering.
    pub preferred: usize,
    /// Occurrences whose target has another accepted one.
    pub variant: usize,
    /// Occurrences whose target has a forbidden one.
    pub forbidden: usize,
    /// Occurrences whose target has none of them, or another where theirs belongs.
    pub missing: usize,
}

impl Usage {
    /// Occurrences that were translated.
    #[must_use]
    pub fn translated(&self) -> usize {
        self.preferred + self.variant + self.forbidden + self.missing
    }

    /// The share of translated occurrences, in percent, that have an accepted rendering; `None` when none was translated.
    #[must_use]
    pub fn adherence(&self) -> Option<usize> {
        (self.translated() > 0).then(|| 100 * (self.preferred + self.variant) / self.translated())
    }
}

/// What became of every term, by source and preferred rendering.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usages {
    counts: BTreeMap<(String, String), Usage>,
}

impl Usages {
    /// Counts the terms of an article as they were last judged. Linear in them.
    pub fn add(&mut self, article: &Article) {
        let mut of_article: BTreeMap<(&str, &str), Usage> = BTreeMap::new();
        let terms = article.segments.iter().flat_map(|segment| &segment.terms);
        for used in terms.filter(|used| used.hit.tier != Tier::Possible) {
            let Term { source, target, .. } = &*used.hit.term;
            let usage = of_article.entry((source, target)).or_default();
            usage.occurrences += 1;
            let outcome = match used.outcome {
                Outcome::Open => continue,
                Outcome::Held(_) => &mut usage.preferred,
                Outcome::Variant(_) => &mut usage.variant,
                Outcome::Forbidden(_) => &mut usage.forbidden,
                Outcome::Wrong(_) | Outcome::Missing => &mut usage.missing,
            };
            *outcome += 1;
        }
        for ((source, target), usage) in of_article {
            let all = self
                .counts
                .entry((source.to_owned(), target.to_owned()))
                .or_default();
            all.articles += 1;
            all.occurrences += usage.occurrences;
            all.preferred += usage.preferred;
            all.variant += usage.variant;
            all.forbidden += usage.forbidden;
            all.missing += usage.missing;
        }
    }

    /// The usage of the row `term`; nothing counted when it occurs nowhere.
    #[must_use]
    pub fn of(&self, term: &Term) -> Usage {
        let key = (term.source.clone(), term.target.clone());
        self.counts.get(&key).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adherence_is_of_what_was_translated() {
        let usage = Usage {
            articles: 1,
            occurrences: 9,
            preferred: 2,
            variant: 1,
            forbidden: 0,
            missing: 1,
        };
        assert_eq!(usage.adherence(), Some(75));
        assert_eq!(Usage::default().adherence(), None);
    }
}
