//! Renderings of a name by word alignment: what stands in the memory's translations where the name stands in their sources.

use crate::cli::lexicons::Lexicons;
use crate::cli::session::Session;
use crate::memory::{Lexicon, Memory, Pair, Phrase, StoredUnit};
use crate::store::Sqlite;
use crate::text::{is_capital, is_small};

/// Units that are looked at for one name, the latest.
const MOST: usize = 50;

/// The memory of a pair of languages, asked for names.
pub(super) struct Aligned {
    memory: Memory<Sqlite>,
    lexicons: Lexicons,
    pair: Pair,
}

impl Aligned {
    /// The workspace's memory, if there is one.
    pub(super) fn open(session: &Session, pair: Pair) -> anyhow::Result<Option<Self>> {
        let Some(store) = session.existing_store()? else {
            return Ok(None);
        };
        Ok(Some(Self {
            memory: session.memory(store)?,
            lexicons: Lexicons::default(),
            pair,
        }))
    }

    /// What `name` became in two units and more, the most frequent first. Grows with the units that have it.
    pub(super) fn found(&mut self, name: &str) -> anyhow::Result<Vec<String>> {
        let Some(phrase) = Phrase::of(name) else {
            return Ok(Vec::new());
        };
        let units = self.memory.holding(&phrase, &self.pair, MOST)?;
        if units.len() < 2 {
            return Ok(Vec::new());
        }
        let near: Vec<&StoredUnit> = units.iter().collect();
        let lexicon = Lexicon::over(&self.lexicons.of(&self.memory.all_units(), &self.pair)?, &near);
        // Where names have capitals, what has none is another word.
        let is_name = |text: &str| text.contains(is_capital) || !text.contains(is_small);
        let became = phrase.became(&near, &lexicon).into_iter();
        let found = became.filter(|(text, count)| *count > 1 && is_name(text));
        Ok(found.map(|(text, _)| text).collect())
    }
}
