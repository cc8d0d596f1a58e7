//! Strings in JSON: objects in objects with texts as values.
//!
//! In Chrome's `messages.json` only `message` is text; in ARB, what belongs to a key with `@` is not.

use std::ops::Range;

use super::Value;
use crate::document::Article;
use crate::format::{Error, Input, Patches};

/// The values of the file `text` as a document.
///
/// # Errors
/// [`Error::Syntax`] where it is no JSON.
pub(in crate::format) fn read(text: &str) -> Result<Input, Error> {
    Ok(super::input(&values(text)?))
}

/// What is to be replaced for the targets of `article`.
///
/// # Errors
/// As [`read`]; [`Error::OtherText`] where the article was made from another file.
pub(in crate::format) fn patches(text: &str, article: &Article) -> Result<Patches, Error> {
    super::patches(text, &values(text)?, article, |value, _| quoted(value))
}

/// `value` as JSON writes it, letters as they are.
fn quoted(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

/// Arrays and objects inside one another, at most.
const DEPTH: usize = 128;

fn values(text: &str) -> Result<Vec<Value>, Error> {
    // The whole is JSON: what follows only has to find the places.
    let bare = text.trim_start_matches('\u{FEFF}');
    serde_json::from_str::<serde::de::IgnoredAny>(bare).map_err(|error| Error::json(bare, &error))?;
    let mut reader = Reader {
        text,
        at: 0,
        path: Vec::new(),
        values: Vec::new(),
    };
    reader.value(true, 0)?;
    Ok(reader.values)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The keys and numbers around.
    path: Vec<String>,
    values: Vec<Value>,
}

impl Reader<'_> {
    /// The next byte behind white space and what parts values.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text[self.at..];
        let skipped = |c: char| c.is_ascii_whitespace() || matches!(c, ',' | ':' | '\u{FEFF}');
        self.at += rest.len() - rest.trim_start_matches(skipped).len();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over one value; strings in it are texts if `reads`.
    fn value(&mut self, reads: bool, depth: usize) -> Result<(), Error> {
        if depth > DEPTH {
            return Err(Error::at(
                self.text,
                self.at,
                "more than 128 objects inside one another",
            ));
        }
        match self.peek() {
            Some(b'"') => {
                let span = self.string();
                if reads {
                    let text = serde_json::from_str(&self.text[span.clone()]).unwrap_or_default();
                    let key = self.path.join(".");
                    self.values.push(Value { key, text, span });
                }
            }
            Some(b'[') => {
                self.at += 1;
                let mut number = 0;
                while self.peek().is_some_and(|byte| byte != b']') {
                    self.path.push(number.to_string());
                    self.value(reads, depth + 1)?;
                    self.path.pop();
                    number += 1;
                }
                self.at += 1;
            }
            Some(b'{') => {
                self.at += 1;
                let is_message = self.is_message();
                while self.peek() == Some(b'"') {
                    let key = self.string();
                    let key: String = serde_json::from_str(&self.text[key]).unwrap_or_default();
                    let is_text = !key.starts_with('@') && (!is_message || key == "message");
                    self.path.push(key);
                    self.value(reads && is_text, depth + 1)?;
                    self.path.pop();
                }
                self.at += 1;
            }
            _ => {
                let rest = &self.text[self.at..];
                let ends = |c: char| c.is_ascii_whitespace() || matches!(c, ',' | ']' | '}');
                self.at += rest.find(ends).unwrap_or(rest.len()).max(1).min(rest.len());
            }
        }
        Ok(())
    }

    /// Whether the object that begins here is one of Chrome's messages.
    fn is_message(&self) -> bool {
        let rest = self.text[self.at..].trim_start();
        let head = rest.split('{').next().unwrap_or_default();
        head.starts_with("\"message\"") || (head.contains("\"message\"") && head.contains("\"description\""))
    }

    /// Passes over a string; where it stands, with its quotes.
    fn string(&mut self) -> Range<usize> {
        let start = self.at;
        let mut is_escaped = false;
        for (at, byte) in self.text.bytes().enumerate().skip(start + 1) {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => {
                    self.at = at + 1;
                    return start..self.at;
                }
                _ => {}
            }
        }
        self.at = self.text.len();
        start..self.at
    }
}
