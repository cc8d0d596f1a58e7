//! Source documents given back translated: everything that was not translated is as it was.

use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use tarjuman::document::{Article, Content, Document, Origin, Target};
use tarjuman::format::{self, Input, ReadOptions};
use tarjuman::language;
use tarjuman::segment::{self, Options};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A file read as a source document, with its format and encoding.
pub(crate) struct Opened {
    pub(crate) bytes: Vec<u8>,
    pub(crate) format: &'static dyn format::Format,
    pub(crate) encoding: &'static str,
    pub(crate) document: Document,
}

pub(crate) fn open(name: &str, bytes: &[u8]) -> Opened {
    let decoded = format::decode(bytes, None).unwrap();
    let format = format::recognise(name, &decoded.text);
    let Input::Document(document) = format.read(&decoded.text, &ReadOptions::default()).unwrap() else {
        panic!("{name} is a source document")
    };
    Opened {
        bytes: bytes.to_vec(),
        format,
        encoding: decoded.encoding,
        document,
    }
}

impl Opened {
    /// An article of the document in which `translate` gives the target of a source, if any.
    pub(crate) fn article(
        &self,
        pair: (&str, &str),
        translate: impl Fn(&Content) -> Option<Content>,
    ) -> Article {
        let mut segments = segment::segments(&self.document, language::of(pair.0), &Options::default());
        for segment in &mut segments {
            if let Some(content) = translate(&segment.source) {
                segment.target = Target::draft(content, Origin::Person);
            }
        }
        Article {
            source_language: pair.0.to_owned(),
            target_language: pair.1.to_owned(),
            blocks: self.document.blocks.iter().map(|block| block.kind).collect(),
            segments,
            ..Article::default()
        }
    }

    pub(crate) fn translated(&self, article: &Article) -> Vec<u8> {
        let file = (&*self.bytes, self.encoding);
        format::patched(self.format, file, article, &ReadOptions::default()).unwrap()
    }

    pub(crate) fn texts(&self) -> Vec<&str> {
        self.document
            .blocks
            .iter()
            .map(|block| block.content.text.as_str())
            .collect()
    }
}

pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut part).unwrap();
    part
}

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

fn arabic_docx() -> Vec<u8> {
    let body = r#"<w:p><w:pPr><w:pStyle w:val="1"/><w:bidi/></w:pPr><w:r><w:rPr><w:bCs/><w:rtl/></w:rPr><w:t>عنوان</w:t></w:r></w:p>
<w:p w:rsidR="00A1"><w:pPr><w:bidi/><w:ind w:left="720"/><w:jc w:val="both"/></w:pPr><w:bookmarkStart w:id="0" w:name="x"/>
<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">قال </w:t></w:r><w:r><w:rPr><w:bCs/><w:szCs w:val="40"/><w:rtl/></w:rPr><w:t>كيري</w:t></w:r><w:r w:rsidR="1"><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve"> إن </w:t></w:r><w:hyperlink r:id="rId9"><w:r><w:rPr><w:rtl/></w:rPr><w:t>الاتفاق</w:t></w:r></w:hyperlink><w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve"> قريب</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:bookmarkEnd w:id="0"/></w:p>
<w:tbl><w:tblPr><w:bidiVisual/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tr><w:tc><w:p><w:pPr><w:bidi/></w:pPr><w:r><w:t>خلية</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>صندوق</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>صندوق</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> صفحة</w:t></w:r></w:p>
<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:bidi/></w:sectPr>"#;
    let styles = r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:bidi/></w:pPr><w:rPr><w:szCs w:val="28"/><w:lang w:val="en-US" w:bidi="ar-SA"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>"#;
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "word/document.xml",
            &format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"),
        ),
        (
            "word/styles.xml",
            &format!("<w:styles {NAMESPACES}>{styles}</w:styles>"),
        ),
        (
            "word/header1.xml",
            &format!("<w:hdr {NAMESPACES}><w:p><w:r><w:t>رأس</w:t></w:r></w:p></w:hdr>"),
        ),
        (
            "word/footnotes.xml",
            &format!(
                "<w:footnotes {NAMESPACES}><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> حاشية</w:t></w:r></w:p></w:footnote></w:footnotes>"
            ),
        ),
        ("word/media/image1.png", "not really"),
    ])
}

