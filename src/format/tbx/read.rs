//! The concepts of a TBX file as glossary terms in one pair of languages.
//!
//! A concept is one term: its first usable term in each language is source and rendering, the others are further forms and
//! variants, deprecated and superseded renderings are forbidden ones. A concept all of whose source terms are deprecated is
//! obsolete. Notes and definitions go into the note; the subject field is the kind where it names one. Whatever else
//! the file says is counted by the name of its data category.

use super::concept::{Concept, Fact, Standing, concepts, root};
use super::pair::{Pair, languages, ranked, speaks};
use crate::document::{Term, TermKind, TermList, TermStatus};
use crate::format::{Error, ReadOptions};

/// Reads a whole file.
pub(super) fn terms(text: &str, options: &ReadOptions) -> Result<TermList, Error> {
    let root = root(text)?;
    let concepts = concepts(&root);
    let pair = Pair::of(&root, &concepts, options);
    let known = languages(&concepts);
    for tag in [&pair.source, &pair.target] {
        if !known.iter().any(|known| speaks(known, tag)) {
            return Err(Error::OtherLanguages {
                wanted: if tag.is_empty() {
                    String::from("a second language")
                } else {
                    tag.clone()
                },
                known: known.join(", "),
            });
        }
    }
    let mut list = TermList {
        source_language: pair.source.clone(),
        target_language: pair.target.clone(),
        ..TermList::default()
    };
    let (mut line, mut from) = (1, 0);
    for concept in &concepts {
        let at = concept.element.at;
        line += text[from..at].matches('\n').count();
        from = at;
        match term(concept, &pair, &mut list) {
            Some(term) => list.terms.push((line, term)),
            None => list.leave(format!(
                "concepts without a term in {} and {}",
                pair.source, pair.target
            )),
        }
    }
    Ok(list)
}

/// The concept as a term; what has no place in it is noted in `list`.
fn term(concept: &Concept<'_>, pair: &Pair, list: &mut TermList) -> Option<Term> {
    let (sources, targets) = (ranked(concept, &pair.source), ranked(concept, &pair.target));
    let usable = |standing| standing < Standing::Deprecated;
    let target = targets.first().filter(|term| usable(term.standing()))?;
    let source = sources.first()?;
    let mut term = Term {
        source: source.text(),
        target: target.text(),
        status: if usable(source.standing()) {
            TermStatus::Approved
        } else {
            TermStatus::Obsolete
        },
        ..Term::default()
    };
    for other in &sources[1..] {
        // Of an obsolete concept all are.
        if usable(other.standing()) || term.status == TermStatus::Obsolete {
            push_new(&mut term.forms, other.text(), &term.source);
        } else {
            list.leave("deprecated source terms");
        }
    }
    for other in &targets[1..] {
        let into = if usable(other.standing()) {
            &mut term.variants
        } else {
            &mut term.forbidden
        };
        push_new(into, other.text(), &term.target);
    }
    let mut notes = Vec::new();
    let mut take = |facts: &[Fact<'_>]| {
        for fact in facts {
            take_up(fact, &mut term, &mut notes, list);
        }
    };
    take(&concept.facts);
    for section in &concept.sections {
        if speaks(section.language, &pair.source) || speaks(section.language, &pair.target) {
            take(&section.facts);
            section.terms.iter().for_each(|term| take(&term.facts));
        }
    }
    for section in &concept.sections {
        if !speaks(section.language, &pair.source) && !speaks(section.language, &pair.target) {
            list.leave(format!("language sections in {}", section.language));
        }
    }
    term.note = notes.join("; ");
    Some(term)
}

fn push_new(into: &mut Vec<String>, text: String, first: &str) {
    if text != first && !into.contains(&text) {
        into.push(text);
    }
}

/// Takes up a data category.
fn take_up(fact: &Fact<'_>, term: &mut Term, notes: &mut Vec<String>, list: &mut TermList) {
    let value = fact.value();
    if value.is_empty() || fact.is_standing() {
        return;
    }
    let mut note = |text: String| {
        if !notes.contains(&text) {
            notes.push(text);
        }
    };
    match fact.category {
        "note" => note(value),
        "definition" => note(format!("definition: {value}")),
        "subjectField" => match TermKind::named(&value.to_lowercase()) {
            Some(kind) => term.kind = kind,
            None => note(format!("subject: {value}")),
        },
        "termType" if value == "phrase" && term.kind == TermKind::Term => term.kind = TermKind::Phrase,
        category => list.leave(category),
    }
}
