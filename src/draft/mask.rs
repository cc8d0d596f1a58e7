//! Invented names in the place of terms, for a backend that knows no terms.

use std::ops::Range;

use crate::dispatch::places_of;
use crate::document::TermHit;

use super::hold::binds;

/// A source with names masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Masked<'a> {
    /// What is sent.
    pub(super) text: String,
    /// The masks in it with the hit each stands for, in order.
    pub(super) stand_ins: Vec<(&'static str, &'a TermHit)>,
}

/// `source` with a mask for each of its binding names, as far as the masks reach; `None` when there is none to
/// mask. A mask that the text holds already is left out.
pub(super) fn masked<'a>(source: &str, hits: &'a [TermHit], masks: &[&'static str]) -> Option<Masked<'a>> {
    let mut free = masks.iter().copied().filter(|mask| !source.contains(mask));
    let mut out = Masked {
        text: String::with_capacity(source.len()),
        stand_ins: Vec::new(),
    };
    let mut from = 0;
    for hit in hits.iter().filter(|hit| binds(hit) && hit.term.kind.is_name()) {
        if hit.span.start < from {
            continue;
        }
        let Some(mask) = free.next() else { break };
        out.text.push_str(&source[from..hit.span.start]);
        // What is glued to a name stands apart from an invented one, which has other letters.
        if out.text.ends_with(char::is_alphabetic) {
            out.text.push(' ');
        }
        out.text.push_str(mask);
        from = hit.span.end;
        if source[from..].starts_with(char::is_alphabetic) {
            out.text.push(' ');
        }
        out.stand_ins.push((mask, hit));
    }
    out.text.push_str(&source[from..]);
    (!out.stand_ins.is_empty()).then_some(out)
}

impl Masked<'_> {
    /// `target` with each mask made the rendering it stands for, and the spans of the hits so placed; `None` when
    /// a mask is not there exactly once.
    pub(super) fn unmasked(&self, target: &str) -> Option<(String, Vec<Range<usize>>)> {
        let mut places = Vec::with_capacity(self.stand_ins.len());
        for (mask, hit) in &self.stand_ins {
            match places_of(mask, target).as_slice() {
                [place] => places.push((place.clone(), &hit.term.target)),
                _ => return None,
            }
        }
        places.sort_by_key(|(place, _)| place.start);
        let mut text = target.to_owned();
        for (place, rendering) in places.into_iter().rev() {
            text.replace_range(place, rendering);
        }
        let spans = self.stand_ins.iter().map(|(_, hit)| hit.span.clone());
        Some((text, spans.collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::hold::tests::hit;

    #[test]
    fn names_go_out_masked_and_come_back_rendered() {
        let source = "قال لافروف لكيري نعم";
        let hits = [hit(source, "لافروف", "Lavrov"), hit(source, "كيري", "Kerry")];
        let masked = masked(source, &hits, &["Kwpxq", "Zorvath"]).unwrap();
        assert_eq!(masked.text, "قال Kwpxq ل Zorvath نعم");
        let (text, placed) = masked.unmasked("Kwpxq said yes to Zorvath").unwrap();
        assert_eq!(text, "Lavrov said yes to Kerry");
        assert_eq!(placed.len(), 2);
        let (text, _) = masked.unmasked("to zorvath KWPXQ said yes").unwrap();
        assert_eq!(text, "to Kerry Lavrov said yes");
        assert_eq!(masked.unmasked("Kwpxq said yes"), None);
        assert_eq!(masked.unmasked("Kwpxq Kwpxq Zorvath"), None);
    }

    #[test]
    fn without_masks_or_names_nothing_is_masked() {
        let source = "قال لافروف";
        let hits = [hit(source, "لافروف", "Lavrov")];
        assert_eq!(masked(source, &hits, &[]), None);
        assert_eq!(masked(source, &[], &["Kwpxq"]), None);
    }
}
