//! Verbs that are denied here and affirmed there: *did rule out* for لم يستبعد.

use std::ops::Range;

use super::Side;

impl Side<'_> {
    /// The negation whose verb the `other` side affirms wherever it tells it, whatever else says no there: *did rule out* for لم يستبعد.
    pub(in super::super) fn affirmed(&self, other: &Self) -> Option<Range<usize>> {
        let affirming = &other.language.polarity.affirming;
        let is_affirmed = |place: usize| {
            let before = place.checked_sub(1).map(|before| other.words[before].form());
            before.is_some_and(|before| affirming.iter().any(|word| word == before.as_ref()))
        };
        let whole = self.negations.iter().filter(|negation| !negation.is_limited);
        let mut lost = whole.filter(|negation| {
            let verb = self.words.get(negation.next);
            let mut places = verb
                .into_iter()
                .flat_map(|word| other.places(word.entries()))
                .peekable();
            places.peek().is_some() && places.all(is_affirmed)
        });
        lost.next().map(|negation| negation.at.clone())
    }
}
