//! Whether an XLIFF 2 file keeps the rules of XLIFF 2.0, 2.1 or 2.2, its modules included.
//!
//! What the schemas say is in the tables of `grammar/`, one a namespace; what only the words of the standard say is one
//! file a topic, and one file a module.

mod codes;
mod core;
mod ctr;
mod fs;
mod gls;
mod grammar;
mod ids;
mod markers;
mod mda;
mod mtc;
mod reference;
mod reorder;
mod res;
mod slr;
mod val;

use crate::format::fault::{Fault, Report};
use crate::format::xml::Element;

/// A module of the standard: its table, and the check of what the table cannot say.
struct Module {
    prefix: &'static str,
    /// Its namespace in each version.
    namespaces: &'static [&'static str],
    grammar: &'static str,
    check: fn(&Document<'_>, &Module, &mut Report),
}

const MODULES: &[Module] = &[
    Module {
        prefix: "mtc",
        namespaces: &["urn:oasis:names:tc:xliff:matches:2.0"],
        grammar: include_str!("grammar/mtc.txt"),
        check: mtc::check,
    },
    Module {
        prefix: "gls",
        namespaces: &["urn:oasis:names:tc:xliff:glossary:2.0"],
        grammar: include_str!("grammar/gls.txt"),
        check: gls::check,
    },
    Module {
        prefix: "fs",
        namespaces: &["urn:oasis:names:tc:xliff:fs:2.0"],
        grammar: include_str!("grammar/fs.txt"),
        check: fs::check,
    },
    Module {
        prefix: "mda",
        namespaces: &["urn:oasis:names:tc:xliff:metadata:2.0"],
        grammar: include_str!("grammar/mda.txt"),
        check: mda::check,
    },
    Module {
        prefix: "res",
        namespaces: &["urn:oasis:names:tc:xliff:resourcedata:2.0"],
        grammar: include_str!("grammar/res.txt"),
        check: res::check,
    },
    Module {
        prefix: "ctr",
        namespaces: &[
            "urn:oasis:names:tc:xliff:changetracking:2.0",
            "urn:oasis:names:tc:xliff:changetracking:2.1",
        ],
        grammar: include_str!("grammar/ctr.txt"),
        check: ctr::check,
    },
    Module {
        prefix: "slr",
        namespaces: &["urn:oasis:names:tc:xliff:sizerestriction:2.0"],
        grammar: include_str!("grammar/slr.txt"),
        check: slr::check,
    },
    Module {
        prefix: "val",
        namespaces: &["urn:oasis:names:tc:xliff:validation:2.0"],
        grammar: include_str!("grammar/val.txt"),
        check: val::check,
    },
    Module {
        prefix: "itsm",
        namespaces: &["urn:oasis:names:tc:xliff:itsm:2.1"],
        grammar: include_str!("grammar/itsm.txt"),
        check: |_, _, _| {},
    },
    Module {
        prefix: "pgs",
        namespaces: &["urn:oasis:names:tc:xliff:pgs:1.0"],
        grammar: include_str!("grammar/pgs.txt"),
        check: |_, _, _| {},
    },
];

/// The namespace of W3C's Internationalization Tag Set, of which XLIFF 2.1 takes attributes.
const ITS: &str = "http://www.w3.org/2005/11/its";

/// A file that is being checked.
struct Document<'a> {
    root: &'a Element,
    /// The namespace of its core elements.
    core: &'a str,
}

impl<'a> Document<'a> {
    /// Whether it is a core element called `name`.
    fn is(&self, element: &Element, name: &str) -> bool {
        element.name == name && element.namespace.as_deref() == Some(self.core)
    }

    fn files(&self) -> impl Iterator<Item = &'a Element> {
        self.root.elements().filter(|element| element.name == "file")
    }

    /// The units of a file, in groups or not.
    fn units(&self, file: &'a Element) -> Vec<&'a Element> {
        let mut units = Vec::new();
        self.push_units(file, &mut units);
        units
    }

    fn push_units(&self, parent: &'a Element, units: &mut Vec<&'a Element>) {
        for element in parent.elements() {
            if self.is(element, "unit") {
                units.push(element);
            } else if self.is(element, "group") {
                self.push_units(element, units);
            }
        }
    }

    /// Calls `each` with every element and those around it, outermost first.
    fn walk(&self, mut each: impl FnMut(&[&'a Element], &'a Element)) {
        fn down<'a>(
            around: &mut Vec<&'a Element>,
            element: &'a Element,
            each: &mut impl FnMut(&[&'a Element], &'a Element),
        ) {
            each(around, element);
            around.push(element);
            for child in element.elements() {
                down(around, child, each);
            }
            around.pop();
        }
        down(&mut Vec::new(), self.root, &mut each);
    }
}

impl Module {
    /// Whether it is this module's element called `name`.
    fn is(&self, element: &Element, name: &str) -> bool {
        element.name == name
            && element
                .namespace
                .as_deref()
                .is_some_and(|own| self.namespaces.contains(&own))
    }

    /// The value of this module's attribute `name`.
    fn attribute<'a>(&self, element: &'a Element, name: &str) -> Option<&'a str> {
        self.namespaces
            .iter()
            .find_map(|namespace| element.attribute_in(namespace, name))
    }
}

/// What breaks a rule in the file `text` with this root, in the order of the file.
pub(super) fn faults(text: &str, root: &Element) -> Vec<Fault> {
    let mut report = Report::default();
    let namespace = root.namespace.as_deref().unwrap_or_default();
    if !grammar::CORE.contains(&namespace) {
        let message = format!(
            "the namespace is `{namespace}`; it must be {} or {}",
            grammar::CORE[0],
            grammar::CORE[1]
        );
        report.error(root, "core-namespace", message);
        return report.faults(text, root);
    }
    let document = Document {
        root,
        core: namespace,
    };
    grammar::check(&document, &mut report);
    core::check(&document, &mut report);
    ids::check(&document, &mut report);
    codes::check(&document, &mut report);
    markers::check(&document, &mut report);
    reorder::check(&document, &mut report);
    for module in MODULES {
        (module.check)(&document, module, &mut report);
    }
    report.faults(text, root)
}
