//! What may go wrong with a model, said for a person.

use std::path::{Path, PathBuf};

use crate::{backend, store};

/// A fault of an installed model, of the catalogue, or on the way from where a model lies.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] store::Error),
    /// A model, or a folder that should hold one, is not what it should be.
    #[error("{path}: {message}", path = .path.display())]
    Model {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong, and what to do.
        message: String,
    },
    /// A list of models, or one entry of it, cannot be used.
    #[error("{place}: {message}")]
    Catalogue {
        /// The file or address.
        place: String,
        /// What is wrong, and what to do.
        message: String,
    },
    /// No model for the pair is known.
    #[error(
        "no model from {from} to {to} is known {place}; `tarjuman model list` shows which are, \
         `tarjuman model add --help` says how one of your own is installed"
    )]
    Unknown {
        /// Source language.
        from: String,
        /// Target language.
        to: String,
        /// Where it was looked for: `here`, `at models.example.org`.
        place: String,
    },
    /// An address that is none, or whose files cannot be fetched.
    #[error("`{address}` is no address that models can be fetched from: {reason}")]
    Address {
        /// The address.
        address: String,
        /// Why.
        reason: String,
    },
    /// No connection could be made.
    #[error(transparent)]
    Connection(#[from] backend::Error),
    /// The server has no such file.
    #[error("{host} has no file {name}; check the address")]
    Missing {
        /// Host and port, or the folder.
        host: String,
        /// The file.
        name: String,
    },
    /// The server answered with something that is no file.
    #[error("{host} answered with status {status} for {name}; what came so far is kept, try again later")]
    Status {
        /// Host and port.
        host: String,
        /// The HTTP status.
        status: u16,
        /// The file.
        name: String,
    },
    /// A redirect that is not followed.
    #[error(
        "{host} redirects {why}, which is not followed; give the address it leads to with --from-url, if that is right"
    )]
    Redirect {
        /// Host and port.
        host: String,
        /// In words: from https to http, more than five times.
        why: String,
    },
    /// The connection broke, or nothing came any more.
    #[error(
        "{host}: {what} after {bytes} of {of} bytes of {name}; they are kept, and the same command goes on from there"
    )]
    Broken {
        /// Host and port.
        host: String,
        /// In words: the connection broke, nothing came for 30 s.
        what: String,
        /// The file.
        name: String,
        /// Bytes that are here.
        bytes: u64,
        /// Bytes that it has.
        of: u64,
    },
    /// The server took the question and said nothing.
    #[error("{host}: nothing came for 30 s when {name} was asked for; try again later")]
    Silent {
        /// Host and port.
        host: String,
        /// The file.
        name: String,
    },
    /// The file is another than the one that is wanted.
    #[error("{host}: {name} {what}, so nothing was installed; the file there is another one, or damaged")]
    Wrong {
        /// Host and port, or the folder.
        host: String,
        /// The file.
        name: String,
        /// In words: has another checksum than the list says.
        what: String,
    },
}

impl Error {
    /// Whether the disk is at fault, not the network or what lies there.
    #[must_use]
    pub fn is_storage(&self) -> bool {
        matches!(self, Self::File(_) | Self::Model { .. })
    }

    /// Whether it may pass if one tries again.
    pub(super) fn passes(&self) -> bool {
        match self {
            Self::Broken { .. } | Self::Silent { .. } => true,
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500..=599),
            _ => false,
        }
    }

    pub(super) fn model(path: &Path, message: impl Into<String>) -> Self {
        Self::Model {
            path: path.to_owned(),
            message: message.into(),
        }
    }

    pub(super) fn unreadable(path: &Path, source: std::io::Error) -> Self {
        store::Error::of_file(path, "read", source).into()
    }

    pub(super) fn unwritable(path: &Path, source: std::io::Error) -> Self {
        store::Error::of_file(path, "written", source).into()
    }
}
