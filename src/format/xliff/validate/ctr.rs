//! Change tracking.

use std::collections::HashSet;

use super::{Document, Module};
use crate::format::fault::Report;
use crate::format::xml::Element;

pub(super) fn check(document: &Document<'_>, module: &Module, report: &mut Report) {
    document.walk(|around, revisions| {
        if !module.is(revisions, "revisions") {
            return;
        }
        // changeTrack stands in what it tracks.
        let Some(holder) = around.iter().rev().nth(1) else {
            return;
        };
        let name = revisions.attribute("appliesTo").unwrap_or_default();
        let candidates = tracked(document, holder, |element| element.name == name);
        let target = match revisions.attribute("ref") {
            Some(id) => {
                let found = tracked(document, holder, |element| element.attribute("id") == Some(id));
                if found.is_empty() {
                    report.error(
                        revisions,
                        "ctr-ref",
                        format!("ref=\"{id}\", and nothing here has that id"),
                    );
                }
                found.first().copied()
            }
            None if candidates.len() > 1
                && candidates.iter().any(|element| element.attribute("id").is_some()) =>
            {
                report.error(
                    revisions,
                    "ctr-ref",
                    format!("there are several <{name}> here; ref must say which"),
                );
                None
            }
            None => candidates.first().copied(),
        };
        for revision in revisions.elements() {
            items(revision, target, report);
        }
    });
}

/// The `wanted` elements that belong to `holder` itself.
fn tracked<'a>(
    document: &Document<'_>,
    holder: &'a Element,
    wanted: impl Fn(&Element) -> bool,
) -> Vec<&'a Element> {
    let mut found = Vec::new();
    let mut left: Vec<&Element> = vec![holder];
    while let Some(parent) = left.pop() {
        let own = parent.elements().filter(|element| {
            element.namespace.as_deref() == Some(document.core)
                && !matches!(element.name.as_str(), "group" | "unit")
        });
        for element in own {
            if wanted(element) {
                found.push(element);
            }
            left.push(element);
        }
    }
    found.sort_by_key(|element| element.at);
    found
}

fn items(revision: &Element, target: Option<&Element>, report: &mut Report) {
    let mut met = HashSet::new();
    for item in revision.elements() {
        let property = item.attribute("property").unwrap_or_default();
        if !met.insert(property) {
            report.error(
                item,
                "ctr-property",
                format!("the revision says `{property}` twice"),
            );
        }
        if let Some(target) = target
            && property != "content"
            && target.attribute(property).is_none()
        {
            let message = format!(
                "`{property}` is neither `content` nor an attribute of the <{}>",
                target.name
            );
            report.error(item, "ctr-property", message);
        }
    }
}
