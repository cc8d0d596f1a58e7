//! Bad input: each a message that says what, where and what to do, the right exit code, nothing half-written.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::desk::{Desk, Ran, names_in, tmx};

/// Runs a command that must stop with exactly this message, leaving no file that was not there.
#[track_caller]
fn refused(desk: &Desk, arguments: &[&str], code: i32, message: &str) {
    let before = desk.names();
    let ran = desk.run(arguments);
    assert_eq!(
        ran.stderr.replace(&*desk.path("").to_string_lossy(), "DESK/"),
        format!("error: {message}\n")
    );
    assert_eq!(ran.code, Some(code));
    assert_eq!(ran.stdout, "");
    assert_eq!(desk.names(), before, "something was left behind");
}

#[test]
fn a_missing_file_a_folder_and_an_empty_file_are_named() {
    let desk = Desk::empty();
    desk.write("drafts/x", "");
    desk.write("empty.txt", "");
    desk.write("blank.txt", "\u{feff} \r\n\n");
    refused(
        &desk,
        &["draft", "none.txt"],
        1,
        "none.txt: there is no such file; check the name and the folder you are in",
    );
    refused(
        &desk,
        &["draft", "drafts"],
        1,
        "drafts: is a folder; name the files in it",
    );
    for file in ["empty.txt", "blank.txt"] {
        let message = format!("{file}: the file is empty, there is nothing to translate");
        refused(&desk, &["draft", file], 1, &message);
        refused(&desk, &["segment", file], 1, &message);
    }
    assert!(
        !desk.path("tarjuman.db").exists(),
        "nothing was kept, so nothing is to be begun"
    );
}

#[test]
fn what_is_no_text_is_called_what_it_is() {
    let desk = Desk::empty();
    let files: [(&str, &[u8], &str); 4] = [
        ("scan.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0", "a PNG picture"),
        (
            "scan.pdf",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
            "a PDF document",
        ),
        (
            "many.zip",
            b"PK\x03\x04\x14\0\x08\0",
            "a ZIP archive (DOCX, ODT and EPUB files are such)",
        ),
        ("text.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0", "a PNG picture"),
    ];
    for (name, content, what) in files {
        desk.write(name, content);
        let message =
            format!("{name}: this is {what}, not text; give the article as text, Markdown, HTML or XLIFF");
        refused(&desk, &["draft", name], 1, &message);
    }
}

#[test]
fn a_wrong_encoding_is_refused_rather_than_guessed() {
    let desk = Desk::with_sample();
    desk.write("cut.txt", b"abc\n\xd8\x27 hello\n");
    refused(
        &desk,
        &["draft", "article.txt", "--encoding", "klingon"],
        1,
        "article.txt: no encoding is called `klingon`; common ones: utf-8, utf-16le, utf-16be, windows-1256, iso-8859-6",
    );
    refused(
        &desk,
        &["draft", "article.txt", "--encoding", "utf-16le"],
        1,
        "article.txt: line 1, byte 10: not valid UTF-16LE; name the file's encoding with --encoding",
    );
    refused(
        &desk,
        &["draft", "cut.txt", "--encoding", "utf-8"],
        1,
        "cut.txt: line 2, byte 4: not valid UTF-8; name the file's encoding with --encoding",
    );
}

#[test]
fn a_broken_glossary_row_is_named_by_file_and_line() {
    let desk = Desk::with_sample();
    desk.write(
        "kind.tsv",
        "source\ttarget\tkind\nكيري\tKerry\tperson\nلافروف\tLavrov\tpersn\n",
    );
    desk.write("short.tsv", "source\ttarget\tkind\nكيري\tKerry\tperson\nلافروف\n");
    let kind = "kind.tsv:3: kind `persn` is unknown; write one of name, person, place, organisation, event, work, \
                month, weekday, office, demonym, currency, term, phrase";
    let short =
        "short.tsv:3: this row has 1 of the 2 to 3 columns that are known; part columns by one tab each";
    refused(
        &desk,
        &["draft", "article.txt", "--glossary", "kind.tsv"],
        1,
        kind,
    );
    refused(
        &desk,
        &["draft", "article.txt", "--glossary", "short.tsv"],
        1,
        short,
    );
    refused(
        &desk,
        &["glossary", "match", "article.txt", "--glossary", "short.tsv"],
        1,
        short,
    );
    refused(&desk, &["glossary", "list", "--file", "short.tsv"], 1, short);
    let before = desk.bytes("short.tsv");
    let added = desk
        .run(&["glossary", "add", "حلب", "Aleppo", "--file", "short.tsv"])
        .ended(1);
    assert_eq!(added.stderr, format!("error: {short}\n"));
    assert_eq!(desk.bytes("short.tsv"), before);
}

