//! Where a model's files lie: at an address, or in a folder.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::PathBuf;

use super::download::{Address, Download};
use super::error::Error;
use crate::store::files;

/// Bytes that are read from a file at a time.
const BLOCK: usize = 1 << 18;

/// Where a model's files lie.
#[derive(Debug, Clone)]
pub enum Origin {
    /// On a web server.
    Address(Address),
    /// In a folder.
    Folder(PathBuf),
}

/// A file that is coming.
pub(super) struct Coming {
    /// The byte that comes first.
    pub(super) start: u64,
    /// What tells this content from a later one at the same address, if the server says.
    pub(super) tag: Option<String>,
    /// The host that the server sent us on to.
    pub(super) moved: Option<String>,
    stream: Stream,
}

enum Stream {
    Download(Download),
    File(File, PathBuf),
}

impl Origin {
    /// The web server at `text`.
    ///
    /// # Errors
    /// [`Error::Address`].
    pub fn address(text: &str) -> Result<Self, Error> {
        Address::new(text).map(Self::Address)
    }

    /// What an entry of a list names: an address, or a folder.
    pub(super) fn of(from: &str) -> Result<Self, Error> {
        if from.contains("://") {
            Self::address(from)
        } else {
            Ok(Self::Folder(PathBuf::from(from)))
        }
    }

    /// The folder `name` below it.
    pub(super) fn below(&self, name: &str) -> Self {
        match self {
            Self::Address(address) => Self::Address(address.below(name)),
            Self::Folder(folder) => Self::Folder(folder.join(name)),
        }
    }

    /// As messages name it: host and port, or the folder.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Address(address) => address.host(),
            Self::Folder(folder) => folder.display().to_string(),
        }
    }

    /// Its address, to be remembered; nothing for a folder.
    pub(super) fn remembered(&self) -> String {
        match self {
            Self::Address(address) => address.shown(),
            Self::Folder(_) => String::new(),
        }
    }

    /// The small text file `name`, if there is one.
    pub(super) async fn text(&self, name: &str) -> Result<Option<String>, Error> {
        match self {
            Self::Address(address) => address.text(name).await,
            Self::Folder(folder) => {
                let path = folder.join(name);
                let there = path.is_file();
                Ok(there.then(|| files::read_text(&path)).transpose()?)
            }
        }
    }

    /// Opens the file `name` of `of` bytes at byte `from`, or at its beginning where that cannot be had or it is no
    /// longer the one with `tag`.
    pub(super) async fn open(
        &self,
        (name, of): (&str, u64),
        from: u64,
        tag: Option<&str>,
    ) -> Result<Coming, Error> {
        match self {
            Self::Address(address) => {
                let (download, tag, moved) = address.open((name, of), from, tag).await?;
                Ok(Coming {
                    start: download.at(),
                    tag,
                    moved,
                    stream: Stream::Download(download),
                })
            }
            Self::Folder(folder) => {
                let path = folder.join(name);
                let fault = |source: std::io::Error| match source.kind() {
                    ErrorKind::NotFound => Error::Missing {
                        host: folder.display().to_string(),
                        name: name.to_owned(),
                    },
                    _ => Error::unreadable(&path, source),
                };
                let mut file = File::open(&path).map_err(fault)?;
                file.seek(SeekFrom::Start(from)).map_err(fault)?;
                Ok(Coming {
                    start: from,
                    tag: None,
                    moved: None,
                    stream: Stream::File(file, path.clone()),
                })
            }
        }
    }
}

impl Coming {
    /// The next bytes; `None` at the end.
    pub(super) async fn chunk(&mut self) -> Result<Option<Vec<u8>>, Error> {
        match &mut self.stream {
            Stream::Download(download) => download.chunk().await,
            Stream::File(file, path) => {
                let mut block = vec![0; BLOCK];
                let read = file
                    .read(&mut block)
                    .map_err(|source| Error::unreadable(path, source))?;
                block.truncate(read);
                Ok((read > 0).then_some(block))
            }
        }
    }
}
