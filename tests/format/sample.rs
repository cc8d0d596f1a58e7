//! A small article with one of everything, and a way to write any article.

use tarjuman::document::{
    Article, BlockKind, CodeKind, Comment, Content, Finding, InlineCode, MatchKind, MemoryMatch, Origin,
    Outcome, Segment, SegmentId, Severity, State, Target, Term, TermHit, TermKind, TermUse, Tier,
};
use tarjuman::format::{View, WriteOptions, by_id};

/// A heading with a term, a paragraph of two segments (a code, a match, a finding), and an empty segment.
pub(crate) fn article() -> Article {
    let heading = Segment {
        target: Target::draft(Content::plain("Kerry in Paris"), Origin::Glossary),
        terms: vec![term("كيري", "Kerry", 0), term("باريس", "Paris", "كيري في ".len())],
        ..segment(0, "كيري في باريس")
    };
    let first = Segment {
        source: Content {
            text: String::from("قال «نعم» & ذهب."),
            codes: vec![
                code("قال ".len(), 1, CodeKind::Open, "<b class=\"x\">"),
                code("قال «نعم»".len(), 1, CodeKind::Close, "</b>"),
                code("قال «نعم» & ".len(), 2, CodeKind::Single, "<br>"),
            ],
        },
        gap: String::from(" "),
        target: Target {
            content: Content {
                text: String::from("He said \"yes\" & left."),
                codes: vec![
                    code(8, 1, CodeKind::Open, "<b class=\"x\">"),
                    code(13, 1, CodeKind::Close, "</b>"),
                ],
            },
            state: State::NeedsReview,
            origin: Some(Origin::Memory {
                score: 87,
                kind: MatchKind::Fuzzy,
                memory: String::from("news"),
            }),
            reason: None,
        },
        matches: vec![MemoryMatch {
            score: 87,
            kind: MatchKind::Fuzzy,
            source: String::from("قال «نعم» وذهب."),
            target: String::from("He said \"yes\" and left."),
            memory: String::from("news"),
            author: None,
            changed: None,
        }],
        findings: vec![Finding {
            check: "inline-code".into(),
            severity: Severity::Error,
            at: 0..0,
            source_at: None,
            message: String::from("the code <br> is in the source but not here"),
            fix: None,
            ignored: None,
            waived: None,
        }],
        ..segment(1, "")
    };
    let second = Segment {
        target: Target {
            content: Content::plain("=1+1 is two."),
            state: State::Approved,
            origin: Some(Origin::Person),
            reason: None,
        },
        ..segment(1, "واحد زائد واحد اثنان.")
    };
    let third = Segment {
        target: Target::empty("no memory match and no backend"),
        ..segment(2, "لم يترجم بعد | حتى الآن.")
    };
    Article {
        name: String::from("news.md"),
        title: Some(String::from("كيري في باريس")),
        source_language: String::from("ar"),
        target_language: String::from("en"),
        blocks: vec![BlockKind::Heading(1), BlockKind::Paragraph, BlockKind::ListItem],
        segments: vec![heading, first, second, third],
        ..Article::default()
    }
}

/// The sample with a remark, a text in every place.
pub(crate) fn full() -> Article {
    let mut article = article();
    article.comments.push(Comment {
        number: 1,
        segment: Some(article.segments[1].id.clone()),
        who: String::from("Editor"),
        at: String::from("2026-11-28T10:00:00Z"),
        text: String::from("whose words are these?"),
        resolved: None,
    });
    // The last of two, so that no unit before it has it for a neighbour.
    let last = article.segments.last().unwrap().clone();
    article.segments.push(Segment {
        id: SegmentId::given("last"),
        source: Content::plain("ولا هذا."),
        ..last
    });
    article
}

/// A segment without a target.
pub(crate) fn segment(block: usize, source: &str) -> Segment {
    Segment {
        id: SegmentId::of(source, block),
        block,
        source: Content::plain(source),
        gap: String::new(),
        target: Target::default(),
        terms: Vec::new(),
        matches: Vec::new(),
        findings: Vec::new(),
    }
}

pub(crate) fn code(at: usize, id: u32, kind: CodeKind, original: &str) -> InlineCode {
    InlineCode {
        at,
        id,
        kind,
        original: original.to_owned(),
    }
}

fn term(source: &str, target: &str, at: usize) -> TermUse {
    TermUse {
        placed: None,
        hit: TermHit {
            span: at..at + source.len(),
            word: at..at + source.len(),
            term: Term {
                source: source.to_owned(),
                target: target.to_owned(),
                kind: TermKind::Person,
                ..Term::default()
            }
            .into(),
            split: source.to_owned(),
            tier: Tier::Sure,
            also: Vec::new(),
        },
        outcome: Outcome::Held(0..target.len()),
    }
}

/// The article as the format `id` writes it.
pub(crate) fn written(article: &Article, id: &str, view: View) -> String {
    let mut out = Vec::new();
    let options = WriteOptions { view, summary: None };
    by_id(id).unwrap().write(article, &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
