//! Strings in Java's `.properties`.
//!
//! Specification: `java.util.Properties.load`, Java SE 21.

use std::ops::Range;

use super::Value;
use crate::document::Article;
use crate::format::{Error, Format, Input, Patches, ReadOptions, View};

/// Java's property files.
pub(in crate::format) struct Properties;

impl Format for Properties {
    fn id(&self) -> &'static str {
        "properties"
    }

    fn name(&self) -> &'static str {
        "Java properties"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["properties"]
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn keeps(&self, view: View) -> bool {
        view == View::Target
    }

    /// Never fails: any text is a property file.
    fn read(&self, text: &str, _: &ReadOptions) -> Result<Input, Error> {
        Ok(super::input(&values(text)))
    }

    fn patches(&self, text: &str, article: &Article, _: &ReadOptions) -> Result<Patches, Error> {
        // Before Java 9 such a file is in ISO 8859-1 whatever stands in it; escapes are read everywhere.
        let escapes = text.is_ascii();
        super::patches(text, &values(text), article, |value, _| written(value, escapes))
    }

    fn escaped(&self, c: char) -> Option<String> {
        Some(escape(c))
    }
}

/// The values of the file, each from its first to its last character, with the line ends of continued lines.
fn values(text: &str) -> Vec<Value> {
    let mut values = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = logical_end(text, at);
        let line = at..at + text[at..end].trim_end_matches(['\n', '\r']).len();
        at = end;
        let start = line.start + blanks(&text[line.clone()]);
        if start >= line.end || text[start..].starts_with(['#', '!']) {
            continue;
        }
        let (key, span) = parted(text, start..line.end);
        values.push(Value {
            key: resolved(&text[key]),
            text: resolved(&text[span.clone()]),
            span,
        });
    }
    values
}

/// Where the line that begins at `from` ends, lines that it goes on with and its line end among it.
fn logical_end(text: &str, from: usize) -> usize {
    let is_comment = text[from..]
        .trim_start_matches([' ', '\t', '\u{C}'])
        .starts_with(['#', '!']);
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        at += line.len();
        let bare = line.trim_end_matches(['\n', '\r']);
        let slashes = bare.len() - bare.trim_end_matches('\\').len();
        if is_comment || slashes % 2 == 0 {
            break;
        }
    }
    at
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\u{C}']).len()
}

/// Where key and value of the line stand: between them white space and one `=` or `:`.
fn parted(text: &str, line: Range<usize>) -> (Range<usize>, Range<usize>) {
    let mut is_escaped = false;
    let mut end = line.end;
    for (at, c) in text[line.clone()].char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            ' ' | '\t' | '\u{C}' | '=' | ':' => {
                end = line.start + at;
                break;
            }
            _ => {}
        }
    }
    let behind = end + blanks(&text[end..line.end]);
    let sign = usize::from(text[behind..line.end].starts_with(['=', ':']));
    let start = behind + sign + blanks(&text[behind + sign..line.end]);
    (line.start..end, start..line.end)
}

/// Characters as written, with escapes resolved and continued lines joined.
fn resolved(written: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(written.len());
    let mut rest = written.chars();
    let mut buffer = [0; 2];
    while let Some(c) = rest.next() {
        let c = match c {
            '\\' => match rest.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some('f') => '\u{C}',
                Some('u') => {
                    let digits = rest.as_str().get(..4).filter(|digits| digits.is_ascii());
                    if let Some(unit) = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
                        units.push(unit);
                        rest = rest.as_str()[4..].chars();
                        continue;
                    }
                    'u'
                }
                Some(end @ ('\n' | '\r')) => {
                    let after = rest.as_str();
                    let after = if end == '\r' {
                        after.strip_prefix('\n').unwrap_or(after)
                    } else {
                        after
                    };
                    rest = after[blanks(after)..].chars();
                    continue;
                }
                Some(other) => other,
                None => continue,
            },
            c => c,
        };
        units.extend_from_slice(c.encode_utf16(&mut buffer));
    }
    String::from_utf16_lossy(&units)
}

/// `value` on one line; all that is not ASCII as escapes, if `escapes`.
fn written(value: &str, escapes: bool) -> String {
    let mut out = String::with_capacity(value.len());
    for (at, c) in value.char_indices() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{C}' => out.push_str("\\f"),
            ' ' if at == 0 => out.push_str("\\ "),
            c if escapes && !c.is_ascii() => out.push_str(&escape(c)),
            c => out.push(c),
        }
    }
    out
}

fn escape(c: char) -> String {
    let units = c
        .encode_utf16(&mut [0; 2])
        .iter()
        .map(|unit| format!("\\u{unit:04X}"))
        .collect::<Vec<_>>();
    units.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_and_values_part_as_in_java() {
        let text = "# a = b\na=1\\u0627\n  b : x\\\n    y\r\nc\\ d  e f\n\n! x\ng\nh==i\n";
        let told: Vec<_> = values(text).into_iter().map(|value| value.text).collect();
        assert_eq!(told, ["1ا", "xy", "e f", "", "=i"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in "\\PC{0,20}|[a \\\\\n\t\r\u{C}\u{627}\u{1F600}]{0,20}", escapes in any::<bool>()) {
            let file = format!("key={}\nb=c", written(&value, escapes));
            let read = values(&file);
            prop_assert_eq!(&read[0].text, &value);
            prop_assert_eq!(&read[1].text, "c");
        }
    }
}
