//! Adding translation units, and filing them anew when the rules for keys change.
//!
//! One thread reads units and makes their keys while this one writes. A transaction holds [`BATCH`] units with what the
//! search reads of them, so that a process that is killed at any moment leaves a memory that is whole, and the same
//! import completes it.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::document::TranslationUnit;
use crate::memory::{Entry, KEY_VERSION, Key, Pair};
use crate::store::ImportCounts;

use super::blocks::{self, Loose};
use super::fault::{Fault, json};
use super::narrow::{Narrow, widened};
use super::{units, unsigned};

const MEMORY: &str = "SELECT row FROM memory WHERE name = ?1";
const ADD_MEMORY: &str = "INSERT INTO memory (name) VALUES (?1)";
const REMOVE_MEMORY: &str = "DELETE FROM memory WHERE name = ?1";
const PAIR: &str = "SELECT row FROM pair WHERE source_language = ?1 AND target_language = ?2";
const ADD_PAIR: &str = "INSERT INTO pair (source_language, target_language, source_primary, target_primary)
    VALUES (?1, ?2, ?3, ?4)";
// A cross join keeps its order: else every unit of the memory is looked at, by the index over memories and pairs.
const SAME: &str = "SELECT u.number, u.before, u.after, u.author, u.changed, u.properties
    FROM unit_hash k CROSS JOIN unit u ON u.number = k.unit
    WHERE k.hash = ?1 AND u.pair = ?2 AND u.memory = ?3 AND u.source = ?4 AND u.target = ?5";
const ADD: &str =
    "INSERT INTO unit (memory, pair, source, target, before, after, author, changed, properties)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
const FILE: &str = "INSERT OR IGNORE INTO unit_hash (hash, unit) VALUES (?1, ?2)";
const UPDATE: &str = "UPDATE unit SET before = ?2, after = ?3, author = ?4, changed = ?5, properties = ?6
    WHERE number = ?1";
const CHANGED: &str = "UPDATE setting SET value = value + 1 WHERE name = 'memory-generation'";
const FILED_BY: &str = "SELECT value FROM setting WHERE name = 'key-version'";
const FILE_BY: &str = "UPDATE setting SET value = ?1 WHERE name = 'key-version'";
const SOURCES: &str = "SELECT number, source FROM unit";
const UNFILE: &str = "DELETE FROM unit_hash";
const UNFILE_GONE: &str = "DELETE FROM unit_hash WHERE NOT EXISTS (SELECT 1 FROM unit WHERE number = unit)";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    MEMORY,
    ADD_MEMORY,
    REMOVE_MEMORY,
    PAIR,
    ADD_PAIR,
    SAME,
    ADD,
    FILE,
    UPDATE,
    CHANGED,
    FILED_BY,
    FILE_BY,
    SOURCES,
    UNFILE,
    UNFILE_GONE,
];

/// Units of one transaction. Hashes are spread over the whole of their table, which a transaction therefore rewrites.
const BATCH: usize = 1 << 16;
/// Units that one thread hands to the other at a time.
const HANDFUL: usize = 512;

/// A unit made ready beside the thread that writes.
struct Ready {
    unit: TranslationUnit,
    source: Narrow,
    target: Narrow,
    hash: i32,
    entry: Entry,
    blank: bool,
}

impl Ready {
    fn of(mut unit: TranslationUnit) -> Self {
        let key = Key::of(&unit.source);
        Self {
            blank: key.tokens().is_empty() || unit.target.trim().is_empty(),
            hash: units::short(key.hash()),
            entry: Entry::of(&key, &unit.source),
            source: Narrow::of(std::mem::take(&mut unit.source)),
            target: Narrow::of(std::mem::take(&mut unit.target)),
            unit,
        }
    }
}

pub(super) fn import(
    connection: &mut Connection,
    memory: &str,
    units: &mut (dyn Iterator<Item = TranslationUnit> + Send),
) -> Result<ImportCounts, Fault> {
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(8);
        scope.spawn(move || {
            loop {
                let handful: Vec<Ready> = (&mut *units).take(HANDFUL).map(Ready::of).collect();
                if handful.is_empty() || sender.send(handful).is_err() {
                    break;
                }
            }
        });
        write(connection, memory, receiver)
    })
}

/// Writes what is received, in transactions.
fn write(
    connection: &mut Connection,
    memory: &str,
    receiver: Receiver<Vec<Ready>>,
) -> Result<ImportCounts, Fault> {
    let mut counts = ImportCounts::default();
    let mut loose = Loose::default();
    let mut newest = None;
    let mut handfuls = receiver.into_iter().peekable();
    while handfuls.peek().is_some() {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if newest.is_some_and(|newest| units::newest(&transaction).is_ok_and(|now| now != newest)) {
            loose.interrupted();
        }
        let mut batch = Batch::new(&transaction, memory)?;
        for ready in handfuls.by_ref().take(BATCH / HANDFUL).flatten() {
            batch.take_in(ready, &mut loose)?;
        }
        let taken = batch.counts;
        if taken.added + taken.updated > 0 {
            transaction.prepare_cached(CHANGED)?.execute([])?;
        }
        newest = Some(units::newest(&transaction)?);
        transaction.commit()?;
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
    transaction.commit()?;
    Ok(counts)
}

/// The units of one transaction, all of one memory.
struct Batch<'a> {
    connection: &'a Connection,
    memory: i64,
    /// The row of each pair of languages, and the pair that it is looked up as.
    pairs: HashMap<(String, String), (i64, Pair)>,
    counts: ImportCounts,
}

