//! Every check, by its cases and by what all checks promise.
//!
//! `tests/check/<id>.txt` holds the cases of one check, `tests/check/clean.txt` pairs that none may object to. How a case is
//! written stands in `tests/check/cases.rs`.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test reads its cases from the disk, and fails by panicking"
)]

use std::ops::Range;
use std::path::PathBuf;

use proptest::prelude::*;
use tarjuman::check::{ALL, Check, Objection, Options, Pair, run};
use tarjuman::document::{Content, Finding, Severity};
use tarjuman::language::{Language, of};

#[path = "check/articles.rs"]
mod articles;
#[path = "check/cases.rs"]
mod cases;

use cases::{Case, cases, judged};

fn root(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What is wrong with how `check` answers `case`, if anything.
fn failure(check: &dyn Check, case: &Case) -> Option<String> {
    let objections = judged(case, |pair| check.run(pair));
    let messages: Vec<_> = objections
        .iter()
        .map(|objection| objection.message.clone())
        .collect();
    let fixed = fixed(case.target.as_deref().unwrap(), &objections);
    let fix_is_wrong = case.fixed.as_ref().is_some_and(|expected| *expected != fixed);
    if messages == case.expected && !fix_is_wrong {
        return None;
    }
    let line = case.line;
    Some(format!(
        "{}.txt:{line}: expected {:?}, found {messages:?}; with fixes: {fixed}",
        check.id(),
        case.expected
    ))
}

fn fixed(target: &str, objections: &[Objection]) -> String {
    let mut edits: Vec<_> = objections
        .iter()
        .filter_map(|objection| objection.fix.clone())
        .collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.at.start));
    let mut text = target.to_owned();
    edits
        .into_iter()
        .for_each(|edit| text.replace_range(edit.at, &edit.text));
    text
}

