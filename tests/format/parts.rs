//! What each format says that it holds of an article is what it holds.

use tarjuman::document::{Article, BlockKind, Content, Origin, State};
use tarjuman::format::{ALL, Format, Part, View, WriteOptions, left_out, lost};

use crate::sample::full;

/// The article without a part of it.
fn without(part: Part) -> Article {
    let mut article = full();
    for segment in &mut article.segments {
        match part {
            Part::States if !segment.target.content.is_blank() => segment.target.state = State::Translated,
            Part::Origins if segment.target.origin.is_some() => segment.target.origin = Some(Origin::File),
            Part::Reasons => segment.target.reason = None,
            Part::Codes => {
                segment.source = Content::plain(segment.source.text.as_str());
                segment.target.content = Content::plain(segment.target.content.text.as_str());
            }
            Part::Terms => segment.terms.clear(),
            Part::Matches => segment.matches.clear(),
            Part::Findings => segment.findings.clear(),
            _ => {}
        }
    }
    match part {
        Part::Untranslated => drop(article.segments.pop()),
        Part::Comments => article.comments.clear(),
        Part::Blocks => article.blocks.fill(BlockKind::Paragraph),
        Part::Title => article.title = None,
        _ => {}
    }
    article
}

fn written(article: &Article, format: &dyn Format) -> Vec<u8> {
    let mut out = Vec::new();
    let options = WriteOptions {
        view: View::Bilingual,
        summary: None,
    };
    format.write(article, &options, &mut out).unwrap();
    out
}

#[test]
fn a_part_makes_a_difference_in_the_file_if_the_format_carries_it() {
    let mut wrong = Vec::new();
    for format in ALL.iter().filter(|format| format.is_writable()) {
        let whole = written(&full(), *format);
        for part in Part::ALL {
            let differs = written(&without(*part), *format) != whole;
            if differs != format.carries().contains(part) {
                wrong.push(format!("{}: {part:?}: in the file: {differs}", format.id()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_lost_is_said_in_words() {
    let tmx = tarjuman::format::by_id("tmx").unwrap();
    assert_eq!(left_out(&full(), tmx), 2);
    assert_eq!(
        lost(&full(), tmx),
        [
            "where 3 targets came from",
            "the reason of 2 empty segments",
            "1 comment",
            "2 found terms",
            "1 memory match",
            "1 finding",
            "what 2 blocks are (headings, lists…)",
            "the title"
        ]
    );
    let json = tarjuman::format::by_id("json").unwrap();
    assert_eq!((left_out(&full(), json), lost(&full(), json).len()), (0, 0));
}
