//! What a text says in numbers, and which numbers of another text that explains.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::compose::Draft;
use super::dates::{Date, dates};
use super::figure::{Figure, Told, ten_to};
use super::scan::{Lexeme, ONE, Token, Value, scan};
use crate::check::pair::Text;
use crate::language::{Language, Named, Numbers};

/// Everything a text says in numbers.
#[derive(Debug, Default)]
pub(in crate::check) struct Figures {
    /// The numbers in order.
    pub(super) list: Vec<Figure>,
    /// Every value that is mentioned.
    values: FxHashSet<Value>,
    /// The months that are named, by number.
    months: FxHashSet<Value>,
    /// The dates that are told.
    dates: Vec<Date>,
    /// The nouns that may stand in the dual, in bytes.
    pub(super) duals: Vec<Range<usize>>,
    /// Whether the words for numbers are known, so that an absent number is absent.
    known: bool,
}

impl Figures {
    /// Reads the numbers of `text`. Linear in its length.
    pub(in crate::check) fn of(text: Text<'_>) -> Self {
        let language = text.language();
        let numbers = &language.numbers;
        let tokens = scan(text);
        let text = text.text();
        let mut list = Vec::new();
        let mut next = 0;
        while next < tokens.len() {
            match Draft::start(&tokens[next], next) {
                Some(draft) => {
                    let figure = draft.grown(&tokens, numbers);
                    next = figure.tokens.end;
                    list.push(figure);
                }
                None => next += 1,
            }
        }
        share_scales(&mut list, &tokens, text);
        lack(&mut list, &tokens, numbers);
        exceed(&mut list, &tokens, numbers);
        let values = list.iter().flat_map(mentioned).collect();
        let dates = dates(&tokens, text, &language.calendar);
        Self {
            list,
            values,
            months: months(&dates),
            dates,
            duals: duals(&tokens, language),
            known: numbers.is_known(),
        }
    }

    /// Where numbers stand that the text of `others` tells far shorter, in bytes, in their order: in figures what is words here.
    pub(in crate::check) fn shortened(&self, others: &Self) -> impl Iterator<Item = Range<usize>> {
        let is_short = |figure: &Figure| {
            let mut alike = others
                .list
                .iter()
                .filter(|other| other.written && 2 * other.at.len() < figure.at.len());
            alike.any(|other| figure.readings.iter().any(|value| other.readings.contains(value)))
        };
        self.list
            .iter()
            .filter(move |figure| is_short(figure))
            .map(|figure| figure.at.clone())
    }

    /// How many words the marks between its figures may stand for: what a score counts (`3-1`), hours and minutes (`2:01:39`).
    pub(in crate::check) fn joints(&self, text: &str) -> usize {
        // The parts of a telephone number or a year count nothing.
        let is_short = |figure: &Figure| text[figure.at.clone()].chars().count() <= 2;
        let pairs = self.list.windows(2).filter(|two| two.iter().all(is_short));
        let gaps = pairs.map(|two| text.get(two[0].at.end..two[1].at.start));
        gaps.filter(|gap| matches!(gap, Some("-" | "–" | ":"))).count()
    }

    /// Where the dates stand that name a month, in bytes, in their order.
    pub(in crate::check) fn named_dates(&self) -> impl Iterator<Item = Range<usize>> {
        let named = self.dates.iter().filter(|date| date.named.is_some());
        named.map(|date| date.at.clone())
    }

    /// Whether what stands at `at` only begins a number in words: الأحد عشر is no Sunday.
    pub(in crate::check) fn begins_a_number(&self, at: &Range<usize>) -> bool {
        let mut numbers = self.list.iter().filter(|figure| !figure.written);
        numbers.any(|figure| figure.at.start == at.start && at.end < figure.at.end)
    }

    /// Whether these numbers tell the month that is named at `at` of the text of `others`: in figures, or by the other calendar.
    pub(in crate::check) fn tell_month(&self, at: &Range<usize>, others: &Self) -> bool {
        let there = |date: &&Date| date.at.start <= at.start && at.end <= date.at.end;
        let in_figures = |month: u8| {
            let month = Value::from(month) * ONE;
            let is_month = |figure: &Figure| {
                figure.dated && (figure.readings.contains(&month) || figure.parts.contains(&month))
            };
            self.list.iter().any(is_month)
        };
        others.dates.iter().filter(there).any(|date| match date.named {
            Some(Named::Month(month)) if in_figures(month) => true,
            _ => self.dates.iter().any(|mine| mine.glosses(date)),
        })
    }

    /// Whether one of these numbers that are `meant` mentions `value`; a dual is none of them.
    pub(super) fn mention(&self, value: Value, meant: impl Fn(&Figure) -> bool) -> bool {
        let mut all = self
            .list
            .iter()
            .filter(|figure| meant(figure))
            .flat_map(mentioned);
        all.any(|one| one == value)
    }

