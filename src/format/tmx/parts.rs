//! A TMX file of any size as an article that comes in parts.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::article::{Tongues, passed_over, take};
use super::cut::{Cutter, Piece, What};
use super::decode::{Rejoined, decoded};
use super::frame::Frame;
use super::{Error, parse};
use crate::document::Article;
use crate::format::numbering::SegmentIds;
use crate::format::{ReadOptions, languages};

/// The segments of a file in one pair of languages, in articles of bounded size, as [`Format`](crate::format::Format) would read them in one.
///
/// Beside the part that is made, 32 bytes a segment are kept, by which ids are told from each other.
pub struct Parts<R> {
    file: Cutter<Rejoined<R>>,
    frame: Frame,
    /// The article without segments.
    blank: Article,
    ids: SegmentIds,
    most: usize,
    /// How many segments came before.
    before: usize,
    passed_over: BTreeMap<String, usize>,
    ended: bool,
}

impl<R: BufRead> Parts<R> {
    /// Parts of `most` segments. Where `options` do not name both languages, `first` is read for them, the same file as
    /// `second`.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn new(first: R, second: R, options: &ReadOptions, most: usize) -> Result<Self, Error> {
        let mut tongues = Tongues::default();
        if options.source_language.is_none() || options.target_language.is_none() {
            let mut frame = Frame::default();
            let mut file = Cutter::new(decoded(first)?);
            while let Some(piece) = next(&mut file, &mut frame)? {
                if piece.what == What::Unit {
                    tongues.note(&parse::unit(&piece).map_err(|misread| misread.error)?);
                }
            }
            tongues.declared = frame.declared().map(str::to_owned);
        }
        let mut blank = tongues.article(options);
        languages::settle_or_leave(&mut blank, options);
        Ok(Self {
            file: Cutter::new(decoded(second)?),
            frame: Frame::default(),
            blank,
            ids: SegmentIds::default(),
            most: most.max(1),
            before: 0,
            passed_over: BTreeMap::new(),
            ended: false,
        })
    }

    /// What stood in the file so far and is in no part, by what TMX calls it.
    #[must_use]
    pub fn passed_over(&self) -> BTreeMap<String, usize> {
        let mut all = self.passed_over.clone();
        for (what, times) in &self.frame.unknown {
            *all.entry(what.clone()).or_default() += times;
        }
        all
    }

    fn part(&mut self) -> Result<Article, Error> {
        let mut part = self.blank.clone();
        while part.segments.len() < self.most {
            let Some(piece) = next(&mut self.file, &mut self.frame)? else {
                self.ended = true;
                break;
            };
            if piece.what == What::Unit {
                let unit = parse::unit(&piece).map_err(|misread| misread.error)?;
                take(&mut part, &unit, &mut self.ids, &mut |_, _| {});
                for what in passed_over(&unit, &part) {
                    *self.passed_over.entry(what).or_default() += 1;
                }
            }
        }
        for segment in &mut part.segments {
            segment.block += self.before;
        }
        self.before += part.segments.len();
        Ok(part)
    }
}

impl<R: BufRead> Iterator for Parts<R> {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let part = self.part();
        self.ended |= part.is_err();
        Some(part)
    }
}

/// The next piece, which the frame has seen.
fn next<'a, R: BufRead>(file: &'a mut Cutter<R>, frame: &mut Frame) -> Result<Option<Piece<'a>>, Error> {
    let line = file.line();
    let Some(piece) = file.next()? else {
        frame.finish(line)?;
        return Ok(None);
    };
    match piece.what {
        What::Unit => frame.takes(piece.line)?,
        What::Frame => frame.take(&piece)?,
    }
    Ok(Some(piece))
}
