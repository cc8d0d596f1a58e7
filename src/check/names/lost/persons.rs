//! Persons behind a title.

use std::ops::Range;

use super::{ORDINARY, STRANGE};
use crate::check::names::reading::Reading;
use crate::check::names::said::Said;

/// Marks that part a title from what is no name of who has it.
const APART: [char; 9] = ['،', ',', '.', ':', '؛', '(', '"', '«', '“'];
/// Those between which who has a title may be named.
const COMMAS: [char; 2] = ['،', ','];

impl Reading<'_> {
    /// Persons behind a title of which nothing in the target tells.
    pub(super) fn lost_persons(&self) -> Vec<Range<usize>> {
        let titles = self
            .said
            .iter()
            .enumerate()
            .filter(|(_, word)| word.lore().is_title);
        let mut lost: Vec<_> = titles
            .filter_map(|(place, title)| {
                let next = &self.said[place + 1..];
                let [first, second] = self.unknown_person(next).or_else(|| self.apposed(place))?;
                let is_one = second.span.start <= first.span.end + 1 && self.is_of(title, first, second);
                let is_lost = is_one && !self.joined_is_told(first, second);
                is_lost.then_some(first.span.start..second.span.end)
            })
            .collect();
        // Two titles may stand before one person.
        lost.dedup();
        lost
    }

    /// Whether no mark parts `title` from the name of the words `first` and `second`, or commas stand around that: المدير، حسام بدر، إن.
    fn is_of(&self, title: &Said, first: &Said, second: &Said) -> bool {
        let source = &self.pair.source.text;
        let (between, behind) = (
            &source[title.span.end..first.span.start],
            &source[second.span.end..],
        );
        let bare = between.trim_end();
        let apposed = bare.strip_suffix(COMMAS).filter(|_| behind.starts_with(COMMAS));
        !apposed.unwrap_or(bare).contains(APART)
    }

    /// Two words that nobody knows, behind a title and what is known; the second may be known as another word where it looks foreign.
    fn unknown_person<'s>(&self, next: &'s [Said]) -> Option<[&'s Said; 2]> {
        let skipped = next.iter().take(4).take_while(|word| word.known).count();
        let [first, second, ..] = &next[skipped..] else {
            return None;
        };
        let is_foreign = |word: &Said| word.may_name && word.lore().foreignness > ORDINARY;
        let looks_so = second.is_untold && !second.in_term && second.lore().looks > STRANGE;
        let is_person = is_foreign(first) && (is_foreign(second) || looks_so);
        let is_untold = !first.is_told && !second.is_told;
        (self.may_be_first(first) && is_person && is_untold).then_some([first, second])
    }

    /// Two words behind the title at `place`, which has the article and speaks, or before an age, and behind what agrees with it: a word
    /// without the article can be nothing but a name there, whatever else it may mean: قالت الممرضة لميس عمران, الراعية لميس عمران (45 عاما).
    fn apposed(&self, place: usize) -> Option<[&Said; 2]> {
        let (title, next) = (&self.said[place], &self.said[place + 1..]);
        let speaks = || place > 0 && self.said[place - 1].word.form().says;
        let agreeing = next
            .iter()
            .take(3)
            .take_while(|word| word.lore().has_article)
            .count();
        let [first, second, ..] = &next[agreeing..] else {
            return None;
        };
        let is_open = |word: &Said| {
            let lore = word.lore();
            let is_word = !word.word.is_small() && !lore.is_date && !lore.is_number && !word.in_term;
            is_word && (word.may_name || word.is_untold) && !word.is_told
        };
        let mut particles = self.pair.from.morphology.particles();
        let is_whole = first.may_name || !particles.any(|glued| first.folded().starts_with(glued));
        let is_bare = is_whole && self.may_be_first(first);
        let is_name = is_bare && is_open(first) && is_open(second);
        let behind = self.pair.source.text[second.span.end..].trim_start();
        let is_aged = || {
            behind
                .strip_prefix('(')
                .is_some_and(|age| age.starts_with(char::is_numeric))
        };
        (title.lore().has_article && is_name && (speaks() || is_aged())).then_some([first, second])
    }
}
