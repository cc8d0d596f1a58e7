//! Validation rules that a file carries for its targets.

use super::{Document, Module};
use crate::format::fault::Report;

pub(super) fn check(document: &Document<'_>, module: &Module, report: &mut Report) {
    document.walk(|_, rule| {
        if !module.is(rule, "rule") {
            return;
        }
        let has = |name: &&str| rule.attribute(name).is_some();
        let of_standard = ["isPresent", "isNotPresent", "startsWith", "endsWith"]
            .iter()
            .filter(|name| has(name))
            .count();
        let own = rule
            .attributes
            .iter()
            .filter(|attribute| attribute.namespace.is_some())
            .count();
        if of_standard + usize::from(own > 0) != 1 {
            let message =
                "a rule has exactly one of isPresent, isNotPresent, startsWith, endsWith or one of its own";
            report.error(rule, "val-rule", message);
        }
        let positive = ["isPresent", "startsWith", "endsWith"]
            .iter()
            .filter(|name| has(name))
            .count();
        if has(&"existsInSource") && positive != 1 {
            let message = "existsInSource goes with exactly one of isPresent, startsWith, endsWith";
            report.error(rule, "val-exists-in-source", message);
        }
    });
}
