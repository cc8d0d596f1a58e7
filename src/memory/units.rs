//! What the memory asks of whoever keeps its units.

use std::convert::Infallible;
use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

use crate::document::TranslationUnit;
use crate::language::primary;

use super::{Block, Key};

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

/// Called with a unit's number and its source.
pub type EachSource<'a> = dyn FnMut(u64, &str) + 'a;

/// Called with a unit; breaks when it wants no more.
pub type EachUnit<'a> = dyn FnMut(StoredUnit) -> ControlFlow<()> + 'a;

/// Where units are kept. A unit's source never changes under its number; units may be added and removed at any time.
pub trait Units {
    /// What may go wrong when the units are read.
    type Error;

    /// The number of the unit added last, of any pair; 0 when there was none.
    fn newest(&self) -> Result<u64, Self::Error>;

    /// Calls `each` for every unit of `pair` with a number above `after`, in ascending order of numbers.
    fn sources_after(&self, pair: &Pair, after: u64, each: &mut EachSource<'_>) -> Result<(), Self::Error>;

    /// Calls `each` for every block that is kept of `pair`. Each unit of the pair is in one of them, or numbered above
    /// all that are.
    fn blocks(&self, pair: &Pair, each: &mut dyn FnMut(Block)) -> Result<(), Self::Error>;

    /// The units of `pair` whose source has the key hash `hash`; there may be others among them.
    fn with_hash(&self, pair: &Pair, hash: u64) -> Result<Vec<StoredUnit>, Self::Error>;

    /// The unit `number`, or `None` when it was removed.
    fn unit(&self, number: u64) -> Result<Option<StoredUnit>, Self::Error>;

    /// Calls `each` for every unit of `pair`, until it breaks.
    fn every(&self, pair: &Pair, each: &mut EachUnit<'_>) -> Result<(), Self::Error>;
}

impl<U: Units + ?Sized> Units for &U {
    type Error = U::Error;

    fn newest(&self) -> Result<u64, Self::Error> {
        (**self).newest()
    }

    fn sources_after(&self, pair: &Pair, after: u64, each: &mut EachSource<'_>) -> Result<(), Self::Error> {
        (**self).sources_after(pair, after, each)
    }

    fn blocks(&self, pair: &Pair, each: &mut dyn FnMut(Block)) -> Result<(), Self::Error> {
        (**self).blocks(pair, each)
    }

    fn with_hash(&self, pair: &Pair, hash: u64) -> Result<Vec<StoredUnit>, Self::Error> {
        (**self).with_hash(pair, hash)
    }

    fn unit(&self, number: u64) -> Result<Option<StoredUnit>, Self::Error> {
        (**self).unit(number)
    }

    fn every(&self, pair: &Pair, each: &mut EachUnit<'_>) -> Result<(), Self::Error> {
        (**self).every(pair, each)
    }
}

/// Units in a list: for tests, and for a memory that lives no longer than one command.
#[derive(Debug, Clone, Default)]
pub struct VecUnits {
    units: Vec<(StoredUnit, Pair)>,
    hashes: FxHashMap<u64, Vec<usize>>,
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
        let hash = Key::of(&unit.source).hash();
        let stored = StoredUnit {
            number: self.units.len() as u64 + 1,
            memory: memory.to_owned(),
            unit,
        };
        self.hashes.entry(hash).or_default().push(self.units.len());
        self.units.push((stored, pair));
    }
}

impl Units for VecUnits {
    type Error = Infallible;

    fn newest(&self) -> Result<u64, Infallible> {
        Ok(self.units.len() as u64)
    }

    fn sources_after(&self, pair: &Pair, after: u64, each: &mut EachSource<'_>) -> Result<(), Infallible> {
        let first = usize::try_from(after).unwrap_or(usize::MAX).min(self.units.len());
        for (stored, _) in self.units[first..].iter().filter(|(_, of)| of == pair) {
            each(stored.number, &stored.unit.source);
        }
        Ok(())
    }

    fn blocks(&self, _: &Pair, _: &mut dyn FnMut(Block)) -> Result<(), Infallible> {
        Ok(())
    }

    fn with_hash(&self, pair: &Pair, hash: u64) -> Result<Vec<StoredUnit>, Infallible> {
        let places = self.hashes.get(&hash).into_iter().flatten();
        let units = places
            .map(|&place| &self.units[place])
            .filter(|(_, of)| of == pair);
        Ok(units.map(|(stored, _)| stored.clone()).collect())
    }

    fn unit(&self, number: u64) -> Result<Option<StoredUnit>, Infallible> {
        let place = usize::try_from(number).unwrap_or(usize::MAX).wrapping_sub(1);
        Ok(self.units.get(place).map(|(stored, _)| stored.clone()))
    }

    fn every(&self, pair: &Pair, each: &mut EachUnit<'_>) -> Result<(), Infallible> {
        let mut units = self.units.iter().filter(|(_, of)| of == pair);
        // Whether it was broken off makes no difference here.
        let _ = units.try_for_each(|(stored, _)| each(stored.clone()));
        Ok(())
    }
}
