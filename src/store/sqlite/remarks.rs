//! Comments, and findings that people ignore.

use rusqlite::types::Type;
use rusqlite::{Connection, params};

use crate::document::{Comment, Ignored, SegmentId};
use crate::store::{Error, Remarks, Stamp};

use super::fault::{Fault, Located};
use super::{Sqlite, segments, signed, unsigned};

const ADD: &str = "INSERT INTO comment (article, segment, text, who, at) VALUES (?1, ?2, ?3, ?4, ?5)";
const RESOLVE: &str = "UPDATE comment SET resolved = ?3
    WHERE number = ?2 AND article = (SELECT row FROM article WHERE name = ?1)";
const COMMENTS: &str = "SELECT number, segment, text, who, at, resolved FROM comment
    WHERE article = ?1 ORDER BY number";
const MOVE: &str = "UPDATE comment SET segment = ?3 WHERE article = ?1 AND segment = ?2";
const IGNORE: &str = "INSERT OR REPLACE INTO ignored (article, segment, rule, reason, who, at, about)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const HEED: &str = "DELETE FROM ignored
    WHERE article = (SELECT row FROM article WHERE name = ?1) AND segment = ?2 AND rule = ?3";
const IGNORED: &str =
    "SELECT segment, rule, reason, who, at, about FROM ignored WHERE article = ?1 ORDER BY segment, rule";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[ADD, RESOLVE, COMMENTS, MOVE, IGNORE, HEED, IGNORED];

impl Remarks for Sqlite {
    fn comment(
        &mut self,
        name: &str,
        segment: Option<&SegmentId>,
        text: &str,
        stamp: &Stamp<'_>,
    ) -> Result<Comment, Error> {
        let add = || -> Result<u64, Fault> {
            let article = segments::article_of(&self.connection, name)?;
            let values = params![article, segment.map(SegmentId::as_str), text, stamp.who, stamp.at];
            self.connection.prepare_cached(ADD)?.execute(values)?;
            Ok(unsigned(self.connection.last_insert_rowid()))
        };
        Ok(Comment {
            number: add().located(&self.path)?,
            segment: segment.cloned(),
            text: text.to_owned(),
            who: stamp.who.to_owned(),
            at: stamp.at.to_owned(),
            resolved: None,
        })
    }

    fn resolve_comment(&mut self, name: &str, number: u64, by: Option<&str>) -> Result<bool, Error> {
        let values = params![name, signed(number), by];
        let statement = self.connection.prepare_cached(RESOLVE);
        let resolved = statement.and_then(|mut statement| statement.execute(values));
        Ok(resolved.map_err(Fault::from).located(&self.path)? > 0)
    }

    fn ignore(&mut self, name: &str, ignored: &Ignored) -> Result<(), Error> {
        let ignore = || -> Result<(), Fault> {
            let article = segments::article_of(&self.connection, name)?;
            let Ignored {
                segment,
                check,
                about,
                reason,
                who,
                at,
            } = ignored;
            let about = about.as_ref().map(|about| serde_json::json!(about).to_string());
            let values = params![article, segment.as_str(), check, reason, who, at, about];
            self.connection.prepare_cached(IGNORE)?.execute(values)?;
            Ok(())
        };
        ignore().located(&self.path)
    }

    fn heed(&mut self, name: &str, segment: &SegmentId, check: &str) -> Result<bool, Error> {
        let statement = self.connection.prepare_cached(HEED);
        let heeded = statement.and_then(|mut statement| statement.execute([name, segment.as_str(), check]));
        Ok(heeded.map_err(Fault::from).located(&self.path)? > 0)
    }
}

/// The comments of the article in `row`, oldest first.
pub(super) fn comments(connection: &Connection, row: i64) -> Result<Vec<Comment>, Fault> {
    let mut statement = connection.prepare_cached(COMMENTS)?;
    let comments = statement.query_map([row], |row| {
        Ok(Comment {
            number: unsigned(row.get(0)?),
            segment: row.get::<_, Option<String>>(1)?.map(SegmentId::given),
            text: row.get(2)?,
            who: row.get(3)?,
            at: row.get(4)?,
            resolved: row.get(5)?,
        })
    })?;
    Ok(comments.collect::<Result<_, _>>()?)
}

/// What people ignore in the article in `row`.
pub(super) fn ignored(connection: &Connection, row: i64) -> Result<Vec<Ignored>, Fault> {
    let mut statement = connection.prepare_cached(IGNORED)?;
    let ignored = statement.query_map([row], |row| {
        let about: Option<String> = row.get(5)?;
        Ok(Ignored {
            segment: SegmentId::given(row.get::<_, String>(0)?),
            check: row.get(1)?,
            reason: row.get(2)?,
            who: row.get(3)?,
            at: row.get(4)?,
            about: about
                .map(|about| serde_json::from_str(&about))
                .transpose()
                .map_err(|error| rusqlite::Error::FromSqlConversionFailure(5, Type::Text, Box::new(error)))?,
        })
    })?;
    Ok(ignored.collect::<Result<_, _>>()?)
}

/// Hands the comments on the segment `from` of the article in `row` to the segment `to`.
pub(super) fn hand_over(
    connection: &Connection,
    row: i64,
    from: &SegmentId,
    to: &SegmentId,
) -> Result<(), Fault> {
    connection
        .prepare_cached(MOVE)?
        .execute(params![row, from.as_str(), to.as_str()])?;
    Ok(())
}
