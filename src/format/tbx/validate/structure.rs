//! The core structure: elements and attributes held to `core.txt`.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::format::fault::Report;
use crate::format::xml::values::{is_allowed, kind_of};
use crate::format::xml::{Attribute, Element, Item, Misplaced, Node};

/// What one element may hold.
struct Rule {
    text: bool,
    content: Vec<Item>,
    attributes: Vec<Allowed>,
}

struct Allowed {
    name: &'static str,
    required: bool,
    kind: &'static str,
}

/// What the table writes for several elements.
const SHORTHANDS: &[(&str, &str)] = &[
    ("INLINE", "hi|foreign|sc|ec|ph"),
    (
        "ABOUT",
        "descrip|descripGrp|admin|adminGrp|transacGrp|note|ref|xref|DCT",
    ),
    ("LINK", "admin|adminGrp|transacGrp|note|ref|xref|DCT"),
];

fn rules() -> &'static HashMap<&'static str, Rule> {
    static READ: OnceLock<HashMap<&'static str, Rule>> = OnceLock::new();
    READ.get_or_init(|| {
        let lines = include_str!("core.txt").lines();
        lines
            .filter(|line| !line.starts_with('#'))
            .filter_map(rule)
            .collect()
    })
}

fn rule(line: &'static str) -> Option<(&'static str, Rule)> {
    let mut fields = line.split(" :").map(str::trim);
    let (name, content) = (fields.next()?, fields.next()?);
    let attributes = fields.next().unwrap_or_default().split_whitespace();
    let rule = Rule {
        text: content.split(' ').any(|word| word == "TEXT"),
        content: content
            .split(' ')
            .filter(|word| !matches!(*word, "TEXT" | "nothing"))
            .map(Item::read)
            .collect(),
        attributes: attributes.map(allowed).collect(),
    };
    Some((name, rule))
}

fn allowed(word: &'static str) -> Allowed {
    let (name, kind) = word.split_once('=').unwrap_or((word, ""));
    Allowed {
        name: name.trim_end_matches('!'),
        required: name.ends_with('!'),
        kind,
    }
}

/// Whether `element` is one of those of a place.
fn fits(item: &Item, element: &Element, namespace: &str) -> bool {
    let own = element.namespace.as_deref() == Some(namespace);
    item.names.iter().any(|listed| {
        let shorthand = SHORTHANDS.iter().find(|(name, _)| name == listed);
        shorthand
            .map_or(*listed, |(_, names)| names)
            .split('|')
            .any(|name| {
                if name == "DCT" {
                    !own
                } else {
                    own && name == element.name
                }
            })
    })
}

/// Holds every element of the standard below `root` to the table.
pub(super) fn check(root: &Element, namespace: &str, report: &mut Report) {
    if root
        .attribute("type")
        .is_some_and(|dialect| !dialect.starts_with("TBX-") || dialect.len() < 5)
    {
        report.error(
            root,
            "tbx-dialect",
            "type must name a dialect: TBX-Core, TBX-Min, TBX-Basic, TBX-…",
        );
    }
    element(root, namespace, report);
}

fn element(here: &Element, namespace: &str, report: &mut Report) {
    if here.namespace.as_deref() != Some(namespace) {
        return;
    }
    let Some(rule) = rules().get(here.name.as_str()) else {
        report.error(
            here,
            "tbx-element",
            format!("<{}> is no element of TBX", here.name),
        );
        return;
    };
    attributes(here, rule, report);
    let holds_text = |node: &Node| matches!(node, Node::Text(text) if !text.trim().is_empty());
    if !rule.text && here.children.iter().any(holds_text) {
        report.error(here, "tbx-content", format!("<{}> may not hold text", here.name));
    }
    let found = Misplaced::find(&rule.content, here.elements(), |item, child| {
        fits(item, child, namespace)
    });
    if let Some(misplaced) = found {
        report.error(
            misplaced.place(here),
            "tbx-content",
            spelled(&misplaced.message(&here.name)),
        );
    }
    if here.name == "date" && !is_allowed(&here.text(), "DATE") {
        report.error(
            here,
            "tbx-value",
            format!("`{}` is not {}", here.text(), kind_of("DATE")),
        );
    }
    if here.name == "term" && here.text().trim().is_empty() {
        report.warning(here, "tbx-term", "the term is empty");
    }
    here.elements()
        .for_each(|child| element(child, namespace, report));
}

/// A message with a module's element in words.
fn spelled(message: &str) -> String {
    message.replace("<DCT>", "an element of a module")
}

fn attributes(here: &Element, rule: &Rule, report: &mut Report) {
    for wanted in rule.attributes.iter().filter(|wanted| wanted.required) {
        if here.attribute(wanted.name).is_none() {
            report.error(
                here,
                "tbx-attribute",
                format!("<{}> has no {}", here.name, wanted.name),
            );
        }
    }
    for attribute in &here.attributes {
        match rule
            .attributes
            .iter()
            .find(|listed| listed.name == attribute.name)
        {
            Some(listed) => value(here, attribute, listed, report),
            // Such as the place of a schema.
            None if attribute.namespace.is_some() && attribute.local() != "lang" => {}
            None => {
                let message = format!("{} is no attribute of <{}>", attribute.name, here.name);
                report.error(here, "tbx-attribute", message);
            }
        }
    }
}

fn value(here: &Element, attribute: &Attribute, listed: &Allowed, report: &mut Report) {
    if !is_allowed(&attribute.value, listed.kind) {
        let message = format!(
            "{}=\"{}\" on <{}>: not {}",
            attribute.name,
            attribute.value,
            here.name,
            kind_of(listed.kind)
        );
        report.error(here, "tbx-value", message);
    }
}
