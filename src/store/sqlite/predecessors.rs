//! Which segment took whose place when an article was issued again.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use crate::document::{Article, Change, Content, Predecessor, SegmentId, changes};

use super::fault::{Fault, read};

const LINK: &str = "UPDATE segment SET replaces = ?3 WHERE article = ?1 AND id = ?2";
// One that came back has its own target again.
const OF_ARTICLE: &str = "SELECT s.id, was.id, was.source, was.target
    FROM segment s JOIN segment was ON was.article = s.article AND was.id = s.replaces
    WHERE s.article = ?1 AND s.position IS NOT NULL AND was.position IS NULL ORDER BY s.position";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[LINK, OF_ARTICLE];

/// Keeps for each of the `fresh` segments of `now`, the article in `row`, whose place in `before` it took.
pub(super) fn keep(
    connection: &Connection,
    row: i64,
    (before, now): (&Article, &Article),
    fresh: &HashSet<&SegmentId>,
) -> Result<(), Fault> {
    for Change {
        before: was, after, ..
    } in changes(before, now)
    {
        let Some(was) = was.filter(|_| fresh.contains(&after.id)) else {
            continue;
        };
        // What a person translated is of more use than what merely stood there last.
        let earlier = before
            .predecessor(&was.id)
            .filter(|earlier| !was.target.is_a_persons() && earlier.target.is_a_persons());
        let id = earlier.map_or(&was.id, |earlier| &earlier.id);
        connection
            .prepare_cached(LINK)?
            .execute(params![row, after.id.as_str(), id.as_str()])?;
    }
    Ok(())
}

/// What segments of the article in `row` took the place of, in their order.
pub(super) fn of_article(connection: &Connection, row: i64) -> Result<Vec<Predecessor>, Fault> {
    let mut statement = connection.prepare_cached(OF_ARTICLE)?;
    let mut rows = statement.query([row])?;
    let mut predecessors = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(1)?;
        let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        let source: Content = read(text(2)?, "source", &id)?;
        predecessors.push(Predecessor {
            of: SegmentId::given(row.get::<_, String>(0)?),
            source: source.text,
            target: read(text(3)?, "target", &id)?,
            id: SegmentId::given(id),
        });
    }
    Ok(predecessors)
}
