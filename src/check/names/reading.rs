//! Which words of a source and of its translation explain each other.

use std::ops::Range;

use super::capitals::{
    inner_parts, is_addressed, is_headline, is_made_of_everyday, may_be_name, opens, without_possessive,
};
use super::said::{MUCH, Said, said};
use super::skeleton::Skeleton;
use crate::check::Pair;
use crate::check::verbatim::{covers, verbatim};
use crate::language::{Bridge, Entries, Names, Numbers, bridge};
use crate::text::words;

/// How far a word that is known as no name may sound from a name and still be it, in hundredths of a consonant.
pub(super) const ALMOST_NONE: u32 = 60;

/// The letters of the shortest word that may be two between which a blank was forgotten.
const RUN_TOGETHER: usize = 7;

/// A word of the target that may be a name.
struct Candidate {
    span: Range<usize>,
    skeleton: Skeleton,
    explained: bool,
}

/// A word of the target that begins with a capital.
pub(super) struct Told {
    pub(super) skeleton: Skeleton,
    /// How far the word of the source that sounds most like it is.
    nearest: u32,
}

/// A pair of texts, read for names.
pub(in crate::check) struct Reading<'a> {
    pub(super) pair: Pair<'a>,
    bridge: Bridge,
    pub(super) said: Vec<Said>,
    /// What the lexicon has for the words of the source.
    there: Entries,
    candidates: Vec<Candidate>,
    /// Every word of the target that begins with a capital.
    pub(super) told: Vec<Told>,
    /// Whether what is lost and what is strange can be told at all.
    pub(super) is_judged: bool,
}

impl<'a> Reading<'a> {
    /// Reads `pair`; `None` where its languages have no lexicon. The words of the one are compared with the capitalised words of the
    /// other, of which none is a stranger where the translation has capitals throughout.
    pub(in crate::check) fn of(pair: &Pair<'a>) -> Option<Self> {
        let bridge = bridge(pair.from, pair.to).filter(|bridge| bridge.source_is_left())?;
        let target = &pair.target.text;
        let left_alone = verbatim(target);
        let here: Vec<_> = words(target)
            .filter(|word| !covers(&left_alone, word.span.start))
            .collect();
        let names = &pair.to.names;
        let capitals = || {
            here.iter()
                .filter(|word| may_be_name(word.text) && !names.is_ordinary(&Names::plain(word.text)))
        };
        let (said, there) = said(pair, bridge);
        let told = capitals().map(|word| Told {
            skeleton: Skeleton::latin(word.text),
            nearest: u32::MAX - MUCH,
        });
        let mut reading = Self {
            pair: *pair,
            bridge,
            said,
            there,
            candidates: Vec::new(),
            told: told.collect(),
            is_judged: false,
        };
        reading.find_nearest();
        if is_headline(here.iter().map(|word| word.text)) || !reading.is_at_home() {
            return Some(reading);
        }
        reading.is_judged = true;
        for word in capitals().filter(|word| !opens(target, word.span.start)) {
            let is_word = is_made_of_everyday(&Names::plain(word.text), pair.to)
                && !is_addressed(target, word.span.start, names);
            reading.candidates.push(Candidate {
                span: word.span.clone(),
                skeleton: Skeleton::latin(word.text),
                explained: is_word || reading.explains(word.text),
            });
        }
        Some(reading)
    }

    /// Whether a word of the source renders `name`, a word of a translation.
    pub(in crate::check) fn renders(&self, name: &str) -> bool {
        self.there.has_any(self.bridge.target(name))
    }

    /// Whether something in the source explains `name`, a word of a translation: a word that renders it, sounds like it or is it, or
    /// a term.
    pub(in crate::check) fn explains(&self, name: &str) -> bool {
        let plain = Names::plain(name);
        let names = &self.pair.to.names;
        self.pair.to.calendar.read(&[&plain]).is_some()
            || self.renders(name)
            || self.pair.source.text.contains(without_possessive(name))
            || in_rendering(&self.pair, &plain)
            || self.sounds_like(&Skeleton::latin(name))
            || inner_parts(name).any(|part| self.sounds_like(&Skeleton::latin(part)))
            || names
                .of_places
                .iter()
                .filter_map(|ending| plain.strip_suffix(ending.as_str()))
                .any(|place| self.sounds_like(&Skeleton::latin(place)))
    }

