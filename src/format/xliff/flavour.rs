//! States as the tools keep them that write XLIFF 1.2 with attributes of their own.

use super::phrase;
use super::xml::Element;
use crate::document::State;
use crate::format::skeleton::Patches;

/// One tool's way to keep a state.
struct Flavour {
    /// The namespace of its attributes.
    namespace: &'static str,
    place: Place,
    /// The attribute's local name.
    attribute: &'static str,
    /// Values with the states they stand for; the first value of a state is the one that is written.
    values: &'static [(&'static str, State)],
    /// The attribute, beside it, that says a segment is not to be changed, and its value then.
    lock: (&'static str, &'static str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// On the `trans-unit`.
    Unit,
    /// On the `seg` of `seg-defs` whose `id` is the segment's.
    Segment,
}

const FLAVOURS: &[Flavour] = &[
    // RWS Trados Studio: SDLXLIFF.
    Flavour {
        namespace: "http://sdl.com/FileTypes/SdlXliff/1.0",
        place: Place::Segment,
        attribute: "conf",
        values: &[
            ("Draft", State::Draft),
            ("RejectedTranslation", State::NeedsReview),
            ("RejectedSignOff", State::NeedsReview),
            ("Translated", State::Translated),
            ("ApprovedTranslation", State::Approved),
            ("ApprovedSignOff", State::Approved),
        ],
        lock: ("locked", "true"),
    },
    // memoQ: MQXLIFF.
    Flavour {
        namespace: "MQXliff",
        place: Place::Unit,
        attribute: "status",
        values: &[
            ("Pretranslated", State::Draft),
            ("MachineTranslated", State::Draft),
            ("AssembledFromFragments", State::Draft),
            ("PartiallyEdited", State::NeedsReview),
            ("Rejected", State::NeedsReview),
            ("ManuallyConfirmed", State::Translated),
            ("Proofread", State::Approved),
            ("Reviewer1Confirmed", State::Approved),
        ],
        lock: ("locked", "locked"),
    },
    // Phrase (Memsource): MXLIFF.
    Flavour {
        namespace: phrase::NAMESPACE,
        place: Place::Unit,
        attribute: "confirmed",
        values: &[
            ("0", State::Draft),
            ("0", State::NeedsReview),
            ("1", State::Translated),
            ("1", State::Approved),
        ],
        lock: ("locked", "true"),
    },
];

/// The element of `unit` that carries the state of the segment `mid` in the way of `flavour`.
fn carrier<'a>(flavour: &Flavour, unit: &'a Element, mid: Option<&str>) -> Option<&'a Element> {
    match flavour.place {
        Place::Unit => unit
            .attribute_in(flavour.namespace, flavour.attribute)
            .map(|_| unit),
        Place::Segment => unit
            .elements()
            .filter(|element| element.name == "seg-defs")
            .flat_map(Element::elements)
            .find(|definition| mid.is_some() && definition.attribute("id") == mid),
    }
}

/// The value of `name`, which SDLXLIFF writes without and the others with a prefix.
fn value<'a>(flavour: &Flavour, carrier: &'a Element, name: &str) -> Option<&'a str> {
    match flavour.place {
        Place::Unit => carrier.attribute_in(flavour.namespace, name),
        Place::Segment => carrier.attribute(name),
    }
}

/// The state that a tool noted in its own way for the segment `mid` of `unit`.
pub(super) fn read(unit: &Element, mid: Option<&str>) -> Option<State> {
    FLAVOURS.iter().find_map(|flavour| {
        let carrier = carrier(flavour, unit, mid)?;
        if value(flavour, carrier, flavour.lock.0) == Some(flavour.lock.1) {
            return Some(State::Locked);
        }
        let written = value(flavour, carrier, flavour.attribute)?;
        let known = flavour.values.iter().find(|(value, _)| *value == written);
        known.map(|(_, state)| *state)
    })
}

/// Notes `state` in the tool's own way, if `unit` is of such a tool.
pub(super) fn write(
    patches: &mut Patches,
    text: &str,
    (unit, mid): (&Element, Option<&str>),
    state: State,
) -> bool {
    let mut written = false;
    for flavour in FLAVOURS {
        let Some(carrier) = carrier(flavour, unit, mid) else {
            continue;
        };
        let wanted = state.min(State::Approved);
        let known = flavour.values.iter().find(|(_, state)| *state == wanted);
        let held = carrier
            .attributes
            .iter()
            .find(|attribute| attribute.local() == flavour.attribute);
        let name = held.map_or(flavour.attribute, |attribute| attribute.name.as_str());
        patches.attribute(text, carrier.start_tag(), name, known.map(|(value, _)| *value));
        written = true;
    }
    written
}
