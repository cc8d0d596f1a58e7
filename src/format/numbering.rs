//! Ids of segments and numbers of inline codes, for the formats whose own are strings or not unique.

use std::collections::HashMap;
use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::document::SegmentId;

/// Makes segment ids unique within the article: XLIFF's are so within their unit only, those of TMX not
/// at all. Keeps hashes alone; of two ids with one hash, the second is taken for used.
#[derive(Default)]
pub(super) struct SegmentIds {
    used: FxHashSet<u64>,
    /// How many ids were made of each text.
    texts: FxHashMap<u64, usize>,
}

impl SegmentIds {
    /// The segment's own id where that is still free, else one with the unit's id in front, else one of its text.
    pub(super) fn unique(&mut self, unit: Option<&str>, segment: Option<&str>, text: &str) -> SegmentId {
        let own = segment.map(SegmentId::given);
        let within = unit.map(|unit| SegmentId::given(format!("{unit}.{}", segment.unwrap_or("1"))));
        for id in own.into_iter().chain(within) {
            if self.used.insert(hash(id.as_str())) {
                return id;
            }
        }
        let occurrence = self.texts.entry(hash(text)).or_default();
        loop {
            let id = SegmentId::of(text, *occurrence);
            *occurrence += 1;
            if self.used.insert(hash(id.as_str())) {
                return id;
            }
        }
    }
}

fn hash(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

/// Numbers for the ids of inline codes, the same for the same id within a unit.
#[derive(Default)]
pub(super) struct CodeNumbers(HashMap<String, u32>);

impl CodeNumbers {
    /// The number in `c7`, `c7-2` or `7` where it is free, else the lowest that is.
    pub(super) fn of(&mut self, id: &str) -> u32 {
        let base = id
            .strip_prefix('c')
            .map_or(id, |ours| ours.split('-').next().unwrap_or(ours));
        if let Some(number) = self.0.get(base) {
            return *number;
        }
        let taken = |number: &u32| self.0.values().any(|used| used == number);
        let own = base.parse().ok().filter(|number| !taken(number));
        let number = own
            .or_else(|| (1..).find(|number| !taken(number)))
            .unwrap_or_default();
        self.0.insert(base.to_owned(), number);
        number
    }
}
