//! A term is renamed in an article: which targets change, and how.

use std::sync::Arc;

use super::Languages;
use crate::document::{Article, Term, TermHit, TranslationUnit};
use crate::glossary::{self, Habits, Matcher};
use crate::language;

/// A target that holds a rendering which is to be another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// The segment's number in the article, from 0.
    pub place: usize,
    /// The target as it becomes.
    pub after: String,
    /// Places in it that are left to a person, since the grammar of the old rendering is not known.
    pub left: usize,
}

/// The targets of `article` that change when the row `old` becomes `new`: those whose source holds the term and which hold a
/// rendering of it that is no part of another term's. `matcher` holds the rows as they were. Linear in the segments whose
/// target has the letters of the old rendering.
#[must_use]
pub fn renamings(article: &Article, old: &Term, new: &Term, matcher: &Matcher) -> Vec<Renaming> {
    let languages = Languages::of(article);
    let letters = old.target.to_lowercase();
    let mut habits: Option<Habits> = None;
    let mut done = Vec::new();
    for (place, segment) in article.segments.iter().enumerate() {
        let text = &segment.target.content.text;
        if !text.to_lowercase().contains(&letters) {
            continue;
        }
        // What was found when the segment was last judged need not be looked for again.
        let judged = beside(segment.terms.iter().map(|used| &used.hit), old);
        let others = judged.or_else(|| {
            let habits = habits.get_or_insert_with(|| super::habits(article, matcher));
            beside(&matcher.hits(&segment.source.text, habits), old)
        });
        let renamed = others.and_then(|others| glossary::renamed(text, old, new, &others, languages.target));
        done.extend(renamed.map(|renamed| Renaming {
            place,
            after: renamed.text,
            left: renamed.left,
        }));
    }
    done
}

/// The target of a unit of the memory as it would become; `None` where the unit's source has not the term or its target not
/// the old rendering. Linear in the unit.
#[must_use]
pub fn renamed_unit(unit: &TranslationUnit, old: &Term, new: &Term, matcher: &Matcher) -> Option<String> {
    if !unit.target.to_lowercase().contains(&old.target.to_lowercase()) {
        return None;
    }
    let others = beside(&matcher.hits(&unit.source, &Habits::default()), old)?;
    let language = language::of(&unit.target_language);
    let done = glossary::renamed(&unit.target, old, new, &others, language)?;
    Some(done.text)
}

/// The other terms of a source that has `term`; `None` where it has not.
fn beside<'a>(hits: impl IntoIterator<Item = &'a TermHit>, term: &Term) -> Option<Vec<Arc<Term>>> {
    let mut is_there = false;
    let mut others = Vec::new();
    for hit in hits {
        is_there |= is_hit_of(hit, term);
        if !is(&hit.term.source, &hit.term.target, term) {
            others.push(Arc::clone(&hit.term));
        }
    }
    is_there.then_some(others)
}

/// Whether the hit is of the row `term`, or may be.
fn is_hit_of(hit: &TermHit, term: &Term) -> bool {
    let mut also = hit.also.iter();
    is(&hit.term.source, &hit.term.target, term) || also.any(|also| is(&also.source, &also.target, term))
}

fn is(source: &str, target: &str, term: &Term) -> bool {
    source == term.source && target == term.target
}
