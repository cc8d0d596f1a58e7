//! Putting the numbers of a match right.
//!
//! Where a segment differs from a unit in numbers alone, and every number of the unit's source stands in its target
//! as often as in its source, the target is offered with the segment's numbers. A number written as a word, left out
//! or converted cannot be traced: then nothing is repaired rather than something guessed.

use std::collections::BTreeMap;

use super::number::{Grouping, Number, numbers, write_like};

/// `target` with the numbers of `wanted` in place of those of `source`, or `None` when they cannot be traced.
///
/// `source` and `target` are a unit's, `wanted` is the segment's source, whose tokens differ from `source` in numbers
/// alone.
pub(super) fn repaired(source: &str, target: &str, wanted: &str) -> Option<String> {
    let (old, new) = (numbers(source), numbers(wanted));
    if old.is_empty() || old.len() != new.len() {
        return None;
    }
    let mut changes: BTreeMap<&str, (&Number, usize)> = BTreeMap::new();
    for (old, new) in old.iter().zip(&new) {
        let (to, count) = changes.entry(&old.value).or_insert((new, 0));
        if to.value != new.value {
            return None;
        }
        *count += 1;
    }
    let standing = numbers(target);
    for (value, (_, count)) in &changes {
        if standing.iter().filter(|number| number.value == *value).count() != *count {
            return None;
        }
    }
    let mut out = String::with_capacity(target.len() + 8);
    let mut rest = 0;
    for number in &standing {
        let Some((to, _)) = changes.get(number.value.as_str()) else {
            continue;
        };
        if to.value != number.value {
            let grouping = Grouping::of(&wanted[to.span.clone()], &to.value);
            out.push_str(&target[rest..number.span.start]);
            out.push_str(&write_like(&to.value, &target[number.span.clone()], grouping));
            rest = number.span.end;
        }
    }
    out.push_str(&target[rest..]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_follows_its_own() {
        assert_eq!(
            repaired("قتل 13 وجرح 40", "13 killed, 40 wounded", "قتل ٤٠ وجرح ٧").as_deref(),
            Some("40 killed, 7 wounded")
        );
    }

    #[test]
    fn the_target_keeps_its_digits_and_separators() {
        assert_eq!(
            repaired("1300 people", "١٬٣٠٠ شخص", "250000 people").as_deref(),
            Some("٢٥٠٬٠٠٠ شخص")
        );
    }

    #[test]
    fn a_number_that_cannot_be_traced_leaves_the_target_alone() {
        assert_eq!(repaired("قتل 3", "Three were killed", "قتل 5"), None);
        assert_eq!(repaired("2 من 2", "2 of 2", "3 من 4"), None);
        assert_eq!(repaired("5 أيام", "5 of 5 days", "6 أيام"), None);
        assert_eq!(repaired("بلا رقم", "7", "بلا رقم"), None);
    }
}
