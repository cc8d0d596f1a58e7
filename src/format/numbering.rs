//! Ids of segments and numbers of inline codes, for the formats whose own are strings or not unique.

use std::collections::{HashMap, HashSet};

use crate::document::SegmentId;

/// Makes segment ids unique within the article: XLIFF's are so within their unit only, those of TMX not
/// at all.
#[derive(Default)]
pub(super) struct SegmentIds(HashSet<SegmentId>);

impl SegmentIds {
    /// The segment's own id where that is still free, else one with the unit's id in front, else one of its text.
    pub(super) fn unique(&mut self, unit: Option<&str>, segment: Option<&str>, text: &str) -> SegmentId {
        let own = segment.map(SegmentId::given);
        let within = unit.map(|unit| SegmentId::given(format!("{unit}.{}", segment.unwrap_or("1"))));
        let by_text = (0..).map(|occurrence| SegmentId::of(text, occurrence));
        let mut candidates = own.into_iter().chain(within).chain(by_text);
        let free = candidates.find(|id| !self.0.contains(id));
        let id = free.unwrap_or_else(|| SegmentId::of(text, self.0.len()));
        self.0.insert(id.clone());
        id
    }
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
