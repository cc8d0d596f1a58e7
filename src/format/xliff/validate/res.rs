//! Resource data: material beside the text.

use super::ids::Scope;
use super::{Document, Module};
use crate::format::fault::Report;

pub(super) fn check(document: &Document<'_>, module: &Module, report: &mut Report) {
    document.walk(|_, element| {
        if module.is(element, "resourceData") {
            let mut ids = Scope::default();
            for item in element.elements() {
                ids.take(item, "res-id", "resource data", report);
            }
        }
        for name in ["source", "target"] {
            if !module.is(element, name) {
                continue;
            }
            match (element.attribute("href"), element.elements().next()) {
                (None, None) => report.error(element, "res-href", format!("an empty <{name}> needs href")),
                (Some(_), Some(_)) => {
                    report.error(element, "res-href", format!("a <{name}> with href must be empty"))
                }
                _ => {}
            }
        }
        if module.is(element, "source")
            && let (Some(own), Some(language)) =
                (element.attribute("xml:lang"), document.root.attribute("srcLang"))
            && !own.eq_ignore_ascii_case(language)
        {
            let message = format!("it is in `{own}`, and srcLang is `{language}`");
            report.error(element, "res-language", message);
        }
    });
}
