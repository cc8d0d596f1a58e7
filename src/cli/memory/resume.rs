//! A file whose import was stopped, known again, and read on from where it was.
//!
//! A file is known by its length and its beginning, and what was read of it by its last bytes; what is not, is read anew.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::document::TranslationUnit;
use crate::format::tmx::{Error, Place, Reader};
use crate::store::ReadOn;

/// A file, or a part of it.
pub(super) type Input = Box<dyn BufRead + Send>;

/// A file that can be read on.
pub(super) struct Origin {
    path: PathBuf,
    file: File,
    /// What tells it from other files, and from itself read for other languages.
    id: String,
}

/// A place in a file as it is kept.
#[derive(Serialize, Deserialize)]
struct Mark {
    place: Place,
    /// A digest of what stands before it.
    before: String,
}

/// Bytes of the beginning and before a place that are looked at.
const LOOKED_AT: u64 = 1 << 12;

impl Origin {
    /// The file `path`, read for the languages `wanted`; `None` if it is none that can be read twice.
    pub(super) fn of(path: &Path, wanted: Option<(&str, &str)>) -> Option<Self> {
        let file = File::open(path).ok()?;
        let about = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
        let beginning = digest(&file, 0..about.len().min(LOOKED_AT)).ok()?;
        Some(Self {
            path: path.to_owned(),
            file,
            id: format!("{} {beginning} {wanted:?}", about.len()),
        })
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    fn mark(&self, place: Place) -> io::Result<String> {
        let before = self.before(place)?;
        Ok(serde_json::to_string(&Mark { place, before })?)
    }

    /// The place that was kept as `mark`, if the file is still the same up to there.
    pub(super) fn place(&self, mark: &str) -> Option<Place> {
        let Mark { place, before } = serde_json::from_str(mark).ok()?;
        self.before(place)
            .is_ok_and(|found| found == before)
            .then_some(place)
    }

    fn before(&self, place: Place) -> io::Result<String> {
        digest(&self.file, place.offset.saturating_sub(LOOKED_AT)..place.offset)
    }

    /// What stands before the first unit, and then what stands behind `place`.
    pub(super) fn rest(&self, place: Place) -> io::Result<Input> {
        let head = part(&self.file, 0..place.head)?;
        // A copy of the handle would share its place with the looks at what was read.
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(place.offset))?;
        Ok(Box::new(
            Cursor::new(head).chain(BufReader::with_capacity(1 << 16, file)),
        ))
    }
}

fn part(mut file: &File, span: Range<u64>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(span.start))?;
    file.take(span.end - span.start).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn digest(file: &File, span: Range<u64>) -> io::Result<String> {
    let digest = Sha256::digest(part(file, span)?);
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The units of a file that can be read; `on_error` hears of the others.
pub(super) struct Units<'a, F> {
    pub(super) reader: &'a mut Reader<Input>,
    pub(super) origin: Option<&'a Origin>,
    pub(super) bar: &'a ProgressBar,
    pub(super) on_error: F,
}

impl<F: FnMut(Error)> Iterator for Units<'_, F> {
    type Item = TranslationUnit;

    fn next(&mut self) -> Option<TranslationUnit> {
        loop {
            let read = self.reader.next()?;
            self.bar.inc(1);
            match read {
                Ok(unit) => return Some(unit),
                Err(error) => (self.on_error)(error),
            }
        }
    }
}

impl<F: FnMut(Error) + Send> ReadOn for Units<'_, F> {
    fn place(&self) -> Option<String> {
        self.origin?.mark(self.reader.place()?).ok()
    }
}
