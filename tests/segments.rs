//! Segmentation: the case files of every language, and what holds for any text.
//!
//! A case file is `tests/segment/<language tag>.txt`. A case is a comment that says what it is about, a text, and
//! the sentences it is cut into:
//!
//! ```text
//! # A title before a name ends nothing.
//!
//! > التقى الرئيس د. محمد. ثم غادر.
//! = التقى الرئيس د. محمد.
//! = ثم غادر.
//! ```
//!
//! A text without `=` lines must stay whole. In a text, `\n` stands for a line break and `\u{200F}` for a character
//! that cannot be seen. A case that cannot pass yet has a line `? reason`: it must still fail, and passing it means
//! removing the line. Anything else in a file fails the run.

use std::fmt::Write;
use std::path::PathBuf;

use proptest::prelude::*;
use tarjuman::document::{Block, BlockKind, CodeKind, Content, Document, InlineCode, SegmentId, Target};
use tarjuman::language;
use tarjuman::segment::{Decision, Options, Ruling, explain, segments, split};

struct Case {
    line: usize,
    text: String,
    sentences: Vec<String>,
    known_failure: bool,
}

/// The cases of one file, or the number of the line that is malformed.
fn parse(file: &str) -> Result<Vec<Case>, usize> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open = false;
    let mut titled = false;
    for (number, line) in file.lines().enumerate().map(|(index, line)| (index + 1, line)) {
        let (sign, rest) = line.split_once(' ').unwrap_or((line, ""));
        match sign {
            "" if rest.is_empty() => open = false,
            "#" if !open => titled = true,
            ">" if titled && !rest.trim().is_empty() => {
                (open, titled) = (true, false);
                let text = unescape(rest).ok_or(number)?;
                cases.push(Case {
                    line: number,
                    text,
                    sentences: Vec::new(),
                    known_failure: false,
                });
            }
            "=" if open && !rest.is_empty() => {
                let sentence = unescape(rest).ok_or(number)?;
                cases.last_mut().ok_or(number)?.sentences.push(sentence);
            }
            "?" if open && !rest.is_empty() => cases.last_mut().ok_or(number)?.known_failure = true,
            _ => return Err(number),
        }
    }
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let torn =
        |case: &&Case| !case.sentences.is_empty() && bare(&case.sentences.concat()) != bare(&case.text);
    match cases.iter().find(torn) {
        Some(case) => Err(case.line),
        None => Ok(cases),
    }
}

/// `text` with its `\n` and `\u{…}` read; `None` when one of them is malformed.
fn unescape(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        if let Some(after) = after.strip_prefix('n') {
            out.push('\n');
            rest = after;
        } else {
            let (code, after) = after.strip_prefix("u{")?.split_once('}')?;
            out.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
            rest = after;
        }
    }
    out.push_str(rest);
    Some(out)
}

#[expect(clippy::disallowed_methods, reason = "a test reads its case file")]
fn case_file(tag: &str) -> std::io::Result<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/segment/{tag}.txt"));
    std::fs::read_to_string(path)
}

fn sentences(text: &str, tag: &str) -> Vec<String> {
    let ranges = split(text, language::of(tag), &Options::default());
    ranges
        .into_iter()
        .map(|range| text[range].trim().to_owned())
        .collect()
}

#[test]
fn every_language_cuts_its_cases_as_they_say() {
    let mut wrong = String::new();
    let (mut all, mut silent, mut known) = (0, 0, 0);
    for language in language::known() {
        let tag = language.tag.as_str();
        let file = case_file(tag).unwrap_or_else(|error| panic!("tests/segment/{tag}.txt: {error}"));
        let cases =
            parse(&file).unwrap_or_else(|line| panic!("tests/segment/{tag}.txt:{line}: malformed case"));
        for case in cases {
            let expected = if case.sentences.is_empty() {
                vec![case.text.trim().to_owned()]
            } else {
                case.sentences
            };
            let found = sentences(&case.text, tag);
            all += 1;
            silent += usize::from(expected.len() == 1);
            known += usize::from(case.known_failure);
            if (found == expected) == case.known_failure {
                let place = format!("tests/segment/{tag}.txt:{}", case.line);
                let why = if case.known_failure {
                    "passes; remove its `?` line"
                } else {
                    "is cut otherwise"
                };
                let _ = writeln!(wrong, "{place}: {why}\n  {}", found.join("\n  "));
            }
        }
    }
    println!("{all} cases, {silent} of them stay whole, {known} known failures");
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(
        silent * 3 >= all,
        "at least one case in three expects a text to stay whole"
    );
}

