//! Decisions about repeats.

use rusqlite::{Connection, params};

use crate::document::SegmentId;
use crate::store::{Error, Policy, RepeatRules, Repeats};

use super::fault::{Fault, Located};
use super::{Sqlite, segments};

const POLICY: &str = "SELECT repeats FROM article WHERE row = ?1";
const APART: &str = "SELECT id FROM segment WHERE article = ?1 AND apart";
const SET_POLICY: &str = "UPDATE article SET repeats = ?2 WHERE row = ?1";
const SET_APART: &str = "UPDATE segment SET apart = ?3 WHERE article = ?1 AND id = ?2";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[POLICY, APART, SET_POLICY, SET_APART];

const FILL: &str = "fill";
const LEAVE: &str = "leave";

impl Repeats for Sqlite {
    fn repeat_rules(&self, name: &str) -> Result<RepeatRules, Error> {
        rules(&self.connection, name).located(&self.path)
    }

    fn set_policy(&mut self, name: &str, policy: Policy) -> Result<(), Error> {
        let set = || -> Result<(), Fault> {
            let article = segments::article_of(&self.connection, name)?;
            let word = if policy == Policy::Fill { FILL } else { LEAVE };
            let mut statement = self.connection.prepare_cached(SET_POLICY)?;
            statement.execute(params![article, word])?;
            Ok(())
        };
        set().located(&self.path)
    }

    fn set_apart(&mut self, name: &str, id: &SegmentId, policy: Policy) -> Result<(), Error> {
        let set = || -> Result<(), Fault> {
            let article = segments::article_of(&self.connection, name)?;
            let mut statement = self.connection.prepare_cached(SET_APART)?;
            statement.execute(params![article, id.as_str(), policy == Policy::Leave])?;
            Ok(())
        };
        set().located(&self.path)
    }
}

fn rules(connection: &Connection, name: &str) -> Result<RepeatRules, Fault> {
    let article = segments::article_of(connection, name)?;
    let word: Option<String> = connection
        .prepare_cached(POLICY)?
        .query_row([article], |row| row.get(0))?;
    let policy = word.map(|word| if word == FILL { Policy::Fill } else { Policy::Leave });
    let mut statement = connection.prepare_cached(APART)?;
    let apart = statement.query_map([article], |row| Ok(SegmentId::given(row.get::<_, String>(0)?)))?;
    Ok(RepeatRules {
        policy,
        apart: apart.collect::<Result<_, _>>()?,
    })
}
