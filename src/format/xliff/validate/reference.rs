//! Fragment identifiers: `#f=f1/u=u1/n=n1` (XLIFF 2.1, section 4.5).

use super::MODULES;
use crate::format::xml::Element;
use crate::format::xml::values::is_nmtoken;

/// Prefixes of extensions that are registered with the committee.
const EXTENSIONS: &[&str] = &["its", "tbx"];

/// A reference into a file, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fragment<'a> {
    pub(super) file: Option<&'a str>,
    pub(super) group: Option<&'a str>,
    pub(super) unit: Option<&'a str>,
    /// The last selector: its prefix, empty for a segment or an inline element of the source, and its id.
    pub(super) leaf: Option<(&'a str, &'a str)>,
}

/// The fragment of a reference into this file; `None` for one to elsewhere.
///
/// # Errors
/// What is wrong with it.
pub(super) fn parse(reference: &str) -> Option<Result<Fragment<'_>, String>> {
    let selectors = reference.strip_prefix('#')?;
    Some(fragment(selectors.strip_prefix('/').unwrap_or(selectors)))
}

fn fragment(selectors: &str) -> Result<Fragment<'_>, String> {
    let mut found = Fragment::default();
    for selector in selectors.split('/') {
        let (prefix, id) = selector.split_once('=').unwrap_or(("", selector));
        if !is_nmtoken(id) || !(prefix.is_empty() || is_nmtoken(prefix)) {
            return Err(format!("`{selector}` is no selector (prefix=id)"));
        }
        if let Some((leaf, _)) = found.leaf {
            return Err(format!("`{selector}` follows `{leaf}`, which must come last"));
        }
        let later = |parts: &[Option<&str>]| parts.iter().any(Option::is_some);
        let misplaced = match prefix {
            "f" => later(&[found.file, found.group, found.unit]),
            "g" => later(&[found.group, found.unit]),
            "u" => later(&[found.unit]),
            _ => false,
        };
        if misplaced {
            return Err(format!(
                "`{prefix}=` stands twice or in the wrong order; file, group, unit"
            ));
        }
        match prefix {
            "f" => found.file = Some(id),
            "g" => found.group = Some(id),
            "u" => found.unit = Some(id),
            "" | "n" | "d" | "t" => found.leaf = Some((prefix, id)),
            _ if MODULES.iter().any(|module| module.prefix == prefix) || EXTENSIONS.contains(&prefix) => {
                found.leaf = Some((prefix, id));
            }
            _ => {
                return Err(format!(
                    "`{prefix}` is no prefix of XLIFF or of a registered module"
                ));
            }
        }
    }
    Ok(found)
}

impl Fragment<'_> {
    /// Whether it leads into `unit` of `file`.
    pub(super) fn is_within(&self, file: &Element, unit: &Element) -> bool {
        let is = |wanted: Option<&str>, element: &Element| {
            wanted.is_none_or(|id| element.attribute("id") == Some(id))
        };
        let through = self.file.is_none() || self.unit.is_some();
        through
            && self.group.is_none_or(|_| self.unit.is_some())
            && is(self.file, file)
            && is(self.unit, unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_are_taken_apart() {
        let found = parse("#/f=f1/u=u1/n=n1").unwrap().unwrap();
        assert_eq!(
            (found.file, found.unit, found.leaf),
            (Some("f1"), Some("u1"), Some(("n", "n1")))
        );
        assert_eq!(parse("http://example.org#a"), None);
    }

    #[test]
    fn wrong_ones_are_refused() {
        for wrong in [
            "#/u=1/f=1",
            "#u=1/u=2",
            "#a/b",
            "#d=1/u=1",
            "#z=1",
            "#my=1",
            "#a$=1",
            "#",
            "#n/n1",
        ] {
            assert!(parse(wrong).unwrap().is_err(), "{wrong}");
        }
    }
}
