//! Amounts that count something else than in the source: خمس سنوات, *five months*; 500 مليون يورو, *$500 million*.
//!
//! Compared are amounts of one value: where the source counts it in a unit that the translation counts none of in as many, and the
//! translation in another of the same kind that the source does not, one of the two is wrong. What is converted has another value.

use super::numbers::{Amount, amounts};
use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct ChangedUnit;

impl Check for ChangedUnit {
    fn id(&self) -> &'static str {
        "changed-unit"
    }

    fn about(&self) -> &'static str {
        "An amount is of another measure, money or half of the day than in the source"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let there = amounts(pair.there());
        if there.is_empty() {
            return Vec::new();
        }
        let here = amounts(pair.here());
        let mut found: Vec<Objection> = Vec::new();
        for (amount, other) in unexplained(&here, &there) {
            if found.iter().all(|objection| objection.at != amount.at) {
                found.push(Objection {
                    at: amount.at.clone(),
                    source_at: Some(other.at.clone()),
                    message: format!(
                        "“{}” is here, the source has “{}”",
                        &target[amount.at.clone()],
                        &source[other.at.clone()]
                    ),
                    ..Objection::default()
                });
            }
        }
        found
    }
}

/// The amounts of `here` that `there` counts in another unit only, each with the one that it counts so and `here` does not.
fn unexplained<'a>(
    here: &'a [Amount],
    there: &'a [Amount],
) -> impl Iterator<Item = (&'a Amount, &'a Amount)> {
    let is_in = |amount: &Amount, list: &[Amount]| {
        let mut alike = list.iter().filter(|other| other.value == amount.value);
        alike.any(|other| amount.unit.agrees(other.unit) == Some(true))
    };
    let open = here.iter().filter(move |amount| !is_in(amount, there));
    open.filter_map(move |amount| {
        let differs = |other: &&Amount| {
            other.value == amount.value
                && amount.unit.agrees(other.unit) == Some(false)
                && !is_in(other, here)
        };
        there.iter().find(differs).map(|other| (amount, other))
    })
}
