//! One batch: evidence for each segment, a target where the evidence supports one, the backend for the rest.

use crate::backend::{self, Answer, Request, Source};
use crate::document::{Article, Origin, Segment, Target, TermHit, TermStatus, Tier};
use crate::memory::{self, Memory, Query, Units};

use super::propose::{self, Evidence};
use super::verify::verified;
use super::{Error, Plan, Tools, restore};

/// Why a segment is empty when nobody was asked to fill it.
const NOBODY_ASKED: &str = "nothing in memory, no backend configured";
/// Why a segment is empty when the backend was asked.
const NO_ANSWER: &str = "nothing in memory, no answer from the backend";

/// A segment with the evidence gathered and, where that suffices, its target.
pub(super) struct Proposed {
    segment: Segment,
    hits: Vec<TermHit>,
}

impl Proposed {
    /// The segment with outcomes and findings; one that stays empty has its reason instead.
    pub(super) fn verified(self, tools: &Tools<'_>) -> Segment {
        let mut segment = verified(self.segment, self.hits, tools.languages, tools.checks);
        if segment.target.content.is_blank() {
            segment.findings.clear();
        }
        segment
    }
}

/// The segments at `batch` (indices into the article), drafted and verified.
pub(super) async fn drafted<U, E>(
    memory: &mut Memory<U>,
    article: &Article,
    batch: &[usize],
    plan: &Plan,
    tools: &Tools<'_>,
) -> Result<Vec<Segment>, Error<E>>
where
    U: Units<Error = E>,
    E: std::error::Error + 'static,
{
    let mut proposed = proposed(memory, article, batch, plan, tools).map_err(Error::Desk)?;
    ask(article, &mut proposed, tools).await?;
    let segments = proposed.into_iter().map(|proposed| proposed.verified(tools));
    Ok(segments.collect())
}

/// The segments at `batch` with what memory, repeats and glossary give.
pub(super) fn proposed<U: Units>(
    memory: &mut Memory<U>,
    article: &Article,
    batch: &[usize],
    plan: &Plan,
    tools: &Tools<'_>,
) -> Result<Vec<Proposed>, U::Error> {
    let mut out: Vec<Proposed> = Vec::with_capacity(batch.len());
    let mut finder = tools.matcher.finder(&plan.habits);
    for &index in batch {
        let old = &article.segments[index];
        let matches = memory.search(&query(article, index), &search_options(tools))?;
        let hits = finder.listed(&old.source.text);
        let repeat = plan.repeats.get(&index).map(|first| {
            let fresh = batch.iter().position(|i| i == first).and_then(|at| out.get(at));
            fresh.map_or(&article.segments[*first], |proposed| &proposed.segment)
        });
        let evidence = Evidence {
            matches: &matches,
            hits: &hits,
            repeat,
        };
        let target = propose::target(&old.source, &evidence, tools.options.fill_from);
        out.push(Proposed {
            segment: Segment {
                target: target.unwrap_or_else(|| Target::empty(NOBODY_ASKED)),
                matches,
                ..old.clone()
            },
            hits,
        });
    }
    Ok(out)
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

fn search_options(tools: &Tools<'_>) -> memory::Options {
    memory::Options {
        limit: tools.options.matches,
        min_score: tools.options.offer_from.min(tools.options.fill_from),
    }
}

/// Fills the segments that are still empty from the backend, packed by what one request may hold.
async fn ask(article: &Article, proposed: &mut [Proposed], tools: &Tools<'_>) -> Result<(), backend::Error> {
    let capabilities = tools.backend.capabilities();
    if capabilities.segments == 0 {
        return Ok(());
    }
    let empty: Vec<usize> = (0..proposed.len())
        .filter(|&i| proposed[i].segment.target.content.is_blank())
        .collect();
    for chunk in empty.chunks(capabilities.segments) {
        let request = Request {
            from: article.source_language.clone(),
            to: article.target_language.clone(),
            segments: chunk.iter().map(|&i| source(&proposed[i])).collect(),
            ..Request::default()
        };
        let answers = tools.backend.translate(&request).await?.answers;
        for &index in chunk {
            let segment = &mut proposed[index].segment;
            let answer = answers.iter().find(|answer| answer.id == segment.id);
            segment.target = answer.map_or_else(
                || Target::empty(NO_ANSWER),
                |answer| accepted(segment, answer, tools),
            );
        }
    }
    Ok(())
}

fn source(proposed: &Proposed) -> Source {
    let settled = |hit: &&TermHit| hit.tier == Tier::Sure && hit.term.status == TermStatus::Approved;
    Source {
        id: proposed.segment.id.clone(),
        content: proposed.segment.source.clone(),
        terms: proposed
            .hits
            .iter()
            .filter(settled)
            .map(|hit| hit.term.clone())
            .collect(),
        repair: None,
    }
}

fn accepted(segment: &Segment, answer: &Answer, tools: &Tools<'_>) -> Target {
    let content = if answer.content.codes.len() == segment.source.codes.len() {
        answer.content.clone()
    } else {
        restore::codes(&segment.source, &answer.content.text)
    };
    let origin = Origin::Backend {
        name: tools.backend.id().to_owned(),
        model: answer.model.clone(),
    };
    Target::draft(content, origin)
}
