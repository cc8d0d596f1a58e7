//! Web pages given back translated: their own bytes but for text, language and direction.

use proptest::prelude::*;
use tarjuman::document::{BlockKind, Content};

use crate::documents::{Opened, open};

const PAGE: &str = "<!DOCTYPE html>\n<html lang='ar' DIR=rtl>\n<head><meta charset=utf-8>\
<title>كيري في باريس</title>\n<meta name=\"description\" content='قال \"كيري\"'>\n\
<script>if (a < b) document.write('<p>كيري</p>')</script><style>p { direction: rtl }</style></head>\n<body style=\"direction: rtl\">\n\
<nav><a href=\"/\">الرئيسية</a></nav>\n<!-- كيري -->\n\
<p align=right>قال <B CLASS=x>كيري</B>\n   إن &laquo;الاتفاق&raquo; <a href=\"/?a=1&b=2\" title=\"إلى الخبر\">قريب</a><img src=p.png alt=صورة>.<br>نعم<!-- x -->!</p>\n\
<p lang=fr dir=rtl>Oui</p>\n<p translate=no>اسم</p>\n<pre>سطر\n  سطر</pre>\n<svg><text>رسم</text></svg>\n</body></html>\n";

/// The page in which every text that `targets` names stands in the other language.
fn translated(page: &str, pair: (&str, &str), targets: &[(&str, &str)]) -> String {
    let opened = open("a.html", page.as_bytes());
    let article = opened.article(pair, |source| {
        let (_, target) = targets.iter().find(|(own, _)| *own == source.text)?;
        let mut content = Content::plain(*target);
        // The codes of the source, one behind each blank.
        let blanks = target
            .match_indices(' ')
            .map(|(at, _)| at + 1)
            .chain(std::iter::repeat(target.len()));
        content.codes = source.codes.clone();
        content
            .codes
            .iter_mut()
            .zip(blanks)
            .for_each(|(code, at)| code.at = at);
        Some(content)
    });
    String::from_utf8(opened.translated(&article)).unwrap()
}

#[test]
fn every_text_of_a_page_is_read() {
    let opened = open("a.html", PAGE.as_bytes());
    let told: Vec<_> = opened
        .document
        .blocks
        .iter()
        .map(|block| (block.kind, block.content.text.as_str()))
        .collect();
    let words = "قال كيري إن «الاتفاق» قريب.\nنعم!";
    assert_eq!(
        told,
        [
            (BlockKind::Title, "كيري في باريس"),
            (BlockKind::Attribute, "قال \"كيري\""),
            (BlockKind::Paragraph, "الرئيسية"),
            (BlockKind::Paragraph, words),
            (BlockKind::Attribute, "إلى الخبر"),
            (BlockKind::Attribute, "صورة"),
            (BlockKind::Paragraph, "Oui"),
            (BlockKind::Paragraph, "سطر\n  سطر"),
        ]
    );
    assert_eq!(opened.document.title.as_deref(), Some("كيري في باريس"));
    assert_eq!(opened.document.language.as_deref(), Some("ar"));
}

#[test]
fn an_untranslated_page_is_its_own_bytes() {
    assert_eq!(translated(PAGE, ("ar", "en"), &[]), PAGE);
}

#[test]
fn a_page_comes_back_left_to_right_and_else_as_it_was() {
    let page = translated(
        PAGE,
        ("ar", "en"),
        &[
            ("كيري في باريس", "Kerry & Paris"),
            ("قال \"كيري\"", "It's \"Kerry\""),
            ("إلى الخبر", "to the \"news\""),
            ("صورة", "picture"),
            ("سطر\n  سطر", "line\n  line"),
        ],
    );
    let expected = PAGE
        .replace("lang='ar' DIR=rtl", "lang='en' DIR=\"ltr\"")
        .replace("<title>كيري في باريس", "<title>Kerry &amp; Paris")
        .replace("'قال \"كيري\"'", "'It&#39;s \"Kerry\"'")
        .replace("style=\"direction: rtl\"", "style=\"direction: ltr\"")
        .replace("<nav", "<nav lang=\"ar\" dir=\"rtl\"")
        .replace("<p align", "<p lang=\"ar\" dir=\"rtl\" align")
        .replace("title=\"إلى الخبر\"", "title=\"to the &quot;news&quot;\"")
        .replace("alt=صورة", "alt=\"picture\"")
        .replace("سطر\n  سطر", "line\n  line");
    assert_eq!(page, expected);
}

#[test]
fn inline_markup_stands_where_the_translation_has_it() {
    let text = "<html><p>قال <b>كيري</b> <i>نعم</i><br>لا</p></html>";
    let opened = open("a.html", text.as_bytes());
    let render = |codes: &[usize], words: &str| {
        let article = opened.article(("ar", "en"), |source| {
            let mut content = Content::plain(words);
            content.codes = codes.iter().map(|at| source.codes[*at].clone()).collect();
            content
                .codes
                .iter_mut()
                .enumerate()
                .for_each(|(at, code)| code.at = at * 2);
            Some(content)
        });
        String::from_utf8(opened.translated(&article)).unwrap()
    };
    let page = |inner: &str| format!("<html lang=\"en\"><p>{inner}</p></html>");
    // Pairs that cross are closed and opened again; a half without its other half is closed at the end, or left out.
    assert_eq!(
        render(&[0, 2, 1, 3], "a b c d "),
        page("<b>a <i>b </i></b><i>c </i>d ")
    );
    assert_eq!(render(&[0, 3], "a < b"), page("<b>a &lt; b</b>"));
    assert_eq!(render(&[4], "a\nb"), page("<br>a\nb"));
}

