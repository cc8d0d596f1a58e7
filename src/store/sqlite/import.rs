//! Adding translation units, and filing them anew when the rules for keys change.
//!
//! One thread reads units, others make their keys, and this one writes. A transaction holds units with their hashes, so
//! that a process that is killed at any moment leaves a memory that is whole, and the same import completes it. Hashes are
//! spread over the whole of their table: those of a transaction go in together, in order, and transactions grow with what
//! was imported before. How far a file was read is noted in the transaction of its latest unit.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use crate::document::TranslationUnit;
use crate::memory::{KEY_VERSION, Key};
use crate::store::{ImportCounts, ReadOn};

use super::batch::{Batch, FILE, Ready, Twins};
use super::blocks::{self, Loose};
use super::fault::Fault;
use super::narrow::widened;
use super::units;

const REMOVE_MEMORY: &str = "DELETE FROM memory WHERE name = ?1";
const CHANGED: &str = "UPDATE setting SET value = value + 1 WHERE name = 'memory-generation'";
const FILED_BY: &str = "SELECT value FROM setting WHERE name = 'key-version'";
const FILE_BY: &str = "UPDATE setting SET value = ?1 WHERE name = 'key-version'";
const SOURCES: &str = "SELECT number, source FROM unit";
const PLACE: &str =
    "SELECT p.place FROM import_place p JOIN memory m ON m.row = p.memory WHERE m.name = ?1 AND p.file = ?2";
const NOTE_PLACE: &str = "INSERT OR REPLACE INTO import_place (memory, file, place)
    SELECT row, ?2, ?3 FROM memory WHERE name = ?1";
const FORGET_PLACE: &str = "DELETE FROM import_place
    WHERE memory = (SELECT row FROM memory WHERE name = ?1) AND file = ?2";
const UNFILE: &str = "DELETE FROM unit_hash";
const UNFILE_GONE: &str = "DELETE FROM unit_hash WHERE NOT EXISTS (SELECT 1 FROM unit WHERE number = unit)";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    REMOVE_MEMORY,
    CHANGED,
    FILED_BY,
    FILE_BY,
    SOURCES,
    PLACE,
    NOTE_PLACE,
    FORGET_PLACE,
    UNFILE,
    UNFILE_GONE,
];

/// Units of the first transaction; each further one has twice as many as the one before.
const FIRST: usize = 1 << 12;
/// Units of a transaction at most.
const MOST: usize = 1 << 17;
/// Threads that make keys, which takes longest.
const WORKERS: usize = 2;
/// Units that one thread hands to the next at a time.
const HANDFUL: usize = 512;
/// Handfuls that a thread may have ready: the others go on while this one ends a transaction, which takes as long as these.
const AHEAD: usize = 40;

/// Units on their way, and how far their file was read behind them.
struct Handful<T> {
    units: Vec<T>,
    place: Option<String>,
}

pub(super) fn import(
    connection: &mut Connection,
    memory: &str,
    file: Option<&str>,
    units: &mut dyn ReadOn,
) -> Result<ImportCounts, Fault> {
    thread::scope(|scope| {
        let (to_workers, from_workers): (Vec<_>, Vec<_>) = (0..WORKERS)
            .map(|_| {
                let (read, units_read) = sync_channel::<Handful<TranslationUnit>>(4);
                let (ready, made_ready) = sync_channel(AHEAD);
                scope.spawn(move || {
                    for Handful { units, place } in units_read {
                        let units = units.into_iter().map(Ready::of).collect();
                        if ready.send(Handful { units, place }).is_err() {
                            break;
                        }
                    }
                });
                (read, made_ready)
            })
            .unzip();
        scope.spawn(move || {
            for worker in to_workers.iter().cycle() {
                let handful: Vec<TranslationUnit> = (&mut *units).take(HANDFUL).collect();
                let place = units.place();
                if handful.is_empty()
                    || worker
                        .send(Handful {
                            units: handful,
                            place,
                        })
                        .is_err()
                {
                    break;
                }
            }
        });
        // Units refer to rows of the same transaction: to look those up for each takes as long as to add it.
        connection.pragma_update(None, "foreign_keys", false)?;
        let handfuls = InTurn {
            from_workers,
            next: 0,
        };
        let written = write(connection, (memory, file), handfuls);
        connection.pragma_update(None, "foreign_keys", true)?;
        written
    })
}

