//! What may go wrong with a workspace on disk.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error as ThisError;

/// A fault of the workspace's database or files.
#[derive(Debug, ThisError)]
#[non_exhaustive]
pub enum Error {
    /// The database cannot be opened.
    #[error("{path}: cannot be opened; check that its folder exists and that you may write there", path = .path.display())]
    Open {
        /// The database.
        path: PathBuf,
        /// The cause.
        #[source]
        source: Cause,
    },
    /// Another program holds the database.
    #[error("{path}: another program is writing to it; try again when it has finished", path = .path.display())]
    Locked {
        /// The database.
        path: PathBuf,
        /// The cause.
        #[source]
        source: Cause,
    },
    /// The file may not be written.
    #[error("{path}: may only be read; allow writing to it and to its folder, or work in a copy", path = .path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: Cause,
    },
    /// No space is left.
    #[error("{path}: the disk is full, so this change was not kept; free some space and run the same again", path = .path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: Cause,
    },
    /// The disk refuses to read or write the database.
    #[error("{path}: the disk refused to read or write it; check its free space and your quota, and run the same again", path = .path.display())]
    Disk {
        /// The database.
        path: PathBuf,
        /// The cause.
        #[source]
        source: Cause,
    },
    /// The database is damaged, or no database.
    #[error("{path}: is damaged or not a workspace database; put a backup in its place, or move it away to begin a new one", path = .path.display())]
    Corrupt {
        /// The database.
        path: PathBuf,
        /// The cause.
        #[source]
        source: Cause,
    },
    /// A later version of the program wrote the database.
    #[error("{path}: was written by a later version (layout {found}, this one knows {known}); update tarjuman", path = .path.display())]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its layout.
        found: i64,
        /// The latest layout that is known here.
        known: i64,
    },
    /// A value in the database cannot be read.
    #[error("{path}: {what} of segment or unit {of} cannot be read; put a backup of the database in its place", path = .path.display())]
    Damaged {
        /// The database.
        path: PathBuf,
        /// The column.
        what: &'static str,
        /// The segment or unit.
        of: String,
        /// The cause.
        #[source]
        source: serde_json::Error,
    },
    /// The database reports something else.
    #[error("{path}: the database refused a request; if it happens again, report it with the output of --verbose", path = .path.display())]
    Database {
        /// The database.
        path: PathBuf,
        /// The cause.
        #[source]
        source: Cause,
    },
    /// A file cannot be read or written.
    #[error("{path}: cannot be {action}; check that its folder exists and that you may use it", path = .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// `read` or `written`.
        action: &'static str,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// A folder stands where a file is wanted.
    #[error("{path}: is a folder; give the name of a file", path = .path.display())]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A text file is not UTF-8.
    #[error("{path}:{line}: is not UTF-8; save it as UTF-8 and try again", path = .path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The line of the first wrong byte, from 1.
        line: usize,
    },
    /// No workspace was found.
    #[error("{path}: neither this folder nor one above it is a workspace; run `tarjuman init` here, or name one with --workspace", path = .path.display())]
    NoWorkspace {
        /// Where the search began.
        path: PathBuf,
    },
    /// There is no such article.
    #[error("there is no article {name}; `tarjuman list` shows those there are")]
    NoArticle {
        /// The name asked for.
        name: String,
    },
    /// There is no such segment.
    #[error("{article} has no segment {id}; its source may have changed: load the article again")]
    NoSegment {
        /// The article.
        article: String,
        /// The segment asked for.
        id: String,
    },
    /// Two segments of an article have one id.
    #[error("{article}: two segments have the id {id}; give each an id of its own")]
    RepeatedSegment {
        /// The article.
        article: String,
        /// The id.
        id: String,
    },
    /// The article of that name is in work between other languages.
    #[error(
        "{article} is already in work from {from} to {to}; use those languages, or give the copy another name"
    )]
    OtherLanguages {
        /// The article.
        article: String,
        /// Its source language.
        from: String,
        /// Its target language.
        to: String,
    },
}

/// What lay beneath a fault.
#[derive(Debug, ThisError)]
pub enum Cause {
    /// The database's own message.
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    /// The operating system's.
    #[error(transparent)]
    System(#[from] io::Error),
}

impl Error {
    /// The fault that the operating system reports for `path`, while it was being `action` (`read`, `written`).
    #[must_use]
    pub fn of_file(path: &Path, action: &'static str, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::IsADirectory => Self::IsFolder { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull {
                    path,
                    source: source.into(),
                }
            }
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly {
                path,
                source: source.into(),
            },
            io::ErrorKind::PermissionDenied if action == "written" => Self::ReadOnly {
                path,
                source: source.into(),
            },
            _ => Self::File { path, action, source },
        }
    }

    /// The fault that the database at `path` reports.
    pub(super) fn of_database(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let path = path.to_owned();
        let code = source.sqlite_error_code();
        let source = Cause::from(source);
        match code {
            Some(Code::CannotOpen | Code::PermissionDenied) => Self::Open { path, source },
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Locked { path, source },
            Some(Code::ReadOnly) => Self::ReadOnly { path, source },
            Some(Code::SystemIoFailure) => Self::Disk { path, source },
            Some(Code::DiskFull) => Self::DiskFull { path, source },
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Corrupt { path, source },
            _ => Self::Database { path, source },
        }
    }
}