#[test]
fn no_language_is_taken_for_another_in_its_cases() {
    for language in language::known() {
        let tag = language.tag.as_str();
        let file = case_file(tag).unwrap_or_else(|error| panic!("tests/segment/{tag}.txt: {error}"));
        let cases =
            parse(&file).unwrap_or_else(|line| panic!("tests/segment/{tag}.txt:{line}: malformed case"));
        let text: Vec<String> = cases.into_iter().map(|case| case.text).collect();
        let detected = language::detect(&text.join("\n"));
        let unsure = detected.is_none() && language.letters.is_empty();
        assert!(unsure || detected == Some(tag), "{tag} is taken for {detected:?}");
    }
}

#[test]
fn a_malformed_case_file_is_refused() {
    assert_eq!(parse("> no title").err(), Some(1));
    assert_eq!(parse("# t\n\n> a. b.\n= a.\n= c.").err(), Some(3));
    assert_eq!(parse("# t\n\n> a\\q").err(), Some(3));
    assert_eq!(parse("# t\n\n> a\nstray").err(), Some(4));
    assert_eq!(
        parse("# t\n\n> a. b.\n= a.\n= b.").map(|cases| cases.len()),
        Ok(1)
    );
}

#[test]
fn a_language_without_a_data_file_is_cut_at_plain_stops() {
    assert_eq!(
        sentences("O homem saiu. A mulher ficou? Sim.", "pt"),
        ["O homem saiu.", "A mulher ficou?", "Sim."]
    );
}

#[test]
fn the_workspace_can_add_an_abbreviation() {
    let text = "قرأ كتاب مج. الأدب العربي.";
    let text = text.replace("مج", "موس");
    let cut = |abbreviations: &[&str]| {
        let abbreviations = abbreviations.iter().map(|&word| word.to_owned()).collect();
        split(
            &text,
            language::of("ar"),
            &Options {
                abbreviations,
                ..Options::default()
            },
        )
        .len()
    };
    assert_eq!((cut(&[]), cut(&["موس."])), (2, 1));
}

#[test]
fn a_long_sentence_is_cut_at_its_best_break_and_not_elsewhere() {
    let text = "قال الوزير إن الاتفاق مهم؛ ثم أضاف أن تنفيذه يحتاج إلى وقت. وغادر.";
    let options = Options {
        max_chars: 40,
        ..Options::default()
    };
    let ranges = split(text, language::of("ar"), &options);
    let parts: Vec<_> = ranges.into_iter().map(|range| &text[range]).collect();
    assert_eq!(
        parts,
        [
            "قال الوزير إن الاتفاق مهم؛ ",
            "ثم أضاف أن تنفيذه يحتاج إلى وقت. ",
            "وغادر."
        ]
    );
}

#[test]
fn every_decision_names_its_rule() {
    let text = "وصل د. أحمد أمس. ثم غادر.";
    let decisions = explain(text, language::of("ar"), &Options::default());
    let at = |word: &str| text.find(word).unwrap();
    assert_eq!(
        decisions,
        [
            Decision {
                at: at("أحمد"),
                ruling: Ruling::Hold("abbreviation")
            },
            Decision {
                at: at("ثم"),
                ruling: Ruling::Cut("full-stop")
            },
        ]
    );
}

fn block(text: &str, codes: Vec<InlineCode>) -> Block {
    let content = Content {
        text: text.to_owned(),
        codes,
    };
    Block {
        kind: BlockKind::Paragraph,
        span: 0..text.len(),
        content,
    }
}

fn code(at: usize, id: u32, kind: CodeKind) -> InlineCode {
    InlineCode {
        at,
        id,
        kind,
        original: format!("<{id}>"),
    }
}

fn segmented(blocks: Vec<Block>) -> Vec<tarjuman::document::Segment> {
    let document = Document {
        blocks,
        ..Document::default()
    };
    segments(&document, language::of("en"), &Options::default())
}

#[test]
fn segments_have_trimmed_sources_and_keep_their_gaps() {
    let found = segmented(vec![
        block(" One.  Two.\n", vec![]),
        block("  ", vec![]),
        block("One.", vec![]),
    ]);
    let parts: Vec<_> = found
        .iter()
        .map(|s| (s.block, s.source.text.as_str(), s.gap.as_str()))
        .collect();
    assert_eq!(parts, [(0, "One.", "  "), (0, "Two.", "\n"), (2, "One.", "")]);
    assert_eq!(found[0].id, SegmentId::of("One.", 0));
    assert_eq!(found[2].id, SegmentId::of("One.", 1));
    assert!(found.iter().all(|segment| segment.target == Target::default()));
}

