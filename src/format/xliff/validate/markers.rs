//! Annotations: pairs of `sm` and `em`, comments, references.

use super::Document;
use super::codes::Sides;
use super::ids::inline;
use super::reference;
use crate::format::fault::Report;
use crate::format::xml::Element;

/// Holds annotations to the rules.
pub(super) fn check(document: &Document<'_>, report: &mut Report) {
    for file in document.files() {
        for unit in document.units(file) {
            let sides = Sides::of(document, unit);
            for (sides, whole) in [(&sides.sources, true), (&sides.targets, sides.whole)] {
                let markers: Vec<_> = sides.iter().flat_map(|side| inline(side)).collect();
                pairs(&markers, whole, report);
                for marker in markers
                    .iter()
                    .filter(|marker| matches!(marker.name.as_str(), "mrk" | "sm"))
                {
                    said(marker, (file, unit), report);
                }
            }
        }
    }
    document.walk(|_, element| {
        if document.is(element, "note")
            && let Some(Err(wrong)) = element.attribute("ref").and_then(reference::parse)
        {
            report.error(element, "core-reference", wrong);
        }
    });
}

fn pairs(markers: &[&Element], whole: bool, report: &mut Report) {
    let is_end_of =
        |other: &Element, id: Option<&str>| other.name == "em" && other.attribute("startRef") == id;
    for (at, marker) in markers.iter().enumerate() {
        let id = marker.attribute("id");
        let wrong = match marker.name.as_str() {
            "sm" => {
                let behind = markers[at..].iter().any(|other| is_end_of(other, id));
                let before = markers[..at].iter().any(|other| is_end_of(other, id));
                (!behind && (whole || before))
                    .then(|| "this <sm> has no <em> behind it in the unit".to_owned())
            }
            "em" => {
                let start = marker.attribute("startRef");
                let is_start = |other: &&Element| other.name == "sm" && other.attribute("id") == start;
                let before = markers[..at].iter().any(is_start);
                let behind = markers[at..].iter().any(is_start);
                let id = start.unwrap_or_default();
                (!before && (whole || behind)).then(|| format!("no <sm id=\"{id}\"> stands before this <em>"))
            }
            _ => None,
        };
        if let Some(wrong) = wrong {
            report.error(marker, "core-marker", wrong);
        }
    }
}

/// What an annotation says, and what it refers to.
fn said(marker: &Element, (file, unit): (&Element, &Element), report: &mut Report) {
    let fragment = marker.attribute("ref").and_then(reference::parse);
    if let Some(Err(wrong)) = &fragment {
        report.error(marker, "core-reference", wrong.clone());
        return;
    }
    if marker.attribute("type") != Some("comment") {
        return;
    }
    match (marker.attribute("value"), marker.attribute("ref")) {
        (Some(_), Some(_)) => report.error(marker, "core-comment", "a comment has value or ref, not both"),
        (None, None) => report.error(
            marker,
            "core-comment",
            "a comment needs value, or ref to a note of the unit",
        ),
        (Some(_), None) => {}
        (None, Some(reference)) => {
            let mut notes = unit.child("notes").into_iter().flat_map(Element::elements);
            let is_note = fragment
                .and_then(Result::ok)
                .filter(|fragment| fragment.is_within(file, unit))
                .and_then(|fragment| fragment.leaf)
                .filter(|(prefix, _)| *prefix == "n")
                .is_some_and(|(_, id)| notes.any(|note| note.attribute("id") == Some(id)));
            if !is_note {
                report.error(
                    marker,
                    "core-comment",
                    format!("ref=\"{reference}\" is no note of the unit"),
                );
            }
        }
    }
}
