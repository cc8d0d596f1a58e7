//! File formats: bytes to text, text to a document, an article to a file.
//!
//! A format is one file (or folder) that implements [`Format`] and its line in [`ALL`]. Readers take decoded text
//! (see [`decode`]) and never touch the disk; writers write to whatever they are given. Both are deterministic:
//! the same input gives the same output, byte for byte, without dates or random ids.
//!
//! ```
//! use tarjuman::format::{Input, ReadOptions, by_extension, decode};
//!
//! let decoded = decode(b"\xEF\xBB\xBFOne paragraph.\n\nAnother.", None)?;
//! let format = by_extension("txt").ok_or("no such format")?;
//! let Input::Document(document) = format.read(&decoded.text, &ReadOptions::default())? else {
//!     return Err("plain text has one language".into());
//! };
//! assert_eq!(document.blocks.len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod annotated;
mod cells;
mod decode;
mod docx;
mod epub;
mod error;
mod fault;
mod html;
mod json;
mod labels;
mod languages;
mod markdown;
mod markup;
mod numbering;
mod odt;
mod own;
mod package;
mod page;
mod part;
mod passage;
mod placeholder;
mod po;
mod rows;
mod skeleton;
mod strings;
mod subtitles;
mod table;
mod tags;
mod tbx;
mod terms;
mod text;
pub mod tmx;
mod xliff;
mod xlsx;
mod xml;

use std::collections::BTreeMap;
use std::io::Write;

pub use decode::{Certainty, Decoded, decode};
pub use error::Error;
pub use fault::Fault;
pub use html::clipped;
pub use languages::{UNDETERMINED, Undeclared};
pub use own::{Own, written};
pub use part::{Lost, Part, left_out, lost};
pub use skeleton::{Patches, patched};
pub use terms::{Row, Table, Terms};
pub use text::Paragraphs;

use crate::document::{Article, Document, Summary};

/// A file format: what it is called, what it looks like, how it is read and written.
///
/// A format that is only read or only written leaves the other method out and is then refused with a list of
/// those that can.
pub trait Format: Sync {
    /// Stable identifier, as given to `--format`: `xliff`.
    fn id(&self) -> &'static str;

    /// What people call it: `XLIFF 2.1`.
    fn name(&self) -> &'static str;

    /// File name extensions in lower case, without the dot, the usual one first.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether a file that begins with `head` (decoded, at most [`HEAD`] bytes) is certainly of this format.
    fn recognises(&self, head: &str) -> bool {
        let _ = head;
        false
    }

    /// Whether [`Format::read`] is there.
    fn is_readable(&self) -> bool {
        false
    }

    /// Whether [`Format::write`] is there.
    fn is_writable(&self) -> bool {
        false
    }

    /// Reads a whole file.
    ///
    /// # Errors
    /// [`Error::NotReadable`] for a format that is only written; otherwise what is wrong with the file, and where.
    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        let _ = (text, options);
        Err(Error::NotReadable {
            format: self.name(),
            readable: ids(|format| format.is_readable()),
        })
    }

    /// Whether an article that came from a file of this format is written, in this view, as that very file with what
    /// differs replaced ([`patched`]): a bilingual file in every view, a document in that of its translation.
    fn keeps(&self, view: View) -> bool {
        let _ = view;
        false
    }

    /// What is to be replaced in the file `text` so that it holds the targets of `article`: in a bilingual file targets
    /// and states; in a document its own words, directions and language tags. `text` and `options` are what
    /// [`Format::read`] made the article from.
    ///
    /// # Errors
    /// [`Error::NotKept`] where the format cannot do this; [`Error::OtherText`] where the article has what the file has
    /// no place for; otherwise what reading reports.
    fn patches(&self, text: &str, article: &Article, options: &ReadOptions) -> Result<Patches, Error> {
        let _ = (text, article, options);
        Err(Error::NotKept {
            format: self.name(),
            keeping: ids(|format| format.keeps(View::Target)),
        })
    }

    /// How a file of this format writes a character that its encoding lacks: `&#333;`. `None`: it cannot.
    fn escaped(&self, c: char) -> Option<String> {
        let _ = c;
        None
    }

    /// Writes an article as a whole file.
    ///
    /// # Errors
    /// [`Error::NotWritable`] for a format that is only read; [`Error::Io`] when `out` takes no more.
    fn write(&self, article: &Article, options: &WriteOptions, out: &mut dyn Write) -> Result<(), Error> {
        let _ = (article, options, out);
        Err(Error::NotWritable {
            format: self.name(),
            writable: ids(|format| format.is_writable()),
        })
    }

    /// A writer of an article that comes in parts, where a file of this format can be written so: what it holds of the
    /// article does not grow with it.
    ///
    /// # Errors
    /// [`Error::Io`] when `out` takes no more.
    fn in_parts<'a>(&self, out: &'a mut dyn Write) -> Result<Option<Box<dyn InParts + 'a>>, Error> {
        let _ = out;
        Ok(None)
    }

    /// Which rules of the format the file `text` breaks, in the order of the file. A format without rules of its own
    /// has what its reader says.
    ///
    /// # Errors
    /// What is so wrong with the file that it cannot be read.
    fn validate(&self, text: &str) -> Result<Vec<Fault>, Error> {
        self.read(text, &ReadOptions::default()).map(|_| Vec::new())
    }

    /// What of an article, beside sources and targets, a file that [`Format::write`] writes in both languages holds.
    fn carries(&self) -> &'static [Part] {
        &[]
    }

    /// What stands in the bilingual file `text` that was read as `article` and is in no part of that, by what the format
    /// calls it, with how often: lost where the article is written anew.
    ///
    /// # Errors
    /// What [`Format::read`] says of the file.
    fn passed_over(&self, text: &str, article: &Article) -> Result<BTreeMap<String, usize>, Error> {
        let _ = (text, article);
        Ok(BTreeMap::new())
    }

    /// The format as one of glossaries, if it is.
    fn terms(&self) -> Option<&dyn Terms> {
        None
    }

    /// The format as one of tables whose rows may be a glossary's, if it is.
    fn table(&self) -> Option<&dyn Table> {
        None
    }
}

