//! Contexts in which a term's letters are another word: فتح is Fatah, but not in فتح باب.
//!
//! A context is a phrase that holds the term. It is found as set phrases are: spelling folded, proclitics, endings
//! and articles as the language has them, letter case of no account. Where it stands, its own row is not found; other rows are.
//! A context of one word is a form that the term must not be found in.

use super::packed::{Reader, Writer};
use super::scan::Found;
use crate::document::{CaseRule, MatchRule, Term, TermKind};
use crate::text::words;

/// Contexts that have been listed with the terms, by their number among the terms.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    /// Numbers of context and of its row, ascending.
    owners: Vec<(u32, u32)>,
}

impl Contexts {
    /// Says that `context` is listed for the row `owner`. Contexts are listed in ascending order.
    pub(super) fn list(&mut self, context: u32, owner: u32) {
        self.owners.push((context, owner));
    }

    pub(super) fn pack(&self, out: &mut Writer) {
        let owners = self.owners.iter();
        out.numbers(owners.flat_map(|&(context, owner)| [context, owner]));
    }

    pub(super) fn unpack(from: &mut Reader) -> Option<Self> {
        let owners = from.records()?.into_iter();
        let owners = owners.map(|[context, owner]| (context, owner)).collect();
        Some(Self { owners })
    }

    /// The number of the row whose context `term` is, if it is one.
    pub(super) fn owner(&self, term: u32) -> Option<u32> {
        let at = self.owners.binary_search_by_key(&term, |(context, _)| *context);
        at.ok().map(|at| self.owners[at].1)
    }

    /// Takes the contexts out of `found`, and the hits that stand in a context of their own row.
    ///
    /// O(n log n), and free where no context is listed.
    pub(super) fn apply(&self, found: &mut Vec<Found>) {
        if self.owners.is_empty() {
            return;
        }
        let owner = |hit: &Found| self.owner(hit.term);
        let contexts: Vec<_> = found
            .iter()
            .filter_map(|hit| Some((owner(hit)?, hit.word.clone())))
            .collect();
        found.retain(|hit| {
            let inside = |(row, at): &(u32, std::ops::Range<usize>)| {
                *row == hit.term && at.start <= hit.word.start && hit.word.end <= at.end
            };
            owner(hit).is_none() && !contexts.iter().any(inside)
        });
    }
}

/// The contexts of `term` as terms to be found; none if it is a regular expression.
pub(super) fn terms(term: &Term) -> impl Iterator<Item = Term> {
    let phrases = term.not.iter().filter(|_| term.rule != Some(MatchRule::Regex));
    phrases.map(|phrase| {
        let single = words(phrase).nth(1).is_none();
        Term {
            source: phrase.clone(),
            kind: TermKind::Phrase,
            rule: single.then_some(MatchRule::Word),
            case: Some(CaseRule::Ignore),
            ..Term::default()
        }
    })
}
