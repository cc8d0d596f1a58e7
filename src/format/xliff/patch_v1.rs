//! Targets and states put into the XLIFF 1 file they were read from.

use super::dialect::V1;
use super::flavour;
use super::patch::beside;
use super::phrase::Placeholders;
use super::read_v1::{self, Site, is_segment};
use super::state;
use super::xml::Element;
use super::xml::inline::{Dialect, Markup, render, splice};
use super::{Error, ReadOptions};
use crate::document::{Article, Content, Segment, State, Target};
use crate::format::skeleton::{Patches, Wanted, differ};

/// What is to be replaced in the file `text` for the targets of `article`.
pub(super) fn patches(
    text: &str,
    root: &Element,
    article: &Article,
    options: &ReadOptions,
) -> Result<Patches, Error> {
    let (held, sites) = read_v1::article(root, options);
    let mut patches = Patches::default();
    let mut wanted = Wanted::of(article);
    let mut start = 0;
    while start < sites.len() {
        let first = sites[start].unit;
        let length = sites[start..]
            .iter()
            .take_while(|site| std::ptr::eq(site.unit, first))
            .count();
        let range = start..start + length;
        let segments = sites[range.clone()]
            .iter()
            .zip(&held.segments[range])
            .map(|(site, old)| {
                let new = wanted.take(&old.id).map_or(&old.target, |new| &new.target);
                Piece { site, old, new }
            });
        let placeholders = Placeholders::of(first);
        let placeholder = |text: &str| placeholders.length(text);
        let unit = Unit {
            text,
            element: first,
            pieces: segments.collect(),
            dialect: Dialect {
                placeholder: &placeholder,
                ..V1
            },
        };
        unit.put(&mut patches, &article.target_language);
        start += length;
    }
    wanted.finish()?;
    Ok(patches)
}

/// A segment of a unit: where it stands, what was read, and what it is to say.
struct Piece<'a> {
    site: &'a Site<'a>,
    old: &'a Segment,
    new: &'a Target,
}

impl<'a> Piece<'a> {
    fn mid(&self) -> Option<&'a str> {
        self.site.marker.and_then(|marker| marker.attribute("mid"))
    }

    fn is_changed(&self) -> bool {
        differ(&self.old.target.content, &self.new.content)
    }
}

/// One `trans-unit` in work.
struct Unit<'a> {
    text: &'a str,
    element: &'a Element,
    pieces: Vec<Piece<'a>>,
    /// How its inline codes are written.
    dialect: Dialect<'a>,
}