    /// Finds what each name sounds most like on the other side, and which words of the source are told: those that a name sounds like,
    /// and not much more like another.
    fn find_nearest(&mut self) {
        let distance = |said: &Said, told: &Told| {
            let skeletons = said.lore.skeletons.iter();
            skeletons.filter_map(|word| word.distance(&told.skeleton)).min()
        };
        let mut near: Vec<(usize, usize, u32)> = Vec::new();
        for (word, said) in self.said.iter_mut().enumerate() {
            for (name, told) in self.told.iter_mut().enumerate() {
                if let Some(distance) = distance(said, told) {
                    said.nearest = said.nearest.min(distance);
                    told.nearest = told.nearest.min(distance);
                    near.push((word, name, distance));
                }
            }
        }
        for (word, name, distance) in near {
            let nearest = self.said[word].nearest.min(self.told[name].nearest);
            self.said[word].is_told |= distance <= nearest + MUCH;
        }
    }

    /// Whether most words are known, so that one that is not may be a name: a text on matters that the lexicon knows.
    fn is_at_home(&self) -> bool {
        let all = self.said.iter().filter(|word| {
            !self
                .pair
                .from
                .names
                .is_function(&word.lore.folded, &self.pair.from.morphology)
        });
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
            let distance = word.distance(name);
            let may_be = !word.known || word.in_term || (word.is_untold && name.strength() > 2);
            distance.is_some_and(|distance| may_be || distance <= ALMOST_NONE)
        });
        let within = |word: &Said| {
            let run_together = word.may_name && word.lore.folded.chars().count() >= RUN_TOGETHER;
            run_together && word.lore.skeletons[0].holds(name)
        };
        // A long name may be of a word that is told besides: عوض الله, Awadallah.
        let enough = if name.strength() > 3 { 1 } else { 2 };
        one || self.said.iter().any(within)
            || self.said.windows(2).any(|two| {
                let second = &two[1].lore.skeletons[0];
                let open = two.iter().filter(|word| word.may_name || word.is_untold).count();
                open >= enough
                    && two[0]
                        .lore
                        .skeletons
                        .iter()
                        .any(|first| first.joined(second).is_like(name))
            })
    }

    /// Where names stand in the target that nothing explains, and that sound quite unlike `unsaid`, the open words of the source;
    /// neighbours are one name.
    pub(in crate::check) fn strangers(&self, unsaid: &[Range<usize>]) -> Vec<Range<usize>> {
        let open = |word: &&Said| unsaid.contains(&word.span);
        let is_strange = |candidate: &&Candidate| {
            let name = &candidate.skeleton;
            let mut skeletons = self
                .said
                .iter()
                .filter(open)
                .flat_map(|word| word.lore.skeletons.iter());
            !candidate.explained && name.strength() > 1 && !skeletons.any(|said| said.is_near(name))
        };
        let mut strangers: Vec<Range<usize>> = Vec::new();
        // A part of one word with another: La Chaux-de-Fonds.
        let joined = |candidate: &Candidate| {
            let text = &self.pair.target.text;
            let from = text[..candidate.span.start].rfind(' ').unwrap_or_default();
            let rest = &text[candidate.span.end..];
            let to = candidate.span.end + rest.find(' ').unwrap_or(rest.len());
            let within =
                |other: &Candidate| other.explained && from <= other.span.start && other.span.end <= to;
            text[from..to].contains('-') && self.candidates.iter().any(within)
        };
        for candidate in self
            .candidates
            .iter()
            .filter(is_strange)
            .filter(|candidate| !joined(candidate))
        {
            match strangers.last_mut() {
                Some(last) if candidate.span.start <= last.end + 1 => last.end = candidate.span.end,
                _ => strangers.push(candidate.span.clone()),
            }
        }
        strangers
    }

    /// Words of the source that may be names and that nothing in the target sounds like.
    pub(in crate::check) fn unsaid(&self) -> Vec<Range<usize>> {
        let open = |word: &&Said| {
            let unknown = word.may_name && !self.pair.from.names.has_ending(&word.lore.folded);
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
    let names: Vec<_> = words(&pair.target.text)
        .filter(|word| may_be_name(word.text) && !pair.to.names.is_ordinary(&Names::plain(word.text)))
        .map(|word| Skeleton::latin(word.text))
        .collect();
    words(&pair.source.text[span.clone()]).any(|word| {
        let said = Skeleton::arabic(&Numbers::fold(word.text));
        let told = said.strength() > 1 && names.iter().any(|name| name.is_like(&said));
        told || (word.text.starts_with(char::is_uppercase) && pair.target.text.contains(word.text))
    })
}

/// Whether a rendering of a term of the source has the word.
fn in_rendering(pair: &Pair<'_>, plain: &str) -> bool {
    pair.terms.iter().any(|used| {
        let term = &used.hit.term;
        let renderings = std::iter::once(&term.target)
            .chain(&term.variants)
            .chain(&term.forbidden);
        renderings
            .flat_map(|rendering| words(rendering))
            .any(|word| Names::plain(word.text) == plain)
    })
}
