//! Targets put into the TMX file they were read from.

use super::article::{self, Sides};
use super::unit::{Place, Variant};
use crate::document::{Article, CodeKind, InlineCode, Segment};
use crate::format::skeleton::{Patches, Wanted, differ};
use crate::format::xml::inline::{Dialect, Markup, NO_PLACEHOLDER, Role, render, splice};
use crate::format::xml::{escaped, indent, name, quoted};
use crate::format::{Error, ReadOptions};

/// TMX's inline elements. No pair of theirs is one element, so no half is ever made of one.
const TMX: Dialect<'_> = Dialect {
    role: |name| match name {
        "bpt" | "ept" | "it" | "ph" | "ut" => Role::Code,
        _ => Role::Annotation,
    },
    half: |tag, _, _| tag.to_owned(),
    unknown,
    // TMX has no way to write these.
    character: |_, _| {},
    placeholder: NO_PLACEHOLDER,
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
    let mut patches = Patches::default();
    let mut wanted = Wanted::of(article);
    article::article(text, options, |old, sides| {
        let Some(new) = wanted.take(&old.id) else { return };
        if differ(&old.target.content, &new.target.content) {
            put(&mut patches, (text, &article.target_language), sides, (old, new));
        }
        if new.target.state != old.target.state
            && let Some(state) = article::state(sides.unit)
        {
            patches.put(state.place.inner.clone(), new.target.state.as_str().to_owned());
        }
    })?;
    wanted.finish()?;
    Ok(patches)
}

fn put(
    patches: &mut Patches,
    (text, language): (&str, &str),
    sides: &Sides<'_>,
    (old, new): (&Segment, &Segment),
) {
    let mut markup = Markup::default();
    let place = |variant: &Variant| variant.segment.as_ref().map(|segment| segment.place.clone());
    let segment = sides.target.and_then(place);
    if let Some(source) = place(sides.source) {
        markup.learn(text, source.inner, &old.source, &TMX);
    }
    if let Some(segment) = &segment {
        markup.learn(text, segment.inner.clone(), &old.target.content, &TMX);
    }
    let contents = (&old.target.content, &new.target.content);
    let inside = || render(contents.1, &markup, &TMX);
    match (segment, sides.target) {
        (Some(segment), _) if !segment.is_one_tag() => {
            let (range, with) = splice(text, segment.inner, contents, &markup, &TMX);
            patches.put(range, with);
        }
        (Some(segment), _) => open(patches, text, &segment, &inside()),
        (None, Some(target)) => {
            let (target, seg) = (&target.place, format!("<seg>{}</seg>", inside()));
            match target.is_one_tag() {
                true => open(patches, text, target, &seg),
                false => patches.put(target.inner.end..target.inner.end, seg),
            }
        }
        (None, None) => {
            let source = &sides.source.place;
            let attribute = if sides.source.is_old { "lang" } else { "xml:lang" };
            let variant = format!(
                "{}<tuv {attribute}=\"{}\"><seg>{}</seg></tuv>",
                indent(text, source.at),
                quoted(language),
                inside()
            );
            patches.put(source.end..source.end, variant);
        }
    }
}

/// Puts `inside` into an element that is one tag.
fn open(patches: &mut Patches, text: &str, element: &Place, inside: &str) {
    let tag = name(&text[element.start_tag()]);
    patches.put(element.end - 2..element.end, format!(">{inside}</{tag}>"));
}
