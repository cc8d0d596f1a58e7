//! An HTML page as a row of tags and characters with their places.
//!
//! The tokenizer follows the WHATWG HTML Living Standard (13.2.5) and reads any text. In XHTML, where a tag that closes
//! itself is an element of its own, nothing after `<script/>` is taken for its content.

use std::ops::Range;

use html5gum::{DefaultEmitter, Emitter, ForwardingEmitter, State, Tokenizer};

/// A tag, characters, or what is neither.
#[derive(Debug)]
pub(super) enum Token {
    /// A start tag.
    Start(Tag),
    /// An end tag: its element's name in lower case, and where it stands.
    End(String, Range<usize>),
    /// Characters, references in them resolved, and where they stand.
    Text(String, Range<usize>),
    /// A comment, a declaration.
    Aside(Range<usize>),
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag {
    /// Its element's name in lower case.
    pub(super) name: String,
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// Its attributes in the order of the file; of two with one name the first counts.
    pub(super) attributes: Vec<Attribute>,
    /// Whether it is an element of its own.
    pub(super) is_whole: bool,
}

/// An attribute that has a value.
#[derive(Debug)]
pub(super) struct Attribute {
    /// Its name in lower case.
    pub(super) name: String,
    /// Its value, references resolved.
    pub(super) value: String,
    /// Where the value stands, with its quotes if it has any.
    pub(super) place: Range<usize>,
}

impl Tag {
    /// The attribute called `name`.
    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The value of the attribute called `name`.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(|attribute| attribute.value.as_str())
    }
}

/// Elements that have no content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// The tokens of the stretch `span` of `text`, in order. Time linear in the stretch.
pub(super) fn tokens(text: &str, span: Range<usize>) -> impl Iterator<Item = Token> {
    let part = &text[span.clone()];
    let is_xml = is_xml(part);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let emitter = Switching {
        inner: emitter,
        is_xml,
        closes_itself: false,
    };
    let base = span.start;
    let placed = move |span: html5gum::Span<usize>| base + span.start..base + span.end;
    let tokens = Tokenizer::new_with_emitter(part, emitter).map_while(Result::ok);
    tokens.filter_map(move |token| match token {
        html5gum::Token::StartTag(tag) => {
            let (name, span) = (readable(&tag.name), placed(tag.span));
            let is_whole = VOID.contains(&name.as_str()) || (is_xml && tag.self_closing);
            let held = |name: &str| tag.attributes.get(name.as_bytes()).map(|value| readable(value));
            let attributes = attributes(text.get(span.clone())?)
                .filter_map(|(name, place)| {
                    let name = text[span.start..][name].to_ascii_lowercase();
                    let value = held(&name)?;
                    let place = span.start + place.start..span.start + place.end;
                    Some(Attribute { name, value, place })
                })
                .collect();
            Some(Token::Start(Tag {
                name,
                span,
                attributes,
                is_whole,
            }))
        }
        html5gum::Token::EndTag(tag) => Some(Token::End(readable(&tag.name), placed(tag.span))),
        html5gum::Token::String(characters) => {
            Some(Token::Text(readable(&characters.value), placed(characters.span)))
        }
        html5gum::Token::Comment(comment) => Some(Token::Aside(placed(comment.span))),
        html5gum::Token::Doctype(doctype) => Some(Token::Aside(placed(doctype.span))),
        html5gum::Token::Error(_) => None,
    })
}

/// Whether a page is XHTML.
pub(super) fn is_xml(page: &str) -> bool {
    let head = super::super::start(page, 1024);
    let bare = head.trim_start_matches('\u{FEFF}').trim_start();
    bare.starts_with("<?xml") || head.contains("xmlns=\"http://www.w3.org/1999/xhtml\"")
}

