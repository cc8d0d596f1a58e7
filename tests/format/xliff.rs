//! XLIFF: valid as written, readable as other tools write it.

use std::process::Command;

use proptest::prelude::*;
use tarjuman::document::{Article, CodeKind, State};
use tarjuman::format::{Input, ReadOptions, View, by_id, recognise};

use crate::round_trips::any_article;
use crate::sample::{article, code, written};

fn read(text: &str) -> Result<Article, String> {
    match by_id("xliff").unwrap().read(text, &ReadOptions::default()) {
        Ok(Input::Article(article)) => Ok(article),
        Ok(Input::Document(_)) => panic!("XLIFF is bilingual"),
        Err(error) => Err(error.to_string()),
    }
}

/// Validates with `xmllint`. The grammar is this project's own account of the part of XLIFF 2.1 it writes; with
/// the environment variable `XLIFF_SCHEMA` naming an XSD that imports the OASIS core and module schemas, the
/// file must satisfy that as well.
fn validate(name: &str, file: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::File::create(&path)
        .and_then(|mut out| std::io::Write::write_all(&mut out, file.as_bytes()))
        .unwrap();
    let grammar = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/format/xliff/written.rng");
    let mut schemas = vec![("--relaxng", grammar.to_owned())];
    schemas.extend(
        std::env::vars().find_map(|(key, value)| (key == "XLIFF_SCHEMA").then_some(("--schema", value))),
    );
    for (kind, schema) in schemas {
        let run = Command::new("xmllint")
            .args(["--nonet", "--noout", kind, &schema])
            .arg(&path)
            .output();
        let run = run.expect("this test runs xmllint; install it (Debian: libxml2-utils)");
        assert!(
            run.status.success(),
            "{}\n{file}",
            String::from_utf8_lossy(&run.stderr)
        );
    }
}

#[test]
fn the_sample_is_valid() {
    validate("sample.xlf", &written(&article(), "xliff", View::Bilingual));
}

#[test]
fn an_article_without_segments_is_valid() {
    let empty = Article {
        segments: Vec::new(),
        blocks: Vec::new(),
        ..article()
    };
    validate("empty.xlf", &written(&empty, "xliff", View::Bilingual));
}

#[test]
fn codes_that_cross_and_characters_that_xml_cannot_hold_are_valid() {
    let mut article = article();
    let source = &mut article.segments[0].source;
    source.text.push('\u{1}');
    source.codes = vec![
        code(2, 1, CodeKind::Open, "<b>"),
        code(4, 2, CodeKind::Open, ""),
        code(11, 1, CodeKind::Close, "</b>"),
        code(13, 2, CodeKind::Close, ""),
        code(13, 3, CodeKind::Close, "</i>\u{1}"),
        code(13, 4, CodeKind::Single, "<br>"),
        code(13, 4, CodeKind::Single, "<br>"),
    ];
    article.segments[1].source.codes = vec![code(0, 7, CodeKind::Open, "<u>")];
    article.segments[2].source.codes = vec![code(2, 7, CodeKind::Close, "</u>")];
    let file = written(&article, "xliff", View::Bilingual);
    validate("codes.xlf", &file);
    assert!(
        file.contains("<cp hex=\"0001\"/>") && file.contains("<em startRef") && file.contains("isolated")
    );
    assert_eq!(
        read(&file).unwrap().segments[0].source,
        article.segments[0].source
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_article_is_valid(article in any_article()) {
        validate("any.xlf", &written(&article, "xliff", View::Bilingual));
    }
}

#[test]
fn version_1_2_of_other_tools_is_read() {
    let file = r#"<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.docx" source-language="ar" target-language="en" datatype="x">
<header/><body><group id="g">
<trans-unit id="1" approved="yes"><source>نعم <g id="5">هو</g></source><target>yes <g id="5">him</g></target></trans-unit>
<trans-unit id="2"><source>أ. ب.</source>
<seg-source><mrk mtype="seg" mid="0">أ.</mrk> <mrk mtype="seg" mid="1">ب.</mrk></seg-source>
<target state="translated"><mrk mtype="seg" mid="0">A.</mrk> <mrk mtype="seg" mid="1"></mrk></target>
<alt-trans match-quality="82%" origin="tm"><source>أ</source><target>A</target></alt-trans></trans-unit>
<trans-unit id="3" translate="no"><source>x</source></trans-unit>
</group></body></file></xliff>"#;
    assert_eq!(recognise("-", file).id(), "xliff");
    let article = read(file).unwrap();
    assert_eq!((article.name.as_str(), article.segments.len()), ("a.docx", 3));
    let [first, second, third] = &article.segments[..] else {
        panic!()
    };
    assert_eq!(first.target.state, State::Approved);
    assert_eq!(first.source.codes[0].original, "<g id=\"5\">");
    assert_eq!(
        (second.gap.as_str(), second.target.state),
        (" ", State::Translated)
    );
    assert_eq!((second.matches[0].score, second.block), (82, 1));
    assert_eq!(
        (third.source.text.as_str(), third.target.state),
        ("ب.", State::Empty)
    );
}

#[test]
fn version_2_0_of_other_tools_is_read() {
    let file = r#"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ar" trgLang="en">
<file id="f"><unit id="a"><originalData><data id="x">[C]</data></originalData>
<segment state="reviewed"><source>أ<ph id="ph1" dataRef="x"/> <mrk id="m" type="term">ب</mrk></source><target>A B</target></segment>
</unit><unit id="b"><segment><source>ج</source><target>C</target></segment></unit></file></xliff>"#;
    let article = read(file).unwrap();
    let [first, second] = &article.segments[..] else {
        panic!()
    };
    assert_eq!(first.source.text, "أ ب");
    assert_eq!(
        (first.source.codes[0].id, first.source.codes[0].original.as_str()),
        (1, "[C]")
    );
    assert_eq!((first.id.as_str(), second.id.as_str()), ("a.1", "b.1"));
    assert_eq!(
        (first.target.state, second.target.state),
        (State::Approved, State::Draft)
    );
}

#[test]
fn a_broken_file_is_refused_with_its_place() {
    let cut = "<xliff version=\"2.1\" srcLang=\"ar\">\n<file id=\"f\">\n";
    assert!(
        read(cut)
            .unwrap_err()
            .starts_with("line 2, column 1: <file> is never closed")
    );
    let wrong = "<xliff version=\"3.0\"/>";
    assert!(read(wrong).unwrap_err().contains("version `3.0` is not known"));
    let no_source = "<xliff version=\"2.1\" srcLang=\"ar\" trgLang=\"en\">\n<file id=\"f\"><unit id=\"u\">\n<segment/></unit></file></xliff>";
    assert!(
        read(no_source)
            .unwrap_err()
            .starts_with("line 3, column 1: <segment> has no <source>")
    );
    let unknown = "<xliff version=\"2.1\" srcLang=\"ar\"><file id=\"f\"/></xliff>";
    assert_eq!(read(unknown).unwrap().target_language, "und");
}
