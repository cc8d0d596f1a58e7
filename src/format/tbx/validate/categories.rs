//! Data categories: the style they are written in, the dialect they belong to, the level they stand at, their values.

use std::sync::OnceLock;

use crate::format::fault::Report;
use crate::format::xml::Element;
use crate::format::xml::values::{is_allowed, kind_of};

/// A line of `categories.txt`.
struct Category {
    name: &'static str,
    module: &'static str,
    element: &'static str,
    levels: Vec<&'static str>,
    values: &'static str,
}

/// The elements that are a data category by their `type`.
const CARRIERS: &[&str] = &[
    "admin",
    "adminNote",
    "descrip",
    "descripNote",
    "ref",
    "termNote",
    "transac",
    "transacNote",
    "xref",
];

/// The public dialects, each with the modules whose categories it has.
const DIALECTS: &[(&str, &[&str])] = &[
    ("TBX-Core", &[]),
    ("TBX-Min", &["min"]),
    ("TBX-Basic", &["min", "basic"]),
];

fn categories() -> &'static [Category] {
    static READ: OnceLock<Vec<Category>> = OnceLock::new();
    READ.get_or_init(|| {
        let lines = include_str!("categories.txt").lines();
        lines
            .filter(|line| !line.starts_with('#'))
            .filter_map(category)
            .collect()
    })
}

fn category(line: &'static str) -> Option<Category> {
    let mut fields = line.split(" : ").map(str::trim);
    Some(Category {
        name: fields.next()?,
        module: fields.next()?,
        element: fields.next()?,
        levels: fields.next()?.split_whitespace().collect(),
        values: fields.next().unwrap_or_default(),
    })
}

/// A file's dialect.
struct Dialect<'a> {
    name: &'a str,
    /// Its modules; `None` for one that is not public.
    modules: Option<&'static [&'static str]>,
    is_dct: bool,
    namespace: &'a str,
}

/// Holds the data categories below `root` to its dialect and style.
pub(super) fn check(root: &Element, namespace: &str, report: &mut Report) {
    let name = root.attribute("type").unwrap_or_default();
    let known = DIALECTS.iter().find(|(known, _)| *known == name);
    let dialect = Dialect {
        name,
        modules: known.map(|(_, modules)| *modules),
        is_dct: root.attribute("style") == Some("dct"),
        namespace,
    };
    if dialect.modules.is_none() && name.starts_with("TBX-") {
        let message = format!("{name} is no public dialect; its data categories are not checked");
        report.warning(root, "tbx-dialect", message);
    }
    let body = root.child("text").and_then(|text| text.child("body"));
    for child in body.into_iter().flat_map(Element::elements) {
        dialect.descend(child, &mut vec!["body"], report);
    }
}

impl Dialect<'_> {
    fn descend<'a>(&self, element: &'a Element, around: &mut Vec<&'a str>, report: &mut Report) {
        if element.namespace.as_deref() != Some(self.namespace) {
            self.tag(element, around, report);
            return;
        }
        if CARRIERS.contains(&element.name.as_str()) {
            self.attribute(element, around, report);
        }
        around.push(&element.name);
        element
            .elements()
            .for_each(|child| self.descend(child, around, report));
        around.pop();
    }

    /// A category as an attribute.
    fn attribute(&self, element: &Element, around: &[&str], report: &mut Report) {
        if self.is_dct {
            let message = format!(
                "<{} type> is of the style dca; this file says it is dct",
                element.name
            );
            report.error(element, "tbx-style", message);
            return;
        }
        let Some(name) = element.attribute("type") else {
            return;
        };
        if name.trim().is_empty() {
            report.error(
                element,
                "tbx-category",
                format!("<{}> has an empty type", element.name),
            );
            return;
        }
        let Some(modules) = self.modules else { return };
        let category = categories().iter().find(|category| category.name == name);
        let category = category.filter(|category| modules.contains(&category.module));
        match category {
            Some(category) if category.element == element.name => {
                category.check(element, around, report);
            }
            Some(category) => {
                let message = format!(
                    "{name} is a data category of <{}>, not of <{}>",
                    category.element, element.name
                );
                report.error(element, "tbx-category", message);
            }
            None => {
                let message = format!("{name} is no data category of {}", self.name);
                report.error(element, "tbx-category", message);
            }
        }
    }

    /// A category as an element of its module.
    fn tag(&self, element: &Element, around: &[&str], report: &mut Report) {
        if !self.is_dct {
            let message = format!("<{}> is of the style dct; this file says it is dca", element.name);
            report.error(element, "tbx-style", message);
            return;
        }
        let Some(modules) = self.modules else { return };
        let namespace = element.namespace.as_deref().unwrap_or_default();
        let module = namespace.rsplit('/').next().unwrap_or_default();
        let is_module = namespace.starts_with("http://www.tbxinfo.net/ns/") && modules.contains(&module);
        let category = categories()
            .iter()
            .find(|category| is_module && category.name == element.name && category.module == module);
        match category {
            Some(category) => category.check(element, around, report),
            None => {
                let message = format!(
                    "<{}> of `{namespace}` is no data category of {}",
                    element.name, self.name
                );
                report.error(element, "tbx-category", message);
            }
        }
    }
}

impl Category {
    fn check(&self, element: &Element, around: &[&str], report: &mut Report) {
        let value = element.text();
        if !is_allowed(value.trim(), self.values) {
            let message = format!(
                "`{}` as {}: not {}",
                value.trim(),
                self.name,
                kind_of(self.values)
            );
            report.error(element, "tbx-value", message);
        }
        let in_transaction = around.last() == Some(&"transacGrp");
        let level = around.iter().rev().find_map(|name| match *name {
            "conceptEntry" => Some("concept"),
            "langSec" => Some("language"),
            "termSec" => Some("term"),
            _ => None,
        });
        let fits = self.levels.iter().any(|allowed| match *allowed {
            "any" => true,
            "transaction" => in_transaction,
            allowed => level == Some(allowed),
        });
        if !fits {
            let message = format!(
                "{} may not stand here; its levels: {}",
                self.name,
                self.levels.join(", ")
            );
            report.error(element, "tbx-level", message);
        }
    }
}
