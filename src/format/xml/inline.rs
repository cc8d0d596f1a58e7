//! Text with inline elements, changed where it stands.
//!
//! A side of a segment is read as atoms: characters, inline codes, and what says something about text without being
//! part of it (annotations, comments). Between the old content and the new one only the atoms that differ are written
//! anew; every byte before and after them stays, entities, CDATA sections and annotations included.

use std::collections::HashMap;
use std::ops::Range;

use super::atoms::{Atom, Half, What, atoms, is_well_formed};
use super::escape::push_escaped;
use crate::document::{CodeKind, Content, InlineCode};

/// What an inline element is to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) enum Role {
    /// One code; what is inside belongs to it.
    Code,
    /// Its two tags are codes; what is inside is text.
    Pair,
    /// A character that XML cannot hold.
    Character,
    /// Says something about the text inside it, which is the segment's own.
    Annotation,
}

/// The `mtype` of what a tracked change took out, in SDLXLIFF; what is inside is neither text nor code.
pub(in crate::format) const DELETED: &str = "x-sdl-deleted";

/// What one format's inline elements are.
pub(in crate::format) struct Dialect<'a> {
    /// The role of the element with this local name.
    pub(in crate::format) role: fn(&str) -> Role,
    /// One half of a pair that does not nest, made of its start tag; [`Lone::Yes`] where its other half is missing.
    pub(in crate::format) half: fn(&str, CodeKind, Lone) -> String,
    /// A code of which the file has no markup.
    pub(in crate::format) unknown: fn(&InlineCode) -> String,
    /// A character that XML cannot hold.
    pub(in crate::format) character: fn(&mut String, char),
    /// The bytes of the code that stands as characters at the beginning of a text, which begins with `{` or `<`; none where
    /// it begins with none.
    pub(in crate::format) placeholder: &'a dyn Fn(&str) -> usize,
}

/// For formats whose codes are elements.
pub(in crate::format) const NO_PLACEHOLDER: &dyn Fn(&str) -> usize = &|_| 0;

/// Whether a half of a pair is without its other half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) enum Lone {
    /// It stands alone.
    Yes,
    /// The other half is on the same side.
    No,
}

/// How the codes of a unit are written: by number and kind, the markup of each. The first that is learnt stays.
#[derive(Debug, Default)]
pub(in crate::format) struct Markup(HashMap<(u32, CodeKind), Written>);

/// A code's markup in the file.
#[derive(Debug, Clone)]
struct Written {
    markup: String,
    /// The start tag of the pair that it is half of.
    pair: Option<String>,
}

impl Markup {
    /// Learns how the codes of `content` are written, which was read from the bytes `inner` of `text`.
    pub(in crate::format) fn learn(
        &mut self,
        text: &str,
        inner: Range<usize>,
        content: &Content,
        dialect: &Dialect<'_>,
    ) {
        let mut pairs: Vec<String> = Vec::new();
        let codes = atoms(text, inner, dialect)
            .into_iter()
            .filter_map(|atom| match atom.what {
                What::Code(half) => Some((atom.span, half)),
                _ => None,
            });
        for ((span, half), code) in codes.zip(&content.codes) {
            let mut markup = text[span].to_owned();
            let pair = match half {
                Half::Whole => None,
                Half::Start => {
                    if let Some(both) = markup.strip_suffix("/>") {
                        markup = format!("{}>", both.trim_end());
                    }
                    pairs.push(markup.clone());
                    Some(markup.clone())
                }
                Half::End => pairs.pop(),
            };
            if let (Half::End, Some(start), false) = (half, &pair, markup.starts_with("</")) {
                markup = format!("</{}>", super::tag::name(start));
            }
            self.0
                .entry((code.id, code.kind))
                .or_insert(Written { markup, pair });
        }
    }

    /// Whether the code is one of the two tags of an element around text.
    fn is_half(&self, code: &InlineCode) -> bool {
        let written = self.0.get(&(code.id, code.kind));
        written.is_some_and(|written| written.pair.is_some())
    }
}

/// The bytes of `text` to be replaced, and by what, so that the side at `inner`, which was read as `old`, says `new`.
///
/// Time linear in both.
pub(in crate::format) fn splice(
    text: &str,
    inner: Range<usize>,
    (old, new): (&Content, &Content),
    markup: &Markup,
    dialect: &Dialect<'_>,
) -> (Range<usize>, String) {
    let held = atoms(text, inner.clone(), dialect);
    let visible: Vec<usize> = (0..held.len()).filter(|i| held[*i].what.is_visible()).collect();
    let (before, after) = (pieces(old), pieces(new));
    // Only halves of one element are written otherwise where they do not nest.
    let stands = |(place, code): (&Place, &InlineCode)| *place == Place::Nested || !markup.is_half(code);
    let nested = nest(new).iter().zip(&new.codes).all(stands);
    if visible.len() == before.len() && nested {
        let (prefix, suffix) = common(&held, &visible, (&before, &after));
        let middle = prefix..visible.len() - suffix;
        let range = place(&held, &visible, middle.clone(), &inner);
        let mut with = String::new();
        for piece in &after[prefix..after.len() - suffix] {
            push(&mut with, piece, Place::Nested, markup, dialect);
        }
        with.push_str(&kept_asides(text, &held, &range));
        let whole = format!(
            "<a>{}{with}{}</a>",
            &text[inner.start..range.start],
            &text[range.end..inner.end]
        );
        if is_well_formed(&whole) {
            return (range, with);
        }
    }
    (inner, render(new, markup, dialect))
}

