//! Content models: which elements may stand in another, in which order and how often.

use super::Element;

/// A place in an element's content: one of several elements.
pub(in crate::format) struct Item {
    /// The names of those that may stand here.
    pub(in crate::format) names: Vec<&'static str>,
    required: bool,
    repeats: bool,
}

/// Where a content model is broken.
pub(in crate::format) enum Misplaced<'a> {
    /// This element fits in no place that is left.
    Extra(&'a Element),
    /// This element stands where the place needs another.
    Early(&'a Element, &'a Item),
    /// The content ends before this place is filled.
    Missing(&'a Item),
}

impl Item {
    /// Reads a word of a table: `a|b` either, `?` `*` `+` how often.
    pub(in crate::format) fn read(word: &'static str) -> Self {
        Self {
            names: word.trim_end_matches(['?', '*', '+']).split('|').collect(),
            required: !word.ends_with(['?', '*']),
            repeats: word.ends_with(['*', '+']),
        }
    }
}

impl<'a> Misplaced<'a> {
    /// The first place at which the child elements `children` do not follow `model`; `fits` says whether an element is one
    /// of a place's. Linear in children and places: a place that was passed does not come again.
    pub(in crate::format) fn find(
        model: &'a [Item],
        children: impl Iterator<Item = &'a Element>,
        fits: impl Fn(&Item, &Element) -> bool,
    ) -> Option<Self> {
        let mut places = model.iter().peekable();
        let mut met = 0;
        for child in children {
            loop {
                let Some(item) = places.peek() else {
                    return Some(Self::Extra(child));
                };
                if fits(item, child) && (met == 0 || item.repeats) {
                    met += 1;
                    break;
                }
                if item.required && met == 0 {
                    return Some(Self::Early(child, item));
                }
                places.next();
                met = 0;
            }
        }
        for item in places {
            if item.required && met == 0 {
                return Some(Self::Missing(item));
            }
            met = 0;
        }
        None
    }

    /// The element to point at, in `parent`.
    pub(in crate::format) fn place(&self, parent: &'a Element) -> &'a Element {
        match self {
            Self::Extra(child) | Self::Early(child, _) => child,
            Self::Missing(_) => parent,
        }
    }

    /// What is wrong in an element called `parent`.
    pub(in crate::format) fn message(&self, parent: &str) -> String {
        let one_of = |item: &Item| item.names.join("> or <");
        match self {
            Self::Extra(child) => format!("<{}> may not stand here in <{parent}>", child.name),
            Self::Early(child, item) => {
                format!("<{parent}> needs <{}> before <{}>", one_of(item), child.name)
            }
            Self::Missing(item) => format!("<{parent}> has no <{}>", one_of(item)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn wrong(file: &str) -> Option<String> {
        let model: Vec<Item> = "a? b|c+ d*".split(' ').map(Item::read).collect();
        let root = parse(file).unwrap();
        let fits = |item: &Item, child: &Element| item.names.contains(&child.name.as_str());
        let found = Misplaced::find(&model, root.elements(), fits);
        found.map(|found| found.message("x"))
    }

    #[test]
    fn order_and_number_are_held_to_the_model() {
        assert_eq!(wrong("<x><a/><b/><c/><b/><d/></x>"), None);
        assert_eq!(wrong("<x><b/></x>"), None);
        assert_eq!(wrong("<x><d/></x>").unwrap(), "<x> needs <b> or <c> before <d>");
        assert_eq!(wrong("<x><a/></x>").unwrap(), "<x> has no <b> or <c>");
        assert_eq!(wrong("<x><b/><a/></x>").unwrap(), "<a> may not stand here in <x>");
    }
}
