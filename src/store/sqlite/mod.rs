//! The store in one SQLite file.
//!
//! Write-ahead log: readers never wait for a writer, and a killed process leaves the last whole transaction. Writers
//! wait five seconds for one another. Statements are prepared once for a connection.

mod answers;
mod articles;
mod batch;
mod blocks;
mod charges;
mod decisions;
mod fault;
mod import;
mod migrate;
mod narrow;
mod predecessors;
mod recuts;
mod remarks;
mod repeats;
mod segments;
mod steps;
mod units;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::document::{Article, Charge, Segment, SegmentId, TranslationUnit};
use crate::memory::{Block, EachSource, EachUnit, Pair, StoredUnit, Units};

use super::records::{
    ArticleStatus, Drafted, ImportCounts, MemoryStatus, Opened, Original, Rehearsal, Revision, Save, Saved,
    Stamp,
};
use super::{Error, ReadOn, Store, files};
use fault::{Fault, Located};

/// A workspace's database in an SQLite file.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    connection: Connection,
}

const PATIENCE: Duration = Duration::from_secs(5);

impl Sqlite {
    /// Opens the database `path`, made if there is none, and brings its layout up to date.
    ///
    /// # Errors
    /// [`Error::Open`], [`Error::Locked`], [`Error::ReadOnly`], [`Error::Corrupt`], [`Error::Newer`] and the like.
    pub fn open(path: &Path) -> Result<Self, Error> {
        if path.is_dir() {
            return Err(Error::IsFolder {
                path: path.to_owned(),
            });
        }
        // Where it cannot be made, the database says so in its own words.
        let _ = files::make_private(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = connect(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).located(path)?;
        migrate::migrate(&mut connection).located(path)?;
        import::refile(&mut connection).located(path)?;
        Ok(Self {
            path: path.to_owned(),
            connection,
        })
    }

    /// A database that is gone with the value: what it keeps was read from `origin`, which errors name.
    ///
    /// # Errors
    /// What the database reports.
    pub fn in_memory(origin: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = connect(Path::new(":memory:"), flags).located(origin)?;
        migrate::migrate(&mut connection).located(origin)?;
        import::refile(&mut connection).located(origin)?;
        Ok(Self {
            path: origin.to_owned(),
            connection,
        })
    }

    /// Opens the database `path` where nothing can be written, as it stands: a read-only disk, say.
    ///
    /// # Errors
    /// As [`Sqlite::open`].
    pub fn open_for_reading(path: &Path) -> Result<Self, Error> {
        let connection = connect(&unchanging(path), READING).located(path)?;
        Ok(Self {
            path: path.to_owned(),
            connection,
        })
    }

    /// Whether nothing can be written.
    ///
    /// # Errors
    /// What the database reports.
    pub fn is_read_only(&self) -> Result<bool, Error> {
        let read_only = self.connection.is_readonly("main");
        read_only.map_err(Fault::from).located(&self.path)
    }

    /// Another connection to the same database, for reading while this one writes: the memory's, say.
    ///
    /// # Errors
    /// As [`Sqlite::open`].
    pub fn reader(&self) -> Result<Self, Error> {
        if self.is_read_only()? {
            return Self::open_for_reading(&self.path);
        }
        let connection = connect(&self.path, READING).located(&self.path)?;
        Ok(Self {
            path: self.path.clone(),
            connection,
        })
    }

    /// From here on every transaction is on the disk itself before the call returns, so that it outlives a power cut too.
    ///
    /// # Errors
    /// What the database reports.
    pub fn sync_every_write(&self) -> Result<(), Error> {
        let set = self.connection.pragma_update(None, "synchronous", "full");
        set.map_err(Fault::from).located(&self.path)
    }

    /// A number that changes whenever another connection has written to the database.
    ///
    /// # Errors
    /// What the database reports.
    pub fn foreign_writes(&self) -> Result<u64, Error> {
        let version = self
            .connection
            .pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0));
        version.map(unsigned).map_err(Fault::from).located(&self.path)
    }

    /// The database file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

const READING: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY
    .union(OpenFlags::SQLITE_OPEN_NO_MUTEX)
    .union(OpenFlags::SQLITE_OPEN_URI);

