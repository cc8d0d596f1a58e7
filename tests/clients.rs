//! Real tools read what this program writes, and it reads what they write: Debian's translate-toolkit, OmegaT, openpyxl,
//! LibreOffice and xmllint, which `tests/run` installs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests fail by panicking, and read the disk"
)]

#[path = "format/sample.rs"]
mod sample;
#[path = "format/oasis/suites.rs"]
mod suites;
#[path = "clients/valid.rs"]
mod valid;
#[path = "clients/workbooks.rs"]
mod workbooks;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use sample::written;
use tarjuman::document::{Article, Content, Segment, State};
use tarjuman::format::{self, Input, ReadOptions, View};

/// Pairs that a careless reader or writer would change.
const PAIRS: &[(&str, &str)] = &[
    ("قال كيري نعم.", "Kerry said \"yes\" & <left>."),
    ("ذهب  الوزير — أمس.", "The minister\u{a0}left — yesterday."),
    ("سلام", "Peace"),
];

/// The pairs as an article, from a table in which a cell is quoted as a spreadsheet does: where it holds a mark.
fn plain() -> Article {
    let quoted = |target: &str| match target.contains('"') {
        true => format!("\"{}\"", target.replace('"', "\"\"")),
        false => target.to_owned(),
    };
    let rows: String = PAIRS
        .iter()
        .map(|(source, target)| format!("{source}\t{}\n", quoted(target)))
        .collect();
    read("tsv", &format!("source\ttarget\n{rows}"))
}

fn options() -> ReadOptions {
    ReadOptions {
        name: String::from("a.txt"),
        source_language: Some(String::from("ar")),
        target_language: Some(String::from("en")),
        ..ReadOptions::default()
    }
}

fn read(id: &str, text: &str) -> Article {
    match format::by_id(id).unwrap().read(text, &options()).unwrap() {
        Input::Article(article) => article,
        Input::Document(_) => panic!("{id} is bilingual"),
    }
}

fn pairs(article: &Article) -> Vec<(String, String)> {
    let pair = |segment: &Segment| (segment.source.text.clone(), segment.target.content.text.clone());
    article.segments.iter().map(pair).collect()
}

fn wanted() -> Vec<(String, String)> {
    PAIRS
        .iter()
        .map(|(source, target)| ((*source).to_owned(), (*target).to_owned()))
        .collect()
}

/// Runs a command to its end; standard output of one that ended well.
fn run(command: &mut Command, input: &str) -> String {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}; tests/run installs it"));
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Debian's Python, which has the toolkit, with the script that drives it.
fn toolkit() -> Command {
    let mut command = Command::new("/usr/bin/python3");
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/toolkit.py"));
    command
}

#[test]
fn translate_toolkit_reads_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (name, id) in [("a.xlf", "xliff-1.2"), ("a.tmx", "tmx"), ("a.tbx", "tbx-2008")] {
        let path = folder.path().join(name);
        fs::write(&path, written(&plain(), id, View::Bilingual)).unwrap();
        files.push(path);
    }
    let po = folder.path().join("a.po");
    let empty: String = PAIRS
        .iter()
        .map(|(source, _)| format!("msgid \"{source}\"\nmsgstr \"\"\n\n"))
        .collect();
    let header =
        "msgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n";
    let text = format!("{header}{empty}");
    let mut drafted = read("po", &text);
    for (segment, pair) in drafted.segments.iter_mut().zip(PAIRS) {
        segment.target.content = Content::plain(pair.1);
        segment.target.state = State::Translated;
    }
    let kept = format::by_id("po").unwrap();
    let bytes = format::patched(kept, (text.as_bytes(), "UTF-8"), &drafted, &options()).unwrap();
    fs::write(&po, bytes).unwrap();
    files.push(po);
    let read: BTreeMap<String, Vec<(String, String)>> =
        serde_json::from_str(&run(toolkit().arg("read").args(&files), "")).unwrap();
    assert_eq!(read.len(), 4);
    for (file, units) in &read {
        // A term is one line of words.
        let words = |(source, target): &(String, String)| {
            let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            (line(source), line(target))
        };
        if file == "a.tbx" {
            assert_eq!(
                units.iter().map(words).collect::<Vec<_>>(),
                wanted().iter().map(words).collect::<Vec<_>>()
            );
        } else {
            assert_eq!(*units, wanted(), "{file}");
        }
    }
}

#[test]
fn what_translate_toolkit_writes_is_read_and_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let units = serde_json::to_string(&PAIRS).unwrap();
    run(toolkit().arg("write").arg(folder.path()), &units);
    for (name, id) in [("xlf", "xliff"), ("tmx", "tmx"), ("tbx", "tbx"), ("po", "po")] {
        let text = fs::read_to_string(folder.path().join(format!("toolkit.{name}"))).unwrap();
        assert_eq!(format::recognise("-", &text).id(), id);
        let article = read(id, &text);
        assert_eq!(pairs(&article), wanted(), "{name}");
        let format = format::by_id(id).unwrap();
        assert_eq!(format.validate(&text).unwrap(), [], "{name}");
        let kept = format::patched(format, (text.as_bytes(), "UTF-8"), &article, &options()).unwrap();
        assert_eq!(String::from_utf8(kept).unwrap(), text, "{name}");
    }
}

/// A project in `folder`: the file to be translated and the memory it is filled from.
fn omegat_project(folder: &Path, file: &str, memory: &str) {
    for below in ["source", "target", "tm/auto", "omegat", "glossary", "dictionary"] {
        fs::create_dir_all(folder.join(below)).unwrap();
    }
    fs::write(folder.join("source/a.xlf"), file).unwrap();
    fs::write(folder.join("tm/auto/a.tmx"), memory).unwrap();
    let project = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<omegat><project version=\"1.0\"><source_dir>source</source_dir>\
        <target_dir>target</target_dir><tm_dir>tm</tm_dir><glossary_dir>glossary</glossary_dir>\
        <glossary_file>glossary/glossary.txt</glossary_file><dictionary_dir>dictionary</dictionary_dir>\
        <source_lang>AR</source_lang><target_lang>EN</target_lang><sentence_seg>false</sentence_seg>\
        <support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>";
    fs::write(folder.join("omegat.project"), project).unwrap();
}

#[test]
fn omegat_fills_our_xliff_from_our_memory() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("project");
    let full = plain();
    let mut empty = full.clone();
    for segment in &mut empty.segments {
        segment.target = tarjuman::document::Target::default();
    }
    let file = written(&empty, "xliff-1.2", View::Bilingual);
    // What waits for a translation is read as nothing, though it holds the source for OmegaT.
    assert!(
        read("xliff", &file)
            .segments
            .iter()
            .all(|segment| segment.target.state == State::Empty)
    );
    omegat_project(&project, &file, &written(&full, "tmx", View::Bilingual));
    let config = folder.path().join("config");
    let mut omegat = Command::new("omegat");
    omegat.args(["--mode=console-translate", "--disable-project-locking"]);
    omegat
        .arg(format!("--config-dir={}", config.display()))
        .arg(&project);
    run(omegat.env("HOME", folder.path()), "");
    let home = read(
        "xliff",
        &fs::read_to_string(project.join("target/a.xlf")).unwrap(),
    );
    assert_eq!(pairs(&home), wanted());
    let ids = |article: &Article| -> Vec<_> {
        article
            .segments
            .iter()
            .map(|segment| segment.id.clone())
            .collect()
    };
    assert_eq!(ids(&home), ids(&full));
}
