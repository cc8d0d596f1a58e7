//! What backends were asked for, what that cost, and what earlier answers saved.

use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use crate::document::Charge;

const ADD: &str = "INSERT INTO charge
    (article, backend, requests, characters, input_tokens, output_tokens, spent, reused, saved)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (article, backend) DO UPDATE SET
    requests = requests + excluded.requests, characters = characters + excluded.characters,
    input_tokens = input_tokens + excluded.input_tokens, output_tokens = output_tokens + excluded.output_tokens,
    spent = spent + excluded.spent, reused = reused + excluded.reused, saved = saved + excluded.saved";
const SUMS: &str = "SELECT backend, sum(requests), sum(characters), sum(input_tokens), sum(output_tokens),
    sum(spent), sum(reused), sum(saved) FROM charge WHERE ?1 IS NULL OR article = ?1 GROUP BY backend ORDER BY backend";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[ADD, SUMS];

pub(super) fn add(connection: &Connection, article: &str, charge: &Charge) -> Result<(), Fault> {
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    connection.prepare_cached(ADD)?.execute(params![
        article,
        charge.backend,
        count(charge.requests),
        count(charge.characters),
        count(charge.input_tokens),
        count(charge.output_tokens),
        charge.spent,
        count(charge.reused),
        charge.saved,
    ])?;
    Ok(())
}

pub(super) fn sums(connection: &Connection, article: Option<&str>) -> Result<Vec<Charge>, Fault> {
    let mut statement = connection.prepare_cached(SUMS)?;
    let rows = statement.query_map([article], charge)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn charge(row: &Row<'_>) -> rusqlite::Result<Charge> {
    let count = |column: usize| {
        row.get(column)
            .map(|count: i64| u64::try_from(count).unwrap_or_default())
    };
    Ok(Charge {
        backend: row.get(0)?,
        requests: count(1)?,
        characters: count(2)?,
        input_tokens: count(3)?,
        output_tokens: count(4)?,
        spent: row.get(5)?,
        reused: count(6)?,
        saved: row.get(7)?,
    })
}
