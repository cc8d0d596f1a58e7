//! Clauses that the translation leaves out.
//!
//! What is left out is a stretch of the source none of whose known words is told anywhere in the translation, in a translation that is
//! shorter than its source lets expect and whose own words all have their source. Words are known by the lexicon of the two
//! languages, by glossary terms, as names that sound like one of the translation, and as foreign ones by their spelling; what is
//! told elsewhere, or freely in other words, keeps the stretch short. The best stretch is found by Kadane's algorithm, so the check
//! is linear in the texts. How much each piece of [`Evidence`] weighs is learned from good translations and from the same with
//! a clause left out: `cargo bench --bench checks -- --learn`.

use std::cell::LazyCell;
use std::ops::Range;

use super::ends::CLAUSE_ENDS;
use super::lost_acronym::foreign_acronyms;
use super::missing_term::is_told;
use super::names::Sounds;
use super::pair::Text;
use super::{Check, Objection, Pair};
use crate::document::{Outcome, Severity, TermUse};
use crate::language::Bridge;

/// What a known word that is not told adds to a stretch, and what one that is told takes from it.
const UNTOLD: f32 = 1.0;
const TOLD: f32 = -1.6;
/// What one adds that often goes unsaid.
const SELDOM_TOLD: f32 = 0.2;
/// How short a translation is that may lack a clause, see [`shortfall`]: of a longer one no weight of the rest was ever enough.
const LEAST: f32 = 0.1;
/// The words of the shortest clause that is missed.
const FEWEST: f32 = 2.0;
/// Beyond how much a stretch says nothing more.
const PLENTY: f32 = 6.0;

/// What a translation is weighed by, and what of it speaks for a clause left out.
const WEIGHTS: [f32; Evidence::NAMES.len()] = [10.89, 0.52, 0.25, -0.51, 1.21];
/// How much must speak for it, so that of good translations one in a hundred is suspected, and of 729 of plain agency news none was.
const ENOUGH: f32 = 7.0;

/// The id of the check.
pub(super) const ID: &str = "omission";

/// See the file's own documentation.
pub(super) struct Omission;

impl Check for Omission {
    fn id(&self) -> &'static str {
        ID
    }

    fn about(&self) -> &'static str {
        "A clause of the source is told nowhere in the translation"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        // What is no translation at all is for `same-as-source`.
        if pair.source.text.trim() == pair.target.text.trim() {
            return Vec::new();
        }
        let is_enough = |(_, evidence): &(Range<usize>, Evidence)| evidence.weight() >= ENOUGH;
        // What speaks against it takes longest to count, so it is counted last.
        let found = |is_usual: &dyn Fn(&str) -> bool| {
            let found = suspected(pair, is_usual).filter(is_enough)?;
            Some((found.0, found.1.with_own(pair))).filter(is_enough)
        };
        // The memory is asked for every word, so it is asked last.
        let found = found(&|_| false).and_then(|found_by_lists| match pair.renderings {
            None => Some(found_by_lists),
            Some(_) => found(&|word| pair.has_usual(word)),
        });
        let Some((stretch, _)) = found else {
            return Vec::new();
        };
        let end = pair.target.text.len();
        vec![Objection {
            at: end..end,
            message: format!(
                "“{}” is told nowhere in the translation",
                &pair.source.text[stretch.clone()]
            ),
            source_at: Some(stretch),
            ..Objection::default()
        }]
    }
}

/// What tells whether a clause was left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence([f32; Self::NAMES.len()]);

impl Evidence {
    /// What its numbers say: how short the translation is, as a logarithm; how long the stretch, in words that are not told; how
    /// many such words there are in all; how many words of the translation have no source; whether a clause ends with the stretch.
    pub const NAMES: [&str; 5] = ["short", "stretch", "untold", "own", "ends"];

    /// The place of `own` among them.
    const OWN: usize = 3;

    /// That of a pair; `None` where nothing is missing or the languages have no lexicon.
    #[must_use]
    pub fn of(pair: &Pair<'_>) -> Option<Self> {
        suspected(pair, &|_| false).map(|(_, evidence)| evidence.with_own(pair))
    }

    /// Its numbers, in the order of [`Self::NAMES`].
    #[must_use]
    pub fn values(&self) -> [f32; Self::NAMES.len()] {
        self.0
    }

    /// With how many words of the translation nothing in the source tells, small ones and unknown ones aside.
    fn with_own(mut self, pair: &Pair<'_>) -> Self {
        self.0[Self::OWN] = own(pair);
        self
    }

    fn weight(&self) -> f32 {
        self.0
            .iter()
            .zip(WEIGHTS)
            .map(|(value, weight)| value * weight)
            .sum()
    }
}

