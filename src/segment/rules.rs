//! The decision at a terminal mark, from the language's data and the words around it.
//!
//! Each rule answers for one kind of look-alike and names itself, so that a person can be told why a text was
//! cut, or was not.

use rustc_hash::FxHashSet;

use super::marks::{Mark, goes_on, in_word, is_spaced, needs_no_blank};
use super::site::{Closed, Site, last_word};
use crate::language::{Segmentation, SmallLetter};

/// What a rule says about a place: whether the text is cut there, and the rule's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// A sentence ends here.
    Cut(&'static str),
    /// The sentence goes on.
    Hold(&'static str),
}

use Ruling::{Cut, Hold};

/// The rules of one language with the workspace's own abbreviations.
#[derive(Debug)]
pub(super) struct Rules<'a> {
    data: &'a Segmentation,
    own: FxHashSet<&'a str>,
}

/// The longest number that can count the entries of a list or be an ordinal, in digits.
const COUNT_DIGITS: usize = 3;

impl<'a> Rules<'a> {
    pub(super) fn new(data: &'a Segmentation, own: &'a [String]) -> Self {
        let own = own.iter().map(|word| word.trim().trim_end_matches('.'));
        Self {
            data,
            own: own.filter(|word| !word.is_empty()).collect(),
        }
    }

    /// Whether a sentence ends at `site`, and why.
    pub(super) fn decide(&self, site: &Site<'_>) -> Ruling {
        if site.is_bracketed() {
            return Hold("bracketed-mark");
        }
        if site.first().is_some_and(goes_on) {
            return Hold("punctuation-follows");
        }
        if !site.has_blank() && !self.does_without_blank(site) {
            return Hold("no-blank");
        }
        match site.mark {
            Mark::Stop => self.stop(site),
            Mark::Question | Mark::Final => self.question(site),
            Mark::Ellipsis => self.ellipsis(site),
        }
    }

    /// Whether the mark can end a sentence with no blank after it: a mark that never needs one, or a stop that
    /// was typed without one between two whole words.
    fn does_without_blank(&self, site: &Site<'_>) -> bool {
        let next = site.after.chars().next();
        if needs_no_blank(site.sign) || !next.is_none_or(is_spaced) {
            return site.mark != Mark::Ellipsis || site.closed == Closed::Quotation;
        }
        let (word, next) = (site.word(), site.next_word());
        let whole = |word: &str| {
            word.chars().filter(|&c| in_word(c)).count() > 2 && word.chars().all(char::is_alphabetic)
        };
        let small_before = word
            .chars()
            .next_back()
            .is_some_and(|c| !c.is_uppercase() && !c.is_ascii());
        let caseless = next
            .chars()
            .next()
            .is_some_and(|c| !c.is_lowercase() && !c.is_uppercase());
        let after_closing = site.closed == Closed::Quotation && next.starts_with(char::is_uppercase);
        matches!(site.mark, Mark::Stop | Mark::Question)
            && (after_closing || (caseless && small_before && whole(word) && whole(next)))
    }

    fn stop(&self, site: &Site<'_>) -> Ruling {
        let word = site.word();
        if word.is_empty() {
            return self.small_letter(site).unwrap_or(Cut("full-stop"));
        }
        if self.own.contains(word) {
            return Hold("own-abbreviation");
        }
        if is_count(word) {
            return self.number(site, word);
        }
        if let Some(ruling) = self.abbreviation(site, word) {
            return ruling;
        }
        if is_initials(word) && !self.data.whole_letters.contains(word) {
            return self.initials(site, word);
        }
        self.small_letter(site).unwrap_or(Cut("full-stop"))
    }

    /// A number and a stop: the sign of a list entry, an ordinal, or the end of a sentence.
    fn number(&self, site: &Site<'_>, word: &str) -> Ruling {
        let short = word.chars().count() <= COUNT_DIGITS;
        let before = last_word(site.before_word().trim_end());
        if short && site.opens_sentence() {
            return Hold("list-number");
        }
        let ordinals = &self.data.ordinals;
        let next = site.next_word();
        if ordinals.after.contains(next) {
            return Hold("ordinal");
        }
        if short && ordinals.before.contains(before) && !self.starts(site) {
            return Hold("ordinal");
        }
        if short && !ordinals.after.is_empty() && site.first_letter().is_some_and(char::is_lowercase) {
            return Hold("ordinal");
        }
        self.small_letter(site).unwrap_or(Cut("full-stop"))
    }

    fn abbreviation(&self, site: &Site<'_>, word: &str) -> Option<Ruling> {
        let lists = &self.data.abbreviations;
        let joined = spaced_parts(site, word);
        let forms = [joined.as_str(), word, self.detached(word), last_part(word)];
        let any = |list: &crate::language::WordList| forms.iter().any(|form| list.contains(form));
        if any(&lists.inside) {
            return Some(Hold("abbreviation"));
        }
        let next = site.first_letter();
        if any(&lists.before_number) && next.is_some_and(char::is_numeric) {
            return Some(Hold("abbreviation-before-number"));
        }
        let after_number =
            any(&lists.after_number) && (ends_in_number(site, &joined) || word.starts_with(char::is_numeric));
        if any(&lists.before_starter) {
            return Some(if self.starts(site) {
                Cut("starter")
            } else {
                Hold("abbreviation-before-starter")
            });
        }
        if after_number || any(&lists.before_capital) {
            return Some(if self.begins(site) {
                Cut("capital")
            } else {
                Hold("abbreviation-before-capital")
            });
        }
        None
    }