/// The address of a database that nobody changes: SQLite then needs no files beside it.
fn unchanging(path: &Path) -> PathBuf {
    let mut address = String::from("file:");
    for c in path.to_string_lossy().chars() {
        match c {
            '%' => address.push_str("%25"),
            '?' => address.push_str("%3F"),
            '#' => address.push_str("%23"),
            c => address.push(c),
        }
    }
    PathBuf::from(address + "?immutable=1")
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Fault> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    // Else a statement is planned anew for every value bound to it, which costs more than running it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    if !flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY) {
        connection.pragma_update(None, "journal_mode", "wal")?;
    }
    // Without it the bundled build plans a statement anew for every bound value, which takes longer than to run it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // With the log, `normal` keeps every transaction through a killed process and a whole database through a power cut.
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -32_000)?;
    Ok(connection)
}

impl Units for Sqlite {
    type Error = Error;

    fn newest(&self) -> Result<u64, Error> {
        units::newest(&self.connection).located(&self.path)
    }

    fn sources_after(&self, pair: &Pair, after: u64, each: &mut EachSource<'_>) -> Result<(), Error> {
        blocks::sources_after(&self.connection, pair, after, each).located(&self.path)
    }

    fn blocks(&self, pair: &Pair, each: &mut dyn FnMut(Block)) -> Result<(), Error> {
        blocks::blocks(&self.connection, pair, each).located(&self.path)
    }

    fn with_hash(&self, pair: &Pair, hash: u64) -> Result<Vec<StoredUnit>, Error> {
        units::with_hash(&self.connection, pair, hash).located(&self.path)
    }

    fn unit(&self, number: u64) -> Result<Option<StoredUnit>, Error> {
        units::unit(&self.connection, number).located(&self.path)
    }

    fn every(&self, pair: &Pair, each: &mut EachUnit<'_>) -> Result<(), Error> {
        self.export_units(None, Some(pair), each)
    }
}

impl Store for Sqlite {
    fn open_article(&mut self, article: &Article, original: &Original) -> Result<Opened, Error> {
        articles::open(&mut self.connection, article, original).located(&self.path)
    }

    fn rehearse_article(
        &mut self,
        article: &Article,
        original: &Original,
        fingerprint: &str,
    ) -> Result<Rehearsal, Error> {
        articles::rehearse(&mut self.connection, article, original, fingerprint).located(&self.path)
    }

    fn article(&self, name: &str) -> Result<Option<Article>, Error> {
        articles::article(&self.connection, name).located(&self.path)
    }

    fn original(&self, name: &str) -> Result<Option<Original>, Error> {
        articles::original(&self.connection, name).located(&self.path)
    }

    fn find_article(&self, query: &str) -> Result<Vec<String>, Error> {
        articles::find(&self.connection, query).located(&self.path)
    }

    fn articles(&self) -> Result<Vec<ArticleStatus>, Error> {
        articles::list(&self.connection).located(&self.path)
    }

    fn remove_article(&mut self, name: &str) -> Result<bool, Error> {
        articles::remove(&self.connection, name).located(&self.path)
    }

    fn pending(&self, name: &str, fingerprint: &str) -> Result<Vec<SegmentId>, Error> {
        segments::pending(&self.connection, name, fingerprint).located(&self.path)
    }

    fn save_drafts(
        &mut self,
        name: &str,
        fingerprint: &str,
        drafts: &[Drafted],
        stamp: &Stamp<'_>,
    ) -> Result<usize, Error> {
        segments::save_drafts(&mut self.connection, name, fingerprint, drafts, stamp).located(&self.path)
    }

    fn save_findings(&mut self, name: &str, segments: &[Segment]) -> Result<(), Error> {
        segments::save_findings(&mut self.connection, name, segments).located(&self.path)
    }

    fn save_target(&mut self, name: &str, save: &Save<'_>, stamp: &Stamp<'_>) -> Result<Saved, Error> {
        segments::save_target(&mut self.connection, name, save, stamp).located(&self.path)
    }