/// The stretch of the source that is least told, with what speaks for its having been left out; a word that `is_usual` is told.
fn suspected(pair: &Pair<'_>, is_usual: &dyn Fn(&str) -> bool) -> Option<(Range<usize>, Evidence)> {
    let short = shortfall(pair);
    if short < LEAST {
        return None;
    }
    let bridge = pair.bridge()?;
    let untold = untold(pair, bridge, is_usual).filter(|untold| untold.stretch >= FEWEST)?;
    let rest = pair.source.text[untold.at.end..].trim_start();
    let ends = rest.is_empty() || rest.starts_with(CLAUSE_ENDS);
    let stretch = (untold.stretch - abbreviated(pair)).clamp(0.0, PLENTY);
    let ends = f32::from(u8::from(ends));
    Some((untold.at, Evidence([short, stretch, untold.all, 0.0, ends])))
}

/// How many words of the translation nothing in the source tells, small ones and unknown ones aside.
fn own(pair: &Pair<'_>) -> f32 {
    let Some(there) = pair.there().told() else {
        return 0.0;
    };
    let here = pair.here();
    let own = here.known().iter().filter(|word| {
        let entries = word.entries();
        !entries.is_empty() && !there.has_any(entries) && !word.is_small()
    });
    own.map(|_| 1.0).sum()
}

/// How many words the translation may tell without writing them: one for each letter of an acronym, and what a score or a time
/// counts on either side of its mark (`بثلاثة أهداف مقابل هدف`, 3-1).
fn abbreviated(pair: &Pair<'_>) -> f32 {
    let acronyms = foreign_acronyms(pair).map(str::len).sum::<usize>();
    let joints = |text: Text<'_>| text.figures().joints(text.text());
    let counted = 2 * joints(pair.here()).saturating_sub(joints(pair.there()));
    // A segment is short.
    f32::from(u8::try_from(acronyms + counted).unwrap_or(u8::MAX))
}

/// The logarithm of the length that the source lets expect over that of the translation; 0 where that is not known.
fn shortfall(pair: &Pair<'_>) -> f32 {
    pair.extents()
        .map_or(0.0, |(there, here)| (there / here.max(1.0)).ln())
}

/// What a source tells and its translation does not.
struct Untold {
    /// Where the stretch is that is least told, in bytes.
    at: Range<usize>,
    /// How many words of it are not told, less what is.
    stretch: f32,
    /// How many words are not told in all.
    all: f32,
}

/// What is not told of the source; `None` where everything is.
fn untold(pair: &Pair<'_>, bridge: Bridge, is_usual: &dyn Fn(&str) -> bool) -> Option<Untold> {
    let mut here = pair.here().told()?.clone();
    let signs = &pair.to.numbers.signs;
    let signs = signs.iter().filter(|(sign, _)| pair.target.text.contains(**sign));
    let spoken = signs.flat_map(|(_, spoken)| spoken.iter());
    spoken.for_each(|word| here.extend(bridge.target(word)));
    let names = LazyCell::new(|| Sounds::of(pair));
    let dates: Vec<Range<usize>> = pair.there().figures().named_dates().collect();
    let mut best: Option<(Range<usize>, f32)> = None;
    let (mut from, mut sum, mut all) = (0, 0.0, 0.0);
    let there = pair.there();
    for (place, (word, known)) in there.words().zip(there.known()).enumerate() {
        let in_date = |date: &Range<usize>| date.start <= word.span.start && word.span.end <= date.end;
        let lore = known.lore();
        // Of dates and figures their own checks speak: سبتمبر may well be 9, ربيع الأول a month of the other calendar, and السادسة 6.
        if dates.iter().any(in_date) || known.is_small() || lore.is_date || lore.is_number {
            continue;
        }
        let entries = known.entries();
        let told = match term_at(pair, place) {
            Some(told) => told,
            None if entries.is_empty() => match names.tell(known) {
                false if !lore.is_foreign() => continue,
                told => told,
            },
            None => here.has_any(entries) || is_usual(word.text),
        };
        if sum <= 0.0 {
            (from, sum) = (word.span.start, 0.0);
        }
        let adds = match (told, bridge.goes_unsaid(entries)) {
            (true, _) => TOLD,
            (false, false) => UNTOLD,
            (false, true) => SELDOM_TOLD,
        };
        sum += adds;
        if adds == UNTOLD {
            all += adds;
        }
        if best.as_ref().is_none_or(|(_, most)| sum > *most) {
            best = Some((from..word.span.end, sum));
        }
    }
    let (at, stretch) = best?;
    Some(Untold { at, stretch, all })
}

/// Whether the term that the word at `place` belongs to is told; `None` where it belongs to none.
fn term_at(pair: &Pair<'_>, place: usize) -> Option<bool> {
    let mut here = pair.terms_of(place);
    let first = here.next()?;
    let told =
        |used: &TermUse| used.outcome != Outcome::Missing || is_told(&used.hit.term, &pair.target.text);
    Some(told(first) || here.any(told))
}
