//! Reading translation units.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, Row};

use crate::document::TranslationUnit;
use crate::memory::{Pair, StoredUnit};
use crate::store::MemoryStatus;

use super::fault::{Fault, read};
use super::narrow::widened;
use super::{count, signed, unsigned};

macro_rules! select_units {
    ($rest:literal) => {
        concat!(
            "SELECT u.number, m.name, u.source, u.target, p.source_language, p.target_language, u.before, u.after,
                u.author, u.changed, u.properties
            FROM unit u JOIN memory m ON m.row = u.memory JOIN pair p ON p.row = u.pair ",
            $rest
        )
    };
}

const NEWEST: &str = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'unit'), 0)";
const WITH_HASH: &str = select_units!(
    "JOIN unit_hash k ON k.unit = u.number
    WHERE k.hash = ?3 AND p.source_primary = ?1 AND p.target_primary = ?2 ORDER BY u.number"
);
const UNIT: &str = select_units!("WHERE u.number = ?1");
const EXPORT: &str = select_units!(
    "WHERE (?1 IS NULL OR m.name = ?1) AND (?2 IS NULL OR p.source_primary = ?2)
    AND (?3 IS NULL OR p.target_primary = ?3) ORDER BY u.number"
);
const MEMORIES: &str = "SELECT m.name, p.source_language, p.target_language, count(*), max(u.changed)
    FROM unit u JOIN memory m ON m.row = u.memory JOIN pair p ON p.row = u.pair
    GROUP BY u.memory, u.pair ORDER BY 1, 2, 3";
const GENERATION: &str = "SELECT value FROM setting WHERE name = 'memory-generation'";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[NEWEST, WITH_HASH, UNIT, EXPORT, MEMORIES, GENERATION];

pub(super) fn newest(connection: &Connection) -> Result<u64, Fault> {
    let mut statement = connection.prepare_cached(NEWEST)?;
    Ok(unsigned(statement.query_row([], |row| row.get(0))?))
}

/// The part of a key's hash that is kept.
pub(super) fn short(hash: u64) -> i32 {
    (hash ^ (hash >> 32)) as i32
}

pub(super) fn with_hash(connection: &Connection, pair: &Pair, hash: u64) -> Result<Vec<StoredUnit>, Fault> {
    let mut statement = connection.prepare_cached(WITH_HASH)?;
    let mut rows = statement.query((&pair.from, &pair.to, short(hash)))?;
    let mut units = Vec::new();
    while let Some(row) = rows.next()? {
        units.push(stored(row)?);
    }
    Ok(units)
}

pub(super) fn unit(connection: &Connection, number: u64) -> Result<Option<StoredUnit>, Fault> {
    let mut statement = connection.prepare_cached(UNIT)?;
    let found = statement.query_row([signed(number)], |row| Ok(stored(row)));
    found.optional()?.transpose()
}

fn stored(row: &Row<'_>) -> Result<StoredUnit, Fault> {
    let number = unsigned(row.get(0)?);
    let properties: Option<String> = row.get(10)?;
    let properties = match properties {
        Some(json) => read(&json, "properties", &number.to_string())?,
        None => Vec::new(),
    };
    Ok(StoredUnit {
        number,
        memory: row.get(1)?,
        unit: TranslationUnit {
            source: widened(row.get_ref(2)?)?,
            target: widened(row.get_ref(3)?)?,
            source_language: row.get(4)?,
            target_language: row.get(5)?,
            before: row.get(6)?,
            after: row.get(7)?,
            author: row.get(8)?,
            changed: row.get(9)?,
            properties,
        },
    })
}

pub(super) fn export(
    connection: &Connection,
    memory: Option<&str>,
    pair: Option<&Pair>,
    each: &mut dyn FnMut(StoredUnit) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(EXPORT)?;
    let (from, to) = (pair.map(|pair| &pair.from), pair.map(|pair| &pair.to));
    let mut rows = statement.query((memory, from, to))?;
    while let Some(row) = rows.next()? {
        if each(stored(row)?).is_break() {
            break;
        }
    }
    Ok(())
}

pub(super) fn memories(connection: &Connection) -> Result<Vec<MemoryStatus>, Fault> {
    let mut statement = connection.prepare_cached(MEMORIES)?;
    let rows = statement.query_map([], |row| {
        Ok(MemoryStatus {
            memory: row.get(0)?,
            source_language: row.get(1)?,
            target_language: row.get(2)?,
            units: count(row.get(3)?),
            newest: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn generation(connection: &Connection) -> Result<u64, Fault> {
    let mut statement = connection.prepare_cached(GENERATION)?;
    Ok(unsigned(statement.query_row([], |row| row.get(0))?))
}
