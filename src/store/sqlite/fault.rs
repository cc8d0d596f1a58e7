//! Faults on their way out of the database, before it is known where it lies.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::Error;

/// What may go wrong inside a request.
#[derive(Debug)]
pub(super) enum Fault {
    /// The database's own complaint.
    Database(rusqlite::Error),
    /// A JSON column that cannot be read or made.
    Json {
        what: &'static str,
        of: String,
        source: serde_json::Error,
    },
    /// The database is of a later version.
    Newer { found: i64, known: i64 },
    /// A fault that needs no place.
    Plain(Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Plain(error)
    }
}

/// Says where a fault happened.
pub(super) trait Located<T> {
    /// The result with the database's path in its error.
    fn located(self, path: &Path) -> Result<T, Error>;
}

impl<T> Located<T> for Result<T, Fault> {
    fn located(self, path: &Path) -> Result<T, Error> {
        self.map_err(|fault| match fault {
            Fault::Database(error) => Error::of_database(path, error),
            Fault::Json { what, of, source } => Error::Damaged {
                path: path.to_owned(),
                what,
                of,
                source,
            },
            Fault::Newer { found, known } => Error::Newer {
                path: path.to_owned(),
                found,
                known,
            },
            Fault::Plain(error) => error,
        })
    }
}

/// Reads the JSON column `what` of the row named `of`.
pub(super) fn read<T: DeserializeOwned>(json: &str, what: &'static str, of: &str) -> Result<T, Fault> {
    serde_json::from_str(json).map_err(|source| Fault::Json {
        what,
        of: of.to_owned(),
        source,
    })
}

/// Makes the JSON of the column `what` of the row named `of`.
pub(super) fn json<T: Serialize + ?Sized>(value: &T, what: &'static str, of: &str) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|source| Fault::Json {
        what,
        of: of.to_owned(),
        source,
    })
}
