//! The units of one transaction of an import: those that are there already are told from those that are not.

use std::hash::Hasher;
use std::rc::Rc;
use std::sync::LazyLock;

use rusqlite::types::{ToSql, ValueRef};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, params, params_from_iter};
use rustc_hash::{FxHashMap, FxHasher};

use crate::document::TranslationUnit;
use crate::memory::{Entry, Pair};
use crate::store::ImportCounts;

use super::blocks::Loose;
use super::fault::{Fault, json};
use super::narrow::Narrow;
use super::{signed, units, unsigned};

const MEMORY: &str = "SELECT row FROM memory WHERE name = ?1";
const ADD_MEMORY: &str = "INSERT INTO memory (name) VALUES (?1)";
const PAIR: &str = "SELECT row FROM pair WHERE source_language = ?1 AND target_language = ?2";
const ADD_PAIR: &str = "INSERT INTO pair (source_language, target_language, source_primary, target_primary)
    VALUES (?1, ?2, ?3, ?4)";
// A cross join keeps its order: else every unit of the memory is looked at, by the index over memories and pairs.
const SAME: &str = "SELECT u.number, u.before, u.after, u.author, u.changed, u.properties
    FROM unit_hash k CROSS JOIN unit u ON u.number = k.unit
    WHERE k.hash = ?1 AND u.pair = ?2 AND u.memory = ?3 AND u.source = ?4 AND u.target = ?5";
const SAME_AS: &str = "SELECT u.number, u.before, u.after, u.author, u.changed, u.properties
    FROM unit u WHERE u.number = ?1 AND u.pair = ?2 AND u.memory = ?3 AND u.source = ?4 AND u.target = ?5";
const TEXTS: &str = "SELECT number, pair, source, target FROM unit WHERE memory = ?1";
const ADD: &str =
    "INSERT INTO unit (number, memory, pair, source, target, before, after, author, changed, properties)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
pub(super) const FILE: &str = "INSERT OR IGNORE INTO unit_hash (hash, unit) VALUES (?1, ?2)";
const UPDATE: &str = "UPDATE unit SET before = ?2, after = ?3, author = ?4, changed = ?5, properties = ?6
    WHERE number = ?1";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    MEMORY, ADD_MEMORY, PAIR, ADD_PAIR, SAME, SAME_AS, TEXTS, ADD, FILE, UPDATE,
];

/// Units after which it is worth knowing the texts of the whole memory: nearly all of a file's units are then known to have
/// no twin without a look into the database.
const MANY: usize = 4096;
/// Units that are added by one statement: each statement looks up and notes the latest number.
const ROWS: usize = 24;
/// Values of a unit.
const VALUES: usize = 10;

/// A unit made ready beside the thread that writes.
pub(super) struct Ready {
    unit: TranslationUnit,
    source: Narrow,
    target: Narrow,
    hash: i32,
    /// What its texts have in common with those of its twins alone.
    fingerprint: u64,
    properties: Option<String>,
    entry: Entry,
    blank: bool,
}

impl Ready {
    pub(super) fn of(mut unit: TranslationUnit) -> Result<Self, Fault> {
        let entry = Entry::of(&unit.source);
        let blank = entry.is_blank() || unit.target.trim().is_empty();
        let properties = properties(&unit)?;
        let source = Narrow::of(std::mem::take(&mut unit.source));
        let target = Narrow::of(std::mem::take(&mut unit.target));
        Ok(Self {
            fingerprint: fingerprint(source.as_value(), target.as_value()),
            hash: units::short(entry.hash()),
            blank,
            properties,
            entry,
            source,
            target,
            unit,
        })
    }
}

/// A hash of two texts as they are kept; not itself kept.
fn fingerprint(source: ValueRef<'_>, target: ValueRef<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    for text in [source, target] {
        let (kind, bytes): (u8, &[u8]) = match text {
            ValueRef::Text(bytes) => (0, bytes),
            ValueRef::Blob(bytes) => (1, bytes),
            _ => (2, &[]),
        };
        hasher.write_u8(kind);
        hasher.write(bytes);
        hasher.write_usize(bytes.len());
    }
    hasher.finish()
}