impl<'a> Batch<'a> {
    fn new(connection: &'a Connection, memory: &str) -> Result<Self, Fault> {
        let known = connection
            .prepare_cached(MEMORY)?
            .query_row([memory], |row| row.get(0))
            .optional()?;
        let memory = match known {
            Some(row) => row,
            None => {
                connection.prepare_cached(ADD_MEMORY)?.execute([memory])?;
                connection.last_insert_rowid()
            }
        };
        Ok(Self {
            connection,
            memory,
            pairs: HashMap::new(),
            counts: ImportCounts::default(),
        })
    }

    fn take_in(&mut self, ready: Ready, loose: &mut Loose) -> Result<(), Fault> {
        if ready.blank {
            self.counts.skipped += 1;
            return Ok(());
        }
        let languages = (
            ready.unit.source_language.clone(),
            ready.unit.target_language.clone(),
        );
        let (row, pair) = match self.pairs.get(&languages) {
            Some(known) => known,
            None => {
                let found = self.pair(&languages)?;
                self.pairs.entry(languages).or_insert(found)
            }
        };
        match same(self.connection, &ready, *row, self.memory)? {
            None => {
                let number = add(self.connection, &ready, *row, self.memory)?;
                loose.add(self.connection, pair, number, &ready.entry)?;
                self.counts.added += 1;
            }
            Some((number, standing)) if is_later(&ready.unit, &standing) => {
                update(self.connection, number, &ready.unit)?;
                self.counts.updated += 1;
            }
            Some(_) => self.counts.duplicate += 1,
        }
        Ok(())
    }

    fn pair(&self, languages: &(String, String)) -> Result<(i64, Pair), Fault> {
        let primary = Pair::new(&languages.0, &languages.1);
        let known = self
            .connection
            .prepare_cached(PAIR)?
            .query_row((&languages.0, &languages.1), |row| row.get(0))
            .optional()?;
        let row = match known {
            Some(row) => row,
            None => {
                self.connection.prepare_cached(ADD_PAIR)?.execute((
                    &languages.0,
                    &languages.1,
                    &primary.from,
                    &primary.to,
                ))?;
                self.connection.last_insert_rowid()
            }
        };
        Ok((row, primary))
    }
}

/// The unit with the same texts, as far as an update may change it.
fn same(
    connection: &Connection,
    ready: &Ready,
    pair: i64,
    memory: i64,
) -> Result<Option<(i64, Standing)>, Fault> {
    let mut statement = connection.prepare_cached(SAME)?;
    let same = statement.query_row(
        params![ready.hash, pair, memory, ready.source, ready.target],
        |row| {
            let standing = Standing {
                before: row.get(1)?,
                after: row.get(2)?,
                author: row.get(3)?,
                changed: row.get(4)?,
                properties: row.get(5)?,
            };
            Ok((row.get(0)?, standing))
        },
    );
    Ok(same.optional()?)
}

/// Adds a unit; its number.
fn add(connection: &Connection, ready: &Ready, pair: i64, memory: i64) -> Result<u64, Fault> {
    let unit = &ready.unit;
    connection.prepare_cached(ADD)?.execute(params![
        memory,
        pair,
        ready.source,
        ready.target,
        unit.before,
        unit.after,
        unit.author,
        unit.changed,
        properties(unit)?
    ])?;
    let number = connection.last_insert_rowid();
    connection.prepare_cached(FILE)?.execute((ready.hash, number))?;
    Ok(unsigned(number))
}

fn update(connection: &Connection, number: i64, unit: &TranslationUnit) -> Result<(), Fault> {
    connection.prepare_cached(UPDATE)?.execute(params![
        number,
        unit.before,
        unit.after,
        unit.author,
        unit.changed,
        properties(unit)?
    ])?;
    Ok(())
}

/// What may change about a unit whose texts stay.
struct Standing {
    before: String,
    after: String,
    author: Option<String>,
    changed: Option<String>,
    properties: Option<String>,
}

/// Whether `unit` says something else than `standing`, and not from before.
fn is_later(unit: &TranslationUnit, standing: &Standing) -> bool {
    let same = unit.before == standing.before
        && unit.after == standing.after
        && unit.author == standing.author
        && unit.changed == standing.changed
        && properties(unit).is_ok_and(|properties| properties == standing.properties);
    !same && unit.changed >= standing.changed
}

fn properties(unit: &TranslationUnit) -> Result<Option<String>, Fault> {
    if unit.properties.is_empty() {
        return Ok(None);
    }
    json(&unit.properties, "properties", &unit.source).map(Some)
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
    {
        let mut statement = transaction.prepare(SOURCES)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let hash = units::short(Key::of(&widened(row.get_ref(1)?)?).hash());
            transaction
                .prepare_cached(FILE)?
                .execute((hash, row.get::<_, i64>(0)?))?;
        }
    }
    blocks::rebuild(&transaction, units::newest(&transaction)?)?;
    transaction.execute(FILE_BY, [KEY_VERSION])?;
    transaction.execute(CHANGED, [])?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Sqlite;

    #[test]
    fn a_twin_is_looked_up_by_its_hash_however_many_units_there_are() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(&folder.path().join("a.db")).unwrap();
        let mut plan = store
            .connection
            .prepare(&format!("EXPLAIN QUERY PLAN {SAME}"))
            .unwrap();
        let none = [(); 5].map(|()| rusqlite::types::Null);
        let steps: Vec<String> = plan
            .query_map(rusqlite::params_from_iter(none), |row| row.get("detail"))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(steps.len(), 2, "{steps:?}");
        assert!(
            steps[0].starts_with("SEARCH k") && steps[0].contains("(hash=?"),
            "{steps:?}"
        );
        assert!(
            steps[1].starts_with("SEARCH u") && steps[1].contains("INTEGER PRIMARY KEY (rowid=?"),
            "{steps:?}"
        );
    }
}
