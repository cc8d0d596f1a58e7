//! Review tables of other tools, PO files and subtitles, as this program reads and writes them.

use tarjuman::document::{CodeKind, State};
use tarjuman::format::{self, Input, ReadOptions, View, WriteOptions};

use crate::documents::{open, package, part};
use crate::sample::article;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn cell(inner: &str) -> String {
    format!("<w:tc><w:p>{inner}</w:p></w:tc>")
}

fn words(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:r><w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr><w:t>{text}</w:t></w:r>")
}

fn table(rows: &[Vec<String>]) -> Vec<u8> {
    let rows: String = rows
        .iter()
        .map(|cells| format!("<w:tr>{}</w:tr>", cells.concat()))
        .collect();
    let body = format!("<w:document {W}><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>");
    package(&[("word/document.xml", &body)])
}

fn read(bytes: &[u8]) -> tarjuman::document::Article {
    let decoded = format::decode(bytes, None).unwrap();
    let options = ReadOptions {
        source_language: Some(String::from("ar")),
        target_language: Some(String::from("en")),
        ..ReadOptions::default()
    };
    let format = format::recognise("t.docx", &decoded.text);
    let Input::Article(article) = format.read(&decoded.text, &options).unwrap() else {
        panic!("a review table is bilingual")
    };
    article
}

#[test]
fn a_table_of_memoq_comes_home() {
    let article = read(&table(&[
        vec![cell(&words("article.docx"))],
        vec![cell(&words("Don't change segment ID or source text"))],
        vec![
            cell(&words("1</w:t><w:br/><w:t>0f3c-9a")),
            cell(&format!(
                "{}{}{}",
                styled("mqInternal", "[1}"),
                words("سلام"),
                styled("mqInternal", "{1]")
            )),
            cell(&format!(
                "{}{}{}",
                styled("mqInternal", "[1}"),
                words("Peace"),
                styled("mqInternal", "{1]")
            )),
            cell(&words("too short")),
            cell(&words("Proofread")),
        ],
    ]));
    let segment = &article.segments[0];
    assert_eq!(
        (segment.id.as_str(), segment.target.content.text.as_str()),
        ("0f3c-9a", "Peace")
    );
    let codes: Vec<_> = segment
        .target
        .content
        .codes
        .iter()
        .map(|code| (code.id, code.kind))
        .collect();
    assert_eq!(codes, [(1, CodeKind::Open), (1, CodeKind::Close)]);
    assert_eq!(segment.target.state, State::Approved);
    assert_eq!(article.comments[0].text, "too short");
}

#[test]
fn a_table_of_trados_comes_home_with_its_changes_accepted() {
    let changed =
        "<w:del><w:r><w:delText>Pece</w:delText></w:r></w:del><w:ins><w:r><w:t>Peace</w:t></w:r></w:ins>";
    let article = read(&table(&[
        ["Segment ID", "Segment status", "Source segment", "Target segment"]
            .map(|head| cell(&words(head)))
            .to_vec(),
        vec![
            cell(&format!(
                "{}{}",
                styled("SegmentID", "7"),
                styled("TransUnitID", "ab-1")
            )),
            cell(&words("Draft (75%)")),
            cell(&format!("{}{}", words("سلام"), styled("Tag", "&lt;12/&gt;"))),
            cell(&format!("{changed}{}", styled("Tag", "&lt;12/&gt;"))),
        ],
    ]));
    let target = &article.segments[0].target;
    assert_eq!(
        (target.content.text.as_str(), target.state),
        ("Peace", State::Draft)
    );
    assert_eq!(
        (target.content.codes[0].id, target.content.codes[0].kind),
        (12, CodeKind::Single)
    );
}

#[test]
fn a_table_of_cafetran_comes_home() {
    let article = read(&table(&[
        ["ID", "ar", "en", "Notes", "*"]
            .map(|head| cell(&words(head)))
            .to_vec(),
        ["4", "سلام", "Peace", "good", ""]
            .map(|text| cell(&words(text)))
            .to_vec(),
    ]));
    assert_eq!(article.segments[0].target.content.text, "Peace");
    assert_eq!(article.comments[0].text, "good");
}

