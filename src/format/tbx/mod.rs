//! TBX, the exchange format of glossaries: ISO 30042:2019 (Core, Min, Basic and private dialects, in both styles) and the
//! edition of 2008 (`martif`), as many tools still write it.
//!
//! A file is a list of terms in a pair of its languages ([`Terms`]), and for commands that know segments a bilingual article of
//! one segment a concept. Edited renderings are put where they stand; every other byte stays. Written is TBX-Basic of
//! 2019 in DCA style, or that of 2008.
//!
//! Specification: ISO 30042:2019; LISA OSCAR, TBX-Basic (2008).

mod article;
mod concept;
mod pair;
mod read;
mod validate;
mod write;

use std::io::Write;

use super::xml::{reference, root_name};
use super::{Error, Fault, Format, Input, Patches, ReadOptions, Terms, View, WriteOptions};
use crate::document::{Article, Term, TermList};

/// TBX of 2019.
pub(super) struct Tbx;

/// TBX of 2008, written for tools that read no other.
pub(super) struct Martif;

impl Format for Tbx {
    fn id(&self) -> &'static str {
        "tbx"
    }

    fn name(&self) -> &'static str {
        "TBX-Basic"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tbx"]
    }

    fn recognises(&self, head: &str) -> bool {
        root_name(head).is_some_and(concept::is_root)
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn is_writable(&self) -> bool {
        true
    }

    /// Bilingual: whatever is asked for, it is the file itself.
    fn keeps(&self, _: View) -> bool {
        true
    }

    fn terms(&self) -> Option<&dyn Terms> {
        Some(self)
    }

    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        let root = concept::root(text)?;
        Ok(Input::Article(article::article(&root, options)))
    }

    fn validate(&self, text: &str) -> Result<Vec<Fault>, Error> {
        Ok(validate::faults(text, &concept::root(text)?))
    }

    fn patches(&self, text: &str, article: &Article, options: &ReadOptions) -> Result<Patches, Error> {
        article::patches(text, &concept::root(text)?, article, options)
    }

    fn escaped(&self, c: char) -> Option<String> {
        Some(reference(c))
    }

    fn write(&self, article: &Article, _: &WriteOptions<'_>, out: &mut dyn Write) -> Result<(), Error> {
        write::terms(&listed(article), &write::SECOND, out)
    }
}

impl Terms for Tbx {
    fn read(&self, text: &str, options: &ReadOptions) -> Result<TermList, Error> {
        read::terms(text, options)
    }

    fn write(&self, terms: &TermList, out: &mut dyn Write) -> Result<(), Error> {
        write::terms(terms, &write::SECOND, out)
    }

    fn lost(&self, term: &Term) -> Vec<&'static str> {
        write::lost(term)
    }
}

impl Format for Martif {
    fn id(&self) -> &'static str {
        "tbx-2008"
    }

    fn name(&self) -> &'static str {
        "TBX-Basic of 2008"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn terms(&self) -> Option<&dyn Terms> {
        Some(self)
    }

    fn write(&self, article: &Article, _: &WriteOptions<'_>, out: &mut dyn Write) -> Result<(), Error> {
        write::terms(&listed(article), &write::FIRST, out)
    }
}

impl Terms for Martif {
    fn read(&self, text: &str, options: &ReadOptions) -> Result<TermList, Error> {
        read::terms(text, options)
    }

    fn write(&self, terms: &TermList, out: &mut dyn Write) -> Result<(), Error> {
        write::terms(terms, &write::FIRST, out)
    }

    fn lost(&self, term: &Term) -> Vec<&'static str> {
        write::lost(term)
    }
}

/// The translated segments of an article as terms.
fn listed(article: &Article) -> TermList {
    let translated = article
        .segments
        .iter()
        .filter(|segment| !segment.target.content.is_blank());
    TermList {
        source_language: article.source_language.clone(),
        target_language: article.target_language.clone(),
        terms: translated
            .map(|segment| {
                let term = Term {
                    source: concept::inline(&segment.source.text),
                    target: concept::inline(&segment.target.content.text),
                    ..Term::default()
                };
                (0, term)
            })
            .collect(),
        ..TermList::default()
    }
}

#[cfg(test)]
mod tests;
