//! What bodies and places are called in quotation marks.

use std::ops::Range;

use crate::check::names::reading::Reading;
use crate::check::names::said::Said;
use crate::check::names::skeleton::Skeleton;

/// Quotation marks before and behind what something is called.
const OPENING: [char; 3] = ['"', '“', '«'];
const CLOSING: [char; 3] = ['"', '”', '»'];
/// The words of the longest such name.
const LONGEST_CALLED: usize = 4;

impl Reading<'_> {
    /// What bodies and places are called in quotation marks behind a word for their kind (حزب «الوحدة الشعبية») where the translation has
    /// none of its words.
    pub(super) fn lost_called(&self) -> Vec<Range<usize>> {
        let (source, said) = (&self.pair.source.text, &self.said);
        let quoted = |place: usize| {
            let kind = &said[place];
            let start = said.get(place + 1)?.span.start;
            let opening = source[kind.span.end..start].strip_prefix(' ')?;
            if !kind.lore().is_kind || !opening.starts_with(OPENING) || opening.chars().count() > 1 {
                return None;
            }
            let end = start + source[start..].find(CLOSING)?;
            let inside = || said[place + 1..].iter().take_while(|word| word.span.end <= end);
            let is_lost = |word: &Said| {
                let is_word = word.may_name || word.is_untold;
                is_word && !word.is_told && !word.in_term && !word.lore().is_number && !self.is_spelled(word)
            };
            let joined = inside().map(|word| word.lore().skeletons[0].clone());
            let joined = joined.reduce(|one, other| one.joined(&other))?;
            let is_near = |said: &Skeleton| self.told().any(|told| told.shape.skeleton.is_near(said));
            let comes_near =
                is_near(&joined) || inside().flat_map(|word| &word.lore().skeletons).any(is_near);
            let has_any = inside().any(|word| !word.word.is_small());
            let are_lost = inside().count() <= LONGEST_CALLED
                && inside().all(|word| word.word.is_small() || is_lost(word));
            (has_any && are_lost && !comes_near).then_some(start..end)
        };
        (0..said.len()).filter_map(quoted).collect()
    }
}
