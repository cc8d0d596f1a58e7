//! A rendering put in the place of what stands in a translation, over case files that a translator can read.
//!
//! A case: `# title`, `+` a glossary row with tabs, `<` a target, after it `=` the target as it becomes, or `! left` where
//! nothing may be put. What goes is the first forbidden rendering, or the words in brackets. The file is named for the
//! target's language.

use std::path::Path;

use tarjuman::document::Term;
use tarjuman::glossary::{Site, Standing, TermFile, Worth, placed, standing};
use tarjuman::language::of;

#[derive(Default)]
struct Case {
    title: String,
    language: String,
    row: String,
    /// Each target with what becomes of it.
    targets: Vec<(String, Option<String>)>,
}

impl Case {
    fn term(&self) -> Term {
        let file = TermFile::parse(&self.row).unwrap();
        file.terms().next().unwrap().1.clone()
    }

    fn becomes(&self, target: &str) -> String {
        let (term, language) = (self.term(), of(&self.language));
        let plain = target.replace(['[', ']'], "");
        let found = standing(&term, &plain, language);
        let site = match (target.find('['), target.find(']')) {
            (Some(start), Some(end)) => Site::words(start..end - 1),
            _ => match found.iter().find(|place| place.worth == Worth::Forbidden) {
                Some(place) => place.site(),
                None => return String::from("nothing is forbidden here"),
            },
        };
        let Some(edit) = placed(&plain, &site, &term.target, language) else {
            return String::from("left");
        };
        let becomes = edit.applied(&plain);
        // What was put there is found there.
        let found = standing(&term, &becomes, language);
        let touches = |at: &std::ops::Range<usize>| at.start < edit.stands.end && edit.stands.start < at.end;
        let held = |place: &Standing| place.worth == Worth::Preferred && touches(&place.word);
        if !found.iter().any(held) {
            return format!("{becomes} (and is not found there)");
        }
        becomes
    }
}

fn read(path: &Path) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in (1..).zip(std::fs::read_to_string(path).unwrap().lines()) {
        let (sign, rest) = line.split_once(' ').unwrap_or((line, ""));
        let malformed = format!("{}:{number}: malformed case", path.display());
        if sign == "#" {
            cases.push(Case {
                title: rest.to_owned(),
                language: path.file_stem().unwrap().to_str().unwrap().to_owned(),
                ..Case::default()
            });
            continue;
        }
        let Some(case) = cases.last_mut().filter(|_| !sign.is_empty()) else {
            assert!(line.is_empty(), "{malformed}");
            continue;
        };
        match (sign, case.targets.last_mut()) {
            ("+", None) => rest.clone_into(&mut case.row),
            ("<", _) => case.targets.push((rest.to_owned(), None)),
            ("=" | "!", Some((_, becomes @ None))) => *becomes = Some(rest.to_owned()),
            _ => panic!("{malformed}"),
        }
    }
    for case in &cases {
        let told = case.targets.iter().all(|(_, becomes)| becomes.is_some());
        let whole = !case.row.is_empty() && !case.targets.is_empty() && told;
        assert!(whole, "{}: malformed case", case.title);
    }
    cases
}

#[test]
fn a_rendering_takes_the_place_and_keeps_what_is_around() {
    let files = super::files("glossary/place");
    let mut wrong = Vec::new();
    for case in files.iter().flat_map(|file| read(file)) {
        for (target, expected) in &case.targets {
            let becomes = case.becomes(target);
            if Some(&becomes) != expected.as_ref() {
                let expected = expected.as_deref().unwrap_or_default();
                wrong.push(format!(
                    "{}: {}\n  {target}\n    expected {expected}\n    becomes  {becomes}",
                    case.language, case.title
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
