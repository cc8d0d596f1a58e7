//! An article judged afresh: which terms it has, what became of each, and what the checks object to. Targets stay as they are.
//!
//! Whether a judgement still holds is not noted anywhere: the terms that are found now are held against those that were found
//! then, rows and all. That costs little beside judging, and is right however a glossary came to be another one.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::verify::{judge, verified, with_outcomes};
use super::{Tools, whole_text};
use crate::document::{Article, Segment, TermHit, TermUse};
use crate::glossary::{Expected, Habits, Matcher};

/// `article` with terms and findings looked up afresh.
#[must_use]
pub fn checked(article: Article, tools: &Tools<'_>) -> Article {
    afresh(article, tools, |_, _| true)
}

/// `article` as [`checked`], the way it is kept and shown: a segment without a target has a reason, and no findings.
#[must_use]
pub fn judged(article: Article, tools: &Tools<'_>) -> Article {
    without_empty(checked(article, tools))
}

/// `article` as [`judged`], if only the glossaries are others than before: only the segments are judged in which they find something
/// else, and what the checks of articles say is renewed.
#[must_use]
pub fn renewed(article: Article, tools: &Tools<'_>) -> Article {
    without_empty(afresh(article, tools, is_outdated_in))
}

/// Whether other glossaries than those of `matcher` judged `article`: a term is found that was not, or one that was is not, or its
/// row says something else. Linear in the article, and no target is looked at.
#[must_use]
pub fn is_outdated(article: &Article, matcher: &Matcher) -> bool {
    let found = found(article, matcher);
    let mut pairs = article.segments.iter().zip(&found);
    pairs.any(|(segment, hits)| is_outdated_in(segment, hits))
}

fn is_outdated_in(segment: &Segment, hits: &[TermHit]) -> bool {
    let known = segment.terms.iter().map(|used| &used.hit);
    !known.eq(hits) || (segment.target.content.is_blank() && !segment.findings.is_empty())
}

/// `article` with those of its segments judged that are `chosen`, by what is found in them.
fn afresh(
    article: Article,
    tools: &Tools<'_>,
    chosen: impl Fn(&Segment, &[TermHit]) -> bool + Sync,
) -> Article {
    let found = found(&article, tools.matcher);
    let expected = Expected::of(found.iter().flatten(), tools.languages.target);
    let (outcomes, new) = (Idle::default(), || expected.outcomes_in_many());
    let told = |(segment, hits): (Segment, Vec<TermHit>)| {
        if !chosen(&segment, &hits) {
            return (segment, false);
        }
        let before = segment.terms.clone();
        let target = &segment.target.content.text;
        let outcomes = outcomes.lend(new, |outcomes| outcomes.of(&hits, target));
        let mut segment = with_outcomes(segment, hits, outcomes);
        keep_placed(&mut segment.terms, &before);
        (segment, true)
    };
    let told = article.segments.into_par_iter().zip(found).map(told);
    let (segments, chosen): (Vec<Segment>, Vec<bool>) = told.unzip();
    let mut article = Article { segments, ..article };
    judge(&mut article, &chosen, tools.languages, tools.checks);
    article.with_excuses()
}

fn without_empty(mut article: Article) -> Article {
    for segment in &mut article.segments {
        if segment.target.content.is_blank() {
            segment.findings.clear();
        }
    }
    article
}

/// The terms of each segment.
fn found(article: &Article, matcher: &Matcher) -> Vec<Vec<TermHit>> {
    let habits = habits(article, matcher);
    let (finders, new) = (Idle::default(), || matcher.finder(&habits));
    let found = |segment: &Segment| finders.lend(new, |finder| finder.listed(&segment.source.text));
    article.segments.par_iter().map(found).collect()
}

/// What remembers the words of a text and is busy nowhere: no more of them are made than threads work at once, however the work is shared
/// out among these.
struct Idle<T>(Mutex<Vec<T>>);

impl<T> Default for Idle<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Idle<T> {
    /// Does `work` with one that is idle, or a `new` one.
    fn lend<R>(&self, new: impl FnOnce() -> T, work: impl FnOnce(&mut T) -> R) -> R {
        let idle = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lent = idle().pop();
        let mut lent = lent.unwrap_or_else(new);
        let done = work(&mut lent);
        idle().push(lent);
        done
    }
}

/// A rendering that was put into a draft was put there as long as it stands there.
fn keep_placed(terms: &mut [TermUse], before: &[TermUse]) {
    for used in terms {
        let stood = before
            .iter()
            .find(|old| old.hit.span == used.hit.span && old.outcome == used.outcome);
        used.placed = stood.and_then(|old| old.placed);
    }
}

/// How `article` spells, as [`rechecked`] needs it. Linear in the article.
#[must_use]
pub fn habits(article: &Article, matcher: &Matcher) -> Habits {
    matcher.habits(&whole_text(article))
}

