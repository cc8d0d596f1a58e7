//! TMX as a format beside the others.

use std::collections::BTreeMap;
use std::io::Write;

use super::{Error as TmxError, Writer, article, patch, validate};
use crate::document::{Article, Segment, TranslationUnit};
use crate::format::xml::{self, reference, root_name};
use crate::format::{Error, Fault, Format, Input, Part, Patches, ReadOptions, View, WriteOptions};

/// TMX: read as an article in one pair of languages, written as 1.4 with one unit a segment that has a translation.
pub(in crate::format) struct Tmx;

impl Format for Tmx {
    fn id(&self) -> &'static str {
        "tmx"
    }

    fn name(&self) -> &'static str {
        "TMX 1.4"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tmx"]
    }

    fn recognises(&self, head: &str) -> bool {
        root_name(head) == Some("tmx")
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn carries(&self) -> &'static [Part] {
        &[Part::States, Part::Codes]
    }

    /// Bilingual: whatever is asked for, it is the file itself.
    fn keeps(&self, _: View) -> bool {
        true
    }

    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        let root = article::root(text)?;
        Ok(Input::Article(article::article(&root, options).0))
    }

    fn validate(&self, text: &str) -> Result<Vec<Fault>, Error> {
        Ok(validate::faults(text, &article::root(text)?))
    }

    fn passed_over(&self, text: &str, article: &Article) -> Result<BTreeMap<String, usize>, Error> {
        let root = article::root(text)?;
        let mut found = xml::unknown(&root, article::knows);
        for language in article::others(&root, article) {
            *found.entry(format!("<tuv> in {language}")).or_default() += 1;
        }
        Ok(found)
    }

    fn patches(&self, text: &str, article: &Article, options: &ReadOptions) -> Result<Patches, Error> {
        patch::patches(text, article, options)
    }

    fn escaped(&self, c: char) -> Option<String> {
        Some(reference(c))
    }

    fn write(&self, article: &Article, _: &WriteOptions<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let mut writer = Writer::new(out).map_err(refused)?;
        for (index, segment) in article.segments.iter().enumerate() {
            if !segment.target.content.is_blank() {
                let unit = unit(article, index, segment);
                let sides = [&segment.source, &segment.target.content];
                writer.write_with_codes(&unit, sides).map_err(refused)?;
            }
        }
        writer.finish().map_err(refused)?;
        Ok(())
    }
}

fn unit(article: &Article, index: usize, segment: &Segment) -> TranslationUnit {
    let source = |index: Option<usize>| {
        let neighbour = index.and_then(|index| article.segments.get(index));
        neighbour
            .map(|neighbour| neighbour.source.text.clone())
            .unwrap_or_default()
    };
    TranslationUnit {
        source: segment.source.text.clone(),
        target: segment.target.content.text.clone(),
        source_language: article.source_language.clone(),
        target_language: article.target_language.clone(),
        before: source(index.checked_sub(1)),
        after: source(index.checked_add(1)),
        properties: vec![(String::from("state"), segment.target.state.as_str().to_owned())],
        ..TranslationUnit::default()
    }
}

/// Writing stops for one reason only: the output takes no more.
fn refused(error: TmxError) -> Error {
    match error {
        TmxError::Write { source } => Error::Io(source),
        other => Error::Io(std::io::Error::other(other)),
    }
}