#[test]
fn our_own_table_comes_home_as_it_went() {
    let sent = article();
    let mut bytes = Vec::new();
    let options = WriteOptions {
        view: View::Bilingual,
        summary: None,
    };
    format::by_id("docx")
        .unwrap()
        .write(&sent, &options, &mut bytes)
        .unwrap();
    let home = read(&bytes);
    assert_eq!(home.name, sent.name);
    let told = |article: &tarjuman::document::Article| -> Vec<_> {
        let segments = article.segments.iter();
        segments
            .map(|s| {
                (
                    s.id.clone(),
                    s.source.text.clone(),
                    s.target.content.text.clone(),
                    s.target.state,
                )
            })
            .collect()
    };
    assert_eq!(told(&home), told(&sent));
    for (home, sent) in home.segments.iter().zip(&sent.segments) {
        let codes = |content: &tarjuman::document::Content| -> Vec<_> {
            content
                .codes
                .iter()
                .map(|code| (code.at, code.id, code.kind))
                .collect()
        };
        assert_eq!(codes(&home.source), codes(&sent.source));
        assert_eq!(codes(&home.target.content), codes(&sent.target.content));
    }
    // Edited with the change tracked, and remarked on.
    let document = part(&bytes, "word/document.xml");
    let text = &sent
        .segments
        .iter()
        .find(|s| !s.target.content.is_blank())
        .unwrap()
        .target
        .content
        .text;
    assert!(document.contains(text.split(' ').next().unwrap()));
}

#[test]
fn subtitles_keep_all_but_their_words() {
    let srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\nقال كيري إن\r\nالاتفاق قريب\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n<i>نعم</i>\r\n";
    let opened = open("a.srt", srt.as_bytes());
    assert_eq!(
        opened.translated(&opened.article(("ar", "en"), |_| None)),
        srt.as_bytes()
    );
    let article = opened.article(("ar", "en"), |source| {
        let mut target = source.clone();
        target.text = if source.text == "نعم" {
            String::from("Yes")
        } else {
            String::from("Kerry said the deal is near")
        };
        target
            .codes
            .iter_mut()
            .filter(|code| code.kind == CodeKind::Close)
            .for_each(|code| code.at = 3);
        Some(target)
    });
    let expected = srt
        .replace("قال كيري إن\r\nالاتفاق قريب", "Kerry said the\r\ndeal is near")
        .replace("نعم", "Yes");
    assert_eq!(String::from_utf8(opened.translated(&article)).unwrap(), expected);
}

#[test]
fn a_po_file_in_an_old_encoding_is_its_own_bytes() {
    let text = "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=CP1251\\n\"\n\nmsgid \"Yes\"\nmsgstr \"Да\"\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
    let decoded = format::decode(&bytes, None).unwrap();
    assert_eq!(decoded.encoding, "windows-1251");
    let po = format::by_id("po").unwrap();
    let Input::Article(mut article) = po.read(&decoded.text, &ReadOptions::default()).unwrap() else {
        panic!()
    };
    let file = (&*bytes, decoded.encoding);
    assert_eq!(
        format::patched(po, file, &article, &ReadOptions::default()).unwrap(),
        &*bytes
    );
    article.segments[0].target.content.text = String::from("Нет");
    let new = format::patched(po, file, &article, &ReadOptions::default()).unwrap();
    assert_eq!(
        encoding_rs::WINDOWS_1251.decode(&new).0,
        text.replace("Да", "Нет")
    );
}

#[test]
fn a_review_page_comes_home_as_a_browser_saves_it() {
    let sent = article();
    let mut bytes = Vec::new();
    let options = WriteOptions {
        view: View::Review,
        summary: None,
    };
    format::by_id("html")
        .unwrap()
        .write(&sent, &options, &mut bytes)
        .unwrap();
    let page = String::from_utf8(bytes).unwrap();
    assert!(page.contains("script-src 'sha256-") && page.contains("default-src 'none'"));
    // A browser writes the text of an element its own way, quotes and no-break spaces among it.
    let edited = page
        .replace("&quot;", "\"")
        .replace("Kerry in Paris", "Kerry&nbsp;in &lt;Paris&gt;")
        .replace("\"reviewer\":\"\"", "\"reviewer\":\"Huda\"")
        .replacen(
            "\"comment\":\"\"",
            "\"comment\":\"title case?\",\"sent\":\"x\"",
            1,
        );
    let html = format::by_id("html").unwrap();
    let Input::Article(home) = html.read(&edited, &ReadOptions::default()).unwrap() else {
        panic!("bilingual")
    };
    assert_eq!(
        (home.name.as_str(), home.segments.len()),
        (sent.name.as_str(), sent.segments.len())
    );
    assert_eq!(home.segments[0].target.content.text, "Kerry\u{A0}in <Paris>");
    assert_eq!(
        home.segments[1].target.content.text,
        sent.segments[1].target.content.text
    );
    assert_eq!(
        home.segments[1].target.content.codes.len(),
        sent.segments[1].target.content.codes.len()
    );
    assert_eq!(
        (home.comments[0].who.as_str(), home.comments[0].text.as_str()),
        ("Huda", "title case?")
    );
    assert!(
        html.read(&edited.replace("\"version\":1", "\"ver"), &ReadOptions::default())
            .is_err()
    );
}
