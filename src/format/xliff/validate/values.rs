//! Kinds of attribute values.

use std::borrow::Cow;

/// Whether `value` is of a kind as the tables write it: `yes|no`, `NMTOKEN`; an empty kind is any text.
pub(super) fn is_allowed(value: &str, kind: &str) -> bool {
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
            listed => value == listed,
        })
}

/// A kind in words.
pub(super) fn kind_of(kind: &str) -> Cow<'_, str> {
    match kind {
        "NMTOKEN" => "a name token (letters, digits, `.`, `-`, `_`, `:`)".into(),
        "NMTOKENS" => "name tokens with blanks between".into(),
        "LANGUAGE" => "a language tag".into(),
        "POSITIVE" => "a whole number above 0".into(),
        "PRIORITY" => "a number from 1 to 10".into(),
        "PERCENT" => "a number from 0 to 100".into(),
        "HEX" => "a hexadecimal number".into(),
        "PREFIXED" => "of the form prefix:value".into(),
        listed => format!(
            "one of {}",
            listed.replace("|PREFIXED", ", prefix:value").replace('|', ", ")
        )
        .into(),
    }
}

/// Nmtoken of XML 1.0, production 7.
pub(super) fn is_nmtoken(value: &str) -> bool {
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

/// Well-formed by BCP 47 in its parts; the primary subtag is two to eight letters, or `x` or `i` before private ones.
fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or_default();
    let private = matches!(first, "x" | "X" | "i" | "I") && value.len() > 2;
    let primary = (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    (private || primary)
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