    fn history(&self, name: &str, id: &SegmentId) -> Result<Vec<Revision>, Error> {
        segments::history(&self.connection, name, id).located(&self.path)
    }

    fn histories(&self, name: &str) -> Result<Vec<(SegmentId, Vec<Revision>)>, Error> {
        segments::histories(&self.connection, name).located(&self.path)
    }

    fn revisions(&self, name: &str) -> Result<Vec<(SegmentId, u64)>, Error> {
        segments::revisions(&self.connection, name).located(&self.path)
    }

    fn import_units(
        &mut self,
        memory: &str,
        units: &mut (dyn Iterator<Item = TranslationUnit> + Send),
    ) -> Result<ImportCounts, Error> {
        import::import(&mut self.connection, memory, None, &mut Streamed(units)).located(&self.path)
    }

    fn import_file(
        &mut self,
        memory: &str,
        file: &str,
        units: &mut dyn ReadOn,
    ) -> Result<ImportCounts, Error> {
        import::import(&mut self.connection, memory, Some(file), units).located(&self.path)
    }

    fn import_place(&self, memory: &str, file: &str) -> Result<Option<String>, Error> {
        import::place(&self.connection, memory, file).located(&self.path)
    }

    fn export_units(
        &self,
        memory: Option<&str>,
        pair: Option<&Pair>,
        each: &mut dyn FnMut(StoredUnit) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        units::export(&self.connection, memory, pair, each).located(&self.path)
    }

    fn memories(&self) -> Result<Vec<MemoryStatus>, Error> {
        units::memories(&self.connection).located(&self.path)
    }

    fn language_pairs(&self) -> Result<Vec<Pair>, Error> {
        blocks::pairs(&self.connection).located(&self.path)
    }

    fn remove_memory(&mut self, memory: &str) -> Result<bool, Error> {
        import::remove(&mut self.connection, memory).located(&self.path)
    }

    fn memory_generation(&self) -> Result<u64, Error> {
        units::generation(&self.connection).located(&self.path)
    }

    fn answer(&self, key: &str) -> Result<Option<String>, Error> {
        answers::answer(&self.connection, key).located(&self.path)
    }

    fn save_answer(&mut self, key: &str, body: &str, at: &str) -> Result<(), Error> {
        answers::save(&self.connection, key, body, at).located(&self.path)
    }

    fn charge(&mut self, article: &str, charge: &Charge) -> Result<(), Error> {
        charges::add(&self.connection, article, charge).located(&self.path)
    }

    fn charges(&self, article: Option<&str>) -> Result<Vec<Charge>, Error> {
        charges::sums(&self.connection, article).located(&self.path)
    }
}

/// Units that cannot be read on from a place.
struct Streamed<'a>(&'a mut (dyn Iterator<Item = TranslationUnit> + Send));

impl Iterator for Streamed<'_> {
    type Item = TranslationUnit;

    fn next(&mut self) -> Option<TranslationUnit> {
        self.0.next()
    }
}

impl ReadOn for Streamed<'_> {
    fn place(&self) -> Option<String> {
        None
    }
}

/// A number of ours in SQLite's signed column, bit for bit.
fn signed(number: u64) -> i64 {
    number.cast_signed()
}

/// The way back from [`signed`].
fn unsigned(number: i64) -> u64 {
    number.cast_unsigned()
}

/// A count of rows or a place in a list, neither of which is ever negative.
fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_is_prepared_against_the_layout() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(&folder.path().join("a.db")).unwrap();
        let rooms = [
            answers::STATEMENTS,
            articles::STATEMENTS,
            batch::STATEMENTS,
            blocks::STATEMENTS,
            charges::STATEMENTS,
            decisions::STATEMENTS,
            import::STATEMENTS,
            predecessors::STATEMENTS,
            recuts::STATEMENTS,
            remarks::STATEMENTS,
            repeats::STATEMENTS,
            segments::STATEMENTS,
            steps::STATEMENTS,
            units::STATEMENTS,
        ];
        for sql in rooms.into_iter().flatten() {
            if let Err(error) = store.connection.prepare(sql) {
                panic!("{sql}\n{error}");
            }
        }
    }
}
