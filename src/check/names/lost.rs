//! What a source names and its translation does not.

mod called;
mod foreigners;
mod gaps;
mod persons;

use std::ops::Range;

use super::reading::Reading;
use super::said::Said;
use crate::check::lost_acronym::foreign_acronyms;
use crate::check::stand_in::is_told_by_kind;
use crate::document::TermKind;

/// How foreign a word must look at least to be part of a person's name.
const ORDINARY: f32 = -4.0;
/// How foreign two unknown words must look together to be one, or one where something shows that a name is missing.
pub(super) const LIKELY: f32 = 0.0;
/// How foreign a word must look to be a name behind a word that is known, and that nothing tells.
const STRANGE: f32 = 1.0;

/// How many strong consonants a word must have for it alone to tell two: ويس ستريتينغ, *Wes Streeting*.
const WHOLE: usize = 4;

/// The words of the longest office: رئيس مجلس الوزراء.
const OFFICE: usize = 3;

/// A name of the source that the translation lacks.
pub(super) enum Lost {
    /// Somebody, or something whose name looks like one.
    Name(Range<usize>),
    /// A place, or a people.
    Place(Range<usize>),
}

impl Reading<'_> {
    /// The names of the source that nothing in the target tells: persons behind titles, else two words that look like one, else places,
    /// else single words that do. Linear in the source, for each word in the names of the target.
    pub(super) fn lost(&self, has_strangers: bool) -> Vec<Lost> {
        let persons = self.lost_persons();
        if has_strangers || !persons.is_empty() {
            return persons.into_iter().map(Lost::Name).collect();
        }
        let strangers = self.lost_strangers();
        if !strangers.is_empty() {
            return strangers.into_iter().map(Lost::Name).collect();
        }
        let places = self.lost_places();
        if !places.is_empty() {
            return places.into_iter().map(Lost::Place).collect();
        }
        let called = self.lost_called();
        if !called.is_empty() {
            return called.into_iter().map(Lost::Place).collect();
        }
        let foreigners = self.lost_foreigners();
        if !foreigners.is_empty() {
            return foreigners.into_iter().map(Lost::Name).collect();
        }
        self.lost_in_gaps().into_iter().map(Lost::Name).collect()
    }

    /// Places and peoples of the source that nothing in the target tells. Behind a place another need not be told (تكساس الأمريكية, العاصمة
    /// الإيرانية طهران), but the people of somebody who holds no office must: الكاتب الفرنسي.
    fn lost_places(&self) -> Vec<Range<usize>> {
        if is_told_by_kind(TermKind::Place, self.pair) || self.has_acronym() {
            return Vec::new();
        }
        let is_within = |place: usize| {
            let (word, before) = (&self.said[place], place.checked_sub(1));
            let before = before.map(|before| &self.said[before]);
            let is_told = |before: &Said| before.is_told_place && self.are_beside(before, word);
            let is_said_of = |before: &Said| word.lore().is_of_a_place || before.lore().is_of_a_place;
            let is_right_behind = |before: &Said| is_told(before) && is_said_of(before);
            !word.lore().is_joined && before.is_some_and(is_right_behind)
        };
        let is_excused = |place: usize| {
            let is_surname = || self.is_beside_a_name_before(place);
            if self.is_before_who_is_told(place) {
                self.is_of_an_office(place) || is_surname()
            } else {
                self.is_part_of_told_name(place) || is_within(place)
            }
        };
        let is_lost = |place: &usize| {
            let word = &self.said[*place];
            word.is_lost_place && !word.is_told && (self.is_of_a_person(*place) || !is_excused(*place))
        };
        let lost = (0..self.said.len()).filter(is_lost);
        lost.map(|place| self.said[place].span.clone()).collect()
    }

    /// Two words together that may be a person, unknown ones or a given name and what follows it, neither of which the target tells.
    fn lost_strangers(&self) -> Vec<Range<usize>> {
        let begins = |word: &Said| {
            let unknown = word.may_name && word.lore().foreignness > ORDINARY && self.may_be_first(word);
            unknown || (word.lore().is_given && !word.in_term)
        };
        // What begins with a foreign word may go on with one that is taken for another word: أوسو أنسا.
        let looks = |word: &Said| word.is_untold && !word.in_term && word.lore().looks > STRANGE;
        let follows = |one: &Said, word: &Said| {
            let given = one.lore().is_given && (word.may_name || word.is_untold) && !word.in_term;
            // The article may be the name's own letters: يورغ فالتنبرغ.
            let is_foreign = word.may_name && word.lore().foreignness > STRANGE;
            let both = one.lore().foreignness + word.lore().looks;
            begins(word)
                || given
                || (one.lore().foreignness > STRANGE && is_foreign)
                || (both > 2.0 * STRANGE && looks(word))
        };
        let seems = |word: &Said| {
            let lore = word.lore();
            if word.may_name {
                lore.foreignness
            } else {
                lore.looks.max(0.0)
            }
        };
        let untold = |word: &Said| !word.is_told && (word.is_untold || !word.known);
        let (polarity, said) = (&self.pair.from.polarity, &self.said);
        let is_denied = |place: usize| {
            let before = place.checked_sub(1).map(|before| [said[before].folded()]);
            before.is_some_and(|before| polarity.negations.begins(&before) > 0)
        };
        let pairs = self.said.windows(2).enumerate().filter(|(place, two)| {
            two[1].span.start <= two[0].span.end + 1
                && !is_denied(*place)
                && !two.iter().any(|word| word.lore().is_date)
                && two[0].folded() != two[1].folded()
                && (two[0].lore().is_given || two[0].lore().foreignness + seems(&two[1]) > LIKELY)
                && begins(&two[0])
                && follows(&two[0], &two[1])
                && two.iter().all(untold)
                && !self.joined_is_told(&two[0], &two[1])
                && !self.is_beside_a_name(*place)
                && !self.is_beside_a_name(place + 1)
        });
        let are_told = |two: &[Said]| {
            let is_whole =
                |word: &Said| word.lore().skeletons[0].strength() >= WHOLE && self.is_spelled(word);
            two.iter().all(|word| self.is_spelled(word)) || two.iter().any(is_whole)
        };
        let lost = pairs.filter(|(_, two)| !are_told(two));
        lost.map(|(_, two)| two[0].span.start..two[1].span.end).collect()
    }

    /// Whether any word of the target sounds like `word`, one that bodies are called by too: *Crescent Capital*.
    fn is_spelled(&self, word: &Said) -> bool {
        self.pair.here().words().any(|told| word.is_spelled_by(told.text))
    }

    /// Whether the translation has an acronym that no word of the source renders and that may tell several.
    fn has_acronym(&self) -> bool {
        foreign_acronyms(self.pair).any(|acronym| !self.renders(acronym))
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

    /// Whether the word at `place` tells where somebody is from who is named, and told, behind it.
    fn is_before_who_is_told(&self, place: usize) -> bool {
        let is_name = |next: &Said| next.is_told && !next.lore().is_joined && !next.word.is_small();
        self.said[place].lore().is_of_a_place && self.said.get(place + 1).is_some_and(is_name)
    }

    /// Whether it is the country of an office right before the word at `place`, which needs no telling: رئيس الوزراء الإسرائيلي.
    fn is_of_an_office(&self, place: usize) -> bool {
        let office = &self.said[place.saturating_sub(OFFICE)..place];
        office.iter().any(|word| word.lore().is_office)
    }

    /// Whether the word before the one at `place` is a name that is told: *Masri* of ياسر المصري.
    fn is_beside_a_name_before(&self, place: usize) -> bool {
        let before = place.checked_sub(1).map(|before| &self.said[before]);
        before.is_some_and(|before| before.may_name && before.is_told) && !self.said[place].lore().is_joined
    }

    /// Whether the word at `place` tells where somebody is from who holds no office: اللاعب الفرنسي.
    fn is_of_a_person(&self, place: usize) -> bool {
        let before = place.checked_sub(1).map(|before| &self.said[before]);
        let is_person = |before: &Said| before.lore().is_title && !before.lore().is_office;
        let word = &self.said[place];
        word.lore().is_of_a_place
            && before.is_some_and(|before| is_person(before) && self.are_beside(before, word))
    }

    /// Whether nothing but a blank stands between two words.
    fn are_beside(&self, first: &Said, second: &Said) -> bool {
        second.span.start == first.span.end + 1
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
