//! Places that take no output: a file in the way, a full disk, a limit on files. The old file stands, whole.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::desk::{Desk, Ran, names_in, refused};

#[test]
fn an_output_that_cannot_be_written_is_named_and_nothing_is_left() {
    let desk = Desk::with_sample();
    desk.write("plain", "not a folder");
    desk.write("drafts.html/x", "");
    let where_to = "cannot be written; check that its folder exists and that you may use it";
    let draft = |output| ["draft", "article.txt", "--quiet", "-o", output];
    refused(
        &desk,
        &draft("plain/draft.html"),
        4,
        &format!("plain/draft.html: {where_to}"),
    );
    refused(
        &desk,
        &draft("none/draft.html"),
        4,
        &format!("none/draft.html: {where_to}"),
    );
    refused(
        &desk,
        &draft("plain/"),
        1,
        "plain/: is a file, not a folder; name another",
    );
    refused(
        &desk,
        &["export", "article.txt", "-o", "drafts.html"],
        4,
        "drafts.html: is a folder; give the name of a file",
    );
    let ran = desk.run(&draft("draft.pptx")).ended(1);
    assert!(
        ran.stderr
            .starts_with("error: draft.pptx: its extension names no format; write one of "),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_full_disk_behind_standard_output_is_said() {
    let desk = Desk::with_sample();
    desk.run(&["draft", "article.txt"]).done();
    for arguments in [
        &["draft", "article.txt", "-o", "-", "--quiet"][..],
        &["draft", "article.txt", "--json", "--quiet"],
        &["segment", "article.txt"],
        &["check", "article.txt"],
        &["list"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let child = desk.command(arguments).stdout(Stdio::from(full)).spawn().unwrap();
        let ran = Ran::of(child.wait_with_output().unwrap()).ended(4);
        assert_eq!(
            ran.stderr,
            "error: standard output: the disk it goes to is full; free some space and run the same again\n",
            "{arguments:?}"
        );
    }
}

/// A file system of `kilobytes`, mounted while the value lives.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    /// `None` where one may not mount.
    fn at(folder: &'a Path, kilobytes: usize) -> Option<Self> {
        std::fs::create_dir_all(folder).unwrap();
        let size = format!("size={kilobytes}k");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "none"])
            .arg(folder)
            .output();
        mounted
            .is_ok_and(|output| output.status.success())
            .then_some(Self(folder))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        Command::new("umount").arg(self.0).status().unwrap();
    }
}

/// Limits every file of the program to `blocks` of 512 bytes: what an ordinary user can do in place of a small disk.
fn within(desk: &Desk, blocks: usize, arguments: &[&str]) -> Ran {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command
        .args(["-c", &script, env!("CARGO_BIN_EXE_tarjuman")])
        .args(arguments);
    Ran::of(command.current_dir(desk.path("")).output().unwrap())
}

#[test]
fn a_full_disk_leaves_the_old_draft_and_no_half_of_one() {
    let desk = Desk::with_sample();
    let folder = desk.path("small");
    let Some(_disk) = SmallDisk::at(&folder, 32) else {
        println!(
            "no file system may be mounted here; files_that_may_not_grow_are_said_and_left_whole stands for it"
        );
        return;
    };
    desk.write("small/draft.html", "the old draft");
    refused(
        &desk,
        &["draft", "article.txt", "--quiet", "-o", "small/draft.html"],
        4,
        "small/draft.html: the disk is full, so this change was not kept; free some space and run the same again",
    );
    assert_eq!(desk.text("small/draft.html"), "the old draft");
    assert_eq!(names_in(&folder), ["draft.html"]);
}

#[test]
fn a_full_disk_under_the_database_is_said_and_space_mends_it() {
    let desk = Desk::with_sample();
    let folder = desk.path("small");
    let Some(disk) = SmallDisk::at(&folder, 160) else {
        println!(
            "no file system may be mounted here; files_that_may_not_grow_are_said_and_left_whole stands for it"
        );
        return;
    };
    let arguments = [
        "--workspace",
        "small",
        "draft",
        "article.txt",
        "--quiet",
        "-o",
        "draft.tsv",
    ];
    refused(
        &desk,
        &arguments,
        4,
        "small/tarjuman.db: the disk is full, so this change was not kept; free some space and run the same again",
    );
    Command::new("mount")
        .args(["-o", "remount,size=4m"])
        .arg(disk.0)
        .status()
        .unwrap();
    desk.run(&arguments).done();
    assert_eq!(desk.text("draft.tsv").lines().count(), 13);
}

#[test]
fn files_that_may_not_grow_are_said_and_left_whole() {
    let desk = Desk::with_sample();
    let rows: String = (0..400)
        .map(|row| format!("اسم{row}\tName {row}\tterm\n"))
        .collect();
    desk.write("house.tsv", &rows);
    desk.run(&["glossary", "add", "حلب", "Aleppo", "--file", "house.tsv"])
        .done();
    let (before, names) = (desk.text("house.tsv"), desk.names());
    let ran = within(
        &desk,
        8,
        &["glossary", "add", "دمشق", "Damascus", "--file", "house.tsv"],
    )
    .ended(4);
    assert_eq!(
        ran.stderr,
        "error: house.tsv: the disk is full, so this change was not kept; free some space and run the same again\n"
    );
    let ran = within(&desk, 8, &["draft", "article.txt", "--quiet"]).ended(4);
    assert!(ran.stderr.contains("tarjuman.db: the disk"), "{}", ran.stderr);
    assert_eq!((desk.text("house.tsv"), desk.names()), (before, names));
    let ran = desk.run(&["draft", "article.txt"]).done();
    assert!(
        ran.stderr.contains("12 segments: 1 drafted, 11 empty"),
        "{}",
        ran.stderr
    );
}
