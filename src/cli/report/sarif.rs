//! Findings as SARIF 2.1.0 (OASIS): one run, one rule a check, the segment as logical location, its line where the file shows it.

use std::io::Write;

use serde_json::{Value, json};

use crate::check::{self, Entry, Options};
use crate::document::{Article, Edit, Finding, Segment};

use super::places::{File, Place, Places};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn print(
    article: &Article,
    options: &Options,
    file: &File,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let text = file.text.as_deref().unwrap_or_default();
    let places = Places::of(article, text);
    let results: Vec<Value> = article
        .segments
        .iter()
        .enumerate()
        .flat_map(|(index, segment)| {
            segment
                .findings
                .iter()
                .map(move |finding| (index, segment, finding))
        })
        .map(|(index, segment, finding)| {
            let place = places.place(index, segment, finding);
            result((&file.path, place), index + 1, segment, finding)
        })
        .collect();
    let rules: Vec<Value> = check::entries(options).iter().map(rule).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tarjuman",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)?;
    Ok(())
}

fn rule(check: &Entry) -> Value {
    json!({
        "id": check.id,
        "shortDescription": { "text": check.about },
        "defaultConfiguration": { "level": check.severity.as_str(), "enabled": !check.is_optional },
    })
}

fn result(
    (path, place): (&str, Option<Place>),
    number: usize,
    segment: &Segment,
    finding: &Finding,
) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(path) } });
    if let Some(Place { line, columns }) = place {
        physical["region"] =
            json!({ "startLine": line, "startColumn": columns.start, "endColumn": columns.end });
    }
    let mut result = json!({
        "ruleId": finding.check,
        "level": finding.severity.as_str(),
        "message": { "text": format!("segment {number}: {}", finding.message) },
        "locations": [{
            "physicalLocation": physical,
            "logicalLocations": [{ "name": segment.id.as_str(), "kind": "element" }],
        }],
        "properties": {
            "segment": number,
            "source": segment.source.text,
            "target": segment.target.content.text,
            "fixed": finding.fix.as_ref().map(|fix| fixed(&segment.target.content.text, fix)),
        },
    });
    if let (Some(reason), Some(result)) = (finding.excuse(), result.as_object_mut()) {
        let suppressed = json!([{ "kind": "external", "justification": reason }]);
        result.insert(String::from("suppressions"), suppressed);
    }
    result
}

/// `text` after `fix`.
fn fixed(text: &str, fix: &Edit) -> String {
    [&text[..fix.at.start], &fix.text, &text[fix.at.end..]].concat()
}

/// A file name as a relative URI reference: everything but the unreserved characters and `/` is escaped
/// (RFC 3986, section 2.3).
fn uri(name: &str) -> String {
    let mut uri = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_becomes_a_uri() {
        assert_eq!(super::uri("a b/خ.txt"), "a%20b/%D8%AE.txt");
    }
}
