//! Kinds of attribute values.

use std::borrow::Cow;

/// Whether `value` is of a kind as the tables write it: `yes|no`, `NMTOKEN`; an empty kind is any text.
pub(in crate::format) fn is_allowed(value: &str, kind: &str) -> bool {
    kind.is_empty()
        || kind.split('|').any(|kind| match kind {
            "NMTOKEN" => is_nmtoken(value),
            "NMTOKENS" => !value.trim().is_empty() && value.split_whitespace().all(is_nmtoken),
            "LANGUAGE" => is_language(value),
            "POSITIVE" => value
                .trim()
                .trim_start_matches('+')
                .parse::<u64>()
                .is_ok_and(|number| number > 0),
            "PRIORITY" => value.parse::<u8>().is_ok_and(|number| (1..=10).contains(&number)),
            "PERCENT" => value
                .trim()
                .parse::<f64>()
                .is_ok_and(|number| (0.0..=100.0).contains(&number)),
            "HEX" => {
                value.len().is_multiple_of(2)
                    && !value.is_empty()
                    && value.bytes().all(|b| b.is_ascii_hexdigit())
            }
            "PREFIXED" => is_prefixed(value),
            "DATE" => is_date(value.trim()),
            "URL" => is_url(value),
            listed => value == listed,
        })
}

/// A kind in words.
pub(in crate::format) fn kind_of(kind: &str) -> Cow<'_, str> {
    match kind {
        "NMTOKEN" => "a name token (letters, digits, `.`, `-`, `_`, `:`)".into(),
        "NMTOKENS" => "name tokens with blanks between".into(),
        "LANGUAGE" => "a language tag".into(),
        "POSITIVE" => "a whole number above 0".into(),
        "PRIORITY" => "a number from 1 to 10".into(),
        "PERCENT" => "a number from 0 to 100".into(),
        "HEX" => "a hexadecimal number".into(),
        "PREFIXED" => "of the form prefix:value".into(),
        "DATE" => "a date such as 2026-11-28".into(),
        "URL" => "an address that begins with http:// or https://".into(),
        listed => format!(
            "one of {}",
            listed.replace("|PREFIXED", ", prefix:value").replace('|', ", ")
        )
        .into(),
    }
}

/// Nmtoken of XML 1.0, production 7.
pub(in crate::format) fn is_nmtoken(value: &str) -> bool {
    let part = |c: char| match c {
        '-' | '.' | ':' | '_' | '\u{B7}' | '\u{203F}' | '\u{2040}' => true,
        c if c.is_ascii() => c.is_ascii_alphanumeric(),
        '\u{D7}' | '\u{F7}' | '\u{37E}' => false,
        '\u{2000}'..='\u{200B}' | '\u{200E}'..='\u{206F}' | '\u{2190}'..='\u{2BFF}' | '\u{3000}' => false,
        '\u{80}'..='\u{BF}' => false,
        _ => true,
    };
    !value.is_empty() && value.chars().all(part)
}

fn is_prefixed(value: &str) -> bool {
    let parts: Vec<&str> = value.split(':').collect();
    parts.len() == 2
        && parts
            .iter()
            .all(|part| !part.is_empty() && !part.contains(char::is_whitespace))
}

/// `date` or `dateTime` of XML Schema, with or without a time zone.
fn is_date(value: &str) -> bool {
    let (day, time) = value.split_once('T').unwrap_or((value, "00:00:00"));
    let (clock, zone) = time.split_at(time.find(['Z', '+', '-']).unwrap_or(time.len()));
    let (day, zone) = match day.char_indices().nth(10) {
        Some((end, _)) => day.split_at(end),
        None => (day, zone),
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let is_zone =
        matches!(zone, "" | "Z") || numbers(zone.trim_start_matches(['+', '-']), ":", &[(2, 14), (2, 59)]);
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    let is_day =
        numbers(day, "-", &[(4, 9999), (2, 12), (2, 31)]) && !day.ends_with("-00") && !day.contains("-00-");
    is_day && numbers(clock, ":", &[(2, 24), (2, 59), (2, 59)]) && is_fraction && is_zone
}

/// Whether `text` is numbers of so many digits, each at most so large, with `between` between them.
fn numbers(text: &str, between: &str, parts: &[(usize, u32)]) -> bool {
    let found: Vec<&str> = text.split(between).collect();
    let fits = |(text, (digits, most)): (&&str, &(usize, u32))| {
        text.len() == *digits
            && text.bytes().all(|b| b.is_ascii_digit())
            && text.parse::<u32>().is_ok_and(|number| number <= *most)
    };
    found.len() == parts.len() && found.iter().zip(parts).all(fits)
}

fn is_url(value: &str) -> bool {
    let rest = value
        .strip_prefix("http://")
        .or_else(|| value.strip_prefix("https://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// Well-formed by BCP 47 in its parts; the primary subtag is two to eight letters, or `x` or `i` before private ones.
pub(in crate::format) fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or_default();
    let private = matches!(first, "x" | "X" | "i" | "I") && value.len() > 2;
    let primary = (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    (private || primary)
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_or_moments() {
        for date in [
            "2026-11-28",
            "2026-11-28Z",
            "2026-11-28+03:00",
            "2026-11-28T20:29:10",
            "2026-11-28T20:29:10.5Z",
        ] {
            assert!(is_allowed(date, "DATE"), "{date}");
        }
        for date in [
            "28.11.2026",
            "2026-13-01",
            "2026-00-10",
            "2026-11-28T",
            "2026-11",
            "",
            "٢٠٢٦-١١-٢٨",
        ] {
            assert!(!is_allowed(date, "DATE"), "{date}");
        }
    }
}
