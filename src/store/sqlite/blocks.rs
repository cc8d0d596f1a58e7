//! The blocks that the memory's search reads, kept beside the units they were made of.

use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;

use crate::memory::{Block, Builder, EachSource, Entry, Pair};

use super::fault::Fault;
use super::narrow::widened;
use super::{signed, unsigned};

const BLOCKS: &str =
    "SELECT bytes FROM unit_block WHERE source_primary = ?1 AND target_primary = ?2 ORDER BY last";
const COVERED: &str =
    "SELECT coalesce(max(last), 0) FROM unit_block WHERE source_primary = ?1 AND target_primary = ?2";
const LATEST: &str = "SELECT row, bytes FROM unit_block WHERE source_primary = ?1 AND target_primary = ?2
    ORDER BY last DESC LIMIT 1";
const ADD: &str =
    "INSERT INTO unit_block (source_primary, target_primary, last, bytes) VALUES (?1, ?2, ?3, ?4)";
const REMOVE: &str = "DELETE FROM unit_block WHERE row = ?1";
const CLEAR: &str = "DELETE FROM unit_block";
const PAIRS: &str = "SELECT DISTINCT source_primary, target_primary FROM pair";
const SOURCES_AFTER: &str = "SELECT u.number, u.source FROM unit u JOIN pair p ON p.row = u.pair
    WHERE u.number > ?3 AND p.source_primary = ?1 AND p.target_primary = ?2 ORDER BY u.number";
const ANY_BETWEEN: &str = "SELECT 1 FROM unit u JOIN pair p ON p.row = u.pair
    WHERE p.source_primary = ?1 AND p.target_primary = ?2 AND u.number > ?3 AND u.number < ?4 LIMIT 1";
const HOW_MANY_AFTER: &str = "SELECT count(*) FROM unit WHERE number > ?1";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    BLOCKS,
    COVERED,
    LATEST,
    ADD,
    REMOVE,
    CLEAR,
    PAIRS,
    SOURCES_AFTER,
    ANY_BETWEEN,
    HOW_MANY_AFTER,
];

/// Units of a pair that may lie outside its blocks: whoever searches files them anew each time.
const LOOSE: usize = 4096;

/// Calls `each` for the blocks of `pair`. A damaged one ends them: the units after it are filed anew.
pub(super) fn blocks(connection: &Connection, pair: &Pair, each: &mut dyn FnMut(Block)) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(BLOCKS)?;
    let mut rows = statement.query((&pair.from, &pair.to))?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        let Some(block) = Block::unpack(bytes) else {
            break;
        };
        each(block);
    }
    Ok(())
}

pub(super) fn sources_after(
    connection: &Connection,
    pair: &Pair,
    after: u64,
    each: &mut EachSource<'_>,
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(SOURCES_AFTER)?;
    let mut rows = statement.query((&pair.from, &pair.to, signed(after)))?;
    while let Some(row) = rows.next()? {
        each(unsigned(row.get(0)?), &widened(row.get_ref(1)?)?);
    }
    Ok(())
}

/// The units of an import that are in no block yet, by pair.
#[derive(Default)]
pub(super) struct Loose {
    pairs: FxHashMap<Pair, Gathering>,
}

struct Gathering {
    builder: Builder,
    /// Whether the builder holds every unit of the pair outside its blocks.
    whole: bool,
}

impl Loose {
    /// Notes that the unit `number` was added. Within the transaction that adds it, since a full block is written.
    pub(super) fn add(
        &mut self,
        connection: &Connection,
        pair: &Pair,
        number: u64,
        entry: &Entry,
    ) -> Result<(), Fault> {
        let gathering = match self.pairs.get_mut(pair) {
            Some(known) => known,
            None => {
                let covered = covered(connection, pair)?;
                let before = connection.prepare_cached(ANY_BETWEEN)?.exists((
                    &pair.from,
                    &pair.to,
                    signed(covered),
                    signed(number),
                ))?;
                self.pairs.entry(pair.clone()).or_insert(Gathering {
                    builder: Builder::default(),
                    whole: !before,
                })
            }
        };
        if gathering.builder.is_full() {
            gathering.write(connection, pair, number - 1)?;
        }
        gathering.builder.add(number, entry);
        Ok(())
    }

