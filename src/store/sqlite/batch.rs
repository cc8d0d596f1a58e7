//! The units of one transaction of an import: those that are there already are told from those that are not.

use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::TranslationUnit;
use crate::memory::{Entry, Key, Pair};
use crate::store::ImportCounts;

use super::blocks::Loose;
use super::fault::{Fault, json};
use super::narrow::Narrow;
use super::{units, unsigned};

const MEMORY: &str = "SELECT row FROM memory WHERE name = ?1";
const ADD_MEMORY: &str = "INSERT INTO memory (name) VALUES (?1)";
const PAIR: &str = "SELECT row FROM pair WHERE source_language = ?1 AND target_language = ?2";
const ADD_PAIR: &str = "INSERT INTO pair (source_language, target_language, source_primary, target_primary)
    VALUES (?1, ?2, ?3, ?4)";
// A cross join keeps its order: else every unit of the memory is looked at, by the index over memories and pairs.
const SAME: &str = "SELECT u.number, u.before, u.after, u.author, u.changed, u.properties
    FROM unit_hash k CROSS JOIN unit u ON u.number = k.unit
    WHERE k.hash = ?1 AND u.pair = ?2 AND u.memory = ?3 AND u.source = ?4 AND u.target = ?5";
const SAME_OF_BATCH: &str = "SELECT u.number, u.before, u.after, u.author, u.changed, u.properties
    FROM unit u WHERE u.number = ?1 AND u.pair = ?2 AND u.memory = ?3 AND u.source = ?4 AND u.target = ?5";
const HASHES: &str = "SELECT hash FROM unit_hash";
const ADD: &str =
    "INSERT INTO unit (memory, pair, source, target, before, after, author, changed, properties)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
pub(super) const FILE: &str = "INSERT OR IGNORE INTO unit_hash (hash, unit) VALUES (?1, ?2)";
const UPDATE: &str = "UPDATE unit SET before = ?2, after = ?3, author = ?4, changed = ?5, properties = ?6
    WHERE number = ?1";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    MEMORY,
    ADD_MEMORY,
    PAIR,
    ADD_PAIR,
    SAME,
    SAME_OF_BATCH,
    HASHES,
    ADD,
    FILE,
    UPDATE,
];

/// Units after which it is worth knowing every hash of the memory: nearly all of a file's units are then known to have no
/// twin without a look into the database.
const MANY: usize = 4096;

/// A unit made ready beside the thread that writes.
pub(super) struct Ready {
    unit: TranslationUnit,
    source: Narrow,
    target: Narrow,
    hash: i32,
    entry: Entry,
    blank: bool,
}

impl Ready {
    pub(super) fn of(mut unit: TranslationUnit) -> Self {
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

/// The hashes that units have, once there is reason to know them.
#[derive(Default)]
pub(super) struct Hashes {
    asked: usize,
    known: Option<FxHashSet<i32>>,
}

impl Hashes {
    /// Whether a unit of an earlier batch may have `hash`.
    fn may_have(&mut self, connection: &Connection, hash: i32) -> Result<bool, Fault> {
        self.asked += 1;
        if self.asked == MANY {
            let mut statement = connection.prepare(HASHES)?;
            let known = statement.query_map([], |row| row.get(0))?;
            self.known = Some(known.collect::<Result<_, _>>()?);
        }
        Ok(self.known.as_ref().is_none_or(|known| known.contains(&hash)))
    }
}

/// The units of one transaction, all of one memory.
pub(super) struct Batch<'a> {
    connection: &'a Connection,
    same: CachedStatement<'a>,
    same_of_batch: CachedStatement<'a>,
    add: CachedStatement<'a>,
    memory: i64,
    /// The row of each pair of languages, and the pair that it is looked up as.
    pairs: FxHashMap<(String, String), (i64, Pair)>,
    hashes: &'a mut Hashes,
    /// The units added by this batch, by hash.
    added: FxHashMap<i32, Vec<i64>>,
    counts: ImportCounts,
}

impl<'a> Batch<'a> {
    pub(super) fn new(
        connection: &'a Connection,
        memory: &str,
        hashes: &'a mut Hashes,
    ) -> Result<Self, Fault> {
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
            same: connection.prepare_cached(SAME)?,
            same_of_batch: connection.prepare_cached(SAME_OF_BATCH)?,
            add: connection.prepare_cached(ADD)?,
            memory,
            pairs: FxHashMap::default(),
            hashes,
            added: FxHashMap::default(),
            counts: ImportCounts::default(),
        })
    }

    pub(super) fn take_in(&mut self, ready: Ready, loose: &mut Loose) -> Result<(), Fault> {
        if ready.blank {
            self.counts.skipped += 1;
            return Ok(());
        }
        let languages = (
            ready.unit.source_language.clone(),
            ready.unit.target_language.clone(),
        );
        let (row, pair) = match self.pairs.get(&languages) {
            Some(known) => known.clone(),
            None => {
                let found = self.pair(&languages)?;
                self.pairs.entry(languages).or_insert(found).clone()
            }
        };
        match self.same(&ready, row)? {
            None => {
                let number = self.add(&ready, row)?;
                loose.add(self.connection, &pair, unsigned(number), &ready.entry)?;
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

    /// The unit with the same texts, as far as an update may change it.
    fn same(&mut self, ready: &Ready, pair: i64) -> Result<Option<(i64, Standing)>, Fault> {
        let memory = self.memory;
        let key = |by: i64| (by, pair, memory, &ready.source, &ready.target);
        for &number in self.added.get(&ready.hash).into_iter().flatten() {
            let same = self.same_of_batch.query_row(key(number), Standing::read);
            if let Some(same) = same.optional()? {
                return Ok(Some(same));
            }
        }
        if !self.hashes.may_have(self.connection, ready.hash)? {
            return Ok(None);
        }
        let same = self.same.query_row(key(i64::from(ready.hash)), Standing::read);
        Ok(same.optional()?)
    }

    /// Adds a unit; its number.
    fn add(&mut self, ready: &Ready, pair: i64) -> Result<i64, Fault> {
        let unit = &ready.unit;
        self.add.execute(params![
            self.memory,
            pair,
            ready.source,
            ready.target,
            unit.before,
            unit.after,
            unit.author,
            unit.changed,
            properties(unit)?
        ])?;
        let number = self.connection.last_insert_rowid();
        self.added.entry(ready.hash).or_default().push(number);
        Ok(number)
    }

    /// Files what was added by its hashes; what became of the units.
    pub(super) fn finish(self) -> Result<ImportCounts, Fault> {
        let mut added: Vec<(i32, Vec<i64>)> = self.added.into_iter().collect();
        added.sort_unstable();
        let mut file = self.connection.prepare_cached(FILE)?;
        for (hash, numbers) in &added {
            for number in numbers {
                file.execute((hash, number))?;
            }
        }
        if let Some(known) = &mut self.hashes.known {
            known.extend(added.iter().map(|(hash, _)| hash));
        }
        Ok(self.counts)
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

impl Standing {
    /// A unit's number and what may change about it.
    fn read(row: &Row<'_>) -> rusqlite::Result<(i64, Self)> {
        let standing = Self {
            before: row.get(1)?,
            after: row.get(2)?,
            author: row.get(3)?,
            changed: row.get(4)?,
            properties: row.get(5)?,
        };
        Ok((row.get(0)?, standing))
    }
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
