//! The shape of the source tree, as the house style promises it: direction, size, registries, documentation.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop at the first surprise, and reads the disk"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every room with its layer; a room may use rooms of lower layers only.
const ROOMS: &[(&str, u8)] = &[
    ("text", 0),
    ("language", 1),
    ("document", 2),
    ("segment", 3),
    ("glossary", 3),
    ("memory", 3),
    ("backend", 3),
    ("check", 3),
    ("fetch", 3),
    ("format", 3),
    ("transliteration", 3),
    ("dispatch", 4),
    ("store", 4),
    ("draft", 5),
    ("model", 5),
    ("review", 6),
    ("cli", 7),
];

const MAX_FILE_LINES: usize = 400;
const MAX_MAIN_LINES: usize = 40;
const MAX_ARCHITECTURE_LINES: usize = 200;
const NAMELESS: &[&str] = &["utils", "util", "common", "types", "helpers", "helper", "misc"];

/// One source file, without its test module.
struct Source {
    path: PathBuf,
    room: String,
    production: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let sources = files_below(&src, ".rs").into_iter().map(|path| {
        let text = read(&path);
        let production = text
            .split("\n#[cfg(test)]\nmod tests {")
            .next()
            .unwrap()
            .to_owned();
        let below = path.strip_prefix(&src).unwrap();
        let first = below.iter().next().unwrap().to_string_lossy();
        Source {
            room: first.trim_end_matches(".rs").to_owned(),
            path: below.to_owned(),
            production,
        }
    });
    sources.collect()
}

fn layer(room: &str) -> Option<u8> {
    ROOMS
        .iter()
        .find(|(name, _)| *name == room)
        .map(|(_, layer)| *layer)
}

/// The rooms that a file names by `crate::room`, comments left out.
fn used_rooms(production: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for line in production
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
    {
        for (at, mark) in line.match_indices("crate::") {
            let rest = &line[at + mark.len()..];
            let names = rest
                .strip_prefix('{')
                .map_or(rest, |inner| inner.trim_end_matches("};"));
            let first: String = names
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            used.insert(first);
        }
    }
    used
}