fn readable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The names of a start tag's attributes that have values, and the values with their quotes, as ranges in it
/// (13.2.5.32 to 13.2.5.38).
fn attributes(tag: &str) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let is_blank = |c: char| c.is_ascii_whitespace();
    let skipped = move |from: usize, also: &[char]| {
        let rest = &tag[from..];
        from + rest.len()
            - rest
                .trim_start_matches(|c| is_blank(c) || also.contains(&c))
                .len()
    };
    let until = move |from: usize, ends: &[char]| {
        let found = tag[from..].find(|c| is_blank(c) || ends.contains(&c));
        found.map_or(tag.len(), |at| from + at)
    };
    let mut at = until(0, &['/', '>']);
    std::iter::from_fn(move || {
        loop {
            let start = skipped(at, &['/']);
            if tag[start..].starts_with('>') || start >= tag.len() {
                return None;
            }
            // A name may begin with `=`.
            let first = tag[start..].chars().next().map_or(0, char::len_utf8);
            let end = until(start + first, &['=', '/', '>']);
            let equals = skipped(end, &[]);
            if !tag[equals..].starts_with('=') {
                at = end;
                continue;
            }
            let value = skipped(equals + 1, &[]);
            at = match tag[value..].chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let close = tag[value + 1..].find(quote);
                    close.map_or(tag.len(), |close| value + 1 + close + 1)
                }
                _ => until(value, &['>']),
            };
            return Some((start..end, value..at));
        }
    })
}

/// Tells the tokenizer of elements whose content is no markup, but not where a tag of XHTML has none.
struct Switching {
    inner: DefaultEmitter<usize>,
    is_xml: bool,
    closes_itself: bool,
}

impl ForwardingEmitter for Switching {
    type Token = html5gum::Token<usize>;

    fn inner(&mut self) -> &mut impl Emitter<Token = Self::Token> {
        &mut self.inner
    }

    fn set_self_closing(&mut self) {
        self.closes_itself = true;
        Emitter::set_self_closing(&mut self.inner);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let next = Emitter::emit_current_tag(&mut self.inner);
        let has_none = self.is_xml && std::mem::take(&mut self.closes_itself);
        next.filter(|_| !has_none)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<Token> {
        tokens(text, 0..text.len()).collect()
    }

    #[test]
    fn attributes_know_their_places() {
        let text = "<IMG src=a.png ALT = 'x &amp; y' hidden title=\"\" data-x/alt=second =z=1>";
        let Some(Token::Start(tag)) = all(text).pop() else {
            panic!("a tag")
        };
        let told: Vec<_> = tag
            .attributes
            .iter()
            .map(|own| (own.name.as_str(), own.value.as_str(), &text[own.place.clone()]))
            .collect();
        assert_eq!(
            told,
            [
                ("src", "a.png", "a.png"),
                ("alt", "x & y", "'x &amp; y'"),
                ("title", "", "\"\""),
                ("alt", "x & y", "second"),
                ("=z", "1", "1"),
            ]
        );
        assert_eq!(tag.value("alt"), Some("x & y"));
    }

    #[test]
    fn a_tag_of_xhtml_that_closes_itself_has_no_content() {
        let text = |xml: &str| {
            let page = format!("{xml}<html><title/><script src='a'/><p>x</p></html>");
            let texts = tokens(&page, 0..page.len());
            texts
                .filter(|token| matches!(token, Token::Text(text, _) if text == "x"))
                .count()
        };
        assert_eq!(text("<?xml version='1.0'?>"), 1);
        assert_eq!(text(""), 0);
    }

    proptest! {
        #[test]
        fn tokens_stand_where_they_say(text in "(<(/)?(p|b|li|script|style|title|br)( a=['\"]?&amp;['\"]?)?/?>|<!--|-->|<!|&(amp|nbsp|#1;?|x)?;?|[a <>\u{627}\r\n]){0,24}|\\PC{0,60}") {
            let mut end = 0;
            for token in all(&text) {
                let span = match &token {
                    Token::Start(tag) => {
                        prop_assert!(text[tag.span.clone()].starts_with('<') && text[tag.span.clone()].ends_with('>'));
                        for attribute in &tag.attributes {
                            prop_assert!(text.get(attribute.place.clone()).is_some());
                        }
                        &tag.span
                    }
                    Token::End(_, span) => {
                        prop_assert!(text[span.clone()].starts_with("</") && text[span.clone()].ends_with('>'));
                        span
                    }
                    Token::Text(_, span) | Token::Aside(span) => span,
                };
                prop_assert!(text.get(span.clone()).is_some() && span.start >= end, "{:?}", token);
                end = span.end;
            }
        }
    }
}
