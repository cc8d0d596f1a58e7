//! Tokens put together to numbers: `3 ملايين و200 ألف`, `two hundred and five`.

use super::digits::Digits;
use super::figure::{Figure, Told, minutes, ten_to};
use super::scan::{Lexeme, ONE, Token, Value};
use crate::language::Numbers;

/// One way to read the number so far: what is multiplied already, and what a scale may yet multiply.
#[derive(Debug, Clone, Copy)]
struct Lane {
    total: Value,
    group: Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Digits,
    Cardinal,
    Ordinal,
    Scale,
    Fraction,
    Closed,
}

/// A number in the making.
#[derive(Debug)]
pub(super) struct Draft {
    figure: Figure,
    lanes: Vec<Lane>,
    last: Last,
}

impl Draft {
    /// The number that `token`, the `index`-th, begins, if it can.
    pub(super) fn start(token: &Token, index: usize) -> Option<Self> {
        let mut figure = Figure {
            at: token.at.clone(),
            tokens: index..index + 1,
            ..Figure::default()
        };
        let group = |group: Value| vec![Lane { total: 0, group }];
        let (lanes, last) = match &token.lexeme {
            Lexeme::Digits(digits) => {
                figure.take_digits(digits);
                let lane = |&group: &Value| Lane { total: 0, group };
                (digits.readings.iter().map(lane).collect(), Last::Digits)
            }
            Lexeme::Cardinal(value) if *value >= 1000 * ONE => {
                figure.power = (value / ONE).ilog10();
                figure.told = Some(Told::Count);
                (
                    vec![Lane {
                        total: *value,
                        group: 0,
                    }],
                    Last::Scale,
                )
            }
            Lexeme::Cardinal(value) => {
                figure.told = Some(Told::Count);
                (group(*value), Last::Cardinal)
            }
            Lexeme::Ordinal(value, share) => {
                figure.told = Some(Told::Place);
                figure.share = *share;
                (group(*value), Last::Ordinal)
            }
            Lexeme::Magnitude(power) => {
                figure.told = Some(Told::Magnitude);
                figure.power = *power;
                let total = ONE * ten_to(*power);
                (vec![Lane { total, group: 0 }], Last::Scale)
            }
            Lexeme::Scale(2, _) => {
                figure.told = Some(Told::Count);
                (group(100 * ONE), Last::Cardinal)
            }
            Lexeme::Scale(power, alone) => {
                figure.told = Some(Told::Magnitude);
                figure.power = *power;
                figure.readings.extend(alone);
                (
                    vec![Lane {
                        total: ONE * ten_to(*power),
                        group: 0,
                    }],
                    Last::Scale,
                )
            }
            Lexeme::Fraction(share) => {
                // Half an hour, half past, half of all: 0.5, 30, 50.
                figure.told = Some(Told::Share);
                figure.readings.extend([share * 100, minutes(*share)]);
                (group(*share), Last::Fraction)
            }
            Lexeme::Readings(values) => {
                figure.readings.clone_from(values);
                (Vec::new(), Last::Closed)
            }
            Lexeme::Count(values) => {
                figure.told = Some(Told::Count);
                figure.readings.clone_from(values);
                (Vec::new(), Last::Closed)
            }
            Lexeme::Link | Lexeme::Word(_) => return None,
        };
        Some(Self { figure, lanes, last })
    }

    /// The number with all the tokens that belong to it.
    pub(super) fn grown(mut self, tokens: &[Token], numbers: &Numbers) -> Figure {
        while let Some(token) = tokens.get(self.figure.tokens.end) {
            let next = tokens.get(self.figure.tokens.end + 1);
            if !token.near || self.begins_another(token, next) || !self.take((token, next), numbers) {
                break;
            }
            self.figure.at.end = token.at.end;
            self.figure.tokens.end += 1;
        }
        let values = self
            .lanes
            .iter()
            .map(|lane| lane.total.saturating_add(lane.group));
        self.figure.readings.extend(values);
        self.figure.convert(tokens.get(self.figure.tokens.end), numbers);
        self.figure
    }

    /// Whether `token` begins a number as large as this one: `3 million and 5 million`.
    fn begins_another(&self, token: &Token, next: Option<&Token>) -> bool {
        let scaled = |next: &Token| {
            let large = |power: u32| power >= self.figure.power;
            next.near && matches!(next.lexeme, Lexeme::Scale(p, _) | Lexeme::Magnitude(p) if large(p))
        };
        let fraction = matches!(token.lexeme, Lexeme::Fraction(_));
        token.joined && !fraction && self.figure.power > 0 && next.is_some_and(scaled)
    }

