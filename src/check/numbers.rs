//! Numbers of the source that are missing from the translation, and numbers that it adds.
//!
//! A wrong figure is the costliest mistake in news copy. Numbers are compared by value: `١٣` and `13`, `3 ملايين`
//! and `3,000,000`, `خمسة وعشرون` and `25` agree. A count in words is objected to where the other side has another count in
//! its place; where it has none, it may be told in other words. A date of the Islamic calendar and one of the Gregorian that is
//! the same day tell each other, and so do amounts in two units of one measure, whether the one stands for the other or beside it
//! (*80 km (50 miles)*). Months by name are for `dates`; the number of a designation such as `F-16`, and one of anything are left alone.

mod compose;
mod dates;
mod digits;
mod figure;
mod figures;
mod measures;
mod scan;

use std::cell::LazyCell;
use std::ops::Range;

use super::negation::Form;
use super::pair::Text;
use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};
pub(super) use digits::digit;
use figure::{Figure, Told};
pub(super) use figures::{Figures, Quantity, quantities};
pub(super) use measures::{Amount, amounts};
pub(super) use scan::Part;

/// See the file's own documentation.
pub(super) struct Numbers;

impl Check for Numbers {
    fn id(&self) -> &'static str {
        "numbers"
    }

    fn about(&self) -> &'static str {
        "A number of the source is missing, or the translation has one that the source has not"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let (there, here) = (pair.there().figures(), pair.here().figures());
        let mut missing = open(pair.there(), pair.here());
        let mut added = open(pair.here(), pair.there());
        let same = digits(source, &missing).is_some_and(|there| Some(there) == digits(target, &added));
        if same && missing.len() != added.len() {
            // The number of a telephone, grouped otherwise.
            return Vec::new();
        }
        if missing.is_empty() && added.is_empty() {
            for told in Told::ALL {
                let (lost, new) = (worded(told, there, here), worded(told, here, there));
                let both = lost.len().min(new.len());
                missing.extend(&lost[..both]);
                added.extend(&new[..both]);
            }
        }
        let counts = |these, those| worded(Told::Count, these, those);
        let (lost, new) = (counts(there, here), counts(here, there));
        if missing.is_empty() && added.is_empty() && lost.is_empty() {
            return told_of_two(pair, there, &new).into_iter().collect();
        }
        if let ([count], [], [], []) = (&lost[..], &new[..], &missing[..], &added[..]) {
            return two_for(pair, count).into_iter().collect();
        }
        if missing.len() < added.len() {
            missing.extend(lost.into_iter().take(added.len() - missing.len()));
        } else {
            added.extend(new.into_iter().take(missing.len() - added.len()));
        }
        if missing.len() == added.len() {
            let pairs = missing.iter().zip(&added);
            let converted =
                |(m, a): &(&&Figure, &&Figure)| measures::are_as_much((pair.there(), m), (pair.here(), a));
            return pairs
                .filter(|both| !converted(both))
                .map(|(m, a)| changed(pair, m.at.clone(), a.at.clone()))
                .collect();
        }
        let added = added.iter().map(|figure| Objection {
            at: figure.at.clone(),
            message: format!("{} is here but not in the source", &target[figure.at.clone()]),
            ..Objection::default()
        });
        let missing = missing.iter().map(|figure| Objection {
            at: target.len()..target.len(),
            source_at: Some(figure.at.clone()),
            message: format!("{} is in the source but not here", &source[figure.at.clone()]),
            ..Objection::default()
        });
        added.chain(missing).collect()
    }
}

/// Whether `text` tells none, one or two of something in words, so that it needs no figure for it.
pub(super) fn tells_few(text: Text<'_>) -> bool {
    let (figures, negations) = (text.figures(), &text.language().polarity.negations);
    let few = |figure: &Figure| {
        figure.told == Some(Told::Count) && figure.readings.iter().any(|value| *value <= 2 * scan::ONE)
    };
    let negates = |word: &Form| negations.begins(&[word]) > 0;
    figures.list.iter().any(few) || !figures.duals.is_empty() || text.forms().any(negates)
}

