//! Answers of backends, kept so that none is paid for twice.

use rusqlite::{Connection, OptionalExtension};

use super::fault::Fault;

const ANSWER: &str = "SELECT body FROM answer WHERE key = ?1";
const SAVE: &str = "INSERT INTO answer (key, body, at) VALUES (?1, ?2, ?3)
    ON CONFLICT (key) DO UPDATE SET body = excluded.body, at = excluded.at";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[ANSWER, SAVE];

pub(super) fn answer(connection: &Connection, key: &str) -> Result<Option<String>, Fault> {
    let mut statement = connection.prepare_cached(ANSWER)?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

pub(super) fn save(connection: &Connection, key: &str, body: &str, at: &str) -> Result<(), Fault> {
    connection.prepare_cached(SAVE)?.execute([key, body, at])?;
    Ok(())
}