impl Unit<'_> {
    fn put(&self, patches: &mut Patches, language: &str) {
        let target = self.element.child("target");
        let state = self.state_attribute();
        if self.pieces.iter().any(Piece::is_changed) {
            let markup = self.learn();
            let places: Option<Vec<_>> = target.and_then(|target| {
                let changed = self.pieces.iter().filter(|piece| piece.is_changed());
                changed
                    .map(|piece| Some((piece, self.place(target, piece)?)))
                    .collect()
            });
            match (target, places) {
                (_, Some(places)) => {
                    for (piece, place) in places {
                        self.put_piece(patches, piece, place, &markup);
                    }
                }
                (Some(target), None) => self.fill(patches, target, &self.whole(&markup)),
                (None, None) => {
                    let source = self.last_source();
                    let own = state.map_or(String::new(), |state| format!(" state=\"{state}\""));
                    let made = beside(self.text, source, language, (&own, &self.whole(&markup)));
                    patches.put(source.end..source.end, made);
                }
            }
        }
        self.put_states(patches, target.zip(state));
    }

    /// Puts `inside` into an element; its attributes can still be edited beside that.
    fn fill(&self, patches: &mut Patches, element: &Element, inside: &str) {
        if element.inner.start < element.end {
            patches.put(element.inner.clone(), inside.to_owned());
        } else {
            let name = super::xml::name(&self.text[element.start_tag()]);
            patches.put(element.end - 2..element.end, format!(">{inside}</{name}>"));
        }
    }

    /// The last of `source` and `seg-source`, behind which the target stands.
    fn last_source(&self) -> &Element {
        let found = self
            .element
            .child("seg-source")
            .or_else(|| self.element.child("source"));
        found.unwrap_or(self.element)
    }

    /// The element whose content is this segment's target.
    fn place<'t>(&self, target: &'t Element, piece: &Piece<'_>) -> Option<&'t Element> {
        let Some(mid) = piece.mid() else {
            return Some(target);
        };
        match marker(target, mid) {
            Some(marker) => Some(marker),
            None if self.pieces.len() == 1
                && !has_markers(target)
                && !piece.old.target.content.is_blank() =>
            {
                Some(target)
            }
            None => None,
        }
    }

    fn put_piece(&self, patches: &mut Patches, piece: &Piece<'_>, place: &Element, markup: &Markup) {
        let contents = (&piece.old.target.content, &piece.new.content);
        // What stands there may be the source, which was read as nothing.
        if place.inner.start < place.end && *contents.0 == Content::default() && !place.text().is_empty() {
            patches.put(place.inner.clone(), render(contents.1, markup, &self.dialect));
            return;
        }
        if place.inner.start < place.end {
            let (range, with) = splice(self.text, place.inner.clone(), contents, markup, &self.dialect);
            patches.put(range, with);
            return;
        }
        self.fill(patches, place, &render(contents.1, markup, &self.dialect));
    }

    fn learn(&self) -> Markup {
        let mut markup = Markup::default();
        for piece in &self.pieces {
            let source = piece.site.marker.unwrap_or(piece.site.source);
            markup.learn(self.text, source.inner.clone(), &piece.old.source, &self.dialect);
        }
        for piece in &self.pieces {
            if let Some(place) = self
                .element
                .child("target")
                .and_then(|target| self.place(target, piece))
            {
                markup.learn(
                    self.text,
                    place.inner.clone(),
                    &piece.old.target.content,
                    &self.dialect,
                );
            }
        }
        markup
    }

    /// The inside of a target made like `seg-source`: its markers with the targets in them, and what stands between.
    fn whole(&self, markup: &Markup) -> String {
        let source = self.last_source();
        let mut out = String::new();
        let mut from = source.inner.start;
        for piece in &self.pieces {
            let content = &piece.new.content;
            let Some(marker) = piece.site.marker else {
                return render(content, markup, &self.dialect);
            };
            let tag = &self.text[marker.start_tag()];
            out.push_str(&self.text[from..marker.at]);
            out.push_str(tag.trim_end_matches('>').trim_end_matches('/').trim_end());
            out.push('>');
            out.push_str(&render(content, markup, &self.dialect));
            out.push_str(&format!("</{}>", super::xml::name(tag)));
            from = marker.end;
        }
        out.push_str(&self.text[from..source.inner.end]);
        out
    }

    /// The value for the target's `state`, if a state of the unit has changed: the least of its segments.
    fn state_attribute(&self) -> Option<&'static str> {
        let changed = self
            .pieces
            .iter()
            .any(|piece| piece.new.state != piece.old.target.state);
        let least = self.pieces.iter().map(|piece| piece.new.state).min()?;
        changed.then(|| state::written_v1(least))
    }

    fn put_states(&self, patches: &mut Patches, attribute: Option<(&Element, &'static str)>) {
        let mut changed = false;
        let mut own = false;
        for piece in self
            .pieces
            .iter()
            .filter(|piece| piece.new.state != piece.old.target.state)
        {
            changed = true;
            own |= flavour::write(patches, self.text, (self.element, piece.mid()), piece.new.state);
        }
        if !changed || own {
            return;
        }
        if let Some((target, value)) = attribute {
            patches.attribute(self.text, target.start_tag(), "state", Some(value));
        }
        let all = self.pieces.iter().all(|piece| piece.new.state >= State::Approved);
        let approved = self.element.attribute("approved");
        match (all, approved) {
            (true, Some("yes")) => {}
            (true, _) => patches.attribute(self.text, self.element.start_tag(), "approved", Some("yes")),
            (false, Some("yes")) => {
                patches.attribute(self.text, self.element.start_tag(), "approved", Some("no"))
            }
            (false, _) => {}
        }
    }
}

fn marker<'a>(parent: &'a Element, mid: &str) -> Option<&'a Element> {
    parent.elements().find_map(|element| {
        if is_segment(element) && element.attribute("mid") == Some(mid) {
            return Some(element);
        }
        marker(element, mid)
    })
}

fn has_markers(parent: &Element) -> bool {
    parent
        .elements()
        .any(|element| is_segment(element) || has_markers(element))
}
