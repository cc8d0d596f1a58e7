//! What a source names and its translation does not.

mod called;
mod foreigners;
mod gaps;
mod persons;
mod places;
mod strangers;

use std::ops::Range;

use super::reading::Reading;
use super::said::Said;
use crate::check::lost_acronym::foreign_acronyms;
use crate::language::Names;

/// How foreign a word must look at least to be part of a person's name.
const ORDINARY: f32 = -4.0;
/// How foreign two unknown words must look together to be one, or one where something shows that a name is missing.
pub(super) const LIKELY: f32 = 0.0;
/// How foreign a word must look to be a name behind a word that is known, and that nothing tells.
const STRANGE: f32 = 1.0;

/// A name of the source that the translation lacks.
pub(super) enum Lost {
    /// Somebody, or something whose name looks like one.
    Name(Range<usize>),
    /// A place, or a people.
    Place(Range<usize>),
}

/// A way to look for names that are lost, and what they are.
type Way<'a> = (fn(&Reading<'a>) -> Vec<Range<usize>>, fn(Range<usize>) -> Lost);

impl<'a> Reading<'a> {
    /// The names of the source that nothing in the target tells: persons behind titles, else two words that look like one, else places,
    /// else single words that do. Linear in the source, for each word in the names of the target.
    pub(super) fn lost(&self, has_strangers: bool) -> Vec<Lost> {
        let ways: [Way<'a>; 6] = [
            (Self::lost_persons, Lost::Name),
            (Self::lost_strangers, Lost::Name),
            (Self::lost_places, Lost::Place),
            (Self::lost_called, Lost::Place),
            (Self::lost_foreigners, Lost::Name),
            (Self::lost_in_gaps, Lost::Name),
        ];
        // A stranger who stands in the place of a name has been objected to; a person behind a title is missed besides.
        let ways = if has_strangers { &ways[..1] } else { &ways };
        let mut found = ways.iter().map(|(find, lost)| (find(self), lost));
        let found = found.find(|(names, _)| !names.is_empty());
        found.map_or_else(Vec::new, |(names, lost)| names.into_iter().map(lost).collect())
    }

    /// Whether any word of the target sounds like `word`, one that bodies are called by too: *Crescent Capital*.
    fn is_spelled(&self, word: &Said) -> bool {
        self.pair.here().words().any(|told| word.is_spelled_by(told.text))
    }

    /// Whether the translation has an acronym that renders no word and no term of the source and may tell several.
    fn has_acronym(&self) -> bool {
        let is_free =
            |acronym: &str| !self.renders(acronym) && !self.rendered().contains(&Names::plain(acronym));
        foreign_acronyms(self.pair).any(is_free)
    }

    /// Whether the word at `place` belongs to a name that is told, in whole or by a word beside it.
    fn is_part_of_told(&self, place: usize) -> bool {
        let mut beside = [place.checked_sub(1), Some(place + 1)].into_iter().flatten();
        // The German of a German city is no part of its name.
        let is_adjective = |other: &Said| other.lore().has_article && other.lore().is_of_a_place;
        let is_place = |other: usize| {
            let other = self.said.get(other);
            other.is_some_and(|other| other.is_told_place && !is_adjective(other))
        };
        self.is_part_of_told_name(place) || beside.any(is_place)
    }

    /// Whether the word at `place` belongs to a name that is told, by a word beside it or together with that: هه يونغ تشيان, Yongqian.
    fn is_part_of_told_name(&self, place: usize) -> bool {
        let mut first = [place.checked_sub(1), Some(place)].into_iter().flatten();
        let is_told = |first: usize| {
            let two = self.said.get(first).zip(self.said.get(first + 1));
            two.is_some_and(|(one, two)| self.joined_is_told(one, two))
        };
        self.is_beside_a_name(place) || first.any(is_told)
    }

    /// Whether the word before the one at `place` is a name that is told: *Masri* of ياسر المصري.
    fn is_beside_a_name_before(&self, place: usize) -> bool {
        let before = place.checked_sub(1).map(|before| &self.said[before]);
        before.is_some_and(|before| before.may_name && before.is_told) && !self.said[place].lore().is_joined
    }

    /// Whether a word right beside the one at `place` is a name that is told: رمضان of رمضان صبحي.
    pub(super) fn is_beside_a_name(&self, place: usize) -> bool {
        let is_name = |other: Option<&Said>| other.is_some_and(|other| other.may_name && other.is_told);
        let is_joined = |place: usize| self.said.get(place).is_some_and(|word| word.lore().is_joined);
        let after = self.said.get(place + 1);
        self.is_beside_a_name_before(place) || (is_name(after) && !is_joined(place + 1))
    }

    /// Whether a person's name may begin so: without the article, and not with an ending that names do not have.
    fn may_be_first(&self, word: &Said) -> bool {
        !word.lore().has_article && !self.pair.from.names.has_ending(word.folded())
    }

    fn joined_is_told(&self, first: &Said, second: &Said) -> bool {
        let joined = first.lore().skeletons[0].joined(&second.lore().skeletons[0]);
        self.told().any(|told| told.shape.skeleton.is_like(&joined))
    }
}
