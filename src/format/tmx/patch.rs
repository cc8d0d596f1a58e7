//! Targets put into the TMX file they were read from.

use super::article::{self, Site};
use crate::document::{Article, CodeKind, InlineCode, Segment};
use crate::format::skeleton::{Patches, Wanted};
use crate::format::xml::inline::{Dialect, Markup, Role, render, splice};
use crate::format::xml::{escaped, indent, name, quoted};
use crate::format::{Error, ReadOptions};

/// TMX's inline elements. No pair of theirs is one element, so no half is ever made of one.
const TMX: Dialect = Dialect {
    role: |name| match name {
        "bpt" | "ept" | "it" | "ph" | "ut" => Role::Code,
        _ => Role::Annotation,
    },
    half: |tag, _, _| tag.to_owned(),
    unknown,
    // TMX has no way to write these.
    character: |_, _| {},
};

fn unknown(code: &InlineCode) -> String {
    let original = escaped(&code.original);
    match code.kind {
        CodeKind::Single => format!("<ph x=\"{}\">{original}</ph>", code.id),
        CodeKind::Open => format!("<it pos=\"begin\" x=\"{}\">{original}</it>", code.id),
        CodeKind::Close => format!("<it pos=\"end\" x=\"{}\">{original}</it>", code.id),
    }
}

/// What is to be replaced in the file `text` for the targets of `article`.
pub(super) fn patches(text: &str, article: &Article, options: &ReadOptions) -> Result<Patches, Error> {
    let root = article::root(text)?;
    let (held, sites) = article::article(&root, options);
    let mut patches = Patches::default();
    let mut wanted = Wanted::of(article);
    for (site, old) in sites.iter().zip(&held.segments) {
        let Some(new) = wanted.take(&old.id) else { continue };
        if new.target.content != old.target.content {
            put(&mut patches, (text, &article.target_language), site, (old, new));
        }
        if new.target.state != old.target.state
            && let Some(state) = article::state(site.unit)
        {
            patches.put(state.inner.clone(), new.target.state.as_str().to_owned());
        }
    }
    wanted.finish()?;
    Ok(patches)
}

fn put(
    patches: &mut Patches,
    (text, language): (&str, &str),
    site: &Site<'_>,
    (old, new): (&Segment, &Segment),
) {
    let mut markup = Markup::default();
    let segment = site.target.and_then(|target| target.child("seg"));
    if let Some(source) = site.source.child("seg") {
        markup.learn(text, source.inner.clone(), &old.source, &TMX);
    }
    if let Some(segment) = segment {
        markup.learn(text, segment.inner.clone(), &old.target.content, &TMX);
    }
    let contents = (&old.target.content, &new.target.content);
    match (segment, site.target) {
        (Some(segment), _) if segment.inner.start < segment.end => {
            let (range, with) = splice(text, segment.inner.clone(), contents, &markup, &TMX);
            patches.put(range, with);
        }
        (Some(segment), _) => {
            let tag = name(&text[segment.start_tag()]);
            let inside = render(contents.1, &markup, &TMX);
            patches.put(segment.end - 2..segment.end, format!(">{inside}</{tag}>"));
        }
        (None, Some(target)) => {
            let inside = render(contents.1, &markup, &TMX);
            let seg = format!("<seg>{inside}</seg>");
            if target.inner.start < target.end {
                patches.put(target.inner.end..target.inner.end, seg);
            } else {
                let tag = name(&text[target.start_tag()]);
                patches.put(target.end - 2..target.end, format!(">{seg}</{tag}>"));
            }
        }
        (None, None) => {
            let inside = render(contents.1, &markup, &TMX);
            let source = site.source;
            let attribute = if source.attribute("xml:lang").is_some() {
                "xml:lang"
            } else {
                "lang"
            };
            let variant = format!(
                "{}<tuv {attribute}=\"{}\"><seg>{inside}</seg></tuv>",
                indent(text, source.at),
                quoted(language)
            );
            patches.put(source.end..source.end, variant);
        }
    }
}
