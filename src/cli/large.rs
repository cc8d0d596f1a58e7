//! `tarjuman convert` of a translation memory that is larger than what is held at once: part by part.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

use anyhow::{anyhow, bail};

use crate::format::tmx::{self, Parts};
use crate::format::{self, Format, HEAD, Lost, ReadOptions};
use crate::store::{self, files};

use super::input::{self, STANDARD};

/// Files up to this size are converted as a whole, which says more about what is wrong with them.
const LARGE: u64 = 32 << 20;
/// Segments that are held at once.
const PART: usize = 4096;

/// What became of a file.
pub(super) struct Done<'a> {
    pub(super) segments: usize,
    pub(super) lost: Lost<'a>,
    /// What of the file is in no part.
    pub(super) passed_over: Vec<String>,
}

/// Whether `path` is a file of this kind.
pub(super) fn is_large(path: &Path) -> bool {
    let is_large = path.metadata().is_ok_and(|it| it.is_file() && it.len() > LARGE);
    let mut head = Vec::new();
    let begun =
        is_large && File::open(path).is_ok_and(|file| file.take(HEAD as u64).read_to_end(&mut head).is_ok());
    begun && format::recognise(&path.to_string_lossy(), &String::from_utf8_lossy(&head)).id() == "tmx"
}

/// Converts the file `from` into `to`, in time linear in the file; `None` if `format` cannot be written part by part. A file
/// that is `kept` is copied as it is, once it was read to its end.
pub(super) fn convert<'a>(
    (from, to): (&Path, &Path),
    (format, kept): (&'a dyn Format, bool),
    options: &ReadOptions,
) -> anyhow::Result<Option<Done<'a>>> {
    if format.in_parts(&mut std::io::sink())?.is_none() {
        return Ok(None);
    }
    let placed = |error: tmx::Error| input::flat(anyhow!(error).context(input::shown(from)));
    let mut parts = Parts::new(open(from)?, open(from)?, options, PART).map_err(placed)?;
    let mut done = Done {
        segments: 0,
        lost: Lost::in_format(format),
        passed_over: Vec::new(),
    };
    let mut write = |out: &mut dyn Write| -> anyhow::Result<()> {
        let mut unread = std::io::sink();
        let into: &mut dyn Write = if kept { &mut unread } else { &mut *out };
        let Some(mut writer) = format.in_parts(into)? else {
            return Ok(());
        };
        for part in &mut parts {
            let part = part.map_err(placed)?;
            done.segments += part.segments.len();
            done.lost.note(&part);
            writer.part(&part)?;
        }
        writer.finish()?;
        if kept {
            std::io::copy(&mut open(from)?, out)?;
        }
        Ok(())
    };
    if to == Path::new(STANDARD) {
        let mut out = BufWriter::new(std::io::stdout().lock());
        write(&mut out)?;
        out.flush()?;
    } else if to.is_symlink() {
        bail!("{}: is a link; name the file that it leads to", to.display());
    } else {
        files::replace(to, |out| {
            write(out).map_err(|error| match error.downcast::<format::Error>() {
                Ok(format::Error::Io(error)) => store::Error::of_file(to, "written", error).into(),
                Ok(other) => other.into(),
                Err(error) => error,
            })
        })?;
    }
    done.passed_over = (parts.passed_over().iter())
        .map(|(what, times)| format!("{times} × {what}"))
        .collect();
    Ok(Some(done))
}

fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
    let file = File::open(path).map_err(|error| anyhow!("{}: {}", input::shown(path), input::why(&error)))?;
    Ok(BufReader::with_capacity(1 << 16, file))
}