/// Writes an article that comes in parts.
pub trait InParts {
    /// Writes the segments of `part`, which are those after the part before.
    ///
    /// # Errors
    /// [`Error::Io`] when the output takes no more.
    fn part(&mut self, part: &Article) -> Result<(), Error>;

    /// Ends the file.
    ///
    /// # Errors
    /// [`Error::Io`] when the output takes no more.
    fn finish(self: Box<Self>) -> Result<(), Error>;
}

/// Every format, in the order of the manual and of the content tests.
pub const ALL: &[&dyn Format] = &[
    &text::Text,
    &page::Page,
    &docx::Docx,
    &odt::Odt,
    &epub::Epub,
    &markdown::Markdown,
    &xliff::Xliff,
    &xliff::Xliff12,
    &table::Tsv,
    &table::Csv,
    &xlsx::Xlsx,
    &json::Json,
    &tmx::Tmx,
    &tbx::Tbx,
    &tbx::Martif,
    &po::Po,
    &subtitles::Srt,
    &subtitles::Vtt,
    &strings::Properties,
    &strings::Yaml,
];

/// How many bytes of decoded text [`recognise`] looks at.
pub const HEAD: usize = 4096;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A document in one language, to be translated.
    Document(Document),
    /// Segments with their targets, from a bilingual file.
    Article(Article),
}

/// What a reader is told beside the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The name a bilingual file's article gets when the file does not say: the file's name.
    pub name: String,
    /// Source language (BCP 47) for a bilingual file that does not say; `None` detects it from the text.
    pub source_language: Option<String>,
    /// Target language, likewise.
    pub target_language: Option<String>,
    /// The pairs that such a file is probably in, the likeliest first; either tag may be empty. One holds where the text is
    /// not in another script, and comes before what the text tells.
    pub expected: Vec<(String, String)>,
    /// What is done about a language that nothing but the text tells.
    pub undeclared: Undeclared,
    /// How plain text is cut into paragraphs.
    pub paragraphs: Paragraphs,
}

/// What a writer is told beside the article.
#[derive(Debug, Clone, Copy, Default)]
pub struct WriteOptions<'a> {
    /// Both languages or the translation alone, where the format offers both.
    pub view: View,
    /// Counts to print with the article, where the format has a place for them.
    pub summary: Option<&'a Summary>,
}

/// Which side of the article a reader of the file sees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// Source and target.
    #[default]
    Bilingual,
    /// The translation alone.
    Target,
    /// Source and target for a person without this program, to be edited and sent back; formats that can be edited as
    /// they are write the bilingual file.
    Review,
}

/// The format with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.id() == id)
}

/// The format a file name extension stands for, in any letter case, without the dot.
#[must_use]
pub fn by_extension(extension: &str) -> Option<&'static dyn Format> {
    let extension = extension.to_ascii_lowercase();
    ALL.iter()
        .copied()
        .find(|format| format.extensions().contains(&extension.as_str()))
}

/// The format of a file by its content, or where the content does not tell by its name; plain text if neither does.
///
/// `head` is the beginning of the decoded text; more than [`HEAD`] bytes of it are not looked at. A name without
/// an extension, such as `-`, says nothing.
#[must_use]
pub fn recognise(name: &str, head: &str) -> &'static dyn Format {
    let head = start(head, HEAD);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ALL.iter()
        .copied()
        .find(|format| format.recognises(head))
        .or_else(|| by_extension(extension))
        .unwrap_or(&text::Text)
}

/// The first `length` bytes of `text`, or as many less as end on a character.
fn start(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn ids(wanted: impl Fn(&dyn Format) -> bool) -> String {
    let ids: Vec<_> = ALL
        .iter()
        .filter(|format| wanted(**format))
        .map(|format| format.id())
        .collect();
    ids.join(", ")
}
