//! Books given back translated.

use proptest::prelude::*;
use tarjuman::document::{BlockKind, Content};

use crate::documents::{open, package, part};

const OPF: &str = "<?xml version=\"1.0\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
<dc:title>كتاب</dc:title><dc:creator>كاتب</dc:creator><dc:language>ar</dc:language></metadata>\
<manifest><item id=\"a\" href=\"text/z.xhtml\"/><item id=\"b\" href=\"./text/a.xhtml\"/><item id=\"n\" href=\"nav.xhtml\" properties=\"nav\"/></manifest>\
<spine toc=\"ncx\" page-progression-direction='rtl'><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>";

fn chapter(text: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"ar\" lang=\"ar\" dir=\"rtl\"><head><title/>\
         <script src=\"x.js\"/></head><body><p>{text}</p></body></html>"
    )
}

fn book() -> Vec<u8> {
    package(&[
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>",
        ),
        ("OEBPS/book.opf", OPF),
        ("OEBPS/text/a.xhtml", &chapter("الفصل <b>الثاني</b>&nbsp;هنا")),
        ("OEBPS/text/z.xhtml", &chapter("الفصل الأول")),
        ("OEBPS/nav.xhtml", &chapter("المحتويات")),
        ("OEBPS/a.css", "p { direction: rtl }"),
    ])
}

#[test]
fn chapters_are_read_in_the_order_of_the_book() {
    let opened = open("a.epub", &book());
    assert_eq!(
        opened.texts(),
        ["كتاب", "الفصل الأول", "الفصل الثاني\u{A0}هنا", "المحتويات"]
    );
    assert_eq!(opened.document.blocks[0].kind, BlockKind::Title);
    assert_eq!(opened.document.title.as_deref(), Some("كتاب"));
    assert_eq!(opened.document.language.as_deref(), Some("ar"));
}

#[test]
fn an_untranslated_book_is_its_own_bytes() {
    let opened = open("a.epub", &book());
    assert_eq!(
        opened.translated(&opened.article(("ar", "en"), |_| None)),
        opened.bytes
    );
}

#[test]
fn a_book_comes_back_in_the_other_language_and_turns_its_pages_the_other_way() {
    let opened = open("a.epub", &book());
    let article = opened.article(("ar", "en"), |source| match source.text.as_str() {
        "كتاب" => Some(Content::plain("A <book>")),
        "الفصل الأول" => Some(Content::plain("Chapter one")),
        _ => None,
    });
    let new = opened.translated(&article);
    let opf = OPF
        .replace("<dc:title>كتاب", "<dc:title>A &lt;book&gt;")
        .replace("<dc:language>ar", "<dc:language>en")
        .replace("'rtl'", "'ltr'");
    assert_eq!(part(&new, "OEBPS/book.opf"), opf);
    let first = chapter("Chapter one")
        .replace("lang=\"ar\"", "lang=\"en\"")
        .replace("dir=\"rtl\"", "dir=\"ltr\"");
    assert_eq!(part(&new, "OEBPS/text/z.xhtml"), first);
    assert_eq!(part(&new, "OEBPS/a.css"), "p { direction: rtl }");
    assert!(new[30..].starts_with(b"mimetypeapplication/epub+zip") || new[30..].starts_with(b"mimetype"));
    let back = open("b.epub", &new);
    let arabic = back.article(("en", "ar"), |source| {
        (source.text == "Chapter one").then(|| Content::plain("الأول"))
    });
    let again = part(&back.translated(&arabic), "OEBPS/book.opf");
    assert!(
        again.contains("page-progression-direction='rtl'") && again.contains("<dc:language>ar<"),
        "{again}"
    );
}

#[test]
fn a_chapter_that_is_not_translated_says_its_language() {
    let opened = open("a.epub", &book());
    let article = opened.article(("ar", "en"), |source| {
        (source.text == "الفصل الأول").then(|| Content::plain("Chapter one"))
    });
    let second = part(&opened.translated(&article), "OEBPS/text/a.xhtml");
    assert!(
        second.contains("<p lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\">الفصل"),
        "{second}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_book_comes_back_as_it_was_or_translated(
        chapters in prop::collection::vec("(<p>|</p>|<b>نعم</b>|<i title='a b'>نعم</i>|<br/>|<img alt=\"x\"/>|<li>|</li>|<script/>|&#160;|نعم| |a|&lt;){0,16}", 1..3),
        target in "[a-z<>&\"' \u{627}]{1,12}",
    ) {
        let names: Vec<String> = (0..chapters.len()).map(|number| format!("OEBPS/{number}.xhtml")).collect();
        let pages: Vec<String> = chapters.iter().map(|text| chapter(text)).collect();
        let mut parts = vec![("META-INF/container.xml", "<container/>"), ("OEBPS/book.opf", OPF)];
        parts.extend(names.iter().map(String::as_str).zip(pages.iter().map(String::as_str)));
        let opened = open("a.epub", &package(&parts));
        let untouched = opened.article(("ar", "en"), |_| None);
        prop_assert_eq!(&opened.translated(&untouched), &opened.bytes);
        let article = opened.article(("ar", "en"), |source| {
            let mut content = Content::plain(format!("x{target}x"));
            content.codes = source.codes.clone();
            content.codes.iter_mut().for_each(|code| code.at = code.at.min(1));
            Some(content)
        });
        let new = opened.translated(&article);
        let again = open("b.epub", &new);
        prop_assert_eq!(again.document.blocks.len(), opened.document.blocks.len());
        let kept = again.article(("en", "ar"), |_| None);
        prop_assert_eq!(again.translated(&kept), new);
    }
}
