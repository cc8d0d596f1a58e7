//! What may stand where: the tables in `grammar/`, and elements and attributes held to them.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{Document, MODULES, Module};
use crate::format::fault::Report;
use crate::format::xml::values::{is_allowed, kind_of};
use crate::format::xml::{Attribute, Element, Item, Misplaced, Node};

/// The namespaces of the core: of 2.0 and 2.1, and of 2.2.
pub(super) const CORE: [&str; 2] = [
    "urn:oasis:names:tc:xliff:document:2.0",
    "urn:oasis:names:tc:xliff:document:2.2",
];
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// One namespace's elements, and its attributes on the elements of others.
#[derive(Default)]
struct Grammar {
    elements: HashMap<&'static str, Rule>,
    attributes: Vec<Allowed>,
    /// By the core element, which elements of this namespace it may hold.
    places: Vec<(&'static str, &'static str)>,
}

/// What one element may hold.
struct Rule {
    content: Vec<Item>,
    text: bool,
    skip: bool,
    attributes: Vec<Allowed>,
    foreign: Foreign,
}

/// Which attributes of other namespaces an element may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Foreign {
    No,
    Modules,
    Any,
}

struct Allowed {
    name: &'static str,
    required: bool,
    kind: &'static str,
    since_2_2: bool,
}

fn core() -> &'static Grammar {
    static READ: OnceLock<Grammar> = OnceLock::new();
    READ.get_or_init(|| read(include_str!("grammar/core.txt")))
}

fn of(module: &Module) -> &'static Grammar {
    static READ: OnceLock<HashMap<&'static str, Grammar>> = OnceLock::new();
    static NONE: OnceLock<Grammar> = OnceLock::new();
    let all = READ.get_or_init(|| {
        MODULES
            .iter()
            .map(|module| (module.prefix, read(module.grammar)))
            .collect()
    });
    all.get(module.prefix)
        .unwrap_or_else(|| NONE.get_or_init(Grammar::default))
}

fn read(table: &'static str) -> Grammar {
    let mut grammar = Grammar::default();
    for line in table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let mut fields = line.split(" :").map(str::trim);
        let (Some(name), Some(second)) = (fields.next(), fields.next()) else {
            continue;
        };
        if let Some(place) = name.strip_prefix("in ") {
            grammar
                .places
                .extend(second.split_whitespace().map(|held| (place, held)));
        } else if name == "@" {
            grammar.attributes = attributes(second).0;
        } else {
            let (allowed, foreign) = attributes(fields.next().unwrap_or_default());
            let words = || second.split_whitespace();
            grammar.elements.insert(
                name,
                Rule {
                    content: words()
                        .filter(|word| !matches!(*word, "text" | "nothing" | "skip"))
                        .map(Item::read)
                        .collect(),
                    text: words().any(|word| word == "text"),
                    skip: words().any(|word| word == "skip"),
                    attributes: allowed,
                    foreign,
                },
            );
        }
    }
    grammar
}

fn attributes(field: &'static str) -> (Vec<Allowed>, Foreign) {
    let mut allowed = Vec::new();
    let mut foreign = Foreign::No;
    for word in field.split_whitespace() {
        match word {
            "others" => foreign = Foreign::Any,
            "modules" => foreign = Foreign::Modules,
            _ => {
                let (name, kind) = word.split_once('=').unwrap_or((word, ""));
                let since = name.strip_prefix("2.2/");
                let name = since.unwrap_or(name);
                allowed.push(Allowed {
                    name: name.trim_end_matches('!'),
                    required: name.ends_with('!'),
                    kind,
                    since_2_2: since.is_some(),
                });
            }
        }
    }
    (allowed, foreign)
}

/// Holds every element to the tables.
pub(super) fn check(document: &Document<'_>, report: &mut Report) {
    element(document, document.root, "/", report);
}

fn module_of(namespace: Option<&str>) -> Option<&'static Module> {
    MODULES
        .iter()
        .find(|module| namespace.is_some_and(|own| module.namespaces.contains(&own)))
}

/// The element's name as the tables write it beside those of `within`.
fn written(element: &Element, within: Option<&str>) -> Option<String> {
    let own = element.namespace.as_deref();
    if own == within {
        return Some(element.name.to_string());
    }
    if own.is_some_and(|own| CORE.contains(&own)) {
        return Some(format!("core:{}", element.name));
    }
    Some(format!("{}:{}", module_of(own)?.prefix, element.name))
}