#[test]
fn a_broken_tmx_is_named_by_file_and_line_and_what_was_taken_is_said() {
    let desk = Desk::empty();
    let whole =
        "<tu><tuv xml:lang=\"ar\"><seg>نعم</seg></tuv><tuv xml:lang=\"en\"><seg>Yes</seg></tuv></tu>\n";
    desk.write(
        "broken.tmx",
        tmx(&format!("{whole}<tu><tuv xml:lang=\"ar\"><seg>لا</tuv></tu>\n")),
    );
    desk.write("page.tmx", "<html/>\n");
    desk.write("words.tmx", "hello\n");
    let ran = desk.run(&["memory", "import", "--quiet", "broken.tmx"]).ended(1);
    assert_eq!(
        ran.stderr,
        "error: broken.tmx:5: ill-formed document: expected `</seg>`, but `</tuv>` was found; the file is damaged \
         here: export it again, or mend this line (the units before this place are in the memory)\n"
    );
    assert!(
        desk.run(&["memory", "stats"])
            .done()
            .stdout
            .contains("1 units in all")
    );
    let ran = desk.run(&["memory", "import", "--quiet", "page.tmx"]).ended(1);
    assert_eq!(
        ran.stderr,
        "error: page.tmx:1: <html> where <tmx> should begin; this is not a TMX file\n"
    );
    let ran = desk.run(&["memory", "import", "--quiet", "words.tmx"]).ended(1);
    assert_eq!(
        ran.stderr,
        "error: words.tmx: the file is empty or no XML; a TMX file begins with <tmx>\n"
    );
    refused(
        &desk,
        &["memory", "import", "none.tmx"],
        1,
        "none.tmx: there is no such file; check the name and the folder you are in",
    );
}

#[test]
fn a_broken_configuration_is_named_by_file_and_line() {
    let desk = Desk::with_sample();
    let cases = [
        (
            "to = \"fr\"\nform = \"ar\"\n",
            "2: unknown field `form`, expected one of `from`",
        ),
        (
            "to = \"en\"\n[draft\n",
            "2: unclosed table, expected `]`; `config.example.toml` explains every key",
        ),
        (
            "[draft]\nfill_from = 300\n",
            "2: invalid value: integer `300`, expected u8",
        ),
        (
            "to = \"English please\"\n",
            " `English please` is no language tag; write it as in `ar`, `en` or `pt-BR`",
        ),
    ];
    for (content, message) in cases {
        desk.write("config.toml", content);
        let ran = desk.run(&["draft", "article.txt"]).ended(1);
        let expected = format!("error: {}:{message}", desk.path("config.toml").display());
        assert!(ran.stderr.starts_with(&expected), "{expected}\n{}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
        assert_eq!(desk.names(), ["article.txt", "config.toml"]);
        let checked = desk.run(&["config", "check"]).ended(1);
        assert_eq!(checked.stderr, ran.stderr);
    }
}

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

#[test]
fn a_damaged_database_is_left_alone_and_named() {
    let desk = Desk::with_sample();
    let noise: Vec<u8> = (0..5000_u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    desk.write("tarjuman.db", &noise);
    let message = "DESK/tarjuman.db: is damaged or not a workspace database; put a backup in its place, or move it \
                   away to begin a new one";
    for arguments in [
        &["draft", "article.txt"][..],
        &["list"],
        &["memory", "search", "نعم"],
    ] {
        refused(&desk, arguments, 4, message);
    }
    assert!(desk.bytes("tarjuman.db") == noise);
}

#[test]
fn a_source_is_never_written_over() {
    let desk = Desk::with_sample();
    desk.write("article.md", "# نعم\n");
    desk.write("other/article.txt", "نعم\n");
    refused(
        &desk,
        &["draft", "article.txt", "-o", "article.txt"],
        1,
        "article.txt: is the source itself; name another file with -o",
    );
    refused(
        &desk,
        &["draft", "article.txt", "-o", "other/../article.txt"],
        1,
        "other/../article.txt: is the source itself; name another file with -o",
    );
    refused(
        &desk,
        &["draft", "article.txt", "article.md"],
        1,
        "article.txt and article.md would be drafted into the same file; draft them one at a time with -o",
    );
    refused(
        &desk,
        &["draft", "article.txt", "other/article.txt", "-o", "drafts/"],
        1,
        "article.txt and other/article.txt would be drafted into the same file; draft them one at a time with -o",
    );
    refused(
        &desk,
        &["draft", "article.txt", "other/article.txt", "-o", "one.html"],
        1,
        "one.html: 2 files cannot go into one; name a folder (it ends in `/`)",
    );
}

#[test]
fn one_bad_file_does_not_keep_the_others_from_being_drafted() {
    let desk = Desk::with_sample();
    desk.write("empty.txt", "");
    let ran = desk
        .run(&["draft", "none.txt", "empty.txt", "article.txt"])
        .ended(1);
    let errors: Vec<&str> = ran
        .stderr
        .lines()
        .filter(|line| line.starts_with("error: "))
        .collect();
    assert_eq!(
        errors,
        [
            "error: none.txt: there is no such file; check the name and the folder you are in",
            "error: empty.txt: the file is empty, there is nothing to translate",
            "error: some files were not drafted; each is named above",
        ]
    );
    assert_eq!(desk.names(), ["article.en.html", "article.txt", "empty.txt"]);
}
