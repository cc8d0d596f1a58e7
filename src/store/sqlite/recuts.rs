//! Sentences parted and joined by hand: made, unmade, made again, and made anew when an article is read again.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use crate::document::{Article, Segment, SegmentId};
use crate::segment::Recut;
use crate::store::{Cut, Stamp, Undone, Way};

use super::fault::{Fault, json, read};
use super::segments::{self, Mark};
use super::{remarks, steps};

const ADD: &str = "INSERT INTO recut (article, recut, places) VALUES (?1, ?2, ?3)";
const ALL: &str = "SELECT number, recut, places, undone FROM recut WHERE article = ?1 ORDER BY number";
const TURN: &str = "UPDATE recut SET undone = ?2 WHERE number = ?1";
const POSITION: &str = "SELECT position FROM segment WHERE article = ?1 AND id = ?2 AND position IS NOT NULL";
const TAKE_OUT: &str = "UPDATE segment SET position = NULL WHERE article = ?1 AND id = ?2";
const PUT_IN: &str = "UPDATE segment SET position = ?3 WHERE article = ?1 AND id = ?2";
const SHIFT: &str = "UPDATE segment SET position = position + ?3 WHERE article = ?1 AND position > ?2";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[ADD, ALL, TURN, POSITION, TAKE_OUT, PUT_IN, SHIFT];

/// A cut as it is kept.
struct Kept {
    number: i64,
    recut: Recut,
    places: Places,
    undone: bool,
}

/// The revisions that the segments of a cut stood at, before it and after it: where one has moved on, the cut is no
/// longer the last that was done to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Places {
    from: Vec<u64>,
    into: Vec<u64>,
}

pub(super) fn cut(
    connection: &mut Connection,
    name: &str,
    (recut, bases): (&Recut, &[u64]),
    made: &[Segment],
    stamp: &Stamp<'_>,
) -> Result<Cut, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let article = segments::article_of(&transaction, name)?;
    for (id, base) in recut.from.iter().zip(bases) {
        let current = segments::current(&transaction, article, id)?;
        if current.is_none_or(|current| current.revision != *base) {
            return Ok(Cut::Conflict(id.clone()));
        }
    }
    let from = places(&transaction, article, &recut.from)?;
    let Some(position) = position(&transaction, article, recut.from.first())? else {
        return Ok(Cut::Conflict(recut.from.first().cloned().unwrap_or_default()));
    };
    take_out(&transaction, article, &recut.from)?;
    shift(&transaction, article, position, (recut.from.len(), made.len()))?;
    for (position, segment) in (position..).zip(made) {
        put_in(&transaction, article, (position, segment), stamp)?;
    }
    hand_over(&transaction, article, &recut.from, recut.into.first())?;
    let into = places(&transaction, article, &recut.into)?;
    transaction.prepare_cached(ADD)?.execute(params![
        article,
        json(recut, "recut", name)?,
        json(&Places { from, into }, "places", name)?
    ])?;
    let stand = standing(&transaction, article, &recut.into)?;
    transaction.commit()?;
    Ok(Cut::Done(stand))
}

/// A new segment in its place. One that stood there in an earlier life keeps its history and gets this target.
fn put_in(
    transaction: &Transaction<'_>,
    article: i64,
    (position, segment): (i64, &Segment),
    stamp: &Stamp<'_>,
) -> Result<(), Fault> {
    if !segments::put_back(transaction, article, position, segment)? {
        return segments::insert(transaction, article, position, segment);
    }
    if let Some(current) = segments::current(transaction, article, &segment.id)? {
        segments::write(transaction, &current, &segment.target, (stamp, Mark::default()))?;
    }
    Ok(())
}

