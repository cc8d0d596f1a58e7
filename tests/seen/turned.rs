//! Word and OpenDocument files given back translated, as a word processor prints them: the translation begins on its side.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::drafts::Draft;
use crate::paper::{self, Word};

/// Points between the edge of the paper and its text, in the documents here.
const MARGIN: f64 = 56.7;

const ARABIC: [&str; 2] = ["وصل الوزير إلى باريس", "قال إن الاتفاق قريب"];
const ENGLISH: [&str; 2] = ["The minister arrived", "He said it was near"];

fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A text of two paragraphs, the second in a table, as Word writes it.
fn word(texts: [&str; 2], is_rtl: bool) -> Vec<u8> {
    let w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let (paragraph, run) = if is_rtl {
        ("<w:pPr><w:bidi/></w:pPr>", "<w:rPr><w:rtl/></w:rPr>")
    } else {
        ("", "")
    };
    let text = |text: &str| format!("<w:p>{paragraph}<w:r>{run}<w:t>{text}</w:t></w:r></w:p>");
    let table = if is_rtl {
        "<w:tblPr><w:bidiVisual/></w:tblPr>"
    } else {
        "<w:tblPr/>"
    };
    let cell =
        |inner: &str| format!("<w:tc><w:tcPr><w:tcW w:w=\"4819\" w:type=\"dxa\"/></w:tcPr>{inner}</w:tc>");
    let body = format!(
        "{}<w:tbl>{table}<w:tblGrid><w:gridCol w:w=\"4819\"/><w:gridCol w:w=\"4819\"/></w:tblGrid><w:tr>{}{}</w:tr></w:tbl><w:p/>",
        text(texts[0]),
        cell(&text(texts[1])),
        cell(&text("1"))
    );
    package(&[
        (
            "[Content_Types].xml",
            String::from(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" \
                 ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>",
            ),
        ),
        (
            "_rels/.rels",
            String::from(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" \
                 Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
                 </Relationships>",
            ),
        ),
        (
            "word/document.xml",
            format!(
                "<w:document xmlns:w=\"{w}\"><w:body>{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" \
                 w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\"/></w:sectPr></w:body></w:document>"
            ),
        ),
    ])
}

/// The same as LibreOffice writes it.
fn open_document(texts: [&str; 2], is_rtl: bool) -> Vec<u8> {
    let (mode, align) = if is_rtl {
        ("rl-tb", "right")
    } else {
        ("lr-tb", "left")
    };
    let names = ["office", "style", "text", "table"]
        .map(|name| format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""))
        .concat();
    let fo = "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"";
    let text = |text: &str| format!("<text:p text:style-name=\"P1\">{text}</text:p>");
    let cell = |inner: &str| format!("<table:table-cell>{inner}</table:table-cell>");
    let content = format!(
        "<office:document-content{names} {fo} office:version=\"1.2\"><office:automatic-styles><style:style style:name=\"P1\" \
         style:family=\"paragraph\"><style:paragraph-properties style:writing-mode=\"{mode}\" fo:text-align=\"{align}\"/></style:style>\
         <style:style style:name=\"T1\" style:family=\"table\"><style:table-properties style:width=\"17cm\" table:align=\"{align}\" \
         style:writing-mode=\"{mode}\"/></style:style></office:automatic-styles><office:body><office:text>{}<table:table \
         table:style-name=\"T1\"><table:table-column table:number-columns-repeated=\"2\"/><table:table-row>{}{}</table:table-row>\
         </table:table></office:text></office:body></office:document-content>",
        text(texts[0]),
        cell(&text(texts[1])),
        cell(&text("1"))
    );
    let styles = format!(
        "<office:document-styles{names} {fo} office:version=\"1.2\"><office:automatic-styles><style:page-layout style:name=\"L\">\
         <style:page-layout-properties fo:page-width=\"21cm\" fo:page-height=\"29.7cm\" fo:margin=\"2cm\" style:writing-mode=\"{mode}\"/>\
         </style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name=\"Standard\" \
         style:page-layout-name=\"L\"/></office:master-styles></office:document-styles>"
    );
    let kind = "application/vnd.oasis.opendocument.text";
    let entry = |path: &str, kind: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>")
    };
    package(&[
        ("mimetype", kind.to_owned()),
        (
            "META-INF/manifest.xml",
            format!(
                "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">{}{}{}</manifest:manifest>",
                entry("/", kind),
                entry("content.xml", "text/xml"),
                entry("styles.xml", "text/xml")
            ),
        ),
        ("content.xml", content),
        ("styles.xml", styles),
    ])
}

/// The words of the printed document, those of one line beside one another.
fn printed(file: (&str, &[u8]), pair: (&str, &str), pairs: &[(&str, &str)]) -> (f64, Vec<Word>) {
    let (draft, out) = Draft::document(file, pair, pairs);
    let sheet = paper::from_office(&draft, &out).remove(0);
    (sheet.width, sheet.words)
}

/// Cells have margins of their own.
fn near(place: f64, wanted: f64, what: &str) {
    assert!((place - wanted).abs() < 12.0, "{what}: at {place}, not {wanted}");
}

fn left(words: &[Word]) -> f64 {
    words.iter().map(|word| word.left).fold(f64::INFINITY, f64::min)
}

fn right(words: &[Word]) -> f64 {
    words.iter().map(|word| word.right).fold(0.0, f64::max)
}

/// Parts the words of the first paragraph, of the translated cell, and the number in the other cell.
fn parted(words: Vec<Word>) -> (Vec<Word>, Vec<Word>, Vec<Word>) {
    let first = words.iter().map(|word| word.top).fold(f64::INFINITY, f64::min);
    let (above, below): (Vec<_>, Vec<_>) = words.into_iter().partition(|word| word.top - first < 5.0);
    let (number, cell) = below.into_iter().partition(|word| word.text == "1");
    (above, cell, number)
}

fn pairs() -> Vec<(&'static str, &'static str)> {
    ARABIC.into_iter().zip(ENGLISH).collect()
}

#[test]
fn from_arabic_the_text_begins_on_the_left() {
    for (name, bytes) in [
        ("a.docx", word(ARABIC, true)),
        ("a.odt", open_document(ARABIC, true)),
    ] {
        let (_, words) = printed((name, &bytes), ("ar", "en"), &pairs());
        let (above, cell, number) = parted(words);
        assert_eq!(above[0].text, "The", "{name}");
        near(left(&above), MARGIN, name);
        near(left(&cell), MARGIN, &format!("{name}: the cell"));
        assert!(
            right(&cell) < left(&number),
            "{name}: the columns run the wrong way"
        );
    }
}

#[test]
fn into_arabic_the_text_begins_on_the_right() {
    let pairs: Vec<_> = pairs()
        .into_iter()
        .map(|(arabic, english)| (english, arabic))
        .collect();
    for (name, bytes) in [
        ("a.docx", word(ENGLISH, false)),
        ("a.odt", open_document(ENGLISH, false)),
    ] {
        let (width, words) = printed((name, &bytes), ("en", "ar"), &pairs);
        let (above, cell, number) = parted(words);
        assert!(above.iter().all(|word| !word.text.is_ascii()), "{name}");
        near(right(&above), width - MARGIN, name);
        near(right(&cell), width - MARGIN, &format!("{name}: the cell"));
        assert!(
            left(&cell) > right(&number),
            "{name}: the columns run the wrong way"
        );
    }
}
