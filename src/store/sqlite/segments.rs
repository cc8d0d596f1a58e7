//! Segments: their places, targets, evidence and revisions.

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use crate::document::{Segment, SegmentId, Target};
use crate::store::{Drafted, Error, Revision, Save, Saved, Stamp};

use super::fault::{Fault, json, read};
use super::{count, signed, unsigned};

const INSERT: &str =
    "INSERT INTO segment (article, id, position, block, source, gap, state, target, revision,
    terms, matches, findings) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, ?10, ?11)";
const SET_ASIDE: &str = "UPDATE segment SET position = NULL WHERE article = ?1";
const PUT_BACK: &str = "UPDATE segment SET position = ?3, block = ?4, source = ?5, gap = ?6
    WHERE article = ?1 AND id = ?2";
const OF_ARTICLE: &str = "SELECT id, block, source, gap, target, terms, matches, findings
    FROM segment WHERE article = ?1 AND position IS NOT NULL ORDER BY position";
const PENDING: &str = "SELECT s.id, s.target FROM segment s JOIN article a ON a.row = s.article
    WHERE a.name = ?1 AND s.position IS NOT NULL AND s.fingerprint IS NOT ?2 ORDER BY s.position";
const ARTICLE_ROW: &str = "SELECT row FROM article WHERE name = ?1";
const CURRENT: &str = "SELECT row, target, revision FROM segment
    WHERE article = ?1 AND id = ?2 AND position IS NOT NULL";
const SAVE_TARGET: &str = "UPDATE segment SET state = ?2, target = ?3, revision = ?4 WHERE row = ?1";
const SAVE_EVIDENCE: &str = "UPDATE segment SET fingerprint = ?2, terms = ?3, matches = ?4, findings = ?5
    WHERE row = ?1";
const SAVE_OBJECTIONS: &str = "UPDATE segment SET terms = ?3, findings = ?4
    WHERE article = ?1 AND id = ?2 AND position IS NOT NULL";
const ADD_REVISION: &str = "INSERT INTO revision (segment, number, target, who, at, step, restores)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const ONE: &str = "SELECT id, block, source, gap, target, terms, matches, findings, revision
    FROM segment WHERE article = ?1 AND id = ?2 AND position IS NOT NULL";
const HISTORY: &str = "SELECT r.number, r.target, r.who, r.at FROM revision r
    JOIN segment s ON s.row = r.segment JOIN article a ON a.row = s.article
    WHERE a.name = ?1 AND s.id = ?2 ORDER BY r.number";
const HISTORIES: &str = "SELECT s.id, r.number, r.target, r.who, r.at FROM revision r
    JOIN segment s ON s.row = r.segment JOIN article a ON a.row = s.article
    WHERE a.name = ?1 AND s.position IS NOT NULL ORDER BY s.position, r.number";
const REVISIONS: &str = "SELECT s.id, s.revision FROM segment s JOIN article a ON a.row = s.article
    WHERE a.name = ?1 AND s.position IS NOT NULL ORDER BY s.position";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    INSERT,
    SET_ASIDE,
    PUT_BACK,
    OF_ARTICLE,
    PENDING,
    ARTICLE_ROW,
    CURRENT,
    SAVE_TARGET,
    SAVE_EVIDENCE,
    SAVE_OBJECTIONS,
    ADD_REVISION,
    ONE,
    HISTORY,
    HISTORIES,
    REVISIONS,
];

/// Adds a segment to the article in `row`, with the target and evidence it comes with.
pub(super) fn insert(
    connection: &Connection,
    row: i64,
    position: i64,
    segment: &Segment,
) -> Result<(), Fault> {
    let id = segment.id.as_str();
    connection.prepare_cached(INSERT)?.execute(params![
        row,
        id,
        position,
        signed(segment.block as u64),
        json(&segment.source, "source", id)?,
        segment.gap,
        segment.target.state.as_str(),
        json(&segment.target, "target", id)?,
        json(&segment.terms, "terms", id)?,
        json(&segment.matches, "matches", id)?,
        json(&segment.findings, "findings", id)?,
    ])?;
    Ok(())
}

/// Takes every segment of the article in `row` out of its place.
pub(super) fn set_aside(connection: &Connection, row: i64) -> Result<(), Fault> {
    connection.prepare_cached(SET_ASIDE)?.execute([row])?;
    Ok(())
}

