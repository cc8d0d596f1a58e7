//! The glossary room over its case files, and over any text.
//!
//! A case: `# title`, `@ language` (the file's name, if there is none), `+` a glossary row with tabs, `>` the text, `!` an
//! expected hit as `term | split | tier`, `~` one that is listed only; no `!` means that nothing may be found. `? reason` marks a case that
//! must still fail. Cases of the target side stand in `tests/glossary/target` and are read by
//! `tests/glossary/target.rs`, those of putting a rendering in place by `tests/glossary/place.rs`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads its case files and stops at what is wrong with them"
)]

#[path = "glossary/place.rs"]
mod place;
#[path = "glossary/target.rs"]
mod target;

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tarjuman::document::{Outcome, Term, TermHit, TermKind, Tier};
use tarjuman::glossary::{Expected, Habits, Matcher, Site, TermFile, placed, standing};
use tarjuman::language::{known, of};
use tarjuman::text::Folder;

#[derive(Default)]
struct Case {
    title: String,
    language: String,
    rows: Vec<String>,
    text: Vec<String>,
    hits: Vec<String>,
    listed: Vec<String>,
    mark: Option<String>,
}

impl Case {
    fn found(&self) -> Vec<String> {
        let file = TermFile::parse(&self.rows.join("\n")).unwrap();
        let terms: Vec<Term> = file.terms().map(|(_, term)| term.clone()).collect();
        let matcher = Matcher::new(terms.clone(), of(&self.language)).unwrap();
        let text = self.text.join("\n");
        let habits = matcher.habits(&text);
        // Whatever a case is about, a matcher that was packed finds the same.
        let packed =
            Matcher::unpack(&matcher.pack(), move |row| terms[row].clone(), of(&self.language)).unwrap();
        let numbered = |matcher: &Matcher| matcher.finder(&habits).numbered(&text, Tier::Possible);
        assert_eq!(numbered(&packed), numbered(&matcher), "{}", self.title);
        let shown = |hit: &TermHit| format!("{} | {} | {}", hit.term.source, hit.split, hit.tier.as_str());
        let mut found: Vec<String> = matcher.hits(&text, &habits).iter().map(shown).collect();
        let listed = matcher.listed(&text, &habits);
        found.extend(listed.iter().filter(|hit| hit.tier == Tier::Possible).map(shown));
        found
    }
}

fn read(path: &Path) -> Vec<Case> {
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in (1..).zip(std::fs::read_to_string(path).unwrap().lines()) {
        let (sign, rest) = line.split_once(' ').unwrap_or((line, ""));
        if sign == "#" {
            cases.push(Case {
                title: rest.to_owned(),
                language: stem.to_owned(),
                ..Case::default()
            });
            continue;
        }
        let malformed = format!("{}:{number}: malformed case", path.display());
        let Some(case) = cases.last_mut().filter(|_| !sign.is_empty()) else {
            assert!(line.is_empty(), "{malformed}");
            continue;
        };
        match sign {
            "@" => case.language = rest.to_owned(),
            "+" => case.rows.push(rest.to_owned()),
            ">" => case.text.push(rest.to_owned()),
            "!" => case.hits.push(rest.to_owned()),
            "~" => case.listed.push(format!("{rest} | possible")),
            "?" => case.mark = Some(rest.to_owned()),
            _ => panic!("{malformed}"),
        }
    }
    for case in &cases {
        assert!(
            !case.rows.is_empty() && !case.text.is_empty(),
            "{}: malformed case",
            case.title
        );
    }
    cases
}

/// The case files directly in `folder`, which lies below `tests`.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    files.sort();
    files
}

fn cases() -> Vec<Case> {
    files("glossary").iter().flat_map(|file| read(file)).collect()
}

