//! Elements that a reader passes over.

use std::collections::BTreeMap;

use super::Element;

/// The elements below `root` that are not `known`, by their names, with how often; what is inside one counts with it.
/// Linear in the elements.
pub(in crate::format) fn unknown(
    root: &Element,
    known: impl Fn(&Element) -> bool + Copy,
) -> BTreeMap<String, usize> {
    fn down(parent: &Element, known: impl Fn(&Element) -> bool + Copy, found: &mut BTreeMap<String, usize>) {
        for element in parent.elements() {
            if known(element) {
                down(element, known, found);
            } else {
                *found.entry(format!("<{}>", element.name)).or_default() += 1;
            }
        }
    }
    let mut found = BTreeMap::new();
    down(root, known, &mut found);
    found
}