    /// Adds `token`, which `next` follows, if it carries the number on.
    fn take(&mut self, (token, next): (&Token, Option<&Token>), numbers: &Numbers) -> bool {
        if self.last == Last::Closed {
            return false;
        }
        match &token.lexeme {
            Lexeme::Digits(digits) => self.take_digits(digits, token.joined),
            Lexeme::Cardinal(value) => {
                let joined = token.joined || (numbers.units_first && is_eleven(*value, next));
                self.take_word(*value, joined, numbers, Last::Cardinal)
            }
            Lexeme::Ordinal(_, Some(share)) if self.is_one() => self.take_shares(*share),
            Lexeme::Ordinal(value, _) => self.take_word(*value, token.joined, numbers, Last::Ordinal),
            Lexeme::Scale(power, _) => self.take_scale(*power, token.joined),
            Lexeme::Magnitude(power) => *power > 2 && self.take_scale(*power, token.joined),
            Lexeme::Fraction(share) if token.joined => self.take_fraction(*share),
            Lexeme::Fraction(share) => self.take_shares(*share),
            Lexeme::Word(word) => self.take_suffix(word, numbers),
            Lexeme::Count(values) => !token.joined && self.take_count(values),
            Lexeme::Readings(_) | Lexeme::Link => false,
        }
    }

    fn first(&self) -> Lane {
        self.lanes.first().copied().unwrap_or(Lane { total: 0, group: 0 })
    }

    /// Whether it is the word for one so far: `one third`.
    fn is_one(&self) -> bool {
        self.last == Last::Cardinal && self.first().total == 0 && self.first().group == ONE
    }

    /// Whether a number of this size may follow the scale that stands last.
    fn leaves_room_for(&self, value: Value) -> bool {
        let lane = self.first();
        self.figure.power > 0 && lane.group == 0 && value < ONE.saturating_mul(ten_to(self.figure.power))
    }

    fn take_digits(&mut self, digits: &Digits, joined: bool) -> bool {
        let Some(&value) = digits.readings.first() else {
            return false;
        };
        if !joined || !self.leaves_room_for(value) || self.lanes.len() != 1 {
            return false;
        }
        let total = self.first().total;
        self.figure.parts.extend([total, value]);
        self.figure.written = true;
        self.lanes = digits
            .readings
            .iter()
            .map(|&group| Lane { total, group })
            .collect();
        self.last = Last::Digits;
        true
    }

    fn take_word(&mut self, value: Value, joined: bool, numbers: &Numbers, last: Last) -> bool {
        let Lane { total, group } = self.first();
        let fits = if group == 0 {
            // "1.7 million four years ago": digits go on with no word.
            let goes_on = joined || !(numbers.units_first || self.figure.written);
            self.leaves_room_for(value) && goes_on
        } else {
            self.last != Last::Digits && self.last != Last::Fraction && group % ONE == 0 && {
                let (hundreds, rest) = (group / ONE / 100, group / ONE % 100);
                let value = value / ONE;
                if numbers.units_first {
                    after_unit(rest, value, joined) || (joined && rest == 0 && value < 100)
                } else {
                    let tens = rest >= 20 && rest % 10 == 0 && value < 10 && !joined;
                    tens || (hundreds > 0 && rest == 0 && value < 100)
                }
            }
        };
        if fits {
            if group == 0 && joined {
                self.figure.parts.extend([total, value]);
            }
            self.count_exactly();
            let large = value >= 1000 * ONE;
            for lane in &mut self.lanes {
                let side = if large { &mut lane.total } else { &mut lane.group };
                *side = side.saturating_add(value);
            }
            if large {
                self.figure.power = (value / ONE).ilog10();
            }
            if last == Last::Ordinal {
                self.figure.told = Some(Told::Place);
            }
            self.last = if large { Last::Scale } else { last };
        }
        fits
    }

