//! Parts of a segment that units have, where no unit is like the whole.

use std::ops::Range;

use crate::text::words;

use super::index::{Run, Runs};
use super::{Key, Memory, Pair, Phrase, Query, StoredUnit, Units};

/// A part of a segment that stands in a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// Where it stands in the segment, in bytes.
    pub span: Range<usize>,
    /// The unit.
    pub unit: StoredUnit,
    /// Where it stands in the unit's source, in bytes.
    pub place: Range<usize>,
}

/// Words and tokens of a text: which tokens each word is, and where it stands.
fn placed(text: &str, key: &Key) -> Vec<(Range<usize>, Range<usize>)> {
    let mut placed = Vec::new();
    let mut next = 0;
    for word in words(text) {
        let own = Key::of(word.text);
        let own = own.tokens();
        let rest = key.tokens().get(next..).unwrap_or_default();
        let found = rest.windows(own.len().max(1)).position(|window| window == own);
        if let Some(found) = found {
            next += found + own.len();
            placed.push((next - own.len()..next, word.span));
        }
    }
    placed
}

/// The words that `tokens` holds whole, from the first to the last, in bytes.
fn span_of(placed: &[(Range<usize>, Range<usize>)], tokens: &Range<usize>) -> Option<(Range<usize>, usize)> {
    let inside =
        |(own, _): &&(Range<usize>, Range<usize>)| own.start >= tokens.start && own.end <= tokens.end;
    let mut words = placed.iter().filter(inside).map(|(_, span)| span);
    let first = words.next()?;
    let more = words.clone().count();
    let last = words.next_back().unwrap_or(first);
    Some((first.start..last.end, more + 1))
}

impl<U: Units> Memory<U> {
    /// The longest parts of two words or more that units have, side by side; of units of equal use the latest. Grows with
    /// the units that hold one of the query's rarer words.
    ///
    /// # Errors
    /// What the store reports.
    pub fn fragments(&mut self, query: &Query<'_>) -> Result<Vec<Fragment>, U::Error> {
        let key = Key::of(query.source);
        let pair = Pair::new(query.from, query.to);
        let words = placed(query.source, &key);
        let mut runs = Runs::of(key.tokens());
        self.run(&pair, &mut runs)?;
        let mut fragments = Vec::new();
        for Run {
            tokens,
            index,
            number,
        } in runs.finish()
        {
            let Some((span, count)) = span_of(&words, &tokens) else {
                continue;
            };
            let unit = match self.all_units().get(index) {
                Some(units) if count >= 2 => units.unit(number)?,
                _ => None,
            };
            let Some(unit) = unit else { continue };
            let asked = &key.tokens()[tokens];
            let its = Key::of(&unit.unit.source);
            let start = its
                .tokens()
                .windows(asked.len())
                .position(|window| window == asked);
            let place = start
                .and_then(|start| span_of(&placed(&unit.unit.source, &its), &(start..start + asked.len())));
            if let Some((place, _)) = place {
                fragments.push(Fragment { span, unit, place });
            }
        }
        Ok(fragments)
    }

    /// Looks for runs in its own units, then in the memories beside it, in the order of [`Memory::all_units`].
    fn run(&mut self, pair: &Pair, runs: &mut Runs) -> Result<(), U::Error> {
        self.index(pair)?.runs(runs);
        for other in self.others() {
            other.run(pair, runs)?;
        }
        Ok(())
    }