/// The units of one memory by their pair and the fingerprint of their texts: those that an import added, and once that
/// is worth while those from before. Takes about 30 bytes a unit.
#[derive(Default)]
pub(super) struct Twins {
    numbers: FxHashMap<(i64, u64), i64>,
    asked: usize,
    is_whole: bool,
}

impl Twins {
    /// Notes that `number` was added, or found.
    fn note(&mut self, pair: i64, fingerprint: u64, number: i64) {
        self.numbers.insert((pair, fingerprint), number);
    }

    /// The number of the only unit that can be a twin, as far as units are known here.
    fn of(
        &mut self,
        connection: &Connection,
        memory: i64,
        (pair, fingerprint): (i64, u64),
    ) -> Result<Option<i64>, Fault> {
        self.asked += 1;
        if self.asked == MANY {
            let mut statement = connection.prepare(TEXTS)?;
            let mut rows = statement.query([memory])?;
            while let Some(row) = rows.next()? {
                let fingerprint = fingerprint_of(row)?;
                self.note(row.get(1)?, fingerprint, row.get(0)?);
            }
            self.is_whole = true;
        }
        Ok(self.numbers.get(&(pair, fingerprint)).copied())
    }
}

fn fingerprint_of(row: &Row<'_>) -> Result<u64, Fault> {
    Ok(fingerprint(row.get_ref(2)?, row.get_ref(3)?))
}

/// The units of one transaction, all of one memory.
pub(super) struct Batch<'a> {
    connection: &'a Connection,
    same: CachedStatement<'a>,
    same_as: CachedStatement<'a>,
    memory: i64,
    /// The row of each pair of languages, and the pair that it is looked up as.
    pairs: FxHashMap<(String, String), (i64, Rc<Pair>)>,
    twins: &'a mut Twins,
    /// The number of the unit added last.
    newest: i64,
    /// Units with their pair that are numbered but not yet in the database, the latest.
    waiting: Vec<(Ready, i64)>,
    /// Hash and number of the units added by this batch.
    added: Vec<(i32, i64)>,
    counts: ImportCounts,
}

