//! Directions of targets, and renamings that can be undone.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::document::SegmentId;
use crate::language::Direction;
use crate::store::{Decisions, Error, Renaming};

use super::fault::{Fault, Located, json, read};
use super::{Sqlite, segments, signed, unsigned};

const DIRECTIONS: &str = "SELECT id, direction FROM segment WHERE article = ?1 AND direction IS NOT NULL";
const SET_DIRECTION: &str = "UPDATE segment SET direction = ?3 WHERE article = ?1 AND id = ?2";
const KEEP: &str = "INSERT INTO renaming (what) VALUES (?1)";
const UPDATE: &str = "UPDATE renaming SET what = ?2 WHERE number = ?1";
const LAST: &str = "SELECT number, what FROM renaming ORDER BY number DESC LIMIT 1";
const FORGET: &str = "DELETE FROM renaming WHERE number = ?1";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[DIRECTIONS, SET_DIRECTION, KEEP, UPDATE, LAST, FORGET];

impl Decisions for Sqlite {
    fn directions(&self, name: &str) -> Result<BTreeMap<SegmentId, Direction>, Error> {
        directions(&self.connection, name).located(&self.path)
    }

    fn set_direction(
        &mut self,
        name: &str,
        id: &SegmentId,
        direction: Option<Direction>,
    ) -> Result<(), Error> {
        let set = || -> Result<(), Fault> {
            let article = segments::article_of(&self.connection, name)?;
            let mut statement = self.connection.prepare_cached(SET_DIRECTION)?;
            statement.execute(params![article, id.as_str(), direction.map(Direction::as_str)])?;
            Ok(())
        };
        set().located(&self.path)
    }

    fn keep_renaming(&mut self, renaming: &Renaming) -> Result<u64, Error> {
        let keep = || -> Result<u64, Fault> {
            let what = json(renaming, "renaming", &renaming.new.source)?;
            self.connection.prepare_cached(KEEP)?.execute([what])?;
            Ok(unsigned(self.connection.last_insert_rowid()))
        };
        keep().located(&self.path)
    }

    fn update_renaming(&mut self, number: u64, renaming: &Renaming) -> Result<(), Error> {
        let update = || -> Result<(), Fault> {
            let what = json(renaming, "renaming", &renaming.new.source)?;
            let mut statement = self.connection.prepare_cached(UPDATE)?;
            statement.execute(params![signed(number), what])?;
            Ok(())
        };
        update().located(&self.path)
    }

    fn last_renaming(&self) -> Result<Option<(u64, Renaming)>, Error> {
        last(&self.connection).located(&self.path)
    }

    fn forget_renaming(&mut self, number: u64) -> Result<(), Error> {
        let forget = || -> Result<(), Fault> {
            self.connection
                .prepare_cached(FORGET)?
                .execute([signed(number)])?;
            Ok(())
        };
        forget().located(&self.path)
    }
}

fn directions(connection: &Connection, name: &str) -> Result<BTreeMap<SegmentId, Direction>, Fault> {
    let article = segments::article_of(connection, name)?;
    let mut statement = connection.prepare_cached(DIRECTIONS)?;
    let rows = statement.query_map([article], |row| {
        let direction: String = row.get(1)?;
        Ok((SegmentId::given(row.get::<_, String>(0)?), direction))
    })?;
    let mut directions = BTreeMap::new();
    for row in rows {
        let (id, direction) = row?;
        let is = |one: &Direction| one.as_str() == direction;
        if let Some(direction) = [Direction::Ltr, Direction::Rtl].into_iter().find(is) {
            directions.insert(id, direction);
        }
    }
    Ok(directions)
}

fn last(connection: &Connection) -> Result<Option<(u64, Renaming)>, Fault> {
    let mut statement = connection.prepare_cached(LAST)?;
    let row = statement.query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)));
    let Some((number, what)) = row.optional()? else {
        return Ok(None);
    };
    let renaming = read(&what, "renaming", &number.to_string())?;
    Ok(Some((unsigned(number), renaming)))
}
