//! A number of a text, and what else it is in other words.

use std::ops::Range;

use super::digits::Digits;
use super::scan::{Lexeme, ONE, Token, Value};
use crate::language::Numbers;

/// A number that a text mentions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Figure {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    /// What it may mean.
    pub(super) readings: Vec<Value>,
    /// Its parts: to mention each of them is to mention it.
    pub(super) parts: Vec<Value>,
    /// The part of one that the word is as well: `third`.
    pub(super) share: Option<Value>,
    /// Whether digits stand in it.
    pub(super) written: bool,
    /// What kind of number it is, where words tell it.
    pub(super) told: Option<Told>,
    /// Whether it belongs to a designation such as `F-16`.
    pub(super) code: bool,
    /// Whether it is no time and no day of a month: `6.4`.
    pub(super) decimal: bool,
    /// Whether it may be the number of a month.
    pub(super) dated: bool,
    /// The power of ten that a scale word gave it.
    pub(super) power: u32,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
}

/// The kinds of number words that stand for one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// How many.
    Count,
    /// The place in a row.
    Place,
    /// A part of one.
    Share,
    /// How many, told by the power of ten alone.
    Magnitude,
}

impl Told {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [Self::Count, Self::Place, Self::Share, Self::Magnitude];
}

/// The power of ten.
pub(super) fn ten_to(power: u32) -> Value {
    (10 as Value).saturating_pow(power)
}

/// A part of an hour, in whole minutes.
pub(super) fn minutes(share: Value) -> Value {
    (share * 60 + ONE / 2) / ONE * ONE
}

impl Figure {
    /// Reads the figure in other units as well: two decades are twenty years.
    pub(super) fn convert(&mut self, next: Option<&Token>, numbers: &Numbers) {
        let factor = next.and_then(|token| match &token.lexeme {
            Lexeme::Word(word) if token.near && !token.joined => numbers.units.get(&**word),
            _ => None,
        });
        if let Some(&factor) = factor {
            let converted: Vec<Value> = self
                .readings
                .iter()
                .map(|value| value.saturating_mul(factor.into()))
                .collect();
            self.readings.extend(converted);
        }
    }

    /// Takes over what is known of `digits`.
    pub(super) fn take_digits(&mut self, digits: &Digits) {
        self.written = true;
        self.code = digits.code;
        self.dated = digits.dated;
        self.decimal = digits.decimal;
        self.parts.clone_from(&digits.groups);
    }
}
