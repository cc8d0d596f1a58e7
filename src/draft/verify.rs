//! Whether a target holds its terms, and what the checks object to.

use rayon::prelude::*;

use crate::check::{self, NEAR, Pair, Renderings};
use crate::document::{Article, Finding, Outcome, Segment, TermHit, TermUse};
use crate::glossary::Expected;
use crate::language::Language;
use crate::memory::Lexicon;

/// The two languages of an article, and what is known of them.
#[derive(Debug, Clone, Copy)]
pub struct Languages<'a> {
    /// The language translated from.
    pub source: &'static Language,
    /// The language translated into.
    pub target: &'static Language,
    /// What the memory has for words, for the checks.
    pub lexicon: Option<&'a Lexicon>,
}

impl Renderings for Lexicon {
    fn has(&self, word: &str, target: &str) -> bool {
        self.renders(word, target)
    }
}

/// `segment` with the outcome of each of its `hits`, which are among those that `expected` was made of, and the findings of every
/// check that is on. It is held against the segments beside its place in an article, if it is told.
#[must_use]
pub fn verified(
    segment: Segment,
    told: (Vec<TermHit>, &Expected),
    place: Option<(&Article, usize)>,
    languages: Languages<'_>,
    checks: &check::Options,
) -> Segment {
    let (hits, expected) = told;
    let outcomes = expected.outcomes(&hits, &segment.target.content.text);
    let segment = with_outcomes(segment, hits, outcomes);
    let findings = match place {
        None => check::run(&pair(&segment, languages), checks),
        Some((article, place)) => {
            let first = place.saturating_sub(NEAR);
            let end = (place + NEAR + 1).min(article.segments.len());
            let others = article.segments[first..place].iter();
            let all = others.chain([&segment]).chain(&article.segments[place + 1..end]);
            let pairs: Vec<Pair<'_>> = all.map(|segment| pair(segment, languages)).collect();
            check::run_among(&pairs, place - first, checks)
        }
    };
    Segment { findings, ..segment }
}

/// `segment` with the `hits` of its terms, each with what became of it.
#[must_use]
pub(super) fn with_outcomes(segment: Segment, hits: Vec<TermHit>, outcomes: Vec<Outcome>) -> Segment {
    let used = |(hit, outcome)| TermUse {
        hit,
        outcome,
        placed: None,
    };
    let terms = hits.into_iter().zip(outcomes).map(used).collect();
    Segment { terms, ..segment }
}

fn pair<'a>(segment: &'a Segment, languages: Languages<'a>) -> Pair<'a> {
    let texts = (&segment.source, &segment.target.content);
    let renderings = languages.lexicon.map(|lexicon| lexicon as &dyn Renderings);
    Pair::new(texts, (languages.source, languages.target), &segment.terms).with_renderings(renderings)
}

/// The segments of `article` as checks see them.
fn pairs<'a>(article: &'a Article, languages: Languages<'a>) -> Vec<Pair<'a>> {
    let segments = article.segments.par_iter();
    segments.map(|segment| pair(segment, languages)).collect()
}

/// How many segments are judged before what only their own checks ask for is let go of.
const AT_ONCE: usize = 2_000;

/// Judges the `chosen` of the segments of `article`, the terms of which have their outcomes, and all of them for what no segment shows
/// alone. Each is read once for both. Linear in the article.
pub(super) fn judge(
    article: &mut Article,
    chosen: &[bool],
    languages: Languages<'_>,
    checks: &check::Options,
) {
    let mut pairs = pairs(article, languages);
    let mut judged: Vec<Option<Vec<Finding>>> = Vec::with_capacity(pairs.len());
    for first in (0..pairs.len()).step_by(AT_ONCE) {
        let end = (first + AT_ONCE).min(pairs.len());
        let findings = |place: usize| chosen[place].then(|| check::run_among(&pairs, place, checks));
        judged.par_extend((first..end).into_par_iter().map(findings));
        pairs[first..end].par_iter_mut().for_each(Pair::let_go);
    }
    let found = check::run_across(&pairs, checks);
    for (segment, findings) in article.segments.iter_mut().zip(judged) {
        segment.findings = findings.unwrap_or_else(|| std::mem::take(&mut segment.findings));
    }
    put(found, article);
}

/// Whether a check of articles has found it.
fn is_across(finding: &Finding) -> bool {
    check::article::ALL
        .iter()
        .any(|check| check.id() == finding.check)
}

/// Puts the findings of the checks of articles in the place of those that were there; the numbers of the segments whose
/// findings are others now. Linear in the article.
pub fn across(article: &mut Article, languages: Languages<'_>, checks: &check::Options) -> Vec<usize> {
    let found = check::run_across(&pairs(article, languages), checks);
    put(found, article)
}

/// Puts what the checks of articles have `found` in the place of what they found before; the numbers of the segments whose findings
/// are others now.
fn put(found: Vec<(usize, Finding)>, article: &mut Article) -> Vec<usize> {
    let mut fresh: Vec<Vec<Finding>> = vec![Vec::new(); article.segments.len()];
    for (place, finding) in found {
        fresh[place].push(finding);
    }
    let mut changed = Vec::new();
    for (place, fresh) in fresh.into_iter().enumerate() {
        let segment = &mut article.segments[place];
        let (old, mut kept): (Vec<_>, Vec<_>) = segment.findings.drain(..).partition(is_across);
        let same = old.len() == fresh.len()
            && old
                .iter()
                .zip(&fresh)
                .all(|(a, b)| (&a.check, &a.at, &a.message) == (&b.check, &b.at, &b.message));
        if same {
            kept.extend(old);
        } else {
            kept.extend(fresh);
            changed.push(place);
        }
        segment.findings = kept;
    }
    changed
}

/// The longest article, in segments, whose other segments are read again whenever one is saved. In a longer one what the
/// checks of articles say is renewed when it is opened.
const READ_AT_EACH_SAVE: usize = 2_000;

/// `segment`, which stands at `place` of `article`, with what the checks of articles object to in it. Linear in the article.
#[must_use]
pub fn beside(
    mut segment: Segment,
    place: usize,
    article: &Article,
    languages: Languages<'_>,
    checks: &check::Options,
) -> Segment {
    if article.segments.len() > READ_AT_EACH_SAVE {
        return segment;
    }
    let pairs: Vec<Pair<'_>> = article
        .segments
        .iter()
        .enumerate()
        .map(|(index, other)| if index == place { &segment } else { other })
        .map(|segment| pair(segment, languages))
        .collect();
    let found = check::run_across(&pairs, checks);
    let here = found.into_iter().filter(|(at, _)| *at == place);
    let fresh: Vec<Finding> = here.map(|(_, finding)| finding).collect();
    segment.findings.retain(|finding| !is_across(finding));
    segment.findings.extend(fresh);
    segment
}
