//! Text with codes and terms as XLIFF 2 inline elements.
//!
//! A pair that nests becomes `pc`, a term that nests `mrk`; what crosses something else, or ends in another segment
//! of the unit, becomes `sc`/`ec` or `sm`/`em`.

use std::fmt::Write;
use std::ops::Range;

use super::xml;
use crate::document::{CodeKind, Content, InlineCode};

/// A term in a source: where it stands, the id of its marker, and the id of its glossary entry.
pub(super) struct Marker {
    pub(super) span: Range<usize>,
    pub(super) id: String,
    pub(super) entry: String,
}

/// The original markup of a unit's codes, each text once.
#[derive(Default)]
pub(super) struct OriginalData(Vec<String>);

impl OriginalData {
    /// The id of the `data` element that holds `original`.
    fn id(&mut self, original: &str) -> String {
        let known = self.0.iter().position(|held| held == original);
        let index = known.unwrap_or_else(|| {
            self.0.push(original.to_owned());
            self.0.len() - 1
        });
        format!("d{}", index + 1)
    }

    /// The `data` elements' ids and contents, in order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (String, &str)> {
        self.0
            .iter()
            .enumerate()
            .map(|(i, original)| (format!("d{}", i + 1), original.as_str()))
    }
}

/// One thing to write at an offset of the text.
#[derive(Clone, Copy)]
enum Token<'a> {
    Code(&'a InlineCode),
    TermStart(&'a Marker),
    TermEnd(&'a Marker),
}

/// What became of a token's pair.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pairing {
    /// Its partner is the token with this index, and everything between nests.
    Nested(usize),
    /// Its partner is the token with this index, across something else.
    Crossing(usize),
    /// It has no partner here.
    Alone,
}

/// The inline markup of one side of a segment. `elsewhere` are the ids of pairs whose other half stands on the
/// same side of another segment of the unit.
pub(super) fn inline(
    content: &Content,
    markers: &[Marker],
    elsewhere: &[u32],
    data: &mut OriginalData,
) -> String {
    let tokens = tokens(content, markers);
    let pairings = pair(&tokens);
    let ids = ids(&tokens, &pairings);
    let mut out = String::with_capacity(content.text.len() * 2);
    let mut from = 0;
    for (i, &(at, token)) in tokens.iter().enumerate() {
        push_text(&mut out, &content.text[from..at]);
        from = at;
        let end_data = match (token, pairings[i]) {
            (Token::Code(code), Pairing::Nested(other)) if code.kind == CodeKind::Open => {
                original(tokens[other].1)
            }
            _ => "",
        };
        push_token(
            &mut out,
            token,
            Place {
                pairing: pairings[i],
                id: &ids[i],
                end_data,
                elsewhere,
                data,
            },
        );
    }
    push_text(&mut out, &content.text[from..]);
    out
}

/// Appends characters; those that XML cannot hold as `cp`.
pub(super) fn push_text(out: &mut String, text: &str) {
    xml::push_escaped(out, text, push_code_point);
}

/// Appends a character that XML cannot hold.
pub(super) fn push_code_point(out: &mut String, c: char) {
    let _ = write!(out, "<cp hex=\"{:04X}\"/>", u32::from(c));
}

/// Codes and term borders in the order they are written: at one offset ends of terms, codes, starts of terms.
fn tokens<'a>(content: &'a Content, markers: &'a [Marker]) -> Vec<(usize, Token<'a>)> {
    let ends = markers.iter().rev().map(|m| (m.span.end, Token::TermEnd(m)));
    let codes = content.codes.iter().map(|code| (code.at, Token::Code(code)));
    let starts = markers.iter().map(|m| (m.span.start, Token::TermStart(m)));
    let mut tokens: Vec<_> = ends.chain(codes).chain(starts).collect();
    tokens.sort_by_key(|(at, _)| *at);
    tokens
}

fn original<'a>(token: Token<'a>) -> &'a str {
    match token {
        Token::Code(code) => &code.original,
        Token::TermStart(_) | Token::TermEnd(_) => "",
    }
}

