//! Strings in YAML, such as those of Rails.
//!
//! A scalar that was translated is written in its quotes, a plain or a folded one in double quotes where it needs them.
//! Where the file's one key is the language it is in, the key becomes the language of the targets.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::Value;
use crate::document::Article;
use crate::format::{Error, Format, Input, Patches, ReadOptions, View};
use crate::language;

/// YAML files of strings.
pub(in crate::format) struct Yaml;

impl Format for Yaml {
    fn id(&self) -> &'static str {
        "yaml"
    }

    fn name(&self) -> &'static str {
        "YAML strings"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["yml", "yaml"]
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn keeps(&self, view: View) -> bool {
        view == View::Target
    }

    fn read(&self, text: &str, _: &ReadOptions) -> Result<Input, Error> {
        let strings = Strings::read(text)?;
        let language = strings.root.filter(is_language).map(|root| root.text);
        match super::input(&strings.values) {
            Input::Document(document) => Ok(Input::Document(crate::document::Document {
                language,
                ..document
            })),
            article => Ok(article),
        }
    }

    fn patches(&self, text: &str, article: &Article, _: &ReadOptions) -> Result<Patches, Error> {
        let strings = Strings::read(text)?;
        let mut patches = super::patches(text, &strings.values, article, |value, span| {
            written(value, &text[span])
        })?;
        if let Some(root) = strings
            .root
            .filter(|root| is_language(root) && !patches.is_empty())
        {
            let written = written(&article.target_language, &text[root.span.clone()]);
            patches.edit(text, root.span, written);
        }
        Ok(patches)
    }
}

fn is_language(root: &Value) -> bool {
    language::is_tag(&root.text) && language::of(&root.text).tag != "und"
}

/// What a file says.
#[derive(Default)]
struct Strings {
    /// The one key of the file, if it has one.
    root: Option<Value>,
    values: Vec<Value>,
}

/// A collection that is open.
enum Open {
    /// A mapping: whether a key comes next, and the last one.
    Mapping(bool, String),
    /// A list: the number of the entry that comes next.
    Sequence(usize),
}

/// The keys and numbers around, parted by dots.
fn path(open: &[Open]) -> String {
    let steps = open.iter().map(|open| match open {
        Open::Mapping(_, key) => key.clone(),
        Open::Sequence(number) => number.to_string(),
    });
    steps.collect::<Vec<_>>().join(".")
}

/// Collections inside one another, at most.
const DEPTH: usize = 128;

impl Strings {
    /// # Errors
    /// [`Error::Syntax`] where the file is no YAML, or nests too deep.
    fn read(text: &str) -> Result<Self, Error> {
        let mut strings = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut roots = 0;
        let mut places = Places {
            text,
            bytes: 0,
            characters: 0,
        };
        for event in Parser::new_from_str(text.trim_start_matches('\u{FEFF}')) {
            let (event, span) = event.map_err(|error| Error::Syntax {
                line: error.marker().line(),
                column: error.marker().col() + 1,
                message: format!("not well-formed YAML: {}", error.info()),
            })?;
            let is_key = matches!(open.last(), Some(Open::Mapping(true, _)));
            match &event {
                Event::Scalar(said, style, _, tag) => {
                    let span = places.of(span.start.index())..places.of(span.end.index());
                    let span = match style {
                        ScalarStyle::Literal | ScalarStyle::Folded => {
                            block(text, span.clone()).unwrap_or(span)
                        }
                        // Blanks behind a closing quote are told as its own.
                        _ => span.start..span.start + text[span.clone()].trim_end().len(),
                    };
                    if let (true, Some(Open::Mapping(_, key))) = (is_key, open.last_mut()) {
                        *key = said.to_string();
                    }
                    let value = Value {
                        key: path(&open),
                        text: said.to_string(),
                        span,
                    };
                    match (is_key, open.len()) {
                        (true, 1) => {
                            roots += 1;
                            strings.root = Some(value).filter(|_| roots == 1);
                        }
                        (true, _) => {}
                        // What has a type of its own is no text.
                        (false, _) if tag.is_none() && is_kept(*style, &text[value.span.clone()]) => {
                            strings.values.push(value);
                        }
                        (false, _) => {}
                    }
                }
                Event::MappingStart(..) | Event::SequenceStart(..) if open.len() == DEPTH => {
                    let at = places.of(span.start.index());
                    return Err(Error::at(
                        text,
                        at,
                        "more than 128 collections inside one another",
                    ));
                }
                _ => {}
            }
            let ends = matches!(event, Event::MappingEnd | Event::SequenceEnd);
            if ends {
                open.pop();
            }
            let is_done = ends || matches!(event, Event::Scalar(..) | Event::Alias(_));
            match open.last_mut() {
                Some(Open::Mapping(is_next, _)) if is_done => *is_next = !*is_next,
                Some(Open::Sequence(number)) if is_done => *number += 1,
                _ => {}
            }
            match event {
                Event::MappingStart(..) => open.push(Open::Mapping(true, String::new())),
                Event::SequenceStart(..) => open.push(Open::Sequence(0)),
                _ => {}
            }
        }
        Ok(strings)
    }
}

