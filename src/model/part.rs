//! A file of which a part has come, kept under its checksum until all of it is there.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::catalogue::{PublishedFile, Seal};
use super::error::Error;
use crate::store::files;

/// A file on its way.
pub(super) struct Part {
    whole: PathBuf,
    path: PathBuf,
    mark: PathBuf,
    file: File,
    bytes: u64,
}

/// Where `file` lies in `folder` once all of it has come.
pub(super) fn whole(folder: &Path, file: &PublishedFile) -> PathBuf {
    folder.join(format!("{}.{}", &file.sent.sha256[..8], file.sent_as))
}

impl Part {
    /// What has come of `file`, nothing perhaps.
    pub(super) fn open(folder: &Path, file: &PublishedFile) -> Result<Self, Error> {
        let whole = whole(folder, file);
        let beside = |ending: &str| {
            let mut name = whole.file_name().unwrap_or_default().to_owned();
            name.push(ending);
            whole.with_file_name(name)
        };
        let path = beside(".part");
        let opened = File::options().create(true).append(true).open(&path);
        let opened = opened.and_then(|file| Ok((file.metadata()?.len(), file)));
        let (bytes, opened) = opened.map_err(|source| Error::unwritable(&path, source))?;
        Ok(Self {
            mark: beside(".tag"),
            path,
            whole,
            file: opened,
            bytes,
        })
    }

    /// Bytes that are here.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What the server said to tell its content from a later one.
    pub(super) fn tag(&self) -> Result<Option<String>, Error> {
        let there = self.mark.is_file();
        Ok(there.then(|| files::read_text(&self.mark)).transpose()?)
    }

    /// Throws away what is here, and remembers the mark of the content that is to come.
    pub(super) fn restart(&mut self, tag: Option<&str>) -> Result<(), Error> {
        let fault = |source| Error::unwritable(&self.path, source);
        self.file.set_len(0).map_err(fault)?;
        self.bytes = 0;
        match tag {
            Some(tag) => files::replace(&self.mark, |out| -> Result<(), Error> {
                out.write_all(tag.as_bytes())
                    .map_err(|source| Error::unwritable(&self.mark, source))
            }),
            None if self.mark.exists() => fs::remove_file(&self.mark).map_err(fault),
            None => Ok(()),
        }
    }

    /// Puts bytes at its end.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file
            .write_all(bytes)
            .map_err(|source| Error::unwritable(&self.path, source))?;
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Keeps the file if it is the one that is sealed. Whether it is.
    pub(super) fn close(self, seal: &Seal) -> Result<bool, Error> {
        let fault = |source| Error::unwritable(&self.path, source);
        self.file.sync_all().map_err(fault)?;
        if Seal::of(&self.path)? != *seal {
            return Ok(false);
        }
        fs::rename(&self.path, &self.whole).map_err(fault)?;
        Ok(true)
    }
}
