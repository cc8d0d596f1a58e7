//! Verbs that are denied here and affirmed there: *did rule out* for لم يستبعد.

use std::ops::Range;

use super::Side;

impl Side<'_> {
    /// The negation whose verb the `other` side affirms, whatever else says no there: *did rule out* for لم يستبعد.
    pub(in super::super) fn affirmed(&self, other: &Self) -> Option<Range<usize>> {
        let affirming = &other.language.polarity.affirming;
        let negates = |place: usize| other.negations.iter().any(|denial| denial.place == place);
        let is_affirmed = |place: usize| {
            let before = place.checked_sub(1).map(|before| &other.words[before].form);
            let is_behind = before.is_some_and(|before| affirming.iter().any(|word| word == before.as_ref()));
            is_behind && !negates(place)
        };
        let whole = self.negations.iter().filter(|negation| !negation.is_limited);
        let mut lost = whole.filter(|negation| {
            self.words.get(negation.next).is_some_and(|verb| {
                let told = || {
                    other
                        .places(verb.entries)
                        .filter(|&place| !other.words[place].form.is_negated)
                };
                told().any(is_affirmed) && told().count() >= self.places(verb.entries).count()
            })
        });
        lost.next().map(|negation| negation.at.clone())
    }
}
