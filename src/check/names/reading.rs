//! Which words of a source and of its translation explain each other.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::capitals::{Capital, inner_parts, is_addressed, is_headline, opens, without_possessive};
use super::lost::LIKELY;
use super::said::{Heard, Said};
use super::skeleton::Skeleton;
use crate::check::Pair;
use crate::language::{Names, Numbers};
use crate::text::words;

/// How far a word that is known as no name may sound from a name and still be it, in hundredths of a consonant.
pub(super) const ALMOST_NONE: u32 = 60;

/// How far two words together may sound from a name where one of them is told besides, in hundredths of a consonant.
pub(super) const ALMOST_ALL: u32 = 100;

/// The letters of the shortest word that may be two between which a blank was forgotten.
const RUN_TOGETHER: usize = 7;

/// A word of the target that may be a name.
struct Candidate<'a> {
    name: &'a Capital,
    explained: bool,
}

/// A pair of texts, read for names.
pub(in crate::check) struct Reading<'a> {
    pub(super) pair: &'a Pair<'a>,
    heard: &'a Heard,
    /// The words of the source.
    pub(super) said: &'a [Said],
    rendered: OnceLock<FxHashSet<String>>,
    /// Whether what is lost and what is strange can be told at all.
    pub(super) is_judged: bool,
}

impl<'a> Reading<'a> {
    /// Reads `pair`; `None` where its languages have no lexicon. The words of the one are compared with the capitalised words of the
    /// other, of which none is a stranger where the translation has capitals throughout.
    pub(in crate::check) fn of(pair: &'a Pair<'a>) -> Option<Self> {
        let heard = pair.heard()?;
        let mut reading = Self {
            pair,
            heard,
            said: &heard.said,
            rendered: OnceLock::new(),
            is_judged: false,
        };
        let here = pair.here();
        let prose = here.words().filter(|word| !here.is_address(word.span.start));
        if is_headline(prose.map(|word| word.text)) || !reading.is_at_home() {
            return Some(reading);
        }
        reading.is_judged = true;
        Some(reading)
    }

