//! Whether a TBX file keeps the rules of its standard.
//!
//! ISO 30042:2019 is held to the core structure (`core.txt`), the data categories of its dialect (`categories.txt`), and
//! what tables cannot say: ids, targets, the style and halves of inline markup. Of the edition before it only what keeps
//! a term from being read is said, since tools write it each in their own way.

mod categories;
mod structure;

use std::collections::HashMap;

use super::concept::{NAMESPACES, concepts};
use crate::format::fault::{Fault, Report};
use crate::format::xml::Element;
use crate::format::xml::values::is_allowed;

/// What is wrong in the file `text` with this root, in the order of the file.
pub(super) fn faults(text: &str, root: &Element) -> Vec<Fault> {
    let mut report = Report::default();
    if root.name == "martif" {
        first_edition(root, &mut report);
        return report.faults(text, root);
    }
    let namespace = root.namespace.as_deref().unwrap_or_default();
    if !NAMESPACES.contains(&namespace) {
        let message = format!("the namespace is `{namespace}`; it must be {}", NAMESPACES[0]);
        report.error(root, "tbx-namespace", message);
        return report.faults(text, root);
    }
    if namespace != NAMESPACES[0] {
        let message = format!(
            "the namespace is that of a draft of the standard; it is now {}",
            NAMESPACES[0]
        );
        report.warning(root, "tbx-namespace", message);
    }
    structure::check(root, namespace, &mut report);
    categories::check(root, namespace, &mut report);
    references(root, &mut report);
    inline(root, &mut report);
    report.faults(text, root)
}

fn first_edition(root: &Element, report: &mut Report) {
    if root.child("text").and_then(|text| text.child("body")).is_none() {
        report.error(root, "tbx-body", "there is no <text> with a <body>");
    }
    for concept in concepts(root) {
        if concept.sections.is_empty() {
            report.warning(concept.element, "tbx-language", "the concept has no <langSet>");
        }
        for section in &concept.sections {
            if section.language.is_empty() {
                report.warning(section.element, "tbx-language", "<langSet> has no xml:lang");
            }
            if section.terms.is_empty() {
                report.warning(section.element, "tbx-term", "<langSet> has no term");
            }
            for term in section.terms.iter().filter(|term| term.is_blank()) {
                report.warning(term.element, "tbx-term", "the term is empty");
            }
        }
    }
}

/// Calls `each` with every element below and including `element`.
fn walk<'a>(element: &'a Element, each: &mut impl FnMut(&'a Element)) {
    each(element);
    element.elements().for_each(|child| walk(child, each));
}

/// Ids are unique in the file; a target is an id of it or an address.
fn references(root: &Element, report: &mut Report) {
    let mut ids: HashMap<&str, usize> = HashMap::new();
    walk(root, &mut |element| {
        if let Some(id) = element.attribute("id") {
            let times = ids.entry(id).or_default();
            *times += 1;
            if *times > 1 {
                report.error(element, "tbx-id", format!("the id `{id}` is there twice"));
            }
            let begins_well = |c: char| c.is_alphabetic() || c == '_';
            if !is_allowed(id, "NMTOKEN") || id.contains(':') || !id.starts_with(begins_well) {
                let message = format!("the id `{id}` is no XML name; it begins with a letter");
                report.error(element, "tbx-id", message);
            }
        }
    });
    walk(root, &mut |element| {
        if let Some(target) = element.attribute("target")
            && !is_allowed(target, "URL")
            && !ids.contains_key(target)
        {
            let message = format!("target=\"{target}\" is neither an id of the file nor an address");
            report.error(element, "tbx-target", message);
        }
    });
}

/// Halves of inline markup: those beside each other in one text are no isolated ones.
fn inline(root: &Element, report: &mut Report) {
    walk(root, &mut |parent| {
        for (place, element) in parent.elements().enumerate() {
            let has = |name: &str, mut beside: Box<dyn Iterator<Item = &Element> + '_>| {
                beside.any(|other| other.name == name)
            };
            let isolated = element.attribute("isolated");
            let (paired, wrong) = match element.name.as_str() {
                "sc" => (has("ec", Box::new(parent.elements().skip(place + 1))), None),
                "ec" => {
                    let paired = has("sc", Box::new(parent.elements().take(place)));
                    let needed = if paired { "startRef" } else { "id" };
                    (paired, element.attribute(needed).is_none().then_some(needed))
                }
                _ => continue,
            };
            if let Some(needed) = wrong {
                report.error(element, "tbx-inline", format!("this <ec> needs {needed}"));
            }
            let refused = if paired { "yes" } else { "no" };
            if isolated == Some(refused) {
                let message = format!("isolated=\"{refused}\" on a <{}> that is not so", element.name);
                report.error(element, "tbx-inline", message);
            }
        }
    });
}
