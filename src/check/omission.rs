//! Clauses that the translation leaves out.
//!
//! What is left out is a stretch of the source hardly any of whose words is told anywhere in the translation, in a translation that is
//! shorter than its source and the segments beside it let expect. Words are known by the lexicon of the two languages, by glossary
//! terms, as names that sound like one of the translation, and as foreign ones by their spelling. How much each says when it is told and when it is
//! not is learned ([`Habits`]), so that the stretch that says most is found by Kadane's algorithm and the check is nearly linear in the
//! texts. How much each piece of [`Evidence`] weighs is learned from good translations and from the same with a clause left out:
//! `cargo bench --bench checks -- --learn`.

mod habits;
mod told;

use std::ops::Range;

use super::ends::CLAUSE_ENDS;
use super::lost_acronym::foreign_acronyms;
use super::pair::Text;
use super::{Check, Objection, Pair, brevity};
use crate::document::Severity;
use crate::language::{Bridge, Morphology};
pub use habits::Habits;
pub use told::Told;
use told::{Kind, Said};

/// What a name or a word of a term adds to a stretch that is not told, and what one that is told takes from it; the same of a figure.
const NAME: [f32; 2] = [3.0, -1.3];
const FIGURE: [f32; 2] = [1.0, -2.0];
/// The shortest source that is judged, in characters of English.
const SHORTEST: f32 = 50.0;
/// How short a translation is that may lack a clause, beside what is usual there, and beyond how much that says nothing more.
const SHORT: Range<f32> = 0.0..0.7;
/// How much the shortest clause that is missed weighs, and beyond how much a stretch says nothing more.
const STRETCH: Range<f32> = 2.0..8.0;
/// How much a word says at most that the translation may tell without writing it.
const ABBREVIATED: f32 = 3.0;
/// Beyond how much one word of it says nothing more.
const MOST: f32 = 4.0;

/// What a translation is weighed by, and what of it speaks for a clause left out.
const WEIGHTS: [f32; Evidence::NAMES.len()] = [13.49, 0.7, 1.06, -0.36, 7.78, -3.07, -15.16];
/// How much must speak for it, so that of good translations, weighed by what was learned from others, five in a thousand are suspected.
const ENOUGH: f32 = 6.8;

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
        let habits = Habits::of(pair);
        let found = |is_usual: &dyn Fn(&str) -> bool| {
            let lengths = Evidence::of_lengths(pair).filter(Evidence::may_be_enough)?;
            let found = suspected(pair, lengths, habits, is_usual)?;
            (found.1.weight() >= ENOUGH).then_some(found.0)
        };
        // The memory is asked for every word, so it is asked last.
        let found = found(&|_| false).and_then(|found_by_lists| match pair.renderings {
            None => Some(found_by_lists),
            Some(_) => found(&|word| pair.has_usual(word)),
        });
        let Some(stretch) = found else {
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
    /// What its numbers say: how short the translation is, as a logarithm, beside what is usual there; how much likelier the stretch
    /// that is told least is to be told so where a clause was left out, as a logarithm; whether a clause ends with it; how many words of the
    /// translation have no source; and what makes a source long or short beside its translation: how many of its words are joined
    /// to a conjunction and how many to an article, and how many of its characters are digits.
    pub const NAMES: [&str; 7] = ["short", "stretch", "ends", "own", "joined", "definite", "digits"];

    const STRETCH: usize = 1;
    const ENDS: usize = 2;
    const OWN: usize = 3;

    /// That of the pair at `place` of `pairs`, which stand in the order of their article, and whose words are told as `habits` has it; `None`
    /// where nothing is missing or the languages have no lexicon.
    #[must_use]
    pub fn among(pairs: &[Pair<'_>], place: usize, habits: &Habits) -> Option<Self> {
        let pair = &pairs[place];
        pair.hold_against(brevity::beside(pairs, place));
        let lengths = Self::of_lengths(pair)?;
        suspected(pair, lengths, habits, &|_| false).map(|(_, evidence)| evidence)
    }

    /// Its numbers, in the order of [`Self::NAMES`].
    #[must_use]
    pub fn values(&self) -> [f32; Self::NAMES.len()] {
        self.0
    }

    /// What the lengths of a pair say; `None` where the translation is as long as any.
    fn of_lengths(pair: &Pair<'_>) -> Option<Self> {
        let (there, here) = pair.extents()?;
        let short = (there / here.max(1.0)).ln() - pair.brevity();
        if there < SHORTEST || short < SHORT.start {
            return None;
        }
        let text = pair.there();
        let morphology = &text.language().morphology;
        let words = || text.words().map(|word| word.text);
        let digits = text.text().chars().filter(|c| c.is_numeric()).count();
        Some(Self([
            short.min(SHORT.end),
            0.0,
            0.0,
            0.0,
            share(
                words().filter(|word| is_joined(word, morphology)).count(),
                words().len(),
            ),
            share(
                words().filter(|word| is_definite(word, morphology)).count(),
                words().len(),
            ),
            share(digits, text.text().chars().count()),
        ]))
    }

    /// Whether there may be enough for a clause left out, whatever is told.
    fn may_be_enough(&self) -> bool {
        let mut most = *self;
        (most.0[Self::STRETCH], most.0[Self::ENDS]) = (STRETCH.end, 1.0);
        most.weight() >= ENOUGH
    }

    fn weight(&self) -> f32 {
        self.0
            .iter()
            .zip(WEIGHTS)
            .map(|(value, weight)| value * weight)
            .sum()
    }
}

/// How each word of `pair`'s source that the lexicon knows is told, with its entries, for who learns [`Habits`].
#[must_use]
pub fn known_words<'p>(pair: &'p Pair<'_>) -> Vec<(&'p str, &'static [u16], Told)> {
    let told = pair
        .bridge()
        .and_then(|bridge| told::told(pair, bridge, &|_| false));
    let words = told.map(|(words, _)| words).unwrap_or_default().into_iter();
    let known = words.filter_map(|said| match said.kind {
        Kind::Known(entries, told) => Some((&pair.source.text[said.at], entries, told)),
        _ => None,
    });
    known.collect()
}