#[test]
fn every_text_of_a_word_document_is_read_once() {
    let opened = open("a.docx", &arabic_docx());
    assert_eq!(
        opened.texts(),
        [
            "عنوان",
            "قال كيري إن الاتفاق قريب",
            "خلية",
            "صندوق",
            " صفحة",
            " حاشية",
            "رأس"
        ]
    );
    let codes = &opened.document.blocks[1].content.codes;
    let kinds: Vec<_> = codes.iter().map(|code| (code.id, code.at)).collect();
    // The bold name, the link, the note.
    assert_eq!(
        kinds.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
        [1, 1, 2, 2, 3]
    );
}

#[test]
fn an_untranslated_document_is_its_own_bytes() {
    let opened = open("a.docx", &arabic_docx());
    assert_eq!(
        opened.translated(&opened.article(("ar", "en"), |_| None)),
        opened.bytes
    );
}

#[test]
fn an_arabic_document_comes_back_english_and_left_to_right() {
    let opened = open("a.docx", &arabic_docx());
    let article = opened.article(("ar", "en"), |source| {
        // Each letter a Latin one, each code where it stood.
        let mut target = source.clone();
        target.text = source
            .text
            .chars()
            .map(|c| if c.is_alphabetic() { 'x' } else { c })
            .collect();
        for code in &mut target.codes {
            code.at = source.text[..code.at].chars().count();
        }
        Some(target)
    });
    let new = opened.translated(&article);
    let document = part(&new, "word/document.xml");
    for gone in ["w:bidi", "w:rtl", "bidiVisual", "كيري", "الاتفاق", "صندوق"] {
        assert!(!document.contains(gone), "{gone} in {document}");
    }
    for kept in [
        "<w:footnoteReference w:id=\"2\"/>",
        "<w:hyperlink r:id=\"rId9\">",
        "w:name=\"x\"",
        "w:rsidR=\"00A1\"",
        "<w:b/><w:bCs/><w:sz w:val=\"40\"/><w:szCs w:val=\"40\"/>",
        "<w:instrText> PAGE </w:instrText>",
        "<w:ind w:left=\"720\"/><w:jc w:val=\"both\"/>",
        "<w:lang w:val=\"en\"/>",
    ] {
        assert!(document.contains(kept), "{kept} not in {document}");
    }
    let styles = part(&new, "word/styles.xml");
    assert!(
        styles.contains("<w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>") && !styles.contains("<w:bidi/>"),
        "{styles}"
    );
    assert!(part(&new, "word/footnotes.xml").contains("<w:footnoteRef/>"));
    assert_eq!(part(&new, "word/media/image1.png"), "not really");
    assert_eq!(open("b.docx", &new).texts().len(), opened.texts().len());
}

#[test]
fn only_the_paragraph_that_was_translated_differs() {
    let opened = open("a.docx", &arabic_docx());
    let article = opened.article(("ar", "fa"), |source| {
        (source.text == "خلية").then(|| Content::plain("خانه"))
    });
    let (old, new) = (
        part(&opened.bytes, "word/document.xml"),
        part(&opened.translated(&article), "word/document.xml"),
    );
    let paragraph = "<w:r><w:t>خلية</w:t></w:r>";
    let written =
        "<w:r><w:rPr><w:rtl/><w:lang w:bidi=\"fa\"/></w:rPr><w:t xml:space=\"preserve\">خانه</w:t></w:r>";
    assert_eq!(new, old.replace(paragraph, written));
}

#[test]
fn an_english_document_comes_back_right_to_left() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Kerry said</w:t></w:r></w:p><w:p><w:r><w:t>Left</w:t></w:r></w:p>\
        <w:tbl><w:tblPr><w:tblW w:w=\"0\"/></w:tblPr></w:tbl><w:sectPr><w:docGrid/></w:sectPr>";
    let document = format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    let opened = open("a.docx", &package(&[("word/document.xml", &document)]));
    let article = opened.article(("en", "ar"), |source| {
        (source.text == "Kerry said").then(|| Content::plain("قال John"))
    });
    let new = part(&opened.translated(&article), "word/document.xml");
    assert!(new.contains("<w:pPr><w:bidi/></w:pPr>"), "{new}");
    assert!(new.contains("<w:b/><w:bCs/><w:rtl/>"), "{new}");
    assert!(
        new.contains("<w:tblPr><w:bidiVisual/>") && new.contains("<w:sectPr><w:bidi/><w:docGrid/>"),
        "{new}"
    );
    // What nobody translated keeps its direction.
    assert!(
        new.contains("<w:pPr><w:bidi w:val=\"0\"/></w:pPr><w:r><w:t>Left"),
        "{new}"
    );
}