#[test]
fn rooms_know_only_rooms_below_them() {
    let mut broken = Vec::new();
    for source in sources() {
        let Some(own) = layer(&source.room) else { continue };
        for used in used_rooms(&source.production) {
            if used != source.room && layer(&used).is_some_and(|other| other >= own) {
                broken.push(format!(
                    "src/{}: {} uses {used}",
                    source.path.display(),
                    source.room
                ));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "a room may use rooms of lower layers only:\n{}",
        broken.join("\n")
    );
}

#[test]
fn every_room_is_in_the_table_and_the_table_has_no_others() {
    let found: BTreeSet<String> = sources().into_iter().map(|s| s.room).collect();
    let listed: BTreeSet<String> = ROOMS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let doors = BTreeSet::from([String::from("lib"), String::from("main")]);
    let rooms: BTreeSet<_> = found.difference(&doors).cloned().collect();
    assert_eq!(rooms, listed);
}

#[test]
fn no_room_is_named_for_nothing() {
    for source in sources() {
        for part in source.path.iter().map(|p| p.to_string_lossy()) {
            let name = part.trim_end_matches(".rs");
            assert!(
                !NAMELESS.contains(&name),
                "src/{}: what does it hold?",
                source.path.display()
            );
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for source in sources() {
        assert!(
            source.production.starts_with("//! "),
            "src/{} has no //! line",
            source.path.display()
        );
    }
}

#[test]
fn no_file_outgrows_its_reader() {
    for source in sources() {
        let lines = source.production.lines().count();
        let limit = if source.room == "main" {
            MAX_MAIN_LINES
        } else {
            MAX_FILE_LINES
        };
        assert!(
            lines <= limit,
            "src/{}: {lines} lines, limit {limit}",
            source.path.display()
        );
    }
}

/// A folder of members, the file that lists them, and where their cases lie.
struct Family {
    folder: &'static str,
    registry: &'static str,
    member: &'static str,
    cases: Option<(&'static str, &'static str)>,
}

const FAMILIES: &[Family] = &[
    Family {
        folder: "src/check",
        registry: "src/check/mod.rs",
        member: "impl Check for",
        cases: Some(("tests/check", "txt")),
    },
    Family {
        folder: "src/check/article",
        registry: "src/check/article/mod.rs",
        member: "impl ArticleCheck for",
        cases: Some(("tests/check", "txt")),
    },
    Family {
        folder: "src/format",
        registry: "src/format/mod.rs",
        member: "impl Format for",
        cases: None,
    },
    Family {
        folder: "src/backend",
        registry: "src/backend/mod.rs",
        member: "const KIND: Kind",
        cases: None,
    },
];

#[test]
fn every_member_is_registered_and_has_its_cases() {
    for family in FAMILIES {
        let registry = read(&root().join(family.registry));
        let list = registry
            .split("pub const ALL")
            .nth(1)
            .expect("a registry has `pub const ALL`");
        let list = list.split("];").next().unwrap();
        let mut members = 0;
        for path in files_below(&root().join(family.folder), ".rs") {
            if !read(&path).contains(family.member) || path.ends_with(Path::new(family.registry)) {
                continue;
            }
            members += 1;
            let below = path.strip_prefix(root().join(family.folder)).unwrap();
            let name = below
                .iter()
                .next()
                .unwrap()
                .to_string_lossy()
                .trim_end_matches(".rs")
                .to_owned();
            assert!(
                list.contains(&format!("{name}::")),
                "{name} is not in ALL of {}",
                family.registry
            );
            if let Some((folder, ending)) = family.cases {
                let id = name.replace('_', "-");
                let case = root().join(folder).join(format!("{id}.{ending}"));
                assert!(case.is_file(), "{} is missing", case.display());
            }
        }
        assert!(
            members > 0,
            "{} has no member: is the mark `{}` right?",
            family.folder,
            family.member
        );
    }
}

#[test]
fn every_language_has_its_segmentation_cases() {
    for path in files_below(&root().join("src/language/data"), ".toml") {
        let tag = path.file_stem().unwrap().to_string_lossy().into_owned();
        let case = root().join(format!("tests/segment/{tag}.txt"));
        assert!(case.is_file(), "{} is missing", case.display());
        let registry = read(&root().join("src/language/mod.rs"));
        assert!(
            registry.contains(&format!("data/{tag}.toml")),
            "{tag} is not in ALL of src/language/mod.rs"
        );
    }
}

#[test]
fn sql_lives_in_the_store() {
    let words = ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "CREATE TABLE"];
    for source in sources().iter().filter(|s| s.room != "store") {
        for line in source
            .production
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            let sql = words.iter().find(|word| line.contains(&format!("\"{word}")));
            assert!(sql.is_none(), "src/{}: {}", source.path.display(), line.trim());
        }
    }
}

#[test]
fn architecture_names_every_room_and_stays_short() {
    let text = read(&root().join("docs/architecture.md"));
    assert!(text.lines().count() <= MAX_ARCHITECTURE_LINES);
    for (room, _) in ROOMS {
        assert!(
            text.contains(&format!("`{room}`")),
            "docs/architecture.md does not name `{room}`"
        );
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = read(&root().join("Cargo.toml"));
    let reasons = read(&root().join("docs/dependencies.md"));
    let mut listed = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            listed = line.ends_with("dependencies]");
        } else if let Some((name, _)) = line.split_once(" =").filter(|_| listed) {
            assert!(
                reasons.contains(&format!("`{name}`")),
                "docs/dependencies.md does not say why {name}"
            );
        }
    }
}

#[test]
fn pages_use_logical_properties_only() {
    let physical = [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        "text-align: left",
        "text-align: right",
    ];
    for path in files_below(&root().join("src"), ".css") {
        let text = read(&path);
        for property in physical {
            assert!(!text.contains(property), "{}: {property}", path.display());
        }
    }
}

#[test]
fn functions_fit_on_a_screen() {
    for source in sources() {
        let mut open: Option<(usize, usize, &str)> = None;
        for (number, line) in source.production.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let code = line.trim_start();
            let begins = [
                "fn ",
                "pub fn ",
                "pub(crate) fn ",
                "pub(super) fn ",
                "async fn ",
                "pub async fn ",
            ];
            if open.is_none() && begins.iter().any(|b| code.starts_with(b)) && !code.ends_with(';') {
                open = Some((number, indent, code));
            }
            if let Some((start, at, name)) = open
                && code.starts_with('}')
                && indent == at
            {
                let length = number - start + 1;
                assert!(
                    length <= 80,
                    "src/{}:{}: {length} lines: {name}",
                    source.path.display(),
                    start + 1
                );
                open = None;
            }
        }
    }
}
