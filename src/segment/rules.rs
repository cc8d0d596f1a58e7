//! The decision at a terminal mark, from the language's data and the words around it.
//!
//! Each rule answers for one kind of look-alike and names itself, so that a person can be told why a text was
//! cut, or was not.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::ending::Closed;
use super::marks::{Mark, closes, goes_on, in_word, is_spaced, needs_no_blank};
use super::shape::{is_count, is_initials, last_part, letters};
use super::site::{Site, last_word};
use crate::language::{Kind, Kinds, Segmentation, SmallLetter};
use crate::text::{is_capital, is_number, is_small};

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
    pub(super) data: &'a Segmentation,
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
        // Where nothing but a blank parts two words, signs have no say.
        let by_signs = if site.ending.plain { None } else { self.signs(site) };
        by_signs.unwrap_or_else(|| match site.ending.mark {
            Mark::Stop => self.stop(site),
            Mark::Question | Mark::Final => self.question(site),
            Mark::Ellipsis => self.ellipsis(site),
        })
    }

    /// What the signs around the mark say, whatever the words are.
    fn signs(&self, site: &Site<'_>) -> Option<Ruling> {
        let line = || {
            ["---", "===", "___", "***"]
                .iter()
                .any(|line| site.after.starts_with(line))
        };
        if site.ending.bracketed {
            Some(Hold("bracketed-mark"))
        } else if site.after.starts_with(['-', '=', '_', '*']) && line() {
            Some(Cut("separator"))
        } else if site.first().is_some_and(goes_on) {
            Some(Hold("punctuation-follows"))
        } else if !site.has_blank() && !self.does_without_blank(site) {
            Some(Hold("no-blank"))
        } else if self.quotation_goes_on(site) {
            Some(Hold("quotation-goes-on"))
        } else {
            None
        }
    }

    /// Whether the mark can end a sentence with no blank after it: a mark that never needs one, or a stop that
    /// was typed without one between two whole words, as in `الجلسة.وغادر`.
    fn does_without_blank(&self, site: &Site<'_>) -> bool {
        if site.ending.mark == Mark::Stop && site.ending.closed == Closed::Bracket {
            return false;
        }
        if needs_no_blank(site.sign) || !site.after.chars().next().is_none_or(is_spaced) {
            return true;
        }
        if site.ending.mark == Mark::Ellipsis {
            return false;
        }
        let (word, next) = (site.word(), site.next_word());
        if self.data.domains.contains_exactly(next) {
            return false;
        }
        let whole = |word: &str| word.chars().all(in_word) && letters(word) > 2;
        if next.starts_with(is_capital) {
            let (before, after) = site.token();
            let address = |part: &str| part.contains(['.', '/', '@', ':', '_']);
            let joined = address(before) || address(after.trim_end_matches(['.', ':']));
            let starts = self.starts(site);
            let small = word.chars().all(is_small);
            let ordinary = (whole(word) && (small || starts)) || (small && starts);
            return site.ending.closed == Closed::Quotation || (ordinary && letters(next) > 1 && !joined);
        }
        let caseless = |word: &str| !word.contains(|c: char| is_small(c) || is_capital(c) || is_number(c));
        let quoted = site.ending.closed == Closed::Quotation || site.follows(closes);
        let long = site.ending.mark == Mark::Question || quoted || (whole(word) && whole(next));
        long && caseless(word) && caseless(next) && !next.is_empty()
    }

    fn stop(&self, site: &Site<'_>) -> Ruling {
        if !self.data.never_first.is_empty() && self.data.never_first.contains_exactly(site.next_word()) {
            return Hold("never-first");
        }
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
        if is_initials(word) && !self.data.whole_letters.contains_exactly(word) {
            return self.initials(site);
        }
        self.small_letter(site).unwrap_or(Cut("full-stop"))
    }

    /// A number and a stop: the sign of a list entry, an ordinal, or the end of a sentence.
    fn number(&self, site: &Site<'_>, word: &str) -> Ruling {
        let short = word.chars().count() <= COUNT_DIGITS;
        let before = last_word(site.before_word().trim_end());
        if short && site.opens_sentence() && !self.follows_abbreviation(site) {
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
        if short && !ordinals.after.is_empty() && site.small_letter_follows() {
            return Hold("ordinal");
        }
        self.small_letter(site).unwrap_or(Cut("full-stop"))
    }

    /// Whether the stop before the word of `site` is that of an abbreviated word, as in `No. 7`; after letters such as
    /// `U.S.` a list may begin.
    fn follows_abbreviation(&self, site: &Site<'_>) -> bool {
        let before = site.before_word().trim_end().strip_suffix('.').map(last_word);
        before.filter(|word| !word.contains('.')).is_some_and(|word| {
            let kinds = self.data.abbreviations.kinds(word);
            [Kind::BeforeNumber, Kind::BeforeStarter, Kind::Inside]
                .into_iter()
                .any(|kind| kinds.has(kind))
        })
    }

    fn abbreviation(&self, site: &Site<'_>, word: &str) -> Option<Ruling> {
        let joined = spaced_parts(site, word);
        let kinds = self.kinds(site, &joined);
        if kinds.is_empty() {
            return None;
        }
        if kinds.has(Kind::AfterNumber) && ends_in_number(site, &joined) {
            return Some(self.unless(self.begins(site), "abbreviation-after-number"));
        }
        if kinds.has(Kind::Inside) {
            return Some(self.unless(is_initials(word) && self.follows_letter(site), "abbreviation"));
        }
        if kinds.has(Kind::BeforeNumber) && site.first_letter().is_some_and(is_number) {
            return Some(Hold("abbreviation-before-number"));
        }
        if kinds.has(Kind::BeforeStarter) {
            return Some(self.unless(self.starts(site), "abbreviation-before-starter"));
        }
        if kinds.has(Kind::BeforeCapital) {
            return Some(self.unless(self.begins(site), "abbreviation-before-capital"));
        }
        None
    }

    /// What kinds of abbreviation the word of `site` is, as `joined` with the letters before it, without what is
    /// written onto it, or in its last part.
    fn kinds(&self, site: &Site<'_>, joined: &str) -> Kinds {
        let (word, listed) = (site.word(), &self.data.abbreviations);
        let last = if site.word_is_joined() {
            last_part(word)
        } else {
            word
        };
        let forms = [joined, self.detached(word), last].into_iter();
        let forms = forms.filter(|form| form.len() != word.len());
        forms.fold(listed.kinds(word), |kinds, form| kinds.or(listed.kinds(form)))
    }

    /// Single letters: an initial or an acronym goes with the name after it.
    fn initials(&self, site: &Site<'_>) -> Ruling {
        let listed = !site.opens_sentence() && site.list_number_follows();
        let ends = self.follows_letter(site) || listed || site.first_letter().is_none();
        self.unless(ends, "initials")
    }

    /// Whether a new sentence follows the letter of `site` by its first word, and the letter is not the sign of an entry.
    fn follows_letter(&self, site: &Site<'_>) -> bool {
        // A word that only begins like a starter may be the surname (`ه. ج. ويلز`).
        let starter = || self.data.starters.contains_exactly(site.next_word()) && self.starts(site);
        let chained = || {
            let before = site.before_word().trim_end().strip_suffix('.').map(last_word);
            before.is_some_and(|word| letters(word) == 1 && !is_count(word))
        };
        starter() && (!site.opens_sentence() || chained())
    }

    /// Holds by `rule`, unless the next sentence shows itself.
    pub(super) fn unless(&self, shows: bool, rule: &'static str) -> Ruling {
        if shows {
            Cut("next-sentence-shows")
        } else {
            Hold(rule)
        }
    }

    /// What a small letter after the mark means; `None` when there is none.
    pub(super) fn small_letter(&self, site: &Site<'_>) -> Option<Ruling> {
        if !site.small_letter_follows() {
            return None;
        }
        if self.data.after_quotation.contains(site.next_word()) {
            return Some(Hold("quotation-goes-on"));
        }
        let word = site.word();
        let plain = word.chars().all(|c| is_small(c) || matches!(c, '\'' | '’' | '-'));
        let ordinary = plain && (letters(word) > 1 || site.follows(closes));
        let starts =
            self.data.small_letter == SmallLetter::Starts && ordinary && site.ending.closed == Closed::No;
        Some(self.unless(starts, "small-letter"))
    }

    /// Whether the next word opens a sentence by its nature, or a list entry follows.
    pub(super) fn starts(&self, site: &Site<'_>) -> bool {
        let next = site.next_word();
        let after = site.after.strip_prefix(next);
        let is_initial = after.is_some_and(|rest| rest.starts_with('.')) && letters(next) == 1;
        // A figure with a conjunction written onto it, as in `و300`, opens nothing.
        let listed = !is_initial
            && !next.starts_with(is_small)
            && self.data.starters.contains(next)
            && !next.ends_with(is_number);
        listed || site.list_number_follows()
    }

    /// Whether the next word has the look of a sentence's first.
    fn begins(&self, site: &Site<'_>) -> bool {
        match site.first_letter() {
            Some(c) if is_capital(c) => true,
            Some(c) if is_small(c) || is_number(c) => false,
            _ => self.starts(site),
        }
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

/// `word` with the single letters and stops before it, written without blanks: `ق. م` gives `ق.م`.
fn spaced_parts<'w>(site: &Site<'_>, word: &'w str) -> Cow<'w, str> {
    let mut joined = Cow::Borrowed(word);
    if !site.follows_stop() {
        return joined;
    }
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
        if part.is_empty() || letters(part) > 2 {
            break;
        }
        joined = Cow::Owned(format!("{part}.{joined}"));
        rest = &bare[..bare.len() - part.len()];
    }
    joined
}

/// Whether a number stands before the abbreviation whose parts, written together, are `joined`.
fn ends_in_number(site: &Site<'_>, joined: &str) -> bool {
    let letters = joined.chars().filter(|&c| in_word(c)).count();
    let mut left = letters;
    let bare = site.before().trim_end_matches(|c: char| {
        let part = left > 0 || !in_word(c);
        left -= usize::from(in_word(c) && left > 0);
        part
    });
    bare.ends_with(is_number)
}
