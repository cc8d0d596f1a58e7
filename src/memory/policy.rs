//! What makes a unit stand lower than its likeness says.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::StoredUnit;

/// The property that units made by alignment bear.
const ALIGNED: &str = "x-alignment-score";
/// Points that age costs at most.
const AGE_AT_MOST: u8 = 10;

/// Points taken off the match score of units that are trusted less, and which memory goes before which among equals.
///
/// The points of all that holds of a unit add up. A score is never raised, so it never says more than the formula does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// Points by memory.
    pub penalties: BTreeMap<String, u8>,
    /// Points by author, as the unit names it.
    pub author_penalties: BTreeMap<String, u8>,
    /// Points of units that alignment made and nobody has looked at.
    pub aligned_penalty: u8,
    /// Points for each whole year since a unit was changed, ten at most; a unit without a date costs none.
    pub yearly_penalty: u8,
    /// Memories in the order of trust; those that are not named come after.
    pub order: Vec<String>,
}

impl Policy {
    /// The points that `stored` loses; `today` as TMX writes it.
    #[must_use]
    pub fn penalty(&self, stored: &StoredUnit, today: &str) -> u8 {
        let by = |points: &BTreeMap<String, u8>, name: &str| points.get(name).copied().unwrap_or(0);
        let unit = &stored.unit;
        let author = unit.author.as_deref().unwrap_or_default();
        let aligned = unit.properties.iter().any(|(name, _)| name == ALIGNED);
        by(&self.penalties, &stored.memory)
            .saturating_add(by(&self.author_penalties, author))
            .saturating_add(if aligned { self.aligned_penalty } else { 0 })
            .saturating_add(self.age(unit.changed.as_deref(), today))
    }

    /// The most that any unit can lose.
    #[must_use]
    pub fn most(&self) -> u8 {
        let largest = |points: &BTreeMap<String, u8>| points.values().copied().max().unwrap_or(0);
        let age = if self.yearly_penalty == 0 { 0 } else { AGE_AT_MOST };
        largest(&self.penalties)
            .saturating_add(largest(&self.author_penalties))
            .saturating_add(self.aligned_penalty)
            .saturating_add(age)
    }

    /// The place of a memory in the order of trust.
    #[must_use]
    pub fn place(&self, memory: &str) -> usize {
        let place = self.order.iter().position(|name| name == memory);
        place.unwrap_or(self.order.len())
    }

    fn age(&self, changed: Option<&str>, today: &str) -> u8 {
        if self.yearly_penalty == 0 {
            return 0;
        }
        // As numbers of eight digits, days of one year lie less than 10,000 apart.
        let day = |date: &str| date.get(..8).and_then(|day| day.parse::<u32>().ok());
        let years = match (day(today), changed.and_then(day)) {
            (Some(today), Some(then)) => today.saturating_sub(then) / 10_000,
            _ => 0,
        };
        let points = years.saturating_mul(u32::from(self.yearly_penalty));
        u8::try_from(points).unwrap_or(u8::MAX).min(AGE_AT_MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TranslationUnit;

    fn unit(memory: &str, author: &str, changed: &str) -> StoredUnit {
        StoredUnit {
            number: 1,
            memory: memory.into(),
            unit: TranslationUnit {
                author: Some(author.into()),
                changed: Some(changed.into()),
                properties: vec![(ALIGNED.into(), "0.9".into())],
                ..TranslationUnit::default()
            },
        }
    }

    #[test]
    fn points_add_up_and_age_goes_by_whole_years() {
        let today = "20261128T120000Z";
        let policy = Policy {
            penalties: [(String::from("agency"), 3)].into(),
            author_penalties: [(String::from("MT"), 10)].into(),
            aligned_penalty: 2,
            yearly_penalty: 1,
            ..Policy::default()
        };
        assert_eq!(
            policy.penalty(&unit("house", "Dana", "20251129T000000Z"), today),
            2
        );
        assert_eq!(
            policy.penalty(&unit("house", "Dana", "20251128T000000Z"), today),
            3
        );
        assert_eq!(
            policy.penalty(&unit("agency", "MT", "19991231T000000Z"), today),
            25
        );
        assert_eq!(policy.most(), 25);
        assert_eq!(Policy::default().penalty(&unit("agency", "MT", "1999"), today), 0);
    }
}