impl<'a> Batch<'a> {
    pub(super) fn new(connection: &'a Connection, memory: &str, twins: &'a mut Twins) -> Result<Self, Fault> {
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
            same_as: connection.prepare_cached(SAME_AS)?,
            memory,
            pairs: FxHashMap::default(),
            twins,
            newest: signed(units::newest(connection)?),
            waiting: Vec::with_capacity(ROWS),
            added: Vec::new(),
            counts: ImportCounts::default(),
        })
    }

    pub(super) fn take_in(&mut self, ready: Ready, loose: &mut Loose) -> Result<(), Fault> {
        if ready.blank {
            self.counts.skipped += 1;
            return Ok(());
        }
        let (row, pair) = self.pair_of(&ready.unit)?;
        match self.same(&ready, row)? {
            None => {
                self.newest += 1;
                loose.add(self.connection, &pair, unsigned(self.newest), &ready.entry)?;
                self.twins.note(row, ready.fingerprint, self.newest);
                self.added.push((ready.hash, self.newest));
                self.waiting.push((ready, row));
                if self.waiting.len() == ROWS {
                    self.write()?;
                }
                self.counts.added += 1;
            }
            Some((number, standing)) if is_later(&ready, &standing) => {
                update(self.connection, number, &ready)?;
                self.counts.updated += 1;
            }
            Some(_) => self.counts.duplicate += 1,
        }
        Ok(())
    }

    /// The unit with the same texts, as far as an update may change it.
    fn same(&mut self, ready: &Ready, pair: i64) -> Result<Option<(i64, Standing)>, Fault> {
        let memory = self.memory;
        let of = (pair, ready.fingerprint);
        if let Some(number) = self.twins.of(self.connection, memory, of)? {
            if self.newest - number < self.waiting.len() as i64 {
                self.write()?;
            }
            let key = (number, pair, memory, &ready.source, &ready.target);
            let same = self.same_as.query_row(key, Standing::read).optional()?;
            if same.is_some() {
                return Ok(same);
            }
        }
        if self.twins.is_whole {
            return Ok(None);
        }
        // What waits is known by its fingerprint.
        let key = (i64::from(ready.hash), pair, memory, &ready.source, &ready.target);
        Ok(self.same.query_row(key, Standing::read).optional()?)
    }

    /// Writes the units that wait.
    fn write(&mut self) -> Result<(), Fault> {
        let first = self.newest - self.waiting.len() as i64;
        let waiting = std::mem::take(&mut self.waiting);
        let mut number = first;
        for rows in waiting.chunks(if waiting.len() == ROWS { ROWS } else { 1 }) {
            let sql = match rows.len() {
                1 => ADD,
                _ => &ADD_ROWS,
            };
            let mut add = self.connection.prepare_cached(sql)?;
            for (at, (ready, pair)) in rows.iter().enumerate() {
                number += 1;
                let unit = &ready.unit;
                let values: [&dyn ToSql; VALUES] = [
                    &number,
                    &self.memory,
                    pair,
                    &ready.source,
                    &ready.target,
                    &unit.before,
                    &unit.after,
                    &unit.author,
                    &unit.changed,
                    &ready.properties,
                ];
                for (place, value) in (VALUES * at + 1..).zip(values) {
                    add.raw_bind_parameter(place, value)?;
                }
            }
            add.raw_execute()?;
        }
        self.waiting = waiting;
        self.waiting.clear();
        Ok(())
    }

    /// Files what was added by its hashes; what became of the units.
    pub(super) fn finish(mut self) -> Result<ImportCounts, Fault> {
        self.write()?;
        self.added.sort_unstable();
        let (many, rest) = self.added.as_chunks::<ROWS>();
        let mut file = self.connection.prepare_cached(&FILE_ROWS)?;
        for hashes in many {
            file.execute(params_from_iter(
                hashes
                    .iter()
                    .flat_map(|&(hash, number)| [i64::from(hash), number]),
            ))?;
        }
        let mut file = self.connection.prepare_cached(FILE)?;
        for hash_and_number in rest {
            file.execute(*hash_and_number)?;
        }
        Ok(self.counts)
    }

    /// The row of the unit's pair of languages, and the pair that it is looked up as.
    fn pair_of(&mut self, unit: &TranslationUnit) -> Result<(i64, Rc<Pair>), Fault> {
        // Files have one pair, or few.
        let is_of =
            |(from, to): &(String, String)| *from == unit.source_language && *to == unit.target_language;
        if let Some((_, known)) = self.pairs.iter().find(|(languages, _)| is_of(languages)) {
            return Ok(known.clone());
        }
        let languages = (unit.source_language.clone(), unit.target_language.clone());
        let found = self.pair(&languages)?;
        Ok(self.pairs.entry(languages).or_insert(found).clone())
    }

    fn pair(&self, languages: &(String, String)) -> Result<(i64, Rc<Pair>), Fault> {
        let primary = Rc::new(Pair::new(&languages.0, &languages.1));
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

fn update(connection: &Connection, number: i64, ready: &Ready) -> Result<(), Fault> {
    let unit = &ready.unit;
    connection.prepare_cached(UPDATE)?.execute(params![
        number,
        unit.before,
        unit.after,
        unit.author,
        unit.changed,
        ready.properties
    ])?;
    Ok(())
}

/// [`ADD`] for many units at once.
static ADD_ROWS: LazyLock<String> = LazyLock::new(|| for_many(ADD, VALUES));
/// [`FILE`] likewise.
static FILE_ROWS: LazyLock<String> = LazyLock::new(|| for_many(FILE, 2));

/// The statement `insert`, which adds a row of so many values, for [`ROWS`] rows.
fn for_many(insert: &str, values: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=values)
            .map(|place| format!("?{}", values * row + place))
            .collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<String> = (0..ROWS).map(row).collect();
    let (head, _) = insert.split_once("VALUES").unwrap_or_default();
    format!("{head} VALUES {}", rows.join(", "))
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

/// Whether the unit says something else than `standing`, and not from before.
fn is_later(ready: &Ready, standing: &Standing) -> bool {
    let unit = &ready.unit;
    let same = unit.before == standing.before
        && unit.after == standing.after
        && unit.author == standing.author
        && unit.changed == standing.changed
        && ready.properties == standing.properties;
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