/// Finds each token's partner with a stack of what is open.
fn pair(tokens: &[(usize, Token<'_>)]) -> Vec<Pairing> {
    let mut pairings = vec![Pairing::Alone; tokens.len()];
    let mut open: Vec<usize> = Vec::new();
    for (i, (_, token)) in tokens.iter().enumerate() {
        let opens = |start: &usize| match (tokens[*start].1, token) {
            (Token::Code(start), Token::Code(end)) => end.kind == CodeKind::Close && start.id == end.id,
            (Token::TermStart(start), Token::TermEnd(end)) => start.id == end.id,
            _ => false,
        };
        match token {
            Token::TermStart(_) => open.push(i),
            Token::Code(code) if code.kind == CodeKind::Open => open.push(i),
            Token::Code(code) if code.kind == CodeKind::Single => {}
            Token::Code(_) | Token::TermEnd(_) => {
                let Some(depth) = open.iter().rposition(opens) else {
                    continue;
                };
                let nested = depth + 1 == open.len();
                let start = open.remove(depth);
                let make = if nested {
                    Pairing::Nested
                } else {
                    Pairing::Crossing
                };
                pairings[start] = make(i);
                pairings[i] = make(start);
            }
        }
    }
    pairings
}

/// The XLIFF id of each token; a code number used again gets a suffix, the end of a pair the id of its start.
fn ids(tokens: &[(usize, Token<'_>)], pairings: &[Pairing]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::with_capacity(tokens.len());
    for (i, (_, token)) in tokens.iter().enumerate() {
        let id = match (token, pairings[i]) {
            (_, Pairing::Nested(start) | Pairing::Crossing(start)) if start < i => ids[start].clone(),
            (Token::TermStart(marker) | Token::TermEnd(marker), _) => marker.id.clone(),
            (Token::Code(code), _) => {
                let base = format!("c{}", code.id);
                let again = (2..).map(|n| format!("{base}-{n}"));
                let mut candidates = std::iter::once(base.clone()).chain(again);
                candidates.find(|id| !ids.contains(id)).unwrap_or(base)
            }
        };
        ids.push(id);
    }
    ids
}

/// What a token needs to be written beside itself.
struct Place<'a> {
    pairing: Pairing,
    id: &'a str,
    end_data: &'a str,
    elsewhere: &'a [u32],
    data: &'a mut OriginalData,
}

fn push_token(out: &mut String, token: Token<'_>, place: Place<'_>) {
    let nested = matches!(place.pairing, Pairing::Nested(_));
    let id = place.id;
    match token {
        Token::TermStart(marker) => {
            let name = if nested { "mrk" } else { "sm" };
            let close = if nested { "" } else { "/" };
            let entry = &marker.entry;
            let _ = write!(
                out,
                "<{name} id=\"{id}\" type=\"term\" ref=\"#gls={entry}\"{close}>"
            );
        }
        Token::TermEnd(_) if nested => out.push_str("</mrk>"),
        Token::TermEnd(_) => {
            let _ = write!(out, "<em startRef=\"{id}\"/>");
        }
        Token::Code(code) if nested && code.kind == CodeKind::Close => out.push_str("</pc>"),
        Token::Code(code) if nested => {
            let _ = write!(out, "<pc id=\"{id}\"");
            // XLIFF wants both or neither.
            if !(code.original.is_empty() && place.end_data.is_empty()) {
                let start = place.data.id(&code.original);
                let end = place.data.id(place.end_data);
                let _ = write!(out, " dataRefEnd=\"{end}\" dataRefStart=\"{start}\"");
            }
            out.push('>');
        }
        Token::Code(code) => push_code(out, code, place),
    }
}

/// A placeholder, or one half of a pair that does not nest.
fn push_code(out: &mut String, code: &InlineCode, place: Place<'_>) {
    let id = place.id;
    let has_partner = place.pairing != Pairing::Alone || place.elsewhere.contains(&code.id);
    let (name, attributes) = match (code.kind, has_partner) {
        (CodeKind::Single, _) => ("ph", format!("id=\"{id}\"")),
        (CodeKind::Open, true) => ("sc", format!("id=\"{id}\"")),
        (CodeKind::Open, false) => ("sc", format!("id=\"{id}\" isolated=\"yes\"")),
        (CodeKind::Close, true) => ("ec", format!("startRef=\"{id}\"")),
        (CodeKind::Close, false) => ("ec", format!("id=\"{id}\" isolated=\"yes\"")),
    };
    let _ = write!(out, "<{name} {attributes}");
    if !code.original.is_empty() {
        let _ = write!(out, " dataRef=\"{}\"", place.data.id(&code.original));
    }
    out.push_str("/>");
}