/// The whole side, written anew. Where the file has the halves of a code in two shapes (a pair here, a lone half there)
/// they do not close one another; then every half stands for itself.
pub(in crate::format) fn render(content: &Content, markup: &Markup, dialect: &Dialect<'_>) -> String {
    let whole = rendered(content, &nest(content), markup, dialect);
    if is_well_formed(&format!("<a>{whole}</a>")) {
        return whole;
    }
    rendered(
        content,
        &vec![Place::Crossing; content.codes.len()],
        markup,
        dialect,
    )
}

fn rendered(content: &Content, places: &[Place], markup: &Markup, dialect: &Dialect<'_>) -> String {
    let mut out = String::with_capacity(content.text.len() + 16);
    let mut codes = places.iter();
    for piece in pieces(content) {
        let place = match piece {
            Piece::Code(_) => codes.next().copied().unwrap_or(Place::Alone),
            Piece::Character(_) => Place::Nested,
        };
        push(&mut out, &piece, place, markup, dialect);
    }
    out
}

/// A character or a code of a content.
#[derive(Debug, Clone, Copy)]
enum Piece<'a> {
    Character(char),
    Code(&'a InlineCode),
}

impl Piece<'_> {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Character(a), Self::Character(b)) => a == b,
            (Self::Code(a), Self::Code(b)) => (a.id, a.kind) == (b.id, b.kind),
            _ => false,
        }
    }
}

fn pieces(content: &Content) -> Vec<Piece<'_>> {
    let mut pieces = Vec::with_capacity(content.text.len() + content.codes.len());
    for (text, code) in content.pieces() {
        pieces.extend(text.chars().map(Piece::Character));
        pieces.extend(code.map(Piece::Code));
    }
    pieces
}

/// How many pieces at the start and at the end stay. What shares its bytes with another atom (a CDATA section) is kept
/// or replaced with it.
fn common(held: &[Atom], visible: &[usize], (old, new): (&[Piece<'_>], &[Piece<'_>])) -> (usize, usize) {
    let shortest = old.len().min(new.len());
    let mut prefix = (0..shortest).take_while(|i| old[*i].is(&new[*i])).count();
    let same_from_end = |i: &usize| old[old.len() - 1 - i].is(&new[new.len() - 1 - i]);
    let mut suffix = (0..shortest - prefix).take_while(same_from_end).count();
    let together = |i: usize| {
        let span = |i: usize| visible.get(i).map(|at| &held[*at].span);
        i > 0 && span(i).is_some() && span(i - 1) == span(i)
    };
    while prefix > 0 && together(prefix) {
        prefix -= 1;
    }
    while suffix > 0 && together(old.len() - suffix) {
        suffix -= 1;
    }
    (prefix, suffix)
}

/// The bytes of the visible atoms `middle`; where there are none, the place between those beside it.
fn place(held: &[Atom], visible: &[usize], middle: Range<usize>, inner: &Range<usize>) -> Range<usize> {
    let span = |i: usize| held[visible[i]].span.clone();
    if !middle.is_empty() {
        return span(middle.start).start..span(middle.end - 1).end;
    }
    let at = if middle.start == 0 {
        inner.start
    } else if middle.end == visible.len() {
        inner.end
    } else {
        span(middle.start - 1).end
    };
    at..at
}

/// Comments and annotations within `range` that must not go with the text: all but those whose two tags lie in it.
fn kept_asides(text: &str, held: &[Atom], range: &Range<usize>) -> String {
    let mut kept: Vec<(Half, &str)> = Vec::new();
    let inside = |atom: &&Atom| range.start <= atom.span.start && atom.span.end <= range.end;
    for atom in held.iter().filter(inside) {
        let What::Aside(half) = atom.what else { continue };
        let opened = kept.iter().rposition(|(half, _)| *half == Half::Start);
        match (half, opened) {
            (Half::End, Some(start)) => drop(kept.remove(start)),
            _ => kept.push((half, &text[atom.span.clone()])),
        }
    }
    kept.into_iter().map(|(_, markup)| markup).collect()
}

/// How a code stands to its other half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Everything between the halves nests, or it has no halves.
    Nested,
    /// The halves cross another pair.
    Crossing,
    /// The other half is missing.
    Alone,
}

/// The place of each code, in order.
fn nest(content: &Content) -> Vec<Place> {
    let codes = &content.codes;
    let mut places = vec![Place::Nested; codes.len()];
    let mut open: Vec<usize> = Vec::new();
    for (i, code) in codes.iter().enumerate() {
        match code.kind {
            CodeKind::Single => {}
            CodeKind::Open => open.push(i),
            CodeKind::Close => match open.iter().rposition(|start| codes[*start].id == code.id) {
                None => places[i] = Place::Alone,
                Some(depth) => {
                    if depth + 1 != open.len() {
                        places[i] = Place::Crossing;
                        places[open[depth]] = Place::Crossing;
                    }
                    open.remove(depth);
                }
            },
        }
    }
    for start in open {
        places[start] = Place::Alone;
    }
    places
}

fn push(out: &mut String, piece: &Piece<'_>, place: Place, markup: &Markup, dialect: &Dialect<'_>) {
    let code = match piece {
        Piece::Character(c) => {
            push_escaped(out, c.encode_utf8(&mut [0; 4]), dialect.character);
            return;
        }
        Piece::Code(code) => code,
    };
    let Some(written) = markup.0.get(&(code.id, code.kind)) else {
        out.push_str(&(dialect.unknown)(code));
        return;
    };
    match (&written.pair, place) {
        (Some(tag), Place::Crossing) => out.push_str(&(dialect.half)(tag, code.kind, Lone::No)),
        (Some(tag), Place::Alone) => out.push_str(&(dialect.half)(tag, code.kind, Lone::Yes)),
        _ => out.push_str(&written.markup),
    }
}
