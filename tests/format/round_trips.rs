//! Written and read again, an article is the same, but for the losses that a format documents.

use proptest::prelude::*;
use tarjuman::document::{
    Article, BlockKind, CodeKind, Content, InlineCode, MatchKind, MemoryMatch, Origin, Segment, SegmentId,
    State, Target,
};
use tarjuman::format::{self, Input, ReadOptions, View, by_id};

use crate::sample::{article, written};
use crate::xlsx;

fn read(id: &str, text: &str) -> Article {
    let options = ReadOptions {
        name: String::from("news.md"),
        source_language: Some(String::from("ar")),
        target_language: Some(String::from("en")),
        ..ReadOptions::default()
    };
    match by_id(id).unwrap().read(text, &options).unwrap() {
        Input::Article(article) => article,
        Input::Document(_) => panic!("{id} is bilingual"),
    }
}

/// What every bilingual format keeps, as documented: not terms and findings, which are found again.
fn without_evidence(mut article: Article) -> Article {
    for segment in &mut article.segments {
        segment.terms.clear();
        segment.findings.clear();
    }
    article
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ابتكيري ،.]{1,20}",
        "[a-z<>&\"'={}\\\\⟦⟧@+\t\n-]{1,20}",
        "\\PC{1,12}",
        "[\u{1}\r\u{FFFE}a\u{85}]{1,6}",
    ]
}

pub(crate) fn content() -> impl Strategy<Value = Content> {
    (
        text(),
        prop::collection::vec(
            (
                any::<prop::sample::Index>(),
                1..4_u32,
                0..3_usize,
                "[<b/>& ]{0,4}",
            ),
            0..4,
        ),
    )
        .prop_map(|(text, codes)| {
            let mut codes: Vec<_> = codes
                .into_iter()
                .map(|(at, id, kind, original)| InlineCode {
                    at: boundary(&text, &at),
                    id,
                    kind: [CodeKind::Open, CodeKind::Close, CodeKind::Single][kind],
                    original,
                })
                .collect();
            codes.sort_by_key(|code| code.at);
            Content { text, codes }
        })
}

fn boundary(text: &str, index: &prop::sample::Index) -> usize {
    let ends: Vec<_> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    ends[index.index(ends.len())]
}

fn target() -> impl Strategy<Value = Target> {
    let origin = prop_oneof![
        Just(Origin::Glossary),
        Just(Origin::Repeat),
        Just(Origin::Person),
        Just(Origin::File),
        (1..=101_u8, "[a-z ]{1,5}").prop_map(|(score, memory)| Origin::Memory {
            score,
            kind: MatchKind::Repaired,
            memory
        }),
        ("[a-z]{1,5}", prop::option::of("[a-z0-9-]{1,5}"))
            .prop_map(|(name, model)| Origin::Backend { name, model }),
    ];
    prop_oneof![
        prop::option::of("[a-z ]{1,9}").prop_map(|reason| Target {
            reason,
            ..Target::default()
        }),
        (content(), origin, 1..State::ALL.len()).prop_filter_map(
            "a target has text",
            |(content, origin, state)| {
                (!content.is_blank()).then_some(Target {
                    content,
                    state: State::ALL[state],
                    origin: Some(origin),
                    reason: None,
                })
            }
        ),
    ]
}

prop_compose! {
    pub(crate) fn any_article()(
        segments in prop::collection::vec((content(), "[ \n\t]{0,2}", target(), any::<bool>(), 0..3_u8), 1..6)
    ) -> Article {
        let mut block = 0;
        let mut list = Vec::new();
        for (i, (source, gap, target, next, matches)) in segments.into_iter().enumerate() {
            block += usize::from(next && i > 0);
            let found = MemoryMatch {
                score: 70 + matches,
                kind: MatchKind::Fuzzy,
                source: source.text.clone(),
                target: String::from("\u{1}a <b>"),
                memory: String::from("news & more"),
                author: None,
                changed: None,
            };
            list.push(Segment {
                id: SegmentId::of(&source.text, i),
                block,
                source,
                gap,
                target,
                terms: Vec::new(),
                matches: vec![found; usize::from(matches)],
                findings: Vec::new(),
            });
        }
        Article {
            name: String::from("news.md"),
            title: Some(String::from("A & B")),
            source_language: String::from("ar"),
            target_language: String::from("en"),
            blocks: (0..=block).map(|i| [BlockKind::Paragraph, BlockKind::Heading(2), BlockKind::Cell][i % 3]).collect(),
            segments: list,
            ..Article::default()
        }
    }
}

#[test]
fn the_sample_comes_back_from_xliff() {
    let sample = article();
    assert_eq!(
        read("xliff", &written(&sample, "xliff", View::Bilingual)),
        without_evidence(sample)
    );
}

#[test]
fn the_sample_comes_back_from_json() {
    let sample = article();
    assert_eq!(read("json", &written(&sample, "json", View::Bilingual)), sample);
}

/// What a table keeps, as documented.
fn as_in_a_table(article: Article) -> Article {
    let mut article = without_evidence(article);
    article.title = None;
    article.blocks.fill(BlockKind::Paragraph);
    for segment in &mut article.segments {
        segment.gap.clear();
        segment.matches.clear();
        let target = &mut segment.target;
        target.reason = None;
        let by_person = target.state.is_human();
        target.origin = target
            .origin
            .take()
            .map(|_| if by_person { Origin::Person } else { Origin::File });
        for code in segment.source.codes.iter_mut().chain(&mut target.content.codes) {
            code.original.clear();
        }
    }
    article
}

proptest! {
    #[test]
    fn any_article_comes_back_from_json(article in any_article()) {
        prop_assert_eq!(read("json", &written(&article, "json", View::Bilingual)), article);
    }

    #[test]
    fn any_article_comes_back_from_tables(article in any_article()) {
        let expected = as_in_a_table(article.clone());
        prop_assert_eq!(&read("tsv", &written(&article, "tsv", View::Bilingual)), &expected);
        let csv = written(&article, "csv", View::Bilingual);
        prop_assert_eq!(read("csv", csv.trim_start_matches('\u{FEFF}')), expected);
    }

    #[test]
    fn any_article_comes_back_from_workbooks(article in any_article()) {
        let expected = Article { title: article.title.clone(), ..as_in_a_table(article.clone()) };
        let bytes = xlsx::written(&article);
        let text = format::decode(&bytes, None).unwrap().text.into_owned();
        prop_assert_eq!(read("xlsx", &text), expected);
    }

    #[test]
    fn any_article_comes_back_from_xliff(article in any_article()) {
        prop_assert_eq!(read("xliff", &written(&article, "xliff", View::Bilingual)), article);
    }
}
