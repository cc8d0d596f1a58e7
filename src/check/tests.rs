//! How the configuration switches checks.

use super::*;
use crate::document::{Content, Outcome, Term, TermHit, TermKind, TermUse, Tier};

#[test]
fn ids_that_exist_are_accepted() {
    let options = Options {
        off: [String::from("spaces")].into_iter().collect(),
        severity: [(String::from("numbers"), Severity::Warning)].into(),
        ..Options::default()
    };
    assert_eq!(options.clone().validated().unwrap(), options);
}

#[test]
fn an_unknown_id_is_named_with_those_there_are() {
    for wrong in [
        Options {
            off: [String::from("space")].into_iter().collect(),
            ..Options::default()
        },
        Options {
            severity: [(String::from("space"), Severity::Error)].into(),
            ..Options::default()
        },
    ] {
        let message = wrong.validated().unwrap_err().to_string();
        assert!(message.starts_with("there is no check called `space`; the checks are empty-target,"));
        assert!(message.contains("doubled-word, "), "{message}");
    }
}

#[test]
fn a_pair_of_languages_has_switches_of_its_own() {
    let text = "off = [\"spaces\"]\n[pairs.ar-en]\non = [\"spaces\", \"honorific\"]\noff = [\"numbers\"]\n";
    let options: Options = toml::from_str::<Options>(text).unwrap().validated().unwrap();
    let (source, target) = (Content::plain("قال 13"), Content::plain("Mr  Kerry 14"));
    let found = |from: &str| -> Vec<String> {
        let (from, to) = (crate::language::of(from), crate::language::of("en"));
        let pair = Pair::new((&source, &target), (from, to), &[]);
        run(&pair, &options)
            .into_iter()
            .map(|finding| finding.check.into_owned())
            .collect()
    };
    assert_eq!(found("ar"), ["spaces", "honorific"]);
    assert_eq!(found("fa"), ["numbers"]);
    assert!(
        toml::from_str::<Options>("[pairs.ar-en]\noff = [\"space\"]")
            .unwrap()
            .validated()
            .is_err()
    );
}

#[test]
fn a_rule_has_an_id_of_its_own_and_something_to_say() {
    let options = |text: &str| toml::from_str::<Options>(text).unwrap().validated();
    let rule = |id: &str, rest: &str| format!("[[rules]]\nid = \"{id}\"\nmessage = \"m\"\n{rest}\n");
    assert!(options(&rule("house", "target = \"x\"")).is_ok());
    assert!(matches!(
        options(&rule("spaces", "target = \"x\"")),
        Err(Error::Twice { .. })
    ));
    assert!(matches!(
        options(&rule("house", "source = \"x\"")),
        Err(Error::Mute { .. })
    ));
    assert!(options(&format!("off = [\"house\"]\n{}", rule("house", "wanted = \"x\""))).is_ok());
}

#[test]
fn an_unknown_key_of_the_table_is_refused() {
    assert!(toml::from_str::<Options>("of = [\"spaces\"]").is_err());
    assert!(toml::from_str::<Options>("severity = { spaces = \"fatal\" }").is_err());
    assert!(toml::from_str::<Options>("severity = { spaces = \"error\" }").is_ok());
}

#[test]
fn a_finding_may_differ_from_its_check_and_the_configuration_from_both() {
    let hit = crate::document::TermHit {
        span: 0..8,
        word: 0..8,
        term: crate::document::Term {
            source: String::from("كيري"),
            target: String::from("Kerry"),
            ..Default::default()
        }
        .into(),
        split: String::from("كيري"),
        tier: crate::document::Tier::Likely,
        also: Vec::new(),
    };
    let terms = [TermUse {
        placed: None,
        hit,
        outcome: crate::document::Outcome::Forbidden(0..4),
    }];
    let (source, target) = (Content::plain("كيري"), Content::plain("Kiri"));
    let (from, to) = (crate::language::of("ar"), crate::language::of("en"));
    let pair = Pair::new((&source, &target), (from, to), &terms);
    assert_eq!(run(&pair, &Options::default())[0].severity, Severity::Warning);
    let severity = [(String::from("forbidden-term"), Severity::Error)].into();
    let options = Options {
        severity,
        ..Options::default()
    };
    assert_eq!(run(&pair, &options)[0].severity, Severity::Error);
}

#[test]
fn a_source_that_is_left_as_it_is_is_said_once() {
    let text = Content::plain("قالت المتحدثة ذلك للصحفيين في العاصمة بعد اجتماع طويل");
    let languages = (crate::language::of("ar"), crate::language::of("en"));
    let found = run(&Pair::new((&text, &text), languages, &[]), &Options::default());
    let ids: Vec<&str> = found.iter().map(|finding| finding.check.as_ref()).collect();
    assert_eq!(ids, ["same-as-source"]);
}

#[test]
fn a_term_that_is_gone_is_said_once() {
    let text = "وتبادل الجيش السوداني وقوات الدعم السريع الاتهامات.";
    let (source, target) = (
        Content::plain(text),
        Content::plain("The Sudanese army traded accusations."),
    );
    let words = "قوات الدعم السريع";
    let at = text.find(words).unwrap();
    let term = Term {
        source: String::from(words),
        target: String::from("Rapid Support Forces"),
        kind: TermKind::Organisation,
        ..Term::default()
    };
    let hit = TermHit {
        word: at..at + words.len(),
        span: at..at + words.len(),
        term: term.into(),
        split: String::new(),
        tier: Tier::Sure,
        also: Vec::new(),
    };
    let terms = [TermUse {
        hit,
        outcome: Outcome::Missing,
        placed: None,
    }];
    let languages = (crate::language::of("ar"), crate::language::of("en"));
    let found = run(
        &Pair::new((&source, &target), languages, &terms),
        &Options::default(),
    );
    let ids: Vec<&str> = found.iter().map(|finding| finding.check.as_ref()).collect();
    assert_eq!(ids, ["missing-term"]);
}