#[test]
fn what_says_something_of_one_element_is_not_said_of_its_second_part() {
    let page = "<html lang=\"ar\"><p>قال <b>كيري <i id=a class=b title='عنوان'>نعم</b> لا</i> نعم</p></html>";
    let targets = [("قال كيري نعم لا نعم", "a b c d e"), ("عنوان", "Title")];
    assert_eq!(
        translated(page, ("ar", "en"), &targets),
        "<html lang=\"en\"><p>a <b>b <i id=a class=b title='Title'>c </i></b><i class=b>d </i>e</p></html>"
    );
}

#[test]
fn text_beside_blocks_that_is_not_translated_says_its_own_direction() {
    let page =
        "<html lang=\"ar\" dir=\"rtl\"><div>نص <b>هنا</b><p>نعم</p>لا <b>نص <i>هنا</b> لا</i></div></html>";
    let expected = page
        .replace("lang=\"ar\" dir=\"rtl\"", "lang=\"en\" dir=\"ltr\"")
        .replace("نعم", "Yes")
        .replace(
            "نص <b>هنا</b><p",
            "<span lang=\"ar\" dir=\"rtl\">نص <b>هنا</b></span><p",
        );
    // An element around tags that cross would change what they hold.
    assert_eq!(translated(page, ("ar", "en"), &[("نعم", "Yes")]), expected);
}

#[test]
fn an_english_page_comes_back_right_to_left() {
    let page = "<html><body><p>Yes</p><p dir=\"ltr\">+1 202</p></body></html>";
    let expected = "<html lang=\"ar\" dir=\"rtl\"><body><p>نعم</p><p dir=\"rtl\">+1 202</p></body></html>";
    assert_eq!(translated(page, ("en", "ar"), &[("Yes", "نعم")]), expected);
}

#[test]
fn what_is_not_translated_says_its_own_language_and_direction() {
    let page = "<html lang=\"ar\" dir=\"rtl\"><body><p>نعم</p><p class=a align=right>لا <b style=\"direction:rtl\">أبدا</b><p>و<ul><li>أ</li>\
                <li>نص<ol><li>ب</li></ol></ul><td dir=rtl>ج</td>";
    let expected = page
        .replace("lang=\"ar\" dir=\"rtl\"><body>", "lang=\"en\" dir=\"ltr\"><body>")
        .replace("<p>نعم", "<p>Yes")
        .replace("<p class", "<p lang=\"ar\" dir=\"rtl\" class")
        .replace("<p>و", "<p lang=\"ar\" dir=\"rtl\">و")
        .replace("<li>أ", "<li lang=\"ar\" dir=\"rtl\">أ")
        .replace(">نص<", "><span lang=\"ar\" dir=\"rtl\">نص</span><")
        .replace("<li>ب", "<li lang=\"ar\" dir=\"rtl\">ب")
        .replace("<td dir=rtl", "<td lang=\"ar\" dir=rtl");
    assert_eq!(translated(page, ("ar", "en"), &[("نعم", "Yes")]), expected);
    let page = "<?xml version=\"1.0\"?><html xml:lang=\"en\"><p>Yes</p><p>No</p></html>";
    assert_eq!(
        translated(page, ("en", "fr"), &[("Yes", "Oui")]),
        "<?xml version=\"1.0\"?><html xml:lang=\"fr\"><p>Oui</p><p lang=\"en\" xml:lang=\"en\">No</p></html>"
    );
}

#[test]
fn a_page_in_an_old_encoding_keeps_it() {
    let text = "<html lang=ar><meta charset=windows-1256><p>نعم يا سيدي الوزير</p></html>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(text);
    let opened = open("a.html", &bytes);
    assert_eq!(opened.encoding, "windows-1256");
    let article = opened.article(("ar", "cs"), |_| Some(Content::plain("Děkuji")));
    let new = opened.translated(&article);
    assert!(String::from_utf8_lossy(&new).contains("<p>D&#283;kuji</p>"));
}

fn any_page() -> impl Strategy<Value = String> {
    "(<(/)?(p|b|i|li|a|table|td|svg|pre|title)( (title|dir|lang)=(\"a b\"|'rtl'|ar))?>|<img alt=x>|<br/?>|<!-- c -->|<script>a<b</script>|&amp;|&#x627;|[ab \u{627}<>&\n]){0,24}"
}

proptest! {
    #[test]
    fn any_page_comes_back_as_it_was_or_translated(page in any_page(), target in "[a-z<>&\"' \u{627}]{1,20}") {
        let opened = open("a.html", page.as_bytes());
        let untouched = opened.article(("ar", "en"), |_| None);
        prop_assert_eq!(opened.translated(&untouched), page.as_bytes());
        let article = opened.article(("ar", "en"), |source| {
            let mut content = Content::plain(format!("x{target}x"));
            content.codes = source.codes.clone();
            content.codes.iter_mut().for_each(|code| code.at = code.at.min(1));
            Some(content)
        });
        let new = opened.translated(&article);
        let again = open("b.html", &new);
        let told = |opened: &Opened| opened.document.blocks.iter().map(|block| block.kind).collect::<Vec<_>>();
        prop_assert_eq!(told(&again), told(&opened), "{}", String::from_utf8_lossy(&new));
        let kept = again.article(("en", "ar"), |_| None);
        prop_assert_eq!(again.translated(&kept), new);
    }
}
