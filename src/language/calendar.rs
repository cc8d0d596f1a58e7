//! Facts about dates: the names of months and of days.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Numbers;

/// Letters that are left, at least, of a name that a particle is cut from: باب is no August.
const SHORTEST: usize = 3;

/// The `[calendar]` table of a language's data file, read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Listed")]
pub struct Calendar {
    /// Whether names are written with a capital, so that *may* is no month.
    pub capitals: bool,
    /// What stands beside a year of the Islamic calendar: `هـ`, AH.
    pub hijri_marks: Vec<String>,
    /// Words that tell a day from today, before its name: `أمس الاثنين`.
    pub from_today: Vec<String>,
    glued: Vec<String>,
    /// The names by their first word, each with the words that follow; the longest first.
    names: FxHashMap<String, Vec<(Vec<String>, Named)>>,
    /// The endings of those first words, which most words of a text have not.
    endings: Endings,
}

/// The `[calendar]` table as it is written. A name may be several words; whatever parts them is a blank here.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Listed {
    /// Particles that may be glued before a name.
    glued: Vec<String>,
    capitals: bool,
    /// Months of the Gregorian calendar by every name they have, from 1.
    months: FxHashMap<String, u8>,
    /// Days of the week, from Monday, 1, to Sunday, 7 (ISO 8601).
    weekdays: FxHashMap<String, u8>,
    /// Months of the Islamic calendar, from Muharram, 1.
    hijri_months: FxHashMap<String, u8>,
    hijri_marks: Vec<String>,
    from_today: Vec<String>,
}

impl From<Listed> for Calendar {
    fn from(listed: Listed) -> Self {
        let fold = |words: Vec<String>| words.iter().map(|word| Numbers::fold(word)).collect();
        let mut calendar = Self {
            capitals: listed.capitals,
            hijri_marks: fold(listed.hijri_marks),
            from_today: fold(listed.from_today),
            glued: fold(listed.glued),
            names: FxHashMap::default(),
            endings: Endings::default(),
        };
        let months = listed
            .months
            .into_iter()
            .map(|(name, number)| (name, Named::Month(number)));
        let weekdays = listed.weekdays.into_iter();
        let weekdays = weekdays.map(|(name, number)| (name, Named::Weekday(number)));
        let hijri = listed.hijri_months.into_iter();
        let hijri = hijri.map(|(name, number)| (name, Named::HijriMonth(number)));
        for (name, named) in months.chain(weekdays).chain(hijri) {
            let mut words = name.split(' ').map(Numbers::fold);
            let first = words.next().unwrap_or_default();
            calendar.endings.add(&first);
            calendar
                .names
                .entry(first)
                .or_default()
                .push((words.collect(), named));
        }
        for names in calendar.names.values_mut() {
            names.sort_by_key(|(rest, _)| Reverse(rest.len()));
        }
        calendar
    }
}

/// A sieve for words by their last bytes: what it lets through may be among those that were added, what it holds back is not, and no
/// more is one that goes on before such an ending.
#[derive(Debug, Clone, Default)]
struct Endings([u64; 16]);

impl Endings {
    /// The bytes that are looked at, as many as the shortest name has behind a particle.
    const LENGTH: usize = SHORTEST;

    fn add(&mut self, word: &str) {
        let (place, bit) = Self::of(word);
        self.0[place] |= bit;
    }

    fn may_have(&self, word: &str) -> bool {
        let (place, bit) = Self::of(word);
        self.0[place] & bit != 0
    }

    fn of(word: &str) -> (usize, u64) {
        let last = word.bytes().rev().take(Self::LENGTH);
        let hash = last.fold(0_usize, |hash, byte| hash * 37 + usize::from(byte));
        (hash / 64 % 16, 1 << (hash % 64))
    }
}

/// What a name of the calendar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// A month of the Gregorian calendar, from 1.
    Month(u8),
    /// A day of the week, from Monday, 1.
    Weekday(u8),
    /// A month of the Islamic calendar, from 1.
    HijriMonth(u8),
}

impl Calendar {
    /// Whether the language's names of days and months are listed.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.names.is_empty()
    }

    /// What the first of `words`, folded, stand for, and how many of them do; the longest name wins.
    #[must_use]
    pub fn read<S: AsRef<str>>(&self, words: &[S]) -> Option<(Named, usize)> {
        let first = words.first()?.as_ref();
        if !self.endings.may_have(first) {
            return None;
        }
        let bare = self
            .glued
            .iter()
            .filter_map(|glued| first.strip_prefix(glued.as_str()))
            .filter(|rest| rest.chars().count() >= SHORTEST);
        std::iter::once(first).chain(bare).find_map(|first| {
            let follows = |rest: &[String]| {
                let after = words[1..].iter().map(AsRef::as_ref);
                rest.len() < words.len() && rest.iter().map(String::as_str).eq(after.take(rest.len()))
            };
            let mut names = self.names.get(first)?.iter();
            let (rest, named) = names.find(|(rest, _)| follows(rest))?;
            Some((*named, rest.len() + 1))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, language: &str) -> Option<Named> {
        let words: Vec<String> = crate::text::words(text)
            .map(|word| Numbers::fold(word.text))
            .collect();
        crate::language::of(language)
            .calendar
            .read(&words)
            .map(|(named, _)| named)
    }

    #[test]
    fn the_longest_name_wins() {
        assert_eq!(read("ربيع الأول", "ar"), Some(Named::HijriMonth(3)));
        assert_eq!(read("كانون الثاني", "ar"), Some(Named::Month(1)));
        assert_eq!(read("Rabi al-Thani", "en"), Some(Named::HijriMonth(4)));
    }

    #[test]
    fn a_particle_may_be_glued_before_a_name() {
        assert_eq!(read("والخميس", "ar"), Some(Named::Weekday(4)));
        assert_eq!(read("باب", "ar"), None);
    }

    #[test]
    fn a_day_is_the_same_in_every_language() {
        for (name, language) in [
            ("الأحد", "ar"),
            ("Sonntag", "de"),
            ("dimanche", "fr"),
            ("Pazar", "tr"),
        ] {
            assert_eq!(read(name, language), Some(Named::Weekday(7)), "{name}");
        }
    }
}