/// Puts the segment with the id of `segment` in its place. Whether there was one.
pub(super) fn put_back(
    connection: &Connection,
    row: i64,
    position: i64,
    segment: &Segment,
) -> Result<bool, Fault> {
    let id = segment.id.as_str();
    let changed = connection.prepare_cached(PUT_BACK)?.execute(params![
        row,
        id,
        position,
        signed(segment.block as u64),
        json(&segment.source, "source", id)?,
        segment.gap,
    ])?;
    Ok(changed > 0)
}

/// The segments in place of the article in `row`, in order.
pub(super) fn of_article(connection: &Connection, row: i64) -> Result<Vec<Segment>, Fault> {
    let mut statement = connection.prepare_cached(OF_ARTICLE)?;
    let mut rows = statement.query([row])?;
    let mut segments = Vec::new();
    while let Some(row) = rows.next()? {
        segments.push(segment(row)?);
    }
    Ok(segments)
}

fn segment(row: &Row<'_>) -> Result<Segment, Fault> {
    let id: String = row.get(0)?;
    let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
    Ok(Segment {
        block: count(row.get(1)?),
        source: read(text(2)?, "source", &id)?,
        gap: row.get(3)?,
        target: read(text(4)?, "target", &id)?,
        terms: read(text(5)?, "terms", &id)?,
        matches: read(text(6)?, "matches", &id)?,
        findings: read(text(7)?, "findings", &id)?,
        id: SegmentId::given(id),
    })
}

pub(super) fn pending(
    connection: &Connection,
    name: &str,
    fingerprint: &str,
) -> Result<Vec<SegmentId>, Fault> {
    let mut statement = connection.prepare_cached(PENDING)?;
    let mut rows = statement.query([name, fingerprint])?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let target: Target = read(
            row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?,
            "target",
            &id,
        )?;
        if !target.is_a_persons() {
            ids.push(SegmentId::given(id));
        }
    }
    Ok(ids)
}

pub(super) fn save_drafts(
    connection: &mut Connection,
    name: &str,
    fingerprint: &str,
    drafts: &[Drafted],
    stamp: &Stamp<'_>,
) -> Result<usize, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let article = article_of(&transaction, name)?;
    let mut saved = 0;
    for draft in drafts {
        let Some(current) = current(&transaction, article, &draft.id)? else {
            continue;
        };
        if current.target.is_a_persons() {
            continue;
        }
        write(&transaction, &current, &draft.target, (stamp, Mark::default()))?;
        let id = draft.id.as_str();
        transaction.prepare_cached(SAVE_EVIDENCE)?.execute(params![
            current.row,
            fingerprint,
            json(&draft.terms, "terms", id)?,
            json(&draft.matches, "matches", id)?,
            json(&draft.findings, "findings", id)?,
        ])?;
        saved += 1;
    }
    transaction.commit()?;
    Ok(saved)
}

pub(super) fn save_findings(
    connection: &mut Connection,
    name: &str,
    segments: &[Segment],
) -> Result<(), Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let article = article_of(&transaction, name)?;
    for segment in segments {
        let id = segment.id.as_str();
        let terms = json(&segment.terms, "terms", id)?;
        let findings = json(&segment.findings, "findings", id)?;
        transaction
            .prepare_cached(SAVE_OBJECTIONS)?
            .execute(params![article, id, terms, findings])?;
    }
    transaction.commit()?;
    Ok(())
}

pub(super) fn save_target(
    connection: &mut Connection,
    name: &str,
    save: &Save<'_>,
    stamp: &Stamp<'_>,
) -> Result<Saved, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let missing = || Error::NoSegment {
        article: name.to_owned(),
        id: save.id.to_string(),
    };
    let article = article_row(&transaction, name)?.ok_or_else(missing)?;
    let current = current(&transaction, article, save.id)?.ok_or_else(missing)?;
    if current.revision != save.base_revision {
        return Ok(Saved::Conflict {
            theirs: current.target,
            revision: current.revision,
        });
    }
    let revision = write(&transaction, &current, save.target, (stamp, Mark::default()))?;
    transaction.commit()?;
    Ok(Saved::Done { revision })
}

/// A segment as it stands.
pub(super) struct Current {
    pub(super) row: i64,
    pub(super) target: Target,
    pub(super) revision: u64,
}

/// How a revision stands to others.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mark {
    /// The step it is part of.
    pub(super) step: Option<i64>,
    /// The earlier revision that it brings back.
    pub(super) restores: Option<u64>,
}

/// Who stands behind the target that a segment came with, in the history of one that was changed since.
const AS_IT_CAME: &str = "as it came";

