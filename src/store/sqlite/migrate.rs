//! Bringing a database's layout up to date: numbered steps, forward only.

use rusqlite::{Connection, TransactionBehavior};

use super::fault::Fault;

/// Every step, in order; the layout's number is how many were taken.
const STEPS: &[&str] = &[
    include_str!("../migrations/sqlite/001_workspace.sql"),
    include_str!("../migrations/sqlite/002_charges.sql"),
    include_str!("../migrations/sqlite/003_editing.sql"),
    include_str!("../migrations/sqlite/004_blocks.sql"),
    include_str!("../migrations/sqlite/005_deciding.sql"),
    include_str!("../migrations/sqlite/006_leaner_units.sql"),
    include_str!("../migrations/sqlite/007_predecessors.sql"),
    include_str!("../migrations/sqlite/008_import_place.sql"),
    include_str!("../migrations/sqlite/009_ignored_about.sql"),
];

/// Takes the steps that `connection` has not seen, each in a transaction of its own.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), Fault> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let found = layout(connection)?;
    if found > known {
        return Err(Fault::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    for (step, number) in STEPS.iter().zip(1i64..) {
        // Begun at once for writing: a second program waits here and then finds the step taken.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if layout(&transaction)? < number {
            transaction.execute_batch(step)?;
            transaction.pragma_update(None, "user_version", number)?;
            transaction.commit()?;
        }
    }
    Ok(())
}

fn layout(connection: &Connection) -> Result<i64, Fault> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
