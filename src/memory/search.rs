//! Answering a query from the units of a store.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::document::{MatchKind, MemoryMatch, TranslationUnit};

use super::compare::Compared;
use super::index::{self, Builder, Candidate, Index};
use super::key::{letters, same_text};
use super::score::Likeness;
use super::{Key, Pair, Policy, StoredUnit, Units, repair, score};

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
    policy: Policy,
    /// As TMX writes it; empty while nothing depends on it.
    today: String,
    /// Memories that are searched as well.
    others: Vec<Memory<U>>,
}

/// A match on its way, with what decides its place.
struct Ranked {
    stored: StoredUnit,
    /// As it is shown: less what the policy takes off.
    score: u8,
    /// The score before it is rounded, likewise.
    likeness: Likeness,
    letters: Likeness,
    /// The place of its memory in the order of trust.
    trust: usize,
    /// Whether its key is the query's.
    same: bool,
}

impl<U: Units> Memory<U> {
    /// A memory over `units`; nothing is read yet.
    #[must_use]
    pub fn new(units: U) -> Self {
        Self {
            units,
            indexes: FxHashMap::default(),
            policy: Policy::default(),
            today: String::new(),
            others: Vec::new(),
        }
    }

    /// The same with `policy`, here and in the memories beside it; `today` is the day by which age is told, as TMX writes
    /// it.
    #[must_use]
    pub fn with_policy(mut self, policy: &Policy, today: &str) -> Self {
        self.policy = policy.clone();
        today.clone_into(&mut self.today);
        self.others = (self.others.into_iter())
            .map(|other| other.with_policy(policy, today))
            .collect();
        self
    }

    /// The same with the units of `other` beside its own, which stay where they are.
    #[must_use]
    pub fn beside(mut self, other: Self) -> Self {
        self.others.push(other.with_policy(&self.policy, &self.today));
        self
    }

    /// The units behind the memory.
    #[must_use]
    pub fn units(&self) -> &U {
        &self.units
    }

    /// The units behind the memory and those beside it, its own first.
    #[must_use]
    pub fn all_units(&self) -> Vec<&U> {
        let beside = self.others.iter().flat_map(Self::all_units);
        std::iter::once(&self.units).chain(beside).collect()
    }

    pub(super) fn others(&mut self) -> &mut [Self] {
        &mut self.others
    }

    pub(super) fn policy(&self) -> &Policy {
        &self.policy
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
        let mut ranked = self.ranked(query, &key, &pair, options)?;
        for other in &mut self.others {
            ranked.extend(other.ranked(query, &key, &pair, options)?);
        }
        ranked.retain(|match_| match_.score >= options.min_score);
        ranked.sort_by(Ranked::order);
        ranked.truncate(options.limit);
        let offer = |ranked: Ranked| ranked.offer(query, &key);
        Ok(ranked.into_iter().map(offer).collect())
    }

    /// The matches of its own units, in no order; those below the lowest score wanted may be among them.
    fn ranked(
        &mut self,
        query: &Query<'_>,
        key: &Key,
        pair: &Pair,
        options: &Options,
    ) -> Result<Vec<Ranked>, U::Error> {
        let mut ranked = self.exact(query, key, pair)?;
        let unsurpassed = ranked.iter().filter(|exact| exact.score >= score::RESPELT);
        if unsurpassed.count() < options.limit && options.min_score < score::RESPELT {
            ranked.extend(self.similar(query, key, pair, options)?);
        }
        Ok(ranked)
    }

    fn exact(&self, query: &Query<'_>, key: &Key, pair: &Pair) -> Result<Vec<Ranked>, U::Error> {
        let units = self.units.with_hash(pair, key.hash())?;
        let same = units
            .into_iter()
            .filter(|stored| Key::of(&stored.unit.source).text() == key.text());
        let compared = Compared::of(key, query.source);
        let rank = |stored: StoredUnit| {
            let letters = compared.letters(&stored.unit.source);
            let score = exact_score(query, &stored.unit);
            Ranked::of(stored, score, (SAME, letters), (&self.policy, &self.today))
        };
        Ok(same.map(rank).collect())
    }

    fn similar(
        &mut self,
        query: &Query<'_>,
        key: &Key,
        pair: &Pair,
        options: &Options,
    ) -> Result<Vec<Ranked>, U::Error> {
        self.catch_up(pair)?;
        let index = self.indexes.entry(pair.clone()).or_default();
        let compared = Compared::of(key, query.source);
        let letters = letters(query.source);
        let mut asking = index.ask(key.tokens(), &letters);
        let lowest = score::of_points(options.min_score);
        // A high score is looked for first: it is found, or not found, at a fraction of the cost.
        let stairs = STAIRS
            .into_iter()
            .filter(|&stair| stair > lowest && asking.has_steps());
        let stairs: Vec<Likeness> = stairs.chain([lowest]).collect();
        for least in stairs {
            let mut wanted = options.limit;
            loop {
                let slack = score::of_points(self.policy.most());
                let candidates = asking.similar(least, wanted, slack);
                let read = read(
                    &self.units,
                    &compared,
                    &candidates,
                    wanted,
                    (&self.policy, &self.today),
                )?;
                // A removed unit, or one that only looked alike by its hashes, took the place of another.
                if read.lost > 0 && candidates.len() >= wanted {
                    wanted += read.lost.max(wanted);
                    continue;
                }
                let alike = read.ranked.iter().filter(|ranked| ranked.likeness >= least);
                if alike.count() >= options.limit || least == lowest {
                    let mut ranked = read.ranked;
                    // These are known already.
                    ranked.retain(|ranked| !ranked.same);
                    return Ok(ranked);
                }
                break;
            }
        }
        Ok(Vec::new())
    }

