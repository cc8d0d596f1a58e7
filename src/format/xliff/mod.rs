//! XLIFF: written as 2.1, or as 1.2 for tools that know no later version; read, checked and edited in place as 2.0 to 2.2
//! and 1.0 to 1.2, with the states of Trados, memoQ and Phrase.
//!
//! One unit a block, one segment a segment, the white space between as `ignorable`. Terms are `mrk` of type `term`
//! with entries of the glossary module, memory matches go to the matches module, the origin of each target to the
//! metadata module, findings to notes. Characters that XML cannot hold become `cp`.
//!
//! Written and read again, an article keeps its languages, blocks, segments, codes, states, origins, reasons and
//! memory matches. It does not keep terms and findings, which the glossary and the checks find again, nor
//! blocks without segments; text of matches, names and notes has U+FFFD for characters that XML cannot hold.
//!
//! Specification: OASIS XLIFF 2.1 (2018); XLIFF 1.2 (2008).

mod dialect;
mod flavour;
mod inline;
mod patch;
mod patch_v1;
mod phrase;
mod read;
mod read_v1;
mod state;
mod translatable;
mod validate;
mod validate_v1;
mod write;
mod write_v1;

use std::collections::{BTreeMap, HashSet};
use std::io::Write;

use super::xml::{self, Element};
use super::{Error, Fault, Format, Input, Part, Patches, ReadOptions, View, WriteOptions};
use crate::document::Article;

/// XLIFF.
pub(super) struct Xliff;

impl Format for Xliff {
    fn id(&self) -> &'static str {
        "xliff"
    }

    fn name(&self) -> &'static str {
        "XLIFF 2.1"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xlf", "xliff", "sdlxliff", "mqxliff", "mxliff"]
    }

    fn recognises(&self, head: &str) -> bool {
        xml::root_name(head) == Some("xliff")
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

    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        let root = xml::parse(text)?;
        let article = match version(text, &root)? {
            Version::One => read_v1::article(&root, options).0,
            Version::Two => read::article(text, &root, options)?.0,
        };
        Ok(Input::Article(article))
    }

    fn validate(&self, text: &str) -> Result<Vec<Fault>, Error> {
        let root = xml::parse(text)?;
        Ok(match version(text, &root)? {
            Version::One => validate_v1::faults(text, &root),
            Version::Two => validate::faults(text, &root),
        })
    }

    fn passed_over(&self, text: &str, _: &Article) -> Result<BTreeMap<String, usize>, Error> {
        let root = xml::parse(text)?;
        let (knows, names): (fn(&Element) -> bool, _) = match version(text, &root)? {
            Version::One => (read_v1::knows, &read_v1::UNITS),
            Version::Two => (read::knows, &read::UNITS),
        };
        let units = translatable::units(&root, names);
        let translated: HashSet<usize> = units.into_iter().map(|unit| unit.at).collect();
        let is_left = |element: &Element| element.name == names.unit && !translated.contains(&element.at);
        Ok(xml::unknown(&root, |element| knows(element) && !is_left(element)))
    }

    /// Bilingual: whatever is asked for, it is the file itself.
    fn keeps(&self, _: View) -> bool {
        true
    }

    fn patches(&self, text: &str, article: &Article, options: &ReadOptions) -> Result<Patches, Error> {
        let root = xml::parse(text)?;
        match version(text, &root)? {
            Version::One => patch_v1::patches(text, &root, article, options),
            Version::Two => patch::patches(text, &root, article, options),
        }
    }

    fn escaped(&self, c: char) -> Option<String> {
        Some(xml::reference(c))
    }

    fn write(&self, article: &Article, _options: &WriteOptions, out: &mut dyn Write) -> Result<(), Error> {
        write::article(article, out)
    }
}

/// XLIFF 1.2, written for other tools; [`Xliff`] reads it.
pub(super) struct Xliff12;

impl Format for Xliff12 {
    fn id(&self) -> &'static str {
        "xliff-1.2"
    }

    fn name(&self) -> &'static str {
        "XLIFF 1.2"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn carries(&self) -> &'static [Part] {
        &[
            Part::Untranslated,
            Part::States,
            Part::Origins,
            Part::Reasons,
            Part::Codes,
            Part::Comments,
            Part::Matches,
            Part::Findings,
            Part::Blocks,
        ]
    }

    fn write(&self, article: &Article, _: &WriteOptions, out: &mut dyn Write) -> Result<(), Error> {
        write_v1::article(article, out)
    }
}

/// The two families of the format, which have little but the name in common.
enum Version {
    One,
    Two,
}

fn version(text: &str, root: &Element) -> Result<Version, Error> {
    if root.name != "xliff" {
        let message = format!("<{}> is no XLIFF file; it would begin with <xliff>", root.name);
        return Err(Error::at(text, root.at, message));
    }
    let version = root.attribute("version").unwrap_or_default();
    let has_body = || translatable::files(root).any(|file| file.child("body").is_some());
    match version.split('.').next() {
        Some("1") => Ok(Version::One),
        Some("2") => Ok(Version::Two),
        // What has left its version out, or invented one, is of the family that has bodies.
        _ if has_body() => Ok(Version::One),
        _ => {
            let message = format!("XLIFF version `{version}` is not known; export as 2.1 or 1.2");
            Err(Error::at(text, root.at, message))
        }
    }
}
