//! Matchers kept from one run to the next: a saving of time that nobody notices otherwise.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::desk::{Desk, Ran};

/// A glossary that is large enough to be worth keeping, with `last` as its last row.
fn glossary(last: &str) -> String {
    let rows = (0..600).map(|number| format!("كلمة{number}\tword {number}\tperson\n"));
    rows.collect::<String>() + last
}

const KERRY: &str = "كيري\tKerry\tperson\n";
const TEXT: &str = "قال لكيري إن كلمة7 وكلمة599\n";

/// What is found in [`TEXT`] with the caches of the user in `caches`.
fn found(desk: &Desk, caches: &Path) -> String {
    desk.write("article.txt", TEXT);
    let arguments = [
        "glossary",
        "match",
        "article.txt",
        "--lang",
        "ar",
        "--format",
        "jsonl",
        "--glossary",
        "house.tsv",
    ];
    let output = desk
        .command(&arguments)
        .env("XDG_CACHE_HOME", caches)
        .output()
        .unwrap();
    let ran = Ran::of(output).done();
    assert_eq!(ran.stderr, "");
    ran.stdout
}

/// The files that were kept.
fn kept(desk: &Desk) -> Vec<PathBuf> {
    let folder = desk.path("caches/tarjuman/glossaries");
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn bytes(path: &Path) -> Vec<u8> {
    #[expect(clippy::disallowed_methods, reason = "a test's own file")]
    fs::read(path).unwrap()
}

#[test]
fn the_second_run_finds_what_the_first_found_and_makes_nothing() {
    let desk = Desk::empty();
    desk.write("house.tsv", glossary(KERRY));
    let caches = desk.path("caches");
    let first = found(&desk, &caches);
    assert!(
        first.contains("\"target\":\"Kerry\"") && first.contains("house.tsv:601"),
        "{first}"
    );
    let files = kept(&desk);
    let [file] = files.as_slice() else {
        panic!("one file is kept: {files:?}");
    };
    let written = fs::metadata(file).unwrap().modified().unwrap();
    assert_eq!(found(&desk, &caches), first);
    assert_eq!(fs::metadata(file).unwrap().modified().unwrap(), written);
}

#[test]
fn a_row_that_changed_is_found_as_it_is_now() {
    let desk = Desk::empty();
    desk.write("house.tsv", glossary(KERRY));
    let caches = desk.path("caches");
    found(&desk, &caches);
    // Of the same length, so that the file's size tells nothing.
    desk.write("house.tsv", glossary(&KERRY.replace("Kerry", "Kirby")));
    let second = found(&desk, &caches);
    assert!(second.contains("Kirby") && !second.contains("Kerry"), "{second}");
    assert_eq!(kept(&desk).len(), 1);
}

#[test]
fn a_row_that_became_wrong_is_named_as_ever() {
    let desk = Desk::empty();
    desk.write("house.tsv", glossary(KERRY));
    found(&desk, &desk.path("caches"));
    desk.write("house.tsv", glossary("كيري\tKerry\tpersn\n"));
    let arguments = [
        "glossary",
        "match",
        "article.txt",
        "--lang",
        "ar",
        "--glossary",
        "house.tsv",
    ];
    let output = desk
        .command(&arguments)
        .env("XDG_CACHE_HOME", desk.path("caches"))
        .output()
        .unwrap();
    let ran = Ran::of(output);
    assert!(
        ran.code != Some(0) && ran.stderr.contains("house.tsv:601: kind `persn` is unknown"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_damaged_file_is_made_again() {
    let desk = Desk::empty();
    desk.write("house.tsv", glossary(KERRY));
    let caches = desk.path("caches");
    let first = found(&desk, &caches);
    let file = kept(&desk).remove(0);
    let whole = bytes(&file);
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 1;
    for content in [&damaged[..], &whole[..whole.len() / 3], b"", b"another program's"] {
        desk.write("caches/damaged", content);
        fs::rename(desk.path("caches/damaged"), &file).unwrap();
        assert_eq!(found(&desk, &caches), first);
        assert_eq!(bytes(&file), whole);
    }
}

#[test]
fn where_nothing_can_be_kept_the_command_does_its_work() {
    let desk = Desk::empty();
    desk.write("house.tsv", glossary(KERRY));
    let first = found(&desk, &desk.path("caches"));
    desk.write("file", "no folder");
    assert_eq!(found(&desk, &desk.path("file")), first);
    assert_eq!(desk.text("file"), "no folder");
}

#[test]
fn programs_that_run_at_the_same_time_find_the_same() {
    let desk = Desk::empty();
    desk.write("house.tsv", glossary(KERRY));
    desk.write("article.txt", TEXT);
    let arguments = [
        "glossary",
        "match",
        "article.txt",
        "--lang",
        "ar",
        "--glossary",
        "house.tsv",
    ];
    let start = || {
        let mut command = desk.command(&arguments);
        command.env("XDG_CACHE_HOME", desk.path("caches"));
        command.stdout(Stdio::piped()).spawn().unwrap()
    };
    let running: Vec<_> = (0..6).map(|_| start()).collect();
    let found: Vec<String> = running
        .into_iter()
        .map(|child| Ran::of(child.wait_with_output().unwrap()).done().stdout)
        .collect();
    assert!(found[0].contains("Kerry"));
    assert!(found.iter().all(|one| *one == found[0]));
    assert_eq!(kept(&desk).len(), 1);
}

#[test]
fn a_small_glossary_is_not_kept() {
    let desk = Desk::empty();
    desk.write("house.tsv", KERRY);
    assert!(found(&desk, &desk.path("caches")).contains("Kerry"));
    assert_eq!(kept(&desk), [""; 0].map(PathBuf::from));
}