fn element(document: &Document<'_>, here: &Element, parent: &str, report: &mut Report) {
    let namespace = here.namespace.as_deref();
    let grammar = match module_of(namespace) {
        Some(module) => of(module),
        None if namespace == Some(document.core) => core(),
        // Extensions are no business of ours, what they hold of XLIFF included.
        None => return,
    };
    let Some(rule) = grammar.elements.get(here.name.as_str()) else {
        report.error(
            here,
            "core-element",
            format!("<{}> is no element of this namespace", here.name),
        );
        return;
    };
    let out_of_place = grammar.places.iter().any(|(_, held)| *held == here.name)
        && !grammar.places.iter().any(|(place, held)| *place == parent && *held == here.name)
        // What a core element or a match lists by name needs no entry.
        && !matches!(parent, "xliff" | "match" | "glossEntry");
    if out_of_place {
        report.error(
            here,
            "core-element",
            format!("<{}> may not stand in <{parent}>", here.name),
        );
    }
    attributes_of(document, here, rule, report);
    if rule.skip {
        return;
    }
    content(document, here, rule, report);
    for child in here.elements() {
        element(document, child, &here.name, report);
    }
}

fn content(document: &Document<'_>, here: &Element, rule: &Rule, report: &mut Report) {
    let holds_text = |node: &Node| matches!(node, Node::Text(text) if !text.trim().is_empty());
    if !rule.text && here.children.iter().any(holds_text) {
        report.error(here, "core-content", format!("<{}> may not hold text", here.name));
    }
    let within = here.namespace.as_deref();
    let fits = |item: &Item, child: &Element| {
        let name = written(child, within);
        let same = within == child.namespace.as_deref() || child.namespace.is_none();
        fits(document, item, name.as_deref(), same)
    };
    if let Some(misplaced) = Misplaced::find(&rule.content, here.elements(), fits) {
        report.error(
            misplaced.place(here),
            "core-content",
            misplaced.message(&here.name),
        );
    }
}

fn fits(document: &Document<'_>, item: &Item, name: Option<&str>, same: bool) -> bool {
    item.names.iter().any(|listed| match listed.strip_prefix("2.2/") {
        Some(listed) => document.core == CORE[1] && name == Some(listed),
        None if *listed == "others" => !same,
        None => name == Some(*listed),
    })
}

fn attributes_of(document: &Document<'_>, here: &Element, rule: &Rule, report: &mut Report) {
    for wanted in rule.attributes.iter().filter(|wanted| wanted.required) {
        if here.attribute(wanted.name).is_none() {
            let message = format!("<{}> has no {}", here.name, wanted.name);
            report.error(here, "core-attribute", message);
        }
    }
    for attribute in &here.attributes {
        let listed = rule.attributes.iter().find(|listed| is(listed, attribute));
        let listed = listed.filter(|listed| !listed.since_2_2 || document.core == CORE[1]);
        if let Some(listed) = listed {
            value(here, attribute, listed, report);
            continue;
        }
        let module = module_of(attribute.namespace.as_deref());
        let allowed = match (rule.foreign, attribute.namespace.as_deref()) {
            (_, None) | (Foreign::No, _) => false,
            (Foreign::Any, _) => true,
            (Foreign::Modules, _) => module.is_some() || attribute.namespace.as_deref() == Some(super::ITS),
        };
        if !allowed {
            let message = format!("{} is no attribute of <{}>", attribute.name, here.name);
            report.error(here, "core-attribute", message);
        } else if let Some(module) = module {
            match of(module)
                .attributes
                .iter()
                .find(|known| known.name == attribute.local())
            {
                Some(known) => value(here, attribute, known, report),
                None => {
                    let message = format!(
                        "{} is no attribute of the module {}",
                        attribute.name, module.prefix
                    );
                    report.error(here, "core-attribute", message);
                }
            }
        } else if attribute.namespace.as_deref() == Some(XML) {
            xml_attribute(here, attribute, report);
        }
    }
}

/// Whether `listed` is this attribute; those with a prefix are found by namespace.
fn is(listed: &Allowed, attribute: &Attribute) -> bool {
    match listed.name.split_once(':') {
        None => attribute.namespace.is_none() && listed.name == attribute.name,
        Some(("xml", name)) => attribute.namespace.as_deref() == Some(XML) && name == attribute.local(),
        Some((prefix, name)) => {
            module_of(attribute.namespace.as_deref()).is_some_and(|module| module.prefix == prefix)
                && name == attribute.local()
        }
    }
}

fn xml_attribute(here: &Element, attribute: &Attribute, report: &mut Report) {
    let kind = match attribute.local() {
        "lang" => "LANGUAGE",
        "space" => "default|preserve",
        _ => return,
    };
    let known = Allowed {
        name: "",
        required: false,
        kind,
        since_2_2: false,
    };
    value(here, attribute, &known, report);
}

fn value(here: &Element, attribute: &Attribute, known: &Allowed, report: &mut Report) {
    if !is_allowed(&attribute.value, known.kind) {
        let message = format!(
            "{}=\"{}\" on <{}>: not {}",
            attribute.name,
            attribute.value,
            here.name,
            kind_of(known.kind)
        );
        report.error(here, "core-value", message);
    }
}