fn file(name: &str) -> Vec<Case> {
    let path = root(&format!("tests/check/{name}.txt"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    cases(&text).unwrap_or_else(|wrong| panic!("{name}.txt: {wrong}"))
}

#[test]
fn every_case_is_answered_as_its_file_says() {
    let (mut wrong, mut known) = (Vec::new(), 0);
    for check in ALL {
        for case in file(check.id()) {
            match (failure(*check, &case), &case.reason) {
                (Some(failure), None) => wrong.push(failure),
                (Some(_), Some(_)) => known += 1,
                (None, Some(_)) => wrong.push(format!(
                    "{}.txt:{}: passes; take the `?` away",
                    check.id(),
                    case.line
                )),
                (None, None) => {}
            }
        }
    }
    println!("{known} cases are known to fail");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_case_in_three_expects_silence() {
    for check in ALL {
        let cases = file(check.id());
        let silent = cases.iter().filter(|case| case.expected.is_empty()).count();
        assert!(
            silent * 3 >= cases.len(),
            "{}: {silent} of {} expect silence",
            check.id(),
            cases.len()
        );
        assert!(silent < cases.len(), "{}: no case expects a finding", check.id());
    }
}

#[test]
fn every_case_file_belongs_to_a_check() {
    for entry in std::fs::read_dir(root("tests/check")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap();
        let whole = tarjuman::check::article::ALL.iter();
        let known = name == "clean"
            || ALL.iter().any(|check| check.id() == name)
            || whole.clone().any(|check| check.id() == name);
        assert!(known, "{} belongs to no check", path.display());
    }
}

#[test]
fn a_malformed_case_is_refused() {
    for wrong in [
        "> source",
        "< target",
        "> a\n> b\n< c",
        "> a\n< b\n!c",
        "> a\n< b\n* c",
        ": ar\n> a\n< b",
        "@ a\n> a\n< b",
    ] {
        assert!(cases(wrong).is_err(), "{wrong}");
    }
    assert_eq!(
        cases("# text\n\n> a\n< b\n\n> c\n<\n").map(|cases| cases.len()),
        Ok(2)
    );
}

#[test]
fn clean_news_is_left_alone() {
    let pairs = file("clean");
    assert!(pairs.len() >= 60, "{} pairs", pairs.len());
    let mut findings = Vec::new();
    for case in &pairs {
        assert!(
            case.expected.is_empty() && case.reason.is_none(),
            "clean.txt:{} expects a finding",
            case.line
        );
        for finding in judged(case, |pair| run(pair, &Options::default())) {
            findings.push(format!(
                "clean.txt:{}: {}: {}",
                case.line, finding.check, finding.message
            ));
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn ids_are_unique_and_in_kebab_case() {
    let mut ids: Vec<_> = ALL.iter().map(|check| check.id()).collect();
    assert!(
        ids.iter()
            .all(|id| id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
    );
    assert!(
        ALL.iter()
            .all(|check| !check.about().is_empty() && !check.about().ends_with('.'))
    );
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), ALL.len());
}

#[test]
fn the_manual_has_a_heading_for_every_check() {
    let manual = std::fs::read_to_string(root("docs/checks.md")).unwrap();
    let headings: Vec<_> = manual
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    let entries = tarjuman::check::entries(&Options::default());
    let ids: Vec<_> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(headings[..ids.len()], ids);
    for entry in &entries {
        let section = manual
            .split("\n## ")
            .find(|section| section.starts_with(&format!("{}\n", entry.id)))
            .unwrap();
        let severity = format!("**{}**", entry.severity.as_str());
        assert!(section.contains(&severity), "{}: severity", entry.id);
        let switch = if entry.is_optional { "on" } else { "off" };
        let switch = format!("{switch} = [\"{}\"]", entry.id);
        assert!(section.contains(&switch), "{}: switch", entry.id);
    }
}

#[test]
fn an_empty_target_is_for_one_check_only() {
    let findings = findings("قتل 13 شخصا (وفق رويترز)", " ", &Options::default());
    let checks: Vec<_> = findings.iter().map(|finding| finding.check.as_ref()).collect();
    assert_eq!(checks, ["empty-target"]);
    assert_eq!(self::findings("", "", &Options::default()), []);
}

/// Every check on, matters of style too.
fn style() -> Options {
    let optional = ALL.iter().filter(|check| check.is_optional());
    Options {
        on: optional.map(|check| check.id().to_owned()).collect(),
        ..Options::default()
    }
}

#[test]
fn a_matter_of_style_is_off_until_wanted() {
    for (id, case) in guilty() {
        let optional = ALL.iter().any(|check| check.id() == id && check.is_optional());
        let found = judged(&case, |pair| run(pair, &Options::default()));
        assert_eq!(found.iter().all(|finding| finding.check != id), optional, "{id}");
    }
}

/// A case of each check that has findings, by check.
fn guilty() -> impl Iterator<Item = (&'static str, Case)> {
    ALL.iter().map(|check| {
        let id = check.id();
        let guilty = file(id)
            .into_iter()
            .find(|case| !case.expected.is_empty() && case.reason.is_none());
        (id, guilty.unwrap())
    })
}

#[test]
fn a_check_that_is_off_says_nothing() {
    for (id, case) in guilty() {
        let of_this = |options: &Options| {
            judged(&case, |pair| run(pair, options))
                .iter()
                .filter(|finding| finding.check == id)
                .count()
        };
        assert!(of_this(&style()) > 0, "{id}");
        assert_eq!(
            of_this(&Options {
                off: [id.to_owned()].into_iter().collect(),
                ..style()
            }),
            0,
            "{id}"
        );
    }
}

#[test]
fn the_configuration_decides_the_severity() {
    for (id, case) in guilty() {
        for severity in [Severity::Warning, Severity::Error] {
            let options = Options {
                severity: [(id.to_owned(), severity)].into(),
                ..style()
            };
            let findings = judged(&case, |pair| run(pair, &options));
            let mut of_this = findings.iter().filter(|finding| finding.check == id);
            assert!(of_this.all(|finding| finding.severity == severity), "{id}");
        }
    }
}

fn findings(source: &str, target: &str, options: &Options) -> Vec<Finding> {
    let (source, target) = (Content::plain(source), Content::plain(target));
    let pair = Pair::new((&source, &target), (of("ar"), of("en")), &[]);
    run(&pair, options)
}

/// Holds every check to what all of them promise, on one pair of texts.
fn keeps_promises(source: &str, target: &str, from: &'static Language, to: &'static Language) {
    let (source, target) = (Content::plain(source), Content::plain(target));
    let inside = |text: &str, at: &Range<usize>| at.start <= at.end && text.get(at.clone()).is_some();
    let pair = Pair::new((&source, &target), (from, to), &[]);
    for check in ALL {
        let objections = check.run(&pair);
        for objection in &objections {
            assert!(
                inside(&target.text, &objection.at),
                "{}: {objection:?}",
                check.id()
            );
            assert!(
                objection.source_at.iter().all(|at| inside(&source.text, at)),
                "{}: {objection:?}",
                check.id()
            );
            assert!(
                objection.fix.iter().all(|fix| inside(&target.text, &fix.at)),
                "{}: {objection:?}",
                check.id()
            );
            assert!(!objection.message.is_empty(), "{}", check.id());
        }
        assert_eq!(check.run(&pair), objections, "{} is not steady", check.id());
    }
}

/// Text made of what the checks look for.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "كيري",
        "قال",
        "Kerry",
        "the",
        "The",
        " ",
        "  ",
        "\u{a0}",
        "(",
        ")",
        "[",
        "]",
        "“",
        "”",
        "\"",
        "„",
        "«",
        "»",
        "1",
        "٣",
        "2016",
        "٫",
        "٬",
        ",",
        ".",
        "،",
        "million",
        "مليون",
        "ونصف",
        "و",
        "و25",
        "%",
        "-",
        "/",
        ":",
        "'",
        "’",
        "\u{301}",
        "\u{640}",
        "s",
        "bn",
        "m",
        "half",
        "and",
        "a",
        "ألف",
        "مئة",
        "hundred",
        "third",
        "الثاني",
        "😀",
        "漢",
        "https://example.org/",
        "@",
        "#",
        "\n",
        "999999999999999999",
        "سبتمبر",
        "F-16",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..24)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_judged_safely(source in any::<String>(), target in any::<String>()) {
        keeps_promises(&source, &target, of("ar"), of("en"));
        keeps_promises(&source, "", of("en"), of("ja"));
    }

    #[test]
    fn any_mixture_is_judged_safely(source in pieces(), target in pieces()) {
        keeps_promises(&source, &target, of("ar"), of("en"));
        keeps_promises(&source, &target, of("en"), of("ar"));
        keeps_promises(&source, &target, of("sw"), of("fr"));
    }
}
