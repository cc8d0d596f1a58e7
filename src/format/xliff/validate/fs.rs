//! Format style: how a preview shows an element.

use super::{Document, Module};
use crate::format::fault::Report;

pub(super) fn check(document: &Document<'_>, module: &Module, report: &mut Report) {
    document.walk(|_, element| {
        let (style, further) = (
            module.attribute(element, "fs"),
            module.attribute(element, "subFs"),
        );
        if further.is_some() && style.is_none() {
            report.error(element, "fs-sub-fs", "subFs needs fs");
        }
        let isolated = element.attribute("isolated") == Some("yes");
        if (style.is_some() || further.is_some()) && document.is(element, "ec") && !isolated {
            report.error(
                element,
                "fs-ec",
                "only an isolated <ec> may have a style; others have their <sc>'s",
            );
        }
    });
}
