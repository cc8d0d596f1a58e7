//! Entries of a list that stands in one line: `1. … 2. …`, `1) … 2) …`, `أ. … ب. …`.
//!
//! An entry is known by its sign and by the one before it: a number alone says nothing.

use super::marks::{Mark, in_word};
use super::rules::Rules;
use super::shape::{is_count, number};
use super::site::{Site, last_word};
use crate::language::Kind;
use crate::text::{is_number, is_small};

/// The sign of a list entry and what closes it: `2` and `)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    sign: &'a str,
    close: char,
}

impl<'a> Entry<'a> {
    /// The entry whose sign stands before the stop or bracket at `site`, if it can be one: a letter, or a number of
    /// two digits at most.
    pub(super) fn at(site: &Site<'a>) -> Option<Self> {
        if site.ending.mark != Mark::Stop || !site.has_blank() {
            return None;
        }
        if site.sign == ')' && site.before().rfind('(') > site.before().rfind(')') {
            return None;
        }
        let word = site.word().trim_end_matches('\u{640}');
        let mut chars = word.chars();
        let is_sign = match (chars.next(), chars.next(), chars.next()) {
            (Some(_), None, _) => true,
            (Some(_), Some(_), None) => is_count(word),
            _ => false,
        };
        is_sign.then_some(Self {
            sign: word,
            close: site.sign,
        })
    }
}

/// Whether the bracket at byte `at` of `text` closes what can be the sign of a list entry: `2)`, not `(2)`.
pub(super) fn closes_sign(text: &str, at: usize) -> bool {
    if !text[at + 1..].starts_with(char::is_whitespace) {
        return false;
    }
    let mut sign = text[..at].chars().rev();
    let Some(last) = sign.next().filter(|&c| in_word(c)) else {
        return false;
    };
    match sign.next() {
        Some(c) if is_number(c) && is_number(last) => sign.next().is_none_or(char::is_whitespace),
        other => other.is_none_or(char::is_whitespace),
    }
}

impl Rules<'_> {
    /// Whether the list sign inside a sentence at `site` is that of the entry after `last`.
    pub(super) fn continues_list(&self, last: Entry<'_>, entry: Entry<'_>, site: &Site<'_>) -> bool {
        let follows = match (number(last.sign), number(entry.sign)) {
            (Some(last), Some(number)) => last.abs_diff(number) == 1,
            _ => {
                let pair = format!("{}{}", last.sign, entry.sign);
                self.data.list_letters.iter().any(|order| order.contains(&pair))
            }
        };
        last.close == entry.close && follows && self.may_be_entry(site)
    }

    /// Whether `entry` is the first of a list that a colon announces: `على: 1. وقف النار`.
    pub(super) fn begins_list(&self, entry: Entry<'_>, site: &Site<'_>) -> bool {
        let announced = site.before_word().trim_end().ends_with([':', '：']);
        // `Sieger: 1. Platz`: where such a number can be an ordinal, a stop says nothing.
        let sure = entry.close == ')' || self.data.ordinals.after.is_empty();
        announced && number(entry.sign) == Some(1) && self.may_be_entry(site) && sure
    }

    /// Whether a list entry can begin at `site`, going by the words around it.
    fn may_be_entry(&self, site: &Site<'_>) -> bool {
        let before = last_word(site.before_word().trim_end());
        let counted = self.data.ordinals.after.contains(site.next_word())
            || self.data.ordinals.before.contains(before)
            || self.data.abbreviations.kinds(before).has(Kind::BeforeNumber);
        let text_follows = site.first_letter().is_some_and(|c| !is_small(c) && !is_number(c));
        site.before_word().ends_with(char::is_whitespace) && !counted && text_follows
    }
}