#[test]
fn a_code_between_two_segments_goes_with_the_text_it_belongs_to() {
    let codes = vec![
        code(0, 1, CodeKind::Open),
        code(4, 1, CodeKind::Close),
        code(5, 2, CodeKind::Open),
        code(10, 2, CodeKind::Close),
        code(11, 3, CodeKind::Single),
    ];
    let found = segmented(vec![block("One.  Two. ", codes)]);
    let codes: Vec<Vec<_>> = found
        .iter()
        .map(|s| s.source.codes.iter().map(|c| (c.at, c.id)).collect())
        .collect();
    assert_eq!(codes, [vec![(0, 1), (4, 1)], vec![(0, 2), (4, 2), (4, 3)]]);
}

#[test]
fn an_empty_pair_between_two_segments_is_not_torn() {
    let codes = vec![code(5, 1, CodeKind::Open), code(5, 1, CodeKind::Close)];
    let found = segmented(vec![block("One.  Two.", codes)]);
    assert!(found[0].source.codes.is_empty());
    assert_eq!(
        found[1].source.codes,
        [code(0, 1, CodeKind::Open), code(0, 1, CodeKind::Close)]
    );
}

/// Texts dense in what the engine reads: marks, quotes, blanks, digits, abbreviations, letters of several scripts.
fn dense() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        ".", "..", "…", "!", "?", "؟", "۔", "।", "。", "”", "“", "»", "«", "\"", "'", ")", "(", "[1]", " ",
        "  ", "\n", "\n\n", "\u{a0}", "\u{200f}", "1", "23", "د", "ق.م", "Dr", "J", "word", "Word", "كلمة",
        "وقال", "文", "، ", "؛ ", "• ", "- ", "है", "\u{301}", "\u{64E}", "\u{200C}", "\u{FEFF}", "a)",
        "(b) ", "أ- ", "٣.", "1.2", "3. ", "IV. ", "״", "’", "‘", "„", "」", "\r\n", "\u{2028}", "\t", "🙂",
        "z.B.", "é",
    ]);
    prop::collection::vec(parts, 0..60).prop_map(|parts| parts.concat())
}

fn tags() -> impl Strategy<Value = &'static str> {
    let tags: Vec<_> = language::known()
        .map(|language| language.tag.as_str())
        .chain(["und"])
        .collect();
    prop::sample::select(tags)
}

fn assert_tiles(text: &str, tag: &str, max_chars: usize) -> Result<(), TestCaseError> {
    let ranges = split(
        text,
        language::of(tag),
        &Options {
            max_chars,
            ..Options::default()
        },
    );
    let mut from = 0;
    for range in &ranges {
        prop_assert_eq!(range.start, from);
        prop_assert!(text.is_char_boundary(range.end) && range.end > range.start);
        prop_assert!(range.start == 0 || !text[range.clone()].trim().is_empty());
        from = range.end;
    }
    prop_assert_eq!(from, text.len());
    Ok(())
}

proptest! {
    #[test]
    fn sentences_tile_any_text(text in any::<String>(), tag in tags(), max in 0_usize..30) {
        assert_tiles(&text, tag, max)?;
    }

    #[test]
    fn sentences_tile_dense_text(text in dense(), tag in tags(), max in 0_usize..30) {
        assert_tiles(&text, tag, max)?;
    }

    #[test]
    fn decisions_come_in_order_and_each_place_once_cut(text in dense(), tag in tags()) {
        let decisions = explain(&text, language::of(tag), &Options::default());
        prop_assert!(decisions.windows(2).all(|pair| pair[0].at <= pair[1].at));
    }

    #[test]
    fn no_code_is_lost_or_moved_past_another(text in dense(), places in prop::collection::vec((0_usize..200, 0_usize..3), 0..8)) {
        let mut codes: Vec<_> = places.into_iter().map(|(at, kind)| {
            let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            (at, [CodeKind::Open, CodeKind::Close, CodeKind::Single][kind])
        }).collect();
        codes.sort_by_key(|&(at, _)| at);
        let codes: Vec<_> = (1..).zip(codes).map(|(id, (at, kind))| code(at, id, kind)).collect();
        let wanted: Vec<_> = codes.iter().map(|code| code.id).collect();
        let found = segmented(vec![block(&text, codes)]);
        let kept: Vec<_> = found.iter().flat_map(|segment| &segment.source.codes).map(|code| code.id).collect();
        prop_assert!(text.trim().is_empty() || kept == wanted);
        for segment in &found {
            prop_assert!(segment.source.codes.iter().all(|c| segment.source.text.is_char_boundary(c.at)));
        }
    }

    #[test]
    fn text_far_away_changes_nothing(text in dense(), tag in tags()) {
        let plain = explain(&text, language::of(tag), &Options::default());
        let far = format!("{}{}", text, "كلمة ".repeat(200));
        let cut = |decision: &&Decision| decision.at + 240 < text.len();
        let more = explain(&far, language::of(tag), &Options::default());
        prop_assert!(plain.iter().filter(cut).eq(more.iter().filter(cut)));
    }
}