/// How far `file` was read by an import into `memory` that was cut off.
pub(super) fn place(connection: &Connection, memory: &str, file: &str) -> Result<Option<String>, Fault> {
    let mut statement = connection.prepare_cached(PLACE)?;
    Ok(statement.query_row((memory, file), |row| row.get(0)).optional()?)
}

/// What the threads that make units ready have made, in the order of the file: each was given a handful in turn.
struct InTurn {
    from_workers: Vec<Receiver<Handful<Result<Ready, Fault>>>>,
    next: usize,
}

impl Iterator for InTurn {
    type Item = Handful<Result<Ready, Fault>>;

    fn next(&mut self) -> Option<Self::Item> {
        let handful = self.from_workers[self.next].recv().ok()?;
        self.next = (self.next + 1) % self.from_workers.len();
        Some(handful)
    }
}

/// Writes what is received into `memory`, in transactions, with how far `file` was read.
fn write(
    connection: &mut Connection,
    (memory, file): (&str, Option<&str>),
    handfuls: InTurn,
) -> Result<ImportCounts, Fault> {
    let mut counts = ImportCounts::default();
    let mut loose = Loose::default();
    let mut twins = Twins::default();
    let mut newest = None;
    let mut size = FIRST;
    let mut handfuls = handfuls.peekable();
    while handfuls.peek().is_some() {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if newest.is_some_and(|newest| units::newest(&transaction).is_ok_and(|now| now != newest)) {
            loose.interrupted();
            twins = Twins::default();
        }
        let mut batch = Batch::new(&transaction, memory, &mut twins)?;
        let mut place = None;
        for handful in handfuls.by_ref().take(size / HANDFUL) {
            place = handful.place;
            for ready in handful.units {
                batch.take_in(ready?, &mut loose)?;
            }
        }
        let taken = batch.finish()?;
        if taken.added + taken.updated > 0 {
            transaction.prepare_cached(CHANGED)?.execute([])?;
        }
        if let (Some(file), Some(place)) = (file, place) {
            transaction
                .prepare_cached(NOTE_PLACE)?
                .execute((memory, file, place))?;
        }
        newest = Some(units::newest(&transaction)?);
        transaction.commit()?;
        size = MOST.min(2 * size);
        counts.added += taken.added;
        counts.updated += taken.updated;
        counts.duplicate += taken.duplicate;
        counts.skipped += taken.skipped;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let now = units::newest(&transaction)?;
    if newest != Some(now) {
        loose.interrupted();
    }
    loose.settle(&transaction, now)?;
    if let Some(file) = file {
        transaction
            .prepare_cached(FORGET_PLACE)?
            .execute((memory, file))?;
    }
    transaction.commit()?;
    Ok(counts)
}

pub(super) fn remove(connection: &mut Connection, memory: &str) -> Result<bool, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let removed = transaction.prepare_cached(REMOVE_MEMORY)?.execute([memory])? > 0;
    transaction.prepare_cached(UNFILE_GONE)?.execute([])?;
    blocks::rebuild(&transaction, units::newest(&transaction)?)?;
    transaction.prepare_cached(CHANGED)?.execute([])?;
    transaction.commit()?;
    Ok(removed)
}

/// Files every unit anew if its key was made by other rules than this program's.
pub(super) fn refile(connection: &mut Connection) -> Result<(), Fault> {
    let version = |connection: &Connection| connection.query_row(FILED_BY, [], |row| row.get::<_, u32>(0));
    if version(connection)? == KEY_VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute(UNFILE, [])?;
    let mut hashes = Vec::new();
    {
        let mut statement = transaction.prepare(SOURCES)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let hash = units::short(Key::of(&widened(row.get_ref(1)?)?).hash());
            hashes.push((hash, row.get::<_, i64>(0)?));
        }
    }
    // In the order of their table, or its pages would be read and written at random.
    hashes.sort_unstable();
    for hash in hashes {
        transaction.prepare_cached(FILE)?.execute(hash)?;
    }
    blocks::rebuild(&transaction, units::newest(&transaction)?)?;
    transaction.execute(FILE_BY, [KEY_VERSION])?;
    transaction.execute(CHANGED, [])?;
    transaction.commit()?;
    Ok(())
}