/// Whether a scalar is written so that it can be replaced where it stands.
fn is_kept(style: ScalarStyle, written: &str) -> bool {
    match style {
        ScalarStyle::SingleQuoted => written.starts_with('\'') && written.ends_with('\''),
        ScalarStyle::DoubleQuoted => written.starts_with('"') && written.ends_with('"'),
        ScalarStyle::Plain => !written.is_empty(),
        ScalarStyle::Literal | ScalarStyle::Folded => written.starts_with(['|', '>']),
    }
}

/// Where a block scalar with the lines `content` stands, from its sign to its last character. `None` where a comment
/// follows the sign; such a scalar is left alone.
fn block(text: &str, content: Range<usize>) -> Option<Range<usize>> {
    let sign = text[..content.start]
        .trim_end()
        .trim_end_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
    let start = sign.strip_suffix(['|', '>'])?.len();
    Some(start..content.start + text[content].trim_end().len())
}

/// Places in bytes for places in characters that go up. Time linear in the file.
struct Places<'a> {
    text: &'a str,
    bytes: usize,
    characters: usize,
}

impl Places<'_> {
    fn of(&mut self, character: usize) -> usize {
        if character < self.characters {
            (self.bytes, self.characters) = (0, 0);
        }
        if self.characters == 0 && self.text.starts_with('\u{FEFF}') {
            self.bytes = '\u{FEFF}'.len_utf8();
        }
        let rest = self.text[self.bytes..].chars();
        let steps = rest.take(character - self.characters);
        self.bytes += steps.map(char::len_utf8).sum::<usize>();
        self.characters = character;
        self.bytes
    }
}

/// `value` in the style of `held`, which stands there.
fn written(value: &str, held: &str) -> String {
    let is_plain_text = !value
        .chars()
        .any(|c| c.is_control() || matches!(c, '\u{FEFF}' | '\u{2028}' | '\u{2029}'));
    if held.starts_with('\'') && is_plain_text {
        return format!("'{}'", value.replace('\'', "''"));
    }
    let is_block = held.starts_with(['|', '>']);
    if !held.starts_with('"') && !is_block && is_plain_text && is_safe(value) {
        return value.to_owned();
    }
    // JSON's strings are strings of YAML.
    serde_json::Value::from(value).to_string()
}

/// Whether a plain scalar that says `value` is that text and nothing else (YAML 1.2.2, 7.3.3).
fn is_safe(value: &str) -> bool {
    let begins = value.chars().next().is_some_and(char::is_alphabetic);
    let means_something = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    begins
        && value.trim() == value
        && !value.contains([
            ':', '#', ',', '[', ']', '{', '}', '"', '\'', '`', '&', '*', '!', '|', '>', '%', '@',
        ])
        && !means_something
            .iter()
            .any(|word| value.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values(text: &str) -> Vec<(String, String)> {
        let strings = Strings::read(text).unwrap().values;
        strings
            .into_iter()
            .map(|value| (value.text, text[value.span].to_owned()))
            .collect()
    }

    #[test]
    fn scalars_are_read_with_their_places() {
        let text = "# ملاحظة\nar:\n  a: نعم  # c\n  b: 'it''s'\n  c: \"x\\ny\"\n  d: |\n    one\n    two\n  e: >-\n    one\n    two\n  f: [p, !!int 1]\n  g: &x q\n  h: *x\nz: last\n";
        let told = values(text);
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(told[0], pair("نعم", "نعم"));
        assert_eq!(told[1], pair("it's", "'it''s'"));
        assert_eq!(told[2], pair("x\ny", "\"x\\ny\""));
        assert_eq!(told[3].0, "one\ntwo\n");
        assert_eq!(told[4].0, "one two");
        let rest: Vec<_> = told[5..].iter().map(|(value, _)| value.as_str()).collect();
        assert_eq!(rest, ["p", "q", "last"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in "[a-z ':#\\\\\"\n\t\u{627}\u{1F600}%@>|-]{1,16}", held in "(a|'a'|\"a\"|\\|\n    a\n)") {
            let file = format!("k:\n  a: {}\n  b: c\n", written(&value, &held).trim_end());
            let read = values(&file);
            prop_assert_eq!((&read[0].0, &read[1].0), (&value, &String::from("c")), "{}", file);
        }
    }
}
