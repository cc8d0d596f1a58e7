//! A pair read for names: the words of its source, and the words of its translation that they sound like.

use std::ops::Range;
use std::sync::Arc;

use super::capitals::Shape;
use super::lore::Lore;
use super::reading::ALMOST_NONE;
use super::skeleton::Skeleton;
use crate::check::Pair;
use crate::check::known::Known;
use crate::check::missing_term::{is_excused, is_told};
use crate::document::{Outcome, TermKind, TermUse, Tier};
use crate::language::{Bridge, Names, is_everyday};
use crate::text::words;

/// How much nearer another name must be for a word not to be this one, in hundredths of a consonant.
pub(super) const MUCH: u32 = 40;

/// How far a word of everyday in small letters may sound from what it tells, in hundredths of a consonant: a vowel.
pub(super) const JUST_SO: u32 = 20;

/// How near a word of the source sounds to a name that tells it without doubt, in hundredths of a consonant.
const TAKEN: u32 = 30;

/// The words of the longest source that is read for names: in a longer text something sounds like every word, and to compare each word
/// with each name takes time by the square.
const LONGEST: usize = 2_000;

/// A word of the source.
pub(super) struct Said {
    pub(super) span: Range<usize>,
    /// What is known of it wherever it stands.
    pub(super) word: Arc<Known>,
    /// Whether the lexicon or a glossary knows it, and not as a person's name.
    pub(super) known: bool,
    /// Whether a glossary does.
    pub(super) in_term: bool,
    /// Whether a glossary has it as a word of a body.
    pub(super) is_of_body: bool,
    /// Whether it is one of several words of a body that a glossary has, or of a term that is told, so that it tells no other name.
    pub(super) is_settled: bool,
    /// Whether it is known as a name that the translation lacks: a place of the lexicon, a term without a rendering.
    pub(super) is_missing: bool,
    /// Whether it is a name of the lexicon that the translation tells.
    pub(super) is_told_place: bool,
    /// Whether it is a place or a people of the lexicon that nothing tells. Behind a word that is not told either the translation is a
    /// free one: دولار أمريكي, $.
    pub(super) is_lost_place: bool,
    /// Whether it is known as a word, and nothing tells it.
    pub(super) is_untold: bool,
    /// Whether it may be a name: letters that are no word we know.
    pub(super) may_name: bool,
    /// How far the word of the translation that sounds most like it is.
    pub(super) nearest: u32,
    /// Whether a name of the translation sounds like it, and not much more like another word.
    pub(super) is_told: bool,
}

impl Said {
    /// The word, folded.
    pub(super) fn folded(&self) -> &str {
        self.word.folded()
    }

    /// What is true of it wherever it stands, for who looks for names.
    pub(super) fn lore(&self) -> &Lore {
        self.word.lore()
    }

    /// Whether `told`, a word of the translation, sounds like it; one in small letters, just like it: *media* is not أحمد, and the
    /// everyday *come* not حازم.
    pub(super) fn is_spelled_by(&self, told: &str) -> bool {
        let name = Skeleton::latin(told);
        let is_small = told.starts_with(char::is_lowercase);
        let (plain, language) = (Names::plain(told), self.word.other());
        if is_small && language.names.is_function(&plain, &language.morphology) {
            return false;
        }
        let is_everyday = || is_everyday(&plain, language);
        let most = if is_small && is_everyday() {
            JUST_SO
        } else {
            ALMOST_NONE
        };
        let mut distances = self
            .lore()
            .skeletons
            .iter()
            .filter_map(|said| said.distance(&name));
        distances.any(|distance| !is_small || distance <= most)
    }

    /// How far it is from `name`, where both may be one; nothing where another word of the translation sounds much more like it.
    pub(super) fn distance(&self, name: &Skeleton) -> Option<u32> {
        let distances = self
            .lore()
            .skeletons
            .iter()
            .filter_map(|said| said.distance(name));
        distances
            .min()
            .filter(|distance| *distance <= self.nearest + MUCH)
    }
}

/// A word of the target that begins with a capital.
pub(super) struct Told {
    /// Its place among the capitals of the pair.
    pub(super) place: usize,
    /// How far the word of the source that sounds most like it is.
    nearest: u32,
    /// Whether it tells a name of the source without doubt: it renders a term, or sounds just like a word that may be a name.
    is_taken: bool,
}

/// What is read for names in a pair.
pub(in crate::check) struct Heard {
    /// The words of the source.
    pub(super) said: Vec<Said>,
    /// The words of the target that may be names, addresses left out.
    pub(super) told: Vec<Told>,
}

impl Heard {
    /// The names of the translation that tell no other name of the source without doubt, so that they may tell one that is spelled
    /// otherwise.
    pub(super) fn untaken<'p>(&self, pair: &'p Pair<'_>) -> impl Iterator<Item = &'p Shape> {
        let untaken = self.told.iter().filter(|told| !told.is_taken);
        untaken.map(|told| &*pair.capitals()[told.place].shape)
    }

    /// Reads `pair`; `None` where its languages have no lexicon that lists the words of the source, and where that is no segment but a
    /// whole document. The words of the one are compared with the capitalised words of the other.
    pub(in crate::check) fn of(pair: &Pair<'_>) -> Option<Self> {
        let bridge = pair.bridge().filter(Bridge::source_is_left)?;
        if pair.there().words().len() > LONGEST {
            return None;
        }
        let said = said(pair, bridge)?;
        let names = pair.capitals().iter().enumerate();
        let names = names.filter(|(_, name)| !pair.here().is_address(name.span.start));
        // What renders a term tells another name only where it sounds just so: *Algeria* of الجزائر is not النيجر.
        let told = names.map(|(place, name)| Told {
            place,
            nearest: if pair.renders_a_term(&name.span) {
                0
            } else {
                u32::MAX - MUCH
            },
            is_taken: pair.renders_a_term(&name.span),
        });
        let mut heard = Self {
            said,
            told: told.collect(),
        };
        heard.find_nearest(pair);
        Some(heard)
    }

