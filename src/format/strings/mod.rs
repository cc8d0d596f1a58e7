//! Files of strings that a program shows: JSON, YAML and Java's `.properties`.
//!
//! Each value with a letter in it is a block; placeholders and tags in it are inline codes. Keys are told as notes; they,
//! and what is no text, are left alone. Given back, a value that was translated is written as its file writes strings; every other byte stays.

mod json;
mod placeholders;
mod properties;
mod yaml;

use std::ops::Range;

pub(super) use json::{patches as json_patches, read as json};
pub(super) use properties::Properties;
pub(super) use yaml::Yaml;

use super::skeleton::{self, Patches};
use super::{Error, Input};
use crate::document::{Article, Block, BlockKind, Document};

/// A string of a file: its key, what it says, and where what is written for it stands.
struct Value {
    /// With those around it, outermost first, parted by dots.
    key: String,
    text: String,
    span: Range<usize>,
}

/// The values as a document; those without a letter are left alone.
fn document(values: &[Value]) -> Document {
    let worded: Vec<&Value> = values.iter().filter(|value| is_worded(value)).collect();
    let keyed = worded
        .iter()
        .enumerate()
        .filter(|(_, value)| !value.key.is_empty());
    Document {
        notes: keyed
            .map(|(number, value)| (number, format!("key: {}", value.key)))
            .collect(),
        blocks: worded.into_iter().map(block).collect(),
        ..Document::default()
    }
}

fn is_worded(value: &Value) -> bool {
    placeholders::content(value.text.trim())
        .text
        .chars()
        .any(char::is_alphabetic)
}

fn block(value: &Value) -> Block {
    Block {
        kind: BlockKind::Attribute,
        span: value.span.clone(),
        content: placeholders::content(value.text.trim()),
    }
}

fn input(values: &[Value]) -> Input {
    Input::Document(document(values))
}

/// What is to be replaced for the targets of `article`, written as `written` writes the string at a place.
///
/// # Errors
/// [`Error::OtherText`] where the article was made from another file.
fn patches(
    text: &str,
    values: &[Value],
    article: &Article,
    written: impl Fn(&str, Range<usize>) -> String,
) -> Result<Patches, Error> {
    let document = document(values);
    let worded: Vec<&Value> = values.iter().filter(|value| is_worded(value)).collect();
    let mut patches = Patches::default();
    for (block, target) in skeleton::targets(&document, article)? {
        let own = &worded[block].text;
        let (start, end) = (own.len() - own.trim_start().len(), own.trim_end().len());
        let words = placeholders::written(&document.blocks[block].content, &target);
        let whole = format!("{}{words}{}", &own[..start], &own[end..]);
        let span = worded[block].span.clone();
        patches.edit(text, span.clone(), written(&whole, span));
    }
    Ok(patches)
}
