//! OpenDocument texts given back translated.

use proptest::prelude::*;
use tarjuman::document::{BlockKind, CodeKind, Content};
use tarjuman::format::{self, Input, ReadOptions};

use crate::documents::{Opened, open, package, part};

const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">";

const STYLES: &str = "<office:styles><style:default-style style:family=\"paragraph\"><style:paragraph-properties style:writing-mode=\"page\"/>\
<style:text-properties fo:font-size=\"12pt\" fo:language=\"en\" fo:country=\"US\" style:font-size-complex=\"14pt\" style:language-complex=\"ar\" style:country-complex=\"EG\"/>\
</style:default-style></office:styles><style:page-layout><style:page-layout-properties fo:margin-left=\"2cm\" style:writing-mode=\"rl-tb\"/></style:page-layout>\
<office:master-styles><style:master-page><style:header><text:p text:style-name=\"Header\">رأس <text:page-number>1</text:page-number> الصفحة</text:p></style:header></style:master-page></office:master-styles>";

const AUTOMATIC: &str = "<office:automatic-styles><style:style style:name=\"P1\" style:family=\"paragraph\"><style:paragraph-properties fo:text-align=\"end\" style:writing-mode=\"rl-tb\"/>\
<style:text-properties style:font-weight-complex=\"bold\"/></style:style></office:automatic-styles>";

const BODY: &str = "<text:tracked-changes><text:changed-region><text:deletion><text:p>محذوف</text:p></text:deletion></text:changed-region></text:tracked-changes>\
<text:h text:outline-level=\"2\">عنوان</text:h>\n<text:p text:style-name=\"P1\"><text:bookmark text:name=\"b\"/>قال <text:span text:style-name=\"T1\">كيري</text:span>\n  إن<text:s text:c=\"2\"/>الاتفاق<text:note text:note-class=\"footnote\">\
<text:note-citation>1</text:note-citation><text:note-body><text:p>حاشية</text:p></text:note-body></text:note> <text:a xlink:href=\"http://x\">قريب</text:a><text:line-break/>نعم.</text:p>\
<text:list><text:list-item><text:p>بند</text:p></text:list-item></text:list><table:table><table:table-cell><text:p>خلية</text:p></table:table-cell></table:table>\
<text:p><draw:frame><draw:text-box><text:p>صندوق</text:p></draw:text-box></draw:frame></text:p><text:p/>";

fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        "{OPEN}{AUTOMATIC}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let styles = format!("{OPEN}{STYLES}</office:document-content>");
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("styles.xml", &styles),
        ("Pictures/a.png", "not really"),
    ])
}

#[test]
fn every_text_is_read_once() {
    let opened = open("a.odt", &odt(BODY));
    let told: Vec<_> = opened
        .document
        .blocks
        .iter()
        .map(|block| (block.kind, block.content.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (BlockKind::Heading(2), "عنوان"),
            (BlockKind::Paragraph, "قال كيري إن  الاتفاق قريب\nنعم."),
            (BlockKind::Paragraph, "حاشية"),
            (BlockKind::ListItem, "بند"),
            (BlockKind::Cell, "خلية"),
            (BlockKind::Paragraph, "صندوق"),
            (BlockKind::Paragraph, "رأس  الصفحة"),
        ]
    );
    let codes = &opened.document.blocks[1].content.codes;
    let kinds: Vec<_> = codes.iter().map(|code| (code.id, code.kind)).collect();
    let (open, close) = (CodeKind::Open, CodeKind::Close);
    assert_eq!(
        kinds,
        [
            (1, open),
            (1, close),
            (2, CodeKind::Single),
            (3, open),
            (3, close)
        ]
    );
}

#[test]
fn an_untranslated_text_is_its_own_bytes() {
    let opened = open("a.odt", &odt(BODY));
    let article = opened.article(("ar", "en"), |_| None);
    assert_eq!(opened.translated(&article), opened.bytes);
}