fn article_row(connection: &Connection, name: &str) -> Result<Option<i64>, Fault> {
    let mut statement = connection.prepare_cached(ARTICLE_ROW)?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// The row of the article `name`, which must be there.
pub(super) fn article_of(connection: &Connection, name: &str) -> Result<i64, Fault> {
    let missing = || Error::NoArticle {
        name: name.to_owned(),
    };
    Ok(article_row(connection, name)?.ok_or_else(missing)?)
}

pub(super) fn current(
    connection: &Connection,
    article: i64,
    id: &SegmentId,
) -> Result<Option<Current>, Fault> {
    let mut statement = connection.prepare_cached(CURRENT)?;
    let mut rows = statement.query(params![article, id.as_str()])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let target: String = row.get(1)?;
    Ok(Some(Current {
        row: row.get(0)?,
        target: read(&target, "target", id.as_str())?,
        revision: unsigned(row.get(2)?),
    }))
}

/// Puts `target` in place of what stands, with a revision if text or state change. The segment's revision after it.
pub(super) fn write(
    connection: &Connection,
    current: &Current,
    target: &Target,
    (stamp, mark): (&Stamp<'_>, Mark),
) -> Result<u64, Fault> {
    if *target == current.target {
        return Ok(current.revision);
    }
    let text = json(target, "target", "")?;
    let same = target.content == current.target.content && target.state == current.target.state;
    let revision = current.revision + u64::from(!same);
    connection.prepare_cached(SAVE_TARGET)?.execute(params![
        current.row,
        target.state.as_str(),
        text,
        signed(revision)
    ])?;
    if same {
        return Ok(revision);
    }
    let mut add = connection.prepare_cached(ADD_REVISION)?;
    if current.revision == 0 && !current.target.content.is_blank() {
        let first = json(&current.target, "target", "")?;
        add.execute(params![
            current.row,
            0,
            first,
            AS_IT_CAME,
            stamp.at,
            None::<i64>,
            None::<i64>
        ])?;
    }
    let restores = mark.restores.map(signed);
    add.execute(params![
        current.row,
        signed(revision),
        text,
        stamp.who,
        stamp.at,
        mark.step,
        restores
    ])?;
    Ok(revision)
}

/// The segment `id` of the article in `row` with its revision, if it is in place.
pub(super) fn one(
    connection: &Connection,
    row: i64,
    id: &SegmentId,
) -> Result<Option<(Segment, u64)>, Fault> {
    let mut statement = connection.prepare_cached(ONE)?;
    let mut rows = statement.query(params![row, id.as_str()])?;
    match rows.next()? {
        Some(row) => Ok(Some((segment(row)?, unsigned(row.get(8)?)))),
        None => Ok(None),
    }
}

pub(super) fn history(connection: &Connection, name: &str, id: &SegmentId) -> Result<Vec<Revision>, Fault> {
    let mut statement = connection.prepare_cached(HISTORY)?;
    let mut rows = statement.query([name, id.as_str()])?;
    let mut history = Vec::new();
    while let Some(row) = rows.next()? {
        history.push(revision(row, 0, id.as_str())?);
    }
    Ok(history)
}

pub(super) fn histories(
    connection: &Connection,
    name: &str,
) -> Result<Vec<(SegmentId, Vec<Revision>)>, Fault> {
    let mut statement = connection.prepare_cached(HISTORIES)?;
    let mut rows = statement.query([name])?;
    let mut histories: Vec<(SegmentId, Vec<Revision>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let revision = revision(row, 1, &id)?;
        match histories.last_mut().filter(|(last, _)| last.as_str() == id) {
            Some((_, history)) => history.push(revision),
            None => histories.push((SegmentId::given(id), vec![revision])),
        }
    }
    Ok(histories)
}

/// The revision of the segment `id` whose columns begin at `first`.
fn revision(row: &Row<'_>, first: usize, id: &str) -> Result<Revision, Fault> {
    let target: String = row.get(first + 1)?;
    Ok(Revision {
        number: unsigned(row.get(first)?),
        target: read(&target, "target", id)?,
        who: row.get(first + 2)?,
        at: row.get(first + 3)?,
    })
}

pub(super) fn revisions(connection: &Connection, name: &str) -> Result<Vec<(SegmentId, u64)>, Fault> {
    let mut statement = connection.prepare_cached(REVISIONS)?;
    let rows = statement.query_map([name], |row| {
        let id: String = row.get(0)?;
        Ok((SegmentId::given(id), unsigned(row.get(1)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