    /// Finds what each name sounds most like on the other side, and which words of the source are told: those that a name sounds like,
    /// and not much more like another.
    fn find_nearest(&mut self, pair: &Pair<'_>) {
        let mut near: Vec<(usize, usize, u32)> = Vec::new();
        for (word, said) in self.said.iter_mut().enumerate() {
            for (name, told) in self.told.iter_mut().enumerate() {
                let shape = &pair.capitals()[told.place].shape;
                // A word of everyday must sound just so: *Park* is بارك, *Current* not الشهراني.
                let most = if shape.is_everyday { ALMOST_NONE } else { u32::MAX };
                let skeletons = said.word.lore().skeletons.iter();
                let distances = skeletons.filter_map(|word| word.distance(&shape.skeleton));
                if let Some(distance) = distances.min().filter(|distance| *distance <= most) {
                    said.nearest = said.nearest.min(distance);
                    told.nearest = told.nearest.min(distance);
                    told.is_taken |= said.may_name && distance <= TAKEN;
                    near.push((word, name, distance));
                }
            }
        }
        for (word, name, distance) in near {
            let nearest = self.said[word].nearest.min(self.told[name].nearest);
            self.said[word].is_told |= distance <= nearest + MUCH;
        }
    }
}

/// The words of the source.
fn said(pair: &Pair<'_>, bridge: Bridge) -> Option<Vec<Said>> {
    let mut said = Vec::with_capacity(pair.there().words().len());
    let here = pair.here().told()?;
    let source = pair.there();
    // Whether the word before is known and not told.
    let mut was_silent = false;
    let all = source.words().zip(source.known()).enumerate();
    for (place, (word, known)) in all.filter(|(_, (word, _))| !source.is_address(word.span.start)) {
        let lore = known.lore();
        let (entries, is_small) = (source.narrowed(known.entries()), known.is_small());
        let mut terms = pair.terms_of(place).filter(|used| used.hit.tier == Tier::Sure);
        let named = terms.clone().find(|used| used.hit.term.kind.is_name());
        let in_term = terms.clone().any(|used| used.hit.term.kind != TermKind::Person);
        let is_body = |used: &TermUse| used.hit.term.kind == TermKind::Organisation;
        let is_long = |used: &TermUse| is_body(used) && words(&used.hit.term.source).nth(1).is_some();
        let is_of_body = terms.clone().any(is_body);
        let is_settled = (!entries.is_empty() && terms.clone().any(is_long))
            || terms.clone().any(|used| used.outcome != Outcome::Missing);
        let is_held = terms.any(|used| used.outcome != Outcome::Missing);
        // A word in the letters of the translation is no name that has to sound alike.
        let is_known = in_term || !entries.is_empty() || word.text.is_ascii();
        let is_silent = !entries.is_empty() && !here.has_any(entries);
        let is_silent = is_silent || named.is_some_and(|used| is_told_for_another(entries, used, pair));
        let is_untold = is_silent && !is_small;
        let is_missing = match named {
            Some(used) => used.outcome == Outcome::Missing && !is_told(&used.hit.term, &pair.target.text),
            None => bridge.is_name(entries) && is_untold,
        };
        let is_place = match named {
            Some(used) => is_missing && (is_untold || entries.is_empty()) && is_free_place(used, pair),
            None => is_missing && !is_held,
        };
        let is_free = was_silent && lore.is_of_a_place;
        let is_lost_place =
            is_place && !is_small && !lore.is_date && !is_free && !bridge.goes_unsaid(entries);
        was_silent = is_silent;
        said.push(Said {
            is_missing,
            is_lost_place,
            is_told_place: bridge.is_name(entries) && !is_untold,
            is_untold,
            span: word.span,
            known: is_known,
            may_name: lore.may_name && !in_term,
            in_term,
            is_of_body,
            is_settled,
            nearest: u32::MAX - MUCH,
            is_told: false,
            word: Arc::clone(known),
        });
    }
    Some(said)
}

/// Whether all that the translation has for a word of `used`, a place, renders another term: *Somalia* tells الصومال, and not مقديشو
/// besides.
fn is_told_for_another(entries: &[u16], used: &TermUse, pair: &Pair<'_>) -> bool {
    let here = pair.here();
    let tells = |told: &[u16]| told.iter().any(|entry| entries.contains(entry));
    let mut telling = here.words().zip(here.entries()).filter(|(_, told)| tells(told));
    let is_lost = used.outcome == Outcome::Missing && used.hit.term.kind == TermKind::Place;
    is_lost && telling.all(|(word, _)| pair.renders_a_term(&word.span))
}

/// Whether a term is a place that `missing-term` does not speak of.
fn is_free_place(used: &TermUse, pair: &Pair<'_>) -> bool {
    used.hit.term.kind == TermKind::Place && is_excused(used, pair)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Content;
    use crate::language::of;

    #[test]
    fn a_document_in_one_segment_is_not_read_for_names() {
        let is_read = |words: usize| {
            let (source, target) = ("قال لافروف ".repeat(words / 2), "Lavrov said");
            let (source, target) = (Content::plain(source), Content::plain(target));
            let pair = Pair::new((&source, &target), (of("ar"), of("en")), &[]);
            pair.heard().is_some()
        };
        assert!(is_read(LONGEST) && !is_read(LONGEST + 2));
    }
}
