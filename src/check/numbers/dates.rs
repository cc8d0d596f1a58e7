//! Dates of a text, and whether one of the Islamic calendar and one of the Gregorian are the same day.
//!
//! Newsrooms gloss one by the other (`12 ربيع الأول 1445 هـ`, September 27, 2023). Days are compared by the tables of the
//! Islamic calendar in its civil epoch (Reingold and Dershowitz, *Calendrical Calculations*), give or take the days by which a
//! sighted crescent differs from them.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use super::scan::{Lexeme, ONE, Token};
use crate::language::{Calendar, Named, Numbers};

/// By how many days a month that begins when its crescent is sighted may differ from the tables.
const SIGHTING: i64 = 2;
/// Bytes that may stand between the parts of a date: a comma and a blank, an Arabic conjunction.
const GAP: usize = 6;

/// A date, as far as a text tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Date {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    /// Its month, if that is named.
    pub(super) named: Option<Named>,
    /// Whether it is of the Islamic calendar.
    hijri: bool,
    /// Its first and last day, counted from January 1, 1970; none without a year.
    days: Option<RangeInclusive<i64>>,
}

impl Date {
    /// Whether both tell a day of the same month of one calendar, be it the same one or not.
    pub(super) fn is_in_month_of(&self, other: &Self) -> bool {
        let tells_day = |date: &Self| date.days.as_ref().is_some_and(|days| days.start() == days.end());
        self.named == other.named && tells_day(self) && tells_day(other)
    }

    /// Whether both are the same time, told by two calendars.
    pub(super) fn glosses(&self, other: &Self) -> bool {
        let (Some(mine), Some(theirs)) = (&self.days, &other.days) else {
            return false;
        };
        self.hijri != other.hijri
            && *mine.start() <= theirs.end() + SIGHTING
            && *theirs.start() <= mine.end() + SIGHTING
    }
}

/// The dates of `text` that have a month by name, and years that may be one. Linear in the tokens.
pub(super) fn dates(tokens: &[Token], text: &str, calendar: &Calendar) -> Vec<Date> {
    let folded: Vec<Cow<'_, str>> = tokens
        .iter()
        .map(|token| match &token.lexeme {
            Lexeme::Digits(_) => Cow::Borrowed(""),
            Lexeme::Word(word) => Cow::Borrowed(&**word),
            _ => Cow::Owned(Numbers::fold(&text[token.at.clone()])),
        })
        .collect();
    let reading = Reading {
        tokens,
        folded: &folded,
        text,
        calendar,
    };
    let mut dates = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let named = calendar
            .read(&folded[at..])
            .filter(|(named, _)| !matches!(named, Named::Weekday(_)));
        match named {
            Some((named, count)) => {
                let (date, next) = reading.of_month(named, at..at + count);
                dates.push(date);
                at = next;
            }
            None => {
                dates.extend(reading.of_year(at));
                at += 1;
            }
        }
    }
    dates
}

struct Reading<'a> {
    tokens: &'a [Token],
    folded: &'a [Cow<'a, str>],
    text: &'a str,
    calendar: &'a Calendar,
}

