//! What a cell shows for a number: a date, a time, leading zeros; otherwise its value.
//!
//! ISO/IEC 29500-1 18.8.30 and 18.17.4. Decimals, percentages and currencies are left as the plain value.

/// Which numbers of a workbook's styles are what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// The value.
    Plain,
    /// Days since the workbook's first one, of which a date, a time or both are shown.
    Moment { date: bool, time: bool },
    /// A whole number with at least so many digits.
    Digits(usize),
}

/// Days before 1970 on which the calendar of Excel begins, and that of old Macintoshes.
const DAYS_1900: i64 = 25_569;
const DAYS_1904: i64 = 24_107;
const SECONDS: f64 = 86_400.0;

impl Shown {
    /// What the format with this number and, where the workbook defines it, this code shows.
    pub(super) fn of(number: u32, code: Option<&str>) -> Self {
        let Some(code) = code else {
            return match number {
                14..=17 | 27..=36 | 50..=58 => Self::Moment {
                    date: true,
                    time: false,
                },
                18..=21 | 45..=47 => Self::Moment {
                    date: false,
                    time: true,
                },
                22 => Self::Moment {
                    date: true,
                    time: true,
                },
                _ => Self::Plain,
            };
        };
        let code = bare(code);
        let has = |signs: &[char]| code.contains(signs);
        let time = has(&['h', 's']);
        let date = has(&['y', 'd']) || (has(&['m']) && !time);
        match code.len() {
            _ if date || time => Self::Moment { date, time },
            digits if digits > 1 && code.bytes().all(|digit| digit == b'0') => Self::Digits(digits),
            _ => Self::Plain,
        }
    }

    /// The number written `value`, in a workbook whose days count from 1904 or, as most do, from 1900.
    pub(super) fn text(self, value: &str, from_1904: bool) -> String {
        let Some(number) = value
            .trim()
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
        else {
            return value.to_owned();
        };
        match self {
            Self::Moment { date, time } if (0.0..3_000_000.0).contains(&number) => {
                moment(number, (date, time), from_1904)
            }
            Self::Digits(digits) if number.fract() == 0.0 && (0.0..1e15).contains(&number) => {
                format!("{number:0digits$}")
            }
            // Shorter than this a decimal is what was typed: `0.1` is kept as 0.10000000000000001.
            _ if number.abs() < 1e15 => format!("{number}"),
            _ => value.trim().to_owned(),
        }
    }
}

/// The first section of a format's code in small letters, without what is quoted, escaped or in brackets.
fn bare(code: &str) -> String {
    let mut out = String::new();
    let mut characters = code.chars();
    while let Some(c) = characters.next() {
        match c {
            ';' => break,
            '"' => drop(characters.by_ref().find(|c| *c == '"')),
            '[' => drop(characters.by_ref().find(|c| *c == ']')),
            '\\' | '_' | '*' => drop(characters.next()),
            c => out.extend(c.to_lowercase()),
        }
    }
    if out == "general" { String::new() } else { out }
}

/// A date as `2026-11-28`, a time as `13:30` or `13:30:05`, hours beyond a day counted on.
fn moment(number: f64, (date, time): (bool, bool), from_1904: bool) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "below three million days")]
    let seconds = (number * SECONDS).round() as i64;
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let mut out = String::new();
    if date {
        let (year, month, day) = civil(match days {
            _ if from_1904 => days - DAYS_1904,
            // Excel counts a 29 February 1900 that never was.
            0..60 => days - DAYS_1900 + 1,
            _ => days - DAYS_1900,
        });
        out = format!("{year:04}-{month:02}-{day:02}");
    }
    if time && (second > 0 || !date) {
        let hours = second / 3_600 + if date { 0 } else { days * 24 };
        let apart = if date { " " } else { "" };
        out.push_str(&format!("{apart}{hours:02}:{:02}", second / 60 % 60));
        if second % 60 > 0 {
            out.push_str(&format!(":{:02}", second % 60));
        }
    }
    out
}

/// A day since 1970 as a date of the Gregorian calendar (Howard Hinnant, `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_shown_as_one() {
        let shown = |code, value| Shown::of(164, Some(code)).text(value, false);
        assert_eq!(Shown::of(14, None).text("45306", false), "2024-01-15");
        assert_eq!(Shown::of(14, None).text("43844", true), "2024-01-15");
        assert_eq!(Shown::of(14, None).text("59", false), "1900-02-28");
        assert_eq!(Shown::of(14, None).text("61", false), "1900-03-01");
        assert_eq!(shown("yyyy\\-mm\\-dd hh:mm", "45306.5625"), "2024-01-15 13:30");
        assert_eq!(shown("[h]:mm:ss", "1.5"), "36:00");
        assert_eq!(shown("[$-2000401]d mmmm yyyy;@", "45306"), "2024-01-15");
    }

    #[test]
    fn a_number_is_what_was_typed() {
        let plain = |value| Shown::of(0, None).text(value, false);
        assert_eq!(plain("0.10000000000000001"), "0.1");
        assert_eq!(plain("1.23456789012E+11"), "123456789012");
        assert_eq!(plain("1E+100"), "1E+100");
        assert_eq!(plain("#N/A"), "#N/A");
        assert_eq!(Shown::of(164, Some("00000")).text("123", false), "00123");
        assert_eq!(Shown::of(164, Some("0.00\" days\"")).text("2.5", false), "2.5");
        assert_eq!(Shown::of(164, Some("General")).text("45306", false), "45306");
    }
}
