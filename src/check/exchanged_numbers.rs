//! Figures that have changed places: قتل 19 وأصيب 37, *37 were killed and 19 injured*.
//!
//! `numbers` compares which figures there are; here it is what they stand with. Two figures that both texts have once have changed
//! places where a word of each stands with the other in the translation, nearer than any word that stayed with it. A word
//! stands with the figure that no mark and no conjunction parts it from; one between two figures that nothing parts may be either's.
//! Needs a lexicon of the two languages.

use std::ops::Range;
use std::sync::Arc;

use super::ends::CLAUSE_ENDS;
use super::known::Known;
use super::numbers::{Quantity, quantities};
use super::pair::Text;
use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};
use crate::language::Numbers;
use crate::text::{Word, words};

/// How many words before a figure and behind it belong to it at most.
const REACH: usize = 5;
/// What ends a sentence, beyond which nothing belongs to a figure.
const SENTENCE_ENDS: [char; 6] = ['.', '!', '?', '؟', '؛', ';'];

/// See the file's own documentation.
pub(super) struct ExchangedNumbers;

impl Check for ExchangedNumbers {
    fn id(&self) -> &'static str {
        "exchanged-numbers"
    }

    fn about(&self) -> &'static str {
        "Two figures have changed places in the translation"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        if pair.bridge().is_none() {
            return Vec::new();
        }
        let figures = quantities(pair.there());
        if figures.len() < 2 {
            return Vec::new();
        }
        let there = Side::of(pair.there(), figures);
        let here = Side::of(pair.here(), quantities(pair.here()));
        let told = |count| Some((there.only(count)?, here.only(count)?));
        let both: Vec<(&Count, &Count)> = there.counts.iter().filter_map(told).collect();
        let pairs = both
            .iter()
            .enumerate()
            .flat_map(|(next, one)| both[next + 1..].iter().map(move |other| (one, other)));
        let mut found = pairs.filter_map(|(one, other)| exchanged(pair, one, other));
        found.next().into_iter().collect()
    }
}

/// What to say of two figures, each as the source has it and as the translation has it; nothing where they are in their places.
fn exchanged(pair: &Pair<'_>, one: &(&Count, &Count), other: &(&Count, &Count)) -> Option<Objection> {
    let (said, told) = moved(one, other)?;
    moved(other, one)?;
    let (source, target) = (&pair.source.text, &pair.target.text);
    let (there, wrong, right) = (&one.0.figure.at, &other.1.figure.at, &one.1.figure.at);
    let is_digits = |at: &Range<usize>| {
        target[at.clone()]
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b',')
    };
    Some(Objection {
        at: wrong.clone(),
        source_at: Some(there.clone()),
        message: format!(
            "“{}” stands with “{}” here, the source has “{}” with “{}”",
            &target[wrong.clone()],
            &target[told.at.clone()],
            &source[there.clone()],
            &source[said.at.clone()]
        ),
        fix: (is_digits(wrong) && is_digits(right)).then(|| swapped(target, wrong, right)),
        severity: None,
    })
}

/// The nearest word of a figure that stands with another figure in the translation, here and there; nothing where a word that
/// stayed is as near.
fn moved<'a>(one: &(&'a Count, &Count), other: &(&Count, &'a Count)) -> Option<(&'a Beside, &'a Beside)> {
    let ((there, here), (beside, elsewhere)) = (one, other);
    // Of two as near the one behind, which is what is counted.
    let near = |word: &Beside, list: &mut dyn Iterator<Item = &'a Beside>| {
        list.filter(|told| told.is_like(word)).min_by_key(|told| told.far)
    };
    let own = there.own.iter();
    let moved = own.filter(|word| !here.has(word) && !beside.has(word));
    let moved = moved.filter_map(|word| Some((word, near(word, &mut elsewhere.own.iter().rev())?)));
    let (said, told) = moved.min_by_key(|(said, told)| said.far + told.far)?;
    let stays = there.all().filter(|word| !elsewhere.has(word));
    let stays = stays.filter_map(|word| {
        let told = here.all().filter(|told| told.is_like(word)).map(|told| told.far);
        Some(word.far + told.min()?)
    });
    let far = said.far + told.far;
    stays
        .min()
        .is_none_or(|nearest| nearest > far)
        .then_some((said, told))
}

/// The change of `text` that lets two stretches of it change places.
pub(super) fn swapped(text: &str, one: &Range<usize>, other: &Range<usize>) -> Edit {
    let (first, last) = if one.start < other.start {
        (one, other)
    } else {
        (other, one)
    };
    Edit {
        at: first.start..last.end,
        text: [last.clone(), first.end..last.start, first.clone()]
            .map(|at| &text[at])
            .concat(),
    }
}

/// A word with what the lexicon knows of it.
#[derive(Clone)]
struct Beside {
    at: Range<usize>,
    entries: &'static [u16],
    /// How many words away it is from the figure that it stands with.
    far: usize,
}

impl Beside {
    fn is_like(&self, other: &Self) -> bool {
        self.entries.iter().any(|entry| other.entries.contains(entry))
    }
}

/// A figure with the words that stand with it.
struct Count {
    figure: Quantity,
    /// Those that stand with no other figure.
    own: Vec<Beside>,
    /// Those that may as well belong to the figure before it or behind.
    shared: Vec<Beside>,
    /// Whether nothing stands between it and another figure, so that the two count one thing: بين 18 و29 عاما.
    is_linked: bool,
}

impl Count {
    /// Every word that may stand with it.
    fn all(&self) -> impl Iterator<Item = &Beside> {
        self.own.iter().chain(&self.shared)
    }

