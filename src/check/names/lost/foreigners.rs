//! Single words that are spelled as names are.

use std::ops::Range;

use super::{ORDINARY, STRANGE};
use crate::check::lost_acronym::foreign_acronyms;
use crate::check::names::reading::{ALMOST_ALL, ALMOST_NONE, Reading};
use crate::check::names::said::{JUST_SO, Said};
use crate::check::names::skeleton::Skeleton;
use crate::check::stand_in::{is_told_by_kind, is_told_by_pronoun};
use crate::document::TermKind;
use crate::language::{Names, is_everyday};

/// How foreign a word must look to be a name for sure, which a pronoun tells only if something tells the name first.
const SURE: f32 = 4.0;

/// The consonants of a word of the translation, or of two together, and how far a name may be from them at most.
type Near = (Skeleton, u32);

impl Reading<'_> {
    /// Single words that are spelled as foreign names are, or stand where one does, and that nothing in the target comes near, other words
    /// neither: *kayak*.
    pub(super) fn lost_foreigners(&self) -> Vec<Range<usize>> {
        let lost = self.foreigners().into_iter();
        let lost = lost.filter(|place| self.is_called(*place) || !self.is_told_by_another_word(*place));
        lost.map(|place| self.said[place].span.clone()).collect()
    }

    /// Those that only a pronoun or an office may tell, so that something else in the article must.
    pub(in crate::check::names) fn only_stood_for(&self) -> Vec<usize> {
        let is_name = |place: &usize| {
            let lore = self.said[*place].lore();
            lore.is_given || lore.foreignness > SURE
        };
        let lost = self.foreigners().into_iter().filter(is_name);
        lost.filter(|place| !self.is_called(*place) && self.is_told_by_another_word(*place))
            .collect()
    }

    /// The places of words that may be names and that no word of the target comes near.
    fn foreigners(&self) -> Vec<usize> {
        let lost: Vec<usize> = (0..self.said.len())
            .filter(|place| self.may_be_lost(*place))
            .collect();
        // One that is spelled in the source tells nothing else: غيرب, GERB.
        if lost.is_empty() || foreign_acronyms(self.pair).any(|acronym| !self.explains(acronym)) {
            return Vec::new();
        }
        let here = self.sounds();
        let comes_near = |said: &Skeleton| {
            let mut names = self.untaken();
            let sounds = |(told, most): &Near| told.distance(said).is_some_and(|far| far <= *most);
            names.any(|name| name.is_near(said) || name.holds(said)) || here.iter().any(sounds)
        };
        let is_lost = |place: &usize| !self.whole(*place).iter().any(comes_near);
        lost.into_iter().filter(is_lost).collect()
    }

    /// Whether the word at `place` looks like a name, or stands where one does, and no name tells it.
    fn may_be_lost(&self, place: usize) -> bool {
        let (word, lore) = (&self.said[place], self.said[place].lore());
        let is_called = self.is_called(place);
        let is_given = is_called && lore.is_given && word.is_untold && !word.in_term;
        let is_term = self.is_lost_term(place);
        let may_name = word.may_name || is_given || is_term;
        let looks_so = lore.is_foreign()
            || is_term
            || (word.may_name && lore.is_given && !self.is_particle(word))
            || (is_called && (is_given || lore.foreignness > ORDINARY))
            || (self.may_be_second(place) && lore.foreignness > STRANGE);
        may_name
            && looks_so
            && self.whole(place).iter().all(|said| said.strength() > 1)
            && (!lore.has_article || (is_called && self.is_of_what_is_before(place)))
            && (is_called || !self.pair.from.names.has_ending(word.folded()))
            && !word.is_told
            && !self.is_part_of_told(place)
    }

    /// Whether the word at `place` is the name of a body in a glossary, which the translation lacks, and looks foreign.
    fn is_lost_term(&self, place: usize) -> bool {
        let (word, lore) = (&self.said[place], self.said[place].lore());
        let is_foreign = lore.looks > STRANGE;
        let is_lost =
            word.in_term && word.is_missing && word.is_untold && word.is_of_body && !word.is_settled;
        is_lost && is_foreign && !is_told_by_kind(TermKind::Place, self.pair) && !self.has_acronym()
    }

    /// What the words of the target sound like, and two of them together. A word of everyday must sound just so, but for its plural:
    /// *avocados* tells أفوكادو, *running* does not tell تورينغ; so must two small ones.
    fn sounds(&self) -> Vec<Near> {
        let told = |word: &str| {
            let is_small = word.starts_with(char::is_lowercase);
            if is_small && is_everyday(&Names::plain(word), self.pair.to) {
                let singular = Skeleton::latin(word.strip_suffix('s').unwrap_or(word));
                (singular, ALMOST_NONE, is_small)
            } else {
                let most = if is_small { ALMOST_ALL } else { u32::MAX };
                (Skeleton::latin(word), most, is_small)
            }
        };
        let here: Vec<_> = self.pair.here().words().map(|word| told(word.text)).collect();
        let joined = here.windows(2).map(|two| {
            let most = if two[0].2 && two[1].2 {
                JUST_SO
            } else {
                two[0].1.max(two[1].1).min(ALMOST_ALL)
            };
            (two[0].0.joined(&two[1].0), most)
        });
        let alone = here.iter().map(|(said, most, _)| (said.clone(), *most));
        alone.chain(joined).collect()
    }

    /// The consonants of the word at `place`, of a given name without those of what is left of it when its first letters are taken for
    /// others: سامي is no verb.
    fn whole(&self, place: usize) -> &[Skeleton] {
        let lore = self.said[place].lore();
        if lore.is_given {
            &lore.skeletons[..1]
        } else {
            &lore.skeletons
        }
    }

    /// Whether the word before `place` may be a first name that was taken for a word, which nothing tells: بويكو, of ب and ويكو.
    fn may_be_second(&self, place: usize) -> bool {
        let before = place.checked_sub(1).map(|before| &self.said[before]);
        before.is_some_and(|before| {
            let is_bare = self.may_be_first(before) && !before.lore().is_number && !before.in_term;
            before.is_untold && is_bare && before.span.end + 1 == self.said[place].span.start
        })
    }

    /// Whether the word before `place` has no article, as none has that the next one says more of: سجن المرناقية.
    fn is_of_what_is_before(&self, place: usize) -> bool {
        let before = place.checked_sub(1).map(|before| &self.said[before]);
        before.is_some_and(|before| !before.lore().has_article)
    }

    /// Whether what stands at `place` is what something is called: behind a word for its kind (مدينة موكوا) or alone in quotation
    /// marks, but for a number (“غاف-1”).
    fn is_called(&self, place: usize) -> bool {
        let source = &self.pair.source.text;
        let span = &self.said[place].span;
        let before = place.checked_sub(1).map(|before| &self.said[before]);
        let is_kind = before.is_some_and(|before| before.lore().is_kind && before.span.end + 1 == span.start);
        let rest = source[span.end..].trim_start_matches(|c: char| c == '-' || c.is_numeric());
        is_kind || (source[..span.start].ends_with(['"', '“', '«']) && rest.starts_with(['"', '”', '»']))
    }

    /// Whether the translation has a pronoun for who is named at `place`, or an office or a kind of place that the source has not.
    fn is_told_by_another_word(&self, place: usize) -> bool {
        let mut kinds = [TermKind::Person, TermKind::Place].into_iter();
        is_told_by_pronoun(self.said[place].span.start, self.pair)
            || kinds.any(|kind| is_told_by_kind(kind, self.pair))
    }

    /// Whether `word` makes one name with the next, and is none alone: عبد.
    pub(super) fn is_particle(&self, word: &Said) -> bool {
        self.pair.from.morphology.is_name_particle(word.folded())
    }
}
