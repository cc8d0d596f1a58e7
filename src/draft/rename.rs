//! A term is renamed in an article: which targets change, and how.

use super::Languages;
use crate::document::{Article, Segment, Term, TermHit, TranslationUnit};
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
/// rendering of it. `matcher` holds the rows as they were. Linear in the segments whose target has the letters of the old
/// rendering.
#[must_use]
pub fn renamings(article: &Article, old: &Term, new: &Term, matcher: &Matcher) -> Vec<Renaming> {
    let languages = Languages::of(article);
    let letters = old.target.to_lowercase();
    let segments = article.segments.iter().enumerate();
    let has_letters = |(_, segment): &(usize, &Segment)| {
        let target = &segment.target.content.text;
        target.to_lowercase().contains(&letters)
    };
    // What was found when the segment was last judged need not be looked for again.
    let (found, open): (Vec<_>, Vec<_>) = segments
        .filter(has_letters)
        .partition(|(_, segment)| segment.terms.iter().any(|used| is_hit_of(&used.hit, old)));
    let mut near = found;
    if !open.is_empty() {
        let habits = super::habits(article, matcher);
        let holds = |(_, segment): &(usize, &Segment)| is_in(&segment.source.text, old, matcher, &habits);
        near.extend(open.into_iter().filter(holds));
        near.sort_by_key(|(place, _)| *place);
    }
    let done = near.into_iter().filter_map(|(place, segment)| {
        let text = &segment.target.content.text;
        let done = glossary::renamed(text, old, new, languages.target)?;
        Some(Renaming {
            place,
            after: done.text,
            left: done.left,
        })
    });
    done.collect()
}

/// The target of a unit of the memory as it would become; `None` where the unit's source has not the term or its target not
/// the old rendering. Linear in the unit.
#[must_use]
pub fn renamed_unit(unit: &TranslationUnit, old: &Term, new: &Term, matcher: &Matcher) -> Option<String> {
    let has_letters = unit.target.to_lowercase().contains(&old.target.to_lowercase());
    if !has_letters || !is_in(&unit.source, old, matcher, &Habits::default()) {
        return None;
    }
    let done = glossary::renamed(&unit.target, old, new, language::of(&unit.target_language))?;
    Some(done.text)
}

fn is_in(source: &str, term: &Term, matcher: &Matcher, habits: &Habits) -> bool {
    let hits = matcher.hits(source, habits);
    hits.iter().any(|hit| is_hit_of(hit, term))
}

/// Whether the hit is of the row `term`, or may be.
fn is_hit_of(hit: &TermHit, term: &Term) -> bool {
    let is = |found: &str, target: &str| found == term.source && target == term.target;
    is(&hit.term.source, &hit.term.target) || hit.also.iter().any(|also| is(&also.source, &also.target))
}
