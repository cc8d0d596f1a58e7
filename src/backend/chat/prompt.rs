//! The instructions and the message for a language model.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::backend::markup::tagged;
use crate::backend::{Request, Source};
use crate::language;
use crate::text::hexadecimal;

/// Our instructions. They shape answers, so that changing them asks anew.
const OURS: &str = include_str!("prompt.txt");

/// Instructions with the style note of the configuration.
#[derive(Debug, Clone)]
pub(in crate::backend) struct Prompt {
    instructions: String,
    style: String,
}

impl Prompt {
    /// Instructions of the person, or ours, with a note on style.
    pub(in crate::backend) fn new(own: Option<&str>, style: &str) -> Self {
        Self {
            instructions: own.unwrap_or(OURS).to_owned(),
            style: style.trim().to_owned(),
        }
    }

    /// Changes with the instructions.
    pub(in crate::backend) fn version(&self) -> String {
        let hash = Sha256::digest(format!("{}\n{}", self.instructions, self.style));
        hexadecimal(&hash[..6])
    }

    /// The instructions for the languages of `request`.
    pub(in crate::backend) fn system(&self, request: &Request) -> String {
        let style = match self.style.as_str() {
            "" => String::new(),
            style => format!("- Style: {style}\n"),
        };
        let name = |tag: &str| {
            let name = &language::of(tag).name;
            if name.is_empty() {
                tag.to_owned()
            } else {
                name.clone()
            }
        };
        let text = self.instructions.replace("{from}", &name(&request.from));
        text.replace("{to}", &name(&request.to))
            .replace("{style}\n", &style)
    }

    /// The message: the article's text as data.
    pub(in crate::backend) fn message(request: &Request) -> String {
        let mut message = Map::new();
        let context = &request.context;
        if !context.title.is_empty() {
            message.insert(String::from("title"), json!(context.title));
        }
        if !context.before.is_empty() {
            let sentence = |(source, target): &(String, Option<String>)| match target {
                Some(target) => json!({ "said": source, "translated": target }),
                None => json!({ "said": source }),
            };
            let before: Vec<Value> = context.before.iter().map(sentence).collect();
            message.insert(String::from("before"), Value::Array(before));
        }
        if !context.names.is_empty() {
            message.insert(String::from("names"), pairs(context.names.iter().cloned()));
        }
        let segments: Vec<Value> = request.segments.iter().map(segment).collect();
        message.insert(String::from("segments"), Value::Array(segments));
        Value::Object(message).to_string()
    }
}

fn segment(source: &Source) -> Value {
    let mut segment = Map::new();
    segment.insert(String::from("id"), json!(source.id.as_str()));
    segment.insert(String::from("text"), json!(tagged(&source.content)));
    if !source.terms.is_empty() {
        let terms = source
            .terms
            .iter()
            .map(|term| (term.source.clone(), term.target.clone()));
        segment.insert(String::from("terms"), pairs(terms));
    }
    if let Some(repair) = &source.repair {
        let missed = pairs(repair.missed.iter().cloned());
        segment.insert(
            String::from("repair"),
            json!({ "was": repair.target, "missed": missed }),
        );
    }
    Value::Object(segment)
}

fn pairs(pairs: impl Iterator<Item = (String, String)>) -> Value {
    Value::Object(
        pairs
            .map(|(source, target)| (source, Value::String(target)))
            .collect(),
    )
}

/// What the answer looks like, as a JSON schema.
pub(in crate::backend) fn schema() -> Value {
    json!({
        "type": "object",
        "properties": { "translations": { "type": "array", "items": {
            "type": "object",
            "properties": { "id": { "type": "string" }, "text": { "type": "string" } },
            "required": ["id", "text"],
            "additionalProperties": false
        } } },
        "required": ["translations"],
        "additionalProperties": false
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::Context;
    use crate::document::{Content, SegmentId, Term};

    fn request() -> Request {
        let term = Term {
            source: String::from("كيري"),
            target: String::from("Kerry"),
            ..Term::default()
        };
        Request {
            from: String::from("ar"),
            to: String::from("en"),
            segments: vec![Source {
                id: SegmentId::given("s1"),
                content: Content::plain("قال كيري \"نعم\""),
                terms: vec![term],
                repair: None,
            }],
            context: Context::default(),
        }
    }

    #[test]
    fn the_languages_and_the_style_are_named() {
        let system = Prompt::new(None, "Short sentences.").system(&request());
        assert!(
            system.contains("from Arabic into English") && system.contains("- Style: Short sentences.\n")
        );
        assert!(
            !Prompt::new(None, "").system(&request()).contains('{') || system.contains("{\"translations\"")
        );
    }

    #[test]
    fn the_article_is_data_in_the_message() {
        assert_eq!(
            Prompt::message(&request()),
            r#"{"segments":[{"id":"s1","terms":{"كيري":"Kerry"},"text":"قال كيري \"نعم\""}]}"#
        );
    }

    #[test]
    fn other_instructions_are_another_version() {
        assert_ne!(
            Prompt::new(None, "").version(),
            Prompt::new(Some("Translate."), "").version()
        );
        assert_ne!(
            Prompt::new(None, "").version(),
            Prompt::new(None, "Plain.").version()
        );
    }
}