    fn take_scale(&mut self, power: u32, joined: bool) -> bool {
        let Lane { total, group } = self.first();
        let scale = ten_to(power);
        if self.last == Last::Fraction && group == 0 {
            // "ثلاثة ملايين ونصف المليون": the scale is said twice and counts once.
            self.last = Last::Closed;
            return power == self.figure.power;
        }
        if joined {
            let fits = self.leaves_room_for(ONE * scale);
            if fits {
                self.count_exactly();
                self.lanes.iter_mut().for_each(|lane| {
                    if power == 2 {
                        lane.group = 100 * ONE
                    } else {
                        lane.total = lane.total.saturating_add(ONE * scale)
                    }
                });
                self.figure.power = if power == 2 { self.figure.power } else { power };
                self.last = if power == 2 { Last::Cardinal } else { Last::Scale };
            }
            return fits;
        }
        let hundreds = power == 2 && group > 0 && group < 100 * ONE && self.last != Last::Ordinal;
        let grows = power > 2 && group > 0 && (self.figure.power == 0 || power < self.figure.power);
        let again = power > 2 && group == 0 && total > 0;
        if !(hundreds || (grows && self.last != Last::Ordinal) || again) {
            return false;
        }
        for lane in &mut self.lanes {
            match () {
                () if hundreds => lane.group = lane.group.saturating_mul(100),
                () if grows => {
                    lane.total = lane.total.saturating_add(lane.group.saturating_mul(scale));
                    lane.group = 0;
                }
                () => lane.total = lane.total.saturating_mul(scale),
            }
        }
        if let Some(part) = self.figure.parts.last_mut() {
            *part = part.saturating_mul(scale);
        }
        if self.last == Last::Fraction {
            // Half a million is no 50 percent.
            self.figure.readings.clear();
        }
        if !hundreds {
            self.figure.power = power;
            self.last = Last::Scale;
        }
        true
    }

    /// More than a magnitude is told once something stands behind it: `مليون ونصف المليون`.
    fn count_exactly(&mut self) {
        if self.figure.told == Some(Told::Magnitude) {
            self.figure.told = Some(Told::Count);
        }
    }

    fn take_fraction(&mut self, share: Value) -> bool {
        self.count_exactly();
        let after_scale = self.first().group == 0 && self.figure.power > 0;
        let scale = if after_scale { ten_to(self.figure.power) } else { 1 };
        for lane in &mut self.lanes {
            let side = if after_scale {
                &mut lane.total
            } else {
                &mut lane.group
            };
            *side = side.saturating_add(share.saturating_mul(scale));
        }
        if !after_scale {
            // "The tenth and a half", half past ten: the parts may be written as a time.
            let whole = self.first().group - share.min(self.first().group);
            self.figure.parts.extend([whole, minutes(share)]);
        }
        self.last = Last::Fraction;
        true
    }

    /// As many parts as were counted: `two-thirds`, `ثلاثة أرباع`.
    fn take_shares(&mut self, share: Value) -> bool {
        let Lane { total, group } = self.first();
        let fits = total == 0 && group < 10 * ONE && self.last == Last::Cardinal;
        if fits {
            let shares = group / ONE * share;
            self.lanes = vec![Lane {
                total: 0,
                group: shares,
            }];
            // Three quarters of all are 75 percent, two quarters of a year are two.
            let counted = Some(group).filter(|group| *group > ONE);
            self.figure.readings.extend(counted);
            self.figure.readings.push(shares * 100);
            self.figure.told = Some(Told::Share);
            self.last = Last::Closed;
        }
        fits
    }

    /// What counts by itself and was counted: `two dozen`. A dual counts nothing else: في 2015 مرتين.
    fn take_count(&mut self, values: &[Value]) -> bool {
        let Lane { total, group } = self.first();
        let large = values.iter().all(|value| *value >= 10 * ONE);
        let fits = large && total == 0 && group > 0 && matches!(self.last, Last::Cardinal | Last::Digits);
        if fits {
            let counted = values.iter().map(|value| group.saturating_mul(*value / ONE));
            self.figure.readings.extend(counted);
            self.lanes.clear();
            self.last = Last::Closed;
        }
        fits
    }

    /// Letters written onto the digits: `3bn`. A single letter may as well be a unit.
    fn take_suffix(&mut self, word: &str, numbers: &Numbers) -> bool {
        let Some(&power) = numbers.suffixes.get(word).filter(|_| self.last == Last::Digits) else {
            return false;
        };
        if word.len() == 1 {
            let unscaled = self
                .lanes
                .iter()
                .map(|lane| lane.total.saturating_add(lane.group));
            self.figure.readings.extend(unscaled);
        }
        self.take_scale(power, false)
    }
}

/// Whether the word for one is that of eleven: و and أحد look like واحد, so that ألفين وأحد عشر seems to have no joiner.
fn is_eleven(value: Value, next: Option<&Token>) -> bool {
    let is_ten = |next: &Token| next.near && !next.joined && next.lexeme == Lexeme::Cardinal(10 * ONE);
    value == ONE && next.is_some_and(is_ten)
}

/// Whether the ten `value` follows the unit `rest`, in a language that puts the unit first.
fn after_unit(rest: Value, value: Value, joined: bool) -> bool {
    (1..10).contains(&rest)
        && if joined {
            (20..100).contains(&value)
        } else {
            value == 10
        }
}