    /// Units whose source holds `phrase`, those of more trusted memories first and of one memory the latest, at most `limit`.
    /// Grows with the units that hold its rarest word.
    ///
    /// # Errors
    /// What the store reports.
    pub fn holding(
        &mut self,
        phrase: &Phrase,
        pair: &Pair,
        limit: usize,
    ) -> Result<Vec<StoredUnit>, U::Error> {
        let numbers = self.index(pair)?.holding(&phrase.tokens());
        let mut units = Vec::new();
        for number in numbers {
            if units.len() >= limit {
                break;
            }
            let unit = self.units().unit(number)?;
            units.extend(unit.filter(|unit| phrase.find(&unit.unit.source).is_some()));
        }
        for other in self.others() {
            units.extend(other.holding(phrase, pair, limit)?);
        }
        units.sort_by_key(|unit| self.policy().place(&unit.memory));
        units.truncate(limit);
        Ok(units)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TranslationUnit;
    use crate::memory::VecUnits;

    fn memory() -> Memory<VecUnits> {
        let unit = |source: &str, target: &str| TranslationUnit {
            source: source.into(),
            target: target.into(),
            source_language: "ar".into(),
            target_language: "en".into(),
            ..TranslationUnit::default()
        };
        Memory::new(VecUnits::new(
            "m",
            vec![
                unit(
                    "وصل وزير الخارجية الروسي إلى جنيف، أمس",
                    "The Russian foreign minister arrived in Geneva yesterday",
                ),
                unit("تستأنف المحادثات يوم الأحد", "The talks resume on Sunday"),
                unit("قال وزير الدفاع", "The defence minister said"),
            ],
        ))
    }

    #[test]
    fn the_longest_parts_are_found_with_their_places_on_both_sides() {
        let source = "قال وزيرُ الخارجية الروسي إن المحادثات يوم الأحد ستكون صعبة";
        let query = Query {
            source,
            from: "ar",
            to: "en",
            ..Query::default()
        };
        let found = memory().fragments(&query).unwrap();
        let told: Vec<_> = (found.iter())
            .map(|part| {
                (
                    &source[part.span.clone()],
                    &part.unit.unit.source[part.place.clone()],
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("وزيرُ الخارجية الروسي", "وزير الخارجية الروسي"),
                ("المحادثات يوم الأحد", "المحادثات يوم الأحد"),
            ]
        );
    }

    #[test]
    fn a_memory_beside_it_gives_the_longer_part_and_units_of_its_own() {
        let unit = TranslationUnit {
            source: "استأنف وزير الخارجية الروسي إن المحادثات".into(),
            target: "x".into(),
            source_language: "ar".into(),
            target_language: "en".into(),
            ..TranslationUnit::default()
        };
        let mut both = memory().beside(Memory::new(VecUnits::new("agency", vec![unit])));
        let query = Query {
            source: "قال وزيرُ الخارجية الروسي إن المحادثات يوم الأحد ستكون صعبة",
            from: "ar",
            to: "en",
            ..Query::default()
        };
        let found = both.fragments(&query).unwrap();
        let told: Vec<_> = (found.iter())
            .map(|part| (&query.source[part.span.clone()], &*part.unit.memory))
            .collect();
        assert_eq!(
            told,
            [("وزيرُ الخارجية الروسي إن المحادثات", "agency"), ("يوم الأحد", "m"),]
        );
        let phrase = Phrase::of("وزير").unwrap();
        let of = |units: Vec<StoredUnit>| -> Vec<(String, u64)> {
            units.into_iter().map(|unit| (unit.memory, unit.number)).collect()
        };
        let pair = Pair::new("ar", "en");
        let held = of(both.holding(&phrase, &pair, 2).unwrap());
        assert_eq!(held, [("m".into(), 3), ("m".into(), 1)]);
        let policy = crate::memory::Policy {
            order: vec!["agency".into()],
            ..Default::default()
        };
        let mut both = both.with_policy(&policy, "");
        let held = of(both.holding(&phrase, &pair, 2).unwrap());
        assert_eq!(held, [("agency".into(), 1), ("m".into(), 3)]);
    }

    #[test]
    fn units_that_hold_a_phrase_are_found_in_any_form_of_its_words() {
        let pair = Pair::new("ar", "en");
        let mut memory = memory();
        let mut numbers = |phrase: &str| -> Vec<u64> {
            let phrase = Phrase::of(phrase).unwrap();
            let units = memory.holding(&phrase, &pair, 10).unwrap();
            units.iter().map(|unit| unit.number).collect()
        };
        assert_eq!(numbers("وزير"), [3, 1]);
        assert_eq!(numbers("محادثات"), [2]);
        assert_eq!(numbers("وزير الخارجية"), [1]);
        assert_eq!(numbers("الأحد يوم"), [0; 0]);
    }
}