/// Undoes the newest cut that made the segment `id`, or makes the one again that was unmade; `None` when the segment
/// was changed since, or never cut.
pub(super) fn turned(
    transaction: &Transaction<'_>,
    article: i64,
    id: &SegmentId,
    way: Way,
) -> Result<Option<Undone>, Fault> {
    let undone = way == Way::Forth;
    let mut kept = all(transaction, article)?;
    kept.retain(|one| one.undone == undone);
    let ends = |one: &Kept| match way {
        Way::Back => (
            one.recut.into.clone(),
            one.places.into.clone(),
            one.recut.from.clone(),
        ),
        Way::Forth => (
            one.recut.from.clone(),
            one.places.from.clone(),
            one.recut.into.clone(),
        ),
    };
    let Some(one) = kept.iter().rfind(|one| ends(one).0.contains(id)) else {
        return Ok(None);
    };
    let (out, stood, into) = ends(one);
    let mut left = Vec::new();
    for (id, place) in out.iter().zip(&stood) {
        let current = segments::current(transaction, article, id)?;
        let line = current
            .map(|current| steps::line(transaction, current.row))
            .transpose()?;
        if line.is_none_or(|line| line.position() != *place) {
            left.push(id.clone());
        }
    }
    if left.contains(id) {
        return Ok(None);
    }
    if !left.is_empty() {
        return Ok(Some(Undone {
            left,
            ..Undone::default()
        }));
    }
    let Some(position) = position(transaction, article, out.first())? else {
        return Ok(None);
    };
    take_out(transaction, article, &out)?;
    shift(transaction, article, position, (out.len(), into.len()))?;
    for (position, id) in (position..).zip(&into) {
        let values = params![article, id.as_str(), position];
        transaction.prepare_cached(PUT_IN)?.execute(values)?;
    }
    hand_over(transaction, article, &out, into.first())?;
    transaction
        .prepare_cached(TURN)?
        .execute(params![one.number, !one.undone])?;
    let stand = standing(transaction, article, &into)?;
    Ok(Some(Undone {
        recut: Some((out, stand)),
        ..Undone::default()
    }))
}

/// Cuts an article that was read again as people have cut it before.
pub(super) fn again(connection: &Connection, row: i64, article: &Article) -> Result<Article, Fault> {
    let mut article = article.clone();
    for kept in all(connection, row)?.iter().filter(|kept| !kept.undone) {
        kept.recut.apply(&mut article.segments);
    }
    Ok(article)
}

pub(super) fn forerunners(
    connection: &Connection,
    name: &str,
    id: &SegmentId,
) -> Result<Vec<SegmentId>, Fault> {
    let article = segments::article_of(connection, name)?;
    let (mut found, mut sought) = (Vec::new(), vec![id.clone()]);
    for kept in all(connection, article)?
        .into_iter()
        .rev()
        .filter(|kept| !kept.undone)
    {
        if kept.recut.into.iter().any(|id| sought.contains(id)) {
            sought.extend(kept.recut.from.iter().cloned());
            found.splice(0..0, kept.recut.from);
        }
    }
    Ok(found)
}

fn all(connection: &Connection, article: i64) -> Result<Vec<Kept>, Fault> {
    let mut statement = connection.prepare_cached(ALL)?;
    let mut rows = statement.query([article])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        let of = number.to_string();
        let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        all.push(Kept {
            recut: read(text(1)?, "recut", &of)?,
            places: read(text(2)?, "places", &of)?,
            undone: row.get(3)?,
            number,
        });
    }
    Ok(all)
}

fn places(connection: &Connection, article: i64, ids: &[SegmentId]) -> Result<Vec<u64>, Fault> {
    let mut places = Vec::with_capacity(ids.len());
    for id in ids {
        let current = segments::current(connection, article, id)?;
        let line = current
            .map(|current| steps::line(connection, current.row))
            .transpose()?;
        places.push(line.unwrap_or_default().position());
    }
    Ok(places)
}

fn standing(connection: &Connection, article: i64, ids: &[SegmentId]) -> Result<Vec<(Segment, u64)>, Fault> {
    let mut standing = Vec::with_capacity(ids.len());
    for id in ids {
        standing.extend(segments::one(connection, article, id)?);
    }
    Ok(standing)
}

fn position(connection: &Connection, article: i64, id: Option<&SegmentId>) -> Result<Option<i64>, Fault> {
    use rusqlite::OptionalExtension;
    let Some(id) = id else { return Ok(None) };
    let mut statement = connection.prepare_cached(POSITION)?;
    let values = params![article, id.as_str()];
    Ok(statement.query_row(values, |row| row.get(0)).optional()?)
}

fn take_out(connection: &Connection, article: i64, ids: &[SegmentId]) -> Result<(), Fault> {
    for id in ids {
        connection
            .prepare_cached(TAKE_OUT)?
            .execute(params![article, id.as_str()])?;
    }
    Ok(())
}

/// Moves what follows `position`, so that `new` segments fit where `old` ones were.
fn shift(
    connection: &Connection,
    article: i64,
    position: i64,
    (old, new): (usize, usize),
) -> Result<(), Fault> {
    let count = |segments: usize| i64::try_from(segments).unwrap_or_default();
    let by = count(new) - count(old);
    connection
        .prepare_cached(SHIFT)?
        .execute(params![article, position, by])?;
    Ok(())
}

fn hand_over(
    connection: &Connection,
    article: i64,
    from: &[SegmentId],
    to: Option<&SegmentId>,
) -> Result<(), Fault> {
    for id in from {
        if let Some(to) = to {
            remarks::hand_over(connection, article, id, to)?;
        }
    }
    Ok(())
}
