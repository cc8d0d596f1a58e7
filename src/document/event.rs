//! Progress and results of drafting, as a stream that a terminal or a page can show.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Something that happened while articles were drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// Work on an article begins.
    Started {
        /// The article's name.
        article: String,
        /// How many segments it has.
        segments: usize,
    },
    /// A batch is saved.
    Saved {
        /// Segments of the article finished so far.
        done: usize,
    },
    /// Work on an article is complete.
    Finished {
        /// What came of it.
        summary: Summary,
    },
}

/// Counts over one article or several; every segment is counted exactly once under `origins` or `empty`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Segments in all.
    pub segments: usize,
    /// Segments with a target, by where it came from: `memory 101`, `memory 100`, `memory 75–99`…, `glossary`,
    /// `repeat`, a backend's name, `person`.
    pub origins: BTreeMap<String, usize>,
    /// Segments without a target, by reason.
    pub empty: BTreeMap<String, usize>,
    /// What became of the glossary terms.
    pub terms: TermCounts,
    /// Findings by check.
    pub findings: BTreeMap<String, usize>,
}

/// What became of the glossary terms of an article. `found` is the sum of the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermCounts {
    /// Terms found in the source, every occurrence counted.
    pub found: usize,
    /// Of these, in segments without a target.
    pub open: usize,
    /// Held by the preferred rendering.
    pub held: usize,
    /// Held by an accepted variant.
    pub variant: usize,
    /// A forbidden rendering stands in the target.
    pub forbidden: usize,
    /// No rendering in the target.
    pub missing: usize,
}

impl Summary {
    /// Adds the counts of another article.
    pub fn add(&mut self, other: &Self) {
        self.segments += other.segments;
        for (mine, theirs) in [
            (&mut self.origins, &other.origins),
            (&mut self.empty, &other.empty),
            (&mut self.findings, &other.findings),
        ] {
            for (key, count) in theirs {
                *mine.entry(key.clone()).or_default() += count;
            }
        }
        self.terms.found += other.terms.found;
        self.terms.open += other.terms.open;
        self.terms.held += other.terms.held;
        self.terms.variant += other.terms.variant;
        self.terms.forbidden += other.terms.forbidden;
        self.terms.missing += other.terms.missing;
    }

    /// Segments with a target.
    #[must_use]
    pub fn drafted(&self) -> usize {
        self.origins.values().sum()
    }
}
