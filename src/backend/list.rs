//! What services have in common that answer with a list in the order of the question.

use serde_json::Value;

use super::fault::ADDRESS;
use super::http::Remote;
use super::markup::untagged;
use super::wrapping::unwrapped;
use super::{Answer, Error, Request};
use crate::language;

/// The texts of `list` as the answers to `request`, when there are as many.
pub(super) fn listed(request: &Request, list: &Value, remote: &Remote) -> Result<Vec<Answer>, Error> {
    let texts: Option<Vec<&str>> = match list {
        Value::String(text) => Some(vec![text]),
        Value::Array(list) => list.iter().map(Value::as_str).collect(),
        _ => None,
    };
    let texts = texts.ok_or_else(|| Error::Shape {
        host: remote.host(),
        what: format!("JSON without translations; {ADDRESS}"),
    })?;
    if texts.len() != request.segments.len() {
        return Err(Error::Count {
            host: remote.host(),
            asked: request.segments.len(),
            came: texts.len(),
        });
    }
    let answer = |(source, text): (&super::Source, &str)| Answer {
        id: source.id.clone(),
        content: untagged(unwrapped(text), &source.content),
        ..Answer::default()
    };
    Ok(request.segments.iter().zip(texts).map(answer).collect())
}

/// The one of `codes` that means the language `tag`: the tag itself, or its primary part.
pub(super) fn code<'a>(tag: &str, codes: &[&'a str]) -> Option<&'a str> {
    let same = |wanted: &str| {
        codes
            .iter()
            .copied()
            .find(|code| code.eq_ignore_ascii_case(wanted))
    };
    same(tag).or_else(|| same(&language::primary(tag)))
}
