//! OpenDocument texts as documents to translate, given back translated with their direction turned where the languages
//! ask for it.
//!
//! Read are body, tables, lists, notes, comments, text boxes, headers and footers. Spans and links become inline codes
//! in pairs, fields, notes and pictures single ones; tabs, line breaks and blanks that count are characters. What a
//! tracked change took out is not read.
//!
//! Specification: OASIS OpenDocument 1.3, part 3.

mod keep;
mod read;
mod turn;

use super::skeleton;
use super::xml::push_escaped;
use super::{Error, Format, Input, Patches, ReadOptions, View};
use crate::document::{Article, Document};
use crate::language;

/// OpenDocument texts.
pub(super) struct Odt;

impl Format for Odt {
    fn id(&self) -> &'static str {
        "odt"
    }

    fn name(&self) -> &'static str {
        "OpenDocument text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["odt", "ott"]
    }

    fn recognises(&self, head: &str) -> bool {
        head.starts_with("\0content.xml\0")
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn keeps(&self, view: View) -> bool {
        view == View::Target
    }

    fn read(&self, text: &str, _: &ReadOptions) -> Result<Input, Error> {
        Ok(Input::Document(document(&read::places(text)?)))
    }

    fn patches(&self, text: &str, article: &Article, _: &ReadOptions) -> Result<Patches, Error> {
        let places = read::places(text)?;
        let mut patches = Patches::default();
        let targets = skeleton::targets(&document(&places), article)?;
        if targets.is_empty() {
            return Ok(patches);
        }
        turn::styles(text, article, &mut patches)?;
        let from = language::of(&article.source_language).direction;
        if from != language::of(&article.target_language).direction {
            keep::paragraphs(
                text,
                &skeleton::untranslated(&places, &targets),
                from,
                &mut patches,
            )?;
        }
        // Notes and text boxes stand inside paragraphs and come after them: from the end, the inner ones are done first.
        for (block, target) in targets.iter().rev() {
            let place = &places[*block];
            let written = place.rendered(target, (text, &patches), character);
            patches.edit(text, place.block.span.clone(), written);
        }
        Ok(patches)
    }
}

fn document(places: &[super::passage::Place]) -> Document {
    Document {
        blocks: places.iter().map(|place| place.block.clone()).collect(),
        ..Document::default()
    }
}

/// Appends a character as OpenDocument writes it: of blanks in a row, and at the beginning, one counts (part 3, 6.1.2).
fn character(c: char, out: &mut String) {
    match c {
        '\t' => out.push_str("<text:tab/>"),
        '\n' => out.push_str("<text:line-break/>"),
        ' ' if is_lost(out) => out.push_str("<text:s/>"),
        c => push_escaped(out, c.encode_utf8(&mut [0; 4]), |out, _| out.push('\u{FFFD}')),
    }
}

/// Whether a blank behind `written` would not count. No `<` in it but those of tags.
fn is_lost(written: &str) -> bool {
    let mut words = written;
    while words.ends_with('>') {
        words = &words[..words.rfind('<').unwrap_or(0)];
    }
    words.is_empty() || words.ends_with(' ')
}
