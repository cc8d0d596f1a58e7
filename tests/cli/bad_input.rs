//! Bad input: each a message that says what, where and what to do, the right exit code, nothing half-written.

use crate::desk::{Desk, refused, tmx};

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
    let files: [(&str, &[u8], &str); 3] = [
        ("scan.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0", "a PNG picture"),
        (
            "scan.pdf",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
            "a PDF document",
        ),
        ("text.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0", "a PNG picture"),
    ];
    for (name, content, what) in files {
        desk.write(name, content);
        let message = format!(
            "{name}: this is {what}, not text; give the article as text, HTML, a Word document or XLIFF"
        );
        refused(&desk, &["draft", name], 1, &message);
    }
}

#[test]
fn an_archive_that_is_cut_off_is_called_damaged() {
    let desk = Desk::empty();
    desk.write("article.docx", b"PK\x03\x04\x14\0\x08\0");
    let message = "article.docx: this document cannot be read: the file is damaged or cut off; save it again \
                   in the program that wrote it";
    refused(&desk, &["draft", "article.docx"], 1, message);
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
            "1: `English please` is no language tag; write it as in `ar`, `en` or `pt-BR`",
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
