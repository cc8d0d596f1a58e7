//! Answering a query from the units of a store.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::document::{MatchKind, MemoryMatch, TranslationUnit};
use crate::text::{Pattern, likeness};

use super::index::{Candidate, Index};
use super::key::same_text;
use super::{Key, Pair, StoredUnit, Units, repair, score};

/// What is asked of a memory.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'a> {
    /// The segment's source.
    pub source: &'a str,
    /// The source of the segment before it; empty when there is none.
    pub before: &'a str,
    /// The source of the segment after it; empty when there is none.
    pub after: &'a str,
    /// Source language, BCP 47; compared by primary tag.
    pub from: &'a str,
    /// Target language, BCP 47; compared by primary tag.
    pub to: &'a str,
}

/// How much is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Matches at most.
    pub limit: usize,
    /// The lowest score wanted, 1 to 101.
    pub min_score: u8,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            limit: 5,
            min_score: 70,
        }
    }
}

/// Units as near as the last one wanted whose characters are compared, the latest of them.
const EQUALS: usize = 32;

/// A memory over the units of a store.
///
/// An index is read when a pair is first searched for similar units, and kept; exact matches alone need none.
#[derive(Debug)]
pub struct Memory<U> {
    units: U,
    indexes: FxHashMap<Pair, Index>,
}

/// A match on its way, with what decides its place.
struct Ranked {
    distance: usize,
    longer: usize,
    likeness: u16,
    stored: StoredUnit,
    score: u8,
}

impl<U: Units> Memory<U> {
    /// A memory over `units`; nothing is read yet.
    #[must_use]
    pub fn new(units: U) -> Self {
        Self {
            units,
            indexes: FxHashMap::default(),
        }
    }

    /// The units behind the memory.
    #[must_use]
    pub fn units(&self) -> &U {
        &self.units
    }

    /// The best matches for `query` that reach the lowest score wanted, best first; see [`score`] for the formula and
    /// the order among equals. Units added to the store since the last call are found.
    ///
    /// Exact matches cost a look-up in the store; similar ones grow with the units that share a rare word with the
    /// query and are of about its length, not with all units.
    ///
    /// # Errors
    /// What the store reports.
    pub fn search(&mut self, query: &Query<'_>, options: &Options) -> Result<Vec<MemoryMatch>, U::Error> {
        let key = Key::of(query.source);
        if key.tokens().is_empty() || options.limit == 0 {
            return Ok(Vec::new());
        }
        let pair = Pair::new(query.from, query.to);
        let mut ranked = self.exact(query, &key, &pair)?;
        if ranked.len() < options.limit && options.min_score < score::RESPELT {
            ranked.extend(self.similar(&key, &pair, options)?);
        }
        ranked.retain(|match_| match_.score >= options.min_score);
        ranked.sort_by_cached_key(Ranked::order);
        ranked.truncate(options.limit);
        let offer = |ranked: Ranked| ranked.offer(query, &key);
        Ok(ranked.into_iter().map(offer).collect())
    }

    fn exact(&self, query: &Query<'_>, key: &Key, pair: &Pair) -> Result<Vec<Ranked>, U::Error> {
        let units = self.units.with_hash(pair, key.hash())?;
        let same = units
            .into_iter()
            .filter(|stored| Key::of(&stored.unit.source).text() == key.text());
        let rank = |stored: StoredUnit| Ranked {
            distance: 0,
            longer: key.tokens().len(),
            likeness: likeness(query.source, &stored.unit.source),
            score: exact_score(query, &stored.unit),
            stored,
        };
        Ok(same.map(rank).collect())
    }

    fn similar(&mut self, key: &Key, pair: &Pair, options: &Options) -> Result<Vec<Ranked>, U::Error> {
        self.catch_up(pair)?;
        let index = self.indexes.entry(pair.clone()).or_default();
        let mut wanted = options.limit;
        loop {
            let candidates = index.similar(key.tokens(), options.min_score, wanted);
            let complete = candidates.len() < wanted;
            let (ranked, lost) = read(&self.units, key, &candidates, wanted)?;
            // A removed unit, or one whose tokens only looked alike by their hashes, took the place of another.
            if lost == 0 || complete {
                return Ok(ranked);
            }
            wanted += lost.max(wanted);
        }
    }

