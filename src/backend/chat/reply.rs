//! What a language model wrote, read by ids and never by position.
//!
//! Models wrap their JSON in fences and good wishes, answer with a list or a map, and stop in the middle. Whole
//! items are taken wherever they stand; what is missing is asked for again by whoever asked.

use serde_json::{Deserializer, Value};

use crate::backend::fault::cleaned;
use crate::backend::markup::untagged;
use crate::backend::wrapping::unwrapped;
use crate::backend::{Answer, Fault, Request};

/// Characters of a refusal that are quoted.
const QUOTED: usize = 200;

/// Why a model stopped writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::backend) enum Ending {
    /// It was done.
    Done,
    /// It reached its limit.
    Cut,
    /// A filter stopped it.
    Filtered,
    /// It declined.
    Refused,
}

/// The answers in `text`, each for the segment whose id it carries.
pub(in crate::backend) fn answers(
    text: &str,
    ending: Ending,
    request: &Request,
    model: Option<&str>,
) -> Vec<Answer> {
    let found = items(text, request);
    let single = request.segments.len() == 1;
    let mut answers = Vec::new();
    for source in &request.segments {
        let own = found.iter().find(|(id, _)| id == source.id.as_str());
        let (content, fault) = match own {
            Some((_, text)) => (untagged(text, &source.content), None),
            None if ending == Ending::Filtered => (Default::default(), Some(Fault::Filtered)),
            None if ending == Ending::Cut && single => (Default::default(), Some(Fault::Cut)),
            None if ending == Ending::Refused || (found.is_empty() && !single && ending == Ending::Done) => {
                (Default::default(), Some(Fault::Refused(quoted(text))))
            }
            None if single && !unwrapped(text).starts_with(['{', '[']) => {
                (untagged(unwrapped(text), &source.content), None)
            }
            None => continue,
        };
        answers.push(Answer {
            id: source.id.clone(),
            content,
            model: model.map(str::to_owned),
            alignment: Vec::new(),
            fault,
        });
    }
    answers
}

/// Every id of `request` that `text` has a translation for, with that translation.
fn items(text: &str, request: &Request) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['{', '[']) {
        let start = at + next;
        let mut values = Deserializer::from_str(&text[start..]).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                collect(&value, request, &mut found);
                at = start + values.byte_offset().max(1);
            }
            _ => at = start + 1,
        }
    }
    found
}

fn collect(value: &Value, request: &Request, found: &mut Vec<(String, String)>) {
    let known = |id: &str| request.segments.iter().any(|source| source.id.as_str() == id);
    match value {
        Value::Array(list) => list.iter().for_each(|value| collect(value, request, found)),
        Value::Object(map) => {
            let text = ["text", "translation", "target", "translated", "output"];
            let text = text.iter().find_map(|key| map.get(*key)?.as_str());
            let id = map.get("id").and_then(Value::as_str);
            if let (Some(id), Some(text)) = (id.filter(|id| known(id)), text) {
                found.push((id.to_owned(), text.to_owned()));
                return;
            }
            for (key, value) in map {
                match value.as_str() {
                    Some(text) if known(key) => found.push((key.clone(), text.to_owned())),
                    _ => collect(value, request, found),
                }
            }
        }
        _ => {}
    }
}

fn quoted(text: &str) -> String {
    cleaned(text).chars().take(QUOTED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::Source;
    use crate::document::{Content, SegmentId};

    fn request(ids: &[&str]) -> Request {
        let source = |id: &&str| Source {
            id: SegmentId::given(*id),
            content: Content::plain("نص"),
            ..Source::default()
        };
        Request {
            segments: ids.iter().map(source).collect(),
            ..Request::default()
        }
    }

    fn read(text: &str, ending: Ending, ids: &[&str]) -> Vec<(String, String)> {
        let answers = answers(text, ending, &request(ids), None);
        let shown = |answer: Answer| {
            let text = answer
                .fault
                .map_or(answer.content.text, |fault| format!("{fault:?}"));
            (answer.id.to_string(), text)
        };
        answers.into_iter().map(shown).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected
            .iter()
            .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn items_are_found_whatever_is_around_them() {
        let both = pairs(&[("s1", "One"), ("s2", "Two")]);
        for text in [
            r#"{"translations":[{"id":"s2","text":"Two"},{"id":"s1","text":"One"}]}"#,
            "Sure! Here you go:\n```json\n[{\"id\":\"s1\",\"translation\":\"One\"},{\"id\":\"s2\",\"text\":\"Two\"}]\n```",
            r#"{"s1":"One","s2":"Two"}"#,
            r#"{"segments":[{"id":"s1","text":"One"},{"id":"s2","text":"Two"},{"id":"s9","text":"Nine"}]}"#,
        ] {
            assert_eq!(read(text, Ending::Done, &["s1", "s2"]), both, "{text}");
        }
    }

    #[test]
    fn of_half_an_answer_the_whole_items_are_kept() {
        let text = r#"{"translations":[{"id":"s1","text":"One"},{"id":"s2","text":"Tw"#;
        assert_eq!(read(text, Ending::Cut, &["s1", "s2"]), pairs(&[("s1", "One")]));
        assert_eq!(
            read(r#"{"id":"s1","te"#, Ending::Cut, &["s1"]),
            pairs(&[("s1", "Cut")])
        );
    }

    #[test]
    fn one_segment_may_come_back_as_plain_text() {
        assert_eq!(
            read("```\nOne\n```", Ending::Done, &["s1"]),
            pairs(&[("s1", "One")])
        );
    }

    #[test]
    fn words_instead_of_several_answers_are_a_refusal() {
        let read = read("I cannot do that.", Ending::Done, &["s1", "s2"]);
        assert!(
            read.iter()
                .all(|(_, text)| text == "Refused(\"I cannot do that.\")")
                && read.len() == 2
        );
    }
}
