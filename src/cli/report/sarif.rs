//! Findings as SARIF 2.1.0 (OASIS): one run, one rule a check with its section of the manual, the segment as logical location,
//! its line where the file shows it, and what to write there instead where that is known to the character.

use std::collections::HashMap;
use std::io::Write;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::check::{self, Entry, Options};
use crate::document::{Article, Edit, Finding, Segment};

use super::places::{File, Place, Places};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Where the checks are described, a section each.
const MANUAL: &str = include_str!("../../../docs/checks.md");

pub(super) fn print(
    article: &Article,
    options: &Options,
    file: &File,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let entries = check::entries(options);
    let log = Log {
        uri: uri(&file.path),
        places: Places::of(article, file.text.as_deref().unwrap_or_default()),
        rules: (0..)
            .zip(&entries)
            .map(|(at, entry)| (entry.id.as_str(), at))
            .collect(),
    };
    let mut met = HashMap::new();
    let mut results = Vec::new();
    for (index, segment) in article.segments.iter().enumerate() {
        for finding in &segment.findings {
            let mark = fingerprint(segment, finding, &mut met);
            results.push(log.result(index, segment, finding, mark));
        }
    }
    let rules: Vec<Value> = entries.iter().map(rule).collect();
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
    let mut rule = json!({
        "id": check.id,
        "shortDescription": { "text": check.about },
        "fullDescription": { "text": check.about },
        "defaultConfiguration": { "level": check.severity.as_str(), "enabled": !check.is_optional },
    });
    if let Some(section) = section(&check.id) {
        let about = section.split("\n\n").find(|part| !part.starts_with("Default:"));
        rule["fullDescription"] = json!({ "text": about.unwrap_or(&check.about) });
        rule["help"] = json!({ "text": section, "markdown": section });
    }
    rule
}

/// What the manual says of the check `id` below its heading.
fn section(id: &str) -> Option<&'static str> {
    let (_, behind) = MANUAL.split_once(&format!("\n## {id}\n"))?;
    Some(behind.split("\n## ").next()?.trim())
}

/// By what a finding is known again in a later run: its segment, its check and what it is about, and how many of the same came
/// before it.
fn fingerprint(segment: &Segment, finding: &Finding, met: &mut HashMap<String, usize>) -> String {
    let concern = finding.concern(&segment.target.content.text);
    let about = [segment.id.as_str(), finding.check.as_ref(), concern.as_str()].join("\0");
    let before = met.entry(about.clone()).or_default();
    let hash = Sha256::digest(format!("{about}\0{before}"));
    *before += 1;
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// What every result refers to.
struct Log<'a> {
    uri: String,
    places: Places<'a>,
    /// The place of each rule in the list, by its id.
    rules: HashMap<&'a str, usize>,
}

impl Log<'_> {
    fn result(&self, index: usize, segment: &Segment, finding: &Finding, mark: String) -> Value {
        let number = index + 1;
        let mut physical = json!({ "artifactLocation": { "uri": self.uri } });
        if let Some(place) = self.places.place(index, segment, finding) {
            physical["region"] = region(&place);
        }
        let mut result = json!({
            "ruleId": finding.check,
            "level": finding.severity.as_str(),
            "message": { "text": format!("segment {number}: {}", finding.message) },
            "locations": [{
                "physicalLocation": physical,
                "logicalLocations": [{ "name": segment.id.as_str(), "kind": "element" }],
            }],
            "partialFingerprints": { "finding/v1": mark },
            "properties": {
                "segment": number,
                "source": segment.source.text,
                "target": segment.target.content.text,
                "fixed": finding.fix.as_ref().map(|fix| fixed(&segment.target.content.text, fix)),
            },
        });
        if let Some(rule) = self.rules.get(finding.check.as_ref()) {
            result["ruleIndex"] = json!(rule);
        }
        if let Some(fix) = finding.fix.as_ref().and_then(|fix| self.fix(index, segment, fix)) {
            result["fixes"] = json!([fix]);
        }
        if let Some(reason) = finding.excuse() {
            result["suppressions"] = json!([{ "kind": "external", "justification": reason }]);
        }
        result
    }

    /// The replacement in the file that makes `edit`, where the file shows the place and no format writes the new words
    /// otherwise.
    fn fix(&self, index: usize, segment: &Segment, edit: &Edit) -> Option<Value> {
        if edit
            .text
            .contains(['"', '&', '<', '>', '\\', '{', '}', ',', ';', '\t', '\r', '\n'])
        {
            return None;
        }
        let place = self.places.in_target(index, segment, &edit.at)?;
        let old = &segment.target.content.text[edit.at.clone()];
        Some(json!({
            "description": { "text": format!("“{old}” becomes “{}”", edit.text) },
            "artifactChanges": [{
                "artifactLocation": { "uri": self.uri },
                "replacements": [{
                    "deletedRegion": region(&place),
                    "insertedContent": { "text": edit.text },
                }],
            }],
        }))
    }
}

fn region(Place { line, columns }: &Place) -> Value {
    json!({ "startLine": line, "startColumn": columns.start, "endColumn": columns.end })
}

/// `text` after `fix`.
fn fixed(text: &str, fix: &Edit) -> String {
    [&text[..fix.at.start], &fix.text, &text[fix.at.end..]].concat()
}

/// A path as a URI, which is relative where the path is: everything but the unreserved characters, `/` and the colon of a
/// drive is escaped (RFC 3986, section 2.3).
fn uri(path: &str) -> String {
    let has_drive = path.starts_with(|c: char| c.is_ascii_alphabetic()) && path[1..].starts_with(":/");
    let mut uri = match () {
        () if has_drive => String::from("file:///"),
        () if path.starts_with('/') => String::from("file://"),
        () => String::new(),
    };
    for (at, byte) in path.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || has_drive && at == 1 {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_uri() {
        assert_eq!(uri("a b/خ.txt"), "a%20b/%D8%AE.txt");
        assert_eq!(uri("/news/a:b.tsv"), "file:///news/a%3Ab.tsv");
        assert_eq!(uri("C:/news/a.tsv"), "file:///C:/news/a.tsv");
        assert_eq!(uri("خ:/a"), "%D8%AE%3A/a");
    }

    #[test]
    fn every_check_has_its_section_of_the_manual() {
        for entry in check::entries(&Options::default()) {
            let about = rule(&entry)["fullDescription"]["text"].clone();
            assert_ne!(about, json!(entry.about), "{}", entry.id);
        }
    }
}