#[test]
fn an_arabic_text_comes_back_english_and_left_to_right() {
    let opened = open("a.odt", &odt(BODY));
    let article = opened.article(("ar", "en-GB"), |source| {
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
    let content = part(&new, "content.xml");
    for kept in [
        "<style:paragraph-properties fo:text-align=\"left\" style:writing-mode=\"lr-tb\"/>",
        "<style:text-properties style:font-weight-complex=\"bold\" fo:font-weight=\"bold\"/>",
        "<text:bookmark text:name=\"b\"/>xxx <text:span text:style-name=\"T1\">xxxx</text:span> xx <text:s/>xxxxxxx<text:note",
        "<text:note-body><text:p>xxxxx</text:p></text:note-body></text:note> <text:a xlink:href=\"http://x\">xxxx</text:a><text:line-break/>xxx.",
        "<draw:text-box><text:p>xxxxx</text:p></draw:text-box>",
        "<text:p>محذوف</text:p>",
    ] {
        assert!(content.contains(kept), "{kept} not in {content}");
    }
    let styles = part(&new, "styles.xml");
    for kept in [
        "style:writing-mode=\"lr-tb\"/></style:page-layout>",
        "fo:language=\"en\" fo:country=\"GB\"",
        "fo:font-size=\"14pt\"",
        ">xxx <text:page-number>1</text:page-number> xxxxxx<",
    ] {
        assert!(styles.contains(kept), "{kept} not in {styles}");
    }
    assert_eq!(part(&new, "Pictures/a.png"), "not really");
    assert_eq!(open("b.odt", &new).texts().len(), opened.texts().len());
}

#[test]
fn an_english_text_comes_back_right_to_left() {
    let opened = open("a.odt", &odt("<text:p>Yes</text:p>"));
    let article = opened.article(("en", "ar"), |source| {
        (source.text == "Yes").then(|| Content::plain("نعم"))
    });
    let styles = part(&opened.translated(&article), "styles.xml");
    assert!(
        styles.contains("<style:paragraph-properties style:writing-mode=\"rl-tb\" fo:text-align=\"right\"/>"),
        "{styles}"
    );
    assert!(
        styles.contains("style:language-complex=\"ar\" style:country-complex=\"none\""),
        "{styles}"
    );
}

#[test]
fn a_sheet_is_refused_by_name() {
    let sheet = package(&[(
        "content.xml",
        "<office:document-content><office:spreadsheet/></office:document-content>",
    )]);
    let decoded = format::decode(&sheet, None).unwrap();
    let told = format::recognise("a.ods", &decoded.text).read(&decoded.text, &ReadOptions::default());
    assert!(
        told.unwrap_err()
            .to_string()
            .contains("save it as a text document")
    );
}

#[test]
fn what_is_not_translated_keeps_its_direction() {
    let content = |styles: &str, body: &str| {
        format!(
            "{OPEN}<office:automatic-styles><style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Standard\">\
             <style:paragraph-properties {styles}/><style:text-properties style:language-complex=\"ar\"/></style:style>@</office:automatic-styles>\
             <office:body><office:text>{body}</office:text></office:body></office:document-content>"
        )
    };
    let own = "fo:text-align=\"right\" style:writing-mode=\"rl-tb\"";
    let body = "<text:p text:style-name=\"P1\">نعم</text:p><text:p text:style-name=\"P1\">لا</text:p><text:p>أبدا</text:p><text:p>1</text:p>";
    let bytes = package(&[("content.xml", &content(own, body).replace('@', ""))]);
    let opened = open("a.odt", &bytes);
    let article = opened.article(("ar", "en"), |source| {
        (source.text == "نعم").then(|| Content::plain("Yes"))
    });
    let kept = format!(
        "<style:style style:name=\"P1_source\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:paragraph-properties {own}/>\
         <style:text-properties style:language-complex=\"ar\"/></style:style><style:style style:name=\"P_source\" style:family=\"paragraph\" \
         style:parent-style-name=\"Standard\"><style:paragraph-properties style:writing-mode=\"rl-tb\" fo:text-align=\"start\"/></style:style>"
    );
    let body = body
        .replace("نعم", "Yes")
        .replace("P1\">لا", "P1_source\">لا")
        .replace("<text:p>أ", "<text:p text:style-name=\"P_source\">أ");
    let turned = "fo:text-align=\"left\" style:writing-mode=\"lr-tb\"";
    assert_eq!(
        part(&opened.translated(&article), "content.xml"),
        content(turned, &body).replace('@', &kept)
    );
}

#[test]
fn deep_nesting_is_refused() {
    let deep = open_or_told(&odt(&"<text:p><text:span>".repeat(5_000)));
    assert!(deep.unwrap_err().contains("inside one another"));
    let blanks = open_or_told(&odt("<text:p>a<text:s text:c=\"4000000000\"/>b</text:p>"));
    assert_eq!(blanks.unwrap()[0], "ab");
}

fn open_or_told(bytes: &[u8]) -> Result<Vec<String>, String> {
    let decoded = format::decode(bytes, None).map_err(|error| error.to_string())?;
    let format = format::recognise("a.odt", &decoded.text);
    match format.read(&decoded.text, &ReadOptions::default()) {
        Ok(Input::Document(document)) => Ok(document
            .blocks
            .into_iter()
            .map(|block| block.content.text)
            .collect()),
        Ok(Input::Article(_)) => panic!("one language"),
        Err(error) => Err(error.to_string()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_body_is_read_or_refused(body in "(<text:p>|</text:p>|<text:span>|</text:span>|<text:span/>|<text:s/>|<text:tab/>|<text:note>|</text:note>|<text:bookmark/>|a| |نعم|&amp;|&x;|<!-- -->){0,24}") {
        let bytes = odt(&body);
        if open_or_told(&bytes).is_ok() {
            let opened = open("a.odt", &bytes);
            let untouched = opened.article(("ar", "en"), |_| None);
            prop_assert_eq!(&opened.translated(&untouched), &opened.bytes);
            let article = opened.article(("ar", "en"), |source| {
                let mut content = Content::plain("x < \ty  z");
                content.codes = source.codes.clone();
                content.codes.iter_mut().for_each(|code| code.at = code.at.min(1));
                Some(content)
            });
            let again = open("b.odt", &opened.translated(&article));
            let told = |opened: &Opened| opened.document.blocks.len();
            prop_assert_eq!(told(&again), told(&opened));
        }
    }
}
