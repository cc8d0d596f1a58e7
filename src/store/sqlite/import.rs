//! Adding translation units, and filing them anew when the rules for keys change.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::document::TranslationUnit;
use crate::memory::{KEY_VERSION, Key, Pair};
use crate::store::ImportCounts;

use super::fault::{Fault, json};
use super::signed;

const MEMORY: &str = "SELECT row FROM memory WHERE name = ?1";
const ADD_MEMORY: &str = "INSERT INTO memory (name) VALUES (?1)";
const REMOVE_MEMORY: &str = "DELETE FROM memory WHERE name = ?1";
const PAIR: &str = "SELECT row FROM pair WHERE source_language = ?1 AND target_language = ?2";
const ADD_PAIR: &str = "INSERT INTO pair (source_language, target_language, source_primary, target_primary)
    VALUES (?1, ?2, ?3, ?4)";
const SAME: &str = "SELECT u.number, u.before, u.after, u.author, u.changed, u.properties
    FROM unit_key k JOIN unit u ON u.number = k.unit
    WHERE k.hash = ?1 AND k.pair = ?2 AND u.memory = ?3 AND u.source = ?4 AND u.target = ?5";
const ADD: &str =
    "INSERT INTO unit (memory, pair, source, target, before, after, author, changed, properties)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
const FILE: &str = "INSERT INTO unit_key (unit, pair, hash, tokens) VALUES (?1, ?2, ?3, ?4)";
const UPDATE: &str = "UPDATE unit SET before = ?2, after = ?3, author = ?4, changed = ?5, properties = ?6
    WHERE number = ?1";
const CHANGED: &str = "UPDATE setting SET value = value + 1 WHERE name = 'memory-generation'";
const FILED_BY: &str = "SELECT value FROM setting WHERE name = 'key-version'";
const FILE_BY: &str = "UPDATE setting SET value = ?1 WHERE name = 'key-version'";
const SOURCES: &str = "SELECT number, pair, source FROM unit";
const UNFILE: &str = "DELETE FROM unit_key";

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
];

/// Units of one transaction.
const BATCH: usize = 10_000;

pub(super) fn import(
    connection: &mut Connection,
    memory: &str,
    units: &mut dyn Iterator<Item = TranslationUnit>,
) -> Result<ImportCounts, Fault> {
    let mut counts = ImportCounts::default();
    let mut units = units.peekable();
    while units.peek().is_some() {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut batch = Batch::new(&transaction, memory)?;
        for unit in units.by_ref().take(BATCH) {
            batch.take_in(&unit)?;
        }
        let taken = batch.counts;
        if taken.added + taken.updated > 0 {
            transaction.prepare_cached(CHANGED)?.execute([])?;
        }
        transaction.commit()?;
        counts.added += taken.added;
        counts.updated += taken.updated;
        counts.duplicate += taken.duplicate;
        counts.skipped += taken.skipped;
    }
    Ok(counts)
}

/// The units of one transaction, all of one memory.
struct Batch<'a> {
    connection: &'a Connection,
    memory: i64,
    pairs: HashMap<(String, String), i64>,
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

    fn take_in(&mut self, unit: &TranslationUnit) -> Result<(), Fault> {
        let key = Key::of(&unit.source);
        if key.tokens().is_empty() || unit.target.trim().is_empty() {
            self.counts.skipped += 1;
            return Ok(());
        }
        let pair = self.pair(unit)?;
        match self.same(unit, &key, pair)? {
            None => {
                self.add(unit, &key, pair)?;
                self.counts.added += 1;
            }
            Some((number, standing)) if is_later(unit, &standing) => {
                self.update(number, unit)?;
                self.counts.updated += 1;
            }
            Some(_) => self.counts.duplicate += 1,
        }
        Ok(())
    }

    fn pair(&mut self, unit: &TranslationUnit) -> Result<i64, Fault> {
        let languages = (unit.source_language.clone(), unit.target_language.clone());
        if let Some(&row) = self.pairs.get(&languages) {
            return Ok(row);
        }
        let known = self
            .connection
            .prepare_cached(PAIR)?
            .query_row((&languages.0, &languages.1), |row| row.get(0))
            .optional()?;
        let row = match known {
            Some(row) => row,
            None => {
                let primary = Pair::new(&languages.0, &languages.1);
                self.connection.prepare_cached(ADD_PAIR)?.execute((
                    &languages.0,
                    &languages.1,
                    &primary.from,
                    &primary.to,
                ))?;
                self.connection.last_insert_rowid()
            }
        };
        self.pairs.insert(languages, row);
        Ok(row)
    }

    /// The unit with the same texts, as far as an update may change it.
    fn same(&self, unit: &TranslationUnit, key: &Key, pair: i64) -> Result<Option<(i64, Standing)>, Fault> {
        let mut statement = self.connection.prepare_cached(SAME)?;
        let same = statement.query_row(
            params![signed(key.hash()), pair, self.memory, unit.source, unit.target],
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

    fn add(&self, unit: &TranslationUnit, key: &Key, pair: i64) -> Result<(), Fault> {
        self.connection.prepare_cached(ADD)?.execute(params![
            self.memory,
            pair,
            unit.source,
            unit.target,
            unit.before,
            unit.after,
            unit.author,
            unit.changed,
            properties(unit)?
        ])?;
        file(self.connection, self.connection.last_insert_rowid(), pair, key)
    }

    fn update(&self, number: i64, unit: &TranslationUnit) -> Result<(), Fault> {
        self.connection.prepare_cached(UPDATE)?.execute(params![
            number,
            unit.before,
            unit.after,
            unit.author,
            unit.changed,
            properties(unit)?
        ])?;
        Ok(())
    }
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

fn file(connection: &Connection, number: i64, pair: i64, key: &Key) -> Result<(), Fault> {
    let tokens: Vec<u8> = key
        .tokens()
        .iter()
        .flat_map(|token| token.to_le_bytes())
        .collect();
    connection
        .prepare_cached(FILE)?
        .execute(params![number, pair, signed(key.hash()), tokens])?;
    Ok(())
}

pub(super) fn remove(connection: &mut Connection, memory: &str) -> Result<bool, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let removed = transaction.prepare_cached(REMOVE_MEMORY)?.execute([memory])? > 0;
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
            let source = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
            file(&transaction, row.get(0)?, row.get(1)?, &Key::of(source))?;
        }
    }
    transaction.execute(FILE_BY, [KEY_VERSION])?;
    transaction.execute(CHANGED, [])?;
    transaction.commit()?;
    Ok(())
}