    /// Whether these numbers explain `figure` of `others`, the numbers of the other text; in doubt, yes.
    pub(super) fn explain(&self, figure: &Figure, others: &Self) -> bool {
        let named = |value: &Value| figure.dated && self.months.contains(value);
        let is_here = |value: &Value| {
            // Every noun in the singular says one, and the minutes of a full hour go unsaid.
            let unsaid = *value == 0 || (*value == ONE && figure.told != Some(Told::Place));
            self.values.contains(value)
                || named(value)
                || unsaid
                || (!self.duals.is_empty() && *value == 2 * ONE)
        };
        let is_part = |value: &Value| self.values.contains(value) || (!figure.decimal && is_here(value));
        // 3.1 may be a day of a month, 3.1 billion is one number.
        let parts = figure.power == 0 && !figure.parts.is_empty() && figure.parts.iter().all(is_part);
        let unreadable = figure.readings.is_empty() && figure.parts.is_empty();
        figure.readings.iter().any(is_here)
            || parts
            || unreadable
            || (!self.known && may_be_worded(figure))
            || self.tell_in_other_calendar(figure, others)
    }

    /// Whether the figure is of a date that these numbers tell by the other calendar.
    fn tell_in_other_calendar(&self, figure: &Figure, others: &Self) -> bool {
        let of_figure = |date: &&Date| date.at.start <= figure.at.start && figure.at.end <= date.at.end;
        // Where both texts name the month, its day is told in figures: 12 or 13 ربيع الأول.
        let named = |date: &Date| self.dates.iter().any(|mine| mine.is_in_month_of(date));
        let told = |date: &Date| !named(date) && self.dates.iter().any(|mine| mine.glosses(date));
        others.dates.iter().filter(of_figure).any(told)
    }
}

/// How much something is.
pub(in super::super) struct Quantity {
    /// What it may be.
    readings: Vec<Value>,
    /// Where it stands, in bytes.
    pub(in super::super) at: Range<usize>,
}

impl Quantity {
    /// Whether both may be as much. The number one stands for a name as often as for a count.
    pub(in super::super) fn may_be(&self, other: &Self) -> bool {
        let mut readings = self.readings.iter();
        readings.any(|value| *value > ONE && other.readings.contains(value))
    }
}

/// The quantities of `text` in its order. Linear in its length.
pub(in super::super) fn quantities(text: Text<'_>) -> Vec<Quantity> {
    let Figures { list, dates, .. } = text.figures();
    let text = text.text();
    let counts = |figure: &Figure| {
        let is_dated = dates
            .iter()
            .any(|date| date.at.start <= figure.at.start && figure.at.end <= date.at.end);
        // The 18th counts nothing.
        let is_plain = figure.written && !text[figure.at.end..].starts_with(char::is_alphabetic);
        (figure.told == Some(Told::Count) || is_plain) && !figure.code && !is_dated
    };
    let quantity = |figure: &Figure| Quantity {
        readings: if counts(figure) {
            figure.readings.clone()
        } else {
            Vec::new()
        },
        at: figure.at.clone(),
    };
    list.iter().map(quantity).collect()
}

/// Whether a language whose number words we do not know may well write the number in words.
fn may_be_worded(figure: &Figure) -> bool {
    let round = |value: &Value| *value <= 100 * ONE || value.is_multiple_of(100 * ONE);
    figure.power > 0 || figure.readings.iter().any(round)
}

/// What a number says to somebody who looks for one of its values.
fn mentioned(figure: &Figure) -> impl Iterator<Item = Value> + '_ {
    let clock = !figure.decimal
        && matches!(figure.parts[..], [hour, minute] if hour <= 24 * ONE && minute < 60 * ONE);
    let parts = figure.power > 0 || clock || figure.readings.is_empty();
    figure
        .readings
        .iter()
        .chain(figure.parts.iter().filter(move |_| parts))
        .copied()
        .chain(figure.share.into_iter().flat_map(|share| [share, share * 100]))
}

/// A number of a range takes the scale of the one after it: `3 to 5 million`.
fn share_scales(figures: &mut [Figure], tokens: &[Token], text: &str) {
    for i in (1..figures.len()).rev() {
        let (before, after) = figures.split_at_mut(i);
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let linked = tokens[first.tokens.end..second.tokens.start]
            .iter()
            .all(|t| t.lexeme == Lexeme::Link);
        let gap = &text[first.at.end..second.at.start];
        if linked && gap.len() < 16 && second.power > 0 && first.power == 0 && !gap.contains(['.', ';', '('])
        {
            let scaled: Vec<_> = first
                .readings
                .iter()
                .filter_map(|v| v.checked_mul(ten_to(second.power)))
                .collect();
            first.readings.extend(scaled);
            first.power = second.power;
        }
    }
}

/// An hour that lacks something is the one before it as well: `الثامنة إلا ربعا`, 7:45.
fn lack(figures: &mut [Figure], tokens: &[Token], numbers: &Numbers) {
    for i in 1..figures.len() {
        let (before, after) = figures.split_at_mut(i);
        let (Some(hour), Some(lacking)) = (before.last_mut(), after.first_mut()) else {
            continue;
        };
        let [between] = &tokens[hour.tokens.end..lacking.tokens.start] else {
            continue;
        };
        let less =
            matches!(&between.lexeme, Lexeme::Word(word) if numbers.less.iter().any(|less| **less == **word));
        if less {
            let hours: Vec<_> = hour.readings.iter().filter_map(|v| v.checked_sub(ONE)).collect();
            let rest = |value: &Value| (60 * ONE).checked_sub(*value);
            let minutes: Vec<_> = lacking.readings.iter().filter_map(rest).collect();
            hour.readings.extend(hours);
            lacking.readings.extend(minutes);
        }
    }
}