#[test]
fn every_case_finds_what_it_says_and_nothing_else() {
    let mut wrong = Vec::new();
    for case in cases() {
        let found = case.found();
        let expected = [case.hits.as_slice(), &case.listed].concat();
        match (found == expected, &case.mark) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(_)) => wrong.push(format!("{}: passes; remove its mark", case.title)),
            (false, None) => wrong.push(format!(
                "{}\n  expected {:?}\n  found    {found:?}",
                case.title, expected
            )),
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn at_least_one_case_in_three_expects_silence() {
    let cases = cases();
    let silent = cases.iter().filter(|case| case.hits.is_empty()).count();
    assert!(silent * 3 >= cases.len(), "{silent} of {}", cases.len());
}

#[test]
fn the_earlier_row_wins_a_tie() {
    let term = |target: &str| Term {
        source: "كيري".into(),
        target: target.into(),
        ..Term::default()
    };
    let matcher = Matcher::new([term("Kerry"), term("Kiri")], of("ar")).unwrap();
    let hits = matcher.hits("قال كيري", &Habits::default());
    assert_eq!(hits[0].term.target, "Kerry");
}

#[test]
fn an_expression_that_cannot_be_read_is_named() {
    let file = "كيري\tKerry\nk(\tK\tterm\t\t\t\tregex";
    let error = TermFile::parse(file).unwrap_err().to_string();
    assert!(
        error.starts_with("line 2: the regular expression `k(` cannot be read"),
        "{error}"
    );
}

fn terms() -> impl Strategy<Value = Vec<Term>> {
    let source = prop_oneof![
        any::<String>(),
        "[كيرالو ]{1,6}",
        "[a-cA-C' -]{1,6}",
        "(北|京|大)[北京大]{0,2}",
        dense(),
    ];
    let term = (source, 0..TermKind::ALL.len(), 0..8_usize).prop_map(|(source, kind, rule)| Term {
        target: source.clone(),
        source,
        kind: TermKind::ALL[kind],
        rule: tarjuman::document::MatchRule::ALL
            .get(rule)
            .copied()
            .filter(|rule| rule.as_str() != "regex"),
        ..Term::default()
    });
    prop::collection::vec(term, 0..6)
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[كيرالوىة ،.\u{64E}]{0,40}",
        "[a-cA-C' .\u{301}-]{0,40}",
        "[北京大aé]{0,12}",
        dense(),
    ]
}

/// Words, marks, quotes, digits, clitics and characters that folding drops or changes, run together as they come.
fn dense() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "كيري",
        "لكيري",
        "و",
        "ال",
        "ل",
        "ب",
        "ى",
        "ة",
        "ـ",
        "\u{64E}",
        "\u{200C}",
        "\u{200F}",
        "\u{AD}",
        "\u{FEFF}",
        "'",
        "’",
        "\"",
        "״",
        "«",
        "»",
        "(",
        "1.",
        "23",
        "٣",
        "د.",
        "a.",
        "İ",
        "ı",
        "ß",
        "ǆ",
        "\u{301}",
        "é",
        "C",
        "Керри",
        "ירושלים",
        "ב",
        "北京",
        "ہ",
        "ې",
        "ێ",
        "ki",
        "tap",
        "'da",
        " ",
        " ",
        " ",
        "\n",
        "-",
        "_",
        "@b.c",
        "http://",
        "🙂",
    ]);
    prop::collection::vec(parts, 0..24).prop_map(|parts| parts.concat())
}

/// Every language that has a data file, and one that has none.
fn tags() -> impl Strategy<Value = &'static str> {
    let tags: Vec<&str> = known()
        .map(|language| language.tag.as_str())
        .chain(["und"])
        .collect();
    prop::sample::select(tags)
}

