//! Metadata.

use super::ids::Scope;
use super::{Document, Module};
use crate::format::fault::Report;
use crate::format::xml::Element;

/// Ids are unique among all metadata elements of the element that holds them.
pub(super) fn check(document: &Document<'_>, module: &Module, report: &mut Report) {
    document.walk(|_, holder| {
        let mut ids = Scope::default();
        for metadata in holder.elements().filter(|element| module.is(element, "metadata")) {
            down(metadata, &mut ids, report);
        }
    });
}

fn down<'a>(element: &'a Element, ids: &mut Scope<'a>, report: &mut Report) {
    ids.take(element, "mda-id", "metadata", report);
    for child in element.elements() {
        down(child, ids, report);
    }
}