    fn catch_up(&mut self, pair: &Pair) -> Result<(), U::Error> {
        let newest = self.units.newest()?;
        let index = self.indexes.entry(pair.clone()).or_default();
        if index.newest() < newest {
            let after = index.newest();
            self.units
                .tokens_after(pair, after, &mut |number, tokens| index.add(number, tokens))?;
            index.settle(newest);
        }
        Ok(())
    }
}

/// Reads the first `wanted` candidates, and of those as near as the last one the latest; with how many were lost.
fn read<U: Units>(
    units: &U,
    key: &Key,
    candidates: &[Candidate],
    wanted: usize,
) -> Result<(Vec<Ranked>, usize), U::Error> {
    let ids = Ids::of(key);
    let (mut ranked, mut lost) = (Vec::new(), 0);
    for candidate in candidates.iter().take(wanted + EQUALS) {
        let stored = units.unit(candidate.number)?;
        let Some(stored) = stored else {
            lost += 1;
            continue;
        };
        let unit_key = Key::of(&stored.unit.source);
        let distance = ids.distance(&unit_key, candidate.longer);
        lost += usize::from(distance != candidate.distance);
        if distance > 0 {
            ranked.push(Ranked {
                distance,
                longer: candidate.longer,
                likeness: likeness(key.text(), unit_key.text()),
                score: score::similar(distance, candidate.longer),
                stored,
            });
        }
    }
    Ok((ranked, lost))
}

/// The tokens of a key numbered without hashing, so that no two can be taken for one.
struct Ids<'a> {
    numbers: FxHashMap<&'a str, u32>,
    pattern: Pattern<u32>,
}

impl<'a> Ids<'a> {
    fn of(key: &'a Key) -> Self {
        let mut numbers = FxHashMap::default();
        let mut tokens = Vec::new();
        for word in key.words() {
            let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
            tokens.push(*numbers.entry(word).or_insert(next));
        }
        Self {
            numbers,
            pattern: Pattern::new(&tokens),
        }
    }

    fn distance(&self, other: &Key, most: usize) -> usize {
        let tokens: Vec<u32> = other
            .words()
            .map(|word| self.numbers.get(word).copied().unwrap_or(0))
            .collect();
        self.pattern.distance(&tokens, most).unwrap_or(most)
    }
}

fn exact_score(query: &Query<'_>, unit: &TranslationUnit) -> u8 {
    if !same_text(query.source, &unit.source) {
        return score::RESPELT;
    }
    let known = !(query.before.is_empty() && query.after.is_empty());
    let agrees = |a: &str, b: &str| a.is_empty() == b.is_empty() && Key::of(a).text() == Key::of(b).text();
    if known && agrees(query.before, &unit.before) && agrees(query.after, &unit.after) {
        score::CONTEXT
    } else {
        score::EXACT
    }
}

impl Ranked {
    fn order(
        &self,
    ) -> (
        Reverse<u8>,
        u64,
        Reverse<u16>,
        Reverse<Option<String>>,
        Reverse<u64>,
    ) {
        let differs = ((self.distance as u64) << 40) / self.longer.max(1) as u64;
        (
            Reverse(self.score),
            differs,
            Reverse(self.likeness),
            Reverse(self.stored.unit.changed.clone()),
            Reverse(self.stored.number),
        )
    }

    fn offer(self, query: &Query<'_>, key: &Key) -> MemoryMatch {
        let unit = self.stored.unit;
        let numbers = || {
            let alike = self.distance > 0 && Key::of(&unit.source).same_but_numbers(key);
            alike.then(|| repair::repaired(&unit.source, &unit.target, query.source))?
        };
        let repaired = numbers();
        let kind = match (self.score, &repaired) {
            (score::CONTEXT, _) => MatchKind::Context,
            (_, Some(_)) => MatchKind::Repaired,
            _ if self.distance == 0 => MatchKind::Exact,
            _ => MatchKind::Fuzzy,
        };
        MemoryMatch {
            score: self.score,
            kind,
            target: repaired.unwrap_or(unit.target),
            source: unit.source,
            memory: self.stored.memory,
        }
    }
}