#[test]
fn each_hit_has_the_number_of_its_row() {
    let rows = "كيري\tKerry\tperson\nقديم\tOld\tterm\t\t\t\t\t\tobsolete\nفتح\tFatah\torganisation\t\t\t\t\t\t\t\tفتح باب\nغزة\tGaza\tplace";
    let file = TermFile::parse(rows).unwrap();
    let terms: Vec<Term> = file.terms().map(|(_, term)| term.clone()).collect();
    let matcher = Matcher::new(terms.clone(), of("ar")).unwrap();
    let habits = Habits::default();
    let hits = matcher
        .finder(&habits)
        .numbered("قال كيري إن فتح في غزة", Tier::Sure);
    let found: Vec<_> = hits
        .iter()
        .map(|(row, hit)| (*row, hit.term.target.as_str()))
        .collect();
    assert_eq!(found, [(0, "Kerry"), (2, "Fatah"), (3, "Gaza")]);
    assert!(hits.iter().all(|(row, hit)| terms[*row] == *hit.term));
}

#[test]
fn a_piece_of_a_packed_matcher_is_none() {
    let terms = [("كيري", TermKind::Person), ("موقف", TermKind::Term)].map(|(source, kind)| Term {
        source: source.into(),
        target: "x".into(),
        kind,
        ..Term::default()
    });
    let packed = Matcher::new(terms.clone(), of("ar")).unwrap().pack();
    let unpacked = |bytes: &[u8]| {
        let terms = terms.clone();
        Matcher::unpack(bytes, move |row| terms[row].clone(), of("ar")).is_some()
    };
    assert!(unpacked(&packed));
    assert!((0..packed.len()).all(|end| !unpacked(&packed[..end])));
    assert!(!unpacked(&[packed.as_slice(), &[0]].concat()));
}

proptest! {
    #[test]
    fn hits_lie_in_order_on_boundaries_of_the_text(
        terms in terms(),
        text in texts(),
        language in tags(),
    ) {
        let matcher = Matcher::new(terms.clone(), of(language)).unwrap();
        let mut last = 0;
        let hits = matcher.hits(&text, &matcher.habits(&text));
        for hit in &hits {
            prop_assert!(last <= hit.word.start && hit.word.end <= text.len());
            prop_assert!(hit.word.start <= hit.span.start && hit.span.end <= hit.word.end);
            prop_assert!(!hit.span.is_empty());
            prop_assert!(text.get(hit.word.clone()).is_some() && text.get(hit.span.clone()).is_some());
            prop_assert!(terms.contains(&*hit.term));
            last = hit.word.end;
        }
        for outcome in Expected::of(&hits, of("en")).outcomes(&hits, &text) {
            if let Outcome::Held(at) | Outcome::Variant(at) | Outcome::Forbidden(at) = outcome {
                prop_assert!(text.get(at).is_some());
            }
        }
    }
    #[test]
    fn a_rendering_is_put_on_boundaries_and_stands_where_it_says(
        terms in terms(),
        text in texts(),
        language in tags(),
    ) {
        let language = of(language);
        for term in &terms {
            let found = standing(term, &text, language);
            let whole = (!text.is_empty()).then(|| Site::words(0..text.len()));
            for site in found.iter().map(|place| place.site()).chain(whole) {
                prop_assert!(text.get(site.word.clone()).is_some() && text.get(site.span.clone()).is_some());
                let Some(edit) = placed(&text, &site, &term.target, language) else {
                    continue;
                };
                prop_assert!(text.get(edit.at.clone()).is_some() && edit.at.end >= site.word.end);
                let becomes = edit.applied(&text);
                prop_assert!(becomes.get(edit.stands.clone()).is_some());
                prop_assert!(becomes.ends_with(&text[edit.at.end..]));
            }
        }
    }

    #[test]
    fn folding_maps_every_part_back_onto_boundaries(text in texts(), language in tags()) {
        let folded = Folder::new(of(language).spelling.folding()).fold(&text);
        let mut last = 0;
        for (at, letter) in folded.text.char_indices() {
            let original = folded.original(&(at..at + letter.len_utf8()));
            prop_assert!(text.get(original.clone()).is_some_and(|part| !part.is_empty()));
            prop_assert!(last <= original.start);
            last = original.start;
        }
    }
}