    /// Every word of the target that may be a name inside its sentence.
    fn candidates(&self) -> Vec<Candidate<'a>> {
        let (target, names) = (self.pair.here().text(), &self.pair.to.names);
        let inside = self.told().filter(|name| !opens(target, name.span.start));
        let candidate = |name: &'a Capital| {
            let is_surname = || names.surnames.contains(&Names::plain(&target[name.span.clone()]));
            let is_word = name.shape.is_made_of_everyday
                && !is_addressed(target, name.span.start, names)
                && !is_surname();
            Candidate {
                name,
                explained: is_word || self.explains(&target[name.span.clone()]),
            }
        };
        inside.map(candidate).collect()
    }

    /// Every word of the target that begins with a capital.
    pub(super) fn told(&self) -> impl Iterator<Item = &'a Capital> {
        let names = self.pair.capitals();
        self.heard.told.iter().map(|told| &names[told.place])
    }

    /// The names of the target that may tell a word of the source that is spelled otherwise.
    pub(super) fn untaken(&self) -> impl Iterator<Item = &'a Skeleton> {
        self.heard.untaken(self.pair).map(|shape| &shape.skeleton)
    }

    /// Whether a word of the source renders `name`, a word of a translation.
    pub(in crate::check) fn renders(&self, name: &str) -> bool {
        let told = self.pair.here().known_of(name);
        let there = self.pair.there().told();
        there.is_some_and(|there| there.has_any(told.entries()))
    }

    /// Whether something in the source explains `name`, a word of a translation: a word that renders it, sounds like it or is it, or
    /// a term.
    pub(in crate::check) fn explains(&self, name: &str) -> bool {
        let plain = Names::plain(name);
        let names = &self.pair.to.names;
        self.pair.to.calendar.read(&[&plain]).is_some()
            || self.renders(name)
            || self.pair.source.text.contains(without_possessive(name))
            || self.rendered().contains(&plain)
            || self.sounds_like(&Skeleton::latin(name))
            || inner_parts(name).any(|part| self.sounds_like(&Skeleton::latin(part)))
            || names
                .of_places
                .iter()
                .chain(&names.joined_articles)
                .filter_map(|ending| plain.strip_suffix(ending.as_str()))
                .any(|rest| self.sounds_like(&Skeleton::latin(rest)))
    }

    /// The words that renderings of terms of the source have, as the lists of names have them.
    pub(super) fn rendered(&self) -> &FxHashSet<String> {
        self.rendered.get_or_init(|| {
            let terms = self.pair.terms.iter().map(|used| &used.hit.term);
            let renderings = terms.flat_map(|term| {
                let accepted = std::iter::once(&term.target).chain(&term.variants);
                accepted.chain(&term.forbidden)
            });
            let all = renderings.flat_map(|rendering| words(rendering));
            all.map(|word| Names::plain(word.text)).collect()
        })
    }

    /// Whether most words are known, so that one that is not may be a name: a text on matters that the lexicon knows.
    fn is_at_home(&self) -> bool {
        let all = self.said.iter().filter(|said| !said.word.is_small());
        let (mut count, mut known) = (0, 0);
        for word in all {
            count += 1;
            known += usize::from(word.known || word.is_told);
        }
        known * 5 >= count * 2
    }

    /// Whether a word of the source, or two unknown ones together, sounds like `name`; a known word, just like it.
    fn sounds_like(&self, name: &Skeleton) -> bool {
        let one = self.said.iter().any(|word| {
            let lore = word.lore();
            // A word that the lexicon has is a name where it is spelled as those are: ماربيا.
            let looks_so = lore.looks > LIKELY || lore.is_given;
            let may_be = !word.known
                || (word.in_term && !word.is_settled)
                || (word.is_untold && looks_so && name.strength() > 2);
            let distance = word.distance(name);
            distance.is_some_and(|distance| may_be || distance <= ALMOST_NONE)
        });
        let within = |word: &Said| {
            let run_together = word.may_name && word.folded().chars().count() >= RUN_TOGETHER;
            run_together && word.lore().skeletons[0].holds(name)
        };
        // A long name may be of words that are told besides: عوض الله, Awadallah.
        let enough = if name.strength() > 3 { 0 } else { 2 };
        one || self.said.iter().any(within)
            || self.said.windows(2).any(|two| {
                let seconds = &two[1].lore().skeletons;
                let open = two.iter().filter(|word| word.may_name || word.is_untold).count();
                let most = [ALMOST_NONE, ALMOST_ALL, u32::MAX][open];
                let firsts = two[0].lore().skeletons.iter();
                let mut joined = firsts.flat_map(|first| seconds.iter().map(|second| first.joined(second)));
                open >= enough && joined.any(|said| said.distance(name).is_some_and(|far| far <= most))
            })
    }

    /// Where names stand in the target that nothing explains, and that sound quite unlike `unsaid`, the open words of the source;
    /// neighbours are one name.
    pub(in crate::check) fn strangers(&self, unsaid: &[Range<usize>]) -> Vec<Range<usize>> {
        // The words of a body are told by what they mean, and no name comes near them.
        let open = |word: &&Said| unsaid.contains(&word.span) && !word.is_settled;
        let is_strange = |candidate: &&Candidate<'_>| {
            let name = &candidate.name.shape.skeleton;
            let mut skeletons = self
                .said
                .iter()
                .filter(open)
                .flat_map(|word| word.lore().skeletons.iter());
            !candidate.explained && name.strength() > 1 && !skeletons.any(|said| said.is_near(name))
        };
        let candidates = self.candidates();
        let mut strangers: Vec<Range<usize>> = Vec::new();
        // A part of one word with another: La Chaux-de-Fonds.
        let joined = |candidate: &Candidate<'_>| {
            let text = &self.pair.target.text;
            let from = text[..candidate.name.span.start].rfind(' ').unwrap_or_default();
            let rest = &text[candidate.name.span.end..];
            let to = candidate.name.span.end + rest.find(' ').unwrap_or(rest.len());
            let within = |other: &Candidate<'_>| {
                other.explained && from <= other.name.span.start && other.name.span.end <= to
            };
            text[from..to].contains('-') && candidates.iter().any(within)
        };
        for candidate in candidates
            .iter()
            .filter(is_strange)
            .filter(|candidate| !joined(candidate))
        {
            match strangers.last_mut() {
                Some(last) if candidate.name.span.start <= last.end + 1 => last.end = candidate.name.span.end,
                _ => strangers.push(candidate.name.span.clone()),
            }
        }
        strangers
    }

    /// Words of the source that may be names and that nothing in the target sounds like.
    pub(in crate::check) fn unsaid(&self) -> Vec<Range<usize>> {
        let open = |word: &&Said| {
            let unknown = word.may_name && !self.pair.from.names.has_ending(word.folded());
            (unknown || word.is_missing) && !word.is_told
        };
        let places =
            (0..self.said.len()).filter(|&place| open(&&self.said[place]) || self.is_untold_part(place));
        places.map(|place| self.said[place].span.clone()).collect()
    }

    /// Whether the word at `place` is an ordinary one that nothing tells, right beside a name: صالح الزعبي.
    fn is_untold_part(&self, place: usize) -> bool {
        let word = &self.said[place];
        word.is_untold && !word.is_told && self.is_beside_a_name(place)
    }
}

/// Whether a word of the source at `span` sounds like a name of the translation, or stands there as it is.
pub(in crate::check) fn said_as_name(pair: &Pair<'_>, span: &Range<usize>) -> bool {
    words(&pair.source.text[span.clone()]).any(|word| {
        let said = Skeleton::arabic(&Numbers::fold(word.text));
        let told = said.strength() > 1
            && pair
                .capitals()
                .iter()
                .any(|name| name.shape.skeleton.is_like(&said));
        told || (word.text.starts_with(char::is_uppercase) && pair.target.text.contains(word.text))
    })
}
