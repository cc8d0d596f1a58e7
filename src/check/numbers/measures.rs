//! What figures count: units of measure and of time, money, halves of the day.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::figure::{Figure, Told};
use super::scan::{ONE, Value};
use crate::check::pair::Text;
use crate::language::{Measure, Numbers};
use crate::text::words;

/// How far a converted figure may be rounded.
const ROUNDED: f64 = 0.06;
/// How many words behind a figure its money may stand: 500 Egyptian pounds.
const BEHIND: usize = 2;
/// What may part a figure from its unit.
const BLANKS: [char; 3] = [' ', '\u{a0}', '\u{202f}'];

/// What a figure counts.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Unit {
    /// A unit of measure.
    Measure(&'static Measure),
    /// Money, by the name of its family.
    Money(&'static str),
    /// Hours of one half of the day.
    Half(&'static str),
}

impl Unit {
    /// Whether the two count the same; `None` where they count different kinds of things.
    pub(in super::super) fn agrees(self, other: Self) -> Option<bool> {
        match (self, other) {
            (Self::Measure(one), Self::Measure(other)) => (one.of == other.of).then(|| one.is_near(other.is)),
            (Self::Money(one), Self::Money(other)) | (Self::Half(one), Self::Half(other)) => {
                Some(one == other)
            }
            _ => None,
        }
    }
}

impl Measure {
    /// How much so many of it are.
    fn worth(&self, count: Value) -> f64 {
        amount(count) * self.is + self.plus
    }

    /// Whether a unit that `is` so much is this one, or one of another country with its name.
    fn is_near(&self, is: f64) -> bool {
        (self.is / is - 1.0).abs() <= ROUNDED
    }
}

/// A figure with what it counts.
#[derive(Debug)]
pub(in super::super) struct Amount {
    /// How many, as a multiple of a small part of one.
    pub(in super::super) value: Value,
    /// What of.
    pub(in super::super) unit: Unit,
    /// Where the figure and its unit stand, in bytes.
    pub(in super::super) at: Range<usize>,
}

/// The amounts of `text` in its order; a unit that may be two is there twice. Linear in its length.
pub(in super::super) fn amounts(text: Text<'_>) -> Vec<Amount> {
    let counted = text
        .figures()
        .list
        .iter()
        // A part has no unit of its own: ربع قرن is 25 years.
        .filter(|figure| !figure.code && figure.told != Some(Told::Share))
        .filter_map(|figure| Some((figure, *figure.readings.first()?)));
    let of_figure = |(figure, value): (&Figure, Value)| {
        let amount = move |(unit, at): (Unit, Range<usize>)| {
            let at = at.start.min(figure.at.start)..at.end.max(figure.at.end);
            Amount { value, unit, at }
        };
        units(text, figure).into_iter().map(amount).collect::<Vec<_>>()
    };
    counted.flat_map(of_figure).collect()
}

/// Whether two figures are as much in two units of one measure. Linear in the text behind them up to its next word.
pub(super) fn are_as_much((source, there): (Text<'_>, &Figure), (target, here): (Text<'_>, &Figure)) -> bool {
    let (Some(one), Some(other)) = (measure(source, there), measure(target, here)) else {
        return false;
    };
    let values = |figure: &Figure, unit: &Measure| -> Vec<f64> {
        figure.readings.iter().map(|&value| unit.worth(value)).collect()
    };
    let (these, those) = (values(there, one), values(here, other));
    let is_near = |a: f64| those.iter().any(|b| (a / b - 1.0).abs() <= ROUNDED);
    // The same unit converts nothing.
    one.of == other.of && !one.is_near(other.is) && these.into_iter().any(is_near)
}

/// The units of measure that `text` names.
pub(super) fn named(text: Text<'_>) -> Vec<&'static Measure> {
    let measures = &text.language().numbers.measures;
    let mut named: Vec<&Measure> = Vec::new();
    for unit in text.folded().filter_map(|word| measures.get(word)) {
        if !named.iter().any(|known| std::ptr::eq(*known, unit)) {
            named.push(unit);
        }
    }
    named
}

/// Whether a figure of `text` counts one of the units that are `named` in the other.
pub(super) fn is_counted_in((text, figure): (Text<'_>, &Figure), named: &[&Measure]) -> bool {
    let unit = measure(text, figure);
    let is_it = |unit: &Measure| {
        let mut alike = named.iter().filter(|one| one.of == unit.of);
        alike.any(|one| one.is_near(unit.is))
    };
    unit.is_some_and(is_it)
}

/// Whether a figure of `text` is as much as one of the units that are `named` in the other: 24 hours, *the past day*.
pub(super) fn is_one_of((text, figure): (Text<'_>, &Figure), named: &[&Measure]) -> bool {
    let Some(unit) = measure(text, figure) else {
        return false;
    };
    let is_as_much = |one: &&Measure| {
        let mut values = figure.readings.iter().map(|&value| unit.worth(value));
        one.of == unit.of && values.any(|value| one.is_near(value))
    };
    named.iter().any(is_as_much)
}

/// The unit of measure of a figure of `text`: the words right behind it, or its own last word, as a dual is.
fn measure(text: Text<'_>, figure: &Figure) -> Option<&'static Measure> {
    let measures = &text.language().numbers.measures;
    let behind: Vec<_> = behind(text.text(), figure.at.end).collect();
    measured(&behind, measures)
        .map(|(unit, _)| unit)
        .or_else(|| measures.get(&Numbers::fold(dual(text, figure)?)))
}

/// The word of a figure that says two of what it counts as well: شهرين.
fn dual<'a>(text: Text<'a>, figure: &Figure) -> Option<&'a str> {
    let last = words(&text.text()[figure.at.clone()]).last()?.text;
    let counts = &text.language().numbers.counts;
    counts.contains_key(&Numbers::fold(last)).then_some(last)
}

/// What a figure of `text` may count, each with where that stands.
fn units(text: Text<'_>, figure: &Figure) -> Vec<(Unit, Range<usize>)> {
    let numbers = &text.language().numbers;
    let end = figure.at.end;
    let own = dual(text, figure).map(|word| (end - word.len()..end, word));
    let text = text.text();
    let own: Vec<_> = own.into_iter().collect();
    let behind: Vec<_> = behind(text, end).collect();
    let beside: Vec<_> = own.iter().chain(&behind).cloned().collect();
    let money = |(at, word): &(Range<usize>, &str)| {
        let name = numbers.currencies.get(&Numbers::fold(word))?;
        Some((Unit::Money(name), at.clone()))
    };
    let half = beside.first().and_then(|(at, word)| {
        let half = numbers.halves.get(&Numbers::fold(word))?;
        Some((Unit::Half(half), at.clone()))
    });
    let half = half.or_else(|| {
        let rest = text[end..].trim_start_matches(BLANKS);
        let (word, half) = numbers.halves.iter().find(|(word, _)| begins(rest, word))?;
        let start = text.len() - rest.len();
        Some((Unit::Half(half), start..start + word.len()))
    });
    let sign = |at: Range<usize>| {
        let sign = text[at.clone()].chars().next()?;
        let name = numbers
            .signs
            .get(&sign)?
            .iter()
            .find_map(|word| numbers.currencies.get(word))?;
        Some((Unit::Money(name), at))
    };
    let signs = signs(text, figure).into_iter().filter_map(sign);
    // A measure stands right behind its figure, money may have its country between.
    let nearest = if own.is_empty() { &behind } else { &own };
    let measure = measured(nearest, &numbers.measures).map(|(unit, at)| (Unit::Measure(unit), at));
    measure
        .into_iter()
        .chain(beside.iter().filter_map(money))
        .chain(half)
        .chain(signs)
        .collect()
}

/// What of `measures` the first of `words` is, or the first two together: *square kilometers*; and where that stands.
fn measured(
    words: &[(Range<usize>, &str)],
    measures: &'static FxHashMap<String, Measure>,
) -> Option<(&'static Measure, Range<usize>)> {
    let (first, rest) = words.split_first()?;
    let both = rest.first().and_then(|second| {
        let both = format!("{} {}", Numbers::fold(first.1), Numbers::fold(second.1));
        Some((measures.get(&both)?, first.0.start..second.0.end))
    });
    both.or_else(|| Some((measures.get(&Numbers::fold(first.1))?, first.0.clone())))
}

/// The words right behind `end`, up to a mark.
fn behind(text: &str, end: usize) -> impl Iterator<Item = (Range<usize>, &str)> {
    let list = words(&text[end..]).take(BEHIND);
    let list = list.map(move |word| (end + word.span.start..end + word.span.end, word.text));
    list.take_while(move |(at, _)| {
        text[end..at.start]
            .chars()
            .all(|c| c == '-' || c.is_alphabetic() || BLANKS.contains(&c))
    })
}

/// Where a character stands right before a figure and right behind it, blanks aside.
fn signs(text: &str, figure: &Figure) -> Vec<Range<usize>> {
    let before = text[..figure.at.start].trim_end_matches(BLANKS);
    let rest = text[figure.at.end..].trim_start_matches(BLANKS);
    let before = before
        .chars()
        .next_back()
        .map(|c| before.len() - c.len_utf8()..before.len());
    let start = text.len() - rest.len();
    let after = rest.chars().next().map(|c| start..start + c.len_utf8());
    before.into_iter().chain(after).collect()
}

/// Whether `text` begins with `word`, folded, as a word of its own.
fn begins(text: &str, word: &str) -> bool {
    let mut rest = text.chars();
    let mut letters = word.chars();
    let is_same = letters.all(|letter| rest.next().is_some_and(|c| c.to_ascii_lowercase() == letter));
    is_same && !rest.next().is_some_and(char::is_alphabetic)
}

/// A value as a number. What news measure is far smaller than an `f64` counts exactly.
#[expect(clippy::cast_precision_loss, reason = "it is compared within some percent")]
fn amount(value: Value) -> f64 {
    value as f64 / ONE as f64
}
