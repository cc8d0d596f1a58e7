//! What every reader of foreign bytes must survive: the bodies of the fuzz targets, run by the ordinary suite too.

use std::io::{Cursor, Write};

use tarjuman::document::{Article, Term};
use tarjuman::format::{self, Input, ReadOptions, View, tmx};
use tarjuman::glossary::{Matcher, TermFile};
use tarjuman::{language, segment};

/// A file that somebody hands to `draft`, `check` or `import`: decoded, recognised, read by every format.
pub(crate) fn article_file(bytes: &[u8]) {
    let Ok(decoded) = format::decode(bytes, None) else {
        return;
    };
    let options = ReadOptions {
        name: String::from("fuzz"),
        ..ReadOptions::default()
    };
    for reader in format::ALL.iter().filter(|format| format.is_readable()) {
        match reader.read(&decoded.text, &options) {
            Ok(Input::Document(document)) => {
                if reader.keeps(View::Target) {
                    let untouched =
                        format::patched(*reader, (bytes, decoded.encoding), &Article::default(), &options);
                    assert!(untouched.is_ok_and(|untouched| untouched == bytes));
                }
                for block in &document.blocks {
                    assert!(
                        block
                            .content
                            .codes
                            .iter()
                            .all(|code| block.content.text.is_char_boundary(code.at))
                    );
                }
                let segments = segment::segments(&document, language::of("ar"), &segment::Options::default());
                assert!(segments.iter().all(|segment| !segment.source.is_blank()));
            }
            Ok(Input::Article(_)) => {}
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

/// A page of the web: what is taken out of it is a page that is read.
pub(crate) fn web_page(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(clip) = format::clipped(&text, "https://example.org/") {
        assert!(!clip.contains("<script"));
        let html = format::by_id("html");
        assert!(html.is_some_and(|html| html.read(&clip, &ReadOptions::default()).is_ok()));
    }
}

/// A glossary: what parses comes back byte for byte.
pub(crate) fn glossary_file(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(file) = TermFile::parse(&text) {
        assert_eq!(file.to_text(), text);
    }
}

/// A translation memory: every unit or error in turn, and an end.
pub(crate) fn tmx_file(bytes: &[u8]) {
    let Ok(reader) = tmx::Reader::new(bytes, None) else {
        return;
    };
    let most = bytes.len() + 1;
    let seen = reader
        .take(most)
        .take_while(|unit| unit.as_ref().map_or_else(tmx::Error::is_of_one_unit, |_| true));
    assert!(
        seen.count() < most,
        "a file of {} bytes does not end",
        bytes.len()
    );
}

/// A bilingual file: what is read is given back unchanged, byte for byte, with its rules checked; with other targets it is
/// still a file that reads.
pub(crate) fn kept_file(bytes: &[u8]) {
    let Ok(decoded) = format::decode(bytes, None) else {
        return;
    };
    let options = ReadOptions {
        name: String::from("fuzz"),
        ..ReadOptions::default()
    };
    for format in format::ALL.iter().filter(|format| format.keeps(View::Bilingual)) {
        if let Ok(faults) = format.validate(&decoded.text) {
            assert!(faults.iter().all(|fault| fault.line > 0 && fault.column > 0));
        }
        let Ok(Input::Article(mut article)) = format.read(&decoded.text, &options) else {
            continue;
        };
        let file = (bytes, decoded.encoding);
        if let Ok(kept) = format::patched(*format, file, &article, &options) {
            assert_eq!(kept, bytes, "{}: untouched, and yet not the same", format.name());
        }
        for segment in &mut article.segments {
            segment.target.content = "<&> نعم".into();
        }
        if let Ok(edited) = format::patched(*format, file, &article, &options) {
            let again = format::decode(&edited, Some(decoded.encoding)).map(|again| again.text.into_owned());
            assert!(
                again.is_ok_and(|text| format.read(&text, &options).is_ok()),
                "{}: {}",
                format.name(),
                String::from_utf8_lossy(&edited)
            );
        }
    }
}

/// The smallest packages of each kind, with where the bytes stand in them.
const PACKAGES: &[&[(&str, &str)]] = &[
    &[("word/document.xml", "@"), ("word/styles.xml", "@")],
    &[("content.xml", "@"), ("styles.xml", "@")],
    &[
        ("META-INF/container.xml", "<container/>"),
        ("a.opf", "@"),
        ("b.xhtml", "@"),
    ],
    &[
        (
            "xl/workbook.xml",
            "<workbook xmlns:r='urn:r'><sheets><sheet name='s' r:id='a'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='a' Type='x/worksheet' Target='worksheets/s.xml'/>\
             <Relationship Id='b' Type='x/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
        ),
        ("xl/sharedStrings.xml", "@"),
        ("xl/worksheets/s.xml", "@"),
    ],
];

/// A package of each kind with the bytes as its text, and the bytes as a package: read, kept, refused.
pub(crate) fn package_file(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for parts in PACKAGES {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in *parts {
            let written = zip
                .start_file(*name, zip::write::SimpleFileOptions::default())
                .map_err(std::io::Error::from)
                .and_then(|()| zip.write_all(part.replace('@', &text).as_bytes()));
            assert!(written.is_ok());
        }
        let Ok(packed) = zip.finish() else { continue };
        article_file(packed.get_ref());
        kept_file(packed.get_ref());
    }
    let cut = [b"PK\x03\x04", bytes].concat();
    assert!(format::decode(&cut, None).map_or_else(|error| !error.to_string().is_empty(), |_| true));
}

/// A glossary of another tool: its terms are read or refused, and written again they read as the same terms.
pub(crate) fn terms_file(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for table in format::ALL.iter().filter_map(|format| format.table()) {
        if let Ok(rows) = table.rows(&text) {
            let home = tarjuman::glossary::from_cells(rows.into_iter().map(|row| (row.line, row.cells)));
            let _ = TermFile::parse(&home);
        }
    }
    for terms in format::ALL.iter().filter_map(|format| format.terms()) {
        let Ok(list) = terms.read(&text, &ReadOptions::default()) else {
            continue;
        };
        assert!(
            list.terms
                .iter()
                .all(|(_, term)| !term.source.is_empty() && !term.target.is_empty())
        );
        let mut out = Vec::new();
        terms.write(&list, &mut out).unwrap_or_default();
        let options = ReadOptions {
            source_language: Some(list.source_language.clone()),
            target_language: Some(list.target_language.clone()),
            ..ReadOptions::default()
        };
        let again = terms.read(&String::from_utf8_lossy(&out), &options);
        assert!(list.terms.is_empty() || again.is_ok_and(|again| again.terms.len() == list.terms.len()));
    }
}

/// Any text, and a term made of its first word: hits lie inside the text, in order.
pub(crate) fn matched_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let term = Term {
        source: text.split_whitespace().next().unwrap_or("كيري").to_owned(),
        target: String::from("x"),
        ..Term::default()
    };
    let Ok(matcher) = Matcher::new([term], language::of("ar")) else {
        return;
    };
    let mut last = 0;
    for hit in matcher.hits(&text, &matcher.habits(&text)) {
        assert!(text.get(hit.word.clone()).is_some() && text.get(hit.span.clone()).is_some());
        assert!(last <= hit.word.start);
        last = hit.word.end;
    }
}

/// Segmentation rules: what parses cuts any text without loss.
pub(crate) fn srx_file(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(srx) = segment::srx::Srx::read(&text) else {
        return;
    };
    let Ok(rules) = srx.rules("en", &[]) else {
        return;
    };
    let options = segment::Options {
        rules,
        ..segment::Options::default()
    };
    let sentences = segment::split(&text, language::of("en"), &options);
    assert_eq!(
        sentences
            .into_iter()
            .map(|range| &text[range])
            .collect::<String>(),
        text
    );
}
