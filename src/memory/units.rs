//! What the memory asks of whoever keeps its units.

use std::convert::Infallible;

use crate::document::TranslationUnit;
use crate::language::primary;

use super::Key;

/// A direction of translation by primary language tags, so that `ar-EG` and `ar` are one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pair {
    /// Primary tag of the source language.
    pub from: String,
    /// Primary tag of the target language.
    pub to: String,
}

impl Pair {
    /// The pair that the tags `from` and `to` belong to.
    #[must_use]
    pub fn new(from: &str, to: &str) -> Self {
        Self {
            from: primary(from),
            to: primary(to),
        }
    }
}

/// A unit with its place in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredUnit {
    /// Its number: given once, growing, never used again.
    pub number: u64,
    /// The memory it belongs to.
    pub memory: String,
    /// The unit.
    pub unit: TranslationUnit,
}

/// Called with a unit's number and the tokens of its [`Key`].
pub type EachTokens<'a> = dyn FnMut(u64, &[u32]) + 'a;

/// Where units are kept. A unit's source never changes under its number; units may be added and removed at any time.
pub trait Units {
    /// What may go wrong when the units are read.
    type Error;

    /// The number of the unit added last, of any pair; 0 when there was none.
    fn newest(&self) -> Result<u64, Self::Error>;

    /// Calls `each` for every unit of `pair` with a number above `after`, in ascending order of numbers.
    fn tokens_after(&self, pair: &Pair, after: u64, each: &mut EachTokens<'_>) -> Result<(), Self::Error>;

    /// The units of `pair` whose source has the key hash `hash`.
    fn with_hash(&self, pair: &Pair, hash: u64) -> Result<Vec<StoredUnit>, Self::Error>;

    /// The unit `number`, or `None` when it was removed.
    fn unit(&self, number: u64) -> Result<Option<StoredUnit>, Self::Error>;
}

impl<U: Units + ?Sized> Units for &U {
    type Error = U::Error;

    fn newest(&self) -> Result<u64, Self::Error> {
        (**self).newest()
    }

    fn tokens_after(&self, pair: &Pair, after: u64, each: &mut EachTokens<'_>) -> Result<(), Self::Error> {
        (**self).tokens_after(pair, after, each)
    }

    fn with_hash(&self, pair: &Pair, hash: u64) -> Result<Vec<StoredUnit>, Self::Error> {
        (**self).with_hash(pair, hash)
    }

    fn unit(&self, number: u64) -> Result<Option<StoredUnit>, Self::Error> {
        (**self).unit(number)
    }
}

/// Units in a list: for tests, and for a memory that lives no longer than one command.
#[derive(Debug, Clone, Default)]
pub struct VecUnits {
    units: Vec<(StoredUnit, Pair, Key)>,
}

impl VecUnits {
    /// The units of one memory.
    #[must_use]
    pub fn new(memory: &str, units: Vec<TranslationUnit>) -> Self {
        let mut list = Self::default();
        for unit in units {
            list.push(memory, unit);
        }
        list
    }

    /// Adds a unit.
    pub fn push(&mut self, memory: &str, unit: TranslationUnit) {
        let pair = Pair::new(&unit.source_language, &unit.target_language);
        let key = Key::of(&unit.source);
        let stored = StoredUnit {
            number: self.units.len() as u64 + 1,
            memory: memory.to_owned(),
            unit,
        };
        self.units.push((stored, pair, key));
    }
}

impl Units for VecUnits {
    type Error = Infallible;

    fn newest(&self) -> Result<u64, Infallible> {
        Ok(self.units.len() as u64)
    }

    fn tokens_after(&self, pair: &Pair, after: u64, each: &mut EachTokens<'_>) -> Result<(), Infallible> {
        for (stored, _, key) in self.units.iter().filter(|(_, of, _)| of == pair) {
            if stored.number > after {
                each(stored.number, key.tokens());
            }
        }
        Ok(())
    }

    fn with_hash(&self, pair: &Pair, hash: u64) -> Result<Vec<StoredUnit>, Infallible> {
        let same = |(_, of, key): &&(StoredUnit, Pair, Key)| of == pair && key.hash() == hash;
        let units = self.units.iter().filter(same);
        Ok(units.map(|(stored, _, _)| stored.clone()).collect())
    }

    fn unit(&self, number: u64) -> Result<Option<StoredUnit>, Infallible> {
        let found = self.units.iter().find(|(stored, _, _)| stored.number == number);
        Ok(found.map(|(stored, _, _)| stored.clone()))
    }
}
