//! Statements that say the opposite: a negation of the source that the translation lacks, or one that it adds.
//!
//! “Did not agree” for “agreed” is the error that readers cannot see. Negations are counted, not parsed: one that the
//! other side has no negation left for, nor a word that says no in another way (*refused*, *without*, *unlikely*), is
//! objected to where what it denies is told and nothing beside that says no. So is a refusal (`نفى`, *denied*) where nothing is left of
//! what says no on the other side. Phrases that deny nothing (`لا يزال`, *not only*) are passed over, and so are paragraphs of many sentences and a
//! pair of languages whose negations are not listed.

mod denial;
mod sense;
mod side;

use std::cell::LazyCell;
use std::ops::Range;

use super::known::Known;
use super::names::Sounds;
use super::{Check, Objection, Pair};
use crate::document::Severity;
use crate::language::Bridge;
use denial::Denial;
pub(super) use sense::Form;
use side::{Side, Which};

/// Sentence ends inside a text that make it a paragraph, which is not judged.
const SENTENCES: usize = 3;

/// See the file's own documentation.
pub(super) struct Negation;

impl Check for Negation {
    fn id(&self) -> &'static str {
        "negation"
    }

    fn about(&self) -> &'static str {
        "A negation of the source is missing, or the translation has one that the source has not"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        if !pair.from.polarity.is_known() || !pair.to.polarity.is_known() {
            return Vec::new();
        }
        if many_sentences(&pair.source.text) || many_sentences(&pair.target.text) {
            return Vec::new();
        }
        let (there, here) = (Side::of(pair, Which::Source), Side::of(pair, Which::Target));
        let end = pair.target.text.len();
        if let Some(denial) = lost(pair, &there, &here) {
            let word = &pair.source.text[denial.clone()];
            return vec![Objection {
                at: end..end,
                message: format!("“{word}” negates in the source, nothing does here"),
                source_at: Some(denial),
                ..Objection::default()
            }];
        }
        let added = added(&there, &here).map(|denial| Objection {
            message: format!(
                "“{}” negates here, nothing does in the source",
                &pair.target.text[denial.clone()]
            ),
            at: denial,
            ..Objection::default()
        });
        added.into_iter().collect()
    }
}

/// The last denial of the source that its translation leaves without a counterpart. A word before a name that is no word denies
/// nothing: لا ريفيرا.
fn lost(pair: &Pair<'_>, there: &Side<'_>, here: &Side<'_>) -> Option<Range<usize>> {
    let turned = there.turned_bound(here).or_else(|| not_only(there, here));
    if let Some(phrase) = turned.or_else(|| there.affirmed(here)) {
        return Some(phrase);
    }
    if there.denies_nothing() {
        return None;
    }
    let bridge = pair.bridge();
    let names = LazyCell::new(|| Sounds::of(pair));
    let is_named = |denial: &Denial| {
        let is_no_word = |word: &&Known| bridge.is_none_or(|bridge| is_no_word(word.entries(), bridge));
        let after = there.after(denial).filter(is_no_word);
        after.is_some_and(|word| names.tell(word))
    };
    let limited = if here.tells_limits { usize::MAX } else { 0 };
    let excess = Excess {
        anywhere: there.negations.len() > there.explained(here, here.more_open(there), limited),
        nearby: there.negations.len() > there.explained_nearby(here, limited),
        is_plain: false,
    };
    alone(there, here, excess)
        .filter(|denial| !is_named(denial))
        .last()
        .map(|denial| denial.at.clone())
}

/// Where `side` says *not only* and the `other` only *only*: it says no in no way, or only for that (لا يملك سوى).
fn not_only(side: &Side<'_>, other: &Side<'_>) -> Option<Range<usize>> {
    let says_only = other.only > 0 && (other.says_nothing() || other.excepts());
    side.beyond
        .clone()
        .filter(|_| other.beyond.is_none() && says_only)
}

/// Whether a word with these entries is none of the language: unknown, or a name.
fn is_no_word(entries: &[u16], bridge: Bridge) -> bool {
    entries.is_empty() || bridge.is_name(entries)
}

/// The last denial of a translation that its source leaves without a counterpart.
fn added(there: &Side<'_>, here: &Side<'_>) -> Option<Range<usize>> {
    if let Some(phrase) = not_only(here, there) {
        return Some(phrase);
    }
    if here.denies_nothing() {
        return None;
    }
    let excess = Excess {
        anywhere: here.negations.len() > here.explained(there, there.more_open(here), there.only),
        nearby: here.negations.len() > here.explained_nearby(there, there.only),
        is_plain: there.says_nothing() || there.says_only_told(here),
    };
    let twice = here.twice(there, excess.anywhere);
    twice
        .or_else(|| here.doubled())
        .or_else(|| alone(here, there, excess).last())
        .map(|denial| denial.at.clone())
}

/// Whether a side has a negation that the other lacks.
#[derive(Clone, Copy)]
struct Excess {
    /// Counting every word of the other side that says no in another way.
    anywhere: bool,
    /// Counting none of them, for one that none of them stands near.
    nearby: bool,
    /// Whether the other side says no in no way, or only in words that have their own here, so that nothing need be told of what is
    /// denied. A translation may well say without a negation what its source denies; that it adds one by itself is less likely.
    is_plain: bool,
}

/// The denials of a side that the `other` leaves without a counterpart: that tells what they deny and denies it not. A negation must be
/// one too many, too.
fn alone<'a>(side: &'a Side<'_>, other: &'a Side<'_>, excess: Excess) -> impl Iterator<Item = &'a Denial> {
    let refuses = move |denial: &&Denial| {
        let told = || side.told(denial, other);
        // What is without (غير) is told by many a word that the lists take for another; who denies and refuses is not.
        let is_left = if side.is_small(denial) {
            other.says_nothing()
        } else {
            other.leaves_nothing(side)
        };
        let says = is_left && !side.is_told(denial, other);
        says && (excess.is_plain || told().head || (!side.is_small(denial) && told().any))
    };
    let is_alone = move |denial: &&Denial| {
        if !excess.anywhere && !excess.nearby {
            return false;
        }
        let told = side.told(denial, other);
        let may_be_free = told.is_doubted || (denial.is_limited && other.tells_limits);
        let is_left = excess.anywhere || (told.head && !may_be_free);
        let is_told = told.head || (told.any && !side.is_litotes(denial));
        is_left && !told.is_negated && (excess.is_plain || is_told)
    };
    let negations = side.negations.iter().filter(is_alone);
    side.refusals().filter(refuses).chain(negations)
}

/// Whether `text` is a paragraph, in which what is denied may be told in many ways.
fn many_sentences(text: &str) -> bool {
    let ends = text.match_indices(['.', '!', '?', '؟']);
    let inside = ends.filter(|(at, mark)| text[at + mark.len()..].starts_with(char::is_whitespace));
    inside.count() >= SENTENCES
}
