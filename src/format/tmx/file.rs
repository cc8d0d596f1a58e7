//! TMX as a format beside the others.

use std::collections::BTreeMap;
use std::io::Write;

use super::whole::Whole;
use super::{Error as TmxError, Writer, article, parse, patch, validate};
use crate::document::{Article, Segment, TranslationUnit};
use crate::format::xml::{reference, root_name};
use crate::format::{Error, Fault, Format, InParts, Input, Part, Patches, ReadOptions, View, WriteOptions};

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
        Ok(Input::Article(article::article(text, options, |_, _| {})?))
    }

    fn validate(&self, text: &str) -> Result<Vec<Fault>, Error> {
        validate::faults(text)
    }

    fn passed_over(&self, text: &str, article: &Article) -> Result<BTreeMap<String, usize>, Error> {
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        let frame = Whole::of(text).each(|piece| {
            for what in article::passed_over(&parse::unit(piece)?, article) {
                *found.entry(what).or_default() += 1;
            }
            Ok(())
        })?;
        for (what, times) in frame.unknown {
            *found.entry(what).or_default() += times;
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
        let mut units = Box::new(Units::begin(out)?);
        units.part(article)?;
        units.finish()
    }

    fn in_parts<'a>(&self, out: &'a mut dyn Write) -> Result<Option<Box<dyn InParts + 'a>>, Error> {
        Ok(Some(Box::new(Units::begin(out)?)))
    }
}

/// A file while it is written. A unit names its neighbours, so the latest segment waits for the next.
struct Units<'a> {
    writer: Writer<&'a mut dyn Write>,
    languages: [String; 2],
    before: String,
    waiting: Option<Segment>,
}

impl<'a> Units<'a> {
    fn begin(out: &'a mut dyn Write) -> Result<Self, Error> {
        Ok(Self {
            writer: Writer::new(out).map_err(refused)?,
            languages: [String::new(), String::new()],
            before: String::new(),
            waiting: None,
        })
    }

    /// Writes the unit of `segment`, if it has a translation.
    fn unit(&mut self, segment: &Segment, after: &str) -> Result<(), Error> {
        let before = std::mem::replace(&mut self.before, segment.source.text.clone());
        if segment.target.content.is_blank() {
            return Ok(());
        }
        let [source_language, target_language] = self.languages.clone();
        let unit = TranslationUnit {
            source: segment.source.text.clone(),
            target: segment.target.content.text.clone(),
            source_language,
            target_language,
            before,
            after: after.to_owned(),
            properties: vec![(String::from("state"), segment.target.state.as_str().to_owned())],
            ..TranslationUnit::default()
        };
        let sides = [&segment.source, &segment.target.content];
        self.writer.write_with_codes(&unit, sides).map_err(refused)
    }
}

impl InParts for Units<'_> {
    fn part(&mut self, part: &Article) -> Result<(), Error> {
        self.languages = [part.source_language.clone(), part.target_language.clone()];
        let Some((last, others)) = part.segments.split_last() else {
            return Ok(());
        };
        if let Some(waiting) = self.waiting.take() {
            self.unit(&waiting, &part.segments[0].source.text)?;
        }
        for (segment, next) in others.iter().zip(&part.segments[1..]) {
            self.unit(segment, &next.source.text)?;
        }
        self.waiting = Some(last.clone());
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        if let Some(waiting) = self.waiting.take() {
            self.unit(&waiting, "")?;
        }
        self.writer.finish().map_err(refused)?;
        Ok(())
    }
}

/// Writing stops for one reason only: the output takes no more.
fn refused(error: TmxError) -> Error {
    match error {
        TmxError::Write { source } => Error::Io(source),
        other => Error::Io(std::io::Error::other(other)),
    }
}
