//! Figures that the translation gives in another unit of measure: ثمانية أمتار, 26 feet.

use super::figure::Figure;
use super::scan::ONE;
use crate::language::{Language, Measure, Numbers};
use crate::text::words;

/// How far a converted figure may be rounded.
const ROUNDED: f64 = 0.06;

/// Whether two figures are as much in two units of one measure. Linear in the text behind them up to its next word.
pub(super) fn are_as_much(
    (source, there, from): (&str, &Figure, &Language),
    (target, here, to): (&str, &Figure, &Language),
) -> bool {
    let (Some(one), Some(other)) = (unit(source, there, from), unit(target, here, to)) else {
        return false;
    };
    // The same unit converts nothing.
    let is_other = one.of == other.of && (one.is / other.is - 1.0).abs() > ROUNDED;
    let amounts = |figure: &Figure, unit: &Measure| -> Vec<f64> {
        figure
            .readings
            .iter()
            .map(|&value| amount(value) * unit.is)
            .collect()
    };
    let (these, those) = (amounts(there, one), amounts(here, other));
    let is_near = |a: f64| those.iter().any(|b| (a / b - 1.0).abs() <= ROUNDED);
    is_other && these.into_iter().any(is_near)
}

/// The unit right behind a figure of `text`.
fn unit<'a>(text: &str, figure: &Figure, language: &'a Language) -> Option<&'a Measure> {
    let word = words(&text[figure.at.end..]).next()?;
    language.numbers.measures.get(&Numbers::fold(word.text))
}

/// A value as a number. What news measure is far smaller than an `f64` counts exactly.
#[expect(clippy::cast_precision_loss, reason = "it is compared within some percent")]
fn amount(value: super::scan::Value) -> f64 {
    value as f64 / ONE as f64
}
