//! Question marks, exclamation marks and ellipses: they may stand inside a sentence, above all in a quotation.

use super::ending::Closed;
use super::marks::{Mark, closes_quotation, in_word, is_dash, is_spaced, mark};
use super::rules::{
    Rules,
    Ruling::{self, Cut, Hold},
};
use super::site::{Site, last_word};
use crate::text::{is_capital, is_small};

/// The most words of a quotation that is mentioned rather than spoken, as in `صيحة «النار!» من آخر القاعة`.
const MENTIONED_WORDS: usize = 4;

impl Rules<'_> {
    pub(super) fn question(&self, site: &Site<'_>) -> Ruling {
        let may_go_on = site.ending.closed != Closed::No || site.small_letter_follows();
        if may_go_on && self.data.after_quotation.contains(site.next_word()) {
            return Hold("quotation-goes-on");
        }
        if site.ending.closed == Closed::Quotation && self.speaker_follows(site) {
            return Hold("speaker-follows");
        }
        if site.ending.mark == Mark::Final {
            return Cut("final-mark");
        }
        let capital = site.first_letter().is_some_and(is_capital);
        if site.ending.closed == Closed::Bracket && !capital && site.bracket_stands_inside() {
            return Hold("bracket-inside-sentence");
        }
        if site.ending.closed == Closed::Quotation && self.is_mentioned(site) {
            return Hold("quoted-words");
        }
        if site.sign == '!' && self.data.names_with_mark.contains_exactly(site.word()) {
            return self.unless(self.starts(site), "name-with-mark");
        }
        if site.after.starts_with(is_dash) && self.data.remarks.contains(site.next_word()) {
            return Hold("remark-follows");
        }
        self.small_letter(site).unwrap_or(Cut("final-mark"))
    }

    pub(super) fn ellipsis(&self, site: &Site<'_>) -> Ruling {
        if site.small_letter_follows() {
            return Hold("small-letter");
        }
        if site.before().trim().is_empty() {
            return Hold("leading-ellipsis");
        }
        let next = site.next_word();
        if next.starts_with(is_capital) || self.resumes(site) {
            return Cut("ellipsis");
        }
        let quoted = site.ending.closed != Closed::No && self.data.after_quotation.contains(next);
        let conjunction = self
            .data
            .continuers
            .contains_exactly(last_word(site.before().trim_end()));
        if quoted || conjunction || self.data.continuers.contains(next) {
            return Hold("continuer");
        }
        Cut("ellipsis")
    }

    /// Whether the next word, alone or with the one after it, opens a sentence though it looks like a continuer.
    fn resumes(&self, site: &Site<'_>) -> bool {
        let listed = |words: &str| self.data.resumers.contains_exactly(words);
        let mut words = site.words();
        let (Some(first), second) = (words.next(), words.next()) else {
            return false;
        };
        site.ending.closed == Closed::No
            && (listed(first) || second.is_some_and(|second| listed(&format!("{first} {second}"))))
    }

    /// Whether a speaker's name and a verb of saying follow: `"Why?" Smith asked`, `「真的嗎？」他問。`.
    fn speaker_follows(&self, site: &Site<'_>) -> bool {
        if site.ending.mark != Mark::Final
            && site
                .words()
                .skip(1)
                .take(3)
                .any(|word| self.data.saying.contains(word))
        {
            return true;
        }
        // Without blanks the verb is the end of the only word, a short name goes before it, and the sentence ends behind.
        const NAME: usize = 6;
        let next = site.next_word();
        let rest = site.after.strip_prefix(next);
        next.chars().next().is_some_and(|c| !is_spaced(c))
            && next.chars().count() <= NAME
            && rest.is_some_and(|rest| rest.starts_with(|c| mark(c).is_some()))
            && next
                .char_indices()
                .rev()
                .take(2)
                .any(|(at, _)| at > 0 && self.data.saying.contains_exactly(&next[at..]))
    }

    /// Whether the quotation that closes at `site` is a few words that the sentence around it mentions: a title, a
    /// cry. In scripts without case; elsewhere the next letter tells.
    fn is_mentioned(&self, site: &Site<'_>) -> bool {
        if site
            .first_letter()
            .is_none_or(|c| is_capital(c) || is_small(c) || !is_spaced(c))
        {
            return false;
        }
        let Some(open) = site.before().rfind(closes_quotation) else {
            return false;
        };
        let (around, quoted) = site.before().split_at(open);
        let bare = around.trim_end();
        let in_sentence = bare.len() < around.len() && bare.ends_with(in_word);
        let spoken = self.data.after_quotation.contains(last_word(bare));
        in_sentence && !spoken && quoted.split_whitespace().count() <= MENTIONED_WORDS && !self.starts(site)
    }

    /// Whether a quotation has ended and a dash leads on to who said it, or the sentence goes on by a word that
    /// never opens one.
    pub(super) fn quotation_goes_on(&self, site: &Site<'_>) -> bool {
        if site.ending.closed != Closed::Quotation {
            return false;
        }
        let mut signs = site.after.chars();
        let attributed = signs.next().is_some_and(|c| matches!(c, '–' | '—' | '―'))
            && signs.next().is_some_and(char::is_whitespace);
        attributed || self.data.after_quoted_stop.contains_exactly(site.next_word())
    }
}
