//! Datelines of another place or agency: القاهرة (رويترز), *DAMASCUS (Reuters)*.

use crate::check::dateline::dateline;
use crate::check::{Objection, Pair};
use crate::language::Bridge;
use crate::text::words;

/// The letters of the shortest word that must be known.
const SHORTEST: usize = 3;

/// Where the datelines of source and translation differ in words that the lexicon knows.
pub(super) fn changed(pair: &Pair<'_>) -> Vec<Objection> {
    let (source, target) = (&pair.source.text, &pair.target.text);
    let (Some(there), Some(here)) = (dateline(source), dateline(target)) else {
        return Vec::new();
    };
    let Some(bridge) = pair.bridge() else {
        return Vec::new();
    };
    let within = |text: &str, part: &str| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        start..start + part.len()
    };
    [(there.place, here.place), (there.agency, here.agency)]
        .into_iter()
        .filter(|(said, told)| differ(said, told, bridge))
        .map(|(said, told)| Objection {
            at: within(target, told),
            source_at: Some(within(source, said)),
            message: format!("“{told}” is here, the source has “{said}”"),
            ..Objection::default()
        })
        .collect()
}

/// Whether no word of `told` renders one of `said`, every one of both being known.
fn differ(said: &str, told: &str, bridge: Bridge) -> bool {
    let long = |text| words(text).filter(|word| word.text.chars().count() >= SHORTEST);
    let mut there = bridge.no_entries();
    let mut known = long(said).count() > 0 && long(told).count() > 0;
    for word in long(said) {
        let entries = bridge.source(word.text);
        known &= !entries.is_empty();
        there.extend(entries);
    }
    let mut here = long(told).map(|word| bridge.target(word.text));
    known && here.all(|entries| !entries.is_empty() && !there.has_any(entries))
}
