//! Places and peoples.

use std::ops::Range;

use crate::check::names::reading::Reading;
use crate::check::names::said::Said;
use crate::check::stand_in::is_told_by_kind;
use crate::document::TermKind;

/// The words of the longest office: رئيس مجلس الوزراء.
const OFFICE: usize = 3;

impl Reading<'_> {
    /// Places and peoples of the source that nothing in the target tells. Behind a place another need not be told (تكساس الأمريكية, العاصمة
    /// الإيرانية طهران), but the people of somebody who holds no office must: الكاتب الفرنسي.
    pub(super) fn lost_places(&self) -> Vec<Range<usize>> {
        if is_told_by_kind(TermKind::Place, self.pair) || self.has_acronym() {
            return Vec::new();
        }
        let is_lost = |place: &usize| {
            let word = &self.said[*place];
            let is_lost = word.is_lost_place && !word.is_told;
            is_lost && (self.is_of_a_person(*place) || !self.need_not_be_told(*place))
        };
        let lost = (0..self.said.len()).filter(is_lost);
        lost.map(|place| self.said[place].span.clone()).collect()
    }

    /// Whether what stands around the word at `place` tells enough.
    fn need_not_be_told(&self, place: usize) -> bool {
        if self.is_before_who_is_told(place) {
            self.is_of_an_office(place) || self.is_beside_a_name_before(place)
        } else {
            self.is_part_of_told_name(place) || self.is_within_a_place(place)
        }
    }

    /// Whether the word right before the one at `place` tells the place that it says more of, or of which it says more.
    fn is_within_a_place(&self, place: usize) -> bool {
        let (word, before) = (&self.said[place], self.right_before(place));
        let is_told = |before: &Said| {
            before.is_told_place && (word.lore().is_of_a_place || before.lore().is_of_a_place)
        };
        !word.lore().is_joined && before.is_some_and(is_told)
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

    /// Whether the word at `place` tells where somebody is from who holds no office: اللاعب الفرنسي.
    fn is_of_a_person(&self, place: usize) -> bool {
        let is_person = |before: &Said| before.lore().is_title && !before.lore().is_office;
        self.said[place].lore().is_of_a_place && self.right_before(place).is_some_and(is_person)
    }

    /// The word before the one at `place`, if nothing but a blank parts them.
    fn right_before(&self, place: usize) -> Option<&Said> {
        let before = &self.said[place.checked_sub(1)?];
        (before.span.end + 1 == self.said[place].span.start).then_some(before)
    }
}