    /// The index of `pair`, up to date.
    pub(super) fn index(&mut self, pair: &Pair) -> Result<&mut Index, U::Error> {
        self.catch_up(pair)?;
        Ok(self.indexes.entry(pair.clone()).or_default())
    }

    fn catch_up(&mut self, pair: &Pair) -> Result<(), U::Error> {
        let newest = self.units.newest()?;
        let units = &self.units;
        let index = match self.indexes.entry(pair.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let mut blocks = Vec::new();
                units.blocks(pair, &mut |block| blocks.push(block))?;
                let index = new.insert(Index::default());
                index.add_all(blocks);
                index
            }
        };
        if index.newest() < newest {
            let mut builder = Builder::default();
            let after = index.newest();
            units.sources_after(pair, after, &mut |number, source| {
                if builder.is_full() {
                    index.add(builder.finish());
                }
                builder.add(number, &index::Entry::of(source));
            })?;
            if !builder.is_empty() {
                index.add(builder.finish());
            }
            index.settle(newest);
        }
        Ok(())
    }
}

/// Scores that are looked for before the lowest one wanted.
const STAIRS: [Likeness; 2] = [850_000, 700_000];
/// The likeness of a unit with the query's own key: above all others, whatever it is lowered by.
const SAME: Likeness = score::WHOLE + 1;

/// What came of reading candidates.
#[derive(Default)]
struct Read {
    ranked: Vec<Ranked>,
    /// How many are gone, or less alike than they looked.
    lost: usize,
}

/// Reads the units of `candidates` until none that is left can be among the first `wanted`, and of those as near as the
/// last one, by words and letters, the latest.
fn read<U: Units>(
    units: &U,
    compared: &Compared<'_>,
    candidates: &[Candidate],
    wanted: usize,
    policy: (&Policy, &str),
) -> Result<Read, U::Error> {
    let mut read = Read::default();
    let mut best: BinaryHeap<Reverse<(Likeness, Likeness)>> = BinaryHeap::new();
    for (place, candidate) in candidates.iter().enumerate() {
        let worst = best.peek().filter(|_| best.len() >= wanted).map(|worst| worst.0);
        let hoped = (candidate.most, candidate.letters);
        match worst {
            Some(worst) if hoped < worst => break,
            Some(worst) if hoped == worst && place >= wanted + EQUALS => break,
            _ => {}
        }
        let Some(stored) = units.unit(candidate.number)? else {
            read.lost += 1;
            continue;
        };
        let least = worst.map_or(0, |(likeness, _)| likeness);
        let reached = compared.to(&stored.unit.source, least);
        let (likeness, letters) = reached.unwrap_or((SAME, Likeness::MAX));
        read.lost += usize::from(likeness < candidate.sure);
        let ranked = Ranked::of(stored, score::points(likeness), (likeness, letters), policy);
        best.push(Reverse((ranked.likeness, ranked.letters)));
        if best.len() > wanted {
            best.pop();
        }
        read.ranked.push(ranked);
    }
    Ok(read)
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
    fn of(
        stored: StoredUnit,
        score: u8,
        (likeness, letters): (Likeness, Likeness),
        (policy, today): (&Policy, &str),
    ) -> Self {
        let points = policy.penalty(&stored, today);
        Self {
            score: score.saturating_sub(points),
            likeness: likeness.saturating_sub(score::of_points(points)),
            letters,
            trust: policy.place(&stored.memory),
            same: likeness == SAME,
            stored,
        }
    }

    /// Best first: by score, by the unrounded score, by letters, by trust, then the latest.
    fn order(&self, other: &Self) -> Ordering {
        (other.score.cmp(&self.score))
            .then_with(|| other.likeness.cmp(&self.likeness))
            .then_with(|| other.letters.cmp(&self.letters))
            .then_with(|| self.trust.cmp(&other.trust))
            .then_with(|| other.stored.unit.changed.cmp(&self.stored.unit.changed))
            .then_with(|| other.stored.number.cmp(&self.stored.number))
    }

    fn offer(self, query: &Query<'_>, key: &Key) -> MemoryMatch {
        let unit = self.stored.unit;
        let numbers = || {
            let alike = !self.same && Key::of(&unit.source).same_but_numbers(key);
            alike.then(|| repair::repaired(&unit.source, &unit.target, query.source))?
        };
        let repaired = numbers();
        let kind = match (self.score, &repaired) {
            (score::CONTEXT, _) => MatchKind::Context,
            (_, Some(_)) => MatchKind::Repaired,
            _ if self.same => MatchKind::Exact,
            _ => MatchKind::Fuzzy,
        };
        MemoryMatch {
            score: self.score,
            kind,
            target: repaired.unwrap_or(unit.target),
            source: unit.source,
            memory: self.stored.memory,
            author: unit.author,
            changed: unit.changed,
        }
    }
}

#[cfg(test)]
mod tests;
