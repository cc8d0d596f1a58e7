//! JSON: the article, whole, as it is written and reads back equal; or, in any other JSON file, the strings of a program.
//!
//! A file that says `"format": "tarjuman-article"` is an article. Any other is a source document whose strings are texts
//! ([`super::strings`]); it is given back as such wherever JSON is asked for.
//!
//! The object has the fields of [`Article`] as serde names them, behind `format` (`tarjuman-article`) and
//! `version` (1). Offsets are bytes of the UTF-8 text. A field that is added later has a default, so that older
//! files stay readable; a version above 1 is refused. With a summary, its counts follow as `summary`.

use std::io::Write;

use serde::{Deserialize, Serialize};

use super::{Error, Format, Input, Part, Patches, ReadOptions, View, WriteOptions, ids, strings};
use crate::document::{Article, Content, Segment, Summary};

/// JSON.
pub(super) struct Json;

const NAME: &str = "tarjuman-article";
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    format: &'static str,
    version: u32,
    #[serde(flatten)]
    article: &'a Article,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a Summary>,
}

#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: u32,
}

impl Format for Json {
    fn id(&self) -> &'static str {
        "json"
    }

    fn name(&self) -> &'static str {
        "JSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognises(&self, head: &str) -> bool {
        head.trim_start().starts_with('{') && head.contains(NAME)
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn carries(&self) -> &'static [Part] {
        Part::ALL
    }

    fn read(&self, text: &str, _options: &ReadOptions) -> Result<Input, Error> {
        let Some(head) = head(text) else {
            return strings::json(text);
        };
        if head.version != VERSION {
            let message = format!(
                "an article of version {}; this program reads version {VERSION}",
                head.version
            );
            return Err(Error::at(text, 0, message));
        }
        let article: Article = parse(text)?;
        match article.segments.iter().find(|segment| !is_sound(segment)) {
            Some(segment) => {
                let at = text.find(segment.id.as_str()).unwrap_or(0);
                let message = format!(
                    "segment {}: an offset lies outside its text or inside a character",
                    segment.id
                );
                Err(Error::at(text, at, message))
            }
            None => Ok(Input::Article(article)),
        }
    }

    fn keeps(&self, _: View) -> bool {
        true
    }

    /// Strings alone are kept; an article is written anew.
    fn patches(&self, text: &str, article: &Article, _: &ReadOptions) -> Result<Patches, Error> {
        match head(text) {
            None => strings::json_patches(text, article),
            Some(_) => Err(Error::NotKept {
                format: "JSON article",
                keeping: ids(|format| format.keeps(View::Target)),
            }),
        }
    }

    /// As UTF-16, in which JSON counts.
    fn escaped(&self, c: char) -> Option<String> {
        Some(
            c.encode_utf16(&mut [0; 2])
                .iter()
                .map(|unit| format!("\\u{unit:04x}"))
                .collect(),
        )
    }

    fn write(&self, article: &Article, options: &WriteOptions, out: &mut dyn Write) -> Result<(), Error> {
        let written = Written {
            format: NAME,
            version: VERSION,
            article,
            summary: options.summary,
        };
        serde_json::to_writer_pretty(&mut *out, &written).map_err(std::io::Error::from)?;
        Ok(out.write_all(b"\n")?)
    }
}

/// What an article says of itself; `None` for any other file.
fn head(text: &str) -> Option<Head> {
    let head: Head = serde_json::from_str(text).ok()?;
    Some(head).filter(|head| head.format == NAME)
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| Error::json(text, &error))
}

/// Whether every offset is a character boundary of its text, so that no later cut can go wrong.
fn is_sound(segment: &Segment) -> bool {
    let (source, target) = (&segment.source, &segment.target.content);
    let codes = |content: &Content| {
        let ordered = content.codes.is_sorted_by_key(|code| code.at);
        ordered
            && content
                .codes
                .iter()
                .all(|code| content.text.is_char_boundary(code.at))
    };
    let inside = |text: &str, span: &std::ops::Range<usize>| text.get(span.clone()).is_some();
    codes(source)
        && codes(target)
        && segment
            .terms
            .iter()
            .all(|term| inside(&source.text, &term.hit.span) && inside(&source.text, &term.hit.word))
        && segment.findings.iter().all(|finding| {
            inside(&target.text, &finding.at)
                && finding
                    .source_at
                    .as_ref()
                    .is_none_or(|span| inside(&source.text, span))
                && finding
                    .fix
                    .as_ref()
                    .is_none_or(|fix| inside(&target.text, &fix.at))
        })
}