/// The stretch of the source that is least told, with what speaks for its having been left out besides `lengths`; a word that `is_usual`
/// is told.
fn suspected(
    pair: &Pair<'_>,
    lengths: Evidence,
    habits: &Habits,
    is_usual: &dyn Fn(&str) -> bool,
) -> Option<(Range<usize>, Evidence)> {
    let bridge = pair.bridge()?;
    let (words, own) = told::told(pair, bridge, is_usual)?;
    let (at, stretch) = stretch(&words, habits, bridge)?;
    let stretch = stretch - ABBREVIATED * abbreviated(pair);
    if stretch < STRETCH.start {
        return None;
    }
    let rest = pair.source.text[at.end..].trim_start();
    let ends = rest.is_empty() || rest.starts_with(CLAUSE_ENDS);
    let mut evidence = lengths;
    evidence.0[Evidence::STRETCH] = stretch.min(STRETCH.end);
    evidence.0[Evidence::ENDS] = f32::from(u8::from(ends));
    evidence.0[Evidence::OWN] = own;
    Some((at, evidence))
}

/// The stretch of `words` that is least told, and how much it says. One word is no clause.
fn stretch(words: &[Said], habits: &Habits, bridge: Bridge) -> Option<(Range<usize>, f32)> {
    let mut best: Option<(Range<usize>, f32)> = None;
    let (mut from, mut sum) = (0, 0.0);
    for word in words {
        if sum <= 0.0 {
            (from, sum) = (word.at.start, 0.0);
        }
        let is_clause = from < word.at.start;
        sum += adds(word.kind, habits, bridge).clamp(-MOST, MOST);
        if is_clause && sum > best.as_ref().map_or(0.0, |(_, most)| *most) {
            best = Some((from..word.at.end, sum));
        }
    }
    best
}

/// What a word adds to a stretch.
fn adds(kind: Kind, habits: &Habits, bridge: Bridge) -> f32 {
    match kind {
        Kind::Name(told) => NAME[usize::from(told)],
        Kind::Figure(told) => FIGURE[usize::from(told)],
        Kind::Known(entries, told) => {
            let habit = habits.get(entries, bridge);
            match told {
                Told::Alone => habit.told,
                Told::Shared => habit.shared(),
                Told::Not => habit.untold,
            }
        }
    }
}

/// Whether a conjunction is joined to `word`, as far as its letters tell.
fn is_joined(word: &str, morphology: &Morphology) -> bool {
    let conjunction = morphology.conjunction.as_deref();
    let rest = conjunction.and_then(|joined| word.strip_prefix(joined));
    rest.is_some_and(|rest| rest.chars().nth(2).is_some())
}

/// Whether an article is joined to `word`, behind what may stand before it.
fn is_definite(word: &str, morphology: &Morphology) -> bool {
    let Some(article) = morphology.article.as_deref() else {
        return false;
    };
    let has = |word: &str| {
        let mut contracted = morphology.contractions.iter().filter(|c| c.before.is_none());
        word.starts_with(article) || contracted.any(|c| word.starts_with(c.written.as_str()))
    };
    let mut before = morphology.proclitics.iter().flatten();
    has(word) || before.any(|glued| word.strip_prefix(glued.as_str()).is_some_and(has))
}

/// `part` of `whole`.
fn share(part: usize, whole: usize) -> f32 {
    // A segment has far fewer words and characters than an `f32` can count exactly.
    #[expect(clippy::cast_precision_loss, reason = "a segment is short")]
    let share = part as f32 / whole.max(1) as f32;
    share
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