    /// Whether a word that may stand with it renders `word`, or is rendered by it.
    fn has(&self, word: &Beside) -> bool {
        self.all().any(|own| own.is_like(word))
    }
}

/// What a text counts.
struct Side {
    counts: Vec<Count>,
}

impl Side {
    /// Reads what stands between the `figures` of `read`. Linear in its length.
    fn of(read: Text<'_>, figures: Vec<Quantity>) -> Self {
        let text = read.text();
        let count = |figure| Count {
            figure,
            own: Vec::new(),
            shared: Vec::new(),
            is_linked: false,
        };
        let mut counts: Vec<Count> = figures.into_iter().map(count).collect();
        for next in 0..=counts.len() {
            let start = if next == 0 {
                0
            } else {
                counts[next - 1].figure.at.end
            };
            let end = counts.get(next).map_or(text.len(), |count| count.figure.at.start);
            let gap = Gap::of(read, start..end);
            let (before, behind) = counts.split_at_mut(next);
            gap.divide(text, before.last_mut(), behind.first_mut());
        }
        Self { counts }
    }

    /// The only figure that may be as much as `other`, unless it counts one thing together with another.
    fn only(&self, other: &Count) -> Option<&Count> {
        let mut alike = self
            .counts
            .iter()
            .filter(|count| count.figure.may_be(&other.figure));
        let first = alike.next();
        first.filter(|count| alike.next().is_none() && !count.is_linked)
    }
}

/// What stands between two figures, or before the first or behind the last.
struct Gap {
    at: Range<usize>,
    /// The words that the lexicon knows, small ones aside, as far away as from what stands before.
    words: Vec<Beside>,
    /// How many words there are.
    count: usize,
    /// Where the first words begin that may part what stands before from what stands behind, and the last ones.
    parts: Option<(usize, usize)>,
}

impl Gap {
    fn of(read: Text<'_>, at: Range<usize>) -> Self {
        let text = read.text();
        let known = |word: Word<'_>| {
            let span = at.start + word.span.start..at.start + word.span.end;
            (read.known_at(&span), span)
        };
        let all: Vec<(Arc<Known>, Range<usize>)> = words(&text[at.clone()]).map(known).collect();
        let parting = all.iter().filter(|(word, _)| word.parts_figures());
        let parting = parting.map(|(_, span)| span.start);
        let marks = text[at.clone()].match_indices(CLAUSE_ENDS);
        // What is glued to the figure itself: وخمس نساء.
        let is_glued = |joiner: &String| !joiner.is_ascii() && text[at.end..].starts_with(joiner.as_str());
        let glued = read.language().numbers.joiners.iter().any(is_glued);
        let places: Vec<usize> = parting
            .chain(marks.map(|(mark, _)| at.start + mark))
            .chain(glued.then_some(at.end))
            .collect();
        let parts = places.iter().min().copied().zip(places.iter().max().copied());
        let telling = all.iter().enumerate().filter_map(|(place, (word, span))| {
            let beside = Beside {
                at: span.clone(),
                entries: word.entries(),
                far: place + 1,
            };
            (!word.is_small() && !beside.entries.is_empty()).then_some(beside)
        });
        Self {
            words: telling.collect(),
            count: all.len(),
            at,
            parts,
        }
    }

    /// Gives its words to the figures before it and behind.
    fn divide(self, text: &str, before: Option<&mut Count>, behind: Option<&mut Count>) {
        let (first, last) = match (&before, &behind) {
            (Some(_), Some(_)) => self.parts.unwrap_or((self.at.start, self.at.end)),
            // Before the first figure and behind the last one its sentence is its own.
            (None, _) => {
                let start = text[self.at.clone()].rfind(SENTENCE_ENDS);
                (self.at.start, self.at.start + start.unwrap_or_default())
            }
            (_, None) => {
                let end = text[self.at.clone()].find(SENTENCE_ENDS);
                (end.map_or(self.at.end, |end| self.at.start + end), self.at.end)
            }
        };
        let is_between = before.is_some() && behind.is_some();
        let is_linked = is_between && self.words.is_empty();
        let is_shared = |word: &Beside| is_between && word.at.end > first && word.at.start < last;
        let count = self.count;
        let turned = |word: &Beside| Beside {
            far: count + 1 - word.far,
            ..word.clone()
        };
        if let Some(before) = before {
            let near = self
                .words
                .iter()
                .filter(|word| word.far <= REACH && word.at.end <= first);
            before.own.extend(near.cloned());
            before
                .shared
                .extend(self.words.iter().filter(|word| is_shared(word)).cloned());
            before.is_linked |= is_linked;
        }
        if let Some(behind) = behind {
            let near = self.words.iter().map(turned);
            behind
                .own
                .extend(near.filter(|word| word.far <= REACH && word.at.start >= last));
            behind
                .shared
                .extend(self.words.iter().filter(|word| is_shared(word)).map(turned));
            behind.is_linked |= is_linked;
        }
    }
}

/// Whether what stands before `word` may belong to another figure than what stands behind it: *and*, while, وأصيب.
pub(super) fn parts(word: &Known) -> bool {
    let (folded, language) = (word.folded(), word.language());
    let Numbers {
        joiners, partings, ..
    } = &language.numbers;
    if joiners.iter().chain(partings).any(|listed| **listed == **folded) {
        return true;
    }
    let glued = language.morphology.proclitics.first().into_iter().flatten();
    let mut rests = glued.filter_map(|joiner| folded.strip_prefix(joiner.as_str()));
    rests.any(|rest| partings.iter().any(|listed| listed == rest) || !word.entries_of(rest).is_empty())
}
