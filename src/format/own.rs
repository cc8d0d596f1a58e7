//! An article in the format of the file it was read from: that very file, with the article's targets in it.

use std::io::Write;

use super::skeleton::patched;
use super::{Error, Format, Paragraphs, ReadOptions, View, WriteOptions};
use crate::document::Article;

/// The file that an article was read from.
#[derive(Debug, Clone, Copy)]
pub struct Own<'a> {
    /// The id of the format that read it.
    pub format: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The name of its encoding.
    pub encoding: &'a str,
    /// How it was cut into paragraphs, if it is plain text.
    pub paragraphs: Paragraphs,
}

impl Own<'_> {
    /// Whether [`written`] gives this very file back for `format` and `view`.
    #[must_use]
    pub fn is_kept(&self, format: &dyn Format, view: View) -> bool {
        self.format == format.id() && format.keeps(possible(format, view))
    }
}

/// A format without a form for both languages has the translation alone.
fn possible(format: &dyn Format, view: View) -> View {
    if format.is_writable() { view } else { View::Target }
}

/// Writes an article as a file of `format`: as its `own` file with its targets put in, where the format keeps that in the
/// view of `options`, and otherwise as a new one.
///
/// # Errors
/// What [`patched`] and [`Format::write`] say.
pub fn written(
    format: &dyn Format,
    article: &Article,
    own: Option<Own<'_>>,
    options: &WriteOptions<'_>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let view = possible(format, options.view);
    if let Some(own) = own.filter(|own| own.is_kept(format, view)) {
        let reading = ReadOptions {
            name: article.name.clone(),
            source_language: Some(article.source_language.clone()),
            target_language: Some(article.target_language.clone()),
            paragraphs: own.paragraphs,
            ..ReadOptions::default()
        };
        match patched(format, (own.bytes, own.encoding), article, &reading) {
            // A JSON file that holds an article has no text of its own to keep.
            Err(Error::NotKept { .. }) => {}
            // A sentence that was parted or joined here has no place in a bilingual file; the article is written anew.
            Err(Error::OtherText { .. }) if view != View::Target && format.is_writable() => {}
            bytes => return Ok(out.write_all(&bytes?)?),
        }
    }
    format.write(article, &WriteOptions { view, ..*options }, out)
}