    /// Notes that another program may have added units in between.
    pub(super) fn interrupted(&mut self) {
        for gathering in self.pairs.values_mut() {
            gathering.whole = false;
        }
    }

    /// Writes blocks for the pairs that have many units outside them.
    pub(super) fn settle(mut self, connection: &Connection, newest: u64) -> Result<(), Fault> {
        for (pair, gathering) in &mut self.pairs {
            let after = covered(connection, pair)?;
            let loose: usize = connection
                .prepare_cached(HOW_MANY_AFTER)?
                .query_row([signed(after)], |row| row.get::<_, i64>(0))
                .map(super::count)?;
            if loose >= LOOSE {
                gathering.write(connection, pair, newest)?;
            }
        }
        Ok(())
    }
}

impl Gathering {
    /// Writes what was gathered, the units up to `newest`, as a block; or, if that is not all of them, what the
    /// database has.
    fn write(&mut self, connection: &Connection, pair: &Pair, newest: u64) -> Result<(), Fault> {
        if self.whole {
            return write(connection, pair, self.builder.finish(), newest);
        }
        self.builder = Builder::default();
        self.whole = true;
        file_up_to(connection, pair, newest)
    }
}

/// Makes blocks of the units of `pair` that are in none, up to `newest`.
fn file_up_to(connection: &Connection, pair: &Pair, newest: u64) -> Result<(), Fault> {
    let mut builder = Builder::default();
    let mut last = 0;
    let mut fault = Ok(());
    let after = covered(connection, pair)?;
    sources_after(connection, pair, after, &mut |number, source| {
        if fault.is_err() || number > newest {
            return;
        }
        if builder.is_full() {
            fault = write(connection, pair, builder.finish(), last);
        }
        builder.add(number, &Entry::of(source));
        last = number;
    })?;
    fault?;
    write(connection, pair, builder.finish(), newest)
}

/// Keeps `block`, of the units up to `last`, merged with the latest one if that is small.
fn write(connection: &Connection, pair: &Pair, mut block: Block, last: u64) -> Result<(), Fault> {
    if block.is_empty() {
        return Ok(());
    }
    while let Some((row, bytes)) = connection
        .prepare_cached(LATEST)?
        .query_row((&pair.from, &pair.to), |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
        })
        .optional()?
    {
        let Some(latest) = Block::unpack(&bytes).filter(|latest| latest.takes(&block)) else {
            break;
        };
        block = latest.merged(&block);
        connection.prepare_cached(REMOVE)?.execute([row])?;
    }
    let mut statement = connection.prepare_cached(ADD)?;
    statement.execute((&pair.from, &pair.to, signed(last), block.pack()))?;
    Ok(())
}

/// Every unit of `pair` up to this number is in a block.
fn covered(connection: &Connection, pair: &Pair) -> Result<u64, Fault> {
    let mut statement = connection.prepare_cached(COVERED)?;
    Ok(unsigned(
        statement.query_row((&pair.from, &pair.to), |row| row.get(0))?,
    ))
}

/// Makes every block anew.
pub(super) fn rebuild(connection: &Connection, newest: u64) -> Result<(), Fault> {
    connection.execute(CLEAR, [])?;
    for pair in pairs(connection)? {
        file_up_to(connection, &pair, newest)?;
    }
    Ok(())
}

/// The pairs that units were ever added in.
pub(super) fn pairs(connection: &Connection) -> Result<Vec<Pair>, Fault> {
    let mut statement = connection.prepare_cached(PAIRS)?;
    let pairs = statement.query_map([], |row| {
        Ok(Pair {
            from: row.get(0)?,
            to: row.get(1)?,
        })
    })?;
    Ok(pairs.collect::<Result<_, _>>()?)
}
