//! Numbers in running text: where they stand, what they are worth, how they are written.

use std::ops::Range;

/// A run of digits with the separators inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Where it stands, in bytes.
    pub(super) span: Range<usize>,
    /// Its value: ASCII digits, no grouping, `.` before decimals. A run that is no plain number (`3.10.2016`) keeps
    /// its parts, joined by `.`.
    pub(super) value: String,
}

/// The value of a decimal digit of the scripts that news is written in.
pub(super) fn digit(c: char) -> Option<char> {
    const ZEROS: [char; 5] = ['٠', '۰', '०', '০', '０'];
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let value = ZEROS.iter().find_map(|&zero| {
        let value = u32::from(c).checked_sub(u32::from(zero))?;
        (value < 10).then_some(value)
    });
    value.and_then(|value| char::from_digit(value, 10))
}

/// The numbers of `text`, in order.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|c| digit(c).is_some()) {
        let number = number_at(text, rest + start);
        rest = number.span.end;
        found.push(number);
    }
    found
}

/// The number that begins at byte `start` of `text`, where a digit stands.
pub(super) fn number_at(text: &str, start: usize) -> Number {
    let (mut parts, mut separators) = (vec![String::new()], Vec::new());
    let mut end = start;
    let mut chars = text[start..].chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(value) = digit(c) {
            if let Some(part) = parts.last_mut() {
                part.push(value);
            }
        } else if is_separator(c) && chars.peek().is_some_and(|&next| digit(next).is_some()) {
            separators.push(c);
            parts.push(String::new());
        } else {
            break;
        }
        end += c.len_utf8();
    }
    Number {
        span: start..end,
        value: value(&parts, &separators),
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | '.' | '٫' | '٬')
}

/// Thousands are told from decimals by the separators: `٬` groups and `٫` does not; `,` groups where three digits
/// follow each; `.` groups only where there are several.
fn value(parts: &[String], separators: &[char]) -> String {
    let grouped = |parts: &[String]| {
        let lead = parts[0].len();
        (1..=3).contains(&lead) && parts[1..].iter().all(|part| part.len() == 3)
    };
    match separators {
        [] => whole(&parts[0]),
        ['٬'] => whole(&parts.concat()),
        [','] if grouped(parts) && parts[0] != "0" => whole(&parts.concat()),
        [_] => format!("{}.{}", whole(&parts[0]), parts[1]),
        [first, inner @ .., last] => {
            let leading = &parts[..parts.len() - 1];
            if inner.iter().any(|c| c != first) || !grouped(leading) || *first == '٫' {
                parts.join(".")
            } else if first != last {
                format!("{}.{}", whole(&leading.concat()), parts[parts.len() - 1])
            } else if grouped(parts) {
                whole(&parts.concat())
            } else {
                parts.join(".")
            }
        }
    }
}

fn whole(digits: &str) -> String {
    let trimmed = digits.trim_start_matches('0');
    String::from(if trimmed.is_empty() { "0" } else { trimmed })
}

/// `value` written as `model` is: its digits, its separators, its leading zeros. `grouped` says whether thousands are
/// parted when the model is too short to tell.
pub(super) fn write_like(value: &str, model: &str, grouped: Grouping) -> String {
    let zero = model
        .chars()
        .find_map(|c| Some(u32::from(c) - u32::from(digit(c)?) + 48));
    let arabic = matches!(zero, Some(0x660 | 0x6F0));
    let native = |c: char| {
        let shifted = zero.and_then(|zero| char::from_u32(zero + c.to_digit(10)?));
        shifted.unwrap_or(c)
    };
    let (whole, rest) = value.split_once('.').map_or((value, None), |(w, r)| (w, Some(r)));
    let lead = model.chars().take_while(|&c| digit(c).is_some()).count();
    let padded = model.chars().next().and_then(digit) == Some('0') && lead > 1;
    let whole = if padded {
        format!("{whole:0>lead$}")
    } else {
        whole.to_owned()
    };
    let separators: Vec<char> = model.chars().filter(|&c| is_separator(c)).collect();
    let old = numbers(model).into_iter().next().map(|number| number.value);
    let decimals = old.is_some_and(|old| old.contains('.'));
    let group = match (decimals, separators.as_slice()) {
        (false, [c, ..]) | (true, [c, _, ..]) => Some(*c),
        _ if grouped == Grouping::Parted => Some(if arabic { '٬' } else { ',' }),
        _ => None,
    };
    let point = separators.last().filter(|_| decimals).copied();
    let point = point.unwrap_or(if arabic { '٫' } else { '.' });
    let mut out = String::new();
    for (at, c) in whole.chars().enumerate() {
        let left = whole.len() - at;
        match group {
            Some(separator) if at > 0 && left % 3 == 0 => out.push(separator),
            _ => {}
        }
        out.push(native(c));
    }
    if let Some(rest) = rest {
        out.push(point);
        out.extend(rest.chars().map(|c| if c == '.' { point } else { native(c) }));
    }
    out
}

/// Whether thousands are parted from one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grouping {
    /// `1,250`.
    Parted,
    /// `1250`.
    Plain,
}

impl Grouping {
    /// How the number written `text` does it.
    pub(super) fn of(text: &str, value: &str) -> Self {
        let digits = text.chars().filter(|&c| digit(c).is_some()).count();
        let separators = text.chars().filter(|&c| is_separator(c)).count();
        let decimals = usize::from(value.contains('.'));
        if digits > 3 && separators > decimals {
            Self::Parted
        } else {
            Self::Plain
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        numbers(text).into_iter().map(|n| n.value).collect()
    }

    #[test]
    fn one_value_whatever_the_script_and_the_separators() {
        assert_eq!(values("١٣ 13 ۱۳ 013"), ["13", "13", "13", "13"]);
        assert_eq!(values("1,250 ١٬٢٥٠ 1250"), ["1250", "1250", "1250"]);
        assert_eq!(values("3.5 ٣٫٥ 3,5"), ["3.5", "3.5", "3.5"]);
        assert_eq!(values("1,234.5 1.234,5 ١٬٢٣٤٫٥"), ["1234.5", "1234.5", "1234.5"]);
        assert_eq!(values("1.234.567"), ["1234567"]);
    }

    #[test]
    fn a_sentence_end_and_a_list_are_not_part_of_a_number() {
        assert_eq!(values("في 2016. ثم 5، 6"), ["2016", "5", "6"]);
        assert_eq!(values("3.10.2016"), ["3.10.2016"]);
    }

    #[test]
    fn a_value_takes_the_models_digits_and_separators() {
        assert_eq!(write_like("25", "١٣", Grouping::Plain), "٢٥");
        assert_eq!(write_like("1250000", "1,300", Grouping::Plain), "1,250,000");
        assert_eq!(write_like("1250", "950", Grouping::Parted), "1,250");
        assert_eq!(write_like("1250", "950", Grouping::Plain), "1250");
        assert_eq!(write_like("7.25", "٣٫٥", Grouping::Plain), "٧٫٢٥");
        assert_eq!(write_like("7", "05", Grouping::Plain), "07");
        assert_eq!(write_like("4.10.2016", "3.10.2016", Grouping::Plain), "4.10.2016");
    }
}
