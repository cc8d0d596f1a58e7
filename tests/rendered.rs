//! The side-by-side page and the Word document as other programs read them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop at the first surprise, and reads the disk"
)]

use std::io::{Cursor, Read};

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use tarjuman::document::{
    Article, BlockKind, Content, Finding, Origin, Outcome, Segment, SegmentId, Severity, State, Target, Term,
    TermHit, TermUse, Tier,
};
use tarjuman::format::{self, View, WriteOptions};

fn article(source: &str, target: &str) -> Article {
    let segment = |number: usize, target: Target| Segment {
        id: SegmentId::of(source, number),
        block: number,
        source: Content::plain(source),
        gap: String::new(),
        target,
        terms: Vec::new(),
        matches: Vec::new(),
        findings: Vec::new(),
    };
    Article {
        name: String::from("article.txt"),
        title: None,
        source_language: String::from("ar"),
        target_language: String::from("en"),
        blocks: vec![BlockKind::Paragraph; 2],
        segments: vec![
            segment(0, Target::draft(Content::plain(target), Origin::Person)),
            segment(1, Target::empty("no backend")),
        ],
        ..Article::default()
    }
}

fn write(id: &str, article: &Article, view: View) -> Vec<u8> {
    let mut out = Vec::new();
    let options = WriteOptions { view, summary: None };
    format::by_id(id)
        .unwrap()
        .write(article, &options, &mut out)
        .unwrap();
    out
}

fn page(article: &Article) -> String {
    String::from_utf8(write("html", article, View::Bilingual)).unwrap()
}

fn document(article: &Article) -> String {
    let bytes = write("docx", article, View::Bilingual);
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut document = String::new();
    zip.by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut document)
        .unwrap();
    document
}

/// All text of a well-formed document.
fn text(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(name) => {
                let entity = format!("&{};", &*name);
                text.push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            Event::Eof => return text,
            _ => {}
        }
    }
}

fn with_term() -> Article {
    let mut article = article("قال لكيري", "He told Kerry");
    let term = Term {
        source: String::from("كيري"),
        target: String::from("Kerry"),
        note: String::from("</style><script>alert(1)</script>"),
        ..Term::default()
    };
    for (index, outcome) in [Outcome::Held(8..13), Outcome::Open].into_iter().enumerate() {
        let hit = TermHit {
            span: 9..17,
            word: 7..17,
            term: term.clone().into(),
            split: String::from("ل+كيري"),
            tier: Tier::Sure,
            also: Vec::new(),
        };
        article.segments[index].terms.push(TermUse {
            hit,
            outcome,
            placed: None,
        });
    }
    article.segments[0].findings.push(Finding {
        check: "numbers".into(),
        severity: Severity::Warning,
        at: 0..2,
        source_at: None,
        message: String::from("<img src=x onerror=alert(1)> \u{202E}"),
        fix: None,
        ignored: None,
        waived: None,
    });
    article
}

#[test]
fn a_page_holds_no_markup_from_outside_and_no_script() {
    let page = page(&with_term());
    assert!(!page.contains("<script") && !page.contains("<img"));
    assert!(page.contains("default-src 'none'"));
    text(&page);
}

#[test]
fn an_override_in_a_finding_stays_out_of_the_line() {
    assert!(!page(&with_term()).contains('\u{202E}'));
    assert!(!document(&with_term()).contains('\u{202E}'));
}

#[test]
fn a_right_to_left_source_takes_the_right_hand_column() {
    let article = with_term();
    assert!(page(&article).contains("<table class=\"pairs\" dir=\"rtl\">"));
    assert!(document(&article).contains("<w:bidiVisual/>") && document(&article).contains("<w:bidi/>"));
    let mut mirrored = article;
    std::mem::swap(&mut mirrored.source_language, &mut mirrored.target_language);
    assert!(page(&mirrored).contains("<table class=\"pairs\" dir=\"ltr\">"));
    assert!(!document(&mirrored).contains("<w:bidiVisual/>"));
}

#[test]
fn an_empty_target_offers_the_rendering_and_its_reason() {
    let page = page(&with_term());
    assert!(page.contains("<b lang=\"en\" dir=\"ltr\">Kerry</b>") && page.contains("no backend"));
    assert!(document(&with_term()).contains("<w:showingPlcHdr/>"));
}

#[test]
fn every_target_is_tagged_with_its_segment() {
    let article = with_term();
    for segment in &article.segments {
        assert!(document(&article).contains(&format!("<w:tag w:val=\"{}\"/>", segment.id)));
    }
}

#[test]
fn the_same_article_gives_the_same_bytes() {
    for id in ["html", "docx"] {
        for view in [View::Bilingual, View::Target] {
            assert_eq!(write(id, &with_term(), view), write(id, &with_term(), view));
        }
    }
}

#[test]
fn an_untranslated_segment_is_marked_in_the_translation() {
    let page = String::from_utf8(write("html", &with_term(), View::Target)).unwrap();
    assert!(page.contains("class=\"untranslated\"") && page.contains("1 of 2 segments"));
    assert_eq!(with_term().segments[1].target.state, State::Empty);
}

proptest! {
    #[test]
    fn any_text_is_in_the_page_and_the_document(source in "[^\\p{Cc}\\p{Cn}]{1,40}", target in "[^\\p{Cc}\\p{Cn}]{1,40}") {
        let article = article(&source, &target);
        for read in [text(&page(&article)), text(&document(&article))] {
            prop_assert!(read.contains(&source));
            prop_assert!(target.trim().is_empty() || read.contains(&target));
        }
    }

    #[test]
    fn any_characters_give_well_formed_files(source in any::<String>(), target in any::<String>()) {
        let article = article(&source, &target);
        text(&page(&article));
        text(&document(&article));
    }
}
