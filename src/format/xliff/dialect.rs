//! The inline elements of XLIFF 2 and XLIFF 1 as [`inline`](crate::format::xml::inline) wants to know them.

use std::fmt::Write;

use super::inline::push_code_point;
use super::xml::inline::{Dialect, Lone, NO_PLACEHOLDER, Role};
use super::xml::{attributes, quoted};
use crate::document::{CodeKind, InlineCode};

/// XLIFF 2.
pub(super) const V2: Dialect<'_> = Dialect {
    role: |name| match name {
        "pc" => Role::Pair,
        "cp" => Role::Character,
        "ph" | "sc" | "ec" => Role::Code,
        _ => Role::Annotation,
    },
    half: half_of_pc,
    unknown: |code| match code.kind {
        CodeKind::Single => format!("<ph id=\"c{}\"/>", code.id),
        CodeKind::Open => format!("<sc id=\"c{}\" isolated=\"yes\"/>", code.id),
        CodeKind::Close => format!("<ec id=\"c{}\" isolated=\"yes\"/>", code.id),
    },
    character: push_code_point,
    placeholder: NO_PLACEHOLDER,
};

/// XLIFF 1.
pub(super) const V1: Dialect<'_> = Dialect {
    role: |name| match name {
        "g" => Role::Pair,
        "x" | "bx" | "ex" | "bpt" | "ept" | "ph" | "it" => Role::Code,
        _ => Role::Annotation,
    },
    half: half_of_g,
    unknown: unknown_v1,
    character: |out, _| out.push('\u{FFFD}'),
    placeholder: NO_PLACEHOLDER,
};

/// What a `pc` calls apart what `sc` and `ec` need not.
const HALVES: &[(&str, &str, &str)] = &[
    ("dataRefStart", "dataRefEnd", "dataRef"),
    ("dispStart", "dispEnd", "disp"),
    ("equivStart", "equivEnd", "equiv"),
    ("subFlowsStart", "subFlowsEnd", "subFlows"),
];

fn half_of_pc(tag: &str, kind: CodeKind, lone: Lone) -> String {
    let (name, is_start) = match kind {
        CodeKind::Close => ("ec", false),
        _ => ("sc", true),
    };
    let mut out = prefixed(tag, name);
    for (written, value) in attributes(tag) {
        let (written, value) = (&tag[written], &tag[value]);
        let half = HALVES
            .iter()
            .find(|(start, end, _)| written == *start || written == *end);
        let name = match (half, written) {
            (Some((start, _, name)), _) if (written == *start) == is_start => name,
            (Some(_), _) => continue,
            (None, "id") if !is_start && lone == Lone::No => "startRef",
            (None, _) => written,
        };
        // What `firstNo` says of the start is `no` at the end.
        let value = if !is_start && written == "canReorder" && value == "firstNo" {
            "no"
        } else {
            value
        };
        let _ = write!(out, " {name}=\"{}\"", value.replace('"', "&quot;"));
    }
    out.push_str(if lone == Lone::Yes {
        " isolated=\"yes\"/>"
    } else {
        "/>"
    });
    out
}

fn half_of_g(tag: &str, kind: CodeKind, _: Lone) -> String {
    let mut out = prefixed(tag, if kind == CodeKind::Close { "ex" } else { "bx" });
    for (written, value) in attributes(tag) {
        let (written, value) = (&tag[written], tag[value].replace('"', "&quot;"));
        match written {
            "id" => {
                let _ = write!(out, " id=\"{value}\" rid=\"{value}\"");
            }
            // The others are not allowed on `ex`.
            _ if kind == CodeKind::Close => {}
            _ => {
                let _ = write!(out, " {written}=\"{value}\"");
            }
        }
    }
    out.push_str("/>");
    out
}

fn unknown_v1(code: &InlineCode) -> String {
    let name = match code.kind {
        CodeKind::Single => "x",
        CodeKind::Open => "bx",
        CodeKind::Close => "ex",
    };
    let equivalent = if code.original.is_empty() || code.kind == CodeKind::Close {
        String::new()
    } else {
        format!(" equiv-text=\"{}\"", quoted(&code.original))
    };
    format!("<{name} id=\"{}\"{equivalent}/>", code.id)
}

/// The beginning of a tag `name` with the prefix of `tag`.
fn prefixed(tag: &str, name: &str) -> String {
    let written = super::xml::name(tag);
    match written.split_once(':') {
        Some((prefix, _)) => format!("<{prefix}:{name}"),
        None => format!("<{name}"),
    }
}