impl Reading<'_> {
    /// The date whose month is named by the tokens `month`, with the day before or after it and the year after it, and the
    /// token that follows.
    fn of_month(&self, named: Named, month: Range<usize>) -> (Date, usize) {
        let mut at = self.tokens[month.start].at.start..self.tokens[month.end - 1].at.end;
        let (mut day, mut year, mut next) = (None, None, month.end);
        if let Some(before) = month.start.checked_sub(1).filter(|&before| self.touch(before)) {
            day = self.digits(before, 1..=31);
            at.start = day.map_or(at.start, |_| self.tokens[before].at.start);
        }
        // Two traditions name a month one after the other: أيلول/سبتمبر.
        let again = self.folded.get(next..).and_then(|rest| self.calendar.read(rest));
        if let Some((_, count)) = again.filter(|(again, _)| *again == named && self.touch(next - 1)) {
            next += count;
        }
        while next < self.tokens.len() && self.touch(next - 1) {
            let place = next;
            let (a_day, a_year) = (self.digits(place, 1..=31), self.digits(place, 100..=2999));
            match (a_day, a_year) {
                (Some(_), _) if day.is_none() => day = a_day,
                (_, Some(_)) if year.is_none() => year = a_year,
                _ => break,
            }
            at.end = self.tokens[place].at.end;
            next += 1;
        }
        let days = year.map(|year| match (named, day) {
            (Named::HijriMonth(month), Some(day)) => single(of_hijri(year, month, day)),
            (Named::HijriMonth(month), None) => of_hijri(year, month, 1)..=of_hijri(year, month, 30),
            (Named::Month(month) | Named::Weekday(month), Some(day)) => {
                single(of_gregorian(year, month, day))
            }
            (Named::Month(month) | Named::Weekday(month), None) => {
                of_gregorian(year, month, 1)..=of_gregorian(year, month, 31)
            }
        });
        let date = Date {
            at,
            named: Some(named),
            hijri: matches!(named, Named::HijriMonth(_)),
            days,
        };
        (date, next)
    }

    /// A year that stands alone: of the Islamic calendar where its mark stands beside it.
    fn of_year(&self, place: usize) -> Option<Date> {
        let year = self.digits(place, 1000..=2999)?;
        let is_mark = |at: usize| {
            let word = self.folded.get(at);
            word.is_some_and(|word| self.calendar.hijri_marks.iter().any(|mark| mark == word))
        };
        let before = || {
            place
                .checked_sub(1)
                .is_some_and(|before| is_mark(before) && self.touch(before))
        };
        let hijri = (is_mark(place + 1) && self.touch(place)) || before();
        let days = if hijri {
            of_hijri(year, 1, 1)..=of_hijri(year, 12, 30)
        } else {
            of_gregorian(year, 1, 1)..=of_gregorian(year, 12, 31)
        };
        Some(Date {
            at: self.tokens[place].at.clone(),
            named: None,
            hijri,
            days: Some(days),
        })
    }

    /// Whether the token at `place` and the next one belong together.
    fn touch(&self, place: usize) -> bool {
        let (Some(token), Some(next)) = (self.tokens.get(place), self.tokens.get(place + 1)) else {
            return false;
        };
        let gap = &self.text[token.at.end..next.at.start];
        gap.len() <= GAP && !gap.contains(['.', '(', ')', '؛', ';'])
    }

    /// The token as a whole number within `range`.
    fn digits(&self, place: usize, range: RangeInclusive<i64>) -> Option<i64> {
        let Lexeme::Digits(digits) = &self.tokens.get(place)?.lexeme else {
            return None;
        };
        let mut whole = digits
            .readings
            .iter()
            .filter_map(|value| i64::try_from(value / ONE).ok());
        whole.find(|value| range.contains(value))
    }
}

fn single(day: i64) -> RangeInclusive<i64> {
    day..=day
}

/// Days from January 1, 1970, to a day of the Gregorian calendar.
fn of_gregorian(year: i64, month: u8, day: i64) -> i64 {
    // Years begin in March, so that the leap day is the last.
    let (month, year) = (i64::from(month), year - i64::from(month <= 2));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year / 4 - year / 100 + year / 400 + of_year - 719_468
}

/// Days from January 1, 1970, to a day of the tabular Islamic calendar.
fn of_hijri(year: i64, month: u8, day: i64) -> i64 {
    /// From the epoch, July 16, 622 of the Julian calendar, to 1970.
    const EPOCH: i64 = -492_148;
    let month = i64::from(month);
    EPOCH + 354 * (year - 1) + (3 + 11 * year) / 30 + 29 * (month - 1) + month / 2 + day - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(of_gregorian(1970, 1, 1), 0);
        assert_eq!(of_gregorian(2000, 3, 1), 11_017);
        // The epoch of the Islamic calendar is July 19, 622, by the Gregorian.
        assert_eq!(of_hijri(1, 1, 1), of_gregorian(622, 7, 19));
    }

    #[test]
    fn the_tables_agree_with_known_days() {
        for (hijri, gregorian) in [
            ((1445, 9, 1), (2024, 3, 11)),
            ((1445, 3, 12), (2023, 9, 27)),
            ((1400, 1, 1), (1979, 11, 20)),
            ((1446, 12, 10), (2025, 6, 6)),
        ] {
            let there = of_hijri(hijri.0, hijri.1, hijri.2);
            let here = of_gregorian(gregorian.0, gregorian.1, gregorian.2);
            assert!(
                (there - here).abs() <= SIGHTING,
                "{hijri:?} {gregorian:?} {}",
                there - here
            );
        }
    }
}