    /// Single letters: an initial or an acronym goes with the name after it.
    fn initials(&self, site: &Site<'_>, word: &str) -> Ruling {
        if self.starts(site) && !site.opens_sentence() {
            return Cut("starter");
        }
        let _ = word;
        Hold("initials")
    }

    fn question(&self, site: &Site<'_>) -> Ruling {
        if site.closed != Closed::No && self.data.after_quotation.contains(site.next_word()) {
            return Hold("quotation-goes-on");
        }
        if site.mark == Mark::Question {
            if site.closed == Closed::Quotation && self.speaker_follows(site) {
                return Hold("speaker-follows");
            }
            if let Some(ruling) = self.small_letter(site) {
                return ruling;
            }
        }
        Cut("final-mark")
    }

    fn ellipsis(&self, site: &Site<'_>) -> Ruling {
        if site.first_letter().is_some_and(char::is_lowercase) {
            return Hold("small-letter");
        }
        let next = site.next_word();
        if self.data.continuers.contains(next)
            || (site.closed != Closed::No && self.data.after_quotation.contains(next))
        {
            return Hold("continuer");
        }
        if site.before.trim().is_empty() {
            return Hold("leading-ellipsis");
        }
        Cut("ellipsis")
    }

    /// What a small letter after the mark means; `None` when there is none.
    fn small_letter(&self, site: &Site<'_>) -> Option<Ruling> {
        if !site.first_letter().is_some_and(char::is_lowercase) {
            return None;
        }
        let word = site.word();
        let ordinary =
            word.chars().count() > 2 && word.chars().all(|c| c.is_lowercase() || c == '\'' || c == '’');
        let starts = self.data.small_letter == SmallLetter::Starts && ordinary && site.closed == Closed::No;
        Some(if starts {
            Cut("full-stop")
        } else {
            Hold("small-letter")
        })
    }

    /// Whether the next word opens a sentence by its nature.
    fn starts(&self, site: &Site<'_>) -> bool {
        let next = site.next_word();
        !next.starts_with(char::is_lowercase) && self.data.starters.contains(next)
    }

    /// Whether the next word has the look of a sentence's first.
    fn begins(&self, site: &Site<'_>) -> bool {
        match site.first_letter() {
            Some(c) if c.is_uppercase() => true,
            Some(c) if c.is_lowercase() || c.is_numeric() => false,
            _ => self.starts(site),
        }
    }

    /// Whether a speaker's name and a verb of saying follow: `"Why?" Smith asked`.
    fn speaker_follows(&self, site: &Site<'_>) -> bool {
        site.words()
            .skip(1)
            .take(3)
            .any(|word| self.data.saying.contains(word))
    }

    /// `word` without a letter that the language writes onto the next word.
    fn detached<'w>(&self, word: &'w str) -> &'w str {
        let mut parts = self
            .data
            .attached
            .iter()
            .filter_map(|letter| word.strip_prefix(letter.as_str()));
        parts.next().unwrap_or(word)
    }
}

/// Whether `word` is a number that can count something.
fn is_count(word: &str) -> bool {
    word.chars().all(char::is_numeric)
}

/// Whether `word` is one letter, or letters with a stop after each (`J`, `U.S`, `أ.ف.ب`).
fn is_initials(word: &str) -> bool {
    let letters = |part: &str| {
        part.chars()
            .filter(|&c| c.is_alphabetic() && c != '\u{640}')
            .count()
    };
    word.split(['.', '\u{6D4}'])
        .all(|part| letters(part) == 1 && !part.chars().any(char::is_numeric))
}

/// What follows the last hyphen, apostrophe or slash of `word`.
fn last_part(word: &str) -> &str {
    word.rsplit(['-', '\'', '’', '/', '‑']).next().unwrap_or(word)
}

/// `word` with the single letters and stops before it, written without blanks: `ق. م` gives `ق.م`.
fn spaced_parts(site: &Site<'_>, word: &str) -> String {
    let mut joined = word.to_owned();
    let mut rest = site.before_word();
    for _ in 0..3 {
        let trimmed = rest.trim_end();
        let Some(bare) = trimmed
            .strip_suffix(['.', '\u{6D4}'])
            .filter(|_| trimmed.len() < rest.len())
        else {
            break;
        };
        let part = last_word(bare);
        if part.is_empty() || part.chars().filter(|c| c.is_alphabetic()).count() > 2 {
            break;
        }
        joined = format!("{part}.{joined}");
        rest = &bare[..bare.len() - part.len()];
    }
    joined
}

/// Whether a number stands before the abbreviation whose parts, written together, are `joined`.
fn ends_in_number(site: &Site<'_>, joined: &str) -> bool {
    let letters = joined.chars().filter(|&c| in_word(c)).count();
    let mut left = letters;
    let bare = site.before.trim_end_matches(|c: char| {
        let part = left > 0 || !in_word(c);
        left -= usize::from(in_word(c) && left > 0);
        part
    });
    bare.ends_with(char::is_numeric)
}