/// What is counted and a part of it: an hour and a half, `عقد ونصف`.
fn exceed(figures: &mut [Figure], tokens: &[Token], numbers: &Numbers) {
    for figure in figures.iter_mut() {
        let at = figure.tokens.start;
        let Lexeme::Fraction(share) = tokens[at].lexeme else {
            continue;
        };
        let unit = at.checked_sub(1).and_then(|before| match &tokens[before].lexeme {
            Lexeme::Word(word) => numbers.units.get(&**word).map(|&unit| Value::from(unit)),
            Lexeme::Readings(values) => values.first().map(|value| value / ONE),
            _ => None,
        });
        let unit = unit.filter(|_| tokens[at].joined && tokens[at].near);
        figure.readings.extend(unit.map(|unit| unit * (ONE + share)));
    }
}

/// The months that are named.
fn months(dates: &[Date]) -> FxHashSet<Value> {
    let month = |date: &Date| match date.named {
        Some(Named::Month(month)) => Some(Value::from(month) * ONE),
        _ => None,
    };
    dates.iter().filter_map(month).collect()
}

fn duals(tokens: &[Token], language: &Language) -> Vec<Range<usize>> {
    let ends = |word: &str| {
        let mut endings = language.numbers.dual_endings.iter();
        endings.any(|ending| word.ends_with(ending.as_str()))
    };
    let is_noun = |word: &str| {
        word.chars().count() >= 4 && ends(word) && !language.names.is_function(word, &language.morphology)
    };
    let is_dual = |token: &Token| matches!(&token.lexeme, Lexeme::Word(word) if is_noun(word));
    // What is counted is in the singular or plural: 12 آخرين.
    let is_counted = |place: usize| {
        let before = place.checked_sub(1).map(|before| &tokens[before].lexeme);
        tokens[place].near
            && matches!(
                before,
                Some(Lexeme::Digits(_) | Lexeme::Cardinal(_) | Lexeme::Scale(..))
            )
    };
    let duals = tokens.iter().enumerate();
    let duals = duals.filter(|(place, token)| is_dual(token) && !is_counted(*place));
    duals.map(|(_, token)| token.at.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Pair;
    use crate::document::Content;

    /// The values of the numbers in `text`, first reading of each, as decimals.
    fn values(text: &str, language: &str) -> Vec<f64> {
        let (text, language) = (Content::plain(text), crate::language::of(language));
        let pair = Pair::new((&text, &text), (language, language), &[]);
        let figures = pair.there().figures();
        #[expect(clippy::cast_precision_loss, reason = "small numbers, shown in a test")]
        let shown = |value: &Value| *value as f64 / ONE as f64;
        figures
            .list
            .iter()
            .filter_map(|figure| figure.readings.first().map(shown))
            .collect()
    }

    #[test]
    fn digits_of_every_script_have_one_value() {
        assert_eq!(values("١٢٣ ۱۲۳ १२३ 123", "ar"), [123.0; 4]);
        assert_eq!(values("٣٫٥ ١٬٢٥٠ 1,250,000", "ar"), [3.5, 1250.0, 1_250_000.0]);
    }

    #[test]
    fn arabic_words_join() {
        assert_eq!(values("خمسة وعشرون", "ar"), [25.0]);
        assert_eq!(values("مئة وخمسة وعشرين ألف دولار", "ar"), [125_000.0]);
        assert_eq!(values("ثلاثة عشر", "ar"), [13.0]);
        assert_eq!(values("ألفين وخمسمئة", "ar"), [2500.0]);
        assert_eq!(values("ألفين وأحد عشر", "ar"), [2011.0]);
        assert_eq!(values("مليون واحد", "ar"), [1_000_000.0, 1.0]);
        assert_eq!(values("الحادي والعشرين", "ar"), [21.0]);
        assert_eq!(values("3 ملايين و200 ألف", "ar"), [3_200_000.0]);
        assert_eq!(values("مليون ونصف المليون", "ar"), [1_500_000.0]);
    }

    #[test]
    fn english_words_join() {
        assert_eq!(values("two hundred and five", "en"), [205.0]);
        assert_eq!(values("twenty-five to thirty", "en"), [25.0, 30.0]);
        assert_eq!(values("one and a half million", "en"), [1_500_000.0]);
        assert_eq!(values("$3.5bn", "en"), [3_500_000_000.0]);
        assert_eq!(values("three million two hundred thousand", "en"), [3_200_000.0]);
        assert_eq!(values("twenty-first", "en"), [21.0]);
    }

    #[test]
    fn percent_words_multiply_nothing() {
        assert_eq!(values("3.5 بالمئة", "ar")[0], 3.5);
        assert_eq!(values("خمسة في المئة", "ar")[0], 5.0);
    }
}
