//! Which units of a file are to be translated: `translate` holds for everything inside, until it is said otherwise there
//! (XLIFF 1.2, 2.3; XLIFF 2.1, 4.3.1.39).

use super::xml::Element;

/// What units are called, and what holds them.
pub(super) struct Names {
    pub(super) unit: &'static str,
    pub(super) holders: &'static [&'static str],
}

/// The units of the file whose root is `root`, in order: linear in its elements.
pub(super) fn units<'a>(root: &'a Element, names: &Names) -> Vec<&'a Element> {
    let mut found = Vec::new();
    for file in files(root) {
        found.extend(units_of(file, names));
    }
    found
}

/// The units of one `file`.
pub(super) fn units_of<'a>(file: &'a Element, names: &Names) -> Vec<&'a Element> {
    let mut found = Vec::new();
    down(file, is_translated(file, true), names, &mut found);
    found
}

pub(super) fn files(root: &Element) -> impl Iterator<Item = &Element> {
    root.elements().filter(|element| element.name == "file")
}

fn down<'a>(parent: &'a Element, translated: bool, names: &Names, found: &mut Vec<&'a Element>) {
    for element in parent.elements() {
        let name = element.name.as_str();
        let translated = is_translated(element, translated);
        if name == names.unit && translated {
            found.push(element);
        } else if names.holders.contains(&name) {
            down(element, translated, names, found);
        }
    }
}

fn is_translated(element: &Element, around: bool) -> bool {
    match element.attribute("translate") {
        Some("no") => false,
        Some("yes") => true,
        _ => around,
    }
}