/// One segment of an article with `habits`, with terms and findings looked up afresh; its target stays as it is. A segment without a target has no findings.
/// It is held against those beside its place in the article, if it is told.
#[must_use]
pub fn rechecked(
    segment: Segment,
    place: Option<(&Article, usize)>,
    habits: &Habits,
    tools: &Tools<'_>,
) -> Segment {
    let hits = tools.matcher.listed(&segment.source.text, habits);
    let expected = Expected::of(&hits, tools.languages.target);
    let mut segment = verified(segment, (hits, &expected), place, tools.languages, tools.checks);
    if segment.target.content.is_blank() {
        segment.findings.clear();
    }
    segment
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;
    use crate::document::{Content, Outcome, Placed, SegmentId, Target, Term};
    use crate::draft::{Languages, Options};
    use crate::language;

    fn article(targets: [&str; 2]) -> Article {
        let segment = |(number, target): (usize, &str)| Segment {
            id: SegmentId::of("قال كيري", number),
            block: number,
            source: Content::plain("قال كيري"),
            gap: String::new(),
            target: Target {
                content: Content::plain(target),
                ..Target::default()
            },
            terms: Vec::new(),
            matches: Vec::new(),
            findings: Vec::new(),
        };
        Article {
            source_language: String::from("ar"),
            target_language: String::from("en"),
            segments: targets.into_iter().enumerate().map(segment).collect(),
            ..Article::default()
        }
    }

    fn matcher(forbidden: &[&str]) -> Matcher {
        let term = Term {
            source: String::from("كيري"),
            target: String::from("Kerry"),
            forbidden: forbidden.iter().map(|one| String::from(*one)).collect(),
            ..Term::default()
        };
        Matcher::new([term], language::of("ar")).unwrap()
    }

    fn by(matcher: &Matcher, article: Article) -> Article {
        judging(matcher, article, judged)
    }

    fn judging(matcher: &Matcher, article: Article, judge: fn(Article, &Tools<'_>) -> Article) -> Article {
        let tools = Tools {
            matcher,
            languages: Languages::of(&article),
            options: &Options::default(),
            checks: &check::Options::default(),
        };
        judge(article, &tools)
    }

    #[test]
    fn a_judgement_holds_until_a_row_says_something_else() {
        let (plain, strict) = (matcher(&[]), matcher(&["Kiri"]));
        let article = article(["Kiri said", ""]);
        assert!(is_outdated(&article, &plain));
        let judged = by(&plain, article);
        assert!(!is_outdated(&judged, &plain));
        assert!(is_outdated(&judged, &strict));
        let judged = by(&strict, judged);
        assert!(matches!(
            judged.segments[0].terms[0].outcome,
            Outcome::Forbidden(_)
        ));
        assert!(judged.segments[1].findings.is_empty(), "it has a reason");
        let renewed = judging(&plain, judged, super::renewed);
        assert_eq!(renewed.segments[0].terms[0].outcome, Outcome::Missing);
        assert!(!is_outdated(&renewed, &plain));
    }

    #[test]
    fn what_was_put_into_a_draft_was_put_there_whoever_judges_it() {
        let mut article = by(&matcher(&[]), article(["Kerry said", "said Kerry"]));
        for segment in &mut article.segments {
            segment.terms[0].placed = Some(Placed::Asked);
        }
        article.segments[1].target.content = Content::plain("Kerry has said");
        let judged = by(&matcher(&["Kiri"]), article);
        let placed: Vec<_> = judged.segments.iter().map(|one| one.terms[0].placed).collect();
        assert_eq!(placed, [Some(Placed::Asked), None]);
    }

    #[test]
    fn a_segment_is_held_against_those_beside_it() {
        let clause = "أعلنت الحكومة ارتفاع أسعار الوقود، واحتج مئات المواطنين في شوارع العاصمة على القرار.";
        let long = "كلمة ".repeat(20);
        let mut article = article(["", ""]);
        let plain = article.segments[0].clone();
        let segment = |source: &str, target: &str| Segment {
            source: Content::plain(source),
            target: Target {
                content: Content::plain(target),
                ..Target::default()
            },
            ..plain.clone()
        };
        let told = segment(
            clause,
            "The government announced a rise in the prices of fuel in the capital.",
        );
        article.segments = vec![segment(&long, "word word word word"); 12];
        article.segments[5] = told.clone();
        let (matcher, options, checks) = (matcher(&[]), Options::default(), check::Options::default());
        let tools = Tools {
            matcher: &matcher,
            languages: Languages::of(&article),
            options: &options,
            checks: &checks,
        };
        let habits = habits(&article, &matcher);
        let of = |place| {
            let findings = rechecked(told.clone(), place, &habits, &tools).findings;
            let ids = findings.into_iter().map(|finding| finding.check.into_owned());
            ids.filter(|id| id == "omission").count()
        };
        assert_eq!((of(None), of(Some((&article, 5)))), (1, 0));
        let whole = checked(article.clone(), &tools).segments.swap_remove(5).findings;
        assert!(whole.iter().all(|finding| finding.check != "omission"));
    }
}
