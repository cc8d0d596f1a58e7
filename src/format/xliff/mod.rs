//! XLIFF: written as 2.1, read as 2.x and 1.2.
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

mod inline;
mod read;
mod read_v1;
mod state;
mod write;

use std::io::Write;

use super::xml;
use super::{Error, Format, Input, ReadOptions, WriteOptions};
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
        &["xlf", "xliff"]
    }

    fn recognises(&self, head: &str) -> bool {
        head.trim_start().starts_with('<') && head.contains("<xliff")
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        let root = xml::parse(text)?;
        let version = root.attribute("version").unwrap_or_default();
        let article = match version.split('.').next() {
            _ if root.name != "xliff" => {
                let message = format!("<{}> is no XLIFF file; it would begin with <xliff>", root.name);
                return Err(Error::at(text, root.at, message));
            }
            Some("2") => read::article(text, &root, options)?,
            Some("1") => read_v1::article(text, &root, options)?,
            _ => {
                let message = format!("XLIFF version `{version}` is not known; export as 2.1 or 1.2");
                return Err(Error::at(text, root.at, message));
            }
        };
        Ok(Input::Article(article))
    }

    fn write(&self, article: &Article, _options: &WriteOptions, out: &mut dyn Write) -> Result<(), Error> {
        write::article(article, out)
    }
}