#[test]
fn a_style_that_says_its_side_changes_it_where_its_paragraphs_ran_the_other_way() {
    let styles = r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="r"><w:basedOn w:val="a"/><w:pPr><w:ind w:right="400"/><w:jc w:val="right"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="b"><w:pPr><w:bidi/><w:jc w:val="left"/></w:pPr></w:style>"#;
    let body = "<w:p><w:pPr><w:pStyle w:val=\"r\"/></w:pPr><w:r><w:t>نعم</w:t></w:r></w:p>";
    let bytes = package(&[
        (
            "word/document.xml",
            &format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"),
        ),
        (
            "word/styles.xml",
            &format!("<w:styles {NAMESPACES}>{styles}</w:styles>"),
        ),
    ]);
    let opened = open("a.docx", &bytes);
    let article = opened.article(("ar", "en"), |_| Some(Content::plain("Yes")));
    let styles = part(&opened.translated(&article), "word/styles.xml");
    assert!(
        styles.contains("<w:ind w:left=\"400\"/><w:jc w:val=\"left\"/>"),
        "{styles}"
    );
    // In a paragraph that runs from right to left Word reads left and right from where it begins.
    assert!(
        styles.contains("<w:pPr><w:jc w:val=\"left\"/></w:pPr>"),
        "{styles}"
    );
}

#[test]
fn plain_text_and_markdown_keep_all_but_the_translation() {
    let text = "\u{FEFF}  واحد.\r\n\r\n\tاثنان\u{200F}\r\n";
    let opened = open("a.txt", text.as_bytes());
    let article = opened.article(("ar", "en"), |source| {
        (source.text == "واحد.").then(|| Content::plain("One."))
    });
    assert_eq!(
        String::from_utf8(opened.translated(&article)).unwrap(),
        text.replace("واحد.", "One.")
    );
    let text = "---\ntitle: x\n---\n# عنوان\n\n- بند **مهم** \n\n```\ncode\n```\n";
    let opened = open("a.md", text.as_bytes());
    let article = opened.article(("ar", "en"), |source| {
        (source.text == "عنوان").then(|| Content::plain("Title"))
    });
    assert_eq!(
        String::from_utf8(opened.translated(&article)).unwrap(),
        text.replace("عنوان", "Title")
    );
}

#[test]
fn windows_1256_stays_windows_1256() {
    let (bytes, _, _) =
        encoding_rs::WINDOWS_1256.encode("قال وزير الخارجية الأمريكي جون كيري إن الاتفاق قريب.\nنعم\n");
    let mut opened = open("a.txt", &bytes);
    opened.encoding = "windows-1256";
    let article = opened.article(("ar", "fr"), |source| {
        source.text.contains("قال").then(|| Content::plain("Déjà"))
    });
    let new = opened.translated(&article);
    assert_eq!(encoding_rs::WINDOWS_1256.decode(&new).0, "D\u{E9}j\u{E0}\nنعم\n");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_body_is_read_or_refused(body in "(<w:p>|</w:p>|<w:r>|</w:r>|<w:t>|</w:t>|<w:t/>|<w:tbl>|</w:tbl>|<w:fldChar w:fldCharType=\"(begin|end|separate)\"/>|<w:hyperlink>|</w:hyperlink>|<w:sdt>|</w:sdt>|<w:sdtContent>|a|نعم|&amp;|&x;|<!--|<w:del>|</w:del>){0,24}") {
        let document = format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
        let bytes = package(&[("word/document.xml", &document)]);
        let decoded = format::decode(&bytes, None).unwrap();
        let format = format::by_id("docx").unwrap();
        if let Ok(Input::Document(document)) = format.read(&decoded.text, &ReadOptions::default()) {
            let opened = Opened { bytes, format, encoding: "UTF-8", document };
            let article = opened.article(("ar", "en"), |_| Some(Content::plain("x < y")));
            let new = opened.translated(&article);
            let again = open("b.docx", &new);
            prop_assert_eq!(again.document.blocks.len(), opened.document.blocks.len());
        }
    }
}
