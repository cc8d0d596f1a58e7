//! Facts about dates: the names of months and of days.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer};

use super::Numbers;

/// Words of the longest name: *Rabi al-Awwal*, *Dhu al-Qi'dah*.
const LONGEST: usize = 4;
/// Letters that are left, at least, of a name that a particle is cut from: باب is no August.
const SHORTEST: usize = 3;

/// The `[calendar]` table of a language's data file. A name may be several words; whatever parts them is a blank here.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Calendar {
    /// Particles that may be glued before a name.
    #[serde(deserialize_with = "words")]
    pub glued: Vec<String>,
    /// Whether names are written with a capital, so that *may* is no month.
    pub capitals: bool,
    /// Months of the Gregorian calendar by every name they have, from 1.
    #[serde(deserialize_with = "table")]
    pub months: FxHashMap<String, u8>,
    /// Days of the week, from Monday, 1, to Sunday, 7 (ISO 8601).
    #[serde(deserialize_with = "table")]
    pub weekdays: FxHashMap<String, u8>,
    /// Months of the Islamic calendar, from Muharram, 1.
    #[serde(deserialize_with = "table")]
    pub hijri_months: FxHashMap<String, u8>,
    /// What stands beside a year of the Islamic calendar: `هـ`, AH.
    #[serde(deserialize_with = "words")]
    pub hijri_marks: Vec<String>,
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
    /// What the first of `words`, folded, stand for, and how many of them do; the longest name wins.
    #[must_use]
    pub fn read<S: AsRef<str>>(&self, words: &[S]) -> Option<(Named, usize)> {
        let first = words.first()?.as_ref();
        let bare = self
            .glued
            .iter()
            .filter_map(|glued| first.strip_prefix(glued.as_str()))
            .filter(|rest| rest.chars().count() >= SHORTEST);
        std::iter::once(first).chain(bare).find_map(|first| {
            (1..=words.len().min(LONGEST)).rev().find_map(|count| {
                let rest = words[1..count].iter().map(AsRef::as_ref);
                let name = std::iter::once(first).chain(rest).collect::<Vec<_>>().join(" ");
                self.named(&name).map(|named| (named, count))
            })
        })
    }

    fn named(&self, name: &str) -> Option<Named> {
        let month = self.months.get(name).copied().map(Named::Month);
        let weekday = || self.weekdays.get(name).copied().map(Named::Weekday);
        let hijri = || self.hijri_months.get(name).copied().map(Named::HijriMonth);
        month.or_else(weekday).or_else(hijri)
    }
}

fn words<'de, D: Deserializer<'de>>(data: D) -> Result<Vec<String>, D::Error> {
    let words = Vec::<String>::deserialize(data)?;
    Ok(words.iter().map(|word| Numbers::fold(word)).collect())
}

fn table<'de, D: Deserializer<'de>>(data: D) -> Result<FxHashMap<String, u8>, D::Error> {
    let table = FxHashMap::<String, u8>::deserialize(data)?;
    let folded = table.into_iter();
    Ok(folded
        .map(|(name, number)| (Numbers::fold(&name), number))
        .collect())
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
