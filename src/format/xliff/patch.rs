//! Targets and states put into the XLIFF 2 file they were read from.

use super::dialect::V2;
use super::read::{self, Site};
use super::state;
use super::xml::inline::{Markup, render, splice};
use super::xml::{Element, indent, quoted};
use super::{Error, ReadOptions};
use crate::document::{Article, Segment};
use crate::format::skeleton::{Patches, Wanted, differ};

/// What is to be replaced in the file `text` for the targets of `article`.
pub(super) fn patches(
    text: &str,
    root: &Element,
    article: &Article,
    options: &ReadOptions,
) -> Result<Patches, Error> {
    let (held, sites) = read::article(text, root, options)?;
    let mut patches = Patches::default();
    let mut adds_target = false;
    let mut wanted = Wanted::of(article);
    let mut start = 0;
    while start < sites.len() {
        let unit = sites[start].unit;
        let length = sites[start..]
            .iter()
            .take_while(|site| std::ptr::eq(site.unit, unit))
            .count();
        let range = start..start + length;
        let mut markup = None;
        for (site, old) in sites[range.clone()].iter().zip(&held.segments[range.clone()]) {
            let Some(new) = wanted.take(&old.id) else { continue };
            if differ(&old.target.content, &new.target.content) {
                let markup = markup
                    .get_or_insert_with(|| learn(text, &sites[range.clone()], &held.segments[range.clone()]));
                adds_target |= site.segment.child("target").is_none();
                put_target(
                    &mut patches,
                    (text, &article.target_language),
                    site,
                    (old, new),
                    markup,
                );
            }
            if new.target.state != old.target.state {
                put_state(&mut patches, text, site, new);
            }
        }
        start += length;
    }
    if adds_target && root.attribute("trgLang").is_none() {
        patches.attribute(text, root.start_tag(), "trgLang", Some(&article.target_language));
    }
    wanted.finish()?;
    Ok(patches)
}

fn learn(text: &str, sites: &[Site<'_>], segments: &[Segment]) -> Markup {
    let mut markup = Markup::default();
    for (site, segment) in sites.iter().zip(segments) {
        markup.learn(text, site.source.inner.clone(), &segment.source, &V2);
    }
    for (site, segment) in sites.iter().zip(segments) {
        if let Some(target) = site.segment.child("target") {
            markup.learn(text, target.inner.clone(), &segment.target.content, &V2);
        }
    }
    markup
}

fn put_target(
    patches: &mut Patches,
    (text, language): (&str, &str),
    site: &Site<'_>,
    (old, new): (&Segment, &Segment),
    markup: &Markup,
) {
    let contents = (&old.target.content, &new.target.content);
    match site.segment.child("target") {
        Some(target) if target.inner.start < target.end => {
            let (range, with) = splice(text, target.inner.clone(), contents, markup, &V2);
            patches.put(range, with);
        }
        Some(target) => {
            let tag = &text[target.start_tag()];
            let open = tag.trim_end_matches("/>").trim_end();
            let name = super::xml::name(tag);
            let inside = render(contents.1, markup, &V2);
            patches.put(target.at..target.end, format!("{open}>{inside}</{name}>"));
        }
        None => {
            let source = site.source;
            let inside = render(contents.1, markup, &V2);
            let target = beside(text, source, language, ("", &inside));
            patches.put(source.end..source.end, target);
        }
    }
}

/// A new `target` with these attributes and this inside, to stand behind `source`, alike in prefix, `xml:space` and
/// indentation.
pub(super) fn beside(text: &str, source: &Element, language: &str, (own, inside): (&str, &str)) -> String {
    let written = super::xml::name(&text[source.start_tag()]);
    let name = match written.split_once(':') {
        Some((prefix, _)) => format!("{prefix}:target"),
        None => String::from("target"),
    };
    let mut attributes = String::from(own);
    if let Some(space) = source.attribute("xml:space") {
        attributes.push_str(&format!(" xml:space=\"{}\"", quoted(space)));
    }
    if source.attribute("xml:lang").is_some() {
        attributes.push_str(&format!(" xml:lang=\"{}\"", quoted(language)));
    }
    let indent = indent(text, source.at);
    format!("{indent}<{name}{attributes}>{inside}</{name}>")
}

/// A state that changes takes a sub-state of others with it, as XLIFF asks for.
fn put_state(patches: &mut Patches, text: &str, site: &Site<'_>, new: &Segment) {
    let (state, sub_state) = state::written(&new.target);
    let segment = site.segment;
    if segment.attribute("state").unwrap_or("initial") != state || sub_state.is_some() {
        patches.attribute(text, segment.start_tag(), "state", Some(state));
    }
    if segment.attribute("subState") != sub_state.as_deref() {
        patches.attribute(text, segment.start_tag(), "subState", sub_state.as_deref());
    }
}
