//! How surely good translations tell each word.
//!
//! *Said* and *minister* are told nearly always, *issue* and *process* often in other words; *first* is told by chance in any text,
//! *earthquake* in none. Both are learned from good translations, and from the same put beside other sources: `cargo bench --bench
//! checks -- --learn`. A word that is listed stands for all that the lexicon has under the same entries.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::check::Pair;
use crate::language::{Bridge, bridge, of};

/// What words were learned of, by the languages.
const LEARNED: [(&str, &str, &str); 1] = [("ar", "en", include_str!("ar-en.txt"))];

/// How much a word says when it is told and when it is not: for a clause left out where it is above 0. All are logarithms of how
/// much likelier that is in a clause left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Habit {
    /// When it is told nowhere.
    pub(super) untold: f32,
    /// When a word tells it that tells no other.
    pub(super) told: f32,
}

impl Habit {
    /// That of a word of which nothing was learned.
    const USUAL: Self = Self {
        untold: 1.7,
        told: -2.4,
    };
    /// The same of one that often goes unsaid.
    const SELDOM_TOLD: Self = Self {
        untold: 1.0,
        told: -2.4,
    };
    /// How much more a word says that tells another besides.
    const SHARED: f32 = 2.5;

    /// When a word tells it that tells another besides.
    pub(super) fn shared(self) -> f32 {
        (self.told + Self::SHARED).min(self.untold)
    }
}

/// What was learned of the words of a language, as translations into another tell them.
#[derive(Debug, Clone, Default)]
pub struct Habits(FxHashMap<&'static [u16], Habit>);

impl Habits {
    /// Reads a list: on each line how much it says that a word is not told, how much that it is, in tenths, and the words of
    /// which that is true, parted by blanks. Lines that begin with `#` are left out.
    #[must_use]
    pub fn read(text: &str, (from, to): (&str, &str)) -> Self {
        let Some(bridge) = bridge(of(from), of(to)) else {
            return Self::default();
        };
        let mut habits = FxHashMap::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split(' ');
            let mut tenths = || Some(parts.next()?.parse::<i8>().ok().map(f32::from)? / 10.0);
            let (Some(untold), Some(told)) = (tenths(), tenths()) else {
                continue;
            };
            let habit = Habit { untold, told };
            habits.extend(parts.map(|word| (bridge.source(word), habit)));
        }
        Self(habits)
    }

    /// What is known of the words of `pair`'s source.
    #[must_use]
    pub fn of(pair: &Pair<'_>) -> &'static Self {
        static READ: [OnceLock<Habits>; LEARNED.len()] = [const { OnceLock::new() }; LEARNED.len()];
        static NONE: OnceLock<Habits> = OnceLock::new();
        let tags = (pair.from.tag.as_str(), pair.to.tag.as_str());
        let found = LEARNED.iter().position(|(from, to, _)| (*from, *to) == tags);
        match found {
            Some(place) => READ[place].get_or_init(|| Self::read(LEARNED[place].2, tags)),
            None => NONE.get_or_init(Self::default),
        }
    }

    /// That of a word with these entries.
    pub(super) fn get(&self, entries: &[u16], bridge: Bridge) -> Habit {
        let usual = || match bridge.goes_unsaid(entries) {
            true => Habit::SELDOM_TOLD,
            false => Habit::USUAL,
        };
        self.0.get(entries).copied().unwrap_or_else(usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Content;

    #[test]
    fn a_word_is_known_in_any_form_that_the_lexicon_knows() {
        let (ar, en) = (of("ar"), of("en"));
        let bridge = bridge(ar, en).unwrap();
        let habits = Habits::read("# a list\n35 -20 وزير\nx y z", ("ar", "en"));
        let found = habits.get(bridge.source("وزير"), bridge);
        assert!((found.untold - 3.5).abs() < 1e-6 && (found.told + 2.0).abs() < 1e-6);
        assert!((found.shared() - 0.5).abs() < 1e-6);
        assert_eq!(habits.get(bridge.source("زلزال"), bridge), Habit::USUAL);
        assert_eq!(habits.get(bridge.source("وجود"), bridge), Habit::SELDOM_TOLD);
    }

    #[test]
    fn the_list_is_of_arabic_told_in_english() {
        let text = Content::plain("x");
        let count = |from, to| {
            Habits::of(&Pair::new((&text, &text), (of(from), of(to)), &[]))
                .0
                .len()
        };
        assert!(count("ar", "en") > 1_000);
        assert_eq!((count("en", "ar"), count("fr", "de")), (0, 0));
    }
}
