//! What came of an article, in figures that add up.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{Article, Band, Origin, Outcome, Segment, TermUse, Tier};

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
    /// Every segment once, by how much of its translation was there before: the bands in which agencies count.
    #[serde(default)]
    pub leverage: BTreeMap<String, usize>,
    /// What became of the glossary terms.
    pub terms: TermCounts,
    /// Findings by check, without those that people ignore.
    pub findings: BTreeMap<String, usize>,
    /// Findings that people ignore, by check.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ignored: BTreeMap<String, usize>,
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
    /// Another spelling of the name stands in the target.
    #[serde(default)]
    pub wrong: usize,
    /// No rendering in the target.
    pub missing: usize,
    /// Of those held, how many a machine's draft lacked until they were put there.
    #[serde(default)]
    pub placed: usize,
}

impl Summary {
    /// The figures of `article`.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let mut summary = Self::default();
        let mut seen = HashSet::new();
        for segment in &article.segments {
            summary.count(segment);
            let band = if seen.insert(&segment.source.text) {
                Band::of(segment.matches.first().map_or(0, |best| best.score))
            } else {
                Band::Repetition
            };
            *summary.leverage.entry(band.as_str().to_owned()).or_default() += 1;
        }
        summary
    }

    fn count(&mut self, segment: &Segment) {
        self.segments += 1;
        let target = &segment.target;
        if target.content.is_blank() {
            let reason = target.reason.as_deref().unwrap_or("not drafted yet");
            *self.empty.entry(reason.to_owned()).or_default() += 1;
        } else {
            let origin = target.origin.as_ref().unwrap_or(&Origin::File);
            *self.origins.entry(origin.band()).or_default() += 1;
        }
        let relied_on = |used: &&TermUse| used.hit.tier != Tier::Possible;
        for used in segment.terms.iter().filter(relied_on) {
            self.terms.count(used);
        }
        for finding in &segment.findings {
            let counts = if finding.is_open() {
                &mut self.findings
            } else {
                &mut self.ignored
            };
            *counts.entry(finding.check.to_string()).or_default() += 1;
        }
    }

    /// Adds the counts of another article.
    pub fn add(&mut self, other: &Self) {
        self.segments += other.segments;
        for (mine, theirs) in [
            (&mut self.origins, &other.origins),
            (&mut self.empty, &other.empty),
            (&mut self.leverage, &other.leverage),
            (&mut self.findings, &other.findings),
            (&mut self.ignored, &other.ignored),
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
        self.terms.wrong += other.terms.wrong;
        self.terms.missing += other.terms.missing;
        self.terms.placed += other.terms.placed;
    }

    /// Segments with a target.
    #[must_use]
    pub fn drafted(&self) -> usize {
        self.origins.values().sum()
    }
}

impl TermCounts {
    fn count(&mut self, used: &TermUse) {
        self.found += 1;
        let holds = matches!(used.outcome, Outcome::Held(_) | Outcome::Variant(_));
        self.placed += usize::from(holds && used.placed.is_some());
        match &used.outcome {
            Outcome::Open => self.open += 1,
            Outcome::Held(_) => self.held += 1,
            Outcome::Variant(_) => self.variant += 1,
            Outcome::Forbidden(_) => self.forbidden += 1,
            Outcome::Wrong(_) => self.wrong += 1,
            Outcome::Missing => self.missing += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, SegmentId, Target};

    fn segment(target: Target) -> Segment {
        Segment {
            id: SegmentId::given("s1"),
            block: 0,
            source: Content::plain("نعم"),
            gap: String::new(),
            target,
            terms: Vec::new(),
            matches: Vec::new(),
            findings: Vec::new(),
        }
    }

    #[test]
    fn every_segment_is_counted_once() {
        let article = Article {
            segments: vec![
                segment(Target::empty("no backend")),
                segment(Target::default()),
                segment(Target::draft(Content::plain("Yes"), Origin::Person)),
            ],
            ..Article::default()
        };
        let summary = Summary::of(&article);
        assert_eq!(summary.segments, 3);
        assert_eq!(summary.drafted() + summary.empty.values().sum::<usize>(), 3);
        assert_eq!(summary.origins["person"], 1);
        assert_eq!((summary.leverage["none"], summary.leverage["repetition"]), (1, 2));
    }
}