/// The written numbers of `text` that the `other` text lacks: it names no unit that is as much, and they are not what a number
/// that it has is in another unit, as in *80 km (50 miles)*.
fn open<'a>(text: Text<'a>, other: Text<'_>) -> Vec<&'a Figure> {
    let (mine, theirs) = (text.figures(), other.figures());
    let named = LazyCell::new(|| measures::named(other));
    let converts = |figure: &Figure| {
        let mut told = mine.list.iter().filter(|one| theirs.explain(one, mine));
        // Where the other text converts it as well, both are held against each other.
        !measures::is_counted_in((text, figure), &named)
            && told.any(|one| measures::are_as_much((text, one), (text, figure)))
    };
    let mut figures = unexplained(mine, theirs);
    figures.retain(|figure| !measures::is_one_of((text, figure), &named) && !converts(figure));
    figures
}

/// The digits of `figures` of `text`, one after the other; `None` where other characters stand in them.
fn digits(text: &str, figures: &[&Figure]) -> Option<Vec<u32>> {
    let all = figures.iter().flat_map(|figure| text[figure.at.clone()].chars());
    all.map(digits::digit).collect()
}

/// The numbers of `these` that words tell as `told`, and that `those` do not explain.
fn worded<'a>(told: Told, these: &'a Figures, those: &Figures) -> Vec<&'a Figure> {
    // "A third" is a place, or a part.
    let is_told =
        |figure: &Figure| figure.told == Some(told) || (told == Told::Share && figure.share.is_some());
    let open = |figure: &&Figure| is_told(figure) && !figure.written && !those.explain(figure, these);
    these.list.iter().filter(open).collect()
}

/// The written numbers of `these` that `those` do not explain, each value once.
///
/// A designation may be said in words, so one counts only against another.
fn unexplained<'a>(these: &'a Figures, those: &Figures) -> Vec<&'a Figure> {
    let open = |mine: &'a Figures, other: &Figures| -> Vec<&'a Figure> {
        mine.list
            .iter()
            .filter(|figure| figure.written && !other.explain(figure, mine))
            .collect()
    };
    let answered = those
        .list
        .iter()
        .any(|figure| figure.code && !these.explain(figure, those));
    let mut found: Vec<&Figure> = Vec::new();
    for figure in open(these, those) {
        let repeated = found
            .iter()
            .any(|seen| seen.readings == figure.readings && seen.parts == figure.parts);
        if !repeated && (!figure.code || answered) {
            found.push(figure);
        }
    }
    found
}

/// The *two* that stands for another `count` of the source and that only a word tells which ends as a dual does: ثلاثة ملفات, *two files*,
/// beside مقاتلين.
fn two_for(pair: &Pair<'_>, count: &Figure) -> Option<Objection> {
    let (there, here) = (pair.there().figures(), pair.here().figures());
    let is_two =
        |figure: &&Figure| figure.told == Some(Told::Count) && figure.readings.contains(&(2 * scan::ONE));
    // الاثنين is Monday.
    let is_day = |figure: &Figure| pair.there().known_at(&figure.at).lore().is_date;
    let told = there.mention(2 * scan::ONE, |figure| !is_day(figure));
    let two = here.list.iter().find(is_two).filter(|_| !told)?;
    Some(changed(pair, count.at.clone(), two.at.clone()))
}

/// A noun in the dual, of which the translation tells another count: `البلدان`, the three countries.
///
/// Many words end as a dual does, so it is believed only where the count has no other source; a capital may be of a title.
fn told_of_two(pair: &Pair<'_>, there: &Figures, new: &[&Figure]) -> Option<Objection> {
    let [count] = new else { return None };
    let told = &pair.target.text[count.at.clone()];
    let is_prose = count.at.start == 0 || !told.starts_with(char::is_uppercase);
    let dual = there.duals.first().filter(|_| is_prose)?;
    Some(changed(pair, dual.clone(), count.at.clone()))
}

/// The number at `there` in the source has become the one at `here`.
fn changed(pair: &Pair<'_>, there: Range<usize>, here: Range<usize>) -> Objection {
    let (source, target) = (&pair.source.text[there.clone()], &pair.target.text[here.clone()]);
    let ascii = |text: &str| {
        text.chars()
            .map(|c| char::from_digit(digits::digit(c)?, 10))
            .collect::<Option<String>>()
    };
    let fix = ascii(source).filter(|_| target.bytes().all(|b| b.is_ascii_digit()));
    Objection {
        at: here.clone(),
        source_at: Some(there),
        message: format!("{source} is in the source but not here, which has {target}"),
        fix: fix.map(|text| Edit { at: here, text }),
        ..Objection::default()
    }
}
