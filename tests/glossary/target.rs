//! What became of a term in a translation, over case files that a translator can read.
//!
//! A case: `# title`, `+` a glossary row with tabs, `<` a target and after it for each row, in their order, what became
//! of it: `! held | where`, `! variant | where`, `! forbidden | where` or `! missing`. The file is named for the target's
//! language. `? reason` marks a case that must still fail.

use std::path::Path;

use tarjuman::document::{Outcome, Term, TermHit, Tier};
use tarjuman::glossary::{Expected, TermFile};
use tarjuman::language::of;

#[derive(Default)]
struct Case {
    title: String,
    language: String,
    rows: Vec<String>,
    /// Each target with what is expected of it.
    targets: Vec<(String, Vec<String>)>,
    mark: Option<String>,
}

impl Case {
    /// The rows as if each had been found in a source.
    fn hits(&self) -> Vec<TermHit> {
        let hit = |row: &String| TermHit {
            span: 0..0,
            word: 0..0,
            term: term(row).into(),
            split: String::new(),
            tier: Tier::Sure,
            also: Vec::new(),
        };
        self.rows.iter().map(hit).collect()
    }

    /// What is wrong with this case, a line a target.
    fn complaints(&self) -> Vec<String> {
        let hits = self.hits();
        let mut complaints = Vec::new();
        for (target, expected) in &self.targets {
            let found: Vec<String> = Expected::of(&hits, of(&self.language))
                .outcomes(&hits, target)
                .iter()
                .map(|outcome| shown(outcome, target))
                .collect();
            if found != *expected {
                complaints.push(format!(
                    "  {target}\n    expected {expected:?}\n    found    {found:?}"
                ));
            }
        }
        complaints
    }
}

fn term(row: &str) -> Term {
    let file = TermFile::parse(row).unwrap();
    file.terms().next().unwrap().1.clone()
}

fn shown(outcome: &Outcome, target: &str) -> String {
    let (name, at) = match outcome {
        Outcome::Open => return String::from("open"),
        Outcome::Missing => return String::from("missing"),
        Outcome::Held(at) => ("held", at),
        Outcome::Variant(at) => ("variant", at),
        Outcome::Forbidden(at) => ("forbidden", at),
        Outcome::Wrong(at) => ("wrong", at),
    };
    format!("{name} | {}", &target[at.clone()])
}

fn read(path: &Path) -> Vec<Case> {
    let language = path.file_stem().unwrap().to_str().unwrap();
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in (1..).zip(std::fs::read_to_string(path).unwrap().lines()) {
        let (sign, rest) = line.split_once(' ').unwrap_or((line, ""));
        if sign == "#" {
            cases.push(Case {
                title: rest.to_owned(),
                language: language.to_owned(),
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
            "+" => case.rows.push(rest.to_owned()),
            "<" => case.targets.push((rest.to_owned(), Vec::new())),
            "!" => match case.targets.last_mut() {
                Some((_, expected)) => expected.push(rest.to_owned()),
                None => panic!("{malformed}"),
            },
            "?" => case.mark = Some(rest.to_owned()),
            _ => panic!("{malformed}"),
        }
    }
    for case in &cases {
        let complete = |(_, expected): &(String, Vec<String>)| expected.len() == case.rows.len();
        let whole = !case.rows.is_empty() && !case.targets.is_empty() && case.targets.iter().all(complete);
        assert!(whole, "{}: malformed case", case.title);
    }
    cases
}

fn cases() -> Vec<Case> {
    let files = super::files("glossary/target");
    files.iter().flat_map(|file| read(file)).collect()
}

#[test]
fn every_target_holds_what_its_case_says() {
    let mut wrong = Vec::new();
    for case in cases() {
        let complaints = case.complaints();
        let title = format!("{}: {}", case.language, case.title);
        match (complaints.is_empty(), &case.mark) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(_)) => wrong.push(format!("{title}: passes; remove its mark")),
            (false, None) => wrong.push(format!("{title}\n{}", complaints.join("\n"))),
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn at_least_one_target_in_four_is_a_near_miss() {
    let cases = cases();
    let targets: Vec<_> = cases.iter().flat_map(|case| &case.targets).collect();
    let misses = targets
        .iter()
        .filter(|(_, expected)| expected.iter().any(|e| e == "missing"))
        .count();
    assert!(misses * 4 >= targets.len(), "{misses} of {}", targets.len());
}
