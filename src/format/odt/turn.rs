//! An OpenDocument text turned round: writing modes, alignment, languages, and how its letters look.
//!
//! Letters of right-to-left scripts have their own attributes for size, weight and slant; a translation into another script
//! takes these over into the plain ones, and back. `left` and `start` of an alignment are the left-hand side here, as
//! LibreOffice writes and shows them whatever the direction of the paragraph; what says none stands on the left there, so that
//! a translation from right to left has to say it.

use std::ops::Range;

use crate::document::Article;
use crate::format::skeleton::Patches;
use crate::format::tags::{Kind, Tags, attribute};
use crate::format::{Error, package};
use crate::language::{self, Direction};

/// Attributes of text: for most scripts, and for complex ones.
const TWINS: &[(&str, &str)] = &[
    ("fo:font-size", "style:font-size-complex"),
    ("fo:font-weight", "style:font-weight-complex"),
    ("fo:font-style", "style:font-style-complex"),
];

/// Turns all styles of the package whose text is `text` to the language of the targets.
///
/// # Errors
/// [`Error::Syntax`] where a part is not well-formed.
pub(super) fn styles(text: &str, article: &Article, patches: &mut Patches) -> Result<(), Error> {
    let from = language::of(&article.source_language).direction;
    let to = language::of(&article.target_language).direction;
    let mut turn = Turn {
        text,
        turns: from != to,
        to,
        language: &article.target_language,
        patches,
    };
    for (_, span) in package::parts(text) {
        let mut tags = Tags::new(text, span);
        let mut is_default = false;
        loop {
            let tag = tags.next()?;
            match (tag.kind, tag.name) {
                (Kind::Eof, _) => break,
                (Kind::Start, "style:default-style") => {
                    let family = attribute(&text[tag.span], "style:family");
                    is_default = family.as_deref() == Some("paragraph");
                }
                (Kind::End, "style:default-style") => is_default = false,
                (Kind::Start | Kind::Empty, "style:text-properties") => turn.letters(&tag.span),
                (Kind::Start | Kind::Empty, name) if turn.turns => match name {
                    "style:page-layout-properties" => turn.sides(&tag.span, Said::Page),
                    "style:paragraph-properties" if is_default => turn.sides(&tag.span, Said::Paragraphs),
                    "style:paragraph-properties"
                    | "style:table-properties"
                    | "style:section-properties"
                    | "style:table-cell-properties"
                    | "style:graphic-properties" => turn.sides(&tag.span, Said::Here),
                    _ => {}
                },
                _ => {}
            }
        }
    }
    Ok(())
}

/// What is based on the properties: all of it has to be told where its text begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Page,
    Paragraphs,
    Here,
}

struct Turn<'a> {
    text: &'a str,
    turns: bool,
    to: Direction,
    language: &'a str,
    patches: &'a mut Patches,
}

impl Turn<'_> {
    fn value(&self, tag: &Range<usize>, name: &str) -> Option<String> {
        attribute(&self.text[tag.clone()], name)
    }

    fn set(&mut self, tag: &Range<usize>, name: &str, value: &str) {
        if self.value(tag, name).as_deref() != Some(value) {
            self.patches.attribute(self.text, tag.clone(), name, Some(value));
        }
    }

    /// Writing mode and alignment of what `tag` says the properties of.
    fn sides(&mut self, tag: &Range<usize>, said: Said) {
        let mode = self.value(tag, "style:writing-mode");
        let turned = match (mode.as_deref(), self.to, said) {
            (Some("lr-tb" | "lr"), Direction::Rtl, _)
            | (None | Some("page"), Direction::Rtl, Said::Page | Said::Paragraphs) => Some("rl-tb"),
            (Some("rl-tb" | "rl"), Direction::Ltr, _) => Some("lr-tb"),
            _ => None,
        };
        if let Some(turned) = turned {
            self.set(tag, "style:writing-mode", turned);
        }
        let align = self.value(tag, "fo:text-align");
        let side = match (align.as_deref(), self.to, said) {
            (Some("left" | "start"), ..) | (None, Direction::Rtl, Said::Paragraphs) => Some("right"),
            (Some("right" | "end"), ..) => Some("left"),
            _ => None,
        };
        if let Some(side) = side {
            self.set(tag, "fo:text-align", side);
        }
        // A table on the side where lines begin stays on that side; any other was put where it is.
        match (self.value(tag, "table:align").as_deref(), self.to) {
            (Some("left"), Direction::Rtl) => self.set(tag, "table:align", "right"),
            (Some("right"), Direction::Ltr) => self.set(tag, "table:align", "left"),
            _ => {}
        }
    }

    /// Languages and twins of what `tag` says the looks of.
    fn letters(&mut self, tag: &Range<usize>) {
        let names = match self.to {
            Direction::Rtl => ("style:language-complex", "style:country-complex"),
            Direction::Ltr => ("fo:language", "fo:country"),
        };
        if self.value(tag, names.0).is_some() {
            let mut parts = self.language.split('-');
            let primary = parts.next().unwrap_or_default();
            let country = parts
                .find(|part| part.len() == 2)
                .unwrap_or("none")
                .to_ascii_uppercase();
            let country = if country == "NONE" { "none" } else { &country };
            self.set(tag, names.0, primary);
            self.set(tag, names.1, country);
        }
        if !self.turns {
            return;
        }
        for (plain, complex) in TWINS {
            let (own, other) = match self.to {
                Direction::Rtl => (plain, complex),
                Direction::Ltr => (complex, plain),
            };
            if let Some(value) = self.value(tag, own) {
                self.set(tag, other, &value);
            }
        }
    }
}
