//! Several targets saved as one, and the way back and forth.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::document::{Segment, SegmentId, Target};
use crate::segment::Recut;
use crate::store::line::{Entry, Line};
use crate::store::{Cut, Error, PROGRAM, Save, Saved, Stamp, Steps, Undone, Way};

use super::fault::{Fault, Located, read};
use super::segments::{self, Current, Mark};
use super::{Sqlite, recuts, signed, unsigned};

const ADD: &str = "INSERT INTO step (article, kind, who, at) VALUES (?1, ?2, ?3, ?4)";
const LINE: &str = "SELECT number, restores, step, who FROM revision WHERE segment = ?1 ORDER BY number";
const OF_STEP: &str = "SELECT DISTINCT s.id FROM revision r JOIN segment s ON s.row = r.segment
    WHERE r.step = ?1 AND s.position IS NOT NULL ORDER BY s.position";
const TARGET: &str = "SELECT target FROM revision WHERE segment = ?1 AND number = ?2";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[ADD, LINE, OF_STEP, TARGET];

impl Steps for Sqlite {
    fn save_step(
        &mut self,
        name: &str,
        kind: &str,
        saves: &[Save<'_>],
        stamp: &Stamp<'_>,
    ) -> Result<Vec<Saved>, Error> {
        save(&mut self.connection, name, (kind, saves), stamp).located(&self.path)
    }

    fn recut(
        &mut self,
        name: &str,
        (recut, bases): (&Recut, &[u64]),
        made: &[Segment],
        stamp: &Stamp<'_>,
    ) -> Result<Cut, Error> {
        recuts::cut(&mut self.connection, name, (recut, bases), made, stamp).located(&self.path)
    }

    fn step(&mut self, name: &str, id: &SegmentId, way: Way, stamp: &Stamp<'_>) -> Result<Undone, Error> {
        step(&mut self.connection, name, (id, way), stamp).located(&self.path)
    }

    fn forerunners(&self, name: &str, id: &SegmentId) -> Result<Vec<SegmentId>, Error> {
        recuts::forerunners(&self.connection, name, id).located(&self.path)
    }
}

fn save(
    connection: &mut Connection,
    name: &str,
    (kind, saves): (&str, &[Save<'_>]),
    stamp: &Stamp<'_>,
) -> Result<Vec<Saved>, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let article = segments::article_of(&transaction, name)?;
    transaction
        .prepare_cached(ADD)?
        .execute(params![article, kind, stamp.who, stamp.at])?;
    let mark = Mark {
        step: Some(transaction.last_insert_rowid()),
        restores: None,
    };
    let mut saved = Vec::with_capacity(saves.len());
    for save in saves {
        let current = segments::current(&transaction, article, save.id)?;
        let current = current.ok_or_else(|| missing(name, save.id))?;
        saved.push(if current.revision == save.base_revision {
            let revision = segments::write(&transaction, &current, save.target, (stamp, mark))?;
            Saved::Done { revision }
        } else {
            Saved::Conflict {
                theirs: current.target,
                revision: current.revision,
            }
        });
    }
    transaction.commit()?;
    Ok(saved)
}

fn step(
    connection: &mut Connection,
    name: &str,
    (id, way): (&SegmentId, Way),
    stamp: &Stamp<'_>,
) -> Result<Undone, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let article = segments::article_of(&transaction, name)?;
    let asked = segments::current(&transaction, article, id)?.ok_or_else(|| missing(name, id))?;
    let undone = match recuts::turned(&transaction, article, id, way)? {
        Some(undone) => undone,
        None => gone(&transaction, article, (id, &asked), (way, stamp))?,
    };
    transaction.commit()?;
    Ok(undone)
}

/// The step that the asked segment stands at, gone one way in each segment that still stands at it.
fn gone(
    transaction: &Transaction<'_>,
    article: i64,
    (id, asked): (&SegmentId, &Current),
    (way, stamp): (Way, &Stamp<'_>),
) -> Result<Undone, Fault> {
    let mut undone = Undone::default();
    let Some((of, _)) = turn(&line(transaction, asked.row)?, way) else {
        return Ok(undone);
    };
    let ids = match of.step {
        Some(step) => of_step(transaction, step)?,
        None => vec![id.clone()],
    };
    for id in ids {
        let Some(current) = segments::current(transaction, article, &id)? else {
            continue;
        };
        let line = line(transaction, current.row)?;
        match turn(&line, way).filter(|(entry, _)| entry.step == of.step) {
            Some((_, to)) => {
                let target = target_at(transaction, current.row, to)?;
                let mark = Mark {
                    step: None,
                    restores: Some(to),
                };
                let revision = segments::write(transaction, &current, &target, (stamp, mark))?;
                undone.changed.push((id, target, revision));
            }
            None => undone.left.push(id),
        }
    }
    Ok(undone)
}

/// The revision that is undone or done again, and the one that stands there afterwards.
fn turn(line: &Line, way: Way) -> Option<(Entry, u64)> {
    match way {
        Way::Back => Some((*line.entry(line.position())?, line.back()?)),
        Way::Forth => {
            let to = line.forth()?;
            Some((*line.entry(to)?, to))
        }
    }
}

/// The line of the segment in `row`.
pub(super) fn line(connection: &Connection, row: i64) -> Result<Line, Fault> {
    let mut statement = connection.prepare_cached(LINE)?;
    let entries = statement.query_map([row], |row| {
        Ok(Entry {
            number: unsigned(row.get(0)?),
            restores: row.get::<_, Option<i64>>(1)?.map(unsigned),
            step: row.get(2)?,
            is_machine: row.get::<_, String>(3)? == PROGRAM,
        })
    })?;
    Ok(Line(entries.collect::<Result<_, _>>()?))
}

fn of_step(connection: &Connection, step: i64) -> Result<Vec<SegmentId>, Fault> {
    let mut statement = connection.prepare_cached(OF_STEP)?;
    let ids = statement.query_map([step], |row| Ok(SegmentId::given(row.get::<_, String>(0)?)))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// The target of a revision; there is none where a segment began empty.
fn target_at(connection: &Connection, row: i64, number: u64) -> Result<Target, Fault> {
    let mut statement = connection.prepare_cached(TARGET)?;
    let target: Option<String> = statement
        .query_row(params![row, signed(number)], |row| row.get(0))
        .optional()?;
    match target {
        Some(json) => read(&json, "target", &row.to_string()),
        None => Ok(Target::default()),
    }
}

fn missing(name: &str, id: &SegmentId) -> Error {
    Error::NoSegment {
        article: name.to_owned(),
        id: id.to_string(),
    }
}
