//! TMX of an article: one unit a segment that has a translation.

use std::io::Write;

use super::tmx::{self, Writer};
use super::{Error, Format, WriteOptions};
use crate::document::{Article, Segment, TranslationUnit};

/// TMX 1.4. Units are read by the memory, which may hold more of them than an article holds segments.
pub(super) struct Tmx;

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

    fn is_writable(&self) -> bool {
        true
    }

    fn write(&self, article: &Article, _: &WriteOptions<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let mut writer = Writer::new(out).map_err(refused)?;
        for (index, segment) in article.segments.iter().enumerate() {
            if !segment.target.content.is_blank() {
                writer.write(&unit(article, index, segment)).map_err(refused)?;
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
fn refused(error: tmx::Error) -> Error {
    match error {
        tmx::Error::Write { source } => Error::Io(source),
        other => Error::Io(std::io::Error::other(other)),
    }
}
