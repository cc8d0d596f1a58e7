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
        for least in STAIRS.into_iter().filter(|&stair| stair > lowest).chain([lowest]) {
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
                let mut index = Index::default();
                units.blocks(pair, &mut |block| index.add(block))?;
                new.insert(index)
            }
        };
        if index.newest() < newest {
            let mut builder = Builder::default();
            let after = index.newest();
            units.sources_after(pair, after, &mut |number, source| {
                if builder.is_full() {
                    index.add(builder.finish());
                }
                builder.add(number, &index::Entry::of(&Key::of(source), source));
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
mod tests {
    use super::*;
    use crate::memory::VecUnits;
    use proptest::prelude::*;

    fn unit(source: &str, target: &str) -> TranslationUnit {
        TranslationUnit {
            source: source.into(),
            target: target.into(),
            source_language: "ar".into(),
            target_language: "en".into(),
            ..TranslationUnit::default()
        }
    }

    fn ask(units: Vec<TranslationUnit>, source: &str) -> Vec<MemoryMatch> {
        let query = Query {
            source,
            from: "ar-SY",
            to: "EN",
            ..Query::default()
        };
        let options = Options {
            limit: 10,
            min_score: 50,
        };
        Memory::new(VecUnits::new("m", units))
            .search(&query, &options)
            .unwrap()
    }

    #[test]
    fn a_respelling_costs_one_and_marks_cost_nothing() {
        let units = || vec![unit("زار الوزير سوريا", "The minister visited Syria")];
        let scores = |source: &str| ask(units(), source).iter().map(|m| m.score).collect::<Vec<_>>();
        assert_eq!(scores("زارَ الوزيرُ  سوريا"), [100]);
        assert_eq!(scores("زار الوزير سورية"), [99]);
        assert_eq!(scores("زار الوزير مصر"), [75]);
        assert_eq!(scores("غير هذا كله"), [0; 0]);
    }

    #[test]
    fn another_number_is_never_exact_and_is_put_right_where_it_can_be() {
        let units = vec![
            unit("قتل 13 شخصا", "13 people were killed"),
            unit("قتل 14 شخصا", "Fourteen people were killed"),
        ];
        let found = ask(units, "قتل ٢٥ شخصا");
        let of = |target: &str| {
            found
                .iter()
                .find(|m| m.target == target)
                .map(|m| (m.score, m.kind))
        };
        assert_eq!(of("25 people were killed"), Some((81, MatchKind::Repaired)));
        assert_eq!(of("Fourteen people were killed"), Some((81, MatchKind::Fuzzy)));
    }

    #[test]
    fn neighbours_make_a_context_match_only_when_they_agree() {
        let with = |before: &str, after: &str| TranslationUnit {
            before: before.into(),
            after: after.into(),
            ..unit("نعم", "Yes")
        };
        let score = |unit: TranslationUnit, before: &str, after: &str| {
            let query = Query {
                source: "نعم",
                before,
                after,
                from: "ar",
                to: "en",
            };
            let mut memory = Memory::new(VecUnits::new("m", vec![unit]));
            let found = memory.search(&query, &Options::default()).unwrap();
            (found[0].score, found[0].kind)
        };
        assert_eq!(score(with("قبل", "بعد"), "قَبل", "بعد"), (101, MatchKind::Context));
        assert_eq!(score(with("", "بعد"), "", "بعد"), (101, MatchKind::Context));
        assert_eq!(score(with("قبل", "بعد"), "قبل", "غيره"), (100, MatchKind::Exact));
        assert_eq!(score(with("", ""), "", ""), (100, MatchKind::Exact));
    }

    #[test]
    fn among_equals_the_likest_by_characters_comes_first_then_the_newest() {
        let dated = |source: &str, target: &str, changed: &str| TranslationUnit {
            changed: Some(changed.into()),
            ..unit(source, target)
        };
        let units = vec![
            dated("وصل الوزير اليوم", "old", "2020"),
            dated("وصل الوزير اليوم", "new", "2024"),
            dated("وصل الكاتب اليوم", "far", "2025"),
        ];
        let found = ask(units, "وصل الوزيران اليوم");
        let targets: Vec<_> = found.iter().map(|m| &*m.target).collect();
        assert_eq!(targets, ["new", "old", "far"]);
    }

    #[test]
    fn a_source_without_words_is_not_looked_for() {
        assert!(ask(vec![unit("", "x")], " \u{200F}").is_empty());
    }

    /// What decides a unit's place: its score, that before rounding, and the likeness of letters.
    fn place(compared: &Compared<'_>, asked: &str, source: &str) -> (u8, Likeness, Likeness) {
        match compared.to(source, 0) {
            Some((likeness, letters)) => (score::points(likeness), likeness, letters),
            None if same_text(asked, source) => (100, SAME, compared.letters(source)),
            None => (99, SAME, compared.letters(source)),
        }
    }

    /// Short texts and long ones, some of them alike.
    fn texts() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "سوريا",
            "سورية",
            "قال",
            "قالوا",
            "في",
            "13",
            "١٣",
            "7",
            "حلب",
            ",",
            "،",
            "وزير",
            "WinWord6",
        ]);
        let few = prop::collection::vec(word.clone(), 1..9);
        let many = (
            prop::collection::vec(word.clone(), 0..7),
            prop::collection::vec(word, 0..4),
        );
        let long = many.prop_map(|(mut words, more)| {
            let opening = "أعلن المتحدث باسم وزارة الخارجية يوم الأحد أن المحادثات سوف تستأنف";
            words.extend(opening.split(' '));
            words.extend(more);
            words
        });
        prop_oneof![few, long].prop_map(|words| words.join(" "))
    }

    #[test]
    fn what_is_trusted_less_stands_lower_and_order_decides_among_equals() {
        let of = |memory: &str, source: &str| VecUnits::new(memory, vec![unit(source, memory)]);
        let same = "وصل الوزير اليوم";
        let mut memory = Memory::new(of("agency", same))
            .beside(Memory::new(of("house", "وصل الوزير اليوم أيضا")))
            .beside(Memory::new(of("old", same)))
            .with_policy(
                &Policy {
                    penalties: [(String::from("agency"), 30), (String::from("old"), 30)].into(),
                    order: vec![String::from("house"), String::from("old")],
                    ..Policy::default()
                },
                "",
            );
        let query = Query {
            source: same,
            from: "ar",
            to: "en",
            ..Query::default()
        };
        let found = memory
            .search(
                &query,
                &Options {
                    limit: 5,
                    min_score: 50,
                },
            )
            .unwrap();
        let told: Vec<_> = found.iter().map(|m| (&*m.memory, m.score)).collect();
        assert_eq!(told, [("house", 76), ("old", 70), ("agency", 70)]);
    }

    /// Texts of a few frequent words and many rare ones, as language has them.
    fn skewed() -> impl Strategy<Value = String> {
        let word = (0_u32..200)
            .prop_map(|number| format!("كلمة{}", char::from_u32(0x4E00 + number.pow(3) / 40_000).unwrap()));
        prop::collection::vec(word, 4..14).prop_map(|words| words.join(" "))
    }

    /// Whether the search finds in `sources` what a look at every unit finds.
    fn agree(
        sources: &[String],
        source: &str,
        (limit, min_score, points): (usize, u8, u8),
    ) -> Result<(), TestCaseError> {
        let policy = Policy {
            author_penalties: [(String::from("MT"), points)].into(),
            ..Policy::default()
        };
        let mut units: Vec<_> = sources.iter().map(|source| unit(source, "x")).collect();
        for unit in units.iter_mut().skip(1).step_by(2) {
            unit.author = Some(String::from("MT"));
        }
        let options = Options { limit, min_score };
        let key = Key::of(source);
        let compared = Compared::of(&key, source);
        let lowered = |unit: &TranslationUnit| {
            let (score, likeness, letters) = place(&compared, source, &unit.source);
            let points = if unit.author.is_some() { points } else { 0 };
            (
                score - points.min(score),
                likeness.saturating_sub(score::of_points(points)),
                letters,
            )
        };
        let mut expected: Vec<_> = (units.iter())
            .map(lowered)
            .filter(|place| place.0 >= min_score)
            .collect();
        expected.sort_unstable_by(|a, b| b.cmp(a));
        expected.truncate(limit);
        let query = Query {
            source,
            from: "ar",
            to: "en",
            ..Query::default()
        };
        let mut memory = Memory::new(VecUnits::new("m", units)).with_policy(&policy, "");
        let found = memory.search(&query, &options).unwrap();
        let places: Vec<_> = (found.iter())
            .map(|m| {
                lowered(&TranslationUnit {
                    author: m.author.clone(),
                    ..unit(&m.source, "")
                })
            })
            .collect();
        prop_assert_eq!(places, expected);
        Ok(())
    }

    #[test]
    fn a_word_that_is_frequent_in_the_query_too_leads_to_what_shares_nothing_else() {
        let mut sources: Vec<String> = (0..200).map(|n| format!("كلمة{n} في أخرى{n} ثم غيرها")).collect();
        sources.push(String::from("بداية في في في في في نهاية"));
        agree(&sources, "أول في في في في في آخر", (3, 60, 0)).unwrap();
    }

    proptest! {
        #[test]
        fn the_best_are_those_of_a_look_at_every_unit(
            sources in prop::collection::vec(texts(), 0..40),
            source in texts(),
            min_score in 1u8..=100,
            limit in 1usize..8,
            points in 0u8..30,
        ) {
            agree(&sources, &source, (limit, min_score, points))?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn rare_words_lead_to_the_same_as_a_look_at_every_unit(
            mut sources in prop::collection::vec(skewed(), 200..400),
            source in skewed(),
            other in skewed(),
            changed in 0usize..4,
            min_score in 30u8..=90,
        ) {
            // A unit that is near: most of the source's words, the rest of another text.
            let words: Vec<&str> = source.split(' ').skip(changed).collect();
            sources.push(format!("{other} {}", words.join(" ")));
            sources.push(words.join(" "));
            agree(&sources, &source, (3, min_score, 0))?;
        }
    }
}
