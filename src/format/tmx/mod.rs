//! TMX, the exchange format of translation memories, a unit at a time in both directions.
//!
//! Read: 1.1 to 1.4b, in UTF-8, UTF-16 or the encoding that the XML declaration names. Written: 1.4, UTF-8. Memory in use
//! is that of one unit, however long the file. A document type is accepted and never fetched, and no entity is
//! expanded but those of XML and those that the file declares as a few characters. Inline codes are left out of the text and
//! counted.
//!
//! As a file to be translated or converted ([`super::Format`]) one pair of languages of it is an article, codes included, and
//! edited targets are put back where they stand; [`Parts`] is that article part by part, however long the file.
//!
//! All of it stands on one pass: `cut` parts the file at its units, `frame` follows what stands around them, `parse` reads a
//! unit.
//!
//! ```
//! use tarjuman::format::tmx::{Reader, Writer};
//!
//! let file = r#"<tmx version="1.4"><header/><body><tu>
//!   <tuv xml:lang="en-US"><seg>Yes</seg></tuv>
//!   <tuv xml:lang="ar"><seg>نعم</seg></tuv>
//! </tu></body></tmx>"#;
//! let units: Vec<_> = Reader::new(file.as_bytes(), Some(("ar", "en")))?.collect::<Result<_, _>>()?;
//! assert_eq!((&*units[0].source, &*units[0].target), ("نعم", "Yes"));
//!
//! let mut writer = Writer::new(Vec::new())?;
//! writer.write(&units[0])?;
//! assert!(String::from_utf8(writer.finish()?)?.contains("<seg>نعم</seg>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod article;
mod cut;
mod decode;
mod file;
mod frame;
mod parse;
mod parts;
mod patch;
mod read;
mod unit;
mod validate;
mod whole;
mod write;

use std::io;

use thiserror::Error as ThisError;

pub(super) use file::Tmx;
pub use parts::Parts;
pub use read::{Counts, Place, Reader};
pub use write::Writer;

/// What is wrong with a TMX file. Lines count from 1.
#[derive(Debug, ThisError)]
#[non_exhaustive]
pub enum Error {
    /// The file is not well-formed XML.
    #[error("line {line}: {what}; the file is damaged here: export it again, or mend this line")]
    Malformed {
        /// Where.
        line: u64,
        /// The parser's words.
        what: String,
    },
    /// The file ends inside an element.
    #[error("line {line}: the file ends before </tmx>; it was cut short: copy or export it again")]
    Truncated {
        /// Its last line.
        line: u64,
    },
    /// The file is XML of another kind.
    #[error("line {line}: <{found}> where <tmx> should begin; this is not a TMX file")]
    NotTmx {
        /// Where.
        line: u64,
        /// The element that stands there.
        found: String,
    },
    /// The file holds no element at all.
    #[error("the file is empty or no XML; a TMX file begins with <tmx>")]
    Empty,
    /// Bytes that the file's encoding does not allow.
    #[error(
        "line {line}: bytes that are not {encoding}; correct the encoding in the first line, or convert the file"
    )]
    BadBytes {
        /// Where, or shortly after.
        line: u64,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// The XML declaration names an encoding that is not known.
    #[error("line 1: the encoding {name} is not known; convert the file to UTF-8")]
    Encoding {
        /// The name.
        name: String,
    },
    /// A reference to an entity of the document type.
    #[error(
        "line {line}: &{name}; is none of the entities of XML, and none that the file may declare; replace it by its text"
    )]
    Entity {
        /// Where.
        line: u64,
        /// The entity.
        name: String,
    },
    /// A variant of a unit says no language.
    #[error("line {line}: a <tuv> of this unit has no xml:lang; say its language")]
    NoLanguage {
        /// Where the unit begins.
        line: u64,
    },
    /// A variant of a unit has no text.
    #[error("line {line}: the <tuv> in {language} has no <seg>; give it one, or remove it")]
    NoSegment {
        /// Where the unit begins.
        line: u64,
        /// Its language.
        language: String,
    },
    /// The file cannot be read.
    #[error("line {line}: the file cannot be read further; check the disk and try again")]
    Read {
        /// How far it was read.
        line: u64,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The file cannot be written.
    #[error("the file cannot be written; check the disk's space and try again")]
    Write {
        /// The cause.
        #[source]
        source: io::Error,
    },
}

impl Error {
    /// Whether only this unit is at fault, so that reading may go on with the next.
    #[must_use]
    pub fn is_of_one_unit(&self) -> bool {
        matches!(
            self,
            Self::NoLanguage { .. } | Self::NoSegment { .. } | Self::Entity { .. }
        )
    }
}

#[cfg(test)]
mod tests;
