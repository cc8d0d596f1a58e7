//! All XML that is written is valid by the schemas of those who made the formats (`tests/schemas/`), says xmllint.

use std::fs;
use std::path::Path;
use std::process::Command;

use tarjuman::document::{Article, Content, Segment, State, Target};
use tarjuman::format::{self, Input, View};

use crate::sample::{article, full, written};
use crate::suites::suites;
use crate::{options, plain, read, run};

/// Each format that is written, with how xmllint is to be told its schema. The committee of TBX lets its grammar be
/// used but says nothing of copies, so TBX is held to XML here, and to our own reading of the grammar everywhere.
const SCHEMAS: &[(&str, Option<[&str; 2]>)] = &[
    ("xliff", Some(["--schema", "xliff-2.1.xsd"])),
    (
        "xliff-1.2",
        Some(["--schema", "xliff-1.2/xliff-core-1.2-strict.xsd"]),
    ),
    ("tmx", Some(["--dtdvalid", "tmx/tmx14.dtd"])),
    ("tbx", None),
    ("tbx-2008", None),
];

/// Fails where xmllint says something against the file.
fn held_to(path: &Path, schema: Option<[&str; 2]>) {
    run(xmllint(schema).arg(path), "");
}

fn is_valid(path: &Path, schema: Option<[&str; 2]>) -> bool {
    xmllint(schema).arg(path).output().unwrap().status.success()
}

fn xmllint(schema: Option<[&str; 2]>) -> Command {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas");
    let mut xmllint = Command::new("xmllint");
    xmllint.args(["--nonet", "--noout"]);
    if let Some([option, name]) = schema {
        xmllint.arg(option).arg(schemas.join(name));
        xmllint.env("XML_CATALOG_FILES", schemas.join("catalog.xml"));
    }
    xmllint
}

/// The article before anybody has worked on it.
fn untranslated(article: &Article) -> Article {
    let mut empty = article.clone();
    for segment in &mut empty.segments {
        segment.target = Target::default();
        segment.matches.clear();
        segment.findings.clear();
    }
    empty
}

/// The article with every target typed anew and in the next of the states.
fn edited(article: &Article) -> Article {
    let states = [State::Approved, State::NeedsReview, State::Translated];
    let mut edited = article.clone();
    for (segment, state) in edited.segments.iter_mut().zip(states.iter().cycle()) {
        segment.target.content = Content::plain("New & <bold> \u{200F}\"words\"");
        segment.target.state = *state;
    }
    edited
}

#[test]
fn what_is_written_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    let articles = [
        ("plain", plain()),
        ("codes", article()),
        ("full", full()),
        ("untranslated", untranslated(&full())),
        (
            "no-segments",
            Article {
                segments: Vec::<Segment>::new(),
                ..article()
            },
        ),
    ];
    for (name, article) in &articles {
        for (id, schema) in SCHEMAS {
            let path = folder.path().join(format!("{name}.{id}"));
            fs::write(&path, written(article, id, View::Bilingual)).unwrap();
            held_to(&path, *schema);
        }
    }
}

/// A schema that lets everything through would hold nothing.
#[test]
fn what_is_wrong_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    for (id, schema) in SCHEMAS {
        let whole = written(&full(), id, View::Bilingual);
        let (from, to) = match schema {
            Some(_) => (" version=", " vision="),
            None => ("</", "<"),
        };
        assert!(whole.contains(from), "{id}");
        let path = folder.path().join(id);
        fs::write(&path, whole.replace(from, to)).unwrap();
        assert!(!is_valid(&path, *schema), "{id}");
    }
}

/// Files of other tools and of the XLIFF committee that are valid stay so when every target is typed anew.
#[test]
fn what_was_valid_is_valid_after_an_edit() {
    let folder = tempfile::tempdir().unwrap();
    let (mut held, mut wrong) = (0, Vec::new());
    for (name, bytes) in [foreign(), suite()].concat() {
        let Ok(decoded) = format::decode(&bytes, None) else {
            continue;
        };
        let format = format::recognise(&name, &decoded.text);
        let schema = match format.id() {
            "tmx" => SCHEMAS[2].1,
            _ if decoded.text.contains("document:2.0") => SCHEMAS[0].1,
            _ if decoded.text.contains("document:1.2") => SCHEMAS[1].1,
            _ => continue,
        };
        let path = folder.path().join("a.xml");
        fs::write(&path, &bytes).unwrap();
        let Ok(Input::Article(article)) = format.read(&decoded.text, &options()) else {
            continue;
        };
        if !is_valid(&path, schema) {
            continue;
        }
        held += 1;
        let file = (bytes.as_slice(), decoded.encoding);
        let bytes = format::patched(format, file, &edited(&article), &options())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        fs::write(&path, bytes).unwrap();
        let told = xmllint(schema).arg(&path).output().unwrap();
        if !told.status.success() {
            wrong.push(format!("{name}: {}", String::from_utf8_lossy(&told.stderr)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(held > 60, "{held}");
}

fn foreign() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format/foreign");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read(&path).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

fn suite() -> Vec<(String, Vec<u8>)> {
    let mut files = suites();
    files.retain(|(name, _)| name.starts_with("xliff-21/") && name.contains("/valid/"));
    files
}

/// An edit of a file that is kept as it is, of one that has targets and of one that has none.
#[test]
fn what_is_edited_in_place_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    for (id, schema) in SCHEMAS.iter().filter(|(id, _)| !id.starts_with("tbx")) {
        for (name, article) in [("full", full()), ("untranslated", untranslated(&full()))] {
            let text = written(&article, id, View::Bilingual);
            let format = format::recognise("-", &text);
            let held = read(format.id(), &text);
            let bytes =
                format::patched(format, (text.as_bytes(), "UTF-8"), &edited(&held), &options()).unwrap();
            let path = folder.path().join(format!("{name}.{id}"));
            fs::write(&path, bytes).unwrap();
            held_to(&path, *schema);
        }
    }
}
